package page

import (
	"slices"

	"jianbao/content"
	"jianbao/layout/unit"
)

// An article in columns (RULES 14.1) is a sequence of zones: text in columns, and
// what spans them, such as the title. Zones stand below each other as articles that
// continue on a page do.

// leastMeasure is the least measure of a column, in characters.
const leastMeasure = 8

// leastGutter is the least space between two columns, in characters.
const leastGutter = 2

// columnMeasure returns the measure of one of n columns, in characters.
func (g *Grid) columnMeasure(n int) int {
	return (int(g.Measure/g.Size) - leastGutter*(n-1)) / n
}

// columnOf returns the grid of column i, from 0, of n: it has the rows of g. What
// whole characters leave of the measure goes to the gutters equally.
func (g *Grid) columnOf(i, n int) Grid {
	column := *g
	if n > 1 {
		column.Measure = unit.Abs(g.columnMeasure(n)) * g.Size
		column.Inset += unit.Abs(i)*column.Measure + (g.Measure-unit.Abs(n)*column.Measure)*unit.Abs(i)/unit.Abs(n-1)
		column.Column = i + 1
	}
	return column
}

// narrowColumn is the measure of a column, in characters, below which the indent of a
// paragraph is one of them (RULES 5.1).
const narrowColumn = 14

// indent returns the indent of the first line of a paragraph for that of the theme.
func (b *builder) indent(theme unit.Abs) unit.Abs {
	v := b.scaled(theme)
	if b.grid.Column > 0 && b.grid.Measure < narrowColumn*b.grid.Size {
		return min(v, b.grid.Size)
	}
	return v
}

// columnsOf returns the number of columns of an article: as many as the manifest or
// the theme asks for, or fewer where these would be too narrow, which is reported.
func (s *Typesetter) columnsOf(a *content.Article, g *Grid) int {
	asked := a.Columns
	if asked == 0 {
		asked = s.Style.Theme.Body.Columns
	}
	n := max(1, asked)
	for n > 1 && g.columnMeasure(n) < leastMeasure {
		n--
	}
	if n < asked {
		s.log.Add("columns-narrow", a.Title.Place.At(0, len(a.Title.Value)), a.Title.Joined(), asked, max(0, g.columnMeasure(asked)), n)
	}
	return n
}

// spanning typesets blocks that span the columns of the page.
func (b *builder) spanning(typeset func()) {
	if b.a.columns == 1 {
		typeset()
		return
	}
	column, from := b.grid, len(b.blocks)
	b.grid = b.page
	typeset()
	b.grid = column
	for i := from; i < len(b.blocks); i++ {
		b.blocks[i].wide = true
	}
}

// strip is where a column of a placement stands.
type strip struct {
	page   int
	column int // of the page, from 1; 0: across all of them
	foot   int // row at which its notes end
}

// page returns the page that column c of the placement is on.
func (p *placement) page(c int) int {
	if p.strips == nil {
		return c
	}
	return p.strips[c].page
}

// pages returns the number of pages that the placement takes.
func (p *placement) pages() int { return p.page(p.columns-1) + 1 }

// holesOfPages is holes where several columns stand on a page: white below all of
// them. Column is the last one of the page.
func (p *placement) holesOfPages(f *flow, on area) (out []hole) {
	foot, next := make([]int, p.pages()), make([]int, p.pages())
	for i := range next {
		next[i] = -1
	}
	for _, s := range p.rowSlots {
		at := &foot[p.page(s.column)]
		*at = max(*at, s.foot+p.noteRows[s.column])
	}
	for x, s := range p.figureSlots {
		page := p.page(s.column)
		foot[page] = max(foot[page], s.row+f.figures[x].rows(s.size)+p.noteRows[s.column])
		if s.align == alignMiddle {
			foot[page], foot[max(0, page-1)] = on.capacity, on.capacity
		}
		if n := next[page]; n < 0 || s.column < p.figureSlots[n].column {
			next[page] = x
		}
	}
	for c := range p.columns - 1 {
		page := p.page(c)
		if p.page(c+1) == page {
			continue
		}
		if rows := on.capacity - foot[page]; foot[page] > 0 && rows > keptWhite {
			begins := next[page+1]
			if begins >= 0 && slices.ContainsFunc(p.rowSlots, func(s slot) bool {
				return p.page(s.column) == page+1 && s.column < p.figureSlots[begins].column
			}) {
				begins = -1
			}
			out = append(out, hole{c, rows, begins})
		}
	}
	return out
}

