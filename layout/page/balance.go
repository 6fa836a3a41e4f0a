package page

import (
	"slices"

	"jianbao/content"
)

// columned places a zone of text in columns, and reports whether it begins on the page;
// followed reports whether another zone comes after it.
func (z *zonePlacer) columned(zone *zone, followed bool) bool {
	page := z.page
	part, figures := z.part(zone, func(f *floating) bool { return f.wide })
	c := columnPlacer{z: z, placer: placer{flow: part, done: make([]bool, len(part.figures)), columned: true}, goesOn: followed || z.followed}
	c.figureSlots = make([]slot, len(part.figures))
	for _, x := range zone.figures {
		if fig := z.figures[x]; fig.wide {
			c.floats = append(c.floats, pageFloat{floating: fig, figure: x, row: max(0, fig.anchor-zone.from)})
		}
	}
	for !c.finished() || c.waitingFloat() >= 0 {
		if c.onPage > 0 {
			z.next()
		}
		c.page()
	}
	z.keep(&c.placement, 0, zone, figures)
	return len(c.rowSlots) == 0 || z.out.strips[c.rowSlots[0].column].page == page
}

// columnPlacer places a zone of text in columns. The columns of its placement are
// numbered as those of the article.
type columnPlacer struct {
	z *zonePlacer
	placer
	goesOn bool // something follows below the zone
	from   int  // row that the next column begins with
	floats []pageFloat
	onPage int // pages that the zone has been on

	overfull bool // the notes that went over to a column are taller than it
}

// pageFloat is a figure that spans the columns and floats.
type pageFloat struct {
	floating
	figure int // of the article
	row    int // of the zone, that follows it in the text
	placed bool
}

// state is the state of a columnPlacer before a page.
type state struct {
	placer placer
	from   int
	out    mark
}

func (c *columnPlacer) state() state {
	return state{c.placer.clone(), c.from, c.z.mark()}
}

func (c *columnPlacer) reset(s *state) {
	c.placer, c.from, c.overfull = s.placer.clone(), s.from, false
	c.z.restore(s.out)
}

// clone returns a copy of the placer that shares no memory which commit changes.
func (p *placer) clone() placer {
	q := *p
	q.figureSlots, q.done = slices.Clone(p.figureSlots), slices.Clone(p.done)
	q.waiting, q.carried = slices.Clone(p.waiting), slices.Clone(p.carried)
	return q
}

// finished reports whether the text and the figures inside the columns are placed.
func (c *columnPlacer) finished() bool {
	return c.from == len(c.rows) && len(c.carried) == 0 && !slices.Contains(c.done, false)
}

// waitingFloat returns the first spanning figure that is not placed; -1: none.
func (c *columnPlacer) waitingFloat() int {
	return slices.IndexFunc(c.floats, func(f pageFloat) bool { return !f.placed })
}

// page fills the page with columns, and with spanning figures at its head and foot:
// first those that are waiting, then those that the text reaches.
func (c *columnPlacer) page() {
	z := c.z
	c.onPage++
	x := c.waitingFloat()
	if x >= 0 && c.onPage > 1 && c.floats[x].row <= c.from && c.floats[x].place == content.PlacePage {
		c.whole(&c.floats[x])
		return
	}
	start := c.state()
	on, end := c.carriedFloats(), len(c.floats)
	if len(on) > 0 {
		without, _ := c.attempt(&start, nil, 0)
		if with, holds := c.attempt(&start, on, 0); !holds || with.compareBreaks(without) > 0 {
			on, end = nil, 0 // they wait
		}
	}
	for {
		c.columnsIn(c.bounds(on))
		x := c.reached(on, end)
		if x < 0 {
			break
		}
		without := c.faults
		more := append(slices.Clip(on), x)
		c.reset(&start)
		if with, holds := c.attempt(&start, more, c.floats[x].row); holds && with.compareBreaks(without) <= 0 {
			on = more
		} else {
			end = x // it goes to a later page, and so do those after it
		}
	}
	b := c.bounds(on)
	nothing := c.from == start.from && len(on) == 0 && slices.Equal(c.done, start.placer.done)
	if z.row > 0 && (nothing || c.overfull) {
		c.reset(&start) // the columns are too short for what comes next
		return
	}
	if c.finished() {
		b = c.balance(&start, b)
	}
	c.settle(&start, b)
}

