package manifest

import (
	"bytes"
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// emphasis is CommonMark's emphasis (6.2) for text that has asterisks and
// underscores of its own, and Han, which has no spaces around it:
//
//   - A run of four or more, and a run between digits or ASCII letters, is
//     text: ____年, 138****1234, DN100*50.
//   - A run before a stop or a closing mark does not open: 张**、李**.
//   - CommonMark finds neither end of 对**“两高”**项目. Beside Han a ** may open
//     before an opening mark and close after a closing mark, a stop or the sign
//     of a unit.
//   - A pair that looks like masked names is text: 王*明、李*华, 周*平、郑***, *明、李*；
//     so are keys of telephones (按*键) and the signs of footnotes (*注：带*的为样本).
//   - A single asterisk inside a word of three or less is no partner of those around
//     the word: *李*华*, ***李*华***.
//   - A run of one and one of two are no pair: of **重点* CommonMark takes one for
//     markup and prints the other. Nor are two __ with a third between, as in
//     （__年__月__）.
//
// It is the parser and the processor of the delimiters of one file.
type emphasis struct {
	data    []byte
	clauses []int        // offsets of 、，；。：, ascending
	last    [2]span      // the runs of the pair that CanOpenCloser approved last
	matched map[int]bool // starts and ends of the runs of pairs
	unequal map[int]bool // starts of runs of one and two that were refused as a pair
	kept    []span       // pairs refused as masked names
	doubted []span       // emphasis by one * between word characters, or as in arithmetic
	masks   []span       // strong text that looks like what is between two masked names
	behind  map[int]bool // ends of the runs behind surnames that end pairs refused as masked names
}

// span is a range of offsets from the start of an opening run to the end of a
// closing run.
type span struct{ from, to int }

// clauseMarks end a clause or an item. Emphasis inside a sentence seldom
// contains one; the text between two masked names nearly always does.
const clauseMarks = "、，；。："

// maxMasked is the length in bytes of a text between two runs beyond which it
// is not compared with the shapes of masked names.
const maxMasked = 200

func newEmphasis(data []byte) *emphasis {
	e := &emphasis{data: data, matched: map[int]bool{}, unequal: map[int]bool{}, behind: map[int]bool{}}
	if slices.Contains(data, '*') {
		for i, r := range string(data) {
			if strings.ContainsRune(clauseMarks, r) {
				e.clauses = append(e.clauses, i)
			}
		}
	}
	return e
}

// Trigger implements parser.InlineParser.
func (e *emphasis) Trigger() []byte { return []byte("*_") }

// Parse implements parser.InlineParser.
func (e *emphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	if script, ok := parent.LastChild().(*scriptNode); ok && script.to+1 == segment.Start {
		before = 'x' // the sign that ends a script is markup, not a mark of the text
	}
	d := parser.ScanDelimiter(line, before, 1, e)
	if d == nil {
		return nil
	}
	n := d.OriginalLength
	after, rest := rune(' '), line[n:]
	if len(rest) > 0 {
		after, _ = utf8.DecodeRune(rest)
	}
	switch {
	case n >= 4 || asciiWord(before) && asciiWord(after):
		d.CanOpen, d.CanClose = false, false
	case n == 2 && d.Char == '*':
		d.CanOpen = d.CanOpen || noSpaces(before) && (openingMark(after) || bytes.HasPrefix(rest, blankInside))
		d.CanClose = d.CanClose || noSpaces(after) && (closingMark(before) || anyStop(before) || unitSign(before) || bytes.HasSuffix(e.data[:segment.Start], blankInside))
	}
	if d.Char == '_' && asciiWord(before) && nameGoesOn(rest) {
		d.CanClose = false // __init__.py
	}
	if d.Char == '_' && n < 4 && signBeside(signBefore(parent, segment.Start, before), rest) {
		d.CanOpen, d.CanClose = false, false
	}
	d.CanOpen = d.CanOpen && !beginsWithStop(rest)
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// IsDelimiter implements parser.DelimiterProcessor.
func (e *emphasis) IsDelimiter(c byte) bool { return c == '*' || c == '_' }

// CanOpenCloser implements parser.DelimiterProcessor.
func (e *emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	if opener.Char != closer.Char {
		return false
	}
	at := span{opener.Segment.Start, closer.Segment.Start + closer.OriginalLength}
	n, k := opener.OriginalLength, closer.OriginalLength
	if n == 2 && k == 2 && opener.Char == '_' && bytes.Contains(e.data[at.from+2:at.to-2], []byte("__")) {
		return false
	}
	if e.insideWord(opener, closer) {
		return false
	}
	if e.masked(opener, closer) {
		if n := len(e.kept); n == 0 || e.kept[n-1] != at {
			e.kept = append(e.kept, at)
			e.behind[at.to] = isSurname(e.before(closer.Segment.Start))
		}
		return false
	}
	if n+k == 3 {
		e.unequal[at.from], e.unequal[closer.Segment.Start] = true, true
		return false
	}
	e.last = [2]span{{at.from, at.from + n}, {at.to - k, at.to}}
	return true
}

// OnMatch implements parser.DelimiterProcessor. The pair is the one approved
// last: the search for an opener ends with it.
func (e *emphasis) OnMatch(consumes int) ast.Node {
	at := span{e.last[0].from, e.last[1].to}
	for _, run := range e.last {
		e.matched[run.from], e.matched[run.to] = true, true
	}
	single := consumes == 1 && e.data[at.from] == '*' && e.runLength(at.from) == 1 && e.data[at.to-1] == '*' && (at.to < 2 || e.data[at.to-2] != '*')
	if single && (wordCharacter(e.after(at.to)) && (wordCharacter(e.before(at.from)) || e.hasClause(at.from, at.to)) || e.multiplies(at)) {
		e.doubted = append(e.doubted, at)
	}
	if consumes == 2 && (e.behind[e.last[0].to] || e.likelyMask(e.last[0], e.last[1])) {
		e.masks = append(e.masks, at)
	}
	return ast.NewEmphasis(consumes)
}

// masked reports whether a pair of runs of asterisks stands for characters of names or
// numbers that were left out (脱敏).
func (e *emphasis) masked(opener, closer *parser.Delimiter) bool {
	n := opener.OriginalLength
	if opener.Char != '*' || n > 2 && closer.OriginalLength == n {
		return false
	}
	from, to := opener.Segment.Start+n, closer.Segment.Start
	before, after := e.before(opener.Segment.Start), e.after(to+closer.OriginalLength)
	if n == 1 && closer.OriginalLength == 1 && (starKey(e.data[from:]) || starKey(e.data[to+1:]) || to-from <= maxMasked && signsOnly(before, string(e.data[from:to]))) {
		return true
	}
	if n == 1 || closer.OriginalLength != n {
		switch {
		case !e.hasClause(from, to):
			return false
		case wordCharacter(before) && (wordCharacter(after) || openingMark(after)) || e.endsWithSurname(from, to):
			return true
		}
		return n == 1 && closer.OriginalLength == 1 && wordCharacter(after) && footnote().Match(e.data[from:to])
	}
	if to-from > maxMasked {
		return false
	}
	inner := string(e.data[from:to])
	if maskedDate(before, inner) {
		return true
	}
	if !unicode.Is(unicode.Han, before) {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(inner); isSurname(before) && isSurname(last) || before == '第' && last == '第' {
		return true // 原告王**诉被告李**一案, 第**条、第**款
	}
	if e.hasClause(from, to) && singleStars(inner)%2 == 1 {
		return true // 带**的免费，带*的半价，带**的限本镇
	}
	first, size := utf8.DecodeRuneInString(inner)
	switch {
	case openingMark(first):
		// 吴**（女）、冯**（男）, but not 对**“两高”、“双碳”项目**的.
		return (strings.ContainsRune("（(〔［[【", first) || openingMark(after)) && clauseOutsideMarks(inner)
	case strings.ContainsRune("和与及跟同或", first) && unicode.Is(unicode.Han, after):
		surname, m := utf8.DecodeRuneInString(inner[size:])
		return unicode.Is(unicode.Han, surname) && size+m == len(inner) // 张**和李**
	}
	return false
}

// blankInside is a blank to be filled in, which may be strong: **____**.
var blankInside = []byte("____")

// starKey reports whether a text behind an asterisk names the key of a telephone: *键.
func starKey(rest []byte) bool {
	return bytes.HasPrefix(rest, []byte("键")) || bytes.HasPrefix(rest, []byte("号键"))
}

// footnote is the beginning of a footnote, from the label after its asterisk.
var footnote = pattern.New(`^\p{Han}{1,4}：`)

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

// maxName is the length in bytes of a name of three Han characters.
const maxName = 9

// insideWord reports whether one end of a pair is a single asterisk inside a word, which
// has the asterisks it belongs to around it: *李*华*, ***李*华***.
func (e *emphasis) insideWord(opener, closer *parser.Delimiter) bool {
	n, k := opener.OriginalLength, closer.OriginalLength
	from, to := opener.Segment.Start, closer.Segment.Start
	around := max(n, k) // the length of the runs around the word
	if opener.Char != '*' || min(n, k) != 1 || around == 2 {
		return false
	}
	inside := func(at int) bool { return wordCharacter(e.before(at)) && wordCharacter(e.after(at+1)) }
	if k == 1 && inside(to) {
		rest := e.data[to+1:]
		han := hanPrefix(rest[:min(len(rest), maxName)])
		if next := to + 1 + han; han > 0 && e.after(next) == '*' && e.runLength(next) == around && !wordCharacter(e.after(next+around)) {
			return true
		}
	}
	if n == 1 && inside(from) {
		at := from
		for from-at < maxName && unicode.Is(unicode.Han, e.before(at)) {
			at -= utf8.RuneLen(e.before(at))
		}
		if at == from || e.before(at) != '*' {
			return false
		}
		stars := len(e.data[:at]) - len(bytes.TrimRight(e.data[:at], "*"))
		return stars == around && !wordCharacter(e.before(at-stars)) && e.before(at-stars) != '\\'
	}
	return false
}

// hanPrefix returns the length in bytes of the Han characters that a text begins with.
func hanPrefix(text []byte) int {
	n := 0
	for n < len(text) {
		r, size := utf8.DecodeRune(text[n:])
		if !unicode.Is(unicode.Han, r) {
			break
		}
		n += size
	}
	return n
}

// nameGoesOn reports whether a text continues the name of a file: .py.
func nameGoesOn(rest []byte) bool {
	return len(rest) > 1 && rest[0] == '.' && asciiWord(rune(rest[1]))
}

// doubleSurnames are the surnames of two characters, each between blanks.
const doubleSurnames = " 欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 端木 夏侯 南宫 南宮 长孙 長孫 宇文 轩辕 軒轅 独孤 獨孤 西门 西門 东郭 東郭 呼延 申屠 太史 澹台 澹臺 公冶 宗政 濮阳 濮陽 淳于 单于 單于 鲜于 鮮于 闻人 聞人 赫连 赫連 钟离 鍾離 拓跋 百里 "

// endsWithSurname reports whether a surname follows the last clause mark between two
// offsets, as in 周*平、郑*。: one Han character or a surname of two.
func (e *emphasis) endsWithSurname(from, to int) bool {
	i, _ := slices.BinarySearch(e.clauses, to)
	_, size := utf8.DecodeRune(e.data[e.clauses[i-1]:])
	tail := e.data[e.clauses[i-1]+size : to]
	r, n := utf8.DecodeRune(tail)
	return n == len(tail) && unicode.Is(unicode.Han, r) || len(tail) == len("欧阳") && strings.Contains(doubleSurnames, " "+string(tail)+" ")
}

func (e *emphasis) hasClause(from, to int) bool {
	i, _ := slices.BinarySearch(e.clauses, from)
	return i < len(e.clauses) && e.clauses[i] < to
}

// clauseOutsideMarks reports whether a clause mark stands outside the brackets
// and quotation marks of a text.
func clauseOutsideMarks(s string) bool {
	depth := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Ps, unicode.Pi):
			depth++
		case unicode.In(r, unicode.Pe, unicode.Pf):
			depth--
		case depth <= 0 && strings.ContainsRune(clauseMarks, r):
			return true
		}
	}
	return false
}

