package page

import (
	"slices"

	"jianbao/content"
	"jianbao/layout/unit"
)

// columnFill is one attempt to fill a column.
type columnFill struct {
	from    int    // first row
	rows    []slot // places of the rows from there on
	floats  []int  // figures at head and foot
	carried int    // how many of these come from earlier columns
	figures []placedFigure
	extent  unit.Abs // of the table's part that the last row is in, without its foot
	end     int      // first free row
	limit   int      // row at which the foot's figures begin
	met     int      // figures before this one have been considered
	ask     int      // a figure that could float to this column; -1: none
	first   int      // the first figure that must wait
	over    bool     // the figures at head and foot do not fit
	brk     int      // row that the next column begins with
	whole   bool     // a figure has the column for itself
	moved   int      // figure that goes over although there is room for it; the number of figures: none
	lines   int      // of the notes at its foot
	divided bool     // lines of a note go over to the next column
}

// placedFigure is a figure and its slot in a column.
type placedFigure struct {
	figure int
	slot
}

// cursor is the position in a column where the next item goes.
type cursor struct {
	y     int // first free row
	top   int // first row of the column
	blank int // least number of blank rows before the next item
}

// next returns the row of an item that asks for some blank rows before it. At
// the top of a column there are none.
func (p cursor) next(before int) int {
	if p.y == p.top {
		return p.top
	}
	return p.y + max(p.blank, before)
}

// filler makes one attempt to fill a column.
type filler struct {
	*placer
	columnFill
	cursor
}

// try fills a column with the floating figures floats at its head and foot and
// with the text and the other figures before figure wait, which goes to a later
// column. It stops at a figure that could float to this column too.
func (p *placer) try(from, at int, floats []int, wait int) columnFill {
	f := filler{placer: p, cursor: cursor{y: at, top: p.top},
		columnFill: columnFill{from: from, rows: make([]slot, 0, min(p.capacity, len(p.rows)-from)), floats: floats, ask: -1, first: wait, limit: p.capacity, lines: p.footLines()}}
	for j := from; j < p.head && f.row(j); j++ {
	}
	if f.over = !f.floatHead() || !f.floatFoot(); f.over {
		return f.columnFill
	}
	for f.text() {
	}
	f.end = f.y
	return f.columnFill
}

// upcoming returns the row of the article that is placed next.
func (f *filler) upcoming() int { return f.from + len(f.rows) }

// row places a row of the article and reports whether it fits. A row that is
// taller than any column is placed in an empty column all the same.
func (f *filler) row(j int) bool {
	r := &f.flow.rows[j]
	if r.table != nil {
		return f.band(r)
	}
	if r.stack != nil {
		return f.stackLine(r)
	}
	top := f.next(r.before)
	if r.sticky && f.y == f.cursor.top {
		top = f.cursor.top + max(f.blank, r.before)
	}
	lines, over, ok := f.withNotes(r, top+r.height)
	if !ok {
		if !f.empty() || f.limit < f.capacity || f.lines > 0 {
			return false
		}
		top = min(top, max(0, f.limit-r.height))
		lines, over = f.overflow(r, top+r.height)
	}
	f.rows = append(f.rows, slot{row: top, foot: top + r.height, over: over})
	f.y, f.blank = top+r.height, r.after
	f.lines, f.divided = lines, f.divided || over > 0
	return true
}

// empty reports whether the column has the height of a page and nothing is in it.
func (f *filler) empty() bool {
	return len(f.rows) == 0 && f.y == 0 && (!f.columned || f.capacity == f.grid.Rows)
}

// band places a band of a table, as row does: below the bands of the same part, or
// as the first of a part. The part's rows are counted with its foot, as if it ended
// here.
func (f *filler) band(r *row) bool {
	t, k := r.table, r.line
	var top int
	var extent unit.Abs
	if n := len(f.rows); n > 0 && k > 0 {
		top, extent = f.rows[n-1].row, f.extent+t.separation(k)
	} else {
		top, extent = f.next(r.before), t.opening(k == 0)
	}
	extent += t.body[k].height
	foot := top + f.grid.rowsFor(extent+t.closing(k))
	if foot > f.room() && (!f.empty() || f.room() < f.capacity) {
		return false
	}
	f.extent = extent
	f.rows = append(f.rows, slot{row: top, foot: foot})
	f.y, f.blank = foot, r.after
	return true
}

// figure places a figure below the column's content, in the largest of its sizes
// that fits, and reports whether one does. Rows of text that stay with it have room in the
// column, too.
func (f *filler) figure(x, tied int) bool {
	fig := &f.flow.figures[x]
	top, lines := f.next(fig.before), f.lines
	for _, n := range fig.notes {
		if f.divided {
			return false // the divided note is the last on its page
		}
		lines += f.sizes[n]
	}
	for size := range len(fig.smaller) + 1 {
		foot := top + fig.rows(size)
		if f.holds(lines, foot) && f.holdsRows(lines, foot, fig.after, fig.anchor, tied) {
			f.lines = lines
			f.figures = append(f.figures, placedFigure{x, slot{row: top, size: size}})
			f.y, f.blank = foot, fig.after
			return true
		}
	}
	return false
}

