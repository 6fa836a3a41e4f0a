package pdf

import (
	"unicode/utf8"

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
	gapScript = 25 // the same where size or height change: there Poppler ends a word
	// Above half the size of a glyph its baseline begins a new line for Poppler.
	raisedFrom = 450
	spaceFrom  = 210
	spaceTo    = 700
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
	raised bool // too far off the baseline for Poppler to keep it on the line
	joined bool // the token is said with the one before it, in one span
	space  bool // a plain space follows
}

// listen decides the speech of each token of a line.
func (p *painter) listen(line *frame.Line) {
	for i := range p.tokens {
		t := &p.tokens[i]
		first, last := &line.Glyphs[t.from], &line.Glyphs[t.to-1]
		t.start = fine(first.X + first.DX)
		t.font = p.plan.fonts.use(last.Face)
		width := int64(0)
		if t.to-t.from == 1 && !t.hyphen && t.text != "" {
			t.cid = t.font.cid(first.ID, t.text)
			width = t.font.width(t.cid)
		} else {
			width = t.font.advance(last.ID)
		}
		t.end = fine(last.X+last.DX) + width*int64(last.Size)
		t.size = last.Size
		if dy := max(first.DY, -first.DY); dy > first.Size*raisedFrom/1000 && t.hasBlank() && speakable(t.text) {
			t.say(t.text)
			t.raised = true
		}
		// A glyph beyond the characters of its cluster must be spoken over.
		if t.cid == 0 && (t.hyphen || t.to-t.from > utf8.RuneCountInString(t.text)) {
			t.spoken, t.actual = true, t.text
		}
	}
	for i := range p.tokens {
		t := &p.tokens[i]
		if i+1 == len(p.tokens) {
			p.lastSpeech(line)
			break
		}
		n := &p.tokens[i+1]
		gap := (n.start - t.end) / (int64(max(1, min(t.size, n.size))) * finePerAbs / 1000)
		plain := int64(gapPlain)
		if a, b := &line.Glyphs[t.to-1], &line.Glyphs[n.from]; a.Size != b.Size || a.DY != b.DY {
			plain = gapScript
		}
		switch {
		case t.tail == "" && gap >= -plain && gap <= plain:
			// as it is
		case t.tail == " " && !t.raised && gap >= spaceFrom && gap <= spaceTo && t.hasBlank():
			t.space = true
			if t.spoken {
				t.actual += t.tail
			}
		case speakable(t.text) && t.hasBlank() && !(n.start < t.start && !n.raised && speakable(n.text) && n.hasBlank()):
			t.say(t.text)
			t.actual += t.tail
			t.fill = true
		case !n.raised && speakable(n.text) && n.hasBlank():
			n.say(n.text)
			n.actual = t.tail + n.actual
			n.lead, n.leadAt = true, t.end
		default:
			// A space too many, or too few, is better than a name lost.
			t.space = t.tail != "" && t.hasBlank()
		}
	}
	if line.Kind == frame.KindLeader {
		p.joinAll(line)
	} else {
		p.spaceOut()
		p.lean(line)
	}
}

// lean takes the glyph before a spoken one into its span, or else the one after
// it, in large sizes: pdfium begins a new line between operators whose ink is
// higher than 4.5 pt and does not overlap in height, as a comma's, a dash's and
// a quotation mark's do not.
func (p *painter) lean(line *frame.Line) {
	const large = 15 * unit.Pt // where the highest comma comes near that
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.size < large || !t.spoken || t.joined || t.raised || t.lead || t.hyphen {
			continue
		}
		if i > 0 {
			if before := &p.tokens[i-1]; !before.spoken && !before.space && speakable(before.text) && p.alike(line, before, t) {
				before.spoken, before.actual = true, before.text+t.actual
				t.joined = true
				continue
			}
		}
		if i+1 == len(p.tokens) || !t.fill {
			continue
		}
		if n := &p.tokens[i+1]; !n.spoken && !n.space && speakable(n.text) && p.alike(line, t, n) {
			t.fill = false
			t.actual += n.text
			n.spoken, n.joined = true, true
		}
	}
}

// spaceOut says the first space of a line where all words are single
// characters, "— 1 —": Poppler takes even gaps there for letterspacing.
func (p *painter) spaceOut() {
	for i := range p.tokens {
		if t := &p.tokens[i]; i+1 < len(p.tokens) && (!t.space || t.spoken) {
			return
		}
	}
	if t := &p.tokens[0]; len(p.tokens) > 1 && speakable(t.text) {
		t.say(t.text)
		t.actual += t.tail
		t.space, t.fill = false, true
	}
}

// joinAll says a row of dots at once: nobody selects a single one.
func (p *painter) joinAll(line *frame.Line) {
	text := ""
	for i := range p.tokens {
		t := &p.tokens[i]
		if !speakable(t.text) || !p.alike(line, &p.tokens[0], t) {
			return
		}
		text += t.text + t.tail
	}
	for i := range p.tokens {
		p.tokens[i].speech = speech{spoken: true, actual: text, joined: i > 0}
	}
}

// alike tells whether two tokens can be shown by one operator.
func (p *painter) alike(line *frame.Line, a, b *token) bool {
	g := &line.Glyphs[a.from]
	for _, t := range [...]*token{a, b} {
		for i := t.from; i < t.to; i++ {
			if h := &line.Glyphs[i]; g.Face != h.Face || g.Size != h.Size || g.DY != h.DY {
				return false
			}
		}
	}
	return linkOf(line, a.from) == linkOf(line, b.from)
}

// say makes the token's text be said, unless something is already.
func (t *token) say(text string) {
	if !t.spoken {
		t.spoken, t.actual = true, text
	}
}

// lastSpeech keeps a typed space at the line's end, where words are set apart
// by it, and whatever else is invisible there.
//
// A last glyph that would be shown alone is shown together with the one before
// it or with a blank: pdfium asks the page, not the baseline, which way an
// operator of one glyph runs, and on a page with little text guesses wrong.
func (p *painter) lastSpeech(line *frame.Line) {
	n := len(p.tokens)
	t := &p.tokens[n-1]
	switch {
	case blankOnly(t.tail) && t.tail != "":
		t.space = true
		if t.spoken {
			t.actual += " "
		}
	case t.tail != "" && speakable(t.text):
		t.say(t.text)
		t.actual += t.tail
	}
	if t.spoken || t.space || n == 1 {
		return
	}
	before := &p.tokens[n-2]
	switch {
	case before.fill && !before.joined && speakable(t.text) && p.alike(line, before, t):
		before.fill = false
		t.joined, t.spoken = true, true
		before.actual += t.text
		t.actual = before.actual
	case (before.spoken || !p.alike(line, before, t)) && speakable(t.text) && t.hasBlank():
		t.say(t.text)
		t.space = true
	}
}

func (t *token) hasBlank() bool {
	return t.font.blank() != 0
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
