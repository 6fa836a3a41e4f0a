package layout

import (
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// contents is the table of contents. It is typeset once: later rounds change
// only the targets of its links.
type contents struct {
	c         *composer
	title     []frame.Line
	rows      []tocRow
	node      *frame.Node // in the document's structure
	pitch     unit.Abs
	pages     [][]int    // rows of each page
	feet      []unit.Abs // of these rows, below the top of the text block
	titlePage int        // index of the page with the title: that of the first rows
	below     unit.Abs   // top of the room on the first page: below a masthead
	top       unit.Abs   // of the rows on the title's page
	inset     unit.Abs   // between the edge and the text: rule and padding of a box
	full      unit.Abs   // width inside of the inset
	width     unit.Abs   // of entries: full, or that of a column
	columns   int        // 1 or 2
	sums      []rowSum   // in two columns, of the rows before each, and of all
	second    []int      // of each page, the index among its rows of the first in the second column
	left      func(number int) unit.Abs
	memo      *memoContents // that it is from; nil: none
}

// tocRow is a label or an entry: lines one pitch apart, the leader and the
// number on the last.
type tocRow struct {
	lines  []frame.Line
	author *frame.Line // behind the last line; nil: none
	leader *frame.Line
	number *frame.Line
	gap    unit.Abs  // before it, except at the top of a page
	of     *tocEntry // nil: a label
}

// tocEntry is what an entry lists: an article, or one of its headings.
type tocEntry struct {
	article int           // index
	heading *headingStart // nil: the article
}

// level returns the level of the entry: 0 for an article, else that of the heading.
func (e *tocEntry) level() int {
	if e.heading == nil {
		return 0
	}
	return e.heading.Level
}

// newContents typesets the contents, which begin below the given height of their
// first page. It returns nil if the issue has none.
func newContents(c *composer, below unit.Abs) *contents {
	th := &c.th.Contents
	listed := 0
	for i := range c.articles {
		if c.listed(&c.articles[i]) {
			listed++
		}
	}
	if !c.issue.Contents.Show || listed < max(1, th.Least) {
		return nil
	}
	t := &contents{c: c, below: below, node: frame.NewNode(frame.RoleSect)}
	t.width, t.left = c.block(th.Size)
	if c.th.HasMasthead() && th.Form == "box" {
		t.inset = th.Rule + min(th.Padding, t.width/8, c.th.Page.BlockHeight/16) // less on small pages
		t.width -= 2 * t.inset
	}
	t.full, t.columns = t.width, 1
	if em := (t.width/th.Size - 2) / 2; th.Columns == 2 && em >= leastColumn { // RULES 6.8
		t.columns, t.width = 2, em*th.Size
	}
	t.heading()
	t.entries()
	t.divide()
	return t
}

// heading typesets the title of the contents.
func (t *contents) heading() {
	c, th := t.c, &t.c.th.Contents
	title := c.issue.Contents.Title
	if title.Place.Source == nil && th.Title != "" && strings.HasPrefix(c.issue.Publication.Lang, "zh") {
		title.Value = th.Title
	}
	if title.Value == "" {
		return
	}
	settings := c.typesetter.Settings(inline.Center)
	settings.Title, settings.Words, settings.Hyphenate = true, true, false
	runs := page.Text(nil, title, c.typesetter.Font(th.TitleFont, th.TitleSize, th.TitleInk))
	t.title = c.typesetter.Typeset(runs, settings, t.full)
	if len(t.title) == 0 {
		return
	}
	node := t.node.Add(frame.RoleHeading(1))
	for i := range t.title {
		l := &t.title[i]
		l.Kind, l.Grid, l.Node = frame.KindContents, -1, node
	}
}

// divide chooses the pitch and divides the rows into pages: one page if a pitch
// within the theme's limits allows it, else as many as needed. No page ends with
// a label.
func (t *contents) divide() {
	th := &t.c.th.Contents
	height := t.c.th.Page.BlockHeight - t.inset
	if n := len(t.title); n > 0 {
		t.top = th.TitleTop + th.TitleSize.Scale(int64(3*n-1), 2) - th.TitleSize/2 + th.TitleGap
	}
	lines, gaps := 0, unit.Abs(0)
	for i := range t.rows {
		lines += len(t.rows[i].lines)
		gaps += t.rows[i].gap
	}
	t.top += t.inset
	if t.below+t.top+th.Pitch*leastRows > height && t.below > 0 { // no room below the masthead
		t.titlePage = 1
		t.pages, t.feet = append(t.pages, nil), append(t.feet, t.below)
	} else {
		t.top += t.below
	}
	t.pitch = th.Pitch
	if t.columns == 2 {
		t.divideColumns(height)
		return
	}
	if room := height - t.top - gaps - th.Size; lines > 1 && room > 0 {
		if fits := room / unit.Abs(lines-1); fits < t.pitch && fits >= th.PitchMin {
			t.pitch = fits / (unit.Pt / 100) * (unit.Pt / 100)
		}
	}
	y := t.top
	var rows []int
	end := func() {
		t.pages, t.feet = append(t.pages, rows), append(t.feet, y-t.pitch+th.Size)
	}
	label := -1
	for i := range t.rows {
		r := &t.rows[i]
		need := t.pitch*unit.Abs(len(r.lines)-1) + th.Size
		with := need
		if r.of == nil && i+1 < len(t.rows) {
			with += t.pitch * unit.Abs(len(t.rows[i+1].lines))
		}
		gap := r.gap
		if len(rows) == 0 {
			gap = 0
		}
		if y+gap+with > height && len(rows) > 0 && !(len(rows) == 1 && label == rows[0]) {
			end()
			rows, y, gap = nil, t.inset, 0
		}
		if r.of == nil {
			label = i
		}
		rows = append(rows, i)
		y += gap + t.pitch*unit.Abs(len(r.lines))
	}
	end()
}

// leastRows is the number of lines that must have room below a masthead for the
// contents to begin there.
const leastRows = 2

// opening returns where the first article begins: on the first row of the grid
// below the contents (RULES 15.2).
func (t *contents) opening() opening {
	g := page.MainGrid(t.c.th)
	last := len(t.pages) - 1
	row := g.RowAt(t.feet[last] + t.inset)
	if row >= g.Rows {
		return opening{pages: last + 1}
	}
	return opening{pages: last, top: g.Pitch * unit.Abs(row)}
}

// page returns page k of the contents, the number-th of the file, with the
// entries linked to their articles.
func (t *contents) page(k, number int, r refs) frame.Page {
	th, p := &t.c.th.Contents, &t.c.th.Page
	pg := frame.Page{Width: p.Width, Height: p.Height, Front: true}
	left := t.left(number) + t.inset
	y := t.inset
	put := func(l *frame.Line, y unit.Abs) {
		at := *l
		at.X += left
		at.Y = p.Top + y
		pg.Items = append(pg.Items, &at)
	}
	if k == t.titlePage {
		head := t.inset
		if k == 0 {
			head += t.below
		}
		for i := range t.title {
			put(&t.title[i], head+th.TitleTop+page.Ascent(th.TitleSize)+th.TitleSize.Scale(int64(3*i), 2))
		}
		y = t.top
	}
	top := y
	for n, i := range t.pages[k] {
		row := &t.rows[i]
		if k < len(t.second) && n == t.second[k] {
			left += t.full - t.width
			y = top
		} else if n > 0 {
			y += row.gap
		}
		for j := range row.lines {
			l := row.lines[j]
			if row.of != nil {
				l.Links = t.link(&l, row.of, r)
			}
			put(&l, y+page.Ascent(th.Size))
			y += t.pitch
		}
		last := y - t.pitch + page.Ascent(th.Size)
		if row.author != nil {
			l := *row.author
			l.Links = t.link(&l, row.of, r)
			put(&l, last)
		}
		if row.leader != nil {
			put(row.leader, last)
		}
		if row.number != nil {
			l := *row.number
			l.Links = t.link(&l, row.of, r)
			put(&l, last)
		}
	}
	if t.inset > 0 && len(t.pages[k]) > 0 {
		pg.Items = append(pg.Items, t.box(k, t.left(number))...)
	}
	return pg
}

// box returns the rules around page k of the contents; left is the edge of the
// box. Where the contents go on, the box is open.
func (t *contents) box(k int, left unit.Abs) []frame.Item {
	th := &t.c.th.Contents
	if th.Rule <= 0 {
		return nil
	}
	top, foot, width := unit.Abs(0), t.feet[k]+t.inset, t.full+2*t.inset
	if k == 0 {
		top = t.below
	}
	rule := func(x, y, w, h unit.Abs) frame.Item {
		return &frame.Rule{Kind: frame.KindContents, X: x, Y: t.c.th.Page.Top + y, Width: w, Height: h, Ink: t.c.style.Ink(th.RuleInk)}
	}
	var items []frame.Item
	if k == t.titlePage {
		items = append(items, rule(left, top, width, th.Rule))
	}
	items = append(items, rule(left, top, th.Rule, foot-top), rule(left+width-th.Rule, top, th.Rule, foot-top))
	if k == len(t.pages)-1 {
		items = append(items, rule(left, foot-th.Rule, width, th.Rule))
	}
	return items
}

// link returns the link of a line of an entry to the article or the heading.
func (t *contents) link(l *frame.Line, e *tocEntry, r refs) []frame.Link {
	return []frame.Link{{From: 0, To: len(l.Glyphs), Dest: t.target(e, r)}}
}

// target returns where an entry leads to.
func (t *contents) target(e *tocEntry, r refs) frame.Dest {
	if e.heading != nil {
		return t.c.headingDest(r.front, e.heading)
	}
	a := &t.c.articles[e.article]
	return t.c.dest(r.front, a, a.title)
}
