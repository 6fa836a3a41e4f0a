package layout

import (
	"strings"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// contents is the table of contents, set once: its lines do not change while
// the search for its page numbers goes on, only where they lead.
type contents struct {
	c     *composer
	title []frame.Line
	rows  []tocRow
	pitch unit.Abs
	pages [][]int // rows of each page
	top   unit.Abs
	width unit.Abs
	left  func(number int) unit.Abs
}

// tocRow is a label or an entry: lines one pitch apart, the leader and the
// number on the last.
type tocRow struct {
	lines   []frame.Line
	leader  *frame.Line
	number  *frame.Line
	gap     unit.Abs // before it, but at a page's top
	article int      // index; -1: a label
}

// newContents sets the contents, or returns nil if there are to be none.
func newContents(c *composer) *contents {
	if !c.issue.Contents.Show || len(c.articles) == 0 {
		return nil
	}
	th := &c.th.Contents
	t := &contents{c: c}
	t.width, t.left = c.block(th.Size)
	if c.issue.Contents.Title.Value != "" {
		set := c.set.Settings(inline.Center)
		set.Title, set.Hyphenate = true, false
		runs := page.Text(nil, c.issue.Contents.Title, c.set.Font(th.TitleFont, th.TitleSize, th.TitleInk))
		t.title = c.set.Set(runs, set, t.width)
	}
	t.entries()
	t.divide()
	return t
}

// entries sets labels and entries.
func (t *contents) entries() {
	c, th := t.c, &t.c.th.Contents
	width := t.width
	font := c.set.Font(th.Font, th.Size, "")
	labelFont := c.set.Font(th.LabelFont, th.LabelSize, th.LabelInk)
	numberFont := c.set.Font(th.NumberFont, th.Size, "")

	set := c.set.Settings(inline.Left)
	set.Hyphenate = false
	labelSet := set
	numbers := make([]*frame.Line, len(c.articles))
	widest := unit.Abs(0)
	for i := range c.articles {
		label := c.label(c.articles[i].page)
		if label == "" {
			continue
		}
		if lines := c.set.Set([]inline.Run{{Text: label, Font: numberFont}}, labelSet, maxWidth); len(lines) > 0 {
			numbers[i] = &lines[0]
			widest = max(widest, lines[0].Width)
		}
	}
	dots := newLeader(c, width, widest)

	right := th.Right
	if width-th.Indent-th.Hang-right < 8*th.Size {
		right = 0
	}
	set.Indent = th.Indent
	set.Hang = th.Indent + th.Hang
	if width-set.Hang < 6*th.Size {
		set.Indent, set.Hang = 0, 0
	}
	set.LastRoom = max(0, dots.room()-right)

	var runs []inline.Run
	for i := range c.articles {
		a := &c.articles[i]
		if s := &c.issue.Sections[a.section]; a.first && s.Title.Value != "" {
			runs = page.Form(runs[:0], th.LabelForm, "{title}", s.Title, labelFont)
			row := tocRow{lines: c.set.Set(runs, labelSet, width), article: -1}
			if i > 0 {
				row.gap = th.LabelGap
			}
			for k := range row.lines {
				row.lines[k].Section = a.section + 1
			}
			t.rows = append(t.rows, row)
		}
		title := a.article.ContentsTitle
		if strings.TrimSpace(title.Value) == "" {
			title = a.article.Title
		}
		runs = page.JoinedRuns(runs[:0], title, font)
		row := tocRow{lines: t.entry(runs, set, width-right), article: i, number: numbers[i]}
		if n := len(row.lines); n > 0 && row.number != nil {
			last := &row.lines[n-1]
			row.number.X = width - row.number.Width
			row.number.Measure = row.number.Width
			row.leader = dots.line(last.X + last.Width)
			for _, l := range []*frame.Line{row.number, row.leader} {
				if l != nil {
					l.Section, l.Article = a.section+1, i+1
				}
			}
		}
		for k := range row.lines {
			row.lines[k].Section, row.lines[k].Article = a.section+1, i+1
		}
		t.rows = append(t.rows, row)
	}
	for i := range t.rows {
		r := &t.rows[i]
		for k := range r.lines {
			r.lines[k].Kind, r.lines[k].Grid, r.lines[k].Block = frame.KindContents, -1, i+1
		}
		for _, l := range []*frame.Line{r.leader, r.number} {
			if l != nil {
				l.Grid, l.Block = -1, i+1
			}
		}
		if r.number != nil {
			r.number.Kind = frame.KindContents
		}
	}
}

// entry sets an entry. If its last line would be a few characters only, the
// lines above give some up.
func (t *contents) entry(runs []inline.Run, set inline.Settings, measure unit.Abs) []frame.Line {
	size := t.c.th.Contents.Size
	p := t.c.set.Paragraph(runs, set)
	lines := p.Break(measure)
	n := len(lines)
	for less := size; n > 1 && lines[n-1].Width < 6*size && less <= 6*size; less += size {
		tighter := p.Break(measure - less)
		if len(tighter) != n || measure-less < 12*size {
			break
		}
		if tighter[n-1].Width > lines[n-1].Width {
			lines = tighter
		}
	}
	return lines
}

// leader makes the dots between entries and numbers. Dots stand at multiples of
// one step from the right edge, so that they align over all entries.
type leader struct {
	dot         frame.Glyph
	line0       frame.Line
	ok          bool
	step, gap   unit.Abs
	width       unit.Abs
	first       int // cells from the right edge to the last dot's
	widest      unit.Abs
	minimumDots int
}

func newLeader(c *composer, width, widest unit.Abs) *leader {
	th := &c.th.Contents
	d := &leader{step: th.LeaderStep, gap: th.Size / 2, width: width, widest: widest, minimumDots: 2}
	if th.Leader == "" || d.step <= 0 {
		return d
	}
	// Between Han the dot is the Chinese one, whatever it is alone.
	set := c.set.Settings(inline.Left)
	lines := c.set.Set([]inline.Run{{Text: "中" + th.Leader + "中", Font: c.set.Font(th.Font, th.Size, "")}}, set, maxWidth)
	if len(lines) == 1 && len(lines[0].Glyphs) == 3 {
		d.dot, d.line0, d.ok = lines[0].Glyphs[1], lines[0], true
		d.dot.DX += (d.step - d.dot.Advance) / 2
		d.dot.Advance = d.step
	}
	d.first = int((widest + d.gap + d.step - 1) / d.step)
	return d
}

// room returns what the last line of an entry must leave free: the number, the
// fewest dots at their columns and a gap at either side.
func (d *leader) room() unit.Abs {
	if !d.ok {
		return d.widest + d.gap
	}
	return d.step*unit.Abs(d.first+d.minimumDots+1) + d.gap
}

// line returns the dots behind a text that ends at x, nil if there is no room
// for any.
func (d *leader) line(x unit.Abs) *frame.Line {
	if !d.ok {
		return nil
	}
	cells := int((d.width - x - d.gap) / d.step) // from the right edge to the first dot's left
	n := cells - d.first
	if n < 1 {
		return nil
	}
	l := d.line0
	l.Kind, l.Place, l.Links = frame.KindLeader, content.Text{}.Place.At(0, 0), nil
	l.X = d.width - d.step*unit.Abs(cells)
	l.Glyphs = make([]frame.Glyph, n)
	for i := range l.Glyphs {
		l.Glyphs[i] = d.dot
		l.Glyphs[i].X = d.step * unit.Abs(i)
	}
	l.Text = strings.Repeat(d.dot.Text, n)
	l.Width = d.step * unit.Abs(n)
	l.Measure = l.Width
	l.First, l.Last, l.Justify, l.Repair = true, true, false, frame.RepairNone
	return &l
}

// divide chooses the pitch and divides the rows over pages: one page if a
// pitch within the theme's limits allows it, else as many as it takes. No page
// ends with a label.
func (t *contents) divide() {
	th, p := &t.c.th.Contents, &t.c.th.Page
	if n := len(t.title); n > 0 {
		t.top = th.TitleTop + th.TitleSize.Scale(int64(3*n-1), 2) - th.TitleSize/2 + th.TitleGap
	}
	lines, gaps := 0, unit.Abs(0)
	for i := range t.rows {
		lines += len(t.rows[i].lines)
		gaps += t.rows[i].gap
	}
	t.pitch = th.Pitch
	if room := p.BlockHeight - t.top - gaps - th.Size; lines > 1 && room > 0 {
		if fits := room / unit.Abs(lines-1); fits < t.pitch && fits >= th.PitchMin {
			t.pitch = fits / (unit.Pt / 100) * (unit.Pt / 100)
		}
	}
	y := t.top
	var rows []int
	label := -1
	for i := range t.rows {
		r := &t.rows[i]
		need := t.pitch*unit.Abs(len(r.lines)-1) + th.Size
		with := need
		if r.article < 0 && i+1 < len(t.rows) {
			with += t.pitch * unit.Abs(len(t.rows[i+1].lines))
		}
		gap := r.gap
		if len(rows) == 0 {
			gap = 0
		}
		if y+gap+with > p.BlockHeight && len(rows) > 0 && !(len(rows) == 1 && label == rows[0]) {
			t.pages = append(t.pages, rows)
			rows, y, gap = nil, 0, 0
		}
		if r.article < 0 {
			label = i
		}
		rows = append(rows, i)
		y += gap + t.pitch*unit.Abs(len(r.lines))
	}
	t.pages = append(t.pages, rows)
}

// page returns page k of the contents, its entries linked to where the
// articles are.
func (t *contents) page(k, number int, r refs) frame.Page {
	th, p := &t.c.th.Contents, &t.c.th.Page
	pg := frame.Page{Width: p.Width, Height: p.Height, Front: true}
	left := t.left(number)
	y := unit.Abs(0)
	put := func(l *frame.Line, y unit.Abs) {
		at := *l
		at.X += left
		at.Y = p.Top + y
		pg.Items = append(pg.Items, &at)
	}
	if k == 0 {
		for i := range t.title {
			t.title[i].Kind, t.title[i].Grid, t.title[i].Block = frame.KindContents, -1, 0
			put(&t.title[i], th.TitleTop+page.Ascent(th.TitleSize)+th.TitleSize.Scale(int64(3*i), 2))
		}
		y = t.top
	}
	for n, i := range t.pages[k] {
		row := &t.rows[i]
		if n > 0 {
			y += row.gap
		}
		for j := range row.lines {
			l := row.lines[j]
			if row.article >= 0 {
				l.Links = t.link(&l, row.article, r)
			}
			put(&l, y+page.Ascent(th.Size))
			y += t.pitch
		}
		last := y - t.pitch + page.Ascent(th.Size)
		if row.leader != nil {
			put(row.leader, last)
		}
		if row.number != nil {
			l := *row.number
			l.Links = t.link(&l, row.article, r)
			put(&l, last)
		}
	}
	return pg
}

func (t *contents) link(l *frame.Line, article int, r refs) []frame.Link {
	a := &t.c.articles[article]
	return []frame.Link{{From: 0, To: len(l.Glyphs), Dest: t.c.dest(r.front, a, a.title)}}
}
