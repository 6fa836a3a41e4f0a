package page

import (
	"slices"

	"jianbao/content"
)

// spot is where a row or a figure was placed.
type spot struct {
	column, row int
	align       figureAlign
}

// figureAlign is the vertical alignment of a figure in its rows.
type figureAlign uint8

const (
	alignTop    figureAlign = iota // its top at the first row's
	alignFoot                      // its foot at the last row's
	alignMiddle                    // in the middle of the column
)

// area is the columns an article is placed on.
type area struct {
	capacity int  // rows of each
	start    int  // first free row of the first
	followed bool // something goes on below the article, on its last column
}

// placement is the division of an article over columns of equal height.
type placement struct {
	rowSpots    []spot
	figureSpots []spot
	columns     int  // used, the first included even if the article left it empty
	end         int  // first free row of the last column
	worst       cost // what had to be given up
	at          int  // row before which that was
}

// placer divides an article over columns.
type placer struct {
	flow
	area
	hold    []bool // figures that text does not flow past; nil: none
	done    []bool // figures that have their place
	waiting []int  // figures met on earlier columns that found no room there
	placement
}

// place divides a flow over columns. Each column is filled as far as the best
// kind of break allows; nothing is ever left out: where no break is right the
// least wrong one is taken.
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
func place(f flow, on area) placement {
	p := divide(f, on, nil)
	if hold := p.left(&f); hold != nil {
		if q := divide(f, on, hold); q.columns <= p.columns && q.worst <= p.worst {
			return q
		}
	}
	return p
}

// left returns which figures that stand where they are in the text came to a
// last column without text; nil if none did.
func (p *placement) left(f *flow) []bool {
	last := p.columns - 1
	for _, s := range slices.Backward(p.rowSpots) {
		if s.column == last {
			return nil
		}
	}
	var hold []bool
	for x := range f.figures {
		if p.figureSpots[x].column == last && f.figures[x].place == content.PlaceHere {
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
func divide(f flow, on area, hold []bool) placement {
	p := &placer{flow: f, area: on, hold: hold, done: make([]bool, len(f.figures))}
	p.figureSpots = make([]spot, len(f.figures))
	for from, at := 0, on.start; ; at = 0 {
		t := p.column(from, at)
		p.commit(&t)
		from = t.brk
		p.columns++
		if from == len(p.rows) && len(p.waiting) == 0 {
			p.end = t.end
			return p.placement
		}
	}
}

// column fills the column that begins with a row, at a row of the grid. It tries
// as many figures at its head and foot as it can take: those that wait from
// earlier columns, then those that the text reaches.
func (p *placer) column(from, at int) trial {
	if len(p.waiting) > 0 && p.figures[p.waiting[0]].place == content.PlacePage {
		x := p.waiting[0]
		return trial{from: from, brk: from, end: p.capacity, limit: p.capacity, floats: []int{x},
			figures: []placedFigure{{x, spot{align: alignMiddle}}}}
	}
	floats, wait := p.carried(from, at)
	carried := len(floats)
	for {
		t := p.try(from, at, floats, wait)
		switch x := t.ask; {
		case x >= 0:
			more := append(slices.Clip(floats), x)
			if next := p.try(from, at, more, wait); p.accepts(&next, x) {
				floats = more
			} else {
				wait = x
			}
		case p.chooseBreak(&t, at, carried):
			return t
		default: // the last figure that floated here goes to a later column
			wait = floats[len(floats)-1]
			floats = floats[:len(floats)-1]
		}
	}
}

// carried returns the figures that wait and find room in a column, and the first
// figure that has to wait on: one for which there is no room, or that gets a page
// of its own.
func (p *placer) carried(from, at int) (floats []int, wait int) {
	for _, x := range p.waiting {
		if p.figures[x].place == content.PlacePage {
			return floats, x
		}
		if t := p.try(from, at, append(floats, x), x); t.over {
			return floats, x
		}
		floats = append(floats, x)
	}
	return floats, len(p.figures)
}

// accepts reports whether a column may take one more floating figure x, as tried:
// the text still reaches x's anchor, and no figure before x, one that had its
// place without x among them, has to wait. (The first that waits is never x
// itself, which has its place at head or foot.)
func (p *placer) accepts(t *trial, x int) bool {
	return !t.over && t.first > x && t.from+len(t.rows) >= p.figures[x].anchor
}

// chooseBreak finds the row that the next column begins with, in a column that
// begins at a row of the grid. It reports false if the break would be right, or
// better, without the last of the figures that floated here beyond those carried.
func (p *placer) chooseBreak(t *trial, at, carried int) bool {
	j := t.from + len(t.rows)
	t.brk = j
	if j == len(p.rows) {
		return true
	}
	best := p.bestBreak(t, j)
	cheapest := kept
	if j > t.from {
		cheapest = p.cost(t, best)
	}
	floated := len(t.floats) > carried
	switch {
	case at > 0 && t.from == 0 && p.rows[0].cost == free && cheapest != free:
		if floated {
			return false
		}
		t.brk = 0 // better to begin on a column of its own
	case j == t.from:
	case cheapest > free && floated:
		return false
	case cheapest > free && carried > 0:
		t.brk = t.from // better no text beside these figures
	case floated && p.figures[t.floats[len(t.floats)-1]].anchor > best:
		return false
	default:
		t.brk = best
		if cheapest > p.worst {
			p.worst, p.at = cheapest, best
		}
	}
	return true
}

// cost returns what a break before a row costs in a column.
func (p *placer) cost(t *trial, k int) cost {
	r := &p.rows[k]
	if r.over >= 0 && slices.ContainsFunc(t.figures, func(s placedFigure) bool {
		return s.figure == r.over && s.align == alignTop && !slices.Contains(t.floats, s.figure)
	}) {
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

// commit gives rows and figures of a column their places.
func (p *placer) commit(t *trial) {
	c := p.columns
	for _, s := range t.rows[:t.brk-t.from] {
		s.column = c
		p.rowSpots = append(p.rowSpots, s)
	}
	if t.brk == 0 && c == 0 && p.start > 0 && len(p.rows) > 0 {
		return // what is left of the first column stays empty
	}
	var below pen
	if n := t.brk - t.from; n > 0 {
		r := &p.rows[t.brk-1]
		below = pen{t.rows[n-1].row + r.height, r.after}
	}
	for i := range t.figures {
		s := &t.figures[i]
		f := &p.figures[s.figure]
		if f.anchor > t.brk {
			continue // it goes over with the text around it
		}
		p.done[s.figure] = true
		s.column = c
		p.figureSpots[s.figure] = s.spot
		if s.align == alignTop && s.row+f.height > below.y {
			below = pen{s.row + f.height, f.after}
		}
	}
	p.waiting = p.waiting[:0]
	for x := range p.figures {
		if !p.done[x] && p.figures[x].anchor <= t.brk {
			p.waiting = append(p.waiting, x)
		}
	}
	if t.brk == len(p.rows) && len(p.waiting) == 0 {
		p.closeFoot(t, below)
	}
}

// closeFoot settles the foot of the article's last column. If something follows,
// the figures there come right below the text.
func (p *placer) closeFoot(t *trial, below pen) {
	for _, s := range slices.Backward(t.figures) { // those at the foot come from below
		if s.align != alignFoot {
			continue
		}
		t.end = p.capacity
		if p.followed {
			f := &p.figures[s.figure]
			row := min(below.next(f.before), s.row)
			p.figureSpots[s.figure] = spot{column: s.column, row: row}
			below = pen{row + f.height, f.after}
			t.end = below.y
		}
	}
}
