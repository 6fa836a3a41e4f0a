package manifest

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// Formulas of TeX, $…$, $$…$$, \(…\) and \[…\], are not supported and are printed as typed: a
// formula whose _ and \ were read as markup would be another formula.

// formulaSigns are the signs of which a formula has one at least. $5 is a price.
const formulaSigns = `\^_{=`

// formulaNode is a formula inside text.
type formulaNode struct {
	ast.BaseInline
	from, to int // with its dollar signs
}

var kindFormula = ast.NewNodeKind("Formula")

// Kind implements ast.Node.
func (n *formulaNode) Kind() ast.NodeKind { return kindFormula }

// Dump implements ast.Node.
func (n *formulaNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// formulaParser reads formulas inside text. As in Pandoc, a $ opens one before a
// character that is no blank, and the next closes it after such a character and
// not before a digit.
type formulaParser struct{ m *markdown }

// Trigger implements parser.InlineParser.
func (p formulaParser) Trigger() []byte { return []byte(`$\`) }

// Parse implements parser.InlineParser.
func (p formulaParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	end := 0
	switch {
	case line[0] == '\\':
		end = bracketedFormula(line)
	case block.PrecendingCharacter() != '$':
		end = formulaEnd(line)
	}
	if end == 0 {
		return nil
	}
	n := &formulaNode{from: segment.Start, to: segment.Start + end}
	p.m.formulas = append(p.m.formulas, span{n.from, n.to})
	block.Advance(end)
	return n
}

// formulaEnd returns the length of the formula that begins a line, 0 if none does.
func formulaEnd(line []byte) int {
	n := len(line) - len(bytes.TrimLeft(line, "$"))
	end := n
	for end < len(line) && line[end] != '$' && line[end] != '\n' {
		if line[end] == '\\' {
			end++
		}
		end++
	}
	if n > 2 || end+n > len(line) || !bytes.Equal(line[end:end+n], line[:n]) {
		return 0
	}
	inner, rest := line[n:end], line[end+n:]
	switch {
	case !bytes.ContainsAny(inner, formulaSigns), bytes.Contains(inner, []byte("](")), bytes.HasPrefix(rest, []byte("$")):
		return 0
	case n == 1 && (len(bytes.TrimSpace(inner)) < len(inner) || len(rest) > 0 && digit(rest[0])):
		return 0
	}
	return end + n
}

// bracketedSign is a sign of a formula between brackets, or a command. Signs that are
// escaped are copy.
var bracketedSign = pattern.New(`[\^_=]|\\[A-Za-z]`)

// bracketedFormula returns the length of the formula between \( and \), or \[ and \], that
// begins a line; 0 if none does. Brackets that are escaped as copy have no sign of a formula
// inside, and an escaped note begins with ^.
func bracketedFormula(line []byte) int {
	line = line[:min(len(line), maxSpan)]
	var closing []byte
	switch {
	case bytes.HasPrefix(line, []byte(`\(`)):
		closing = []byte(`\)`)
	case bytes.HasPrefix(line, []byte(`\[`)):
		closing = []byte(`\]`)
	default:
		return 0
	}
	end := bytes.Index(line, closing)
	if end < 3 {
		return 0
	}
	inner, rest := line[2:end], line[end+2:]
	linked := closing[1] == ']' && (bytes.HasPrefix(rest, []byte("(")) || bytes.HasPrefix(rest, []byte("{")))
	if inner[0] == '^' || linked || !bracketedSign().Match(escapedSign().ReplaceAll(inner, nil)) || bytes.Contains(inner, []byte("](")) || bytes.Contains(inner, []byte("]{")) || bytes.ContainsAny(inner, "\n`") {
		return 0
	}
	return end + 2
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// formulaBlock is a formula of several lines, from one that begins with $$ to one
// that ends with it, or from one of \[ to one that ends with \].
type formulaBlock struct {
	ast.BaseBlock
	closing string
}

var kindFormulaBlock = ast.NewNodeKind("FormulaBlock")

// Kind implements ast.Node.
func (n *formulaBlock) Kind() ast.NodeKind { return kindFormulaBlock }

// IsRaw implements ast.Node.
func (n *formulaBlock) IsRaw() bool { return true }

// Dump implements ast.Node.
func (n *formulaBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// formulaBlockParser reads formulas of several lines.
type formulaBlockParser struct{ m *markdown }

// Trigger implements parser.BlockParser.
func (p formulaBlockParser) Trigger() []byte { return []byte(`$\`) }

// Open implements parser.BlockParser.
func (p formulaBlockParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	line = bytes.TrimSpace(line)
	n := &formulaBlock{}
	switch {
	case string(line) == `\[`:
		n.closing = `\]`
	case bytes.HasPrefix(line, []byte("$$")) && bytes.Count(line, []byte("$$")) == 1:
		n.closing = "$$"
	default:
		return nil, parser.NoChildren
	}
	if !p.m.formulaCloses(segment.Stop, n.closing) {
		return nil, parser.NoChildren
	}
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// formulaCloses reports whether a line ends with some signs between an offset, at which a
// line begins, and the next blank line.
func (m *markdown) formulaCloses(off int, closing string) bool {
	if off < m.noFormula[closing] {
		return false
	}
	for line := range bytes.Lines(m.data[off:]) {
		off += len(line)
		line = bytes.Trim(line, "> \t\n")
		if bytes.HasSuffix(line, []byte(closing)) {
			return true
		}
		if len(line) == 0 {
			break
		}
	}
	m.noFormula[closing] = off
	return false
}

// Continue implements parser.BlockParser.
func (p formulaBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, segment := reader.PeekLine()
	if len(bytes.TrimSpace(line)) == 0 {
		return parser.Close // only where a quotation ends before its formula
	}
	node.Lines().Append(segment)
	reader.AdvanceToEOL()
	if bytes.HasSuffix(bytes.TrimSpace(line), []byte(node.(*formulaBlock).closing)) {
		return parser.Close
	}
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (p formulaBlockParser) Close(node ast.Node, _ text.Reader, _ parser.Context) {
	from, to := p.m.extent(node)
	p.m.formulas = append(p.m.formulas, span{from, to})
}

// CanInterruptParagraph implements parser.BlockParser.
func (p formulaBlockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (p formulaBlockParser) CanAcceptIndentedLine() bool { return false }

// formula returns the lines of a formula as a paragraph, as typed.
func (m *markdown) formula(n *formulaBlock, at diag.Span) content.Block {
	m.noCopy(n)
	r := &runs{m: m, pending: -1, start: true}
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := m.data[segment.Start:segment.Stop]
		to := segment.Start + len(bytes.TrimRight(line, " \t\n"))
		from := to - len(bytes.TrimLeft(m.data[segment.Start:to], " \t"))
		if i > 0 {
			r.flush()
			r.out = append(r.out, content.Break{Span: m.place.At(segment.Start-1, segment.Start)})
		}
		r.text(from, to, true, style{literal: true})
	}
	r.flush()
	return &content.Paragraph{Inlines: r.out, Span: at}
}

// typedFormula notes the word at an offset as a formula without markup, once.
func (m *markdown) typedFormula(at int) {
	first := m.typedTo
	if at < first {
		return
	}
	inWord := func(r rune) bool { return scriptCharacter(r) || strings.ContainsRune("^=", r) }
	from := first + len(bytes.TrimRightFunc(m.data[first:at], inWord))
	to := len(m.data) - len(bytes.TrimLeftFunc(m.data[at:], inWord))
	m.formulas = append(m.formulas, span{from, to})
	m.typedTo = to
}

// reportFormulas reports the formulas of the file.
func (m *markdown) reportFormulas() {
	slices.SortFunc(m.formulas, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for _, f := range m.formulas {
		to := f.from + len(bytes.TrimRight(m.data[f.from:f.to], " \t\n"))
		m.warn("md-formula", m.place.At(f.from, to), content.Excerpt(string(m.data[f.from:to])))
	}
}
