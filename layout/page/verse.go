package page

import (
	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
)

// verse typesets a verse (RULES 11.5): its lines as written, turned ones indented by
// one em more, in the look of quotations, as a block that its longest line centres.
func (b *builder) verse(v *content.Verse, c context) {
	q := &b.th.Quote
	in := context{font: q.Font, strong: q.Strong, emphasis: q.Italic, size: q.Size, left: c.left, right: c.right, level: c.level}
	if v.Quoted {
		in.node = frame.NewNode(frame.RoleBlockQuote)
		in.level++
	} else {
		in.node = frame.NewNode(frame.RoleDiv)
	}
	size := b.scaled(in.size)
	settings := b.title(inline.Left)
	settings.Hang, settings.BreakIndent, settings.KeepBlanks = size, true, true
	measure := b.grid.Measure - b.scaled(c.left+c.right)
	from := len(b.blocks)
	longest := size
	for _, stanza := range v.Stanzas {
		b.runs = b.styled(b.runs[:0], stanza, in, size)
		lines := b.Typeset(b.runs, settings, measure)
		for i := range lines {
			longest = max(longest, lines[i].X+lines[i].Width)
		}
		blk := b.text(lines, size)
		if len(b.blocks) > from {
			blk.Before = 1 // between stanzas
		}
		b.add(frame.KindVerse, in.level, in.text, blk)
		b.called(in.node)
	}
	left := b.scaled(c.left) + max(0, measure-longest)/2
	for i := from; i < len(b.blocks); i++ {
		shift(b.blocks[i].Lines, left)
	}
	appendNonEmpty(c.node, in.node)
	if n := len(b.blocks); n > from {
		b.blocks[from].Before = max(b.blocks[from].Before, q.Before)
		b.blocks[n-1].After = max(b.blocks[n-1].After, q.After)
	}
}
