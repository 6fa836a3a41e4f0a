// Package layout turns an issue into pages with every line and picture at its
// position: cover, table of contents, articles and imprint.
package layout

import (
	"context"
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
	Origins  bool         // lines get the places of their glyphs in the source (frame.Line.Origins)
	Memo     *Memo        // what the last issue was composed to, which is used and written to; nil: none

	// Context ends composing before its end, between two articles; nil: nothing does.
	Context context.Context
}

// Compose typesets an issue in a theme with the faces of a library. Whatever
// does not fit or cannot be typeset well is recorded in log; no text is ever
// left out. An issue of more than MaxPages pages is reported as well and gives
// an empty document; so does one whose context is done. The result depends only on the arguments, not on the number
// of processors.
func Compose(issue *content.Issue, th *theme.Theme, lib *fonts.Library, o Options, log *diag.List) *frame.Document {
	c := &composer{issue: issue, options: o, th: th, style: o.Memo.newStyle(issue, th, lib, o, log), log: log}
	c.typesetter = page.NewTypesetter(c.style, log)
	c.header = c.newHeader()
	c.tasks = c.newTasks()
	c.facts = newPageFacts(c.tasks)
	if issue.Document != nil && !th.Document.On {
		log.Add("document-theme", issue.Document.Span, th.Name)
	}
	var doc *frame.Document
	switch {
	case c.official():
		doc = c.withDocument()
	case th.HasMasthead():
		doc = c.withMasthead()
	default:
		doc = c.withCover()
	}
	switch {
	case c.stopped:
		return &frame.Document{}
	case len(c.pages) > MaxPages:
		log.Add("too-many-pages", diag.Span{Source: issue.Source}, MaxPages)
		return &frame.Document{}
	}
	doc.Root.Append(c.sections...)
	doc.Root.Append(c.imprintNode)
	c.inspect(doc)
	c.finish()
	return doc
}

// withCover composes an issue whose cover and contents have pages of their own.
func (c *composer) withCover() *frame.Document {
	if c.settleBody(opening{}, func() opening { return opening{} }); c.over() {
		return nil
	}
	c.unnumbered()
	c.footNotes()
	c.imprint()
	c.noteLinks()
	cover, node := c.cover()
	toc := c.contents(0)
	first := refs{front: c.frontCount(cover, 0)}
	if toc != nil {
		first.front = c.frontCount(cover, len(toc.pages))
	}
	front, rounds, settled := settle(first, maxRounds, func(r refs) ([]frame.Page, refs) {
		pages := c.front(cover, toc, r)
		return pages, refs{front: len(pages)}
	})
	if !settled {
		c.log.Add("contents-unsettled", diag.Span{Source: c.issue.Source}, maxRounds, describe(rounds))
	}
	doc := c.assemble(front)
	doc.Root = frame.NewNode(frame.RoleDocument, node)
	if toc != nil {
		doc.Root.Append(toc.node)
	}
	return doc
}

// withMasthead composes an issue with a masthead and the contents below it at the
// head of the body's first page.
func (c *composer) withMasthead() *frame.Document {
	h := c.masthead()
	return c.below(h, c.placeBelow(h))
}

// below completes a document whose articles stand below a head and contents (nil: none)
// on the body's first page; nil if it has too many pages.
func (c *composer) below(h *head, toc *contents) *frame.Document {
	if c.over() {
		return nil
	}
	c.unnumbered()
	c.footNotes()
	c.imprint()
	c.noteLinks()
	doc := c.assemble(nil)
	c.addHead(doc, h, toc)
	doc.Root = frame.NewNode(frame.RoleDocument, h.node)
	if toc != nil {
		doc.Root.Append(toc.node)
	}
	return doc
}