// before returns the character before an offset, a space at the beginning.
func (e *emphasis) before(off int) rune {
	if off == 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRune(e.data[:off])
	return r
}

// after returns the character at an offset, a space at the end.
func (e *emphasis) after(off int) rune {
	if off >= len(e.data) {
		return ' '
	}
	r, _ := utf8.DecodeRune(e.data[off:])
	return r
}

// runLength returns how many times the character at an offset stands there.
func (e *emphasis) runLength(off int) int {
	n := 1
	for off+n < len(e.data) && e.data[off+n] == e.data[off] {
		n++
	}
	return n
}

// sort brings the pairs into the order of the source and drops those in which a run
// became a delimiter of another pair.
func (e *emphasis) sort() {
	order := func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) }
	used := slices.Sorted(maps.Keys(e.matched))
	e.kept = slices.DeleteFunc(e.kept, func(s span) bool {
		i, _ := slices.BinarySearch(used, s.from)
		return i < len(used) && used[i] <= s.to
	})
	slices.SortFunc(e.kept, order)
	slices.SortFunc(e.doubted, order)
	slices.SortFunc(e.masks, order)
}

// within returns those of the sorted spans that begin in a range.
func within(spans []span, from, to int) []span {
	start := func(s span, off int) int { return cmp.Compare(s.from, off) }
	i, _ := slices.BinarySearchFunc(spans, from, start)
	j, _ := slices.BinarySearchFunc(spans, to, start)
	return spans[i:max(i, j)]
}

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

