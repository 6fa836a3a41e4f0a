package page

import (
	"slices"

	"jianbao/content"
)

// spot is where a row or a figure was placed.
type spot struct {
	column, row int
	lie         lie
}

// lie is how a figure lies in the rows it takes.
type lie uint8

const (
	atTop  lie = iota // its top at the first row's
	atFoot            // its foot at the last row's
	inside            // in the middle
)

// placement is the division of an article over columns of equal height.
type placement struct {
	spots   []spot // of each row
	stands  []spot // of each figure
	columns int    // used, the first included even if the article left it empty
	end     int    // first free row of the last column
	worst   cost   // what had to be given up
	at      int    // row before which that was
}

// placer divides an article over columns.
type placer struct {
	flow
	capacity int
	followed bool   // something goes on below the article
	hold     []bool // figures that text does not flow past; nil: none
	done     []bool // figures that have their place
	waiting  []int  // figures met on earlier columns that found no room there
	placement
}

// place divides a flow over columns of so many rows, of which the first begins
// at row start. Each column is filled as far as the best kind of break allows;
// nothing is ever left out: where no break is right the least wrong one is
// taken.
//
// A figure that floats goes to the head or foot of the column where it stands
// in the text, or of the next with room for it; on the first, the head is below
// the title. One that stands where it is in the text goes to the head of the
// next column if it does not fit, and the text flows on before it. Pictures
// keep their order: none comes to a column before one that stands earlier in
// the text. If something follows the article on its last page, what would stand
// at the foot there comes right below the text instead.
//
// If that leaves a picture behind all of the text, on a page of its own, the
// text waits for it instead where that takes no further page.
func place(f flow, capacity, start int, followed bool, spots []spot) placement {
	p := divide(f, capacity, start, followed, spots, nil)
	if hold := p.left(&f); hold != nil {
		if q := divide(f, capacity, start, followed, nil, hold); q.columns <= p.columns && q.worst <= p.worst {
			return q
		}
	}
	return p
}

// left returns which figures that stand where they are in the text came to a
// last column without text; nil if none did.
func (p *placement) left(f *flow) []bool {
	last := p.columns - 1
	for _, s := range slices.Backward(p.spots) {
		if s.column == last {
			return nil
		}
	}
	var hold []bool
	for x := range f.figures {
		if p.stands[x].column == last && f.figures[x].place == content.PlaceHere {
			if hold == nil {
				hold = make([]bool, len(f.figures))
			}
			hold[x] = true
		}
	}
	return hold
}

// divide is place for figures of which some are held: text does not flow past
// those.
func divide(f flow, capacity, start int, followed bool, spots []spot, hold []bool) placement {
	p := &placer{flow: f, capacity: capacity, followed: followed, hold: hold, done: make([]bool, len(f.figures))}
	p.spots = spots[:0]
	p.stands = make([]spot, len(f.figures))
	for from, at := 0, start; ; at = 0 {
		t := p.column(from, at)
		p.commit(&t)
		from = t.brk
		if from == len(p.rows) && len(p.waiting) == 0 {
			p.end = t.end
			p.columns++
			return p.placement
		}
		p.columns++
	}
}

// trial is a way to fill a column.
type trial struct {
	from    int    // first row
	rows    []spot // of the rows from there on
	floats  []int  // figures at head and foot
	figures []set
	end     int  // first free row
	limit   int  // row at which the foot's figures begin
	met     int  // figures before this one were looked at
	ask     int  // a figure that could float to this column; -1: none
	first   int  // the first figure that must wait
	over    bool // head and foot do not fit
	brk     int  // row that the next column begins with
}

// set is a figure with its place in a column.
type set struct {
	figure int
	spot
}

