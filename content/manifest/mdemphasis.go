package manifest

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content/pattern"
)

// emphasis is CommonMark's emphasis (6.2) for text that has asterisks and
// underscores of its own, and Han, which has no spaces around it:
//
//   - A run of four or more, and a run between digits or ASCII letters, is
//     text: ____年, 138****1234, DN100*50.
//   - A run before a stop or a closing mark does not open: 张**、李**.
//   - Underscores inside a web address, or before the @ of a mail address, are text:
//     https://a.example/_b_/c, _li_@a.example.
//   - CommonMark finds neither end of 对**“两高”**项目. Beside Han a ** may open
//     before an opening mark and close after a closing mark, a stop or the sign
//     of a unit.
//   - A pair that looks like masked names or places is text: 王*明、李*华, 陈*明 王*,
//     周*平、郑***, *明、李*, **村、**社区; so are patterns of files (*.doc),
//     keys of telephones (按*键) and the signs of footnotes (*注：带*的为样本).
//   - A single asterisk inside a word of three or less is no partner of those around
//     the word: *李*华*, ***李*华***.
//   - A run of one and one of two are no pair: of **重点* CommonMark takes one for
//     markup and prints the other. Nor are two __ with a third between, as in
//     （__年__月__）, and two runs with a line end between that ends a paragraph.
//
// It is the parser and the processor of the delimiters of one file.
type emphasis struct {
	data    []byte
	clauses []int        // offsets of 、，；。：, ascending
	last    [2]span      // the runs of the pair that CanOpenCloser approved last
	matched map[int]bool // starts and ends of the runs of pairs
	unequal map[int]bool // starts of runs of one and two that were refused as a pair
	strong  map[int]bool // starts and ends of strong text by asterisks
	kept    []span       // pairs refused as masked names, and those of one * that a line end parts
	cut     []span       // pairs of underscores that a line end parts
	doubted []span       // emphasis by one * between word characters, or as in arithmetic
	names   []span       // emphasis by one _ that looks like a name with underscores
	masks   []span       // strong text that looks like what is between two masked names
	singles []span       // other emphasis by one asterisk
	doubles []span       // other strong text by two asterisks
	behind  map[int]bool // ends of the runs behind surnames that end pairs refused as masked names
	endsOf  func(ast.Node) []int
	block   ast.Node // that is read
	ends    []int    // offsets of line ends that end its paragraphs, ascending
}

// span is a range of offsets from the start of an opening run to the end of a
// closing run.
type span struct{ from, to int }

// clauseMarks end a clause or an item. Emphasis inside a sentence seldom
// contains one; the text between two masked names nearly always does.
const clauseMarks = "、，；。："

