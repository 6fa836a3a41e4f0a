package manifest

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
)

// stars reports those asterisks of a block that may have been meant otherwise
// than they were taken.
func (m *markdown) stars(n ast.Node, in []content.Inline) {
	from, to := m.extent(n)
	for _, s := range within(m.emphasis.doubted, from, to) {
		m.log.Add("md-star-emphasis", m.place.At(s.from, s.to), excerpt(string(m.data[s.from+1:s.to-1])))
	}
	for _, s := range within(m.emphasis.masks, from, to) {
		m.log.Add("md-star-strong", m.place.At(s.from, s.to), excerpt(string(m.data[s.from:s.to])))
	}
	kept := within(m.emphasis.kept, from, to)
	if len(kept) > 0 { // one finding for a list of names
		s := kept[0]
		m.log.Add("md-star-text", m.place.At(s.from, s.to), excerpt(string(m.data[s.from:s.to])))
	}
	last := -1
	for _, s := range within(m.emphasis.cut, from, to) {
		if s.from > last { // else another pair inside is told
			n := m.emphasis.runLength(s.from)
			m.log.Add("md-literal", m.place.At(s.from, s.from+n), string(m.data[s.from:s.from+n]))
			last = s.to
		}
	}
	known := map[int]bool{}
	for _, s := range kept {
		known[m.place.At(s.from, s.to).Start] = true
		known[m.place.At(s.to-2, s.to).Start] = true
	}
	var unpaired []loneStars
	for _, x := range in {
		if run, ok := x.(content.Run); ok {
			unpaired = append(unpaired, m.unpairedStars(run, known)...)
			m.partedStars(run, known)
		}
	}
	all := func(copied func(loneStars) bool) bool {
		return !slices.ContainsFunc(unpaired, func(s loneStars) bool { return !copied(s) })
	}
	switch {
	case len(unpaired) == 0:
	case len(unpaired) > 1 && all(func(s loneStars) bool { return unicode.Is(unicode.Han, s.before) }) ||
		all(func(s loneStars) bool {
			return wordCharacter(s.before) && !wordCharacter(s.after) && !m.emphasis.unequal[s.at.Start]
		}): // names, or signs of footnotes
		if len(kept) == 0 {
			first, last := unpaired[0].at, unpaired[len(unpaired)-1].at
			at := diag.Span{Source: first.Source, Start: first.Start, End: last.End}
			m.log.Add("md-star-text", at, excerpt(at.Text()))
		}
	default:
		for i := 0; i < len(unpaired); i++ {
			s := unpaired[i]
			if i+1 < len(unpaired) && s.n == 2 && unpaired[i+1].n == 2 && (unbound(s.after) || unbound(unpaired[i+1].before)) {
				at := diag.Span{Source: s.at.Source, Start: s.at.Start, End: unpaired[i+1].at.End}
				text := strings.TrimSpace(strings.Trim(at.Text(), "*"))
				m.log.Add("md-star-side", at, excerpt(at.Text()), excerpt(text))
				i++
				continue
			}
			m.log.Add("md-literal", s.at, "**")
		}
	}
}

// loneStars is a run of two or three asterisks that was left standing, with the
// characters around it.
type loneStars struct {
	at            diag.Span
	n             int
	before, after rune
}

// unbound reports whether a character at the inner side of ** is one beside which it is
// no markup where Han is on the other side: a blank or a sign.
func unbound(r rune) bool { return unicode.IsSpace(r) || unicode.IsSymbol(r) || unicode.IsPunct(r) }

// unpairedStars returns the runs of two and three asterisks of a text that were left
// standing, other than those known to be copy.
func (m *markdown) unpairedStars(run content.Run, known map[int]bool) (out []loneStars) {
	v := run.Value
	for i, n := range starRuns(v) {
		place := run.Place.At(i, i+n)
		before, _ := utf8.DecodeLastRuneInString(v[:i])
		after, _ := utf8.DecodeRuneInString(v[i+n:])
		if n >= 2 && n < 4 && !(asciiWord(before) && asciiWord(after)) && !known[place.Start] && !m.escaped(place) {
			out = append(out, loneStars{place, n, before, after})
		}
	}
	return out
}

// partedStars reports single asterisks that were meant as a pair but were left standing
// because a blank parts one of them from the text between: *甲乙 *是.
func (m *markdown) partedStars(run content.Run, known map[int]bool) {
	v := run.Value
	last := -1
	for i, n := range starRuns(v) {
		place := run.Place.At(i, i+n)
		switch {
		case n > 1 || known[place.Start] || m.escaped(place):
			last = -1
		case last >= 0 && parted(v, last, i):
			m.log.Add("md-star-blank", run.Place.At(last, i+1), excerpt(v[last:i+1]), excerpt(strings.TrimSpace(v[last+1:i])))
			last = -1
		default:
			last = i
		}
	}
}

// parted reports whether the asterisks at from and to look like the two of an emphasis,
// one of which a blank parts from the text between, on one line and without a clause.
func parted(v string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(v[:from])
	after, _ := utf8.DecodeRuneInString(v[to+1:])
	inner := v[from+1 : to]
	first, _ := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	return unicode.IsSpace(first) != unicode.IsSpace(last) && !wordCharacter(before) && (noSpaces(after) || to+1 == len(v)) &&
		!strings.ContainsAny(inner, clauseMarks+"\n*")
}

// starRuns yields where each run of asterisks begins in a text, and its length.
func starRuns(s string) iter.Seq2[int, int] {
	return func(yield func(at, n int) bool) {
		for i := 0; ; {
			next := strings.IndexByte(s[i:], '*')
			if next < 0 {
				return
			}
			i += next
			n := len(s[i:]) - len(strings.TrimLeft(s[i:], "*"))
			if !yield(i, n) {
				return
			}
			i += n
		}
	}
}

// singleStars returns the number of runs of one asterisk in a text.
func singleStars(s string) int {
	single := 0
	for _, n := range starRuns(s) {
		if n == 1 {
			single++
		}
	}
	return single
}

// excerptLength is how many characters of the source a message quotes.
const excerptLength = 24

// excerpt returns the beginning of a text for a message.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > excerptLength {
		return string(r[:excerptLength]) + "…"
	}
	return s
}
