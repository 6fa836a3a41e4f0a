package page

import "jianbao/layout/unit"

// lineStack is lines that stand at a pitch of their own and as a whole take whole rows of
// the grid: a block of code (RULES 16.1), or the notes at the end of an article, which
// are several blocks (RULES 13.2).
type lineStack struct {
	size, pitch unit.Abs
	white       unit.Abs // least white space above and below it, more than that between rows; 0: it stands at the top of its rows
	boxed       bool     // in a box
}

// extent returns the height of some lines, from the top of the first em box to the foot
// of the last.
func (s *lineStack) extent(lines int) unit.Abs { return s.size + s.pitch*unit.Abs(lines-1) }

// rowsOf returns how many rows of a grid line n adds to a stack at most.
func (s *lineStack) rowsOf(n int, g *Grid) int {
	if n == 0 {
		return g.rowsFor(2*s.white + s.size)
	}
	return int((s.pitch + g.Pitch - 1) / g.Pitch)
}

// opening returns the least white space above the part of the stack that begins with a
// row of the flow: none at the head of a column, where a box that begins with the stack
// has its blank row.
func (s *lineStack) opening(r *row, head bool) unit.Abs {
	if head && !(s.boxed && r.line == 0) {
		return 0
	}
	return s.white
}

// continues reports whether row j of the flow is in the same stack as the one before.
func (f *flow) continues(j int) bool {
	return j > 0 && j < len(f.rows) && f.rows[j].stack != nil && f.rows[j].stack == f.rows[j-1].stack
}

// stackLine places a line of a stack, as row does: directly below the one before, or as
// the first in the column. The white space below the last is left out where the column
// ends.
func (f *filler) stackLine(r *row) bool {
	s, j := r.stack, f.upcoming()
	head := f.y == f.cursor.top
	var top int
	var extent unit.Abs
	if n := len(f.rows); n > 0 && f.continues(j) {
		top, extent = f.rows[n-1].row, f.extent+s.pitch
	} else {
		top = f.next(r.before)
		if r.sticky && head {
			top = f.cursor.top + max(f.blank, r.before)
		}
		extent = s.opening(r, head) + s.size
	}
	foot := top + f.grid.rowsFor(extent) + r.below
	if !f.continues(j + 1) {
		if closed := top + f.grid.rowsFor(extent+s.white) + r.below; closed <= f.room() || foot > f.room() {
			foot = closed
		}
	}
	if foot > f.room() && (!f.empty() || f.room() < f.capacity) {
		return false
	}
	f.extent = extent
	f.rows = append(f.rows, slot{row: top, foot: foot, head: head})
	f.y, f.blank = foot, r.after
	return true
}

// stackLine lays row i, a line of a stack, with the mark of a list item on the baseline
// of its first line.
func (l *layer) stackLine(i int) {
	r, slot := &l.rows[i], l.rowSlots[i]
	if l.continues(i) && l.rowSlots[i-1].column == slot.column {
		l.base += r.stack.pitch
	} else {
		l.base = l.stackTop(i) + Ascent(r.stack.size)
	}
	b, from := &l.blocks[r.block], len(l.lines)
	if r.line == 0 {
		for k := range b.Marks {
			l.line(b.Marks[k], l.base, slot.row, false)
		}
	}
	l.arena = b.turnMark(l.arena, r.line, l.grid.Inset, l.base)
	l.line(b.Lines[r.line], l.base, slot.row, false)
	l.inBox(r, from)
}

// stackTop returns the top of the part of a stack that begins with row i. What whole
// rows leave is divided equally above and below it, but a part at a column's head begins
// there, and one that goes over to the next column ends where its last row does.
func (l *layer) stackTop(i int) unit.Abs {
	r, at := &l.rows[i], l.rowSlots[i]
	s, g := r.stack, &l.grid
	end := i + 1
	for l.continues(end) && l.rowSlots[end].column == at.column {
		end++
	}
	last := end - 1
	top := g.Pitch * unit.Abs(at.row)
	least := s.opening(r, at.head)
	if least == 0 {
		return top
	}
	white := g.Extent(l.rowSlots[last].foot-l.rows[last].below-at.row) - s.extent(end-i)
	if l.continues(end) {
		return top + white
	}
	return top + max(white/2, min(white, least))
}
