package manifest

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"jianbao/content"
)

// Words between ornaments are text, though their line begins as a list or a quotation
// does: - END -, * * * 上接第一版 * * *, >>往期回顾<<.

// widestEndMark is the number of columns that the words between the signs of lists have
// at most.
const widestEndMark = 16

// ornamentWords returns the text block of an item that is words between signs of lists,
// and the number of signs before them; nil if it is none. Below the words may be further
// lines.
func (m *markdown) ornamentWords(list *ast.List, item ast.Node) (block ast.Node, signs int) {
	if list.IsOrdered() || item.ChildCount() != 1 {
		return nil, 0
	}
	signs = 1
	block = item.FirstChild()
	for {
		inner, ok := block.(*ast.List)
		if !ok {
			break
		}
		if inner.Marker != list.Marker || inner.ChildCount() != 1 || inner.FirstChild().ChildCount() != 1 {
			return nil, 0
		}
		block = inner.FirstChild().FirstChild()
		signs++
	}
	if !isText(block) || block.Lines().Len() == 0 {
		return nil, 0
	}
	line := block.Lines().At(0)
	if bytes.Count(m.data[m.marks[item].from:line.Start], []byte{'\n'}) > 0 {
		return nil, 0
	}
	words := bytes.TrimSpace(line.Value(m.data))
	for range signs {
		var ok bool
		if words, ok = bytes.CutSuffix(words, []byte{' ', list.Marker}); !ok {
			return nil, 0
		}
		words = bytes.TrimRight(words, " ")
	}
	if !bytes.ContainsFunc(words, wordCharacter) || columns(string(words)) > widestEndMark {
		return nil, 0
	}
	return block, signs
}

// marksInside returns the items of a list that are words between several signs, and the
// last ones if they are words between two and another item is before them.
func (m *markdown) marksInside(list *ast.List) map[ast.Node]bool {
	marks := map[ast.Node]bool{}
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if _, signs := m.ornamentWords(list, item); signs > 1 {
			marks[item] = true
		}
	}
	for item := list.LastChild(); item != nil && list.ChildCount() > 1; item = item.PreviousSibling() {
		if words, _ := m.ornamentWords(list, item); words == nil {
			break
		}
		marks[item] = true
	}
	return marks
}

// aroundMarks returns the items of a list as text where they are marks, and else as lists.
func (m *markdown) aroundMarks(list *ast.List, marks map[ast.Node]bool, depth int) []content.Block {
	var out []content.Block
	items := ast.NewList(list.Marker)
	flush := func() {
		if items.HasChildren() {
			out = append(out, m.blockOrItems(items, depth)...)
		}
		items = ast.NewList(list.Marker)
		items.IsTight = list.IsTight
	}
	flush()
	for item := list.FirstChild(); item != nil; item = list.FirstChild() {
		if marks[item] {
			flush()
			list.RemoveChild(list, item)
			out = append(out, m.signedItem(list, item, depth)...)
		} else {
			items.AppendChild(items, item) // which removes it from the list
		}
	}
	flush()
	return out
}

// signedItems returns the items of a list whose marks are signs of numbers, or ornaments,
// as paragraphs that print them.
func (m *markdown) signedItems(list *ast.List, depth int) []content.Block {
	var out []content.Block
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if block, _ := m.ornamentWords(list, item); block == nil {
			mark := m.marks[item]
			m.log.Add("md-sign-text", m.place.At(mark.from, mark.to), string(m.data[mark.from:mark.to]))
		}
		out = append(out, m.signedItem(list, item, depth)...)
	}
	return out
}

// signedItem returns an item as paragraphs that print its mark.
func (m *markdown) signedItem(list *ast.List, item ast.Node, depth int) []content.Block {
	first := item.FirstChild()
	from := m.marks[item].from
	words, signs := m.ornamentWords(list, item)
	if words != nil {
		first = words
	}
	line := first.Lines().At(0)
	ends, joined := m.lineEndsAfter(string(m.data[from:line.Start]), first)
	if signs > 1 || words != nil && first.Lines().Len() > 1 { // else nothing else can have been meant
		m.ornaments[from] = line.Start + len(bytes.TrimRight(line.Value(m.data), " \t\n"))
	}
	for _, line := range joined {
		m.joined.add(m.lineFrom(line))
	}
	for _, end := range ends {
		m.lines.add(m.lineFrom(end))
	}
	at := m.span(item)
	r := &runs{m: m, pending: -1, ends: ends}
	r.text(from, line.Start, true, style{})
	var out []content.Block
	if parts := r.parts(first); len(parts) == 1 {
		out = append(out, &content.Paragraph{Inlines: parts[0], Span: at})
	} else {
		out = m.split(parts, at)
	}
	if words != nil {
		return out
	}
	m.captions(item)
	for n := first.NextSibling(); n != nil; n = n.NextSibling() {
		out = append(out, m.blockOrItems(n, depth)...)
	}
	return out
}

// quoteOrnament returns the extent of words between ornaments in a line that begins like
// a quotation: >>往期回顾>>, > 关注我们 <.
func quoteOrnament(line []byte) (from, to int, ok bool) {
	text := strings.TrimSpace(string(line))
	from = strings.IndexByte(string(line), '>')
	if from < 0 || from > 3 || !strings.HasPrefix(text, ">") || columns(text) > maxComplete+2*widestEndMark {
		return 0, 0, false
	}
	words := strings.TrimRight(text, "<>")
	end := len(text) - len(words)
	words = strings.TrimSpace(strings.TrimLeft(words, "> "))
	if end == 0 || strings.ContainsAny(words, "<>") || !strings.ContainsFunc(words, wordCharacter) || strings.ContainsAny(words[len(words)-1:], `\-=`) {
		return 0, 0, false
	}
	return from, from + len(text), true
}
