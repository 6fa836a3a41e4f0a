package manifest

import (
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

// signed reports whether the marks of a list are the signs of numbers: all of
// its items begin with a quantity, or it has one item, which begins with a
// number or is words between ornaments.
func (m *markdown) signed(list *ast.List) bool {
	if list.ChildCount() == 1 {
		if words, _ := m.ornamentWords(list, list.FirstChild()); words != nil {
			return true
		}
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
			if list.Ordered {
				joined = append(joined, m.joinedNumbers(n, item)...)
			}
			typed = append(typed, itemNumber{string(m.data[mark.from:mark.to]), dayStart().Match(m.data[mark.to:])})
		}
		list.Items = append(list.Items, blocks)
	}
	if len(list.Items) == 0 {
		return nil
	}
	if !list.Ordered {
		m.joinedBullets(n)
		return list
	}
	list.Start = n.Start
	m.number(list, typed, joined, m.place.At(first.from, last.to))
	return list
}
