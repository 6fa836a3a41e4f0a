package manifest

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// groupParser is the parser of paragraphs that a line at the margin begins directly after
// an item of a list if it looks like the head of another group of items, or like the first
// line of a signature. CommonMark
// continues the item with it, and counts on in the next group:
//
//	石塘村：
//	1. 春灌
//	柳湾村：
//	1. 防火
type groupParser struct {
	parser.BlockParser
	m *markdown
}

// CanInterruptParagraph implements parser.BlockParser.
func (groupParser) CanInterruptParagraph() bool { return true }

// Open implements parser.BlockParser.
func (g groupParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	list, ok := parent.LastChild().(*ast.List)
	item, ok2 := pc.LastOpenedBlock().Node.(*ast.Paragraph)
	if !ok || !ok2 || item.Parent() == parent || list.LastChild() == nil || item.Lines().Len() == 0 || pc.BlockIndent() > 0 || g.m.loader.joinLines {
		return nil, parser.NoChildren
	}
	last := item.Lines().At(item.Lines().Len() - 1)
	above := string(last.Value(g.m.data))
	broken := hardBreak(above)
	line, segment := reader.PeekLine()
	this, above := strings.TrimSpace(string(line)), strings.TrimSpace(above)
	if broken || !headsGroup(this, above) && !headsNext(g.m.lineBefore(list), this) && !beginsSignature(g.m.data[segment.Start:], above) {
		return nil, parser.NoChildren
	}
	node, state := g.BlockParser.Open(parent, reader, pc)
	if node != nil {
		g.m.groups[segment.Start] = true
	}
	return node, state
}

// hardBreak reports whether a line of the source ends in a hard break.
func hardBreak(line string) bool {
	return strings.HasSuffix(line, "  \n") || strings.HasSuffix(line, "\\\n")
}

// widestTyped is the number of columns below which a line without a stop has hardly been
// wrapped by a program.
const widestTyped = 60

// headsGroup reports whether a line at the margin below an item heads another group of
// items: it has a number above those of lists, 一、 or （一）, or names attachments, or it
// is a label that ends with a colon, in 【】 or bold, or a date.
func headsGroup(line, above string) bool {
	bare := strings.Trim(line, "*_")
	if mark, ok := numeral.At(bare); ok && mark.Level <= 2 {
		return mark.Enumerates(bare[mark.End:]) == numeral.NoEnumeration && !clauseWord().MatchString(bare[mark.End:])
	}
	above = strings.TrimRight(above, "*_")
	switch {
	case numeral.Attachments(bare) > 0:
		return true
	case strings.HasSuffix(above, "：") || strings.HasSuffix(above, ":"), // it announces the line
		columns(above) >= widestTyped && !stopped(above):
		return false
	case whollyBold().MatchString(line):
		return true
	case columns(bare) > maxComplete || strings.ContainsAny(bare, "，。；！？,;!?"):
		return false
	}
	return groupLabel().MatchString(bare) || groupDate().MatchString(bare)
}

// lineBefore returns the last line of the paragraph directly above a list, "" if there is
// none.
func (m *markdown) lineBefore(list ast.Node) string {
	above := list.PreviousSibling()
	if above == nil || !isText(above) || above.Lines().Len() == 0 {
		return ""
	}
	last := above.Lines().At(above.Lines().Len() - 1)
	return strings.TrimSpace(string(last.Value(m.data)))
}

// headsNext reports whether a line has the number, or the bullet, that goes on from the line
// that heads the list above it: 二是 after 一是, （2） after （1）, 第二组 after 第一组.
func headsNext(head, line string) bool {
	if head == "" {
		return false
	}
	head, line = strings.Trim(head, "*_"), strings.Trim(line, "*_")
	first, ok := numeral.At(head)
	next, ok2 := numeral.At(line)
	if ok && ok2 {
		return next.Level == first.Level && next.N == first.N+1
	}
	before := predecessor(line)
	if m := partOrdinal().FindStringSubmatch(line); before == "" && m != nil && numeral.Parse(m[1]) > 1 {
		before = "第" + numeral.Chinese(numeral.Parse(m[1])-1) + m[2]
	}
	return before != "" && strings.HasPrefix(head, before) || bulletOf(line) != 0 && firstRune(head) == firstRune(line)
}

