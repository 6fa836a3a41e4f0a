package manifest

import (
	"slices"

	"jianbao/content"
)

// wordCleaner removes from a document what is removed from other texts: characters that no
// search should meet, and paragraphs that look blank.
type wordCleaner struct {
	gone  droppedMarks
	blank invisibleTexts
}

// wordText returns the blocks of a document as they are printed.
func (l *loader) wordText(blocks []content.Block) []content.Block {
	var c wordCleaner
	out := c.blocks(blocks)
	c.gone.report(l.log)
	c.blank.report(l.log)
	return out
}

// blocks cleans blocks, and drops those that look blank.
func (c *wordCleaner) blocks(blocks []content.Block) []content.Block {
	out := blocks[:0]
	for _, b := range blocks {
		if c.block(b) {
			out = append(out, b)
		}
	}
	return out
}

// block cleans a block and reports whether it is kept.
func (c *wordCleaner) block(b content.Block) (keep bool) {
	switch b := b.(type) {
	case *content.Paragraph:
		if text := flatText(b.Inlines); looksEmpty(text) && !slices.ContainsFunc(b.Inlines, isCall) {
			c.blank.add(b.Span, text)
			return false
		}
		b.Inlines = c.text(b.Inlines)
	case *content.Heading:
		if text := flatText(b.Inlines); looksEmpty(text) {
			c.blank.add(b.Span, text)
			return false
		}
		b.Inlines = c.text(b.Inlines)
	case *content.List:
		for i := range b.Items {
			b.Items[i] = c.blocks(b.Items[i])
		}
		b.Items = slices.DeleteFunc(b.Items, func(item []content.Block) bool { return len(item) == 0 })
		return len(b.Items) > 0
	case *content.Quote:
		b.Blocks = c.blocks(b.Blocks)
		return len(b.Blocks) > 0
	case *content.Box:
		b.Blocks = c.blocks(b.Blocks)
		return len(b.Blocks) > 0
	case *content.Table:
		c.table(b)
	case *content.Picture:
		b.Alt.Value, b.Alt.Place = c.gone.drop(b.Alt.Value, b.Alt.Place)
		b.Caption = c.text(b.Caption)
	}
	return true
}

func isCall(x content.Inline) bool {
	_, is := x.(content.NoteCall)
	return is
}

// text cleans a text and the notes that it calls.
func (c *wordCleaner) text(in []content.Inline) []content.Inline {
	last := ""
	for i, x := range in {
		switch x := x.(type) {
		case content.Run:
			if x.Link != "" {
				var again droppedMarks // a link of several runs counts once
				gone := &c.gone
				if x.Link == last {
					gone = &again
				}
				last, x.Link = x.Link, gone.withoutHidden(content.Text{Value: x.Link, Place: x.Place.Slice(0, 0)}).Value
			}
			in[i] = x
		case content.NoteCall:
			for k := range x.Note.Paragraphs {
				x.Note.Paragraphs[k] = c.text(x.Note.Paragraphs[k])
			}
		}
	}
	return c.gone.dropIn(in)
}

// table cleans a table. An em is put after the number in its caption.
func (c *wordCleaner) table(t *content.Table) {
	t.Caption, t.Unit = numbered(c.text(t.Caption)), c.text(t.Unit)
	for _, row := range t.Rows {
		for i := range row {
			row[i].Inlines = c.text(row[i].Inlines)
			if len(row[i].Inlines) == 1 && allInvisible(flatText(row[i].Inlines)) && !isCall(row[i].Inlines[0]) {
				row[i].Inlines = nil
			}
		}
	}
	for i := range t.Notes {
		t.Notes[i] = c.text(t.Notes[i])
	}
}
