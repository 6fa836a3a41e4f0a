package page

import (
	"slices"

	"jianbao/content"
)

// slot is the place of a row or a figure: column, row, alignment in the row, and
// the size of the figure, 0 for the full one.
type slot struct {
	column, row int
	foot        int  // of a row: the first free row below it; bands of a part of a table all begin at the part's first row
	over        int  // of a row: lines of its notes that go over to the next column
	head        bool // of a line of a stack: it begins its column
	align       figureAlign
	size        int
}

// figureAlign is the vertical alignment of a figure in its rows.
type figureAlign uint8

const (
	alignTop    figureAlign = iota // its top at the first row's
	alignFoot                      // its foot at the last row's
	alignMiddle                    // in the middle of the column
	alignBeside                    // its top at that of the text beside it
)

// area describes the columns that an article is placed in.
type area struct {
	capacity int  // rows of each
	start    int  // first free row of the first
	top      int  // first row of each
	standing int  // lines of notes that earlier articles have in the first
	followed bool // something else continues below the article in its last column
}

// placement is the division of an article into columns of equal height.
type placement struct {
	rowSlots    []slot
	figureSlots []slot
	columns     int  // number used, including the first even if it stays empty
	end         int  // first free row of the last column
	worst       cost // greatest cost of a break
	at          int  // row after that break
	faults      faults
	notes       [][]NotePart // by column
	noteRows    []int        // that they take, by column
	strips      []strip      // where each column stands; nil: each is a page
	beside      int          // columns beside each other
}

// placer divides an article into columns.
type placer struct {
	flow
	area
	hold     []bool     // figures that following text may not precede; nil: none
	done     []bool     // figures that have been placed
	waiting  []int      // figures of earlier columns that did not fit there
	carried  []NotePart // notes, or their lines, that earlier columns did not hold
	columned bool       // several columns stand beside each other
	placement
}

// place divides a flow into columns. Each column is filled as far as the
// cheapest break allows. Nothing is ever left out: where no break satisfies the
// rules, the one with the least cost is taken.
//
// A floating figure goes to the head or foot of the column that the text has
// reached, or of the next column with room for it; in the first column, the head
// is below the title. A figure that does not float goes to the head of the next
// column if it does not fit, and following text fills the column before it.
// Pictures keep their order: none is in a column before that of an earlier one.
// If something else continues below the article on its last page, figures at the
// foot there are placed directly below the text instead.
//
// If a figure that does not float ends up after all of the text in a column of
// its own, the flow is divided again with the text kept after that figure, and
// the result is used if it takes no more columns and no worse break, and leaves no
// hole that the text could fill.
func place(f flow, on area) placement {
	p := divide(f, on, nil)
	if hold := p.stranded(&f); hold != nil {
		q := divide(f, on, hold)
		if q.columns <= p.columns && q.worst <= p.worst && !q.unfilled(&f, on) {
			return q
		}
	}
	return p
}

// keptWhite is the greatest number of blank rows at the foot of a column, other
// than the last, that is no hole.
const keptWhite = 3

// hole is white space at the foot of a column.
type hole struct {
	column, rows int
	figure       int // that begins the next column; -1: none
}

// holes returns the columns before the last that end with more than keptWhite
// blank rows, but for a first one that stays empty and for those before a figure
// with a page of its own.
func (p *placement) holes(f *flow, on area) []hole {
	if p.strips != nil {
		return p.holesOfPages(f, on)
	}
	foot, next := make([]int, p.columns), make([]int, p.columns)
	for c := range next {
		next[c] = -1
	}
	for _, s := range p.rowSlots {
		foot[s.column] = max(foot[s.column], s.foot)
	}
	for x, s := range p.figureSlots {
		foot[s.column] = max(foot[s.column], s.row+f.figures[x].rows(s.size))
		if s.align == alignMiddle {
			foot[s.column], foot[max(0, s.column-1)] = on.capacity, on.capacity
		}
		if n := next[s.column]; n < 0 || s.row < p.figureSlots[n].row {
			next[s.column] = x
		}
	}
	var out []hole
	for c := range p.columns - 1 {
		if rows := on.capacity - p.noteRows[c] - foot[c]; foot[c] > 0 && rows > keptWhite {
			out = append(out, hole{c, rows, next[c+1]})
		}
	}
	return out
}

