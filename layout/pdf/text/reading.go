package text

import "jianbao/layout/frame"

// hidden is the ActualText of a reading. What a reader extracts is the text below it:
// Poppler drops blanks, and pdfium spans without a visible character.
const hidden = "\t"

// Reading returns the pieces of the reading above a part of a line. Its glyphs stand for
// nothing in the text of the page: what they mean is in the structure. The result is
// valid until the next call of it or of Pieces.
func (e *Encoder) Reading(r *frame.Ruby) []Piece {
	e.pieces = e.pieces[:0]
	for i := range r.Glyphs {
		g := &r.Glyphs[i]
		font := e.fonts.Use(g.Face)
		if len(e.pieces) == 0 || e.last().font != font || e.last().rise != g.DY {
			if len(e.pieces) > 0 {
				e.last().More = true
			}
			e.add(Piece{font: font, size: g.Size, rise: g.DY, Link: -1, Decoration: -1, Ruby: -1, spanned: true, actual: hidden})
		}
		e.last().show(font.CID(g.ID, wordless), fine(g.X+g.DX))
	}
	return e.pieces
}
