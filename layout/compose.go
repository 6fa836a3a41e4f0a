// Package layout turns an issue into pages with every line and picture at its
// position: cover, table of contents, articles and imprint.
package layout

import (
	"runtime"
	"slices"
	"strconv"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/parallel"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// MaxPages bounds an issue, so that runaway input gives a message instead of
// exhausting memory.
const MaxPages = 50_000

// Options holds the choices about the output file that affect the pages.
type Options struct {
	Bleed    unit.Abs     // least distance by which a bleeding cover picture extends beyond the trim; the theme's bleed if that is larger
	Produced content.Date // day on which a re-typeset issue was produced; zero: not known
	Advise   bool         // also reports what an editor may want to improve: short last pages
}

// Compose typesets an issue in a theme with the faces of a library. Whatever
// does not fit or cannot be typeset well is recorded in log; no text is ever
// left out. An issue of more than MaxPages pages is reported as well and gives
// an empty document. The result depends only on the arguments, not on the number
// of processors.
func Compose(issue *content.Issue, th *theme.Theme, lib *fonts.Library, o Options, log *diag.List) *frame.Document {
	c := &composer{issue: issue, options: o, th: th, style: page.NewStyle(th, lib, issue.Publication.Lang, log), log: log}
	c.typesetter = page.NewTypesetter(c.style, log)
	c.body()
	if len(c.pages) > MaxPages {
		log.Add("too-many-pages", diag.Span{Source: issue.Source}, MaxPages)
		return &frame.Document{}
	}
	c.imprint()
	cover, coverNode := c.cover()
	toc := newContents(c)
	first := refs{front: c.frontCount(cover, 1)}
	front, rounds, settled := settle(first, maxRounds, func(r refs) ([]frame.Page, refs) {
		pages := c.front(cover, toc, r)
		return pages, refs{front: len(pages)}
	})
	if !settled {
		log.Add("contents-unsettled", diag.Span{Source: issue.Source}, maxRounds, describe(rounds))
	}
	doc := c.assemble(front)
	doc.Root = frame.NewNode(frame.RoleDocument, coverNode)
	if toc != nil {
		doc.Root.Append(toc.node)
	}
	doc.Root.Append(c.sections...)
	doc.Root.Append(c.imprintNode)
	inspect(doc, log)
	return doc
}

// composer holds the state that the stages of composing one issue share.
type composer struct {
	issue      *content.Issue
	options    Options
	th         *theme.Theme
	style      *page.Style
	typesetter *page.Typesetter
	log        *diag.List

	pages    []bodyPage
	articles []articleStart
	imprints []*imprintBlock

	// Nodes of the document's structure.
	sections    []*frame.Node
	imprintNode *frame.Node // nil: no imprint
}

// bodyPage is a page of the body before it is placed in the document. Its lines
// and pictures have coordinates relative to the left edge and the top of the
// text block.
type bodyPage struct {
	items []frame.Item
}

// articleStart records where an article begins.
type articleStart struct {
	section int // index
	article *content.Article
	page    int      // index into the body's pages
	top     unit.Abs // of its first line, below the block's top
	title   unit.Abs // of its title
	first   bool     // of its section
}

// articleTask is an article to be typeset, with the result and the findings of
// typesetting it.
type articleTask struct {
	page.Input
	log    diag.List
	result *page.Article
}

// body typesets all articles, several at a time, and then places them on pages
// in order. An article that continues on the page of the one before can only be
// prepared in parallel, since its first row is not known until that one is
// placed.
func (c *composer) body() {
	tasks := c.tasks()
	typesetter := func() *page.Typesetter { return page.NewTypesetter(c.style, nil) }
	parallel.With(runtime.GOMAXPROCS(0), len(tasks), typesetter, func(own *page.Typesetter, i int) {
		t := &tasks[i]
		typesetter := own.Recording(&t.log)
		if continues(tasks, i) {
			t.result = typesetter.Prepare(t.Input)
		} else {
			t.result = typesetter.Compose(t.Input, 0)
		}
	})
	var end unit.Abs // end of the preceding article on the last page
	last := lastPages{c: c}
	for i := range tasks {
		t := &tasks[i]
		a := t.Article
		start := unit.Abs(0)
		onPage := len(c.pages) - 1
		if continues(tasks, i) {
			start = end
			c.typesetter.Recording(&t.log).Resume(t.result, start)
		} else {
			recto := a.Start == content.StartRecto || t.Label != nil && c.th.Start.Sections == "recto"
			if recto && len(c.pages)%2 == 1 {
				c.pages = append(c.pages, bodyPage{})
			}
			c.pages = append(c.pages, bodyPage{})
			onPage = len(c.pages) - 1
		}
		c.log.Join(&t.log)
		c.locate(t, onPage)
		c.structure(t)
		for k, items := range t.result.Columns {
			if k > 0 {
				c.pages = append(c.pages, bodyPage{})
			}
			p := &c.pages[len(c.pages)-1]
			p.items = append(p.items, items...)
		}
		end = t.result.Grid.Extent(t.result.End)
		if len(c.pages) > MaxPages {
			return
		}
		if c.options.Advise && !continues(tasks, i+1) {
			last.add(t, start)
		}
	}
	last.report()
}

func (c *composer) tasks() []articleTask {
	n := 0
	for i := range c.issue.Sections {
		n += len(c.issue.Sections[i].Articles)
	}
	tasks := make([]articleTask, 0, n)
	tables := 0
	for i := range c.issue.Sections {
		s := &c.issue.Sections[i]
		for k := range s.Articles {
			in := page.Input{Article: &s.Articles[k], Section: i + 1, Ordinal: len(tasks) + 1, Level: 1, Tables: tables}
			tables += page.Tables(in.Article.Body)
			if page.Labelled(c.th, &s.Title) {
				in.Level++
			}
			if in.Article.Attached != nil {
				in.Level++
			}
			if k == 0 {
				in.Label = &s.Title
			}
			if n := len(tasks); n > 0 && in.Article.Start == content.StartContinue {
				tasks[n-1].Followed = true
			}
			tasks = append(tasks, articleTask{Input: in})
		}
	}
	if n := len(tasks); n > 0 && c.th.Imprint.At == "last" && !c.issue.Imprint.Empty() {
		tasks[n-1].Followed = true
	}
	return tasks
}

// structure adds an article's nodes to the node of its section. The article with
// the section's label begins a new section.
func (c *composer) structure(t *articleTask) {
	if t.Label != nil {
		c.sections = append(c.sections, frame.NewNode(frame.RoleSect))
	}
	s := t.result.Structure()
	c.sections[len(c.sections)-1].Append(s.Label, s.Article)
}

// locate records where an article begins.
func (c *composer) locate(t *articleTask, onPage int) {
	at := articleStart{section: t.Section - 1, article: t.Article, page: onPage, first: t.Label != nil}
	for k, items := range t.result.Columns {
		if len(items) == 0 {
			continue
		}
		at.page += k
		at.top, _ = extent(items[0])
		at.title = at.top
		for _, item := range items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindTitle {
				at.title = l.Y - page.Ascent(l.Size)
				break
			}
		}
		break
	}
	c.articles = append(c.articles, at)
}

// label returns the printed number of a body page; "" for a blank page.
func (c *composer) label(index int) string {
	if index < 0 || index >= len(c.pages) {
		return ""
	}
	imprinted := slices.ContainsFunc(c.imprints, func(m *imprintBlock) bool { return m.page == index })
	if len(c.pages[index].items) == 0 && !imprinted {
		return ""
	}
	return strconv.Itoa(index + 1)
}
