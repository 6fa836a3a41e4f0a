package manifest

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// boxMark begins the first line of a quotation that is a box: [!编者按], or [!] alone for
// one without a name, then {.wide} where it spans all columns.
var boxMark = pattern.New(`^\[!((?:[^\[\]\\$!\s](?:[^\[\]\\$\n]{0,18}[^\[\]\\$\s])?)?)\](\{\.wide\})?`)

// wideMark ends the first line of a box that spans all columns.
var wideMark = pattern.New(`[ \t]*\{\.wide\}$`)

// boxHead is what the first line of a box holds.
type boxHead struct {
	name  span
	title *ast.Paragraph // nil: none
	wide  bool
}

// boxTransformer takes the first line of a box out of the first paragraph of its
// quotation.
type boxTransformer struct{ m *markdown }

// Transform implements parser.ParagraphTransformer.
func (t boxTransformer) Transform(node *ast.Paragraph, _ text.Reader, _ parser.Context) {
	quote, ok := node.Parent().(*ast.Blockquote)
	if !ok || node.PreviousSibling() != nil || node.Lines().Len() == 0 {
		return
	}
	m, first := t.m, node.Lines().At(0)
	line := bytes.TrimRight(first.Value(m.data), " \t\n")
	at := boxMark().FindSubmatchIndex(line)
	if at == nil || at[2] == at[3] && at[1] < len(line) { // [!] with text behind it is text
		return
	}
	if _, known := m.boxes[quote]; known {
		return // a title that looks as a mark does
	}
	start := first.Start // of the line; a paragraph's lines have no padding
	if at[4] >= 0 {
		m.marked[start+at[4]] = true
	}
	head := boxHead{name: span{start + at[2], start + at[3]}, wide: at[4] >= 0}
	end := len(line)
	if w := wideMark().FindIndex(line[at[1]:]); w != nil {
		head.wide, end = true, at[1]+w[0]
		m.marked[start+len(line)-len("{.wide}")] = true
	}
	from := at[1] + len(line[at[1]:end]) - len(bytes.TrimLeft(line[at[1]:end], " \t"))
	m.boxes[quote] = head
	switch rest := line[from:end]; {
	case len(rest) > 0 && bytes.Contains(rest, []byte("。")): // text, not a title
		first = first.WithStart(start + from)
		if head.wide && end < len(line) {
			first = first.WithStop(start + end)
		}
		node.Lines().Set(0, first)
		return
	case len(rest) > 0:
		title := ast.NewParagraph()
		title.Lines().Append(text.NewSegment(start+from, start+end))
		title.SetPos(start + from)
		quote.InsertBefore(quote, node, title)
		head.title = title
		m.boxes[quote] = head
	}
	node.Lines().SetSliced(1, node.Lines().Len())
	if node.Lines().Len() == 0 {
		quote.RemoveChild(quote, node)
	}
}

// box converts a quotation whose first line makes it a box.
func (m *markdown) box(n *ast.Blockquote, head boxHead, depth int, at diag.Span) content.Block {
	// Where the quotation begins with an empty line and has nothing else, its end is there.
	end := max(at.End, m.place.At(head.name.to, head.name.to+len("]")).End)
	b := &content.Box{Wide: head.wide, Span: m.place.At(head.name.from-len("[!"), head.name.to)}
	b.Span.End = end
	b.Name = content.Text{Value: string(m.data[head.name.from:head.name.to]), Place: m.place.Slice(head.name.from, head.name.to)}
	if head.title != nil {
		b.Title = m.withoutCalls(m.inlines(head.title))
		n.RemoveChild(n, head.title)
	}
	if depth > 0 {
		m.fail("md-box-nested", b.Span, b.Name.Value)
		return nil
	}
	failed := m.failed
	m.failed = false
	if b.Blocks = m.blocks(n, depth+1); len(b.Blocks) == 0 {
		if !m.failed { // else an error says why, and its title is not lost in silence
			m.fail("md-box-empty", b.Span, b.Name.Value)
		}
		return nil
	}
	m.failed = m.failed || failed
	return b
}