// zone is a part of an article in columns: the rows [from,to) and figures.
type zone struct {
	wide     bool // it spans the columns
	from, to int
	figures  []int
	float    bool // it is a spanning figure that stands in the text
	closed   bool // no row follows its figure
}

// zones divides a flow into zones. A heading directly above what spans the columns
// spans them, too.
func (f *flow) zones() []zone {
	wide := make([]bool, len(f.rows)+1) // what begins with a row: a figure that stands before it, or itself
	k := len(f.figures)
	for j := len(f.rows); j >= 0; j-- {
		if j < len(f.rows) {
			wide[j] = f.rows[j].wide || f.rows[j].leads && wide[j+1]
		}
		for ; k > 0 && f.figures[k-1].anchor == j; k-- {
			if fig := &f.figures[k-1]; fig.place == content.PlaceHere {
				wide[j] = fig.wide // the first of several decides
			}
		}
	}
	var zones []zone
	last := func(wide bool, at int) *zone {
		if n := len(zones); n == 0 || zones[n-1].wide != wide || zones[n-1].closed {
			zones = append(zones, zone{wide: wide, from: at, to: at})
		}
		return &zones[len(zones)-1]
	}
	k = 0
	for j := 0; j <= len(f.rows); j++ {
		for ; k < len(f.figures) && f.figures[k].anchor <= j; k++ {
			switch fig := &f.figures[k]; {
			case !fig.wide || fig.place != content.PlaceHere:
				z := last(false, j)
				z.figures = append(z.figures, k)
			case j > 0 && f.rows[j-1].leads && !f.rows[j-1].wide && zones[len(zones)-1].ends(j):
				z := last(true, j)
				z.figures, z.closed = []int{k}, true
			default:
				zones = append(zones, zone{wide: true, from: j, to: j, figures: []int{k}, float: true, closed: true})
			}
		}
		if j < len(f.rows) {
			r := &f.rows[j]
			last(r.wide || r.leads && wide[j+1], j).to = j + 1
		}
	}
	return zones
}

// ends reports whether a zone is headings that span the columns for the sake of what
// begins with row j.
func (z *zone) ends(j int) bool { return z.wide && z.from < z.to && z.to == j && len(z.figures) == 0 }

// part returns the flow of a zone, without its figures that are in apart.
func (f *flow) part(z *zone, apart func(*floating) bool) (part flow, figures []int) {
	part = *f
	part.head, part.figures, part.ending = 0, nil, 0
	part.rows = append([]row(nil), f.rows[z.from:z.to]...)
	index := make(map[int]int, len(z.figures))
	for _, x := range z.figures {
		fig := f.figures[x]
		if apart(&fig) {
			continue
		}
		fig.anchor = max(0, min(fig.anchor, z.to)-z.from)
		index[x] = len(figures)
		figures = append(figures, x)
		part.figures = append(part.figures, fig)
	}
	for i := range part.rows {
		r := &part.rows[i]
		if r.over >= 0 {
			if at, ok := index[r.over]; ok {
				r.over = at
			} else {
				r.over = -1
			}
		}
	}
	n := len(part.rows)
	if n > 0 {
		part.rows[0].cost, part.rows[0].over = free, -1
	}
	if x := slices.IndexFunc(part.figures, func(fig floating) bool { return fig.anchor == n && fig.place == content.PlaceHere }); x >= 0 {
		part.endOver(x)
	}
	return part, figures
}
