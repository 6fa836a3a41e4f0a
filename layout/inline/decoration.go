package inline

import (
	"unicode/utf8"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Measures of the marks below a text, in 1/1000 of its size (RULES 7.1). The em box of
// Han ends 120 below the baseline, their ink 80.
const (
	lineTop    = 145 // of a straight line
	lineHeight = 40
	waveTop    = 125
	waveHeight = 110
	waveStroke = 38
	dotTop     = 150 // of a dot, where there is no line
	dotBelow   = 245 // of a dot below a line
	dotHeight  = 135
	lineInset  = 60 // by which the line of a name is shorter at both ends
)

// decorate sets the marks below a line (RULES 7.1).
func (p *Paragraph) decorate(line *frame.Line, i, j int) {
	if !p.decorated {
		return
	}
	g, end := 0, p.end(i, j)
	for k := i; k < end; {
		d := p.runs[p.atoms[k].run].Decoration
		from, to := g, k
		for ; to < end && p.runs[p.atoms[to].run].Decoration == d && !p.call(to); to++ {
			g += int(p.atoms[to].g1 - p.atoms[to].g0)
		}
		if to == k { // the mark of a note
			g += int(p.atoms[k].g1 - p.atoms[k].g0)
			k++
			continue
		}
		if d != (Decoration{}) && g > from {
			out := frame.Decoration{From: from, To: g, Dots: d.Dots, Line: d.Line}
			if d.Line != frame.FormNone {
				out.Marks = p.linesBelow(out.Marks, line, from, k, to, end)
			}
			if d.Dots {
				out.Marks = p.dots(out.Marks, line, from, k, to)
			}
			line.Decorations = append(line.Decorations, out)
		}
		k = to
	}
}

// call reports whether an atom is the mark of a note, which has no marks below it.
func (p *Paragraph) call(k int) bool { return p.runs[p.atoms[k].run].Note != 0 }

// dots appends the dot of each Han among atoms [from,to), whose first glyph is g.
func (p *Paragraph) dots(marks []frame.Mark, line *frame.Line, g, from, to int) []frame.Mark {
	for k := from; k < to; k++ {
		a := &p.atoms[k]
		if a.g1 > a.g0 && p.dotted(a) {
			first := &line.Glyphs[g]
			size := first.Size
			top := dotTop
			if p.runs[a.run].Decoration.Line != frame.FormNone {
				top = dotBelow
			}
			d := size.Scale(dotHeight, 1000)
			marks = append(marks, frame.Mark{Form: frame.FormDot, X: first.X + (first.Advance-d)/2, Y: size.Scale(int64(top), 1000), Width: d, Height: d})
		}
		g += int(a.g1 - a.g0)
	}
	return marks
}

// dotted reports whether an atom takes a dot: an ideograph, kana or Hangul.
func (p *Paragraph) dotted(a *atom) bool {
	r, _ := utf8.DecodeRuneInString(p.text[a.from:])
	return a.class == cHan && strongScript(r) == scriptHan
}

// lined reports whether an atom has the line of a proper name or the title of a book below
// it: no mark has, but for the one between the parts of a foreign name.
func (p *Paragraph) lined(a *atom, form frame.Form) bool {
	return form == frame.FormUnder || !a.class.mark() || a.class == cMiddle
}

// linesBelow appends the lines below atoms [from,to) of a line that ends with atom end;
// g is the first one's glyph. Where the text goes on in the same element, on this
// line or the next, the line is not shorter.
func (p *Paragraph) linesBelow(marks []frame.Mark, line *frame.Line, g, from, to, end int) []frame.Mark {
	d := p.runs[p.atoms[from].run].Decoration
	same := func(k int) bool {
		return k >= 0 && k < len(p.atoms) && p.runs[p.atoms[k].run].Decoration.Line == d.Line && p.runs[p.atoms[k].run].Decoration.Nth == d.Nth && !p.call(k) && p.lined(&p.atoms[k], d.Line)
	}
	for k := from; k < to; {
		if !same(k) {
			g += int(p.atoms[k].g1 - p.atoms[k].g0)
			k++
			continue
		}
		first, start := g, k
		for ; k < to && same(k); k++ {
			g += int(p.atoms[k].g1 - p.atoms[k].g0)
		}
		if g == first {
			continue
		}
		last := &line.Glyphs[g-1]
		x, right := line.Glyphs[first].X, last.X+last.Advance
		size := line.Glyphs[first].Size
		inset := unit.Abs(0)
		if d.Line != frame.FormUnder {
			inset = size.Scale(lineInset, 1000)
		}
		if !same(start - 1) {
			x += inset
		}
		if !same(k) {
			right -= inset
		} else if k < end && g < len(line.Glyphs) {
			right = line.Glyphs[g].X // over the gap to the rest of the element
		}
		m := frame.Mark{Form: d.Line, X: x, Width: right - x, Y: size.Scale(lineTop, 1000), Height: size.Scale(lineHeight, 1000)}
		if d.Line == frame.FormBook {
			m.Y, m.Height, m.Stroke = size.Scale(waveTop, 1000), size.Scale(waveHeight, 1000), size.Scale(waveStroke, 1000)
		}
		if m.Width > 0 {
			marks = append(marks, m)
		}
	}
	return marks
}
