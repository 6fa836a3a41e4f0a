package manifest

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// tabStop is the number of columns between tab stops (CommonMark 0.31 2.2).
const tabStop = 4

// codeBlock returns a fenced block of code; nil if it is an error. A block whose
// info begins with Han is none: these words name other kinds of text.
func (m *markdown) codeBlock(n *ast.FencedCodeBlock, span diag.Span) content.Block {
	c := &content.Code{Span: span}
	if n.Info != nil {
		c.Info = string(bytes.TrimSpace(n.Info.Segment.Value(m.data)))
	}
	switch word, options, _ := strings.Cut(c.Info, " "); word {
	case verseWord:
		return m.verseBlock(n, span)
	case namesWord:
		return m.nameList(n, options, span)
	}
	if first, _ := utf8.DecodeRuneInString(c.Info); unicode.Is(unicode.Han, first) {
		m.fail("md-code", span, c.Info)
		return nil
	}
	empty := true
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := m.codeLine(seg.Start, seg.Stop, seg.Padding)
		empty = empty && strings.TrimSpace(line.Value) == ""
		c.Lines = append(c.Lines, line)
	}
	if empty {
		m.fail("md-empty-code", span)
		return nil
	}
	return c
}

// codeLine returns the line of code at [from,to) of the source, without its line
// end, behind a number of columns that remain of a tab before it. Tabs are expanded
// to blanks.
func (m *markdown) codeLine(from, to, padding int) content.Text {
	for to > from && m.data[to-1] == '\n' {
		to--
	}
	text := content.Text{Place: diag.Place{Source: m.place.Source}}
	out := bytes.Repeat([]byte(" "), padding)
	column := padding
	keep := func(upto int) {
		for _, step := range m.place.Slice(from, upto).Steps {
			text.Place.Steps = append(text.Place.Steps, diag.Step{Off: len(out) + step.Off, Src: step.Src})
		}
		out = append(out, m.data[from:upto]...)
		for _, r := range string(m.data[from:upto]) {
			column++
			if noSpaces(r) {
				column++ // as wide as two
			}
		}
	}
	for i := from; i < to; i++ {
		if m.data[i] != '\t' {
			continue
		}
		keep(i)
		blanks := tabStop - column%tabStop
		text.Place.Steps = append(text.Place.Steps, diag.Step{Off: len(out), Src: m.place.At(i, i+1).Start})
		out = append(out, "    "[:blanks]...)
		column += blanks
		from = i + 1
	}
	keep(to)
	text.Value = string(out)
	return text
}

// ranges are parts of a text that is not parsed yet, ascending.
type ranges []span

// fencesOf finds the fenced blocks of a text (CommonMark 0.31 4.5). The marks of
// quotations and lists before a fence are skipped.
func fencesOf(data []byte) ranges {
	if !bytes.Contains(data, []byte("```")) && !bytes.Contains(data, []byte("~~~")) {
		return nil
	}
	var out ranges
	rows := tildesOf(data)
	var mark byte
	var length, open, off int
	for line := range bytes.Lines(data) {
		text := bytes.TrimRight(line, " \t\n")
		if mark == 0 {
			for at := containerMark().FindIndex(text); at != nil; at = containerMark().FindIndex(text) {
				text = text[at[1]:]
			}
		}
		text = bytes.TrimLeft(text, " \t>")
		n := 0
		for n < len(text) && (text[0] == '`' || text[0] == '~') && text[n] == text[0] {
			n++
		}
		switch {
		case n < 3, mark == 0 && rows.separator(text, off+len(line)):
		case mark == 0 && (text[0] == '~' || bytes.IndexByte(text[n:], '`') < 0):
			mark, length, open = text[0], n, off
		case mark == text[0] && n >= length && n == len(text):
			out = append(out, span{open, off + len(line)})
			mark = 0
		}
		off += len(line)
	}
	if mark != 0 {
		out = append(out, span{open, off})
	}
	return out
}

// has reports whether a part holds an offset.
func (r ranges) has(off int) bool {
	i := sort.Search(len(r), func(i int) bool { return r[i].to > off })
	return i < len(r) && r[i].from <= off
}

