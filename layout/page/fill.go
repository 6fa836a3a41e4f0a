package page

import (
	"slices"

	"jianbao/content"
)

// trial is a way to fill a column.
type trial struct {
	from    int    // first row
	rows    []spot // of the rows from there on
	floats  []int  // figures at head and foot
	figures []placedFigure
	end     int  // first free row
	limit   int  // row at which the foot's figures begin
	met     int  // figures before this one were looked at
	ask     int  // a figure that could float to this column; -1: none
	first   int  // the first figure that must wait
	over    bool // head and foot do not fit
	brk     int  // row that the next column begins with
}

// placedFigure is a figure with its place in a column.
type placedFigure struct {
	figure int
	spot
}

// pen is where a column goes on.
type pen struct {
	y     int // first free row
	blank int // blank rows wanted before what comes next
}

// next returns the row for what wants some blank rows before it; at a column's
// top there are none.
func (p pen) next(before int) int {
	if p.y == 0 {
		return 0
	}
	return p.y + max(p.blank, before)
}

// filler fills a column.
type filler struct {
	*placer
	trial
	pen
}

// try fills a column with figures that float to its head and foot and with what
// else there is up to figure wait, which goes to a later column. It stops
// where a figure is met that might float to this column too.
func (p *placer) try(from, at int, floats []int, wait int) trial {
	f := filler{placer: p, pen: pen{y: at},
		trial: trial{from: from, floats: floats, ask: -1, first: wait, limit: p.capacity}}
	for j := from; j < p.head && f.row(j); j++ {
	}
	if f.over = !f.floatHead() || !f.floatFoot(); f.over {
		return f.trial
	}
	for f.text() {
	}
	f.end = f.y
	return f.trial
}

// upcoming is the row of the article that is placed next.
func (f *filler) upcoming() int { return f.from + len(f.trial.rows) }

// row places a row of the article. What no column could hold is placed on an
// empty one all the same.
func (f *filler) row(j int) bool {
	r := &f.flow.rows[j]
	top := f.next(r.before)
	if r.sticky && f.y == 0 {
		top = max(f.blank, r.before)
	}
	if top+r.height > f.limit {
		if len(f.trial.rows) > 0 || f.y > 0 || f.limit < f.capacity {
			return false
		}
		top = max(0, f.limit-r.height)
	}
	f.trial.rows = append(f.trial.rows, spot{row: top})
	f.pen = pen{top + r.height, r.after}
	return true
}

// figure places a figure below what stands in the column.
func (f *filler) figure(x int) bool {
	fig := &f.flow.figures[x]
	top := f.next(fig.before)
	if top+fig.height > f.limit {
		return false
	}
	f.trial.figures = append(f.trial.figures, placedFigure{x, spot{row: top}})
	f.pen = pen{top + fig.height, fig.after}
	return true
}

// atFoot reports whether a floating figure goes to the column's foot: not if no
// text comes to the column.
func (f *filler) atFoot(x int) bool {
	return f.flow.figures[x].place == content.PlaceBottom && f.from < len(f.flow.rows)
}

// floatHead places the figures at the column's head, below an article's label,
// title and author, and reports whether they fit.
func (f *filler) floatHead() bool {
	for _, x := range f.floats {
		if !f.atFoot(x) && (f.upcoming() < f.head || !f.figure(x)) {
			return false
		}
	}
	return true
}

// floatFoot places the figures at the column's foot, from below, and reports
// whether they fit.
func (f *filler) floatFoot() bool {
	white := 0 // above the figure placed last
	for _, x := range slices.Backward(f.floats) {
		if !f.atFoot(x) {
			continue
		}
		fig := &f.flow.figures[x]
		if f.limit < f.capacity {
			f.limit -= max(white, fig.after)
		}
		f.limit -= fig.height
		f.trial.figures = append(f.trial.figures, placedFigure{x, spot{row: f.limit, align: alignFoot}})
		white = fig.before
	}
	if f.limit < f.capacity {
		f.limit -= white
	}
	return f.y <= f.limit
}

// text places the next row of text, after the figures that stand before it, and
// reports whether more may follow.
func (f *filler) text() bool {
	j := f.upcoming()
	for ; f.met < len(f.flow.figures) && f.flow.figures[f.met].anchor <= j; f.met++ {
		if !f.meet(f.met, j) {
			return false
		}
	}
	return j < len(f.flow.rows) && f.row(j)
}

// meet places a figure that stands before row j in the text or notes that it has
// to wait. It reports whether text may go on.
func (f *filler) meet(x, j int) bool {
	place := f.flow.figures[x].place
	switch {
	case f.done[x] || slices.Contains(f.floats, x):
	case place == content.PlaceHere:
		if f.mayStand(x) && f.figure(x) {
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

// mayStand reports whether a figure may stand where it is in the text: not if
// one before it has to wait, unless that gets a page of its own.
func (f *filler) mayStand(x int) bool {
	for w := f.first; w < x; w++ {
		if !f.done[w] && f.flow.figures[w].place != content.PlacePage {
			return false
		}
	}
	return f.first != x
}
