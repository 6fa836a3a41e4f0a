package layout

import (
	"slices"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// memoContents is a table of contents with what it was made from.
type memoContents struct {
	from     contentsSource
	contents *contents // nil: the issue has none
	findings diag.List
	pages    []memoFront
}

// contentsSource is all that a table of contents is made from, in one style, but for the
// targets of its links.
type contentsSource struct {
	below   unit.Abs
	lang    string
	show    bool
	title   content.Text
	entries []entrySource
}

// entrySource is what an entry is made from.
type entrySource struct {
	title   content.Text
	authors []content.Text
	heading []inline.Run
	article int // index
	section int
	label   content.Text // of the section
	level   int
	number  string // of the page
}

// contentsSource returns what the contents are made from, and the entries.
func (c *composer) contentsSource(below unit.Abs) (contentsSource, []tocEntry) {
	from := contentsSource{below: below, lang: c.issue.Publication.Lang, show: c.issue.Contents.Show, title: c.issue.Contents.Title}
	list := (&contents{c: c}).list()
	for i := range list {
		e := &list[i]
		a := &c.articles[e.article]
		one := entrySource{article: e.article, section: a.section, label: c.issue.Sections[a.section].Title, level: e.level(), number: c.label(a.page)}
		if e.heading != nil {
			one.heading, one.number = e.heading.Runs, c.label(e.heading.page)
		} else {
			one.title, one.authors = listedTitle(a.article), a.article.Authors
		}
		from.entries = append(from.entries, one)
	}
	return from, list
}

func (s *contentsSource) equal(other *contentsSource) bool {
	return s.below == other.below && s.lang == other.lang && s.show == other.show && s.title.Equal(&other.title) &&
		slices.EqualFunc(s.entries, other.entries, func(a, b entrySource) bool {
			return a.title.Equal(&b.title) && slices.EqualFunc(a.authors, b.authors, func(a, b content.Text) bool { return a.Equal(&b) }) &&
				slices.EqualFunc(a.heading, b.heading, sameHeadingRun) &&
				a.article == b.article && a.section == b.section && a.label.Equal(&b.label) && a.level == b.level && a.number == b.number
		})
}

// sameHeadingRun reports whether two runs of headings, which have no font, are the same.
func sameHeadingRun(a, b inline.Run) bool {
	return sameRun(a, b) && a.Script == b.Script && a.Code == b.Code
}

// contents returns the table of contents, as newContents does: the last one, with links to
// the articles as they are now, if it is made from the same.
func (c *composer) contents(below unit.Abs) *contents {
	m := c.options.Memo
	if m == nil {
		return newContents(c, below)
	}
	from, list := c.contentsSource(below)
	for _, known := range slices.Concat(c.keptContents, m.contents) {
		if known.from.equal(&from) {
			c.keepContents(known)
			c.log.Join(&known.findings)
			return known.linked(c, list)
		}
	}
	made := &memoContents{from: from}
	all := c.log
	c.recordTo(&made.findings)
	made.contents = newContents(c, below)
	c.recordTo(all)
	c.log.Join(&made.findings)
	c.keepContents(made)
	return made.linked(c, list)
}

// keepContents keeps a table of contents for the next issue.
func (c *composer) keepContents(m *memoContents) {
	if !slices.Contains(c.keptContents, m) {
		c.keptContents = newest(append(c.keptContents, m))
	}
}

// linked returns the contents of an issue with some entries.
func (m *memoContents) linked(c *composer, list []tocEntry) *contents {
	if m.contents == nil {
		return nil
	}
	t := *m.contents
	t.c, t.memo, t.rows = c, m, slices.Clone(t.rows)
	next := 0
	for i := range t.rows {
		if t.rows[i].of != nil {
			t.rows[i].of = &list[next]
			next++
		}
	}
	_, t.left = c.block(c.th.Contents.Size)
	return &t
}

// memoFront is a page of the contents with what it was made from besides them.
type memoFront struct {
	number   int
	pages    string // number of the body's last page, which the folio may print
	targets  []frame.Dest
	header   []inline.Run
	page     frame.Page
	findings diag.List
}

// contentsPage returns page k of the contents, the number-th of the file, with running
// head and folio: the last one, if it is made from the same.
func (c *composer) contentsPage(t *contents, k, number int, r refs, folio *folioBuilder) frame.Page {
	if t.memo == nil {
		return c.newContentsPage(t, k, number, r, folio)
	}
	made := memoFront{number: number, pages: folio.pages, header: c.header.texts(nil)}
	for _, i := range t.pages[k] {
		if e := t.rows[i].of; e != nil {
			made.targets = append(made.targets, t.target(e, r))
		}
	}
	if pages := t.memo.pages; k < len(pages) {
		if p := &pages[k]; p.page.Width > 0 && p.number == number && p.pages == folio.pages && slices.Equal(p.targets, made.targets) && slices.EqualFunc(p.header, made.header, sameRun) {
			c.log.Join(&p.findings)
			return p.page
		}
	}
	all, reported := c.log, c.header.hasReported()
	c.recordTo(&made.findings)
	made.page = c.newContentsPage(t, k, number, r, folio)
	c.recordTo(all)
	c.log.Join(&made.findings)
	if len(t.memo.pages) != len(t.pages) {
		t.memo.pages = make([]memoFront, len(t.pages))
	}
	if t.memo.pages[k] = made; c.header.hasReported() != reported {
		t.memo.pages[k] = memoFront{}
	}
	return made.page
}
