package page

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Placed is an article divided over columns, its lines and pictures with their
// place in the column: X from the measure's left edge, Y from the column's top.
type Placed struct {
	Grid    Grid
	Columns [][]frame.Item // in the order of the text
	End     int            // first free row of the last column
}

// lay gives what was placed its coordinates. In a column everything stands in
// the order of the text, wherever on the page it is.
func lay(blocks []Block, f flow, p *placement, g Grid) Placed {
	out := Placed{Grid: g, Columns: make([][]frame.Item, p.columns), End: p.end}
	total := 0
	for i := range blocks {
		total += len(blocks[i].Lines) + len(blocks[i].Marks)
	}
	arena := make([]frame.Item, 0, total)
	figure := make([]int, 0, len(p.stands)) // by column
	for c := range p.columns {
		for x := range p.stands {
			if p.stands[x].column == c {
				figure = append(figure, x)
			}
		}
	}
	column, from := 0, 0
	// pictures puts the figures of a column that stand before a block.
	pictures := func(column, block int) {
		for len(figure) > 0 {
			x := figure[0]
			s := p.stands[x]
			if s.column > column || s.column == column && f.figures[x].block > block {
				return
			}
			arena = blocks[f.figures[x].block].Figure.lay(arena, &g, s, f.figures[x].height)
			figure = figure[1:]
		}
	}
	flush := func(to int) {
		for ; column < to; column++ {
			pictures(column, len(blocks))
			out.Columns[column] = arena[from:len(arena):len(arena)]
			from = len(arena)
		}
	}
	for i := range f.rows {
		r, s := &f.rows[i], p.spots[i]
		b := &blocks[r.block]
		flush(s.column)
		pictures(column, r.block)
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
