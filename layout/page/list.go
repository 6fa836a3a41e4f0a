package page

import (
	"slices"
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
)

// list sets a list: the mark of each item hangs before its text.
func (b *builder) list(list *content.List, c context) {
	l := &b.th.List
	size := b.scaled(c.size)
	mark := func(i int) string {
		if !list.Ordered {
			return l.Bullet
		}
		return strings.ReplaceAll(l.Number, "{n}", strconv.Itoa(list.Start+i))
	}
	font := b.Font(c.font, size, "")
	marks := make([][]frame.Line, len(list.Items))
	indent, hang := l.Indent, b.scaled(l.Hang)
	if c.level > 0 && c.kind == frame.KindBody {
		indent = 0 // a nested list begins where the text around it does
	}
	for i := range list.Items {
		b.runs = append(b.runs[:0], inline.Run{Text: mark(i), Font: font})
		marks[i] = b.Set(b.runs, b.title(inline.Left), b.grid.Measure)
		for k := range marks[i] {
			need := marks[i][k].Width
			if need%size != 0 {
				need += size / 4 // less, and “1. 7 月” reads as 1.7
			}
			hang = max(hang, need)
		}
	}
	// The text begins a whole number of characters to the right, so that its
	// measure is one too (typography 4).
	hang = (hang + size - 1) / size * size
	in := c
	in.indent, in.level = 0, c.level+1
	left := b.scaled(c.left+indent) + hang
	if b.grid.Measure-left-b.scaled(c.right) < 6*size {
		left = b.scaled(c.left) + hang // too narrow to be indented
		indent = 0
	}
	for i, item := range list.Items {
		from := len(b.blocks)
		in.left = b.unscaled(left)
		b.body(item, in)
		if len(b.blocks) == from {
			continue
		}
		shift(marks[i], b.scaled(c.left+indent))
		first := b.marked(from, marks[i])
		if first == nil {
			continue
		}
		first.Marks = append(marks[i], first.Marks...)
		for k := range marks[i] {
			m := &first.Marks[k]
			m.Kind, m.Level, m.Block = frame.KindLabel, in.level, first.ordinal
			m.Article, m.Section = b.a.ordinal, b.a.section
		}
	}
}

// marked returns the block of a list item that its mark stands beside. An item
// of pictures alone has its mark on a line before them.
func (b *builder) marked(from int, marks []frame.Line) *Block {
	for i := from; i < len(b.blocks); i++ {
		if b.blocks[i].Figure == nil && len(b.blocks[i].Lines) > 0 && b.blocks[i].Lines[0].Kind != frame.KindCaption {
			return &b.blocks[i]
		}
	}
	if len(marks) == 0 {
		return nil
	}
	blk := Block{Lines: marks, Size: marks[0].Size, Keep: KeepNext, mark: true, ordinal: b.ordinal}
	for k := range marks {
		marks[k].Kind, marks[k].Block = frame.KindLabel, b.ordinal
		marks[k].Article, marks[k].Section = b.a.ordinal, b.a.section
	}
	b.ordinal++
	b.blocks = slices.Insert(b.blocks, from, blk)
	return nil
}
