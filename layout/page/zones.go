package page

import "slices"

// placeColumns divides a flow into n columns on each page (RULES 14.1).
func placeColumns(f flow, on area, n int) placement {
	z := zonePlacer{flow: f, area: on, n: n, zones: f.zones(), row: on.start, notes: on.standing}
	z.out = placement{beside: n, rowSlots: make([]slot, len(f.rows)), figureSlots: make([]slot, len(f.figures))}
	for i := 0; i < len(z.zones); {
		z.before = append(z.before[:i], z.mark())
		switch zone := &z.zones[i]; {
		case zone.float && z.goesOver(zone):
			i = z.join(i, z.page)
			continue
		case zone.float && (z.parts(i) || z.leavesSource(i)):
			i = z.join(i, z.pageOf(z.zones[i-1].to-1))
			continue
		case zone.wide:
			z.spanning(zone)
		case !z.columned(zone, i+1 < len(z.zones)) && i > 0 && z.leads(i-1) && z.before[i-1].row > 0:
			z.restore(z.before[i-1]) // what leads the text goes on to its page
			z.next()
			i--
			continue
		}
		i++
	}
	if z.out.columns == 0 {
		z.strip(strip{page: 0, foot: on.capacity})
	}
	z.out.end = z.row
	return z.out
}

// zonePlacer places the zones of an article below each other.
type zonePlacer struct {
	flow
	area
	n     int // columns
	zones []zone
	out   placement
	later map[int]int // of spanning figures that did not fit where they stand: the page that they come after

	page, row int // where the next zone begins
	blank     int // least number of blank rows before it
	notes     int // lines of notes across the measure at the foot of the page
	before    []mark
}

// mark is the state of a zonePlacer between two zones. Slots of rows and figures
// that were placed later are overwritten when these are placed again.
type mark struct {
	columns, page, row, blank, notes int
	worst                            cost
	at                               int
}

func (z *zonePlacer) mark() mark {
	return mark{z.out.columns, z.page, z.row, z.blank, z.notes, z.out.worst, z.out.at}
}

func (z *zonePlacer) restore(m mark) {
	z.page, z.row, z.blank, z.notes = m.page, m.row, m.blank, m.notes
	z.out.columns, z.out.worst, z.out.at = m.columns, m.worst, m.at
	z.out.strips, z.out.notes, z.out.noteRows = z.out.strips[:m.columns], z.out.notes[:m.columns], z.out.noteRows[:m.columns]
}

// strip appends a column without notes to the placement and returns its index.
func (z *zonePlacer) strip(s strip) int {
	z.out.strips = append(z.out.strips, s)
	z.out.notes, z.out.noteRows = append(z.out.notes, nil), append(z.out.noteRows, 0)
	z.out.columns++
	return z.out.columns - 1
}

// room returns the row at which the notes across the measure begin.
func (z *zonePlacer) room() int { return z.capacity - z.look.rows(z.notes, z.grid) }

// below returns the row of an item that asks for some blank rows before it.
func (z *zonePlacer) below(before int) int {
	if z.row == 0 {
		return 0
	}
	return z.row + max(z.blank, before)
}

// goesOver reports whether a spanning figure, with the lines below it that are kept with
// the text above it, does not fit on the page, which text could fill.
func (z *zonePlacer) goesOver(zone *zone) bool {
	fig := &z.figures[zone.figures[0]]
	return z.row > 0 && len(fig.notes) == 0 && z.below(fig.before)+fig.rows(len(fig.smaller))+z.keptBelow(zone, fig) > z.room()
}

// keptBelow returns the rows that a source line or a date below a figure takes, which the
// text above the figure keeps with it.
func (z *zonePlacer) keptBelow(zone *zone, fig *floating) (rows int) {
	if zone.to == 0 || z.rows[zone.to-1].leads {
		return 0
	}
	for j := zone.to; j < len(z.rows) && z.rows[j].cost == kept && z.rows[j].line == 0; j++ {
		r := &z.rows[j]
		before := r.before
		if rows == 0 {
			before = max(before, fig.after)
		}
		rows += before + r.height
	}
	return rows
}

// parts reports whether the spanning figure that zone i is would come between a heading
// and its text (RULES 14.1): the text before it ends with a heading whose own figure, which
// is in the columns, is on another page, and text follows that may stand below the heading.
func (z *zonePlacer) parts(i int) bool {
	if i == 0 || z.zones[i-1].wide || !z.leads(i-1) {
		return false
	}
	above, below := &z.zones[i-1], i+1
	for below < len(z.zones) && z.zones[below].float {
		below++
	}
	if below == len(z.zones) || z.zones[below].wide || z.zones[below].from == z.zones[below].to {
		return false
	}
	page := z.pageOf(above.to - 1)
	return !slices.ContainsFunc(above.figures, func(x int) bool {
		return z.figures[x].anchor == above.to && z.out.page(z.out.figureSlots[x].column) == page
	})
}

