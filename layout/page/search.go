package page

import (
	"cmp"
	"slices"
)

// Where filling one column after the other breaks a rule, a row, or the last figure that
// stands in the text, may have to stay out of a column that has room for it. A break determines what comes after it together with
// the figures and notes that go over, so that the least faults of an article are those
// of a shortest path through these states. Each row has few of them, and each a bounded
// number of breaks after it.

// divided is a state of a division: what columns that end before a row leave.
type divided struct {
	from     int
	begun    bool // a column was filled, if only with nothing
	waiting  []int
	carried  []NotePart
	faults   faults
	columns  int
	white    int // blank rows at the feet of all columns, squared and added
	moved    int // figure that the last column leaves to the next, as in columnFill
	previous *divided
}

// left orders the states with one row: the next column takes something of what they
// leave.
func (d *divided) left() int {
	n := len(d.waiting)
	for _, part := range d.carried {
		n += part.To - part.From
	}
	if !d.begun {
		n++
	}
	return n
}

// better reports whether a division is better than another up to the same state. Of
// equal ones the first is, which fills earlier columns.
func (d *divided) better(than *divided) bool {
	return cmp.Or(d.faults.compare(than.faults), cmp.Compare(d.columns, than.columns), cmp.Compare(d.white, than.white)) < 0
}

// same reports whether what follows is the same after both.
func (d *divided) same(as *divided) bool {
	return d.begun == as.begun && slices.Equal(d.waiting, as.waiting) && slices.Equal(d.carried, as.carried)
}

// columnEnd is the row that a column ends before, and the figure that it leaves to the next
// one, as in columnFill.
type columnEnd struct{ brk, moved int }

// search returns the ends of the columns in the division with the least faults.
func search(f flow, on area, hold []bool) []columnEnd {
	states := make([][]*divided, len(f.rows)+1) // by row
	states[0] = []*divided{{}}
	var end *divided
	for from := range states {
		for len(states[from]) > 0 {
			next := 0
			for i, d := range states[from] {
				if d.left() > states[from][next].left() {
					next = i
				}
			}
			d := states[from][next]
			states[from] = slices.Delete(states[from], next, next+1)
			for _, after := range d.expand(f, on, hold) {
				if after.from == len(f.rows) && after.left() == 0 {
					if end == nil || after.better(end) {
						end = after
					}
					continue
				}
				states[after.from] = insert(states[after.from], after)
			}
		}
	}
	ends := make([]columnEnd, end.columns)
	for d := end; d.previous != nil; d = d.previous {
		ends[d.columns-1] = columnEnd{d.from, d.moved}
	}
	return ends
}

// insert adds a state to those with its row, unless a better division leads to it.
func insert(list []*divided, d *divided) []*divided {
	for i, other := range list {
		if d.same(other) {
			if d.better(other) {
				list[i] = d
			}
			return list
		}
	}
	return append(list, d)
}

// expand returns the states that the next column leads to.
func (d *divided) expand(f flow, on area, hold []bool) []*divided {
	p := d.placer(f, on, hold)
	at := 0
	if !d.begun {
		at = on.start
	}
	t := p.column(d.from, at)
	out := d.ends(nil, p, &t, at)
	if x := t.lastStanding(); x >= 0 {
		t = p.columnWithout(x, d.from, at)
		out = d.ends(out, p, &t, at)
	}
	return out
}

// ends appends the states that the breaks of a column, filled as t, lead to.
func (d *divided) ends(out []*divided, p *placer, t *columnFill, at int) []*divided {
	rows := make([]slot, 0, len(t.rows)) // which each break writes again
	for _, brk := range p.breaks(t, at) {
		q, u := d.placer(p.flow, p.area, p.hold), *t
		u.brk, q.rowSlots = brk, rows
		q.commit(&u)
		after := &divided{from: brk, begun: true, waiting: q.waiting, carried: q.carried, faults: d.faults.plus(q.faults), columns: d.columns + 1, moved: t.moved, previous: d}
		white := p.whiteBelow(&u)
		after.white = d.white + white*white
		out = append(out, after)
	}
	return out
}

