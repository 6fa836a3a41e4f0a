package layout

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// blank returns an empty page that is not counted in the body's page numbers.
func (c *composer) blank() frame.Page {
	return frame.Page{Width: c.th.Page.Width, Height: c.th.Page.Height, Front: true, Blank: true}
}

// assemble joins front matter, body and back cover into the document: body pages
// get their margins, their numbers and their folios.
func (c *composer) assemble(front []frame.Page) *frame.Document {
	doc := &frame.Document{Meta: c.meta(), Pages: make([]frame.Page, 0, len(front)+len(c.pages)+2), Ends: c.ends}
	doc.Pages = append(doc.Pages, front...)
	p := &c.th.Page
	folio := c.newFolio()
	for i := range c.pages {
		doc.Pages = append(doc.Pages, c.bodyPage(i, len(front), folio))
	}
	for _, m := range c.imprints {
		if m.page >= 0 {
			continue
		}
		for len(doc.Pages)%2 == 0 { // so that the back cover is a verso
			doc.Pages = append(doc.Pages, c.blank())
		}
		pg := frame.Page{Width: p.Width, Height: p.Height, Front: true}
		pg.Items = m.items(nil, len(doc.Pages)+1, p.Top)
		doc.Pages = append(doc.Pages, pg)
	}
	doc.Outline = c.outline(len(front))
	return doc
}

// bodyPage returns page i of the body, before which there are some front pages.
func (c *composer) bodyPage(i, front int, folio *folioBuilder) frame.Page {
	if c.options.Memo == nil {
		return c.assemblePage(i, front, folio)
	}
	body := &c.pages[i]
	from := pageSource{number: front + i + 1, label: c.label(i), pages: folio.pages, items: body.items, parts: body.parts}
	if from.label != "" && !(i == 0 && c.headsBody()) {
		from.header = c.header.texts(c.beginning(body))
	}
	imprinted := slices.ContainsFunc(c.imprints, func(m *imprintBlock) bool { return m.page == i })
	if known := c.knownPage(i, &from); known != nil && !imprinted {
		c.log.Join(&known.findings)
		c.keepPage(i, known, true)
		return known.page
	}
	made := memoPage{pageSource: from}
	all, reported := c.log, c.header.hasReported()
	c.recordTo(&made.findings)
	made.page = c.assemblePage(i, front, folio)
	c.recordTo(all)
	c.log.Join(&made.findings)
	alone := !imprinted && len(body.notes) == 0 && c.header.hasReported() == reported && !slices.ContainsFunc(body.items, dependent)
	c.keepPage(i, &made, alone)
	return made.page
}

// recordTo makes the findings of the composer and its typesetter go to a log.
func (c *composer) recordTo(log *diag.List) {
	c.log, c.typesetter = log, c.typesetter.Recording(log)
}

// dependent reports whether an item depends on other pages: it has links into the
// document, or calls notes.
func dependent(item frame.Item) bool {
	l, ok := item.(*frame.Line)
	return ok && (len(l.Calls) > 0 || slices.ContainsFunc(l.Links, inDocument))
}

// assemblePage assembles page i of the body.
func (c *composer) assemblePage(i, front int, folio *folioBuilder) frame.Page {
	p, body := &c.th.Page, &c.pages[i]
	pg := frame.Page{Width: p.Width, Height: p.Height, Label: c.label(i), Blank: len(body.items) == 0}
	number := front + i + 1
	if !pg.Blank {
		pg.Items = make([]frame.Item, 0, len(body.items)+1)
	}
	if pg.Label != "" && !(i == 0 && c.headsBody()) {
		pg.Items = append(pg.Items, c.header.items(number, c.beginning(body))...)
	}
	head := len(pg.Items)
	pg.Items = appendMoved(pg.Items, body.items, p.Left(number), p.Top)
	body.own(pg.Items[head:])
	c.moveDests(pg.Items, front, p.Top)
	for _, m := range c.imprints {
		if m.page != i {
			continue
		}
		pg.Items = m.items(pg.Items, number, p.Top)
		pg.Blank = false
	}
	if pg.Label != "" && c.th.Folio.Show && (i > 0 || c.th.Folio.First) {
		pg.Items = append(pg.Items, folio.line(pg.Label, number))
	}
	return pg
}

