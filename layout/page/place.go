package page

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// spot is where a row was placed.
type spot struct{ column, row int }

// placement is the division of an article over columns of equal height.
type placement struct {
	spots   []spot // of each row
	columns int    // used, the first included even if the article left it empty
	end     int    // first free row of the last column
	worst   cost   // what had to be given up
	at      int    // row before which that was
}

// place divides rows over columns of so many rows, of which the first begins
// at row start. Each column is filled as far as the best kind of break allows;
// nothing is ever left out: where no break is right the least wrong one is
// taken.
func place(rows []row, capacity, start int, spots []spot) placement {
	p := placement{spots: spots[:0]}
	at := start
	for i := 0; i < len(rows); {
		j, y := i, at
		for j < len(rows) {
			top := y + rows[j].gap(y)
			if top+rows[j].height > capacity {
				if j > i || at > 0 {
					break
				}
				top = max(0, capacity-rows[j].height)
			}
			p.spots = append(p.spots, spot{p.columns, top})
			y = top + rows[j].height
			j++
		}
		if j == len(rows) {
			p.end = y
			break
		}
		k := j
		if at > 0 && i == 0 && start > 0 && rows[0].cost == free && best(rows, i, j) != free {
			k = 0 // better to begin on a column of its own
		} else if j > i {
			k = bestBreak(rows, i, j)
			if c := rows[k].cost; c > p.worst {
				p.worst, p.at = c, k
			}
		}
		p.spots = p.spots[:k]
		p.columns++
		i, at = k, 0
	}
	p.columns++
	return p
}

// gap returns the blank rows before a row that would begin at y.
func (r *row) gap(y int) int {
	if y == 0 && !r.sticky {
		return 0
	}
	return r.before
}

// bestBreak returns the last of the cheapest places in (i,j] to begin a column.
func bestBreak(rows []row, i, j int) int {
	k := j
	for l := j; l > i; l-- {
		if rows[l].cost < rows[k].cost {
			k = l
		}
	}
	return k
}

func best(rows []row, i, j int) cost {
	if j == i {
		return kept
	}
	return rows[bestBreak(rows, i, j)].cost
}

// Placed is an article divided over columns, its lines with their place in the
// column: X from the measure's left edge, Y from the column's top.
type Placed struct {
	Grid    Grid
	Columns [][]*frame.Line
	End     int // first free row of the last column
}

// lay gives the lines of placed rows their coordinates.
func lay(blocks []Block, rows []row, p *placement, g Grid) Placed {
	out := Placed{Grid: g, Columns: make([][]*frame.Line, p.columns), End: p.end}
	total := 0
	for i := range blocks {
		total += len(blocks[i].Lines) + len(blocks[i].Marks)
	}
	arena := make([]*frame.Line, 0, total)
	column, from := 0, 0
	flush := func(to int) {
		for ; column < to; column++ {
			out.Columns[column] = arena[from:len(arena):len(arena)]
			from = len(arena)
		}
	}
	for i := range rows {
		r, s := &rows[i], p.spots[i]
		b := &blocks[r.block]
		flush(s.column)
		_, first, pitch, onGrid := b.rows(&g)
		lines := b.Lines
		if r.line >= 0 {
			lines = b.Lines[r.line : r.line+1]
			if !onGrid {
				first = Ascent(b.Size)
			}
		}
		top := g.Baseline(s.row) - Ascent(g.Size)
		put := func(l *frame.Line, y int) {
			l.Grid, l.Y = -1, top+first
			if y > 0 {
				l.Y += pitch * unit.Abs(y)
			}
			if onGrid {
				l.Grid = s.row
			}
			l.Register = g.Name
			l.X += g.Inset
			arena = append(arena, l)
		}
		if r.line <= 0 {
			for k := range b.Marks {
				put(&b.Marks[k], 0)
			}
		}
		for k := range lines {
			put(&lines[k], k)
		}
	}
	flush(p.columns)
	return out
}
