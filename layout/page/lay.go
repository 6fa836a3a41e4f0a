package page

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Placed is an article divided into columns. X of its lines and pictures is
// relative to the left edge of the measure, Y to the top of the column.
type Placed struct {
	Grid    Grid
	Columns [][]frame.Item // in the order of the text
	End     int            // first free row of the last column
	Notes   [][]NotePart   // at the foot of each column

	noteRows int // that notes take at the foot of the last column
}

// lay gives placed rows and figures their coordinates. The items of a column are
// in the order of the text, including figures that float to its head or foot.
func lay(blocks []Block, f flow, p *placement, g Grid) Placed {
	l := layer{blocks: blocks, flow: f, placement: p, out: Placed{Grid: g, Columns: make([][]frame.Item, p.columns), End: p.end, Notes: p.notes, noteRows: p.noteRows[p.columns-1]}}
	l.sortFigures()
	items := 0
	for i := range blocks {
		items += len(blocks[i].Lines) + len(blocks[i].Marks)
		for _, beside := range blocks[i].beside {
			items += len(beside)
		}
	}
	l.arena, l.lines = make([]frame.Item, 0, items), make([]frame.Line, 0, items)
	for i := 0; i < len(f.rows); i++ {
		l.closeColumns(p.rowSlots[i].column)
		l.figuresBefore(f.rows[i].block)
		if x := f.rows[i].box; x != nil && (i == 0 || f.rows[i-1].box != x || p.rowSlots[i-1].column != l.column) {
			l.boxEdges(i)
		}
		if f.rows[i].table != nil {
			i = l.table(i)
			continue
		}
		if f.rows[i].stacked {
			l.stacked(i)
			continue
		}
		l.row(&f.rows[i], p.rowSlots[i].row)
	}
	l.closeColumns(p.columns)
	return l.out
}

// layer collects the items of columns, one after the other.
type layer struct {
	blocks []Block
	flow
	*placement
	out     Placed
	pending []int        // remaining figures, by column and in the order of the text
	column  int          // being filled
	arena   []frame.Item // of all columns
	lines   []frame.Line // copies that arena points at; each line of the blocks occurs once
	from    int          // first item of this column
	parts   int          // of the last table
	above   int          // stacked lines directly above the next one
}

func (l *layer) sortFigures() {
	l.pending = make([]int, 0, len(l.figureSlots))
	for c := range l.columns {
		for x := range l.figureSlots {
			if l.figureSlots[x].column == c {
				l.pending = append(l.pending, x)
			}
		}
	}
}

// closeColumns completes all columns before the given one.
func (l *layer) closeColumns(before int) {
	for ; l.column < before; l.column++ {
		l.figuresBefore(len(l.blocks))
		l.out.Columns[l.column] = l.arena[l.from:len(l.arena):len(l.arena)]
		l.from = len(l.arena)
	}
}

// figuresBefore lays the column's figures that come before a block in the text.
func (l *layer) figuresBefore(block int) {
	for len(l.pending) > 0 {
		x := l.pending[0]
		f, s := &l.figures[x], l.figureSlots[x]
		if s.column > l.column || s.column == l.column && f.block > block {
			return
		}
		figure := l.blocks[f.block].Figure
		if s.size > 0 {
			figure = figure.smaller[s.size-1]
		}
		l.arena = figure.lay(l.arena, &l.out.Grid, s, f.rows(s.size))
		l.pending = l.pending[1:]
	}
}

// table lays the part of a table that begins with row i of the flow, and returns
// the last row of that part. What whole rows leave is divided equally above and
// below the part, as for figures.
func (l *layer) table(i int) int {
	first, slot := &l.rows[i], l.rowSlots[i]
	if first.line == 0 {
		l.parts = 0
	}
	l.parts++
	end := i + 1
	for end < len(l.rows) && l.rows[end].block == first.block && l.rowSlots[end].column == slot.column {
		end++
	}
	g := &l.out.Grid
	part := tablePart{Table: first.table, from: first.line, to: l.rows[end-1].line + 1, number: l.parts}
	y := g.Pitch * unit.Abs(slot.row)
	if white := g.Extent(l.rowSlots[end-1].foot-slot.row) - part.height(); slot.row > 0 && white > 1 {
		y += white / 2
	}
	from := len(l.arena)
	l.arena = part.lay(l.arena, g, g.Inset, y)
	if first.box != nil {
		for _, item := range l.arena[from:] {
			if line, ok := item.(*frame.Line); ok {
				line.Box = first.box.ordinal
			}
		}
	}
	return end - 1
}

// stacked lays row i, a line of the notes at the end of the article.
func (l *layer) stacked(i int) {
	if i > 0 && l.rows[i-1].stacked && l.rowSlots[i-1].column == l.rowSlots[i].column {
		l.above++
	} else {
		l.above = 0
	}
	r, at := &l.rows[i], l.rowSlots[i].row
	y := l.out.Grid.Pitch*unit.Abs(at) + Ascent(l.look.size) + l.look.pitch*unit.Abs(l.above)
	l.line(l.blocks[r.block].Lines[r.line], y, at, false)
}

// row lays the lines of a row at a row of the grid, with the mark of a list item
// on the baseline of its first line.
func (l *layer) row(r *row, at int) {
	b, g := &l.blocks[r.block], &l.out.Grid
	stand := b.placeOnGrid(g)
	lines := b.Lines
	if r.line >= 0 {
		lines = b.Lines[r.line:min(r.line+max(1, b.PerRow), len(b.Lines))]
		if !stand.onGrid {
			stand.first = Ascent(b.Size)
		}
	}
	from := len(l.lines)
	y := g.Baseline(at) - Ascent(g.Size) + stand.first
	if b.rule != nil {
		rule := *b.rule
		rule.X += g.Inset
		rule.Y = y - Ascent(b.Size) + (b.Size-rule.Height)/2
		l.arena = append(l.arena, &rule)
		return
	}
	if b.side != nil && r.line <= 0 {
		l.arena = b.side.lay(l.arena, g, slot{row: at, align: alignBeside}, 0)
	}
	if r.line <= 0 {
		for k := range b.Marks {
			l.line(b.Marks[k], y, at, stand.onGrid && b.PerRow == 0)
		}
	}
	for k := range lines {
		if b.PerRow > 0 {
			l.arena = b.turnMark(l.arena, r.line+k, l.out.Grid.Inset, y+stand.pitch*unit.Abs(k))
		}
		l.line(lines[k], y+stand.pitch*unit.Abs(k), at, stand.onGrid && b.PerRow == 0)
		if n := max(0, r.line) + k; n < len(b.beside) {
			for _, line := range b.beside[n] {
				l.line(line, y+stand.pitch*unit.Abs(k), at, stand.onGrid)
			}
		}
	}
	for k := from; k < len(l.lines) && r.box != nil; k++ {
		l.lines[k].Box = r.box.ordinal
	}
}

// line lays a line with its baseline at y; onGrid reports whether that is the
// baseline of a row.
func (l *layer) line(line frame.Line, y unit.Abs, row int, onGrid bool) {
	line.Grid, line.Y = -1, y
	if onGrid {
		line.Grid = row
	}
	line.Register = l.out.Grid.Name
	line.X += l.out.Grid.Inset
	l.lines = append(l.lines, line)
	l.arena = append(l.arena, &l.lines[len(l.lines)-1])
}
