// Package layout makes pages of an issue: cover, contents, articles and
// imprint, each line at its place.
package layout

import (
	"runtime"
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

// Options say what of an issue's file the pages depend on.
type Options struct {
	Bleed    unit.Abs     // what a picture that bleeds off the cover has to reach, at least: the theme's bleed if that is more
	Produced content.Date // when a re-set issue was made; zero: not known
}

// Compose sets an issue in a theme with the faces of a library. What does not
// fit or could not be set well is recorded in log; nothing of the text is ever
// left out. The result depends on the arguments alone, not on how many
// processors work on it.
func Compose(issue *content.Issue, th *theme.Theme, lib *fonts.Library, o Options, log *diag.List) *frame.Document {
	c := &composer{issue: issue, options: o, th: th, style: page.NewStyle(th, lib, issue.Publication.Lang, log), log: log}
	c.setter = page.NewSetter(c.style, log)
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

// composer holds what the parts of one issue share.
type composer struct {
	issue   *content.Issue
	options Options
	th      *theme.Theme
	style   *page.Style
	setter  *page.Setter
	log     *diag.List

	pages    []bodyPage
	articles []located
	imprints []*imprintBlock

	// Of the document's structure.
	sections    []*frame.Node
	imprintNode *frame.Node // nil: no imprint
}

// bodyPage is a page of the body before it has its place in the document:
// lines and pictures from the text block's left edge and top.
type bodyPage struct {
	items []frame.Item
}

// located is where an article begins.
type located struct {
	section int // index
	article *content.Article
	page    int      // index into the body's pages
	top     unit.Abs // of its first line, below the block's top
	title   unit.Abs // of its title
	first   bool     // of its section
}

// job is an article to be set, with what setting it found.
type job struct {
	page.Job
	log    diag.List
	result *page.Article
}

// body sets all articles, several at a time, and lays them on pages one after
// the other.
func (c *composer) body() {
	jobs := c.jobs()
	setter := func() *page.Setter { return page.NewSetter(c.style, nil) }
	parallel.With(runtime.GOMAXPROCS(0), len(jobs), setter, func(own *page.Setter, i int) {
		j := &jobs[i]
		setter := own.Recording(&j.log)
		if j.Article.Start == content.StartContinue && i > 0 {
			j.result = setter.Prepare(j.Job) // where it begins is not known yet
		} else {
			j.result = setter.Compose(j.Job, 0)
		}
	})
	var end unit.Abs // of the article before, on the last page
	for i := range jobs {
		j := &jobs[i]
		a := j.Article
		onPage := len(c.pages) - 1
		if a.Start == content.StartContinue && i > 0 {
			c.setter.Recording(&j.log).Resume(j.result, end)
		} else {
			recto := a.Start == content.StartRecto || j.Label != nil && c.th.Start.Sections == "recto"
			if recto && len(c.pages)%2 == 1 {
				c.pages = append(c.pages, bodyPage{})
			}
			c.pages = append(c.pages, bodyPage{})
			onPage = len(c.pages) - 1
		}
		c.log.Join(&j.log)
		c.locate(j, onPage)
		c.structure(j)
		for k, items := range j.result.Columns {
			if k > 0 {
				c.pages = append(c.pages, bodyPage{})
			}
			p := &c.pages[len(c.pages)-1]
			p.items = append(p.items, items...)
		}
		end = j.result.Grid.Extent(j.result.End)
		if len(c.pages) > MaxPages {
			return
		}
	}
}

func (c *composer) jobs() []job {
	n := 0
	for i := range c.issue.Sections {
		n += len(c.issue.Sections[i].Articles)
	}
	jobs := make([]job, 0, n)
	for i := range c.issue.Sections {
		s := &c.issue.Sections[i]
		for k := range s.Articles {
			j := page.Job{Article: &s.Articles[k], Section: i + 1, Ordinal: len(jobs) + 1, Level: 1}
			if page.Labelled(c.th, &s.Title) {
				j.Level++
			}
			if k == 0 {
				j.Label = &s.Title
			}
			if n := len(jobs); n > 0 && j.Article.Start == content.StartContinue {
				jobs[n-1].Followed = true
			}
			jobs = append(jobs, job{Job: j})
		}
	}
	if n := len(jobs); n > 0 && c.th.Imprint.At == "last" && !c.issue.Imprint.Empty() {
		jobs[n-1].Followed = true
	}
	return jobs
}

// structure adds an article to the structure of its section, which begins with
// the label.
func (c *composer) structure(j *job) {
	if j.Label != nil {
		c.sections = append(c.sections, frame.NewNode(frame.RoleSect))
	}
	s := j.result.Structure()
	c.sections[len(c.sections)-1].Append(s.Label, s.Article)
}

// locate records where an article begins.
func (c *composer) locate(j *job, onPage int) {
	at := located{section: j.Section - 1, article: j.Article, page: onPage, first: j.Label != nil}
	for k, items := range j.result.Columns {
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

// label returns the number of a body page; a blank one has none.
func (c *composer) label(index int) string {
	if index < 0 || index >= len(c.pages) || len(c.pages[index].items) == 0 {
		return ""
	}
	return strconv.Itoa(index + 1)
}
