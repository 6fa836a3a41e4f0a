package manifest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// directional reports whether a character marks directions of writing, or is a
// byte order mark. Windows puts them around numbers and paths that are copied from
// its dialogs; they have no meaning in text without right-to-left scripts.
func directional(r rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0x061C, r == 0xFEFF:
		return true
	}
	return false
}

// softMark reports whether a character permits, forbids or joins something inside words
// of letters and in formulas, and means nothing between Han, where lines may end anyway
// (RULES 1.6), nor where a line begins or ends.
func softMark(r rune) bool {
	switch {
	case r >= 0x200B && r <= 0x200D, r >= 0x2060 && r <= 0x2064, r >= 0x206A && r <= 0x206F:
		return true
	}
	return r == 0x00AD || r == 0x034F || r == 0x17B4 || r == 0x17B5 || r == 0x180E
}

// lineLead is what may stand before the text of a line: blanks, the characters that may be
// dropped, and the signs of quotations, items and headings.
var lineLead = pattern.New(`^(?:[\p{Zs}\t>\x{00AD}\x{034F}\x{061C}\x{17B4}\x{17B5}\x{180E}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{FEFF}]|(?:[-+*]|[0-9]{1,9}[.)]|#{1,6})[ \t])+`)

// droppedMarks collects what is dropped from a text.
type droppedMarks struct {
	first diag.Span
	n     int
	codes []string
}

func (d *droppedMarks) add(r rune, at diag.Span) {
	if d.n++; d.n == 1 || at.Source == d.first.Source && at.Start < d.first.Start {
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
	return without(text, place, d.find(text, place))
}

// without returns a text without ascending ranges of it, and its place.
func without(text string, place diag.Place, gone []span) (string, diag.Place) {
	if len(gone) == 0 {
		return text, place
	}
	var (
		out  strings.Builder
		kept = diag.Place{Source: place.Source}
		from int
	)
	for _, mark := range append(gone, span{len(text), len(text)}) {
		if from < mark.from {
			for _, s := range place.Slice(from, mark.from).Steps {
				kept.Steps = append(kept.Steps, diag.Step{Off: out.Len() + s.Off, Src: s.Src})
			}
			out.WriteString(text[from:mark.from])
		}
		from = mark.to
	}
	if len(kept.Steps) == 0 {
		kept = place
	}
	return out.String(), kept
}

// find returns the marks of a text that are dropped, and counts them.
func (d *droppedMarks) find(text string, place diag.Place) (gone []span) {
	lines := markedLines{text: text}
	for at := nextMark(text, 0); at >= 0; at = nextMark(text, at) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if lines.see(at); !lines.empty && (at < lines.lead || droppable(text, r, at, at+n)) {
			gone = append(gone, span{at, at + n})
			d.add(r, place.At(at, at+n))
		}
		at += n
	}
	return gone
}

// dropIn returns inlines without the marks that stand where markup begins or ends, and are
// seen to be between Han only in the text without it. Those that a reference writes stay.
func (d *droppedMarks) dropIn(in []content.Inline) []content.Inline {
	if !slices.ContainsFunc(in, func(x content.Inline) bool {
		run, ok := x.(content.Run)
		return ok && nextMark(run.Value, 0) >= 0
	}) {
		return in
	}
	text := content.JoinedRuns(in)
	var counted droppedMarks
	gone := slices.DeleteFunc(counted.find(text.Value, text.Place), func(mark span) bool {
		return text.Place.At(mark.from, mark.to).Text() != text.Value[mark.from:mark.to]
	})
	if len(gone) == 0 {
		return in
	}
	out := make([]content.Inline, 0, len(in))
	off := 0
	for _, x := range in {
		run, ok := x.(content.Run)
		if !ok {
			out = append(out, x)
			off += len(content.JoinedRuns([]content.Inline{x}).Value) // of a break
			continue
		}
		end := off + len(run.Value)
		var own []span
		for ; len(gone) > 0 && gone[0].from < end; gone = gone[1:] {
			mark := span{gone[0].from - off, gone[0].to - off}
			if r, _ := utf8.DecodeRuneInString(run.Value[mark.from:]); !run.Literal {
				own = append(own, mark)
				d.add(r, run.Place.At(mark.from, mark.to))
			}
		}
		if run.Value, run.Place = without(run.Value, run.Place, own); run.Value != "" {
			out = append(out, run)
		}
		off = end
	}
	return out
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

// droppable reports whether the character r at bytes [from,to), which does not stand before
// the text of its line, is dropped: a mark of direction next to text, or a mark of words
// between Han, Chinese marks and digits, or after a word at the end of a line. Between digits,
// a line might end inside the number; beside one, no search finds 12月.
func droppable(s string, r rune, from, to int) bool {
	isHan := func(r rune) bool {
		return unicode.Is(unicode.Han, r) || r >= 0x3001 && r <= 0x3030 || r >= 0xFF01 && r <= 0xFF0F || r >= 0xFF1A && r <= 0xFF20 || strings.ContainsRune("“”‘’…—·", r)
	}
	isText := func(r rune) bool { return !invisible(r) && !strings.ContainsRune("\uFFFD[]*_`>#", r) }
	before, after := visibleNeighbours(s, from, to)
	if directional(r) {
		return isText(before) || isText(after)
	}
	if after == '\n' || after == '\r' || after == utf8.RuneError && to == len(s) {
		return isHan(before) || unicode.IsLetter(before) || unicode.IsNumber(before)
	}
	inNumber := func(r rune) bool { return isHan(r) || r >= '0' && r <= '9' }
	return inNumber(before) && inNumber(after)
}

// markedLines describes the lines of a text that have marks, in ascending order.
type markedLines struct {
	text  string
	end   int  // of the line that was examined last
	lead  int  // where its text begins, behind what lineLead finds; its start if it has none
	empty bool // it looks empty
}

// see examines the line at an offset.
func (l *markedLines) see(off int) {
	if off < l.end {
		return
	}
	start := strings.LastIndexAny(l.text[:off], "\n\r\f") + 1
	l.end = len(l.text)
	if n := strings.IndexAny(l.text[off:], "\n\r\f"); n >= 0 {
		l.end = off + n
	}
	line := l.text[start:l.end]
	if l.lead = start + len(lineLead().FindString(line)); allInvisible(l.text[l.lead:l.end]) {
		l.lead = start
	}
	l.empty = allInvisible(strings.TrimLeft(line, " \t>"))
}

// withoutMarksIn returns a text of the manifest without them.
func (l *loader) withoutMarksIn(t content.Text) content.Text {
	t.Value, t.Place = l.withoutMarks(t.Value, t.Place)
	return t
}
