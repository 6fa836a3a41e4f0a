package text

import (
	"strings"
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

// actualText is the ActualText span (ISO 32000-1 14.9.4) that a token needs, so that
// readers take it and the gap after it for the text they stand for.
//
// A gap that would be misread is filled with a blank glyph, inside an ActualText that
// gives the text of the glyph and the gap together. The reader then sees no gap at
// all, whichever fonts meet there, and only one glyph loses its own place in a
// selection.
type actualText struct {
	actual  string // may be empty
	leadAt  int64  // where the gap begins that the blank of lead fills
	spanned bool   // actual counts
	lead    bool   // a blank before the token fills the gap that begins at leadAt
	fill    bool   // a blank after the token reaches to the next one
	raised  bool   // too far off the baseline for Poppler to keep it on the line
	joined  bool   // the token is in the span of the one before it
	space   bool   // a plain space follows
}

// setActual gives the token a span with its text, unless it has one.
func (t *actualText) setActual(text string) {
	if !t.spanned {
		t.spanned, t.actual = true, text
	}
}

// planActualText decides which spans the tokens of a line need (RULES 9.2).
func (e *Encoder) planActualText(line *frame.Line) {
	for i := range e.tokens {
		e.measure(line, &e.tokens[i])
	}
	for i := range len(e.tokens) - 1 {
		planGap(line, &e.tokens[i], &e.tokens[i+1])
	}
	if len(e.tokens) > 0 {
		e.planEnd(line)
	}
	if line.Kind == frame.KindLeader {
		e.joinAll(line)
	} else {
		e.markFirstSpace()
		e.joinNeighbours(line)
	}
}

// measure finds where a token begins and ends for the reader, and which spans it
// needs by itself.
func (e *Encoder) measure(line *frame.Line, t *token) {
	first, last := &line.Glyphs[t.from], &line.Glyphs[t.to-1]
	t.start = fine(first.X + first.DX)
	t.font = e.fonts.Use(last.Face)
	width := int64(0)
	if t.to-t.from == 1 && !t.hyphen && t.text != "" {
		t.cid = t.font.CID(first.ID, t.text)
		width = t.font.Width(t.cid)
	} else {
		width = t.font.Advance(last.ID)
	}
	t.end = fine(last.X+last.DX) + width*int64(last.Size)
	t.size = last.Size
	if dy := max(first.DY, -first.DY); dy > first.Size*raisedFrom/1000 && t.hasBlank() && extractable(t.text) {
		t.setActual(t.text)
		t.raised = true
	}
	// A glyph beyond the characters of its cluster has no text of its own.
	if t.cid == 0 && (t.hyphen || t.to-t.from > utf8.RuneCountInString(t.text)) {
		t.spanned, t.actual = true, t.text
	}
}

// planGap decides how the gap between a token and the next one is kept from being
// misread.
func planGap(line *frame.Line, t, n *token) {
	step := int64(max(1, min(t.size, n.size))) * finePerAbs / 1000
	plain := int64(gapPlain)
	if a, b := &line.Glyphs[t.to-1], &line.Glyphs[n.from]; a.Size != b.Size || a.DY != b.DY {
		plain = gapScript
	}
	off := n.start - t.end
	if t.tail == "" && off > -(plain+1)*step && off < (plain+1)*step {
		return // most gaps
	}
	gap := off / step
	switch {
	case t.tail == " " && !t.raised && gap >= spaceFrom && gap <= spaceTo && t.hasBlank():
		t.space = true
		if t.spanned {
			t.actual += t.tail
		}
	case t.canFill() && !(n.start < t.start && n.canLead()):
		t.setActual(t.text)
		t.actual += t.tail
		t.fill = true
	case n.canLead():
		n.setActual(n.text)
		n.actual = t.tail + n.actual
		n.lead, n.leadAt = true, t.end
	default:
		// A space too many, or too few, is better than a name lost.
		t.space = t.tail != "" && t.hasBlank()
	}
}

// canFill reports whether a blank after a token can be in its span.
func (t *token) canFill() bool { return extractable(t.text) && t.hasBlank() }

// canLead reports whether a blank before a token can be in its span.
func (t *token) canLead() bool { return !t.raised && extractable(t.text) && t.hasBlank() }

// planEnd keeps a typed space at the line's end, where words are set apart by it,
// and whatever else is invisible there.
//
// A last glyph that would be shown alone is shown together with the one before it or
// with a blank: pdfium asks the page, not the baseline, which way an operator of one
// glyph runs, and on a page with little text guesses wrong.
func (e *Encoder) planEnd(line *frame.Line) {
	n := len(e.tokens)
	t := &e.tokens[n-1]
	switch {
	case blankOnly(t.tail) && t.tail != "":
		t.space = true
		if t.spanned {
			t.actual += " "
		}
	case t.tail != "" && extractable(t.text):
		t.setActual(t.text)
		t.actual += t.tail
	}
	if t.spanned || t.space || n == 1 {
		return
	}
	before := &e.tokens[n-2]
	switch {
	case before.fill && !before.joined && extractable(t.text) && alike(line, before, t):
		before.fill = false
		t.joined, t.spanned = true, true
		before.actual += t.text
		t.actual = before.actual
	case (before.spanned || !alike(line, before, t)) && extractable(t.text) && t.hasBlank():
		t.setActual(t.text)
		t.space = true
	}
}

// markFirstSpace puts the first space of a line where all words are single
// characters, "— 1 —", into a span: Poppler takes even gaps there for letterspacing.
func (e *Encoder) markFirstSpace() {
	for i := range e.tokens {
		if t := &e.tokens[i]; i+1 < len(e.tokens) && (!t.space || t.spanned) {
			return
		}
	}
	if len(e.tokens) < 2 {
		return
	}
	if t := &e.tokens[0]; extractable(t.text) {
		t.setActual(t.text)
		t.actual += t.tail
		t.space, t.fill = false, true
	}
}

// joinNeighbours takes the glyph before a span into it, or else the one after it, in
// large sizes: pdfium begins a new line between operators whose ink is higher than
// 4.5 pt and does not overlap in height, as a comma's, a dash's and a quotation mark's
// do not.
func (e *Encoder) joinNeighbours(line *frame.Line) {
	const large = 15 * unit.Pt // where the highest comma comes near that
	for i := range e.tokens {
		t := &e.tokens[i]
		if t.size < large || !t.spanned || t.joined || t.raised || t.lead || t.hyphen {
			continue
		}
		if i > 0 && joinBefore(line, &e.tokens[i-1], t) {
			continue
		}
		if i+1 < len(e.tokens) && t.fill {
			joinAfter(line, t, &e.tokens[i+1])
		}
	}
}

// joinBefore takes a token into the span of the next one, if it can.
func joinBefore(line *frame.Line, before, t *token) bool {
	if before.spanned || before.space || !extractable(before.text) || !alike(line, before, t) {
		return false
	}
	before.spanned, before.actual = true, before.text+t.actual
	t.joined = true
	return true
}

// joinAfter takes a token into the span of the one before it, if it can.
func joinAfter(line *frame.Line, t, after *token) {
	if after.spanned || after.space || !extractable(after.text) || !alike(line, t, after) {
		return
	}
	t.fill = false
	t.actual += after.text
	after.spanned, after.joined = true, true
}

// joinAll makes one span of a row of dots: a single one is never selected.
func (e *Encoder) joinAll(line *frame.Line) {
	var joined strings.Builder
	for i := range e.tokens {
		t := &e.tokens[i]
		if !extractable(t.text) || !alike(line, &e.tokens[0], t) {
			return
		}
		joined.WriteString(t.text)
		joined.WriteString(t.tail)
	}
	text := joined.String()
	for i := range e.tokens {
		e.tokens[i].actualText = actualText{spanned: true, actual: text, joined: i > 0}
	}
}

// alike reports whether one operator can show two tokens.
func alike(line *frame.Line, a, b *token) bool {
	g := &line.Glyphs[a.from]
	for _, t := range [...]*token{a, b} {
		for i := t.from; i < t.to; i++ {
			if h := &line.Glyphs[i]; g.Face != h.Face || g.Size != h.Size || g.DY != h.DY || g.Script != h.Script {
				return false
			}
		}
	}
	return linkOf(line, a.from) == linkOf(line, b.from) && decorationOf(line, a.from) == decorationOf(line, b.from) && rubyOf(line, a.from) == rubyOf(line, b.from)
}

// blankOnly reports whether a text has no controls without width.
func blankOnly(s string) bool {
	for _, r := range s {
		if r >= 0x200B && r <= 0x200D || r == 0x2060 || r == 0xFEFF {
			return false
		}
	}
	return true
}
