package page

import (
	"cmp"
	"slices"

	"jianbao/content"
)

// flow is the content of an article as it is placed: its rows, and the figures
// that stand between them or float.
type flow struct {
	rows    []row
	figures []floating
	head    int // rows of label, title and author
	ending  int // rows of the headings that end the text, over a figure; 0: none do
	below   int // that figure
	grid    *Grid
	sizes   []int // lines of the article's notes; nil: none stand at the foot of pages
	look    noteLook
}

// row is a unit of placement: a line on the grid, or a block that takes several
// rows of the grid and is not divided.
type row struct {
	block, line int    // line -1: the whole block; of a table: the band
	table       *Table // nil: not of a table
	box         *box   // nil: not of a box, or of one that is a figure
	height      int
	before      int // blank rows before it
	after       int // blank rows after it
	sticky      bool
	side        bool       // a picture stands beside it and those after it
	wide        bool       // spans the columns of the page
	leads       bool       // keeps the next row with it
	cost        cost       // of beginning a column with this row
	lone        int        // of a table: parts with one band that this leads to, at least
	over        int        // figure that stands between this row and the heading that keeps it; -1: none
	plain       cost       // what the break costs if that figure is on the heading's page
	stack       *lineStack // that it is a line of; nil: of none
	below       int        // blank rows of its box below it, if it ends a stack
	notes       []int      // that its lines are the first to call: indexes into flow.sizes
}

// cost orders the rules that are broken where no break satisfies all (RULES
// 5.3, 14.2): first orphans, then widows, then boxes that a page would hold, then the
// lines that a heading or a source line keeps with it.
type cost uint8

const (
	free cost = iota
	orphan
	widow
	boxed
	kept
)

// floating is a figure with its anchor in the text.
type floating struct {
	block         int
	anchor        int // row that follows it in the text
	place         content.Place
	wide          bool // spans the columns of the page
	height        int
	smaller       []int // heights in smaller sizes, in descending order
	before, after int
	notes         []int // that its lines are the first to call: indexes into flow.sizes
}

// rows returns the height of a figure in one of its sizes: 0 is the full one.
func (f *floating) rows(size int) int {
	if size == 0 {
		return f.height
	}
	return f.smaller[size-1]
}

// flatten is the function flatten with rows that are valid until the next call.
func (s *Typesetter) flatten(blocks []Block, g *Grid) flow {
	f := flatten(blocks, g, s.rows)
	s.rows = f.rows
	return f
}

// flatten returns the rows of an article, with the cost of a break before each,
// and its figures. A block taller than a column is split into its lines, a table
// into its bands. It reuses the storage of out for the rows.
func flatten(blocks []Block, g *Grid, out []row) flow {
	lines := 0
	for i := range blocks {
		lines += len(blocks[i].Lines)
	}
	f := flattener{flow: flow{rows: slices.Grow(out[:0], lines), grid: g}, blocks: blocks, over: -1}
	boxed := 0 // first row of the box
	for i := range blocks {
		x := blocks[i].box
		if x != nil && (i == 0 || blocks[i-1].box != x) {
			boxed = len(f.rows)
		}
		switch {
		case blocks[i].Figure != nil:
			f.figure(i)
		case blocks[i].Table != nil:
			f.text(i)
		case len(blocks[i].Lines) > 0:
			f.text(i)
		}
		if x != nil && (i+1 == len(blocks) || blocks[i+1].box != x) {
			f.endBox(boxed)
			if x.whole && blocks[i].Keep != KeepNext {
				f.keep = 0 // headings keep it as they keep a figure, however little text it has
			}
		}
	}
	if len(f.rows) > 0 {
		f.rows[0].cost = free // an article may begin a column
	}
	if f.keep == keptLines && f.over >= 0 {
		f.endOver(f.over)
	}
	return f.flow
}

// endOver notes the headings that end the text, over figure x.
func (f *flow) endOver(x int) {
	f.below = x
	for n := len(f.rows); f.ending < n && f.rows[n-1-f.ending].leads; {
		f.ending++
	}
}

// flattener holds the state of flatten while it goes through the blocks in
// order.
type flattener struct {
	flow
	blocks []Block
	keep   int // number of following rows that the last heading still keeps with it
	keeper int // block of that heading
	over   int // the first figure since that heading; -1: none
}

// keptLines is the number of lines of text that a heading or a source line keeps
// with it (RULES 5.3).
const keptLines = 2

func (f *flattener) figure(i int) {
	b := &f.blocks[i]
	if f.keep > 0 && f.over < 0 && b.Figure.place == content.PlaceHere {
		f.over = len(f.figures)
	}
	at := floating{block: i, anchor: len(f.rows), place: b.Figure.place, wide: b.wide, height: b.Figure.rows(f.grid), before: b.Before, after: b.After}
	for _, small := range b.Figure.smaller {
		at.smaller = append(at.smaller, small.rows(f.grid))
	}
	f.figures = append(f.figures, at)
}

