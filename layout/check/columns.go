package check

import (
	"cmp"
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// The columns of a page (RULES 14.1) stand beside each other between what spans them:
// a region. A line's region is the number of spanning items above it.

// findRegions determines the region of each line that is in a column.
func (d *Doc) findRegions() {
	for i := range d.Pages {
		pg := &d.Pages[i]
		if !pg.columned() {
			continue
		}
		spanning := pg.spanning()
		for _, l := range pg.Lines {
			if l.Column > 0 {
				l.region, _ = slices.BinarySearch(spanning, l.box().Y)
			}
		}
	}
}

// columned reports whether a line of the page is in a column.
func (pg *Page) columned() bool {
	return slices.ContainsFunc(pg.Lines, func(l *Line) bool { return l.Column > 0 })
}

// spanning returns the tops of the items that span the columns of a page, in order.
func (pg *Page) spanning() []unit.Abs {
	var tops []unit.Abs
	for _, l := range pg.Lines {
		if l.Column == 0 && l.Kind != frame.KindFolio && l.Kind != frame.KindHeader {
			tops = append(tops, l.box().Y)
		}
	}
	for _, p := range pg.Pictures {
		if p.Column == 0 {
			tops = append(tops, p.Y)
		}
	}
	slices.Sort(tops)
	return tops
}

// apart reports whether lines are in different columns, or on different pages if one
// of them spans the columns.
func (l *Line) apart(o *Line) bool {
	if l.page != o.page || l.Column == 0 || o.Column == 0 {
		return l.page != o.page
	}
	return l.Column != o.Column || l.region != o.region || l.Article != o.Article
}

// region is the lines in the columns of a page between what spans them.
type region struct {
	article int
	page    int
	number  int
	text    [][]*Line // by column
	notes   [][]*Line
	others  bool // there are tables or pictures in the columns, or lines off the grid
}

// top and foot return the rows of the grid that the text takes: the first, and the
// first free one.
func (r *region) top() int {
	top := -1
	for _, column := range r.text {
		if len(column) > 0 && (top < 0 || column[0].Grid < top) {
			top = column[0].Grid
		}
	}
	return top
}

// regions returns the regions of the document in the order of the text.
func (d *Doc) regions() []*region {
	var out []*region
	for i := range d.Pages {
		pg := &d.Pages[i]
		from := len(out)
		at := func(article, number int) *region {
			for _, r := range out[from:] {
				if r.article == article && r.number == number {
					return r
				}
			}
			out = append(out, &region{article: article, page: i, number: number, text: make([][]*Line, 3), notes: make([][]*Line, 3)})
			return out[len(out)-1]
		}
		for _, l := range pg.Lines {
			if l.Column < 1 || l.Column > 3 {
				continue
			}
			r := at(l.Article, l.region)
			switch {
			case l.footNote():
				r.notes[l.Column-1] = append(r.notes[l.Column-1], l)
			case l.Kind == frame.KindLabel && l.Grid >= 0:
			case l.Grid < 0 || l.Table != nil || l.Kind == frame.KindNote:
				r.others = true
			default:
				r.text[l.Column-1] = append(r.text[l.Column-1], l)
			}
		}
		spanning := pg.spanning()
		for _, p := range pg.Pictures {
			if p.Column > 0 {
				number, _ := slices.BinarySearch(spanning, p.Y)
				at(p.Article, number).others = true
			}
		}
	}
	return out
}

// checkPageColumns checks the columns of pages: their measure and place, and that they
// are balanced exactly where the text ends or something spans them.
func (d *Doc) checkPageColumns(c *collector, opt Options) {
	regions := d.regions()
	columns := map[int]int{} // by article
	for _, r := range regions {
		for i, text := range r.text {
			for _, l := range text {
				if l.Column != i+1 {
					continue
				}
				n := opt.columnsOf(d, l)
				if n == 0 {
					c.at("columns 14.1", l, "no column %d of a page begins at %s and has a measure of %s", l.Column, l.X, l.Measure)
				} else if was := columns[l.Article]; n > 1 && was > 1 && n != was {
					c.at("columns 14.1", l, "one of %d columns, others of the article have %d", n, was)
				}
				columns[l.Article] = max(columns[l.Article], n)
			}
		}
	}
	for k, r := range regions {
		d.checkColumnsOrder(c, r)
		r.checkIndents(c)
		n := columns[r.article]
		if opt.Foot == 0 || n < 2 || r.others || !d.ends(regions, k) {
			continue
		}
		r.checkBalance(c, n, opt)
	}
}

// columnsOf returns the number of columns that a line of text is one of: 0 if its
// place and measure are those of no column, 1 if that cannot be known.
func (opt *Options) columnsOf(d *Doc, l *Line) int {
	if opt.Block == nil || opt.Size == 0 || l.Own || l.Box > 0 || l.Kind != frame.KindBody || l.Level > 0 || l.First || !l.Justify {
		return 1
	}
	block := opt.Block(d.Pages[l.page].Number)
	m := block.Width / opt.Size
	for n := unit.Abs(2); n <= 3; n++ {
		measure := (m - 2*(n-1)) / n * opt.Size
		gutters := m*opt.Size - n*measure
		left := block.X + unit.Abs(l.Column-1)*measure + gutters*unit.Abs(l.Column-1)/(n-1)
		if l.Measure == measure && l.X >= left-1 && l.X+l.Width <= left+measure+opt.Size && l.X < left+2*opt.Size+1 && unit.Abs(l.Column) <= n {
			return int(n)
		}
	}
	return 0
}

// checkColumnsOrder checks that the lines of a column go downwards, and those of
// different columns beside each other from left to right.
func (d *Doc) checkColumnsOrder(c *collector, r *region) {
	right := unit.Abs(0)
	for _, column := range r.text {
		edge := right
		for i, l := range column {
			if l.X < right {
				c.at("columns 14.1", l, "reaches into the column before its own")
			}
			if i > 0 && l.Y <= column[i-1].Y {
				c.at("columns 14.1", l, "is not below the line before it in its column")
			}
			edge = max(edge, l.X+l.Width)
		}
		right = edge
	}
}

// ends reports whether the text ends in region k, or something spans the columns
// below it on the page.
func (d *Doc) ends(regions []*region, k int) bool {
	r := regions[k]
	for _, o := range regions[k+1:] {
		if o.article == r.article && o.hasText() { // notes may have gone over to columns above the text
			return o.page == r.page
		}
	}
	for i := r.page; i < len(d.Pages); i++ {
		for _, l := range d.Pages[i].Lines {
			if l.Article == r.article && i > r.page {
				return l.Column == 0 && i == r.page+1 && l.copied()
			}
		}
		for _, p := range d.Pages[i].Pictures {
			if p.Article == r.article && i > r.page {
				return false
			}
		}
	}
	return true
}

// hasText reports whether a region has lines other than those of notes.
func (r *region) hasText() bool {
	return slices.ContainsFunc(r.text, func(column []*Line) bool { return len(column) > 0 })
}

// checkIndents checks that paragraphs in columns of less than 14 em are indented by at
// most 1 em (RULES 5.1).
func (r *region) checkIndents(c *collector) {
	for _, column := range r.text {
		left, measure := unit.Abs(-1), unit.Abs(0)
		for _, l := range column {
			if l.Kind == frame.KindBody && l.Box == 0 && l.Level == 0 && !l.First && l.Justify && (left < 0 || l.X < left) {
				left, measure = l.X, l.Measure
			}
		}
		for _, l := range column {
			if l.Kind == frame.KindBody && l.Box == 0 && l.Level == 0 && l.First && l.Justify && left >= 0 && measure < 14*l.Size && l.X-left > l.Size {
				c.at("indent 5.1", l, "is indented by %s in a narrow column", em(l.X-left, l.Size))
			}
		}
	}
}

// columnRow is a row of the grid with a line of text, for dividing text into columns.
type columnRow struct {
	line   *Line
	before int // blank rows before it inside a column
	notes  int // lines of the notes that it calls
	breaks bool
}

// checkBalance checks that the columns of a region have the least height at which
// they hold its text, with the notes that it calls, and break no rule (RULES 5.3).
func (r *region) checkBalance(c *collector, n int, opt Options) {
	rows, ok := r.rows(opt)
	if !ok || len(rows) == 0 || opt.Pitch == 0 || opt.Notes.Size == 0 && slices.ContainsFunc(r.notes, func(n []*Line) bool { return len(n) > 0 }) {
		return
	}
	top, height := r.top(), 0
	for i := range r.text {
		if k := len(r.text[i]); k > 0 {
			height = max(height, r.text[i][k-1].Grid+1-top+r.noteRows(len(r.notes[i]), opt))
		}
	}
	if least := least(rows, n, height, func(lines int) int { return r.noteRows(lines, opt) }); least < height {
		c.at("balance 14.1", rows[0].line, "%d columns of %d rows would have room in %d", n, height, least)
	}
}

// rows returns the rows of a region's text; ok is false if the notes are divided or
// parts of documents have rules of their own.
func (r *region) rows(opt Options) (rows []columnRow, ok bool) {
	size := map[string]int{} // of notes
	for _, column := range r.notes {
		open := ""
		for _, l := range column {
			if l.begins() {
				open = l.Mark
			} else if open != l.Mark {
				return nil, false
			}
			size[l.Mark]++
		}
		if k := len(column); k > 0 && !column[k-1].Last {
			return nil, false
		}
	}
	for _, column := range r.text {
		for i, l := range column {
			switch l.Kind {
			case frame.KindBody, frame.KindHeading, frame.KindQuote, frame.KindSource:
			default:
				return nil, false
			}
			if l.Box > 0 {
				return nil, false
			}
			row := columnRow{line: l}
			switch {
			case i > 0:
				row.before = l.Grid - column[i-1].Grid - 1
			case len(rows) > 0 && (l.Kind != frame.KindBody || rows[len(rows)-1].line.Kind != frame.KindBody):
				row.before = 1 // not known
			}
			for _, mark := range l.Marks {
				row.notes += size[mark]
				size[mark] = 0
			}
			rows = append(rows, row)
		}
	}
	for i := range rows {
		rows[i].breaks = mayBreak(rows, i, max(opt.Foot, 2))
	}
	return rows, true
}

// mayBreak reports whether a column may begin with row i. Of what keeps lines
// together, single lines are taken to be headings.
func mayBreak(rows []columnRow, i, foot int) bool {
	l := rows[i].line
	first := i
	for first > 0 && !rows[first].line.First {
		first--
	}
	last := i
	for last+1 < len(rows) && !rows[last].line.Last {
		last++
	}
	if i > first && (i == last || i-first < foot) {
		return false
	}
	if i+1 == len(rows) && i == first {
		return i == 0 || l.Kind == frame.KindBody && l.Last && !l.leads(rows, i)
	}
	for k := i; k < min(i+3, len(rows)); k++ { // the lines that a source keeps with it
		if rows[k].line.Kind == frame.KindSource {
			return false
		}
	}
	return !l.leads(rows, i)
}

// leads reports whether row i is one of the two after a heading, or after a line that
// may stand as one.
func (l *Line) leads(rows []columnRow, i int) bool {
	for k := i - 1; k >= max(0, i-2); k-- {
		o := rows[k].line
		if o.Kind == frame.KindHeading || o.First && o.Last {
			return true
		}
	}
	return false
}

// least returns the least number of rows of n columns that hold text; high if it is
// none below that.
func least(rows []columnRow, n, high int, noteRows func(lines int) int) int {
	for h := 1; h < high; h++ {
		from, columns := 0, 0
		for from < len(rows) && columns < n {
			end, used, lines := -1, 0, 0
			for k := from; k < len(rows); k++ {
				if k > from {
					used += rows[k].before
				}
				used++
				lines += rows[k].notes
				if used+noteRows(lines) > h {
					break
				}
				if k+1 == len(rows) || rows[k+1].breaks {
					end = k + 1
				}
			}
			if end < 0 {
				break
			}
			from = end
			columns++
		}
		if from == len(rows) {
			return h
		}
	}
	return high
}

// noteRows returns the rows that lines of notes take in the region, by the pitch and
// the distance from the rule of those that are there.
func (r *region) noteRows(lines int, opt Options) int {
	if lines == 0 {
		return 0
	}
	height := opt.Notes.Above + opt.Notes.Size + opt.Notes.Pitch*unit.Abs(lines-1)
	return int((height + opt.Pitch - 1) / opt.Pitch)
}

// blocksOfNotes divides the lines of notes at the feet of a page into those that stand
// together.
func blocksOfNotes(lines []*Line) [][]*Line {
	var out [][]*Line
	for _, l := range lines {
		at := slices.IndexFunc(out, func(b []*Line) bool {
			return b[0].Column == l.Column && (l.Column == 0 || !b[0].apart(l))
		})
		if at < 0 {
			at, out = len(out), append(out, nil)
		}
		out[at] = append(out[at], l)
	}
	return out
}

// numberedOrder returns the lines of a page with those that begin notes in the order
// of their marks: notes of columns stand apart from those of the page.
func numberedOrder(lines []*Line) []*Line {
	if !slices.ContainsFunc(lines, func(l *Line) bool { return l.Column > 0 && l.footNote() }) {
		return lines
	}
	var text, notes []*Line
	for _, l := range lines {
		if l.footNote() {
			notes = append(notes, l)
		} else {
			text = append(text, l)
		}
	}
	slices.SortStableFunc(notes, func(a, b *Line) int { return cmp.Compare(numberOfMark(a.Mark), numberOfMark(b.Mark)) })
	return append(text, notes...)
}

// checkColumnFoot checks that notes stand below the text of their column, in its
// measure, below a rule of a quarter of it, and end with the region.
func (d *Doc) checkColumnFoot(c *collector, pg *Page, notes []*Line) {
	first, last := notes[0], notes[len(notes)-1]
	top, foot := first.box().Y, last.box().Y+last.box().Height
	left, measure, above := unit.Abs(-1), unit.Abs(0), unit.Abs(0)
	for _, spanning := range pg.spanning() {
		if spanning <= top {
			above = spanning
		}
	}
	region := above
	for _, l := range pg.Lines {
		if l.Column == 0 || l.apart(first) && (l.page != first.page || l.region != first.region || l.Article != first.Article) {
			continue
		}
		switch end := l.box().Y + l.box().Height; {
		case l.footNote() && l.apart(first):
			if l.Last && l.Mark != "" && end > foot+2 {
				c.at("note 14.1", last, "the notes of columns beside each other do not end together")
			}
		case l.footNote():
			if left < 0 || l.X < left {
				left = l.X
			}
			measure = max(measure, l.Measure)
		case !l.apart(first):
			if end > top {
				c.at("note 14.1", l, "is beside or below the notes of its column")
			}
			if l.Kind == frame.KindBody && l.Justify && (first.X > l.X+l.Measure || first.X < l.X-4*l.Size) {
				c.at("note 14.1", first, "is not below the text of its column")
			}
			above = max(above, end)
		case end > foot+2:
			c.at("note 14.1", last, "ends above the text of another column")
		}
	}
	if above == region && first.begins() {
		c.at("note 14.1", first, "stands below no text of its column")
	}
	for k := 2; k < len(notes); k++ {
		if notes[k].Y-notes[k-1].Y != notes[1].Y-notes[0].Y {
			c.at("note 13.2", notes[k], "the notes of a column have lines of different pitch")
		}
	}
	rules := 0
	for _, r := range pg.Rules {
		hang := 3 * first.Size // where no line of the block begins a note
		if r.X <= left && r.X >= left-hang && 4*r.Width >= measure-4 && 4*r.Width <= measure+hang && r.Y >= above && r.Y+r.Height <= top {
			rules++
		}
	}
	if rules != 1 {
		c.at("note 14.1", first, "%d rules of a quarter of the measure above the notes of a column", rules)
	}
}
