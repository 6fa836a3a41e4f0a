package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Positions inside a line are counted in 1e-12 pt: the product of a width
// (1e-7 em) and a size (1e-5 pt), so that the pen of the PDF reader is known
// exactly and errors cannot add up.
const (
	finePerAbs = 10_000_000
	finePerPt  = int64(unit.Pt) * finePerAbs
)

func fine(a unit.Abs) int64 { return int64(a) * finePerAbs }

// Readers guess spaces from gaps. Poppler takes a gap above 0.1 em between
// glyphs for a space and an overlap of as much for a new word or line; pdfium
// begins later. A space that is typed is seen by both where it is wider than
// 0.2 em; far wider ones begin a column. All in 1/1000 em.
const (
	gapPlain  = 90 // either side of 0
	spaceFrom = 210
	spaceTo   = 700
)

// speech is what must be done so that readers take a token and the gap after
// it for the text they stand for.
//
// A gap that would be misread is filled with a blank glyph, inside an
// ActualText (ISO 32000 14.9.4) that says what the glyph and the gap stand for
// together. The reader then sees no gap at all, whichever fonts meet there, and
// only one glyph loses its own place in a selection.
type speech struct {
	spoken bool   // actual counts
	actual string // may be empty
	lead   bool   // a blank before the token fills the gap that begins at leadAt
	leadAt int64
	fill   bool // a blank after the token reaches to the next one
	space  bool // a plain space follows
}

// listen decides the speech of each token of a line.
func (p *painter) listen(line *frame.Line) {
	for i := range p.tokens {
		t := &p.tokens[i]
		first, last := &line.Glyphs[t.from], &line.Glyphs[t.to-1]
		t.start = fine(first.X + first.DX)
		t.end = fine(last.X+last.DX) + p.plan.fonts.use(last.Face).advance(last.ID)*int64(last.Size)
		t.size = last.Size
		// A glyph beyond the characters of its cluster must be spoken over.
		if t.hyphen || t.to-t.from > runes(t.text) {
			t.spoken, t.actual = true, t.text
		}
	}
	for i := range p.tokens {
		t := &p.tokens[i]
		if i+1 == len(p.tokens) {
			p.lastSpeech(t)
			return
		}
		n := &p.tokens[i+1]
		gap := (n.start - t.end) / (int64(max(1, min(t.size, n.size))) * finePerAbs / 1000)
		switch {
		case t.tail == "" && gap >= -gapPlain && gap <= gapPlain:
			// as it is
		case t.tail == " " && gap >= spaceFrom && gap <= spaceTo && p.hasBlank(line, t):
			t.space = true
		case speakable(t.text) && p.hasBlank(line, t):
			t.say(t.text)
			t.actual += t.tail
			t.fill = true
		case speakable(n.text) && p.hasBlank(line, n):
			n.say(n.text)
			n.actual = t.tail + n.actual
			n.lead, n.leadAt = true, t.end
		default:
			// A space too many, or too few, is better than a name lost.
			t.space = t.tail != "" && p.hasBlank(line, t)
		}
	}
}

func (t *token) say(text string) {
	if !t.spoken {
		t.spoken, t.actual = true, text
	}
}

// lastSpeech keeps a typed space at the line's end, where words are set apart
// by it, and whatever else is invisible there.
func (p *painter) lastSpeech(t *token) {
	switch {
	case t.tail == "":
	case blankOnly(t.tail):
		t.space = true
	case speakable(t.text):
		t.say(t.text)
		t.actual += t.tail
	}
}

func (p *painter) hasBlank(line *frame.Line, t *token) bool {
	return p.plan.fonts.use(line.Glyphs[t.to-1].Face).blank() != 0
}

// blankOnly tells spaces from controls without width.
func blankOnly(s string) bool {
	for _, r := range s {
		if r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF {
			return false
		}
	}
	return true
}

func runes(s string) int {
	n := 0
	for range s {
		n++
	}
	return n
}
