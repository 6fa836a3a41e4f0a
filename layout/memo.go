package layout

import (
	"slices"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Memo keeps what composing an issue has made, for the next time: an article is not
// typeset again if it is the same in memory (content.Article.Identical), wherever in the
// issue it stands, with the same page numbers in its text, in the same style; one that
// continues below another is not placed again where it begins at the same place; and a
// page of the body is the last one if its items are. The result is the same as without.
//
// It holds what the last issue needed and no more: of an article at most mostVariants, for
// the page numbers and the places that were tried. Documents share lines and pages
// with the memo; nothing may write to them. The zero value holds nothing yet. It is not
// safe for concurrent use.
type Memo struct {
	style    memoStyle
	articles [][]*memoArticle  // by ordinal
	tables   map[diag.Span]int // index in articles, by the place of an article's table
	typeset  int               // how often articles were typeset for the last issue
	pages    []memoPage        // by index in the body
	checked  []checkedPage     // by index in the document
	contents []*memoContents
}

// mostVariants is how many results are kept of an article.
const mostVariants = 4

// memoStyle is a style and what it is made from.
type memoStyle struct {
	theme    *theme.Theme
	library  *fonts.Library
	lang     string
	origins  bool
	style    *page.Style
	findings diag.List
}

// memoArticle is a typeset article.
type memoArticle struct {
	page.Input
	start    content.Start
	result   *page.Article
	findings diag.List
	placed   []placedArticle // the result where it continues below other articles
	fewer    []fewerPages
}

// fewerPages is the result of page.Typesetter.Fewer.
type fewerPages struct {
	article *page.Article
	start   unit.Abs
	pages   int
}

// placedArticle is an article that was placed at the end of others.
type placedArticle struct {
	end      pageEnd
	result   *page.Article
	findings diag.List
}

// newStyle returns the style of an issue, that of the last one if it is the same.
func (m *Memo) newStyle(issue *content.Issue, th *theme.Theme, lib *fonts.Library, o Options, log *diag.List) *page.Style {
	made := memoStyle{theme: th, library: lib, lang: issue.Publication.Lang, origins: o.Origins}
	if m != nil && m.style.theme == th && m.style.library == lib && m.style.lang == made.lang && m.style.origins == made.origins {
		made = m.style
	} else {
		made.style = page.NewStyle(th, lib, made.lang, &made.findings)
		made.style.Origins = o.Origins
		if m != nil {
			*m = Memo{style: made}
		}
	}
	log.Join(&made.findings)
	return made.style
}

// Typeset returns how often articles were typeset for the last issue: those that were not
// known, each as often as its page numbers changed until they were right.
func (m *Memo) Typeset() int { return m.typeset }

// recall gives tasks the results that are known, and returns those that are not.
func (c *composer) recall(tasks []int) []int {
	m := c.options.Memo
	if m == nil {
		return tasks
	}
	return slices.DeleteFunc(slices.Clone(tasks), func(i int) bool {
		t := &c.tasks[i]
		var known []*memoArticle
		if c.kept != nil {
			known = c.kept[i]
		}
		if before, ok := m.tables[t.Article.Span]; ok {
			known = slices.Concat(known, m.articles[before])
		}
		for _, k := range known {
			if k.holds(t) {
				c.keep(i, k.at(t))
				return true
			}
		}
		return false
	})
}

// holds reports whether the result is that of a task.
func (m *memoArticle) holds(t *articleTask) bool {
	return m.start == t.start && m.Identical(&t.Input) && (m.Ordinal == t.Ordinal || !m.result.Named())
}

// at returns the article in its place in another issue.
func (m *memoArticle) at(t *articleTask) *memoArticle {
	if m.Ordinal == t.Ordinal {
		return m
	}
	moved := &memoArticle{Input: t.Input, start: m.start, result: m.result.Moved(t.Ordinal), findings: m.findings}
	for _, p := range m.placed {
		if !p.result.Named() {
			moved.placed = append(moved.placed, p)
		}
	}
	for _, f := range m.fewer {
		if f.article == m.result {
			f.article = moved.result
		}
		moved.fewer = append(moved.fewer, f)
	}
	return moved
}

// remember keeps the results of tasks.
func (c *composer) remember(tasks []int) {
	if c.options.Memo == nil {
		return
	}
	c.typesetCount += len(tasks)
	for _, i := range tasks {
		t := &c.tasks[i]
		c.keep(i, &memoArticle{Input: t.Input, start: t.start, result: t.result, findings: t.log})
	}
}

// keep makes a known result that of a task, and keeps it for the next issue.
func (c *composer) keep(i int, known *memoArticle) {
	t := &c.tasks[i]
	t.known, t.result, t.log = known, known.result, known.findings
	if c.kept == nil {
		c.kept = make([][]*memoArticle, len(c.tasks))
	}
	if slices.Contains(c.kept[i], known) {
		return
	}
	c.kept[i] = newest(append(c.kept[i], known))
}

// newest returns the last mostVariants of a list.
func newest[T any](list []T) []T { return slices.Delete(list, 0, max(0, len(list)-mostVariants)) }

// resume places an article that continues below others, and adds what placing it finds to
// log.
func (c *composer) resume(t *articleTask, end pageEnd, log *diag.List) *page.Article {
	if t.known != nil {
		for i := range t.known.placed {
			if known := &t.known.placed[i]; known.end == end {
				log.Join(&known.findings)
				return known.result
			}
		}
	}
	placed := *t.result // which may be placed again, elsewhere
	made := placedArticle{end: end, result: &placed}
	c.typesetter.Recording(&made.findings).Resume(&placed, end.foot, end.notes)
	if t.known != nil {
		t.known.placed = newest(append(t.known.placed, made))
	}
	log.Join(&made.findings)
	return &placed
}

// fewer is page.Typesetter.Fewer of an article's task.
func (c *composer) fewer(t *articleTask, a *page.Article, start unit.Abs) int {
	if t.known == nil {
		return c.typesetter.Fewer(a, start)
	}
	for _, known := range t.known.fewer {
		if known.article == a && known.start == start {
			return known.pages
		}
	}
	pages := c.typesetter.Fewer(a, start)
	t.known.fewer = newest(append(t.known.fewer, fewerPages{a, start, pages}))
	return pages
}

// finish keeps what composing has made for the next issue.
func (c *composer) finish() {
	m := c.options.Memo
	if m == nil {
		return
	}
	m.articles, m.pages, m.checked, m.contents, m.typeset = c.kept, c.keptPages, c.checkedPages, c.keptContents, c.typesetCount
	m.tables = make(map[diag.Span]int, len(c.tasks))
	for i := range c.tasks {
		m.tables[c.tasks[i].Article.Span] = i
	}
}

// memoPage is a page of the body with what it was made from.
type memoPage struct {
	pageSource
	page     frame.Page
	findings diag.List
}

// pageSource is all that a page of the body is made from, in one style. Pages with notes,
// the imprint or links into the document are made from more and are not kept.
type pageSource struct {
	number       int    // of the page in the file
	label, pages string // its printed number, and that of the last page
	header       []inline.Run
	items        []frame.Item
	parts        []pagePart
}

// knownPage returns page i of the body as it was made last time; nil if it was made from
// something else.
func (c *composer) knownPage(i int, from *pageSource) *memoPage {
	m := c.options.Memo
	if i >= len(m.pages) {
		return nil
	}
	known := &m.pages[i]
	if known.page.Width == 0 || known.number != from.number || known.label != from.label || known.pages != from.pages ||
		!slices.EqualFunc(known.header, from.header, sameRun) || !slices.Equal(known.items, from.items) || !slices.Equal(known.parts, from.parts) {
		return nil
	}
	return known
}

// sameRun reports whether two runs of a running head are the same text from the same
// place.
func sameRun(a, b inline.Run) bool {
	return a.Text == b.Text && a.Break == b.Break && a.Place.Source == b.Place.Source && slices.Equal(a.Place.Steps, b.Place.Steps)
}

// keepPage keeps page i of the body; one that is made from more than its source is made
// anew each time.
func (c *composer) keepPage(i int, p *memoPage, alone bool) {
	if c.keptPages == nil {
		c.keptPages = make([]memoPage, len(c.pages))
	}
	if alone {
		c.keptPages[i] = *p
	}
}

// checkedPage is a page with the findings of inspect.
type checkedPage struct {
	items    []frame.Item
	findings diag.List
}

// holds reports whether the page has the items, in the same memory.
func (p *checkedPage) holds(items []frame.Item) bool {
	return len(items) > 0 && len(p.items) == len(items) && &p.items[0] == &items[0]
}