// unfilled reports whether there is a hole that text of a later column could fill.
func (p *placement) unfilled(f *flow, on area) bool {
	n := len(p.rowSlots)
	return n > 0 && slices.ContainsFunc(p.holes(f, on), func(h hole) bool { return h.column < p.rowSlots[n-1].column })
}

// stranded returns, for each figure, whether it does not float and is in a last
// column that has no text; nil if there is none.
func (p *placement) stranded(f *flow) []bool {
	last := p.columns - 1
	for _, s := range slices.Backward(p.rowSlots) {
		if s.column == last {
			return nil
		}
	}
	var hold []bool
	for x := range f.figures {
		if p.figureSlots[x].column == last && f.figures[x].place == content.PlaceHere {
			if hold == nil {
				hold = make([]bool, len(f.figures))
			}
			hold[x] = true
		}
	}
	return hold
}

// divide divides a flow into columns, each as full as it can be: if that breaks a
// rule, with a view to the columns after it. Text never fills a column before a figure
// in hold that comes earlier in the text.
func divide(f flow, on area, hold []bool) placement {
	p := newPlacer(f, on, hold)
	p.fill(nil)
	if p.faults == (faults{}) {
		return p.placement
	}
	q := newPlacer(f, on, hold)
	q.fill(search(f, on, hold))
	if q.faults.compare(p.faults) < 0 {
		return q.placement
	}
	return p.placement
}

func newPlacer(f flow, on area, hold []bool) *placer {
	p := &placer{flow: f, area: on, hold: hold, done: make([]bool, len(f.figures))}
	p.figureSlots = make([]slot, len(f.figures))
	return p
}

// fill fills all columns. If ends is not nil, it has the end of each.
func (p *placer) fill(ends []columnEnd) {
	for from, at := 0, p.start; ; at = 0 {
		moved := len(p.figures)
		if ends != nil {
			moved = ends[p.columns].moved
		}
		t := p.columnWithout(moved, from, at)
		if ends != nil {
			t.brk = ends[p.columns].brk
		}
		p.commit(&t)
		from = t.brk
		p.columns++
		if p.complete(from) {
			p.end = t.end
			return
		}
	}
}

// complete reports whether nothing is left to place when a column ends before a row.
func (p *placer) complete(brk int) bool {
	return brk == len(p.rows) && len(p.waiting) == 0 && len(p.carried) == 0
}

// column fills the column that begins with row from, at row at of the grid. It
// places as many figures at head and foot as fit: first those waiting from
// earlier columns, then those that the text reaches.
func (p *placer) column(from, at int) columnFill { return p.columnWithout(len(p.figures), from, at) }

// columnWithout fills a column as column does, but figure moved and those after it go over.
func (p *placer) columnWithout(moved, from, at int) columnFill {
	if len(p.waiting) > 0 && p.figures[p.waiting[0]].place == content.PlacePage {
		x := p.waiting[0]
		return columnFill{from: from, brk: from, end: p.capacity, limit: p.capacity, floats: []int{x}, whole: true, moved: len(p.figures),
			figures: []placedFigure{{x, slot{align: alignMiddle}}}}
	}
	floats, wait := p.carriedFigures(from, at)
	carried := len(floats)
	wait = min(wait, moved)
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
			t.carried, t.moved = carried, moved
			return t
		default: // try again with the last floating figure moved to a later column
			wait = floats[len(floats)-1]
			floats = floats[:len(floats)-1]
		}
	}
}