// appendMoved appends copies of items, moved right by x and down by y.
func appendMoved(to, items []frame.Item, x, y unit.Abs) []frame.Item {
	lines := make([]frame.Line, 0, len(items)) // most items are lines: one allocation for all
	for _, item := range items {
		switch item := item.(type) {
		case *frame.Line:
			lines = append(lines, *item)
			l := &lines[len(lines)-1]
			l.X, l.Y = l.X+x, l.Y+y
			to = append(to, l)
		case *frame.Picture:
			p := *item
			p.X, p.Y = p.X+x, p.Y+y
			to = append(to, &p)
		case *frame.Rule:
			r := *item
			r.X, r.Y = r.X+x, r.Y+y
			to = append(to, &r)
		case *frame.Tint:
			t := *item
			t.X, t.Y = t.X+x, t.Y+y
			to = append(to, &t)
		default:
			to = append(to, item)
		}
	}
	return to
}

// extent returns the top and the foot of an item of the body, measured from the
// top of the text block.
func extent(item frame.Item) (top, foot unit.Abs) {
	switch item := item.(type) {
	case *frame.Line:
		if item.Turned {
			return item.Y - item.Width, item.Y
		}
		top = item.Y - page.Ascent(item.Size)
		return top, item.Y + item.Size.Scale(12, 100)
	case *frame.Picture:
		return item.Y, item.Y + item.Height
	case *frame.Rule:
		return item.Y, item.Y + item.Height
	case *frame.Tint:
		return item.Y, item.Y + item.Height
	}
	return 0, 0
}

// folioBuilder makes folios, the printed page numbers.
type folioBuilder struct {
	c        *composer
	font     *inline.Font
	settings inline.Settings
	runs     []inline.Run
	pages    string // last page number of the body; empty: it has none
}

func (c *composer) newFolio() *folioBuilder {
	f := &c.th.Folio
	s := &folioBuilder{c: c, font: c.typesetter.Font(f.Font, f.Size, "")}
	s.settings = c.typesetter.Settings(inline.Left)
	s.settings.Hyphenate = false
	for i := len(c.pages) - 1; i >= 0 && s.pages == ""; i-- {
		s.pages = c.label(i)
	}
	return s
}

// line returns the folio with a label for the page that is the number-th of the
// file, aligned as the theme asks.
func (s *folioBuilder) line(label string, number int) *frame.Line {
	f, p := &s.c.th.Folio, &s.c.th.Page
	s.runs = page.Form(s.runs[:0], f.Form, s.font, func(runs []inline.Run, name string) []inline.Run {
		text := label
		if name == "pages" {
			text = s.pages
		}
		return append(runs, inline.Run{Text: text, Font: s.font})
	})
	lines := s.c.typesetter.Typeset(s.runs, s.settings, maxWidth)
	if len(lines) == 0 {
		return &frame.Line{Kind: frame.KindFolio, Grid: -1}
	}
	l := &lines[0]
	l.Kind, l.Grid = frame.KindFolio, -1
	left, right := p.Left(number)+f.Inset, p.Left(number)+p.BlockWidth-f.Inset-l.Width
	odd := number%2 == 1
	switch {
	case f.Align == "center":
		l.X = p.Left(number) + (p.BlockWidth-l.Width)/2
	case (f.Align == "outside") == odd:
		l.X = right
	default:
		l.X = left
	}
	l.X = max(0, min(l.X, p.Width-l.Width))
	// The distance is measured to the dashes, which lie in the middle of the em
	// box (GB/T 9704 7.5).
	l.Y = p.Top + p.BlockHeight + f.Distance + f.Size.Scale(38, 100)
	l.Measure = l.Width
	l.First, l.Last, l.Justify = true, true, false
	return l
}

// maxWidth is a measure for text that must not be broken: wider than any line.
const maxWidth = 1_000_000 * unit.Pt

