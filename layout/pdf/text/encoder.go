// Package text turns composed lines into text operators (ISO 32000-1 9.4), so that
// every reader extracts the text the lines stand for: line → tokens → spans of
// ActualText → pieces → operators. It knows glyphs, fonts and codes, and neither
// pages nor files.
package text

import (
	"fmt"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/cidfont"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/operator"
	"jianbao/layout/unit"
)

// Options holds the properties of a file that its text depends on.
type Options struct {
	Lang       string // of the document, BCP 47
	Tagged     bool   // phrases in other languages are pieces of their own; outlines keep their text
	ActualText bool   // spans have their text: PDF 1.4 and later
}

// Resources holds the fonts and outlines that the content of a page refers to.
type Resources struct {
	Fonts    []int // indexes into cidfont.Table.Fonts, ascending
	Outlines []int // indexes into Outlines.Forms, ascending
}

// Encoder writes the text of a file's pages, line after line.
type Encoder struct {
	Options
	fonts     *cidfont.Table
	outlines  *Outlines
	resources *Resources
	state     state
	buf       []byte

	// Memory used again from line to line.
	tokens []token
	pieces []Piece
	texts  []string
	codes  []byte
	gaps   []int64
}

// NewEncoder returns an encoder of the text of doc. Codes of the glyphs that leave
// ink are taken from fonts at once; a glyph that no face has is an error. Forms of
// glyphs painted as paths are collected in outlines.
func NewEncoder(doc *frame.Document, opt Options, fonts *cidfont.Table, outlines *Outlines) (*Encoder, error) {
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if line, ok := item.(*frame.Line); ok {
				if err := markInk(fonts, line); err != nil {
					return nil, fmt.Errorf("page %d: %w", i+1, err)
				}
			}
		}
	}
	fonts.Number()
	return &Encoder{Options: opt, fonts: fonts, outlines: outlines}, nil
}

// markInk marks the glyphs of a line that tokens keeps.
func markInk(fonts *cidfont.Table, line *frame.Line) error {
	ink := true
	for i := range line.Glyphs {
		g := &line.Glyphs[i]
		if g.Face == nil {
			return fmt.Errorf("a glyph for %q has no face", g.Text)
		}
		if int(g.ID) >= g.Face.NumGlyphs() {
			return fmt.Errorf("glyph %d for %q is beyond its face", g.ID, g.Text)
		}
		if g.Text != "" || g.Hyphen {
			ink = g.Hyphen || inkOf(g.Text) != ""
		}
		if ink {
			fonts.Mark(g.Face, g.ID)
		}
	}
	for k := range line.Rubies {
		for i := range line.Rubies[k].Glyphs {
			fonts.Mark(line.Rubies[k].Glyphs[i].Face, line.Rubies[k].Glyphs[i].ID)
		}
	}
	return nil
}

// Begin begins the content of a page: the text state is that of its start, and
// the fonts and outlines used are recorded in resources.
func (e *Encoder) Begin(resources *Resources) {
	e.resources, e.state = resources, state{}
}

// AppendText appends pieces of a line as a text object with its baseline at y. The
// baseline of a turned line begins there and runs upwards.
func (e *Encoder) AppendText(b []byte, line *frame.Line, pieces []Piece, y unit.Abs) []byte {
	e.buf = append(b, "BT\n"...)
	// The first glyph's place is the text object's: rounded like any other.
	x := line.X + unit.Abs(operator.Round(pieces[0].glyphs[0].x, finePerAbs))
	at := unit.Abs(operator.Round(int64(x), int64(operator.Thousandth))) * operator.Thousandth
	if line.Turned {
		e.buf = append(e.buf, "0 1 -1 0 "...)
		e.buf = append(operator.AppendPt(e.buf, line.X), ' ')
		e.buf = append(operator.AppendPt(e.buf, y+at-line.X), " Tm\n"...)
	} else {
		e.buf = append(operator.AppendPt(e.buf, at), ' ')
		e.buf = append(operator.AppendPt(e.buf, y), " Td\n"...)
	}
	pen := fine(at - line.X)
	for i := range pieces {
		p := &pieces[i]
		spanned := p.spanned && e.ActualText
		if spanned && (i == 0 || !pieces[i-1].More) {
			e.beginSpan(p.actual)
		}
		pen = e.show(p, pen)
		if spanned && !(p.More && i+1 < len(pieces)) {
			e.buf = append(e.buf, endSpan...)
		}
	}
	return append(e.buf, "ET\n"...)
}

// beginSpan begins a span whose text is given (ISO 32000-1 14.9.4).
func (e *Encoder) beginSpan(actual string) {
	e.buf = append(e.buf, "/Span<</ActualText"...)
	e.codes = object.AppendUTF16(append(e.codes[:0], 0xFE, 0xFF), actual)
	e.buf = object.AppendString(e.buf, e.codes)
	e.buf = append(e.buf, ">>BDC\n"...)
}

const endSpan = "EMC\n"