// composer holds the state that the stages of composing one issue share.
type composer struct {
	issue      *content.Issue
	options    Options
	th         *theme.Theme
	style      *page.Style
	typesetter *page.Typesetter
	header     *headerBuilder // nil: no running heads
	log        *diag.List

	tasks        []articleTask
	facts        pageFacts
	pages        []bodyPage
	articles     []articleStart
	headed       int // number of first pages with masthead or contents
	results      []*page.Article
	ends         []frame.ArticleEnd // only for advice
	imprints     []*imprintBlock
	moved        bool             // the addressees of an official document are in the imprint
	kept         [][]*memoArticle // for the next issue, as in Memo; nil: no memo
	typesetCount int              // as Memo.Typeset
	keptPages    []memoPage
	checkedPages []checkedPage
	keptContents []*memoContents
	widening     bool         // page numbers do not settle: they and the lines with them get no narrower
	spread       map[int]bool // articles that have gone beyond a page in a round
	staysListed  bool         // the headings of these are listed in any case
	stopped      bool         // the context is done: the issue has no pages

	// Nodes of the document's structure.
	sections    []*frame.Node
	imprintNode *frame.Node // nil: no imprint
}

// bodyPage is a page of the body before it is placed in the document. Its lines
// and pictures have coordinates relative to the left edge and the top of the
// text block.
type bodyPage struct {
	items    []frame.Item
	parts    []pagePart // of items
	notes    []footNote
	footFrom int // the first of items that belongs to the notes at the foot
}

// pagePart is the items of a page that are of an article: those from an index on, up to the
// next part or the notes at the foot. Articles are typeset without their ordinal in the
// issue, which lines and pictures get when their page is assembled: an article that only
// moves to another place in the issue stays what it is.
type pagePart struct{ from, article, section int } // article and section: ordinals, from 1

// own gives a line or picture the ordinals of its article.
func (p *pagePart) own(item frame.Item) {
	switch item := item.(type) {
	case *frame.Line:
		item.Article, item.Section = p.article, p.section
	case *frame.Picture:
		item.Article, item.Section = p.article, p.section
	}
}

// own gives copies of the items of the page the ordinals of their articles. Lines of notes
// have them.
func (p *bodyPage) own(items []frame.Item) {
	for i := range p.parts {
		part := &p.parts[i]
		to := p.footFrom
		if i+1 < len(p.parts) {
			to = p.parts[i+1].from
		}
		for _, item := range items[part.from:to] {
			part.own(item)
		}
	}
}

// articleStart records where an article begins.
type articleStart struct {
	section int // index
	article *content.Article
	page    int      // index into the body's pages
	end     int      // of the page where it ends
	top     unit.Abs // of its first line, below the block's top
	title   unit.Abs // of its title
	first   bool     // of its section

	headings []headingStart // that the contents may list or links lead to
}

// headingStart records where a heading begins.
type headingStart struct {
	*page.Heading
	page int      // index into the body's pages
	top  unit.Abs // below the block's top
}

// articleTask is an article to be typeset, with the result and the findings of
// typesetting it.
type articleTask struct {
	page.Input
	section int           // ordinal, from 1
	start   content.Start // where it begins
	log     diag.List
	result  *page.Article
	known   *memoArticle // that has the result; nil: no memo
}

// typeset typesets some articles, given by their indexes, several at a time.
// Articles that begin a page are placed too; where one continues is known once those
// before it are placed.
func (c *composer) typeset(articles []int) {
	articles = c.recall(articles)
	typesetter := func() *page.Typesetter { return page.NewTypesetter(c.style, nil) }
	parallel.With(runtime.GOMAXPROCS(0), len(articles), typesetter, func(own *page.Typesetter, i int) {
		if c.ended() {
			return
		}
		t := &c.tasks[articles[i]]
		t.log = diag.List{}
		typesetter := own.Recording(&t.log)
		if t.start == content.StartContinue {
			t.result = typesetter.Prepare(t.Input)
		} else {
			t.result = typesetter.Compose(t.Input, 0)
		}
	})
	if c.stopped = c.ended(); !c.stopped {
		c.remember(articles)
	}
}