// carriedFigures returns the waiting figures that fit in a column, and the first
// figure that has to wait longer because it does not fit or gets a page of its
// own.
func (p *placer) carriedFigures(from, at int) (floats []int, wait int) {
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

// accepts reports whether the attempt t, with one more floating figure x, is
// acceptable: the text still reaches x's anchor, and no figure before x has to
// wait, including those that were placed without x. (The first figure that waits
// is never x itself, which is placed at head or foot.)
func (p *placer) accepts(t *columnFill, x int) bool {
	return !t.over && t.first > x && t.from+len(t.rows) >= p.figures[x].anchor
}

// chooseBreak sets the row that the next column begins with; at is the row of
// the grid at which this column begins. It reports false if a better break would
// be possible without the last of the figures that float here in addition to the
// carried ones.
func (p *placer) chooseBreak(t *columnFill, at, carried int) bool {
	j := t.from + len(t.rows)
	t.brk = j
	if j == len(p.rows) {
		if p.parted(t, at) {
			t.brk -= p.ending
		}
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
		t.brk = 0 // better to begin in the next column
	case j == t.from:
	case cheapest > free && floated:
		return false
	case cheapest > free && carried > 0:
		t.brk = t.from // better no text in the column of these figures
	case floated && p.figures[t.floats[len(t.floats)-1]].anchor > best:
		return false
	case p.columned && at > 0 && cheapest > free:
		t.brk = t.from // better on the next page
	default:
		t.brk = best
	}
	return true
}

// cost returns the cost of a break before row k in a column filled as t.
func (p *placer) cost(t *columnFill, k int) cost {
	r := &p.rows[k]
	if r.over >= 0 && t.stands(r.over) {
		return r.plain
	}
	return r.cost
}

// stands reports whether a figure is in the column at its place in the text.
func (t *columnFill) stands(x int) bool {
	return slices.ContainsFunc(t.figures, func(s placedFigure) bool {
		return s.figure == x && s.align == alignTop && !slices.Contains(t.floats, x)
	})
}

// parted reports whether a column that holds all of the text ends with a heading whose
// figure goes over, and the heading can go over with it. No row of text follows there that
// the heading would keep with it.
func (p *placer) parted(t *columnFill, at int) bool {
	k := len(p.rows) - p.ending
	switch {
	case p.ending == 0 || k < t.from || t.stands(p.below) || len(t.floats) > 0 || p.cost(t, k) != free:
		return false
	case k == t.from && at == 0:
		return false // nothing is before it
	}
	over := p.try(k, 0, nil, len(p.figures))
	return over.stands(p.below)
}

// bestBreak returns the last of the cheapest rows to begin the next column with,
// after the first row of this one and up to row j. Of rows of tables that cost the
// same, those are cheaper that lead to fewer parts with one band.
func (p *placer) bestBreak(t *columnFill, j int) int {
	k := j
	for l := j; l > t.from; l-- {
		if a, b := p.cost(t, l), p.cost(t, k); a < b || a == b && p.lone(t, l) < p.lone(t, k) {
			k = l
		}
	}
	return k
}

// lone returns the number of parts of a table with one band that a break before
// row k leads to, here and later.
func (p *placer) lone(t *columnFill, k int) int {
	r := &p.rows[k]
	if r.table == nil {
		return 0
	}
	if r.line == 0 {
		return r.lone
	}
	return r.lone + r.table.loneIn(max(0, r.line-(k-t.from)), r.line)
}

// commit records the places of a column's rows and figures.
func (p *placer) commit(t *columnFill) {
	c := p.columns
	for _, s := range t.rows[:t.brk-t.from] {
		s.column = c
		p.rowSlots = append(p.rowSlots, s)
	}
	p.count(t)
	notes := p.commitNotes(t)
	if t.brk == 0 && c == 0 && p.start > 0 && len(p.rows) > 0 {
		return // the rest of the first column stays empty
	}
	var below cursor
	if n := t.brk - t.from; n > 0 {
		below = cursor{y: t.rows[n-1].foot, blank: p.rows[t.brk-1].after}
	}
	for i := range t.figures {
		s := &t.figures[i]
		f := &p.figures[s.figure]
		if f.anchor > t.brk {
			continue // it moves to the next column with the text around it
		}
		p.done[s.figure] = true
		s.column = c
		if s.align == alignFoot {
			s.row -= notes
		}
		p.figureSlots[s.figure] = s.slot
		if foot := s.row + f.rows(s.size); s.align == alignTop && foot > below.y {
			below = cursor{y: foot, blank: f.after}
		}
	}
	p.waiting = p.waiting[:0]
	for x := range p.figures {
		if !p.done[x] && p.figures[x].anchor <= t.brk {
			p.waiting = append(p.waiting, x)
		}
	}
	if t.brk == len(p.rows) && len(p.waiting) == 0 && len(p.carried) == 0 {
		p.closeFoot(t, below)
	}
}

// closeFoot places the figures at the foot of the article's last column. If
// something else continues below the article, they go directly below the text.
func (p *placer) closeFoot(t *columnFill, below cursor) {
	for _, s := range slices.Backward(t.figures) { // those at the foot were placed upwards
		if s.align != alignFoot {
			continue
		}
		t.end = p.capacity
		if p.followed {
			f := &p.figures[s.figure]
			row := min(below.next(f.before), s.row)
			p.figureSlots[s.figure] = slot{column: s.column, row: row}
			below = cursor{y: row + f.height, blank: f.after}
			t.end = below.y
		}
	}
}