// holdsRows reports whether n rows of text from row j on have room in the column, below a foot
// with blank rows after it and above lines of notes.
func (f *filler) holdsRows(lines, foot, blank, j, n int) bool {
	for k := j; k < j+n; k++ {
		r := &f.flow.rows[k]
		foot += max(blank, r.before) + r.height
		blank = r.after
		lines += f.noteLines(r)
	}
	return n == 0 || f.holds(lines, foot)
}

// tied returns the number of rows of text that stay with a figure standing in the text: those
// that a source line or a date behind it keeps together across it (RULES 5.3).
func (f *filler) tied(x int) int {
	n, rows := 0, f.flow.rows[f.flow.figures[x].anchor:]
	for n < len(rows) && rows[n].cost == kept && rows[n].over < 0 && !rows[n].side {
		n++
	}
	return n
}

// standing places a figure where it stands in the text and reports whether it has room there.
// In a column as high as a page it becomes smaller so that the rows tied to it have room
// too, or goes over without them: they would go over with it, and take lines before it along,
// from a page that they have room on.
func (f *filler) standing(x int) bool {
	tied := f.tied(x)
	if tied > 0 && f.figure(x, tied) {
		return true
	}
	return (tied == 0 || f.columned || f.empty()) && f.figure(x, 0)
}

// atFoot reports whether a floating figure goes to the foot of the column. In a
// column without text none does.
func (f *filler) atFoot(x int) bool {
	return f.flow.figures[x].place == content.PlaceBottom && f.from < len(f.flow.rows)
}

// floatHead places the floating figures at the head of the column, below the
// article's label, title and author if they stand there, and reports whether
// they fit.
func (f *filler) floatHead() bool {
	for _, x := range f.floats {
		if !f.atFoot(x) && (f.upcoming() < f.head || !f.figure(x, 0)) {
			return false
		}
	}
	return true
}

// floatFoot places the floating figures at the foot of the column, upwards, and
// reports whether they fit.
func (f *filler) floatFoot() bool {
	white := 0 // rows of white space above the figure placed last
	for _, x := range slices.Backward(f.floats) {
		if !f.atFoot(x) {
			continue
		}
		fig := &f.flow.figures[x]
		if f.limit < f.capacity {
			f.limit -= max(white, fig.after)
		}
		f.limit -= fig.height
		f.figures = append(f.figures, placedFigure{x, slot{row: f.limit, align: alignFoot}})
		white = fig.before
	}
	if f.limit < f.capacity && f.limit > f.y {
		f.limit = max(f.limit-white, f.y) // where no line has room, no white is needed
	}
	return f.y <= f.room()
}

// text places the next row of text, after the figures that come before it, and
// reports whether more may follow.
func (f *filler) text() bool {
	j := f.upcoming()
	for ; f.met < len(f.flow.figures) && f.flow.figures[f.met].anchor <= j; f.met++ {
		if !f.meetFigure(f.met, j) {
			return false
		}
	}
	return j < len(f.flow.rows) && !(f.flow.rows[j].side && f.waits()) && f.row(j)
}

// waits reports whether a figure that comes earlier in the text goes to a later
// column, which a picture beside text must not overtake. In a column with nothing else
// it does: the figure waits for the end of the text.
func (f *filler) waits() bool {
	if f.y == 0 && len(f.floats) == 0 {
		return false
	}
	for w := f.first; w < f.met; w++ {
		if !f.done[w] && f.flow.figures[w].place != content.PlacePage {
			return true
		}
	}
	return false
}

// meetFigure places a figure that comes before row j in the text, or marks it as
// waiting. It reports whether text may continue.
func (f *filler) meetFigure(x, j int) bool {
	place := f.flow.figures[x].place
	switch {
	case f.done[x] || slices.Contains(f.floats, x):
	case place == content.PlaceHere:
		if f.mayStand(x) && f.standing(x) {
			return true
		}
		f.first = min(f.first, x)
		return f.hold == nil || !f.hold[x] || j == f.from
	case x < f.first && place != content.PlacePage:
		f.ask = x
		return false
	default:
		f.first = min(f.first, x)
	}
	return true
}

// mayStand reports whether a figure may be placed where it is in the text. It
// may not while an earlier one waits, unless that one gets a page of its own.
func (f *filler) mayStand(x int) bool {
	for w := f.first; w < x; w++ {
		if !f.done[w] && f.flow.figures[w].place != content.PlacePage {
			return false
		}
	}
	return f.first != x
}
