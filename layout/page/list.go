package page

import (
	"slices"
	"strconv"

	"jianbao/content"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// list typesets a list. The mark of each item hangs before its text, with which its
// turned lines align, or with the left edge (RULES 5.1, theme key list.style).
func (b *builder) list(list *content.List, c context) {
	size := b.scaled(c.size)
	marks, hang := b.marks(list, c)
	indent := b.th.List.Indent
	if c.level > 0 && c.kind == frame.KindBody {
		indent = c.indent // a nested list begins where the text around it does
	} else if c.level > 0 && b.th.List.Style == "flush" {
		indent = max(indent, c.indent)
	}
	left := b.scaled(c.left+indent) + hang
	if b.grid.Measure-left-b.scaled(c.right) < 6*size {
		left = b.scaled(c.left) + hang // too narrow to be indented
		indent = 0
	}
	in := c
	in.indent, in.level, in.left = 0, c.level+1, b.unscaled(left)
	if b.th.List.Style == "flush" {
		in.indent, in.left = b.unscaled(left)-c.left, c.left
	}
	node := frame.NewNode(frame.RoleL)
	node.Attributes = b.numbering(list)
	for i, item := range list.Items {
		shift(marks[i], b.scaled(c.left+indent))
		appendNonEmpty(node, b.item(item, marks[i], in))
	}
	appendNonEmpty(c.node, node)
}

// numbering returns the attribute for the kind of marks that a list has; none if
// ISO 32000-1 (table 347) has no name for it.
func (b *builder) numbering(list *content.List) []frame.Attribute {
	name := ""
	switch mark := b.th.List.Bullet; {
	case list.Ordered:
		name = "Decimal"
	case mark == "•" || mark == "●":
		name = "Disc"
	case mark == "◦" || mark == "○":
		name = "Circle"
	case mark == "▪" || mark == "■":
		name = "Square"
	default:
		return nil
	}
	return []frame.Attribute{frame.ListNumbering(name)}
}

// marks typesets the marks of a list's items, and returns the distance from the
// marks' left edge to the items' text.
func (b *builder) marks(list *content.List, c context) (marks [][]frame.Line, hang unit.Abs) {
	l := &b.th.List
	size := b.scaled(c.size)
	font := b.Font(c.font, size, "")
	marks, hang = make([][]frame.Line, len(list.Items)), b.scaled(l.Hang)
	bullets := bulletFont(font, l.Bullet)
	number := func(n int) string {
		before, after := l.Number.Around()
		if l.Number == "" {
			return ""
		}
		return before + strconv.Itoa(n) + after
	}
	for i := range list.Items {
		mark, font := l.Bullet, font
		switch {
		case list.Labels != nil:
			mark = list.Labels[i]
		case list.Ordered:
			mark = number(list.Start + i)
		default:
			font = bullets
		}
		b.runs = append(b.runs[:0], inline.Run{Text: mark, Font: font})
		marks[i] = b.Typeset(b.runs, b.title(inline.Left), b.grid.Measure)
		hang = max(hang, markRoom(marks[i], size))
	}
	hang = wholeEms(hang, size)
	if list.Ordered || list.Labels != nil {
		return marks, hang
	}
	// The text of unordered items aligns with that of ordered ones; the bullet stays
	// where it is before it.
	b.runs = append(b.runs[:0], inline.Run{Text: number(1), Font: font})
	ordered := wholeEms(max(b.scaled(l.Hang), markRoom(b.Quiet().Typeset(b.runs, b.title(inline.Left), b.grid.Measure), size)), size)
	if more := ordered - hang; more > 0 {
		for i := range marks {
			shift(marks[i], more)
		}
		hang = ordered
	}
	return marks, hang
}

// markRoom returns the distance that a mark needs from its left edge to the text.
func markRoom(mark []frame.Line, size unit.Abs) (need unit.Abs) {
	for k := range mark {
		w := mark[k].Width
		if w%size != 0 {
			w += size / 4 // with less space “1. 7 月” reads as 1.7
		}
		need = max(need, w)
	}
	return need
}

// wholeEms rounds an indent up to a whole number of characters, so that the measure of
// the text is one as well (RULES 4).
func wholeEms(indent, size unit.Abs) unit.Abs { return (indent + size - 1) / size * size }

// bulletFont returns a font whose first choice is the Latin face, if that has the
// bullet: in Han faces it is hardly larger than a full stop, 0.12 em in Noto Serif
// SC and 0.22 em in Source Serif.
func bulletFont(font *inline.Font, bullet string) *inline.Font {
	st := font.Stack
	if len(st.Latin) == 0 {
		return font
	}
	for _, r := range bullet {
		if _, ok := st.Latin[0].GID(r); !ok {
			return font
		}
	}
	latin := *font
	latin.Stack = &fonts.Stack{
		Role: st.Role, Han: slices.Concat(st.Latin[:1], st.Han), Latin: st.Latin, Supplements: st.Supplements, NewName: st.NewName, Emoji: st.Emoji,
	}
	return &latin
}

// item typesets an item of a list with its mark and returns its node. A single
// paragraph is the text of LBody itself; several are P elements in it.
func (b *builder) item(item []content.Block, mark []frame.Line, c context) *frame.Node {
	li, body := frame.NewNode(frame.RoleLI), frame.NewNode(frame.RoleLBody)
	c.node, c.bare = body, paragraphs(item) == 1
	from := len(b.blocks)
	b.body(item, c)
	if len(b.blocks) == from {
		return li
	}
	filled := len(body.Children) > 0 || slices.ContainsFunc(b.blocks[from:], func(blk Block) bool {
		return len(blk.Lines) > 0 && blk.Lines[0].Node == body
	})
	if len(mark) > 0 {
		b.mark(from, mark, frame.Line{Kind: frame.KindLabel, Level: c.level, Node: li.Add(frame.RoleLbl)})
	}
	if filled {
		li.Children = append(li.Children, body)
	}
	return li
}

// paragraphs returns the number of paragraphs among blocks.
func paragraphs(blocks []content.Block) int {
	n := 0
	for _, blk := range blocks {
		if _, ok := blk.(*content.Paragraph); ok {
			n++
		}
	}
	return n
}

// mark puts the mark of a list item on the first line of the item's text. An
// item that consists of pictures has its mark on a line of its own before them.
func (b *builder) mark(from int, mark []frame.Line, as frame.Line) {
	for i := from; i < len(b.blocks); i++ {
		if b.blocks[i].isTable() {
			break
		}
		if blk := &b.blocks[i]; blk.Figure == nil && len(blk.Lines) > 0 && blk.Lines[0].Kind != frame.KindCaption {
			as.Block = blk.ordinal
			b.name(mark, as)
			blk.Marks = append(mark, blk.Marks...)
			return
		}
	}
	as.Block = b.ordinal
	b.name(mark, as)
	b.blocks = slices.Insert(b.blocks, from, Block{Lines: mark, Size: mark[0].Size, Keep: KeepNext, mark: true, ordinal: b.ordinal})
	b.ordinal++
}
