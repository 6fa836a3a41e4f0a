package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/pdf/operator"
	"jianbao/layout/unit"
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
	path := markPath{p: p, line: line}
	switch m.Form {
	case frame.FormDot:
		path.circle(m)
	case frame.FormBook:
		path.wave(m)
	default:
		path.move(m.X, m.Y)
		path.to(m.X+m.Width, m.Y)
		path.to(m.X+m.Width, m.Y+m.Height)
		path.to(m.X, m.Y+m.Height)
	}
	p.buf = append(p.buf, "h f\n"...)
}

// markPath writes a path in the coordinates of a line: from its X, and downwards from its
// baseline.
type markPath struct {
	p    *painter
	line *frame.Line
}

func (m markPath) point(x, down unit.Abs) {
	px, py := m.line.X+x, m.p.page.height-m.line.Y-down
	if m.line.Turned {
		px, py = m.line.X+down, m.p.page.height-m.line.Y+x
	}
	m.p.buf = append(operator.AppendPt(m.p.buf, px), ' ')
	m.p.buf = append(operator.AppendPt(m.p.buf, py), ' ')
}

func (m markPath) move(x, down unit.Abs) {
	m.point(x, down)
	m.p.buf = append(m.p.buf, "m\n"...)
}

func (m markPath) to(x, down unit.Abs) {
	m.point(x, down)
	m.p.buf = append(m.p.buf, "l\n"...)
}

func (m markPath) curve(xa, ya, xb, yb, x, y unit.Abs) {
	m.point(xa, ya)
	m.point(xb, yb)
	m.point(x, y)
	m.p.buf = append(m.p.buf, "c\n"...)
}

// circle fills the box of a dot. The control points of a quarter are at 0.5523 of the
// radius.
func (m markPath) circle(d *frame.Mark) {
	r := d.Width / 2
	c := r.Scale(5523, 10_000)
	x, y := d.X+r, d.Y+r
	m.move(x+r, y)
	m.curve(x+r, y+c, x+c, y+r, x, y+r)
	m.curve(x-c, y+r, x-r, y+c, x-r, y)
	m.curve(x-r, y-c, x-c, y-r, x, y-r)
	m.curve(x+c, y-r, x+r, y-c, x+r, y)
}

// wave paints a whole number of half waves, each 3/2 as long as the line is high. The
// control points of half a wave are at 0.36 of its length and at 4/3 of its height.
func (m markPath) wave(w *frame.Mark) {
	half := w.Height * 3 / 2
	n := max(2, (w.Width+half/2)/half)
	x := func(i unit.Abs) unit.Abs { return w.X + w.Width*i/n }
	middle, high := w.Y+w.Height/2, (w.Height-w.Stroke)/2*4/3
	side := func(i unit.Abs) unit.Abs {
		if i%2 == 0 {
			return -high
		}
		return high
	}
	y := middle - w.Stroke/2
	m.move(x(0), y)
	for i := range n {
		a, b := x(i), x(i+1)
		c := (b - a).Scale(36, 100)
		m.curve(a+c, y+side(i), b-c, y+side(i), b, y)
	}
	y += w.Stroke
	m.to(x(n), y)
	for i := n - 1; i >= 0; i-- {
		a, b := x(i), x(i+1)
		c := (b - a).Scale(36, 100)
		m.curve(b-c, y+side(i), a+c, y+side(i), a, y)
	}
}