// attempt returns the faults of the columns of a page with spanning figures, and
// whether they hold their notes and reach a row. Start is the state before and after
// it.
func (c *columnPlacer) attempt(start *state, on []int, row int) (f faults, holds bool) {
	b := c.bounds(on)
	if !b.fits {
		return f, false
	}
	c.columnsIn(b)
	f, holds = c.faults, !c.overfull && c.from >= row
	c.reset(start)
	return f, holds
}

// whole places a figure that has a page for itself.
func (c *columnPlacer) whole(f *pageFloat) {
	z := c.z
	z.out.figureSlots[f.figure] = slot{column: z.strip(strip{page: z.page, foot: z.capacity}), align: alignMiddle}
	f.placed = true
	z.row = z.capacity
}

// carriedFloats returns the waiting figures of earlier pages that fit on the page.
func (c *columnPlacer) carriedFloats() (on []int) {
	for x := range c.floats {
		f := &c.floats[x]
		switch {
		case f.placed:
			continue
		case f.row > c.from || c.onPage == 1 || f.place == content.PlacePage || !c.bounds(append(slices.Clip(on), x)).fits:
			return on
		}
		on = append(on, x)
	}
	return on
}

// reached returns the first spanning figure before end that the text on the page has
// reached and that could float there, too; -1: none.
func (c *columnPlacer) reached(on []int, end int) int {
	for x := range end {
		f := &c.floats[x]
		if f.placed || slices.Contains(on, x) {
			continue
		}
		page, later := c.z.later[f.figure]
		if f.row > c.from || f.place == content.PlacePage || later && page >= c.z.page {
			return -1
		}
		return x
	}
	return -1
}

// bounds is what spanning figures leave of a page.
type bounds struct {
	on          []int // those figures
	rows        []int // on which they begin
	top, bottom int   // of the columns
	foot        int   // first free row below the figures at the head
	after       int   // least number of blank rows there
	fits        bool
}

// atFoot reports whether a spanning figure goes to the foot of the page.
func (f *pageFloat) atFoot() bool { return f.place == content.PlaceBottom }

// bounds returns the rows that columns have on the page with spanning figures at its
// head and foot.
func (c *columnPlacer) bounds(on []int) bounds {
	z := c.z
	b := bounds{on: on, rows: make([]int, len(on)), bottom: z.room(), fits: true}
	at := cursor{y: z.row, blank: z.blank}
	for i, x := range on {
		if f := &c.floats[x]; !f.atFoot() {
			b.rows[i] = at.next(f.before)
			at = cursor{y: b.rows[i] + f.height, blank: f.after}
		}
	}
	white := 0
	for i, x := range slices.Backward(on) {
		if f := &c.floats[x]; f.atFoot() {
			if white > 0 {
				white = max(white, f.after)
			}
			b.bottom -= white + f.height
			b.rows[i], white = b.bottom, f.before
		}
	}
	b.bottom -= white
	b.foot, b.after = at.y, at.blank
	before := 0
	switch {
	case len(c.figures) > 0 && !slices.Contains(c.done, true) && c.figures[0].anchor == c.from:
		before = c.figures[0].before
	case c.from < len(c.rows) && !c.rows[c.from].sticky:
		before = c.rows[c.from].before
	}
	b.top = at.next(before)
	b.fits = b.foot <= b.bottom
	return b
}

