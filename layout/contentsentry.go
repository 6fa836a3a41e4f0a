package layout

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// listed reports whether an article has an entry in the contents. Where a document that was
// to give the title cannot be read, there is none to list.
func (c *composer) listed(a *articleStart) bool {
	return a.article.PartOf.Value == "" && (a.article.Attached == nil || c.issue.Contents.Attachments) && strings.TrimSpace(listedTitle(a.article).Value) != ""
}

// listedTitle returns the title of an article in the contents and in running heads.
func listedTitle(a *content.Article) content.Text {
	if strings.TrimSpace(a.ContentsTitle.Value) != "" {
		return a.ContentsTitle
	}
	return a.Title
}

// list returns what the contents list, in order: each article, and below it the
// headings of one that goes beyond a page, of its other parts too (RULES 6.6).
func (t *contents) list() (list []tocEntry) {
	c := t.c
	for i := range c.articles {
		if !c.listed(&c.articles[i]) {
			continue
		}
		list = append(list, tocEntry{article: i})
		for _, part := range c.divided(i) {
			for _, h := range c.articles[part].listed() {
				list = append(list, tocEntry{part, h})
			}
		}
	}
	return list
}

// divided returns the parts of an article that goes beyond a page, whose headings are
// listed; nil for another. See settleBody for one that goes beyond a page only where its
// headings are not listed.
func (c *composer) divided(i int) []int {
	parts := []int{i}
	for next := c.facts.next[i]; next >= 0 && next < len(c.articles); next = c.facts.next[next] {
		parts = append(parts, next)
	}
	if c.articles[parts[len(parts)-1]].end == c.articles[i].page {
		if c.staysListed && c.spread[i] {
			return parts
		}
		return nil
	}
	if c.spread == nil {
		c.spread = map[int]bool{}
	}
	c.spread[i] = true
	return parts
}

// listed returns the headings of an article that the contents may list.
func (a *articleStart) listed() (list []*headingStart) {
	for k := range a.headings {
		if h := &a.headings[k]; h.Heading != nil && h.Listed {
			list = append(list, h)
		}
	}
	return list
}

// anchored returns the heading that a link in an article leads to by a name: one of its
// own, or else, where no article has it as its id, the first of the issue; nil if there
// is none. The article is counted from 1.
func (c *composer) anchored(article int, name string) *headingStart {
	if article > 0 && article <= len(c.articles) {
		if h := c.articles[article-1].anchored(name); h != nil {
			return h
		}
	}
	if _, known := c.facts.targets[name]; known {
		return nil
	}
	for i := range c.articles {
		if h := c.articles[i].anchored(name); h != nil {
			return h
		}
	}
	return nil
}

func (a *articleStart) anchored(name string) *headingStart {
	for k := range a.headings {
		if h := &a.headings[k]; h.Heading != nil && slices.Contains(h.Anchors, name) {
			return h
		}
	}
	return nil
}

// entries typesets labels and entries.
func (t *contents) entries() {
	c := t.c
	list := t.list()
	numbers, widest := t.numbers(list)
	dots := newLeader(c, t.width, widest)
	tree := tocTree{all: t.node.Add(frame.RoleTOC)}
	section := -1
	for i := range list {
		e := &list[i]
		a := &c.articles[e.article]
		if e.heading == nil && a.section != section {
			section = a.section
			tree.group = tree.all
			if title := c.issue.Sections[a.section].Title; title.Value != "" && c.th.Contents.LabelForm != "" {
				tree.group = tree.all.Add(frame.RoleTOC)
				t.label(title, a.section, tree.group)
			}
		}
		row := t.row(e, t.settings(dots, e.level()))
		row.number = numbers[i]
		t.number(&row, dots)
		t.add(row, frame.Line{Section: a.section + 1, Article: e.article + 1, Level: e.level()}, func() *frame.Node {
			return tree.entry(e.level())
		})
	}
}

// row typesets the text of an entry: a title with its authors behind it or, where that
// takes a line more, below it (RULES 6.7).
func (t *contents) row(e *tocEntry, settings entrySettings) tocRow {
	th := &t.c.th.Contents
	row := tocRow{of: e}
	authors := t.authors(e)
	alone := settings.Settings
	if authors != nil {
		alone.LastRoom = 0
	}
	runs := t.runs(e)
	row.lines = t.entry(runs, alone, t.width-settings.right)
	if authors == nil {
		return row
	}
	line := authors.line
	beside := settings.Settings
	beside.LastRoom += th.AuthorGap + line.Width
	room := t.width - settings.right - settings.Hang
	if beside.LastRoom+4*th.Size <= room {
		if lines := t.entry(runs, beside, t.width-settings.right); len(lines) > 0 && len(lines) == len(row.lines) {
			last := &lines[len(lines)-1]
			line.X = last.X + last.Width + th.AuthorGap
			row.lines, row.author = lines, &line
			return row
		}
	}
	row.lines = append(row.lines, authors.below(settings.Hang, room-settings.LastRoom)...)
	return row
}