// codeIn finds the code of a text: fenced blocks, and spans between backticks (CommonMark
// 0.31 6.1), which end in their paragraph. Backticks in comments are none.
func codeIn(data []byte) ranges {
	if bytes.IndexByte(data, '`') < 0 && !bytes.Contains(data, []byte("~~~")) {
		return nil
	}
	var out ranges
	fenced := fencesOf(data)
	paragraph := 0       // end of the one that i is in
	empty := 0           // the line end before the next empty line
	var last map[int]int // in it, where the last run of so many backticks begins
	for i := 0; i < len(data); {
		if len(fenced) > 0 && i >= fenced[0].from {
			out = append(out, fenced[0])
			i = max(i, fenced[0].to)
			fenced = fenced[1:]
			continue
		}
		if i >= paragraph {
			if i >= empty { // the search may go to the end of the text
				empty = len(data)
				if at := paragraphEnd().FindIndex(data[i:]); at != nil {
					empty = i + at[0] + 1
				}
			}
			paragraph = empty
			if len(fenced) > 0 {
				paragraph = min(paragraph, fenced[0].from)
			}
			last = lastTicks(data, i, paragraph)
		}
		switch c := data[i]; {
		case c == '\\':
			i += 2
		case c == '<' && bytes.HasPrefix(data[i:], []byte("<!--")):
			to, _ := commentEnd(data, i)
			for len(fenced) > 0 && fenced[0].from < to {
				fenced = fenced[1:] // of the comment
			}
			i = to
		case c == '`':
			end := i
			for end < paragraph && data[end] == '`' {
				end++
			}
			if last[end-i] > i {
				to := i + codeEnd(data[i:paragraph], 0)
				out = append(out, span{i, to})
				end = to
			}
			i = end
		default:
			i++
		}
	}
	return out
}

// paragraphEnd is before an empty line, or one that a comment begins.
var paragraphEnd = pattern.New(`\n(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*(?:\n|<!--)`)

// lastTicks returns where the last run of so many backticks in a range begins.
func lastTicks(data []byte, from, to int) map[int]int {
	last := map[int]int{}
	for i := from; i < to; i++ {
		n := i
		for n < to && data[n] == '`' {
			n++
		}
		if n > i {
			last[n-i] = i
			i = n
		}
	}
	return last
}

// codeName is what is code even directly between two words: must`Name`at.
var codeName = pattern.New(`^[0-9A-Za-z_.:(){}<>/$@#*+-]{3,}$`)

// doubtfulCode reports a code span whose backticks may be primes or apostrophes, as in
// 5`30"，3000米 12`45", 北纬30°15`，东经120°10` and It`s OK，don`t.
func (m *markdown) doubtfulCode(n *ast.CodeSpan) {
	first, ok := n.FirstChild().(*ast.Text)
	last, _ := n.LastChild().(*ast.Text)
	if !ok || last == nil {
		return
	}
	from, to := first.Segment.Start, last.Segment.Stop
	if from > 0 && m.data[from-1] != '`' {
		from-- // a blank of the span
	}
	if to < len(m.data) && m.data[to] != '`' {
		to++
	}
	from -= len(m.data[:from]) - len(bytes.TrimRight(m.data[:from], "`"))
	to += len(m.data[to:]) - len(bytes.TrimLeft(m.data[to:], "`"))
	before, _ := utf8.DecodeLastRune(m.data[:from])
	after, _ := utf8.DecodeRune(m.data[to:])
	inner := bytes.Trim(m.data[from:to], "`")
	start, _ := utf8.DecodeRune(inner)
	end, _ := utf8.DecodeLastRune(inner)
	name := codeName().Match(inner)
	minutes := unicode.IsDigit(before) && (unicode.IsDigit(start) || (unicode.IsDigit(after) || unicode.IsDigit(end)) && !name)
	if minutes || asciiWord(before) && asciiWord(after) && !name {
		m.warn("md-backtick", m.place.At(from, to), content.Excerpt(string(m.data[from:to])))
	}
}