// outline returns the bookmarks: a section each, with its articles as children, and below
// these the headings that the contents list.
func (c *composer) outline(front int) []frame.Bookmark {
	var out []frame.Bookmark
	for i := range c.articles {
		a := &c.articles[i]
		if c.official() { // its section has no label
			out = append(out, frame.Bookmark{Title: a.article.Title.Joined(), Dest: c.dest(front, a, a.title), Children: c.headingMarks(front, i)})
			continue
		}
		if n := len(out); n == 0 || a.first {
			out = append(out, frame.Bookmark{Title: c.issue.Sections[a.section].Title.Joined(), Dest: c.dest(front, a, a.top)})
		}
		if a.article.PartOf.Value != "" {
			continue
		}
		s := &out[len(out)-1]
		s.Children = append(s.Children, frame.Bookmark{Title: a.article.Title.Joined(), Dest: c.dest(front, a, a.title), Children: c.headingMarks(front, i)})
	}
	return out
}

// headingMarks returns the bookmarks of the headings of an article, those of level 2 below
// those of level 1.
func (c *composer) headingMarks(front, article int) (marks []frame.Bookmark) {
	if c.th.Contents.Depth == 0 {
		return nil
	}
	top := 0 // level of the marks
	for _, part := range c.divided(article) {
		for _, h := range c.articles[part].listed() {
			var title strings.Builder
			for _, run := range h.Runs {
				title.WriteString(run.Text)
			}
			mark := frame.Bookmark{Title: title.String(), Dest: c.headingDest(front, h)}
			if len(marks) == 0 || h.Level <= top {
				marks, top = append(marks, mark), h.Level
				continue
			}
			last := &marks[len(marks)-1]
			last.Children = append(last.Children, mark)
		}
	}
	return marks
}

// dest returns the target of a link to an article: the top of its page if it
// begins there, else one line above it.
func (c *composer) dest(front int, a *articleStart, y unit.Abs) frame.Dest {
	d := frame.Dest{Page: front + a.page}
	if a.top > c.th.Body.Pitch*unit.Abs(c.th.Title.Before) {
		d.Y = c.th.Page.Top + y - c.th.Body.Pitch
	}
	return d
}

// headingDest returns the target of a link to a heading: one line above it, or the top
// of its page.
func (c *composer) headingDest(front int, h *headingStart) frame.Dest {
	d := frame.Dest{Page: front + h.page}
	if h.top > c.th.Body.Pitch {
		d.Y = c.th.Page.Top + h.top - c.th.Body.Pitch
	}
	return d
}

func (c *composer) meta() frame.Meta {
	n, pub := &c.issue.Number, &c.issue.Publication
	m := frame.Meta{Lang: pub.Lang, Created: frame.Date(n.Date), Publication: pub.Title.Joined(), Year: cmp.Or(n.Year, n.Date.Year),
		Number: n.Issue.Value, Total: n.Total.Value,
		Record: c.issue.Archive.Record.Value, Reset: c.issue.Archive.Reset, Produced: frame.Date(c.options.Produced)}
	for _, e := range c.issue.Archive.Elements {
		m.Elements = append(m.Elements, frame.Element{Key: e.Key, Value: e.Text.Joined()})
	}
	m.Title = pub.Title.Joined() + " " + strconv.Itoa(n.Year) + " 年" + cmp.Or(c.issueNumber(), n.Issue.Value)
	for _, t := range pub.Issuer {
		if m.Issuer != "" && !strings.HasPrefix(t.Value, "（") && !strings.HasPrefix(t.Value, "(") {
			m.Issuer += " "
		}
		m.Issuer += t.Joined()
	}
	if c.official() {
		if m.Issue = c.issue.Document.Number.Value; len(c.tasks) > 0 {
			m.Title = c.tasks[0].Article.Title.Joined()
		}
		return m
	}
	part := c.th.Cover.Parts["issue"]
	if c.th.HasMasthead() {
		part = c.th.Masthead.Parts["issue"]
	}
	for _, run := range c.fill(part.Form, nil) {
		m.Issue += run.Text
	}
	return m
}