// column fills the column that begins with a row, at a row of the grid.
func (p *placer) column(from, at int) trial {
	var floats []int
	wait := len(p.figures)
	for _, x := range p.waiting {
		if p.figures[x].place == content.PlacePage {
			if len(floats) == 0 {
				return trial{from: from, brk: from, end: p.capacity, limit: p.capacity, floats: []int{x},
					figures: []set{{x, spot{row: 0, lie: inside}}}}
			}
			wait = x
			break
		}
		if t := p.try(from, at, append(floats, x), x); t.over {
			wait = x
			break
		}
		floats = append(floats, x)
	}
	old := len(floats)
	for {
		t := p.try(from, at, floats, wait)
		if x := t.ask; x >= 0 {
			if next := p.try(from, at, append(slices.Clip(floats), x), wait); p.accepts(&t, &next, x) {
				floats = append(slices.Clip(floats), x)
			} else {
				wait = x
			}
			continue
		}
		// The last figure that floated here gives way to what is worse.
		giveWay := func() {
			wait = floats[len(floats)-1]
			floats = floats[:len(floats)-1]
		}
		j := from + len(t.rows)
		t.brk = j
		if j == len(p.rows) {
			return t
		}
		cheapest := p.cheapest(&t, j)
		switch {
		case at > 0 && from == 0 && p.rows[0].cost == free && cheapest != free:
			if len(floats) > old {
				giveWay()
				continue
			}
			t.brk = 0 // better to begin on a column of its own
		case j == from:
		case cheapest > free && len(floats) > old:
			giveWay()
			continue
		case cheapest > free && old > 0:
			t.brk = from // better no text beside these figures
		default:
			t.brk = p.bestBreak(&t, j)
			if n := len(floats); n > old && p.figures[floats[n-1]].anchor > t.brk {
				giveWay()
				continue
			}
			if c := p.cost(&t, t.brk); c > p.worst {
				p.worst, p.at = c, t.brk
			}
		}
		return t
	}
}

// accepts reports whether a column may take one more floating figure x: the text
// still reaches x's anchor, and the figures before x keep their places.
//
// is.first is never x itself: try lowers it to figures that have to wait, and x,
// being one of its floats, has its place. So the comparison is strict in effect.
func (p *placer) accepts(was, is *trial, x int) bool {
	if is.over || is.first <= x || is.from+len(is.rows) < p.figures[x].anchor {
		return false
	}
	for _, s := range was.figures {
		if s.figure < x && !slices.ContainsFunc(is.figures, func(o set) bool { return o.figure == s.figure }) {
			return false
		}
	}
	return true
}

// try fills a column with figures that float to its head and foot and with what
// else there is up to figure wait, which goes to a later column. It stops
// where a figure is met that might float to this column too.
func (p *placer) try(from, at int, floats []int, wait int) trial {
	figures := p.figures
	t := trial{from: from, floats: floats, ask: -1, first: wait, limit: p.capacity}
	y, blank := at, 0
	put := func(x int) bool {
		f := &figures[x]
		top := y
		if y > 0 {
			top += max(blank, f.before)
		}
		if top+f.height > t.limit {
			return false
		}
		t.figures = append(t.figures, set{x, spot{row: top}})
		y, blank = top+f.height, f.after
		return true
	}
	line := func(r *row) bool {
		top := y
		if y > 0 || r.sticky {
			top += max(blank, r.before)
		}
		if top+r.height > t.limit {
			if len(t.rows) > 0 || y > 0 || t.limit < p.capacity {
				return false
			}
			top = max(0, t.limit-r.height)
		}
		t.rows = append(t.rows, spot{row: top})
		y, blank = top+r.height, r.after
		return true
	}

	j := from
	for ; j < p.head && line(&p.rows[j]); j++ {
	}
	textless := from == len(p.rows)
	foot := 0
	for _, x := range floats {
		if figures[x].place != content.PlaceBottom || textless {
			if j < p.head || !put(x) {
				t.over = true
				return t
			}
		}
	}
	for _, x := range slices.Backward(floats) {
		if f := &figures[x]; f.place == content.PlaceBottom && !textless {
			if t.limit < p.capacity {
				t.limit -= max(foot, f.after) // to the one below
			}
			t.limit -= f.height
			t.figures = append(t.figures, set{x, spot{row: t.limit, lie: atFoot}})
			foot = f.before
		}
	}
	if t.limit < p.capacity {
		t.limit -= foot
	}
	if t.over = y > t.limit; t.over {
		return t
	}
fill:
	for ; ; j++ {
		for ; t.met < len(figures) && figures[t.met].anchor <= j; t.met++ {
			x := t.met
			switch {
			case p.done[x] || slices.Contains(floats, x):
			case figures[x].place == content.PlaceHere:
				if p.mayStand(&t, x) && put(x) {
					continue
				}
				t.first = min(t.first, x)
				if p.hold != nil && p.hold[x] && j > from {
					break fill
				}
			case x < t.first && figures[x].place != content.PlacePage:
				t.ask, t.end = x, y
				return t
			default:
				t.first = min(t.first, x)
			}
		}
		if j == len(p.rows) || !line(&p.rows[j]) {
			break
		}
	}
	t.end = y
	return t
}