// ended reports whether the context is done.
func (c *composer) ended() bool { return c.options.Context != nil && c.options.Context.Err() != nil }

// over reports whether the body is not to be completed.
func (c *composer) over() bool { return c.stopped || len(c.pages) > MaxPages }

// pageEnd is where the articles of a page end: the foot of the last one, and the lines of
// notes at the foot of the page.
type pageEnd struct {
	foot  unit.Abs
	notes int
}

// place places all articles on pages in order, the first at o, and adds their
// findings to log.
func (c *composer) place(o opening, log *diag.List) {
	c.pages, c.articles, c.results, c.sections = make([]bodyPage, o.pages, o.pages+len(c.tasks)), nil, nil, nil
	c.ends = nil
	if c.headsBody() { // the first article continues below what stands there
		c.pages = append(c.pages, bodyPage{})
		if c.headed = o.pages; o.top > 0 {
			c.headed++
		}
	}
	end := o.top // end of the preceding article on the last page
	notes := 0   // lines of notes at the foot of that page
	last := lastPages{c: c, log: log}
	for i := range c.tasks {
		t := &c.tasks[i]
		a := t.result
		log.Join(&t.log)
		start := unit.Abs(0)
		onPage := len(c.pages) - 1
		if t.start == content.StartContinue {
			start = end
			a = c.resume(t, pageEnd{start, notes}, log)
		} else {
			if t.start == content.StartRecto && len(c.pages)%2 == 1 {
				c.pages = append(c.pages, bodyPage{})
			}
			c.pages = append(c.pages, bodyPage{})
			onPage = len(c.pages) - 1
		}
		c.locate(t, a, onPage)
		c.structure(t, a)
		for k, items := range a.Pages {
			if k > 0 {
				c.pages = append(c.pages, bodyPage{})
			}
			p := &c.pages[len(c.pages)-1]
			part := pagePart{len(p.items), t.Ordinal, t.section}
			p.parts = append(p.parts, part)
			p.items = part.append(p.items, items)
			for _, note := range a.Notes[k] {
				p.notes = append(p.notes, footNote{a, note, part, t.Article.Title})
			}
		}
		c.articles[i].end = len(c.pages) - 1
		c.results = append(c.results, a)
		notes = a.NoteCount()
		end = a.Grid.Extent(a.End)
		if len(c.pages) > MaxPages {
			return
		}
		if c.options.Advise {
			fills := frame.ArticleEnd{Pages: len(a.Pages), Free: -1}
			if !c.continues(i + 1) {
				fills.Free = a.FreeRows()
				last.add(t, a, start)
			}
			c.ends = append(c.ends, fills)
		}
	}
	last.report()
}

// append appends the items of an article's page. Lines that call notes are copied: they
// get the marks and the links of these, and the article may be placed again.
func (p *pagePart) append(to, items []frame.Item) []frame.Item {
	from := len(to)
	to = append(to, items...)
	for i := from; i < len(to); i++ {
		if l, ok := to[i].(*frame.Line); ok && len(l.Calls) > 0 {
			own := *l
			own.Glyphs = slices.Clone(l.Glyphs)
			p.own(&own)
			to[i] = &own
		}
	}
	return to
}