// columnsIn fills columns within bounds, below the figures at the head of the page. Each
// is as full as it can be: if that breaks a rule, with a view to the columns after it.
func (c *columnPlacer) columnsIn(b bounds) {
	z := c.z
	if len(b.on) > 0 {
		z.strip(strip{page: z.page, foot: z.capacity})
	}
	if b.top >= b.bottom {
		return
	}
	c.capacity, c.top = b.bottom, b.top
	start := c.state()
	c.fillColumns(b, nil)
	if c.faults.compare(start.placer.faults) == 0 {
		return
	}
	least := c.faults
	c.reset(&start)
	breaks, faults := c.searchColumns(b)
	if faults.compare(least) >= 0 {
		breaks = nil
	}
	c.fillColumns(b, breaks)
}

// fillColumns fills columns within bounds. If breaks is not nil, it has the row that
// each of them ends before.
func (c *columnPlacer) fillColumns(b bounds, breaks []int) {
	z := c.z
	for i := 0; i < z.n; i++ {
		c.columns = z.strip(strip{page: z.page, column: i + 1, foot: b.bottom})
		if c.finished() {
			continue
		}
		t := c.column(c.from, b.top)
		if breaks != nil {
			t.brk = breaks[i]
		}
		c.commit(&t)
		c.from = t.brk
		last := len(c.notes) - 1
		z.out.notes[c.columns], z.out.noteRows[c.columns] = c.notes[last], c.noteRows[last]
		c.overfull = c.overfull || b.top+c.noteRows[last] > b.bottom
	}
}

// balance gives the columns of a page on which the zone ends the least height that
// needs no more of them and breaks no rule more (RULES 14.1). Start is the state
// before the page.
func (c *columnPlacer) balance(start *state, b bounds) bounds {
	least, full := c.faults, b.bottom
	for b.bottom = b.top + 1; b.bottom < full; b.bottom++ {
		c.reset(start)
		if c.columnsIn(b); c.finished() && !c.overfull && c.faults.compareBreaks(least) <= 0 {
			return b
		}
	}
	b.bottom = full
	c.reset(start)
	c.columnsIn(b)
	return b
}

// settle records the spanning figures of a page, and where the zone ends on it.
func (c *columnPlacer) settle(start *state, b bounds) {
	z := c.z
	z.row, z.blank = b.foot, b.after
	if c.from > start.from || !slices.Equal(c.done, start.placer.done) || len(c.carried) != len(start.placer.carried) {
		z.row, z.blank = b.bottom, c.blankBelow(start, b.bottom)
	}
	head := start.out.columns
	foot := -1
	for i, x := range b.on {
		f := &c.floats[x]
		f.placed = true
		switch {
		case !f.atFoot():
			z.out.figureSlots[f.figure] = slot{column: head, row: b.rows[i]}
			continue
		case foot < 0:
			foot = z.strip(strip{page: z.page, foot: z.capacity})
		}
		at := slot{column: foot, row: b.rows[i], align: alignFoot}
		if c.finished() && c.goesOn {
			at = slot{column: foot, row: min(b.rows[i], z.below(f.before))}
		}
		z.out.figureSlots[f.figure] = at
		z.row, z.blank = at.row+f.height, f.after
	}
}

// blankBelow returns the least number of blank rows below columns that end at row
// bottom: what the last item of the longest asks for. Start is the state before the
// page.
func (c *columnPlacer) blankBelow(start *state, bottom int) int {
	end := bottom
	for k := start.from; k < c.from; k++ {
		if k+1 == c.from || c.rowSlots[k+1].column != c.rowSlots[k].column {
			end = max(end, c.rowSlots[k].foot+c.rows[k].after)
		}
	}
	for x := range c.figures {
		if s := c.figureSlots[x]; c.done[x] && !start.placer.done[x] {
			end = max(end, s.row+c.figures[x].rows(s.size)+c.figures[x].after)
		}
	}
	return end - bottom
}
