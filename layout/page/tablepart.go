package page

import (
	"cmp"
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// tablePart is the part of a table on one page: the bands [from,to), with the head.
type tablePart struct {
	*Table
	from, to int
	number   int  // from 1
	turned   bool // by 90° counter-clockwise
}

// height returns the part's extent.
func (p *tablePart) height() unit.Abs { return p.extent(p.from, p.to) }

// partLayer lays a part.
type partLayer struct {
	*tablePart
	items  []frame.Item
	frame  Grid
	x, y   unit.Abs // of the part's origin
	at     unit.Abs // from the part's top, where the next row begins
	placed []placedRow
}

// placedRow is a row at its place in a part.
type placedRow struct {
	*tableRow
	y unit.Abs // of its top, from the part's
}

// lay appends the part's items: rows with their tops at y, x being the left edge
// of the measure.
func (p *tablePart) lay(items []frame.Item, g *Grid, x, y unit.Abs) []frame.Item {
	l := partLayer{tablePart: p, items: items, frame: *g, x: x, y: y}
	text := &p.continued
	if p.from == 0 {
		text = &p.above
	}
	l.lines(text.lines, 0)
	l.at = text.extent + p.style.outer
	for i := range p.head {
		l.row(&p.head[i])
	}
	for k := p.from; k < p.to; k++ {
		for i := range p.body[k].rows {
			l.row(&p.body[k].rows[i])
		}
	}
	l.cells()
	l.rules(text.extent)
	if p.to == len(p.body) {
		l.lines(p.below.lines, l.at+p.style.outer)
	}
	return l.items
}

// row places a row below those before it.
func (l *partLayer) row(r *tableRow) {
	switch n := len(l.placed); {
	case n == 0:
	case n == len(l.head):
		l.at += l.ruleAbove(l.heads)
	case r.begins:
		l.at += l.ruleAbove(r.row)
	}
	l.placed = append(l.placed, placedRow{r, l.at})
	l.at += r.height
}

// cells appends the lines of the placed rows in the order of the cells.
func (l *partLayer) cells() {
	n := 0
	for i := range l.placed {
		n += len(l.placed[i].lines)
	}
	lines, places := make([]frame.Line, 0, n), make([]frame.InTable, 0, n)
	for i := range l.placed {
		row := &l.placed[i]
		for k := range row.lines {
			line := row.lines[k]
			line.Y += row.y
			lines = append(lines, line)
		}
	}
	slices.SortStableFunc(lines, func(a, b frame.Line) int {
		return cmp.Or(cmp.Compare(a.Table.Row, b.Table.Row), cmp.Compare(a.Table.Column, b.Table.Column))
	})
	for i := range lines {
		places = append(places, *lines[i].Table)
		at := &places[i]
		at.Part = l.number
		if at.Head && l.from > 0 && at.Row <= l.heads {
			at.Repeated, lines[i].Node = true, nil
		}
		lines[i].Table = at
		l.line(&lines[i])
	}
}

// lines appends copies of lines of text, with their origin at y.
func (l *partLayer) lines(list []frame.Line, y unit.Abs) {
	for _, line := range list {
		at := *line.Table
		at.Part = l.number
		line.Table = &at
		line.Y += y
		l.line(&line)
	}
}

// line appends a line, positioned on the page.
func (l *partLayer) line(line *frame.Line) {
	line.Grid, line.Register, line.PageColumn = -1, l.frame.Name, l.frame.Column
	if line.Turned = l.turned; l.turned {
		line.X, line.Y = l.x+line.Y, l.y-line.X
	} else {
		line.X, line.Y = l.x+line.X, l.y+line.Y
	}
	l.items = append(l.items, line)
}

// rule appends a rule with its top left corner at x and y, measured as lines are.
func (l *partLayer) rule(x, y, width, height unit.Abs) {
	if width <= 0 || height <= 0 {
		return
	}
	r := &frame.Rule{Kind: frame.KindRule, X: l.x + x, Y: l.y + y, Width: width, Height: height, Table: l.ordinal, Part: l.number}
	if l.turned {
		r.X, r.Y, r.Width, r.Height = l.x+y, l.y-x-width, height, width
	}
	l.items = append(l.items, r)
}