func (c *composer) newTasks() []articleTask {
	n := 0
	for i := range c.issue.Sections {
		n += len(c.issue.Sections[i].Articles)
	}
	tasks := make([]articleTask, 0, n)
	var before page.Earlier
	for i := range c.issue.Sections {
		s := &c.issue.Sections[i]
		for k := range s.Articles {
			article := s.Articles[k] // of its own, so that a memo does not hold all articles of the issue
			in := page.Input{Article: &article, Ordinal: len(tasks) + 1, Level: 1}
			if n := page.Tables(article.Body); n > 0 {
				in.Earlier.Tables = before.Tables
				before.Tables += n
			}
			if n := page.Boxes(article.Body); n > 0 {
				in.Earlier.Boxes = before.Boxes
				before.Boxes += n
			}
			if c.official() {
				in.Document = c.documentTexts(len(tasks) == 0)
			} else {
				if page.Labelled(c.th, &s.Title) {
					in.Level++
				}
				if k == 0 {
					label := s.Title
					in.Label = &label
				}
			}
			if in.Article.Attached != nil {
				in.Level++
			}
			start := c.start(in.Article, k == 0, len(tasks) == 0)
			if n := len(tasks); n > 0 && start == content.StartContinue {
				tasks[n-1].Followed = true
			}
			tasks = append(tasks, articleTask{Input: in, section: i + 1, start: start})
		}
	}
	if n := len(tasks); n > 0 && c.imprintFollows() {
		tasks[n-1].Followed = true
	}
	return tasks
}

// start returns where an article begins, by its manifest and the theme. Opens
// reports whether it is the first of its section, first whether it is the first
// of the issue: that one stands below a masthead, or begins a page.
func (c *composer) start(a *content.Article, opens, first bool) content.Start {
	switch th := &c.th.Start; {
	case first && c.headsBody():
		return content.StartContinue
	case first: // page 1
		return content.StartPage
	case a.Start == content.StartContinue:
		return content.StartContinue
	case a.Start == content.StartRecto, opens && th.Sections == "recto":
		return content.StartRecto
	case a.Start == content.StartPage, a.Attached != nil:
		return content.StartPage
	case opens && th.Sections == "continue", !opens && th.Articles == "continue":
		return content.StartContinue
	}
	return content.StartPage
}

// headsBody reports whether a masthead or the head of an official document stands
// above the first article.
func (c *composer) headsBody() bool { return c.official() || c.th.HasMasthead() }

// structure adds an article's nodes to the node of its section. The article with
// the section's label begins a new section.
func (c *composer) structure(t *articleTask, a *page.Article) {
	if t.Label != nil || len(c.sections) == 0 {
		c.sections = append(c.sections, frame.NewNode(frame.RoleSect))
	}
	s := a.Structure()
	c.sections[len(c.sections)-1].Append(s.Label, s.Article)
}

// locate records where an article begins.
func (c *composer) locate(t *articleTask, a *page.Article, onPage int) {
	at := articleStart{section: t.section - 1, article: t.Article, page: onPage, first: t.Label != nil}
	for k, items := range a.Pages {
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
	at.headings = headingStarts(a, onPage)
	c.articles = append(c.articles, at)
}

// headingStarts returns where the headings of an article begin whose first page is
// given.
func headingStarts(a *page.Article, onPage int) []headingStart {
	headings := a.Headings()
	if len(headings) == 0 {
		return nil
	}
	index := make(map[*frame.Node]int, len(headings)) // looked up only, never walked
	starts := make([]headingStart, len(headings))
	for i := range headings {
		index[headings[i].Node] = i
	}
	for k, items := range a.Pages {
		for _, item := range items {
			l, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			if i, ok := index[l.Node]; ok && starts[i].Heading == nil {
				starts[i] = headingStart{&headings[i], onPage + k, l.Y - page.Ascent(l.Size)}
			}
		}
	}
	return starts
}

// label returns the printed number of a body page; "" for a blank page.
func (c *composer) label(index int) string {
	if index < 0 || index >= len(c.pages) {
		return ""
	}
	imprinted := slices.ContainsFunc(c.imprints, func(m *imprintBlock) bool { return m.page == index })
	empty := func(index int) bool { return len(c.pages[index].items)+len(c.pages[index].notes) == 0 }
	if empty(index) && !imprinted && index >= c.headed {
		return ""
	}
	if c.official() && empty(index) && index > 0 && empty(index-1) {
		return "" // of the imprint, with blank pages before it (GB/T 9704 7.5)
	}
	return strconv.Itoa(index + 1)
}
