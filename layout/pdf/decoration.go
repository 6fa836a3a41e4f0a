package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/pdf/operator"
)

// decorations paints the readings above a line, in their elements if the file has tags,
// and the marks below it.
func (p *painter) decorations(line *frame.Line, rubies []rubyElement) error {
	for i := range line.Rubies {
		pieces := p.text.Reading(&line.Rubies[i])
		if len(pieces) == 0 {
			continue
		}
		if e := rubies[i].reading; e != nil {
			p.element(e)
		} else {
			p.artifact(artifactDesign)
		}
		if err := p.show(line, pieces, p.page.height-line.Y); err != nil {
			return err
		}
	}
	for i := range line.Decorations {
		for k := range line.Decorations[i].Marks {
			p.artifact(artifactDesign)
			if err := p.ink(line.Ink); err != nil {
				return err
			}
			p.mark(line, &line.Decorations[i].Marks[k])
		}
	}
	return nil
}

// mark paints a dot or a line as a path.
func (p *painter) mark(line *frame.Line, m *frame.Mark) {
	for _, s := range m.Path() {
		switch s.Op {
		case frame.PathMove:
			p.markPoint(line, s.To)
			p.buf = append(p.buf, "m\n"...)
		case frame.PathLine:
			p.markPoint(line, s.To)
			p.buf = append(p.buf, "l\n"...)
		case frame.PathCurve:
			p.markPoint(line, s.A)
			p.markPoint(line, s.B)
			p.markPoint(line, s.To)
			p.buf = append(p.buf, "c\n"...)
		}
	}
	p.buf = append(p.buf, "h f\n"...)
}

// markPoint writes a point that is given in the coordinates of a line.
func (p *painter) markPoint(line *frame.Line, at frame.Point) {
	x, y := line.X+at.X, p.page.height-line.Y-at.Y
	if line.Turned {
		x, y = line.X+at.Y, p.page.height-line.Y+at.X
	}
	p.buf = append(operator.AppendPt(p.buf, x), ' ')
	p.buf = append(operator.AppendPt(p.buf, y), ' ')
}
