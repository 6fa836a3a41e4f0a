package manifest

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// blockParsers are CommonMark's, with those of quotations, lists, separators and HTML
// that the copy needs, and those of formulas, notes and heads between lists.
func (m *markdown) blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(underlineParser{parser.NewSetextHeadingParser(), m}, 100),
		util.Prioritized(ruleParser{parser.NewThematicBreakParser()}, 200),
		util.Prioritized(listParser{parser.NewListParser(), m}, 300),
		util.Prioritized(itemParser{parser.NewListItemParser(), m}, 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(fenceParser{parser.NewFencedCodeBlockParser(), m}, 700),
		util.Prioritized(formulaBlockParser{m}, 750),
		util.Prioritized(noteParser{m}, 780),
		util.Prioritized(quoteParser{parser.NewBlockquoteParser(), m}, 800),
		util.Prioritized(htmlParser{parser.NewHTMLBlockParser(), m}, 900),
		util.Prioritized(groupParser{parser.NewParagraphParser(), m}, 950),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	}
}

// inlineParsers are CommonMark's, with those of links and emphasis that the copy
// needs, and those of formulas, calls of notes, spans, scripts and backslashes at line ends.
func (m *markdown) inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(formulaParser{m}, 50),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(callParser{m}, 150),
		util.Prioritized(spanParser{m}, 170),
		util.Prioritized(linkParser{parser.NewLinkParser(), m}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(m.emphasis, 500),
		util.Prioritized(scriptParser{m}, 600),
		util.Prioritized(backslashParser{}, 700),
	}
}

// backslashParser reads what the parser of blocks takes for an escape of the first
// character of the next line: a backslash before the two blanks of a hard break,
// and an escaped backslash before one that is a hard break itself (CommonMark 6.7).
type backslashParser struct{}

// Trigger implements parser.InlineParser.
func (backslashParser) Trigger() []byte { return []byte{'\\'} }

// Parse implements parser.InlineParser.
func (backslashParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := 0
	switch string(line) {
	case "\\  \n":
		n = 1
	case "\\\\\\\n":
		n = 2
	default:
		return nil
	}
	block.Advance(n)
	return ast.NewTextSegment(segment.WithStop(segment.Start + n))
}

// quoteParser is CommonMark's parser of block quotes, but for a > directly
// before a number or an equals sign: >40微克 means "more than", >=80分 "at
// least". In a quotation that has begun it continues the quotation.
type quoteParser struct {
	parser.BlockParser
	m *markdown
}

// Open implements parser.BlockParser.
func (q quoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if at, ok := moreThan(reader); ok {
		q.m.moreThan[at] = "md-sign-text"
		return nil, parser.NoChildren
	}
	line, segment := reader.PeekLine()
	if quoteFace().Match(line) {
		return nil, parser.NoChildren
	}
	if from, to, ok := quoteOrnament(line); ok {
		at := segment.Start - segment.Padding
		q.m.ornaments[at+from] = at + to
		return nil, parser.NoChildren
	}
	return q.BlockParser.Open(parent, reader, pc)
}

// quoteFace is a face that begins with >.
var quoteFace = pattern.New(`^ {0,3}>[_.﹏]{1,3}[<>]`)

// Continue implements parser.BlockParser.
func (q quoteParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if at, ok := moreThan(reader); ok {
		q.m.moreThan[at] = "md-quote-number"
	}
	return q.BlockParser.Continue(node, reader, pc)
}

// quantity is what follows a > that means "more than": a number, with its sign or
// currency, or the second half of >=.
var quantity = pattern.New(`^(?:[=＝]|[-+−－＋±~～≈]?[￥¥$€£＄]?[.．]?[0-9０-９])`)

// moreThan returns the offset of a > at the reader's place that stands
// directly before a quantity.
func moreThan(reader text.Reader) (at int, ok bool) {
	line, segment := reader.PeekLine()
	n := len(line) - len(bytes.TrimLeft(line, " \t"))
	if len(line) < n+2 || line[n] != '>' || !quantity().Match(line[n+1:]) {
		return 0, false
	}
	return segment.Start + n - min(segment.Padding, n), true
}

// signs reports signs at the start of lines and backslashes that may have been
// meant otherwise than they were taken.
func (m *markdown) signs() {
	for _, at := range slices.Sorted(maps.Keys(m.moreThan)) {
		if !m.inCode(at) {
			m.log.Add(m.moreThan[at], m.place.At(at, at+1), ">")
		}
	}
	for _, at := range slices.Sorted(maps.Keys(m.ornaments)) {
		if !m.inCode(at) {
			m.log.Add("md-ornament", m.place.At(at, m.ornaments[at]), content.Excerpt(string(m.data[at:m.ornaments[at]])))
		}
	}
	m.backslashes()
	m.wordTags()
	m.unspaced()
}

// headingSpace is a # that looks like a heading's and has no blank after it. A
// second # in the line makes it a topic (#话题#), and #1 is a number. Nor is a line a
// heading whose # is full-width, or stands behind an ideographic space.
var headingSpace = pattern.New(`(?m)^ {0,3}#{1,6}[^#0-9\s!\pP\pS][^#\n]*$|^ {0,3}#{1,6}[（《“【][^#\n]*$|^[ \x{3000}]*＃{1,6}[^＃#0-9\n][^＃#\n]*$|^\x{3000}[ \x{3000}]*#{1,6}[ \x{3000}]+[^#\n]+$`)

// otherBlank is a sign at the start of a line before a character that looks like a space and
// is none, with which the line is no heading or item of a list.
var otherBlank = pattern.New(`(?m)^[ \t>\x{3000}]*(?:#{1,6}([\x{A0}\x{1680}\x{2000}-\x{200D}\x{202F}\x{205F}\x{2060}\x{3000}])|[-+*]([\x{A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}]))[^\n]*\S`)

// unspaced reports what looks like a heading, or an item of a list, and is none. Of those whose
// blanks are none in Markdown, the first of a file is reported with their number.
func (m *markdown) unspaced() {
	var first diag.Span
	var line, blank string
	n := 0
	var blanks [][]int
	if m.hasAny("#\u00a0", "#\u3000", "#\xe1", "#\xe2", "-\u00a0", "-\xe1", "-\xe2", "+\u00a0", "+\xe1", "+\xe2", "*\u00a0", "*\xe1", "*\xe2") { // their first bytes
		blanks = otherBlank().FindAllSubmatchIndex(m.data, -1)
	}
	for _, at := range blanks {
		if m.inCode(at[0]) {
			continue
		}
		if n++; n == 1 {
			g := 2
			if at[g] < 0 {
				g = 4
			}
			first, line = m.place.At(at[g], at[g+1]), string(bytes.TrimSpace(m.data[at[0]:at[1]]))
			r, _ := utf8.DecodeRune(m.data[at[g]:])
			blank = fmt.Sprintf("U+%04X", r)
		}
	}
	if n > 0 {
		m.log.Add("md-blank", first, content.Excerpt(line), blank, n)
	}
	if !m.hasAny("#", "＃") {
		return
	}
	for _, at := range headingSpace().FindAllIndex(m.data, -1) {
		if !m.inCode(at[0]) && !otherBlank().Match(m.data[at[0]:at[1]]) {
			m.log.Add("md-heading-space", m.place.At(at[0], at[1]), content.Excerpt(string(bytes.TrimSpace(m.data[at[0]:at[1]]))))
		}
	}
}