// asciiWord reports whether a character is a digit or letter of ASCII.
func asciiWord(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// wordCharacter reports whether a character is Han, a letter or a digit.
func wordCharacter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// openingMark reports whether a character is an opening bracket or quotation
// mark. A straight quotation mark may be one.
func openingMark(r rune) bool {
	return r == '"' || r == '\'' || unicode.In(r, unicode.Ps, unicode.Pi)
}

// closingMark reports whether a character is a closing bracket or quotation
// mark. A straight quotation mark may be one.
func closingMark(r rune) bool {
	return r == '"' || r == '\'' || unicode.In(r, unicode.Pe, unicode.Pf)
}

// fullStop reports whether a character is a full-width mark that ends or
// divides a sentence.
func fullStop(r rune) bool { return strings.ContainsRune("、，。；：！？", r) }

func anyStop(r rune) bool { return fullStop(r) || strings.ContainsRune("…,.;:!?", r) }

func unitSign(r rune) bool { return strings.ContainsRune("%‰％℃°", r) }

// beginsWithStop reports whether a text begins with a stop or a closing mark.
// An ASCII stop within a word is none: .gitignore, :memory:.
func beginsWithStop(rest []byte) bool {
	r, n := utf8.DecodeRune(rest)
	switch r {
	case '"', '\'':
		return false
	case ',', ';':
		return true
	case '.', ':', '!', '?':
		next, _ := utf8.DecodeRune(rest[n:])
		return len(rest) == n || unicode.IsSpace(next) || noSpaces(next)
	}
	return fullStop(r) || unicode.In(r, unicode.Pe, unicode.Pf)
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
