package page

import "jianbao/layout/unit"

// rules appends the rules of the part, whose rule at the top is at top (RULES
// 12.2).
func (l *partLayer) rules(top unit.Abs) {
	s := &l.style
	l.rule(l.left, top, l.width, s.outer)
	for i := 1; i < len(l.placed); i++ {
		l.ruleBetween(&l.placed[i-1], &l.placed[i])
	}
	l.rule(l.left, l.at, l.width, s.outer)
	if s.upright > 0 {
		l.uprights(top)
	}
}

// ruleBetween appends the rule between two rows of the part, except where a cell
// joins them (RULES 12.2).
func (l *partLayer) ruleBetween(above, below *placedRow) {
	s := &l.style
	if above.row < l.heads && below.row >= l.heads {
		thick := l.ruleAbove(l.heads)
		l.rule(l.left, below.y-thick, l.width, thick)
		return
	}
	if !below.begins {
		return // lines of one row
	}
	thick := l.ruleAbove(below.row)
	y := below.y - thick
	partial := s.partial && below.row < l.heads
	for c := 0; c < len(l.columns); {
		from := c
		a, b := l.owners[above.row][c], l.owners[below.row][c]
		open := a != b
		for c++; c < len(l.columns) && (l.owners[above.row][c] != l.owners[below.row][c]) == open && (!partial || l.owners[above.row][c] == a); c++ {
		}
		if !open || partial && c-from < 2 {
			continue
		}
		x, end := l.columns[from].x, l.columns[c-1].x+l.columns[c-1].width
		if partial {
			x, end = x+s.gutter/2, end-s.gutter/2
		}
		l.rule(x, y, end-x, thick)
	}
}

// uprights appends the rules at the sides of the table and between its columns,
// each as long as no cell spans it.
func (l *partLayer) uprights(top unit.Abs) {
	s := &l.style
	l.rule(l.left, top, s.outer, l.at+s.outer-top)
	l.rule(l.left+l.width-s.outer, top, s.outer, l.at+s.outer-top)
	for c := 1; c < len(l.columns); c++ {
		x := l.columns[c].x - s.upright/2
		var from unit.Abs
		open := false
		for i := range l.placed {
			r := &l.placed[i]
			divides := l.owners[r.row][c-1] != l.owners[r.row][c]
			if divides && !open {
				from, open = r.y, true
			}
			if !divides && open {
				l.rule(x, from, s.upright, r.y-from)
				open = false
			}
		}
		if open {
			l.rule(x, from, s.upright, l.at-from)
		}
	}
}
