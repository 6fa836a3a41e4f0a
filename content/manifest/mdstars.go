package manifest

import (
	"bytes"
	"iter"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// stars reports those asterisks of a block that may have been meant otherwise
// than they were taken.
func (m *markdown) stars(n ast.Node, in []content.Inline) {
	from, to := m.extent(n)
	for _, s := range within(m.emphasis.doubted, from, to) {
		m.log.Add("md-star-emphasis", m.place.At(s.from, s.to), content.Excerpt(string(m.data[s.from+1:s.to-1])))
	}
	for _, s := range within(m.emphasis.masks, from, to) {
		m.log.Add("md-star-strong", m.place.At(s.from, s.to), content.Excerpt(string(m.data[s.from:s.to])))
	}
	m.doubts(n, in)
	for _, s := range within(m.emphasis.names, from, to) {
		m.log.Add("md-underscore-name", m.place.At(s.from, s.to), content.Excerpt(string(m.data[s.from+1:s.to-1])))
	}
	kept := within(m.emphasis.kept, from, to)
	if len(kept) > 0 { // one finding for a list of names
		s := kept[0]
		m.log.Add("md-star-text", m.place.At(s.from, s.to), content.Excerpt(string(m.data[s.from:s.to])))
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
		closing := s.from + len(bytes.TrimRight(m.data[s.from:s.to], "*"))
		known[m.place.At(closing, s.to).Start] = true
	}
	m.starItems(n)
	m.noteStar(in, known)
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
	between := func(i int) diag.Span { // from the run i to the next one
		return diag.Span{Source: unpaired[i].at.Source, Start: unpaired[i].at.Start, End: unpaired[i+1].at.End}
	}
	han := func(s loneStars) bool { return unicode.Is(unicode.Han, s.after) }
	bracketed := len(unpaired) > 1 && all(han) // each run: （**县）、（**镇）
	for i := 0; bracketed && i+1 < len(unpaired); i++ {
		bracketed = crossesMarks(between(i).Text())
	}
	switch {
	case len(unpaired) == 0:
	case bracketed || len(unpaired) > 1 && all(func(s loneStars) bool { return unicode.Is(unicode.Han, s.before) }) ||
		all(func(s loneStars) bool {
			return wordCharacter(s.before) && !wordCharacter(s.after) && !m.emphasis.unequal[s.at.Start]
		}): // names, or signs of footnotes
		if len(kept) == 0 {
			first, last := unpaired[0].at, unpaired[len(unpaired)-1].at
			at := diag.Span{Source: first.Source, Start: first.Start, End: last.End}
			m.log.Add("md-star-text", at, content.Excerpt(at.Text()))
		}
	default:
		for i := 0; i < len(unpaired); i++ {
			s := unpaired[i]
			if i+1 < len(unpaired) && s.n == 2 && unpaired[i+1].n == 2 && (unbound(s.after) || unbound(unpaired[i+1].before)) && !strings.Contains(between(i).Text(), "\n") {
				at := between(i)
				text := strings.TrimSpace(strings.Trim(at.Text(), "*"))
				m.log.Add("md-star-side", at, content.Excerpt(at.Text()), content.Excerpt(text))
				i++
				continue
			}
			m.log.Add("md-literal", s.at, strings.Repeat("*", s.n))
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
	listed := map[rune]int{} // which runs of up to three stand before a character and not behind a word: bit n for a run of n
	for i, n := range starRuns(v) {
		place := run.Place.At(i, i+n)
		before, _ := utf8.DecodeLastRuneInString(v[:i])
		after, _ := utf8.DecodeRuneInString(v[i+n:])
		if n < 4 && !wordCharacter(before) && wordCharacter(after) {
			listed[after] |= 1 << n
		}
		if n >= 2 && n < 4 && !(asciiWord(before) && asciiWord(after)) && !known[place.Start] && !m.escaped(place) && !explained(v[:i], v[i+n:]) {
			out = append(out, loneStars{place, n, before, after})
		}
	}
	return slices.DeleteFunc(out, func(s loneStars) bool {
		return !wordCharacter(s.before) && bits.OnesCount(uint(listed[s.after])) > 1 // *为选填，**为必填
	})
}

var (
	// explanation is what follows asterisks where their meaning is told, and starred what is
	// before them then: **表示P<0.01, 带**的, 注：**.
	explanation = pattern.New(`^(?:表示|代表|[Pp] ?[<＜≤=]|[^，。；、\s]{0,6}星号)`)
	starred     = pattern.New(`(?:[带标打加凡](?:有|注)?|注|说明)$`)
	noted       = pattern.New(`(?:注|说明)[:：] ?$`)
)

// maxLabel is the length in bytes of the longest words before explained asterisks.
const maxLabel = 12

// explained reports whether a text speaks of the asterisks between two of its parts as of
// signs, or has nothing else between quotation marks or brackets.
func explained(left, right string) bool {
	before, _ := utf8.DecodeLastRuneInString(left)
	after, _ := utf8.DecodeRuneInString(right)
	left = left[max(0, len(left)-maxLabel):]
	switch {
	case openingMark(before) && closingMark(after), strings.ContainsRune(clauseMarks, before) && strings.ContainsRune(clauseMarks, after), noted().MatchString(left):
		return true // “**”, **，***，****
	case wordCharacter(before):
		return (strings.HasPrefix(right, "的") || strings.HasPrefix(right, "号")) && starred().MatchString(left)
	}
	label := strings.ContainsRune(":：=＝", after) && (left == "" || strings.ContainsRune(clauseMarks, before)) // **：免费
	return label || explanation().MatchString(right)
}

// starItems reports lines of a paragraph that begin with an asterisk directly before a
// word, as items do that lack the blank.
func (m *markdown) starItems(n ast.Node) {
	segments := n.Lines()
	if segments == nil || !isText(n) {
		return
	}
	first, items := 0, 0
	for i := range segments.Len() {
		line := segments.At(i)
		rest, ok := bytes.CutPrefix(m.data[line.Start:line.Stop], []byte("*"))
		after, _ := utf8.DecodeRune(rest)
		if ok && wordCharacter(after) && !m.emphasis.matched[line.Start] && !footnote().Match(rest) && !explanation().Match(rest) {
			if items == 0 {
				first = line.Start
			}
			items++
		}
	}
	if items > 1 {
		at := m.lineFrom(first)
		m.log.Add("md-star-list", at, content.Excerpt(at.Text()))
	}
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
		case last >= 0 && parted(v, last, i) && !strings.Contains(run.Place.At(last, i+1).Text(), "\n"):
			m.log.Add("md-star-blank", run.Place.At(last, i+1), content.Excerpt(v[last:i+1]), content.Excerpt(strings.TrimSpace(v[last+1:i])))
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