// mayStand tells whether a figure may stand where it is in the text: not if one
// before it has to wait, unless that gets a page of its own.
func (p *placer) mayStand(t *trial, x int) bool {
	for w := t.first; w < x; w++ {
		if !p.done[w] && p.figures[w].place != content.PlacePage {
			return false
		}
	}
	return t.first != x
}

// commit gives rows and figures of a column their places.
func (p *placer) commit(t *trial) {
	c := p.columns
	for _, s := range t.rows[:t.brk-t.from] {
		s.column = c
		p.spots = append(p.spots, s)
	}
	if t.brk == 0 && len(p.rows) > 0 {
		return // the column was left empty
	}
	last := t.brk == len(p.rows)
	y, blank := 0, 0
	if n := t.brk - t.from; n > 0 {
		r := &p.rows[t.brk-1]
		y, blank = t.rows[n-1].row+r.height, r.after
	}
	for i := range t.figures {
		s := &t.figures[i]
		f := &p.figures[s.figure]
		if f.anchor > t.brk {
			continue // it goes over with the text around it
		}
		p.done[s.figure] = true
		s.column = c
		p.stands[s.figure] = s.spot
		if s.lie == atTop && s.row+f.height > y {
			y, blank = s.row+f.height, f.after
		}
	}
	p.waiting = p.waiting[:0]
	for x := range p.figures {
		if !p.done[x] && p.figures[x].anchor <= t.brk {
			p.waiting = append(p.waiting, x)
		}
	}
	if !last || len(p.waiting) > 0 {
		return
	}
	for i := len(t.figures) - 1; i >= 0; i-- { // those at the foot come from below
		s := &t.figures[i]
		if s.lie != atFoot {
			continue
		}
		t.end = p.capacity
		if p.followed {
			f := &p.figures[s.figure]
			if y > 0 {
				y += max(blank, f.before)
			}
			p.stands[s.figure] = spot{column: c, row: min(y, s.row)}
			y, blank = min(y, s.row)+f.height, f.after
			t.end = y
		}
	}
}

// cost returns what a break before a row costs in a column.
func (p *placer) cost(t *trial, k int) cost {
	r := &p.rows[k]
	if r.over >= 0 && slices.ContainsFunc(t.figures, func(s set) bool { return s.figure == r.over && s.lie == atTop && !slices.Contains(t.floats, s.figure) }) {
		return r.plain
	}
	return r.cost
}

// bestBreak returns the last of the cheapest places after a column's first row
// and up to row j to begin the next.
func (p *placer) bestBreak(t *trial, j int) int {
	k := j
	for l := j; l > t.from; l-- {
		if p.cost(t, l) < p.cost(t, k) {
			k = l
		}
	}
	return k
}

func (p *placer) cheapest(t *trial, j int) cost {
	if j == t.from {
		return kept
	}
	return p.cost(t, p.bestBreak(t, j))
}
