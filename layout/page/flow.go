package page

import "jianbao/content"

// flow is what an article is placed from: its rows, and the figures that stand
// between them or float.
type flow struct {
	rows    []row
	figures []floating
	head    int // rows of label, title and author
}

// row is what is placed as one: a line on the grid, or a block that takes
// several rows as a whole.
type row struct {
	block, line int // line -1: the whole block
	height      int
	before      int // blank rows it wants before it
	after       int // and after it
	sticky      bool
	cost        cost // of beginning a column here
	over        int  // figure that stands between this row and the heading that keeps it; -1: none
	plain       cost // what the break costs if that figure is on the heading's page
}

// cost orders what is given up when no break is right (RULES 5.3): first
// the lines that should stay at a page's foot, then the lone last line, then
// what a heading or a source line keeps.
type cost uint8

const (
	free cost = iota
	orphan
	widow
	kept
)

// floating is a figure with the place in the text that it belongs to.
type floating struct {
	block         int
	anchor        int // row before which it stands in the text
	place         content.Place
	height        int
	before, after int
}

// flatten lists the rows of an article with what a break before each costs, and
// its figures. A block taller than a whole column is taken apart into its lines.
// The rows are written over those of out.
func flatten(blocks []Block, g *Grid, out []row) flow {
	f := flattener{flow: flow{rows: out[:0]}, blocks: blocks, grid: g, over: -1}
	for i := range blocks {
		switch {
		case blocks[i].Figure != nil:
			f.figure(i)
		case len(blocks[i].Lines) > 0:
			f.text(i)
		}
	}
	if len(f.rows) > 0 {
		f.rows[0].cost = free // an article may always begin a page
	}
	return f.flow
}

// flattener goes through the blocks of an article in order.
type flattener struct {
	flow
	blocks []Block
	grid   *Grid
	keep   int // rows that a heading before them still keeps
	over   int // the first figure since that heading; -1: none
}

// keptLines is how many lines of text a heading, and a source line, keep with
// them (RULES 5.3).
const keptLines = 2

func (f *flattener) figure(i int) {
	b := &f.blocks[i]
	if f.keep > 0 && f.over < 0 && b.Figure.place == content.PlaceHere {
		f.over = len(f.figures)
	}
	f.figures = append(f.figures, floating{block: i, anchor: len(f.rows), place: b.Figure.place,
		height: b.Figure.rows(f.grid), before: b.Before, after: b.After})
}

// text adds the rows of a block of lines.
func (f *flattener) text(i int) {
	b := &f.blocks[i]
	start := len(f.rows)
	f.rows = b.split(f.rows, i, f.grid)
	for r := start; r < len(f.rows) && f.keep > 0; r++ {
		row := &f.rows[r]
		row.over, row.plain, row.cost = f.over, row.cost, kept
		if b.Keep != KeepNext {
			f.keep--
		}
	}
	if f.keep == 0 {
		f.over = -1
	}
	if b.head && len(f.figures) == 0 {
		f.head = len(f.rows)
	}
	switch b.Keep {
	case KeepNext:
		f.keep, f.over = keptLines, -1
	case KeepBefore:
		f.keepBefore(start)
	}
}

// split appends a block's rows: one if it takes whole rows of the grid and a
// column holds it, else one for each line.
func (b *Block) split(out []row, block int, g *Grid) []row {
	s := b.stand(g)
	if !s.onGrid && s.rows <= g.Rows {
		return append(out, row{block: block, line: -1, height: s.rows, before: b.Before, sticky: b.Sticky, after: b.After, over: -1})
	}
	height := 1
	if !s.onGrid {
		height = min(g.Rows, 1+int((max(0, b.Size-g.Size)+g.Pitch-1)/g.Pitch))
	}
	n := len(b.Lines)
	for l := range n {
		r := row{block: block, line: l, height: height, over: -1}
		switch {
		case l == 0:
			r.before, r.sticky = b.Before, b.Sticky
		case b.Keep != KeepText:
			r.cost = kept
		case n-l < b.Widow:
			r.cost = widow
		case l < b.Orphan:
			r.cost = orphan
		}
		if l == n-1 {
			r.after = b.After
		}
		out = append(out, r)
	}
	return out
}

// keepBefore keeps the row of a source line, and the last rows of text before
// it, from beginning a column. The mark alone of a list item is no text.
func (f *flattener) keepBefore(start int) {
	f.rows[start].cost, f.rows[start].over = kept, -1
	text := 0
	for l := start - 1; l >= 0; l-- {
		if !f.blocks[f.rows[l].block].mark {
			text++
		}
		if text == keptLines {
			return
		}
		f.rows[l].cost, f.rows[l].over = kept, -1
	}
}
