package frame

import (
	"iter"

	"jianbao/layout/unit"
)

// Form is the form of a mark beside a text (RULES 7.1).
type Form string

// The forms, with their names in dumps.
const (
	FormNone  Form = ""
	FormDot   Form = "dot"       // 着重号: below one character
	FormName  Form = "name"      // 专名号: a straight line
	FormBook  Form = "book"      // 书名号: a wavy line
	FormUnder Form = "underline" // a straight line below marks too
)

// Decoration makes glyphs [From,To) of a line a text with marks below it.
type Decoration struct {
	From, To int
	Dots     bool
	Line     Form // FormNone, or one of the lines
	Marks    []Mark
}

// Mark is one dot or line. Its box is measured from the line's X and, downwards, from its
// baseline; a line fills its box, a wavy one with waves.
type Mark struct {
	Form                Form
	X, Y, Width, Height unit.Abs
	// Stroke is the thickness of a wavy line.
	Stroke unit.Abs
}

// Ruby is the reading of glyphs [From,To) of a line, above them.
type Ruby struct {
	From, To int
	Text     string
	Lang     string   // BCP 47, where it differs from the document's; else empty
	X, Width unit.Abs // of the reading, from the line's X
	Size     unit.Abs
	Glyphs   []Glyph // as those of the line; DY is the height of the reading's baseline
}

// AllGlyphs returns the glyphs of the line and of the readings above it.
func (l *Line) AllGlyphs() iter.Seq[*Glyph] {
	return func(yield func(*Glyph) bool) {
		for i := range l.Glyphs {
			if !yield(&l.Glyphs[i]) {
				return
			}
		}
		for k := range l.Rubies {
			for i := range l.Rubies[k].Glyphs {
				if !yield(&l.Rubies[k].Glyphs[i]) {
					return
				}
			}
		}
	}
}