// newEmphasis returns the emphasis of a file. endsOf returns the offsets of those line
// ends of a block that end paragraphs.
func newEmphasis(data []byte, endsOf func(ast.Node) []int) *emphasis {
	e := &emphasis{data: data, endsOf: endsOf, matched: map[int]bool{}, unequal: map[int]bool{}, strong: map[int]bool{}, behind: map[int]bool{}}
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
	if parent != e.block {
		e.block, e.ends = parent, e.endsOf(parent)
	}
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
	if d.Char == '*' && n == 1 && filePattern().Match(rest) {
		d.CanOpen, d.CanClose = false, false // *.doc
	}
	if d.Char == '_' && asciiWord(before) && nameGoesOn(rest) {
		d.CanClose = false // __init__.py
	}
	if d.Char == '_' && n < 4 && signBeside(signBefore(parent, segment.Start, before), rest) {
		d.CanOpen, d.CanClose = false, false
	}
	if d.Char == '_' && (e.inAddress(segment.Start, rest) || mailDomain().Match(rest)) {
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
	if i, _ := slices.BinarySearch(e.ends, at.from+1); i < len(e.ends) && e.ends[i] < at.to {
		switch last := len(e.cut) - 1; {
		case opener.Char == '_':
			if last < 0 || e.cut[last].to != at.to {
				e.cut = append(e.cut, at)
			}
		case n == 1 && k == 1:
			e.keep(at)
		}
		return false
	}
	if e.masked(opener, closer) {
		e.keep(at)
		return false
	}
	if n+k == 3 {
		e.unequal[at.from], e.unequal[closer.Segment.Start] = true, true
		return false
	}
	e.last = [2]span{{at.from, at.from + n}, {at.to - k, at.to}}
	return true
}

// keep notes that a pair of runs is text. Of single asterisks only the nearest before each
// other one are kept: long lists of names have many.
func (e *emphasis) keep(at span) {
	if n := len(e.kept); n > 0 && e.kept[n-1].to == at.to && (e.kept[n-1] == at || e.runLength(at.from) == 1 && e.before(at.to-1) != '*') {
		return
	}
	e.kept = append(e.kept, at)
	closing := at.from + len(bytes.TrimRight(e.data[at.from:at.to], "*"))
	e.behind[at.to] = isSurname(e.before(closing))
}

// OnMatch implements parser.DelimiterProcessor. The pair is the one approved
// last: the search for an opener ends with it.
func (e *emphasis) OnMatch(consumes int) ast.Node {
	at := span{e.last[0].from, e.last[1].to}
	for _, run := range e.last {
		e.matched[run.from], e.matched[run.to] = true, true
	}
	n, k := e.last[0].to-e.last[0].from, e.last[1].to-e.last[1].from
	if consumes == 2 && e.data[at.from] == '*' {
		e.strong[at.from], e.strong[at.to] = true, true
	}
	switch {
	case consumes == 2 && (e.behind[e.last[0].to] || e.likelyMask(e.last[0], e.last[1])):
		e.masks = append(e.masks, at)
	case e.data[at.from] == '_' && n == 1 && k == 1 && e.underscoreName(at):
		e.names = append(e.names, at)
	case e.data[at.from] != '*':
	case consumes == 2:
		if n == 2 && k == 2 {
			e.doubles = append(e.doubles, at)
		}
	case n == 1 && k == 1 && (wordCharacter(e.after(at.to)) && (wordCharacter(e.before(at.from)) || e.hasClause(at.from, at.to)) || e.multiplies(at) || e.doubtful(at) || e.likelyMask(e.last[0], e.last[1])),
		n == 3 && k == 1 && wordCharacter(e.before(e.last[1].from)) && wordCharacter(e.after(at.to)), // ***李*华、王***
		n+k == 4 && (e.strong[at.from] || e.strong[at.to]) && wordCharacter(e.before(at.from)):       // 甲组*乙组**丙组***: signs of footnotes
		e.doubted = append(e.doubted, at)
	case n == 1 && k == 1:
		e.singles = append(e.singles, at)
	}
	return ast.NewEmphasis(consumes)
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

// addressReach is the number of bytes before a sign in which the beginning of a web address is
// looked for. Browsers and servers take addresses of some 2,000 characters.
const addressReach = 2048

// inAddress reports whether a web address begins before an offset, and goes on with the text
// behind underscores there. Asterisks are rather the bold text that the address is.
func (e *emphasis) inAddress(at int, rest []byte) bool {
	if !addressGoesOn().Match(rest) {
		return false
	}
	before := e.data[max(0, at-addressReach):at]
	if end := bytes.LastIndexAny(before, " \t\n\r<>\"|，。；：！？、“”（）《》【】"); end >= 0 {
		before = before[end:]
	}
	return bytes.Contains(before, []byte("://")) || bytes.Contains(before, []byte("www."))
}

var (
	// addressGoesOn is a character of an address that does not end a sentence.
	addressGoesOn = pattern.New(`^(?:[A-Za-z0-9/%=&#(~+-]|[.?][A-Za-z0-9])`)
	// mailDomain is the domain of a mail address.
	mailDomain = pattern.New(`^@[A-Za-z0-9-]+\.[A-Za-z]`)
)

// filePattern is what follows the asterisk in the pattern of names of files: *.doc.
var filePattern = pattern.New(`^\.[A-Za-z0-9]{1,8}(?:[^*A-Za-z0-9]|$)`)

// nameGoesOn reports whether a text continues the name of a file: .py.
func nameGoesOn(rest []byte) bool {
	return len(rest) > 1 && rest[0] == '.' && asciiWord(rune(rest[1]))
}

func (e *emphasis) hasClause(from, to int) bool {
	i, _ := slices.BinarySearch(e.clauses, from)
	return i < len(e.clauses) && e.clauses[i] < to
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
	crossed := func(s span) bool {
		i, _ := slices.BinarySearch(used, s.from)
		return i < len(used) && used[i] <= s.to
	}
	e.kept, e.cut = slices.DeleteFunc(e.kept, crossed), slices.DeleteFunc(e.cut, crossed)
	slices.SortFunc(e.kept, order)
	slices.SortFunc(e.cut, order)
	slices.SortFunc(e.doubted, order)
	slices.SortFunc(e.names, order)
	slices.SortFunc(e.masks, order)
	slices.SortFunc(e.singles, order)
	slices.SortFunc(e.doubles, order)
}

// within returns those of the sorted spans that begin in a range.
func within(spans []span, from, to int) []span {
	start := func(s span, off int) int { return cmp.Compare(s.from, off) }
	i, _ := slices.BinarySearchFunc(spans, from, start)
	j, _ := slices.BinarySearchFunc(spans, to, start)
	return spans[i:max(i, j)]
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
