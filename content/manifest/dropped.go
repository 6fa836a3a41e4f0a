package manifest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
)

// directional reports whether a character marks directions of writing, or is a
// byte order mark. Windows puts them around numbers and paths that are copied from
// its dialogs; they have no meaning in text without right-to-left scripts.
func directional(r rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0xFEFF:
		return true
	}
	return false
}

// softMark reports whether a character permits or forbids something inside words
// of letters, and means nothing between Han, where lines may end anyway (RULES
// 1.6).
func softMark(r rune) bool {
	return r >= 0x200B && r <= 0x200D || r == 0x00AD
}

// droppedMarks collects what is dropped from a text.
type droppedMarks struct {
	first diag.Span
	n     int
	codes []string
}

func (d *droppedMarks) add(r rune, at diag.Span) {
	if d.n++; d.n == 1 {
		d.first = at
	}
	if code := fmt.Sprintf("U+%04X", r); !slices.Contains(d.codes, code) {
		d.codes = append(d.codes, code)
	}
}

// withoutMarks returns a text without the invisible characters that no search
// should meet, and its place; a notice reports them. Lines of invisible characters
// alone stay: they are reported as such.
func (l *loader) withoutMarks(text string, place diag.Place) (string, diag.Place) {
	var gone droppedMarks
	text, place = gone.drop(text, place)
	gone.report(l.log)
	return text, place
}

func (d *droppedMarks) report(log *diag.List) {
	if d.n > 0 {
		log.Add("text-dropped", d.first, strings.Join(d.codes, " "), d.n)
	}
}

// drop returns a text without the marks and its place.
func (d *droppedMarks) drop(text string, place diag.Place) (string, diag.Place) {
	at := nextMark(text, 0)
	if at < 0 {
		return text, place
	}
	var (
		out  strings.Builder
		kept = diag.Place{Source: place.Source}
		from int
	)
	keep := func(to int) {
		if from < to {
			for _, s := range place.Slice(from, to).Steps {
				kept.Steps = append(kept.Steps, diag.Step{Off: out.Len() + s.Off, Src: s.Src})
			}
			out.WriteString(text[from:to])
		}
	}
	before := d.n
	empty := emptyLines{text: text}
	for ; at >= 0; at = nextMark(text, at) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if droppable(text, r, at, at+n) && !empty.at(at) {
			keep(at)
			from = at + n
			d.add(r, place.At(at, at+n))
		}
		at += n
	}
	if d.n == before {
		return text, place
	}
	keep(len(text))
	if len(kept.Steps) == 0 {
		kept = place
	}
	return out.String(), kept
}

// nextMark returns the offset of the next character that may be dropped, -1 if
// there is none.
func nextMark(s string, from int) int {
	for i := from; i < len(s); i++ {
		// ASCII, the other bytes of a character, and Han have none.
		if b := s[i]; b < 0xC2 || b >= 0xE3 && b <= 0xEE {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(s[i:]); directional(r) || softMark(r) {
			return i
		}
	}
	return -1
}

// visibleNeighbours returns the characters before and after bytes [from,to) of a text,
// other characters that may be dropped aside; U+FFFD at its ends.
func visibleNeighbours(s string, from, to int) (before, after rune) {
	const most = 8 // invisible characters in a row
	before, after = utf8.RuneError, utf8.RuneError
	for k := 0; from > 0 && k <= most; k++ {
		r, n := utf8.DecodeLastRuneInString(s[:from])
		if before = r; !directional(r) && !softMark(r) {
			break
		}
		from -= n
	}
	for k := 0; to < len(s) && k <= most; k++ {
		r, n := utf8.DecodeRuneInString(s[to:])
		if after = r; !directional(r) && !softMark(r) {
			break
		}
		to += n
	}
	return before, after
}

// droppable reports whether the character r at bytes [from,to) is dropped: a
// mark of direction next to text, or a mark of words between Han or Chinese marks.
func droppable(s string, r rune, from, to int) bool {
	isHan := func(r rune) bool {
		return unicode.Is(unicode.Han, r) || r >= 0x3001 && r <= 0x3030 || r >= 0xFF01 && r <= 0xFF0F
	}
	isText := func(r rune) bool { return !invisible(r) && !strings.ContainsRune("\uFFFD[]*_`>#", r) }
	before, after := visibleNeighbours(s, from, to)
	if directional(r) {
		return isText(before) || isText(after)
	}
	return isHan(before) && isHan(after)
}

// emptyLines finds lines of a text that look empty, asked in ascending order.
type emptyLines struct {
	text  string
	end   int // of the line that was examined last
	empty bool
}

func (e *emptyLines) at(off int) bool {
	if off >= e.end {
		start := strings.LastIndexAny(e.text[:off], "\n\r\f") + 1
		e.end = len(e.text)
		if n := strings.IndexAny(e.text[off:], "\n\r\f"); n >= 0 {
			e.end = off + n
		}
		e.empty = allInvisible(strings.TrimLeft(e.text[start:e.end], " \t>"))
	}
	return e.empty
}

// withoutMarksIn returns a text of the manifest without them.
func (l *loader) withoutMarksIn(t content.Text) content.Text {
	t.Value, t.Place = l.withoutMarks(t.Value, t.Place)
	return t
}
