package layout

import "jianbao/layout/unit"

// leastColumn is the least width of a column of the contents, in em of their size.
const leastColumn = 10

// divideColumns divides the rows into pages of two columns, filled down and then
// across; the pitch may shrink within the theme's limits where that saves pages. The
// last page is balanced. No column ends with a label (RULES 6.8).
func (t *contents) divideColumns(height unit.Abs) {
	th := &t.c.th.Contents
	t.sums = make([]rowSum, len(t.rows)+1)
	for i := range t.rows {
		t.sums[i+1] = rowSum{t.sums[i].lines + len(t.rows[i].lines), t.sums[i].gaps + t.rows[i].gap}
	}
	room := height - t.top
	if split, tall := t.balance(0, len(t.rows)); tall > room {
		s := t.size(0, split)
		if t.extent(split, len(t.rows)) > t.extent(0, split) {
			s = t.size(split, len(t.rows))
		}
		if fits := (room - s.gaps - th.Size) / unit.Abs(max(1, s.lines-1)); fits < t.pitch && fits >= th.PitchMin {
			t.pitch = fits / (unit.Pt / 100) * (unit.Pt / 100)
			if _, tall := t.balance(0, len(t.rows)); tall > room {
				t.pitch = th.Pitch
			}
		}
	}
	for len(t.second) < len(t.pages) { // the page that has only a masthead
		t.second = append(t.second, 0)
	}
	for from := 0; from < len(t.rows); {
		top := t.top
		if len(t.pages) > t.titlePage {
			top = t.inset
		}
		split := t.fill(from, height-top)
		to := t.fill(split, height-top)
		tall := max(t.extent(from, split), t.extent(split, to))
		if to == len(t.rows) {
			split, tall = t.balance(from, to)
		}
		rows := make([]int, to-from)
		for i := range rows {
			rows[i] = from + i
		}
		t.pages, t.feet, t.second = append(t.pages, rows), append(t.feet, top+tall), append(t.second, split-from)
		from = to
	}
}

// rowSum is the lines of some rows, and the gaps before them.
type rowSum struct {
	lines int
	gaps  unit.Abs
}

// size returns the lines of the rows from one to before another, and the gaps between
// them.
func (t *contents) size(from, to int) rowSum {
	if from == to {
		return rowSum{}
	}
	a, b := t.sums[from], t.sums[to]
	return rowSum{b.lines - a.lines, b.gaps - a.gaps - t.rows[from].gap}
}

// extent returns the height of a column with the rows from one to before another.
func (t *contents) extent(from, to int) unit.Abs {
	s := t.size(from, to)
	if s.lines == 0 {
		return 0
	}
	return t.pitch*unit.Abs(s.lines-1) + t.c.th.Contents.Size + s.gaps
}

// fill returns the end of the rows from one that fill a column of a height: one row at
// least, and no label at its foot unless that is all.
func (t *contents) fill(from int, height unit.Abs) int {
	to := from
	for to < len(t.rows) && (to == from || t.extent(from, to+1) <= height) {
		to++
	}
	for to < len(t.rows) && to > from+1 && t.rows[to-1].of == nil {
		to--
	}
	return to
}

// balance returns where the second column begins, so that two columns with the rows from
// one to before another are as short as can be, the first not shorter than need be, and
// the height of the taller one.
func (t *contents) balance(from, to int) (split int, tall unit.Abs) {
	split, tall = to, t.extent(from, to)
	for at := to - 1; at > from; at-- {
		if t.rows[at-1].of == nil {
			continue
		}
		if h := max(t.extent(from, at), t.extent(at, to)); h < tall {
			split, tall = at, h
		}
	}
	return split, tall
}
