package page

import (
	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// headRows makes the first rows the head that is repeated on each page. A head
// taller than a quarter of a page is not repeated.
func (w *tableBuilder) headRows(rows []tableRow, height unit.Abs) {
	t := w.t
	t.head = rows[:t.heads]
	if t.opening(false)-t.continued.extent > height/4 {
		w.log.Add("table-head-tall", w.source.Span, t.heads)
		t.head, t.heads = nil, 0
	}
}

// bands divides the rows below the head into bands. Rows that are taller than a
// page together are divided into their lines; those of the first band are, if they are
// taller than what a title or headings directly above them leave of it.
func (w *tableBuilder) bands(rows []tableRow, height unit.Abs) {
	t := w.t
	joins := w.joins()
	for from := t.heads; from < len(rows); {
		to := from + 1
		for to < len(rows) && joins[to] {
			to++
		}
		t.body = append(t.body, band{rows: rows[from:to]})
		from = to
	}
	for k := range t.body {
		b := &t.body[k]
		for i := range b.rows {
			b.height += b.rows[i].height
			if i > 0 {
				b.height += t.ruleAbove(b.rows[i].row)
			}
		}
	}
	whole, first := t.body, height-w.lead(height)
	for k := range whole {
		room := height
		if k == 0 {
			room = first
		}
		if t.opening(k == 0)+whole[k].height+t.closing(k) > room {
			t.body = w.divided(whole, first, height)
			return
		}
	}
}

// lead returns the extent of the title or headings directly above a table that is divided
// over pages: a table of up to half a page is placed as a whole.
func (w *tableBuilder) lead(height unit.Abs) unit.Abs {
	if w.source.Rotate || w.source.Place != content.PlaceHere || w.boxed || w.grid.rowsFor(w.t.extent(0, len(w.t.body))) <= w.grid.Rows/2 {
		return 0
	}
	n := len(w.blocks)
	lead := w.leadRows(n)
	if lead == 0 {
		return 0
	}
	lead += max(0, w.th.Table.Before-w.blocks[n-1].After)
	if lead >= w.grid.Rows/2 {
		return 0 // little of the page is left
	}
	return height - w.grid.Extent(w.grid.Rows-lead)
}

// joins returns for each row whether a cell joins it to the row above.
func (w *tableBuilder) joins() []bool {
	out := make([]bool, len(w.source.Rows)+1)
	for i := range w.cells {
		cell := &w.cells[i]
		for r := cell.row + 1; r < cell.row+cell.rows; r++ {
			out[r] = true
		}
	}
	return out
}

// divided returns bands of which those that are taller than a page are divided into their
// lines: the first of them on a page of height first.
func (w *tableBuilder) divided(whole []band, first, height unit.Abs) []band {
	t := w.t
	var out []band
	for k := range whole {
		b := &whole[k]
		closing := t.style.outer
		if k == len(whole)-1 {
			closing += t.below.extent
		}
		room := height
		if k == 0 {
			room = first
		}
		if t.opening(k == 0)+b.height+closing <= room {
			out = append(out, *b)
			continue
		}
		out = append(out, w.lines(b, height)...)
	}
	return out
}

// lines returns the lines of the rows of a band as bands of their own. All cells
// begin at the top of their first row, and the n-th line of each stands in the
// n-th line of the row, so that no line is divided. Of rows that cells join, those of up to
// half a page stay whole.
func (w *tableBuilder) lines(b *band, height unit.Abs) []band {
	s := &w.t.style
	first := b.rows[0].row
	starts := make([]int, len(b.rows)+1) // first line of each row
	texts := make([][][]frame.Line, len(b.rows))
	for i := range texts {
		texts[i] = cellsOf(b.rows[i].lines)
		least := 1
		for _, cell := range texts[i] {
			if cell[0].Table.Rows == 1 {
				least = max(least, len(cell))
			}
		}
		starts[i+1] = starts[i] + least
	}
	for i := range texts { // cells of several rows
		for _, cell := range texts[i] {
			end := i + cell[0].Table.Rows
			if over := len(cell) - (starts[end] - starts[i]); over > 0 {
				for k := end; k < len(starts); k++ {
					starts[k] += over
				}
			}
		}
	}
	out := make([]band, starts[len(b.rows)])
	padding := func(i int) unit.Abs { // above and below row i
		if starts[i+1]-starts[i] > 1 {
			return s.padding + s.apart()/2
		}
		return s.padding
	}
	for i := range b.rows {
		for k := starts[i]; k < starts[i+1]; k++ {
			row := tableRow{row: first + i, height: s.pitch, begins: k == starts[i], joined: i > 0}
			row.kept = !row.begins && s.pitch*unit.Abs(starts[i+1]-starts[i])+2*s.padding <= height/2
			if k == starts[i+1]-1 {
				row.height = s.size
			}
			if row.begins {
				row.height += padding(i)
			}
			if k == starts[i+1]-1 {
				row.height += padding(i)
			}
			out[k] = band{rows: []tableRow{row}, height: row.height, divided: true}
		}
	}
	for i := range texts {
		for _, cell := range texts[i] {
			for n := range cell {
				r := &out[starts[i]+n].rows[0]
				l := cell[n]
				l.Y = Ascent(s.size)
				if r.begins {
					l.Y += padding(i)
				}
				r.lines = append(r.lines, l)
			}
		}
	}
	return out
}

// cellsOf divides the lines of a row into those of each cell.
func cellsOf(lines []frame.Line) [][]frame.Line {
	var out [][]frame.Line
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].Table.Column == lines[from].Table.Column {
			to++
		}
		out = append(out, lines[from:to])
		from = to
	}
	return out
}
