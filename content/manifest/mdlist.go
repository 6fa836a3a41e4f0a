package manifest

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/pattern"
)

// itemParser is CommonMark's parser of list items. It notes where their marks
// are.
type itemParser struct {
	parser.BlockParser
	m *markdown
}

var itemMark = pattern.New(`^[ \t]*([-+*]|[0-9]{1,9}[.)])`)

// Open implements parser.BlockParser.
func (p itemParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := itemMark().FindSubmatchIndex(line)
	node, state := p.BlockParser.Open(parent, reader, pc)
	if node != nil && at != nil {
		start := segment.Start + at[2] - min(segment.Padding, at[2])
		p.m.marks[node] = span{start, start + at[3] - at[2]}
	}
	return node, state
}

// numberWithUnit is a number, or a range of numbers, before a sign that makes
// it a quantity.
var numberWithUnit = pattern.New(`^[0-9０-９]+(?:[.．,，][0-9０-９]+)*(?:[ \t]*(?:[%％‰℃°～~–—-]|至|到)+[ \t]*[-+－＋]?[0-9０-９]+(?:[.．][0-9０-９]+)?)?[ \t]*[%％‰℃°]`)

// endMark reports whether an item is a mark at the end of a text, whose sign stands behind
// it as well: - END -, * 完 *.
func (m *markdown) endMark(list *ast.List, item ast.Node) bool {
	first := item.FirstChild()
	if list.IsOrdered() || item.ChildCount() != 1 || !isText(first) || first.Lines().Len() != 1 {
		return false
	}
	line := first.Lines().At(0)
	words, ok := bytes.CutSuffix(bytes.TrimSpace(line.Value(m.data)), []byte{' ', list.Marker})
	return ok && bytes.ContainsFunc(words, wordCharacter) && columns(string(words)) <= widestEndMark
}

// widestEndMark is the number of columns that a mark at the end of a text has at most.
const widestEndMark = 16

// markBelow takes the last item out of a list if it is a mark at the end of the text and
// another item is before it.
func (m *markdown) markBelow(list *ast.List) ast.Node {
	item := list.LastChild()
	if list.ChildCount() < 2 || !m.endMark(list, item) {
		return nil
	}
	list.RemoveChild(list, item)
	return item
}

// signed reports whether the marks of a list are the signs of numbers: all of
// its items begin with a quantity, or it has one item, which begins with a
// number or is a mark at the end of the text.
func (m *markdown) signed(list *ast.List) bool {
	if list.ChildCount() == 1 && m.endMark(list, list.FirstChild()) {
		return true
	}
	if list.Marker != '-' && list.Marker != '+' {
		return false
	}
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		first := item.FirstChild()
		if !isText(first) || first.Lines().Len() == 0 {
			return false
		}
		line := first.Lines().At(0)
		words := line.Value(m.data)
		switch {
		case numberWithUnit().Match(words):
		case list.ChildCount() == 1 && item.ChildCount() == 1 && len(words) > 0 && words[0] >= '0' && words[0] <= '9':
		default:
			return false
		}
	}
	return true
}

func isText(n ast.Node) bool {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return true
	}
	return false
}

// signedItems returns the items of a list whose marks are signs of numbers, as
// paragraphs that print them.
func (m *markdown) signedItems(list *ast.List, depth int) []content.Block {
	var out []content.Block
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if !m.endMark(list, item) {
			mark := m.marks[item]
			m.log.Add("md-sign-text", m.place.At(mark.from, mark.to), string(m.data[mark.from:mark.to]))
		}
		out = append(out, m.signedItem(item, depth)...)
	}
	return out
}

// signedItem returns an item as paragraphs that print its mark.
func (m *markdown) signedItem(item ast.Node, depth int) []content.Block {
	first := item.FirstChild()
	r := &runs{m: m, pending: -1}
	r.text(m.marks[item].from, first.Lines().At(0).Start, true, style{})
	out := []content.Block{&content.Paragraph{Inlines: r.of(first), Span: m.span(item)}}
	m.captions(item)
	for n := first.NextSibling(); n != nil; n = n.NextSibling() {
		out = append(out, m.blockOrItems(n, depth)...)
	}
	return out
}

// list reads a list. The numbers of an ordered list are counted if all are
// equal, as Markdown's users write them, or if they count already; else they
// are part of the copy and kept as they are.
func (m *markdown) list(n *ast.List, depth int) content.Block {
	list := &content.List{Ordered: n.IsOrdered(), Span: m.span(n)}
	var typed []itemNumber
	var first, last span
	var joined []joinedNumber
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		gone := m.invisible.n
		blocks := m.blocks(item, depth+1)
		if len(blocks) == 0 && m.invisible.n > gone {
			continue // a list marker without visible text
		}
		mark, ok := m.marks[item]
		if ok && item.FirstChild() == nil { // 2024. alone in its line is one, too
			m.log.Add("md-item-empty", m.place.At(mark.from, mark.to), string(m.data[mark.from:mark.to]))
		}
		if len(list.Items) == 0 {
			first = mark
		}
		last = mark
		if ok {
			after := bytes.TrimLeft(m.data[mark.to:], " \t")
			joined = append(joined, m.joinedNumbers(n, item)...)
			typed = append(typed, itemNumber{string(m.data[mark.from:mark.to]), len(after) > 0 && after[0] >= '0' && after[0] <= '9'})
		}
		list.Items = append(list.Items, blocks)
	}
	if len(list.Items) == 0 {
		return nil
	}
	if list.Ordered {
		list.Start = n.Start
		m.number(list, typed, joined, m.place.At(first.from, last.to))
	}
	return list
}