// tocAuthors are the authors of an article in the contents.
type tocAuthors struct {
	t    *contents
	runs [][]inline.Run // of each, with what stands before and behind it
	line frame.Line     // all of them
}

// authors returns the authors behind the title of an article; nil if there are none.
func (t *contents) authors(e *tocEntry) *tocAuthors {
	th := t.c.th
	font := t.c.typesetter.Font(th.Contents.AuthorFont, th.Contents.Size, "")
	a := &tocAuthors{t: t}
	if e.heading != nil || th.Contents.Author == "" {
		return nil
	}
	var names []content.Text
	for _, name := range t.c.articles[e.article].article.Authors {
		if name.Value != "" {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	before, after := th.Contents.Author.Around()
	for i, name := range names {
		var runs []inline.Run
		if i == 0 && before != "" {
			runs = append(runs, inline.Run{Text: before, Font: font})
		}
		runs = page.JoinedRuns(runs, name, font)
		if i+1 < len(names) {
			runs = append(runs, inline.Run{Text: th.Authors, Font: font})
		} else if after != "" {
			runs = append(runs, inline.Run{Text: after, Font: font})
		}
		a.runs = append(a.runs, runs)
	}
	lines := a.typeset(a.runs, 0, maxWidth)
	if len(lines) == 0 {
		return nil
	}
	a.line = lines[0]
	return a
}

// typeset typesets some of the authors, indented.
func (a *tocAuthors) typeset(authors [][]inline.Run, indent, measure unit.Abs) []frame.Line {
	settings := a.t.c.typesetter.Settings(inline.Left)
	settings.Hyphenate, settings.Words = false, true
	settings.Indent, settings.Hang = indent, indent
	return a.t.c.typesetter.Typeset(slices.Concat(authors...), settings, measure)
}

// below returns the lines of the authors below a title, indented. They end between
// authors, unless one is wider than the room.
func (a *tocAuthors) below(indent, room unit.Abs) (lines []frame.Line) {
	width := func(authors [][]inline.Run) unit.Abs {
		if lines := a.typeset(authors, 0, maxWidth); len(lines) > 0 {
			return lines[0].Width
		}
		return 0
	}
	for from := 0; from < len(a.runs); {
		to := from + 1
		for to < len(a.runs) && width(a.runs[from:to+1]) <= room {
			to++
		}
		lines = append(lines, a.typeset(a.runs[from:to], indent, indent+room)...)
		from = to
	}
	return lines
}

// runs returns the text of an entry.
func (t *contents) runs(e *tocEntry) []inline.Run {
	th := &t.c.th.Contents
	font := t.c.typesetter.Font(th.Font, th.Size, "")
	if e.heading == nil {
		return page.JoinedRuns(nil, listedTitle(t.c.articles[e.article].article), font)
	}
	runs := slices.Clone(e.heading.Runs)
	for i := range runs {
		runs[i].Font = font
	}
	return runs
}

// tocTree is the structure of the contents (ISO 32000-1 14.8.4.2). The entries below a
// label form a TOC of their own with the label as its Caption, and those below an entry
// a TOC in its TOCI.
type tocTree struct {
	all, group *frame.Node
	open       []tocNode // the last entry and those that it is below
}

type tocNode struct {
	level      int
	item, list *frame.Node // TOCI, and the TOC in it; nil: none
}

// entry adds an entry of a level and returns the node of its text.
func (t *tocTree) entry(level int) *frame.Node {
	for len(t.open) > 0 && t.open[len(t.open)-1].level >= level {
		t.open = t.open[:len(t.open)-1]
	}
	list := t.group
	if n := len(t.open); n > 0 {
		above := &t.open[n-1]
		if above.list == nil {
			above.list = above.item.Add(frame.RoleTOC)
		}
		list = above.list
	}
	item := list.Add(frame.RoleTOCI)
	t.open = append(t.open, tocNode{level: level, item: item})
	return item.Add(frame.RoleReference)
}

// numbers typesets the page numbers of entries, nil for pages without one, and
// returns the width of the widest.
func (t *contents) numbers(list []tocEntry) (numbers []*frame.Line, widest unit.Abs) {
	c, th := t.c, &t.c.th.Contents
	settings := c.typesetter.Settings(inline.Left)
	settings.Hyphenate = false
	font := c.typesetter.Font(th.NumberFont, th.Size, "")
	numbers = make([]*frame.Line, len(list))
	for i := range list {
		at := c.articles[list[i].article].page
		if h := list[i].heading; h != nil {
			at = h.page
		}
		label := c.label(at)
		if label == "" {
			continue
		}
		if lines := c.typesetter.Typeset([]inline.Run{{Text: label, Font: font}}, settings, maxWidth); len(lines) > 0 {
			numbers[i] = &lines[0]
			widest = max(widest, lines[0].Width)
		}
	}
	return numbers, widest
}

// entrySettings holds the settings of entries of one level.
type entrySettings struct {
	inline.Settings
	right unit.Abs // width that entries leave free at the right
}

// settings returns the settings of entries of a level: turned lines hang, and all
// lines stay clear of number and leader (RULES 6.2).
func (t *contents) settings(dots *leader, level int) entrySettings {
	th := &t.c.th.Contents
	settings := entrySettings{Settings: t.c.typesetter.Settings(inline.Left), right: th.Right}
	settings.Hyphenate, settings.Words, settings.KeepBlanks = false, true, true
	if t.columns > 1 || t.width-th.Indent-th.Hang-settings.right < 8*th.Size {
		settings.right = 0
	}
	settings.Indent = th.Indent
	settings.Hang = th.Indent + th.Hang
	if t.width-settings.Hang < 6*th.Size {
		settings.Indent, settings.Hang = 0, 0
	}
	deeper := th.LevelIndent * unit.Abs(level) / unit.Abs(t.columns)
	if room := t.width - settings.Hang - settings.right - 8*th.Size; deeper > room {
		deeper = max(0, room)
	}
	settings.Indent += deeper
	settings.Hang += deeper
	settings.LastRoom = max(0, dots.room()-settings.right)
	return settings
}

// label typesets a section's label above its entries.
func (t *contents) label(title content.Text, section int, group *frame.Node) {
	c, th := t.c, &t.c.th.Contents
	settings := c.typesetter.Settings(inline.Left)
	settings.Hyphenate = false
	runs := page.FormOf(nil, th.LabelForm, title, c.typesetter.Font(th.LabelFont, th.LabelSize, th.LabelInk))
	row := tocRow{lines: c.typesetter.Typeset(runs, settings, t.width)}
	if len(t.rows) > 0 {
		row.gap = th.LabelGap
	}
	t.add(row, frame.Line{Section: section + 1}, func() *frame.Node { return group.Add(frame.RoleCaption) })
}

// number places the page number of an entry at the right and the leader between
// it and the entry's last line.
func (t *contents) number(row *tocRow, dots *leader) {
	n := len(row.lines)
	if n == 0 || row.number == nil {
		return
	}
	last := &row.lines[n-1]
	row.number.X = t.width - row.number.Width
	row.number.Measure = row.number.Width
	end := last.X + last.Width
	if row.author != nil {
		end = row.author.X + row.author.Width
	}
	row.leader = dots.line(end)
}

// add appends a row and makes its lines content of the node that the function
// node creates. The leader is an artifact.
func (t *contents) add(row tocRow, as frame.Line, node func() *frame.Node) {
	block := len(t.rows) + 1
	if len(row.lines) > 0 || row.number != nil {
		as.Node = node()
	}
	name := func(l *frame.Line, kind frame.Kind, node *frame.Node) {
		l.Kind, l.Grid, l.Block, l.Node = kind, -1, block, node
		l.Section, l.Article, l.Level = as.Section, as.Article, as.Level
	}
	for k := range row.lines {
		name(&row.lines[k], frame.KindContents, as.Node)
	}
	if row.author != nil {
		name(row.author, frame.KindContents, as.Node)
	}
	if row.number != nil {
		name(row.number, frame.KindContents, as.Node)
	}
	if row.leader != nil {
		name(row.leader, frame.KindLeader, nil)
	}
	t.rows = append(t.rows, row)
}

// entry typesets an entry. Where lines may end inside words (RULES 8) and its
// last line would have only a few characters, it is broken again at a narrower
// measure so that the lines above give up some of theirs.
func (t *contents) entry(runs []inline.Run, settings inline.Settings, measure unit.Abs) []frame.Line {
	size := t.c.th.Contents.Size
	p := t.c.typesetter.Paragraph(runs, settings)
	lines := p.Break(measure)
	if settings.Locale == inline.ZhHans {
		return lines
	}
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