// partOrdinal is the number of a part: 第二组.
var partOrdinal = pattern.New(`^第([一二三四五六七八九十]{1,3})(\p{Han})`)

// maxSigners is the number of lines above its date that a signature has at most.
const maxSigners = 3

// beginsSignature reports whether a text begins with the lines of a signature: short ones
// without a mark, and below them a date, behind which the paragraph ends (GB/T 9704 7.3.5).
func beginsSignature(data []byte, above string) bool {
	if columns(above) >= widestTyped && !stopped(above) {
		return false
	}
	for i := range maxSigners + 2 {
		line, rest, _ := bytes.Cut(data, []byte{'\n'})
		data = rest
		words := string(bytes.TrimSpace(line))
		switch {
		case numeral.IsDate(words):
			next, _, _ := bytes.Cut(rest, []byte{'\n'})
			next = bytes.TrimSpace(next)
			return i > 0 && (len(next) == 0 || bytes.HasPrefix(next, []byte("（")))
		case i > maxSigners || !signers(words) || !wordCharacter(firstRune(words)):
			return false
		}
	}
	return false
}

// clauseWord is what follows the number of a clause that is mentioned: （一）项.
var clauseWord = pattern.New(`^[项款目节、，。；]`)

var (
	whollyBold = pattern.New(`^(?:\*\*[^*\s](?:[^*]*[^*\s])?\*\*|__[^_\s](?:[^_]*[^_\s])?__)[：:]?$`)
	groupLabel = pattern.New(`^(?:.*\pL.*[：:]|【[^】]+】.*)$`)
	groupDate  = pattern.New(`^(?:[0-9０-９]{4}年|[0-9０-９]{1,2}[月日]|[一二三四五六七八九十]{1,3}[月日]|(?:周|星期)[一二三四五六日天]|[上下中]午|晚上)` +
		`(?:[ \x{3000}]*(?:[0-9０-９]{1,2}[月日号]|[一二三四五六七八九十]{1,3}[月日]|(?:周|星期)[一二三四五六日天]|[上下中]午|晚上|[0-9]{1,2}[:：][0-5][0-9]|[—–~～至、（）()-]))*` +
		`(?:[ \x{3000}]+\p{Han}{1,6})?$`)
)

// listParser is CommonMark's parser of lists, but for a list that goes on with the numbers
// of the one above behind the head of a group, which it may follow without an empty line.
type listParser struct {
	parser.BlockParser
	m *markdown
}

// Open implements parser.BlockParser.
func (p listParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := p.BlockParser.Open(parent, reader, pc)
	head, ok := pc.LastOpenedBlock().Node.(*ast.Paragraph)
	if node != nil || !ok || head.Parent() != parent || head.Lines().Len() == 0 || !p.m.groups[head.Lines().At(0).Start] {
		return node, state
	}
	first := head.Lines().At(0)
	before, ok := head.PreviousSibling().(*ast.List)
	line, _ := reader.PeekLine()
	at := itemMark().FindSubmatchIndex(line)
	if !ok || !before.IsOrdered() || at == nil || numeral.Attachments(string(first.Value(p.m.data))) > 0 ||
		len(line) == at[3] || line[at[3]] != ' ' && line[at[3]] != '\t' || len(bytes.TrimSpace(line[at[3]:])) == 0 || line[at[3]-1] != before.Marker {
		return nil, parser.NoChildren
	}
	last := p.m.marks[before.LastChild()]
	above, _ := strconv.Atoi(string(p.m.data[last.from : last.to-1]))
	number, _ := strconv.Atoi(string(line[at[2] : at[3]-1]))
	if number != above+1 {
		return nil, parser.NoChildren
	}
	list := ast.NewList(before.Marker)
	list.Start = number
	return list, parser.HasChildren
}