// lastStanding returns the last figure that is in a column at its place in the text; -1 if
// none is. Where it goes over, text that stays together may have room.
func (t *columnFill) lastStanding() int {
	for _, s := range slices.Backward(t.figures) {
		if s.align == alignTop && !slices.Contains(t.floats, s.figure) {
			return s.figure
		}
	}
	return -1
}

// placer returns a placer in the state.
func (d *divided) placer(f flow, on area, hold []bool) *placer {
	p := newPlacer(f, on, hold)
	if d.begun {
		p.columns = 1
	}
	p.waiting, p.carried = slices.Clone(d.waiting), slices.Clone(d.carried)
	for x := range p.figures {
		p.done[x] = p.figures[x].anchor <= d.from && d.begun && !slices.Contains(d.waiting, x)
	}
	return p
}

// searched is the number of breaks that break no rule among those that search
// considers for a column.
const searched = 6

// breaks returns the rows that a column may end before: that of the cheapest break, those
// before and after it that permit the same figures, and its first where it may stay
// without text.
func (p *placer) breaks(t *columnFill, at int) []int {
	out := []int{t.brk}
	j := t.from + len(t.rows)
	if t.whole || t.brk == t.from || j == len(p.rows) {
		return out
	}
	if p.columned && at > 0 || t.carried > 0 {
		out = append(out, t.from)
	}
	least := t.from + 1
	if len(t.floats) > t.carried {
		least = max(least, p.figures[t.floats[len(t.floats)-1]].anchor)
	}
	needsFree := t.carried > 0 || at > 0 && t.from == 0 && p.rows[0].cost == free
	for l, n := j, 0; l >= least && n < searched; l-- {
		c := p.cost(t, l)
		if c == free {
			n++
		}
		if l != t.brk && (c == free || !needsFree) {
			out = append(out, l)
		}
	}
	return out
}

// filled is a state of a page with columns: some of them are filled.
type filled struct {
	placer placer
	breaks []int // rows that they end before
}

func (s *filled) from() int { return s.breaks[len(s.breaks)-1] }

// searchColumns returns the rows that the columns of a page end before in the division
// with the least faults, and these; of equal ones that which holds more.
func (c *columnPlacer) searchColumns(b bounds) ([]int, faults) {
	states := []filled{{placer: c.placer.clone(), breaks: []int{c.from}}}
	states[0].placer.columns = 1 // the notes that go over are in it
	for range c.z.n {
		var next []filled
		for i := range states {
			for _, s := range states[i].next(b) {
				next = s.in(next)
			}
		}
		if len(next) == 0 {
			return nil, faults{kept: len(c.rows)}
		}
		states = next
	}
	best := slices.MinFunc(states, func(a, b filled) int {
		return cmp.Or(a.placer.faults.compare(b.placer.faults), b.from()-a.from())
	})
	return best.breaks[1:], best.placer.faults
}

// next returns the states that filling one more column leads to.
func (s *filled) next(b bounds) (next []filled) {
	from := s.from()
	if s.placer.complete(from) && !slices.Contains(s.placer.done, false) {
		return []filled{{s.placer, append(slices.Clip(s.breaks), from)}}
	}
	t := s.placer.column(from, b.top)
	for _, brk := range s.placer.breaks(&t, b.top) {
		p, u := s.placer.clone(), t
		u.brk = brk
		p.commit(&u)
		if b.top+p.noteRows[len(p.noteRows)-1] <= b.bottom {
			next = append(next, filled{p, append(slices.Clip(s.breaks), brk)})
		}
	}
	return next
}

// in adds the state to a list, unless that has one with less faults and the same rest.
func (s *filled) in(list []filled) []filled {
	for i := range list {
		o := &list[i]
		if o.from() == s.from() && slices.Equal(o.placer.waiting, s.placer.waiting) && slices.Equal(o.placer.carried, s.placer.carried) {
			if s.placer.faults.compare(o.placer.faults) < 0 {
				*o = *s
			}
			return list
		}
	}
	return append(list, *s)
}