// text appends the rows of a block of lines.
func (f *flattener) text(i int) {
	b := &f.blocks[i]
	start := len(f.rows)
	f.rows = b.split(f.rows, i, f.grid)
	for r := start; r < len(f.rows) && b.box != nil; r++ {
		f.rows[r].box = b.box
	}
	if b.wide || b.Keep == KeepNext {
		for r := start; r < len(f.rows); r++ {
			f.rows[r].wide, f.rows[r].leads = b.wide, b.Keep == KeepNext
		}
	}
	if f.ends(b) {
		f.keep, f.over = 0, -1
	}
	for r := start; r < len(f.rows) && f.keep > 0; r++ {
		row := &f.rows[r]
		row.over, row.plain, row.cost = f.over, row.cost, kept
		if b.Keep != KeepNext {
			f.keep -= min(f.keep, row.textLines())
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
		f.keep, f.keeper, f.over = keptLines, i, -1
	case KeepBefore:
		f.keepBefore(start, cmp.Or(b.Keeps, keptLines))
	}
}

// textLines returns the number of lines of text that a row is for a heading above it: the rows
// of a table that cells join are several, and so is one with cells of several lines.
func (r *row) textLines() int {
	if r.table == nil {
		return 1
	}
	b := &r.table.body[r.line]
	if len(b.rows) > 1 {
		return len(b.rows)
	}
	most := 1
	for _, cell := range cellsOf(b.rows[0].lines) {
		most = max(most, len(cell))
	}
	return most
}

// ends reports whether a block ends what the last heading keeps with it: where the text
// over the next heading is one line, the heading keeps that line and no more. Entries of a
// line or two with a heading each would else be one piece from the first to the last. A
// paragraph that stands as a heading does this to its like alone: below a heading proper it
// is text.
func (f *flattener) ends(b *Block) bool {
	if b.Keep != KeepNext || f.keep == 0 || f.keep == keptLines {
		return false
	}
	last := &f.blocks[f.keeper]
	if last.box != b.box {
		return false
	}
	return b.heading() && (last.heading() || last.head || last.lead) || b.lead && last.lead
}

// split appends the rows of a block: a single one if the block is off the grid
// and fits a column, else one for each line.
func (b *Block) split(out []row, block int, g *Grid) []row {
	if b.Table != nil {
		return b.splitTable(out, block, g)
	}
	s := b.placeOnGrid(g)
	if !s.onGrid && b.stack == nil && s.rows <= g.Rows {
		return append(out, row{block: block, line: -1, height: s.rows, before: b.Before, sticky: b.Sticky, after: b.After, over: -1})
	}
	height := 1
	if !s.onGrid && b.stack == nil {
		height = min(g.Rows, 1+int((max(0, b.Size-g.Size)+g.Pitch-1)/g.Pitch))
	}
	n := len(b.Lines)
	for l := range n {
		r := row{block: block, line: l, height: height, stack: b.stack, over: -1}
		if b.stack != nil {
			r.height = b.stack.rowsOf(l, g)
		}
		switch {
		case l == 0:
			r.before, r.sticky, r.side = b.Before, b.Sticky, b.side != nil
			if b.joined {
				r.cost = kept
			}
		case l < b.sideLines:
			r.cost = kept
		case b.Keep != KeepText || b.whole:
			r.cost = kept
		case n-l < b.Widow:
			r.cost = widow
		case l < b.Orphan, slices.Contains(b.led, l):
			r.cost = orphan
		default:
			if t, turned := b.turnOf(l); turned && t.kept {
				r.cost = orphan
			}
		}
		if l == n-1 {
			r.after, r.height = b.After, r.height+b.clear
		}
		out = append(out, r)
	}
	return out
}

// splitTable appends the rows of a table's bands. Two bands at least, above the first
// break also a tall one, stay on either side wherever they fit on a page (RULES 12.5).
func (b *Block) splitTable(out []row, block int, g *Grid) []row {
	t := b.Table
	n, heads := len(t.body), t.headBands()
	lone := t.loneParts(func(from, to int) bool { return g.rowsFor(t.extent(from, to)) <= g.Rows })
	for k := range n {
		r := row{block: block, line: k, table: t, height: g.rowsFor(t.body[k].height), over: -1, lone: lone[k]}
		switch {
		case k == 0:
			r.before = b.Before
		case t.body[k].rows[0].kept:
			r.cost = widow
		case k <= heads || k == heads+1 && !t.body[heads].tall():
			r.cost = orphan
		}
		if k == n-1 {
			r.after = b.After
		}
		out = append(out, r)
	}
	return out
}

// endsWhole reports whether a row ends a box that a page would hold and the next is behind it.
func (r *row) endsWhole(next *row) bool {
	return r.box != nil && r.box.whole && next.box != r.box
}

// keepBefore raises the cost of beginning a column with a source line or a date, or
// with the last rows of text before it. A line that holds only a list item's mark
// does not count as text, and a box that a page would hold has none for it: it would be divided.
func (f *flattener) keepBefore(start, lines int) {
	f.rows[start].cost, f.rows[start].over = kept, -1
	text := 0
	for l := start - 1; l >= 0; l-- {
		if !f.blocks[f.rows[l].block].mark {
			text++
		}
		if text == lines || l > 0 && f.rows[l-1].endsWhole(&f.rows[l]) {
			return
		}
		f.rows[l].cost, f.rows[l].over = kept, -1
	}
}