// leavesSource reports whether the text before the spanning figure that zone i is ends on
// an earlier page, as it does where a figure in its columns goes over, and a source line or
// a date follows, which the text keeps with it (RULES 5.3).
func (z *zonePlacer) leavesSource(i int) bool {
	if i == 0 || z.zones[i-1].wide || z.zones[i-1].from == z.zones[i-1].to {
		return false
	}
	zone := &z.zones[i]
	return z.pageOf(z.zones[i-1].to-1) < z.page && z.keptBelow(zone, &z.figures[zone.figures[0]]) > 0
}

// pageOf returns the page that row j, which is placed, is on.
func (z *zonePlacer) pageOf(j int) int { return z.out.page(z.out.rowSlots[j].column) }

// join makes the spanning figure that zone i is float to the head of a page after page:
// the text before and after it is one zone, which is placed next. It returns the index of
// that zone.
func (z *zonePlacer) join(i, page int) int {
	x := z.zones[i].figures[0]
	if z.later == nil {
		z.later = map[int]int{}
	}
	z.later[x] = page
	text := func(k int) bool { return k >= 0 && k < len(z.zones) && !z.zones[k].wide }
	from, to := i, i+1
	joined := zone{from: z.zones[i].from, to: z.zones[i].to, figures: []int{x}}
	if text(i - 1) {
		from = i - 1
		joined.from = z.zones[from].from
		joined.figures = append(slices.Clone(z.zones[from].figures), x)
	}
	if text(i + 1) {
		to = i + 2
		joined.to = z.zones[i+1].to
		joined.figures = append(joined.figures, z.zones[i+1].figures...)
	}
	z.zones = slices.Replace(slices.Clone(z.zones), from, to, joined)
	z.restore(z.before[from])
	return from
}

// leads reports whether the last row of zone i keeps the next one with it.
func (z *zonePlacer) leads(i int) bool {
	zone := &z.zones[i]
	return zone.to > zone.from && z.rows[zone.to-1].leads
}

// spanning places a zone that spans the columns.
func (z *zonePlacer) spanning(zone *zone) {
	part, figures := z.part(zone, func(*floating) bool { return false })
	before := 0
	switch {
	case len(part.rows) > 0:
		before = part.rows[0].before
	case len(part.figures) > 0:
		before = part.figures[0].before
	}
	start := 0
	if z.row > 0 {
		start = z.row + max(0, z.blank-before)
	}
	q := place(part, area{capacity: z.capacity, start: start, standing: z.notes, followed: true})
	if start > 0 && q.columns > 1 && len(part.rows) > 0 && len(part.figures) > 0 {
		z.next() // a heading stays with the figure below it
		q = place(part, area{capacity: z.capacity, followed: true})
	}
	base, page := z.out.columns, z.page
	for c := range q.columns {
		z.strip(strip{page: page + c, foot: z.capacity})
		z.out.notes[base+c], z.out.noteRows[base+c] = q.notes[c], q.noteRows[c]
		if c > 0 {
			z.notes = 0
		}
		for _, part := range q.notes[c] {
			z.notes += part.To - part.From
		}
	}
	z.keep(&q, base, zone, figures)
	z.page, z.row, z.blank = page+q.columns-1, q.end, 0
	if len(part.figures) > 0 {
		z.blank = part.figures[0].after
	} else if n := len(part.rows); n > 0 {
		z.blank = part.rows[n-1].after
	}
}

// next goes on to the next page.
func (z *zonePlacer) next() {
	if z.out.columns == 0 || z.out.strips[z.out.columns-1].page < z.page {
		z.strip(strip{page: z.page, foot: z.capacity}) // an empty page, which keeps its place
	}
	z.page, z.row, z.blank, z.notes = z.page+1, 0, 0, 0
}

// keep copies the slots of the placement q of a zone, whose first column is base.
func (z *zonePlacer) keep(q *placement, base int, zone *zone, figures []int) {
	for k, s := range q.rowSlots {
		s.column += base
		z.out.rowSlots[zone.from+k] = s
	}
	for k, x := range figures {
		s := q.figureSlots[k]
		s.column += base
		z.out.figureSlots[x] = s
	}
	if q.worst > z.out.worst {
		z.out.worst, z.out.at = q.worst, zone.from+q.at
	}
}
