// Package pdftest helps test what writes PDF files: it sets plain text into
// frames without the layout packages, runs the validators that are installed
// over a file, and reads text and glyph positions back with other people's
// programs.
package pdftest

import (
	"strings"
	"unicode"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Setter sets lines by the simplest rules that still make every kind of gap: a
// Han character is one em, adjacent marks lose half an em, Han and Latin stand a
// quarter em apart, a line may be stretched.
type Setter struct {
	Han, Latin *fonts.Face
	Size       unit.Abs
	Stretch    unit.Abs // added after every Han character
	Gap        unit.Abs // between Han and Latin
}

// Line sets text in one line at (x, y) as body text.
func (s *Setter) Line(text string, x, y unit.Abs) *frame.Line {
	l := &frame.Line{Kind: frame.KindBody, Text: text, X: x, Y: y, Size: s.Size, First: true, Last: true, Grid: -1}
	pen := unit.Abs(0)
	var before rune
	spaced := false
	for i, r := range text {
		if r == ' ' && (han(before) || i+1 < len(text) && han([]rune(text[i+1:])[0])) {
			spaced = true // replaced by the gap, as layout does
			before = r
			continue
		}
		if n := len(l.Glyphs); n > 0 {
			last := l.Glyphs[n-1]
			lastHan := last.Face == s.Han
			switch {
			case lastHan != han(r) && !mark(r) && !mark([]rune(last.Text)[0]):
				pen += s.Gap
			case spaced:
				pen += s.Size / 2
			}
			if mark(r) && mark([]rune(last.Text)[0]) {
				pen -= s.Size / 2
			}
		}
		spaced = false
		face := s.Latin
		if han(r) {
			face = s.Han
		}
		g, ok := face.GID(r)
		if !ok {
			face = s.Han
			g, _ = face.GID(r)
		}
		w := s.Size.Scale(int64(face.Advance(g)), int64(face.UnitsPerEm()))
		l.Glyphs = append(l.Glyphs, frame.Glyph{Face: face, ID: g, X: pen, Advance: w, Size: s.Size, Text: string(r)})
		pen += w
		l.Width = pen
		if han(r) {
			pen += s.Stretch
		}
		before = r
	}
	l.Measure = l.Width
	return l
}

func mark(r rune) bool {
	return strings.ContainsRune("，。、：；？！“”‘’《》（）「」『』", r)
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) || mark(r) || r == '—' || r == '…' }

// Page is an A4 page with a printed number.
func Page(label string) frame.Page {
	return frame.Page{Width: 210 * unit.MM, Height: 297 * unit.MM, Label: label}
}
