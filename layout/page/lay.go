package page

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Placed is an article divided into pages. X of its lines and pictures is relative
// to the left edge of the text block, Y to its top.
type Placed struct {
	Grid  Grid
	Pages [][]frame.Item // in the order of the text
	End   int            // first free row of the last page
	Notes [][]NotePart   // of each page

	noteRows int // that notes take at the foot of the last page
}

// lay gives placed rows and figures their coordinates. The items of a page are in
// the order of the text, including figures that float to its head or foot.
func lay(blocks []Block, f flow, p *placement, g Grid) Placed {
	l := layer{blocks: blocks, flow: f, placement: p, out: Placed{Grid: g, Pages: make([][]frame.Item, p.pages()), End: p.end}}
	l.sortFigures()
	l.grid = l.gridOf(0)
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
		if f.rows[i].stack != nil {
			l.stackLine(i)
			continue
		}
		l.row(&f.rows[i], p.rowSlots[i].row)
	}
	l.closeColumns(p.columns)
	l.notesOfPages()
	return l.out
}

// layer collects the items of columns, one after the other.
type layer struct {
	blocks []Block
	flow
	*placement
	out     Placed
	grid    Grid         // of this column
	pending []int        // remaining figures, by page and in the order of the text
	column  int          // being filled
	arena   []frame.Item // of all columns
	lines   []frame.Line // copies that arena points at; each line of the blocks occurs once
	from    int          // first item of this page
	parts   int          // of the last table
	base    unit.Abs     // baseline of the last line of a stack
}

func (l *layer) sortFigures() {
	l.pending = make([]int, 0, len(l.figureSlots))
	for page := range l.pages() {
		for x := range l.figureSlots {
			if l.page(l.figureSlots[x].column) == page {
				l.pending = append(l.pending, x)
			}
		}
	}
}

// closeColumns completes all columns before the given one.
func (l *layer) closeColumns(before int) {
	for ; l.column < before; l.column++ {
		if page := l.page(l.column); l.column+1 == l.columns || l.page(l.column+1) > page {
			l.figuresBefore(len(l.blocks))
			l.out.Pages[page] = l.arena[l.from:len(l.arena):len(l.arena)]
			l.from = len(l.arena)
		}
		l.grid = l.gridOf(l.column + 1)
	}
}

// gridOf returns the grid of a column.
func (l *layer) gridOf(column int) Grid {
	if l.strips == nil || column >= l.columns || l.strips[column].column == 0 {
		return l.out.Grid
	}
	return l.out.Grid.columnOf(l.strips[column].column-1, l.beside)
}

// notesOfPages collects the notes of each page with the places where they stand.
func (l *layer) notesOfPages() {
	if l.strips == nil {
		l.out.Notes, l.out.noteRows = l.notes, l.noteRows[l.columns-1]
		return
	}
	l.out.Notes = make([][]NotePart, len(l.out.Pages))
	for c := range l.columns {
		s := &l.strips[c]
		var at NotePlace
		if s.column > 0 {
			g := l.gridOf(c)
			at = NotePlace{Column: s.column, Left: g.Inset, Width: g.Measure, Row: s.foot}
		} else if s.page+1 == len(l.out.Pages) {
			l.out.noteRows = max(l.out.noteRows, l.noteRows[c])
		}
		for _, part := range l.notes[c] {
			part.At = at
			l.out.Notes[s.page] = append(l.out.Notes[s.page], part)
		}
	}
}

// figuresBefore lays the page's figures that come before a block in the text.
func (l *layer) figuresBefore(block int) {
	for len(l.pending) > 0 {
		x := l.pending[0]
		f, s := &l.figures[x], l.figureSlots[x]
		if at := l.page(s.column); at > l.page(l.column) || at == l.page(l.column) && f.block > block {
			return
		}
		figure := l.blocks[f.block].Figure
		if s.size > 0 {
			figure = figure.smaller[s.size-1]
		}
		g := l.gridOf(s.column)
		l.arena = figure.lay(l.arena, &g, s, f.rows(s.size))
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
	g := &l.grid
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

// row lays the lines of a row at a row of the grid, with the mark of a list item
// on the baseline of its first line.
func (l *layer) row(r *row, at int) {
	b, g := &l.blocks[r.block], &l.grid
	stand := b.placeOnGrid(g)
	lines := b.Lines
	if r.line >= 0 {
		lines = b.Lines[r.line : r.line+1]
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
			l.line(b.Marks[k], y, at, stand.onGrid)
		}
	}
	for k := range lines {
		l.line(lines[k], y+stand.pitch*unit.Abs(k), at, stand.onGrid)
		if n := max(0, r.line) + k; n < len(b.beside) {
			for _, line := range b.beside[n] {
				l.line(line, y+stand.pitch*unit.Abs(k), at, stand.onGrid)
			}
		}
	}
	l.inBox(r, from)
}

// inBox marks the lines from index from on as content of a row's box.
func (l *layer) inBox(r *row, from int) {
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
	line.Register, line.PageColumn = l.grid.Name, l.grid.Column
	line.X += l.grid.Inset
	l.lines = append(l.lines, line)
	l.arena = append(l.arena, &l.lines[len(l.lines)-1])
}
