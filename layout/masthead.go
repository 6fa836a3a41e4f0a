package layout

import (
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// mastheadShare is the part of the page's height that a masthead stays within: a
// third.
const mastheadShare = 3

// head is what stands before the first article on the first pages of the body: a
// masthead (报头) and the contents below it.
type head struct {
	items []frame.Item // of the masthead, at their positions on page 1
	below unit.Abs     // top of what follows, from the top of the text block
	node  *frame.Node
}

// masthead makes the masthead of an issue (RULES 15.1). Its elements are stacked
// downwards from the head margin, or from within a high one, and get smaller until
// they are above a third of the page. It is as wide as the text block, so that its rules and those of the
// imprint have the same length.
func (c *composer) masthead() *head {
	p := &c.th.Page
	third := p.Height / mastheadShare
	area := frame.Rect{X: p.OddLeft, Y: min(p.AreaTop, p.Top, third*2/5), Width: p.BlockWidth}
	if p.BlockWidth < narrowBlock*c.th.Body.Size {
		area.X, area.Width = p.AreaLeft, p.AreaWidth
	}
	area.Height = third - area.Y - unit.Pt/10 // whatever is lost to rounding
	b := &coverBuilder{composer: c, th: &c.th.Masthead, kind: frame.KindMasthead, area: area, page: p}
	h := &head{node: frame.NewNode(frame.RoleSect)}
	var foot unit.Abs
	h.items, foot = b.elements(h.node)
	g := page.MainGrid(c.th)
	h.below = g.Pitch * unit.Abs(g.RowAt(area.Y+foot+c.th.Masthead.After-p.Top))
	if len(h.items) == 0 {
		h.below = 0
	}
	if cover := c.coverImage("picture"); cover != nil && !slices.ContainsFunc(h.items, func(it frame.Item) bool {
		p, ok := it.(*frame.Picture)
		return ok && p.Image == cover.Image
	}) {
		c.log.Add("cover-picture-unused", cover.Span, cover.Image.Name)
	}
	if len(h.node.Children) == 0 {
		h.node = nil
	}
	return h
}

// opening is where the first article begins, below masthead and contents: how
// many pages these fill, and the top of the article on the next one.
type opening struct {
	pages int
	top   unit.Abs
}

// placeBelow places the articles of an issue with a masthead. The room that the contents take on
// the first pages and the page numbers in them depend on each other, so articles
// are placed and contents typeset until both agree.
func (c *composer) placeBelow(h *head) (toc *contents) {
	first := opening{top: h.below}
	if toc := c.guessedContents(h); toc != nil {
		first = toc.opening()
	}
	c.settleBody(first, func() opening {
		if toc = c.contents(h.below); toc != nil {
			return toc.opening()
		}
		return opening{top: h.below}
	})
	return toc
}

func (o opening) compare(p opening) int {
	if o.pages != p.pages {
		return o.pages - p.pages
	}
	return int(o.top - p.top)
}

// guessedContents returns the contents of an issue whose articles have a page
// each: a first guess at the room that they take. It returns nil if the issue has
// no contents.
func (c *composer) guessedContents(h *head) *contents {
	c.pages, c.articles, c.headed = make([]bodyPage, len(c.tasks)), nil, len(c.tasks)
	for i := range c.tasks {
		t := &c.tasks[i]
		c.articles = append(c.articles, articleStart{section: t.section - 1, article: t.Article, page: i, first: t.Label != nil})
	}
	return c.contents(h.below)
}

// addHead puts masthead and contents on the first pages of the body. The
// contents take at most as many pages as the body has.
func (c *composer) addHead(doc *frame.Document, h *head, toc *contents) {
	put := func(k int, items []frame.Item) {
		pg := &doc.Pages[k]
		pg.Items, pg.Blank = append(slices.Clip(items), pg.Items...), false
	}
	if toc != nil {
		for k := range toc.pages {
			put(k, toc.page(k, k+1, refs{}).Items)
		}
	}
	put(0, h.items)
}
