package screen

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// line writes a line: its place and text, the glyphs as pairs of number and x from the
// line's x, and, where they differ from the line's, sizes, heights above the baseline
// and distances of outlines from their boxes.
func (w *writer) line(l *frame.Line, d *describedItem) {
	w.text(`{"k":"line"`)
	w.length(`,"x":`, l.X)
	w.length(`,"y":`, l.Y)
	w.length(`,"w":`, l.Width)
	w.length(`,"s":`, l.Size)
	w.string(`,"t":`, l.Text)
	w.ink(l.Ink)
	if l.Turned {
		w.text(`,"turned":1`)
	}
	d.sourceFrom = w.at()
	w.source(l)
	d.sourceTo = w.at()
	w.glyphs(l.Glyphs, l.Size)
	for i := range l.Rubies {
		w.text(map[bool]string{true: `,"rubies":[`, false: ","}[i == 0])
		r := &l.Rubies[i]
		w.length(`{"s":`, r.Size)
		w.glyphs(r.Glyphs, r.Size)
		w.text("}")
	}
	if len(l.Rubies) > 0 {
		w.text("]")
	}
	w.marks(l)
	w.text("}")
}

// alike reports whether two lines are drawn as the same, wherever their texts stand: their
// glyphs, readings and marks are the same in memory, which nothing may have written to.
func alike(a, b *frame.Line) bool {
	return a == b || a.X == b.X && a.Y == b.Y && a.Width == b.Width && a.Size == b.Size && a.Turned == b.Turned && a.Ink == b.Ink && a.Text == b.Text &&
		same(a.Glyphs, b.Glyphs) && same(a.Rubies, b.Rubies) && same(a.Decorations, b.Decorations)
}

// same reports whether two slices are the same in memory.
func same[T any](a, b []T) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// source writes the file, the range of bytes in it and the bytes of the glyphs.
func (w *writer) source(l *frame.Line) {
	if l.Place.Source == nil {
		return
	}
	name := w.file(l.Place.Source)
	if name == "" {
		return
	}
	w.string(`,"f":`, name)
	w.int(`,"a":`, int64(l.Place.Start))
	w.int(`,"b":`, int64(l.Place.End))
	if l.Origins == nil {
		return
	}
	w.text(`,"o":[`)
	for i, at := range l.Origins {
		if i > 0 {
			w.text(",")
		}
		w.int("", int64(at))
	}
	w.text("]")
}

// glyphs writes glyphs of a line or a reading.
func (w *writer) glyphs(list []frame.Glyph, size unit.Abs) {
	w.text(`,"g":[`)
	for i := range list {
		g := &list[i]
		if i > 0 {
			w.text(",")
		}
		w.int("", int64(w.book.number(g.Face, g.ID)))
		w.length(",", g.X+g.DX)
	}
	w.text("]")
	w.sparse(`,"d":[`, list, func(g *frame.Glyph) int64 { return thousandths(g.X+g.DX) - thousandths(g.X) })
	w.sparse(`,"u":[`, list, func(g *frame.Glyph) int64 { return thousandths(g.DY) })
	w.sparse(`,"z":[`, list, func(g *frame.Glyph) int64 {
		if g.Size == size {
			return 0
		}
		return thousandths(g.Size)
	})
}

// sparse writes the values of glyphs that are not 0, each after the glyph's index.
func (w *writer) sparse(key string, list []frame.Glyph, value func(*frame.Glyph) int64) {
	any := false
	for i := range list {
		v := value(&list[i])
		if v == 0 {
			continue
		}
		if !any {
			w.text(key)
		} else {
			w.text(",")
		}
		any = true
		w.int("", int64(i))
		w.int(",", v)
	}
	if any {
		w.text("]")
	}
}

// marks writes the marks below a line as paths in the coordinates of the line.
func (w *writer) marks(l *frame.Line) {
	any := false
	for i := range l.Decorations {
		for k := range l.Decorations[i].Marks {
			if !any {
				w.text(`,"marks":["`)
			} else {
				w.text(`","`)
			}
			any = true
			for _, s := range l.Decorations[i].Marks[k].Path() {
				switch s.Op {
				case frame.PathMove:
					w.point("M", s.To)
				case frame.PathLine:
					w.point("L", s.To)
				case frame.PathCurve:
					w.point("C", s.A)
					w.point(" ", s.B)
					w.point(" ", s.To)
				}
			}
			w.text("Z")
		}
	}
	if any {
		w.text(`"]`)
	}
}

func (w *writer) point(op string, p frame.Point) {
	w.length(op, p.X)
	w.length(" ", p.Y)
}
