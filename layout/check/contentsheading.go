package check

import (
	"slices"

	"jianbao/layout/frame"
)

// textHeading is a heading of an article's text.
type textHeading struct {
	level int // 0: not known, it is set as a paragraph
	page  int // index
	text  string
	line  *Line
}

// textHeadings returns the headings of each article outside of boxes and tables, and
// whether it goes beyond a page.
func (d *Doc) textHeadings() (headings map[int][]*textHeading, long map[int]bool) {
	headings, long = map[int][]*textHeading{}, map[int]bool{}
	first := map[int]int{}
	var open *textHeading
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.Article == 0 || l.Kind == frame.KindContents || l.Kind == frame.KindLeader {
				continue
			}
			if at, ok := first[l.Article]; !ok {
				first[l.Article] = i
			} else if at != i {
				long[l.Article] = true
			}
			if l.Kind != frame.KindHeading && !l.bodyHeading() || l.Box > 0 {
				continue
			}
			if open == nil || open.line.Article != l.Article || open.line.Block != l.Block {
				open = &textHeading{page: i, line: l}
				if l.Kind == frame.KindHeading {
					open.level = l.Level
				}
				headings[l.Article] = append(headings[l.Article], open)
			}
			open.text += l.withoutMarks()
		}
	}
	return headings, long
}

// bodyHeading reports whether a line is of a heading that is set as a paragraph.
func (l *Line) bodyHeading() bool {
	n := len(l.node)
	return l.Kind == frame.KindBody && n > 0 && len(l.node[n-1].role) == 2 && l.node[n-1].role[0] == 'H'
}

// checkHeadings checks the entries of headings (RULES 6.6): each has the text of a
// heading of its article and level, and the number of its page; an article that has any,
// or goes beyond a page, has those of all its headings down to the lowest level that the
// contents have.
func (t *contents) checkHeadings(c *collector) {
	if len(t.below) == 0 {
		return
	}
	depth := 0
	listed := map[int][]*entry{}
	for _, e := range t.below {
		depth = max(depth, e.level)
		listed[e.article] = append(listed[e.article], e)
	}
	headings, long := t.doc.textHeadings()
	for article := 1; article <= len(t.titles); article++ {
		entries := listed[article]
		if len(entries) == 0 && t.entryOf(article) == nil { // an attachment that the contents leave out
			continue
		}
		for _, h := range headings[article] {
			if h.level > depth || len(entries) == 0 && !long[article] {
				continue
			}
			if len(entries) == 0 || !entries[0].lists(h, t.doc.Pages[h.page].Label) {
				if h.level > 0 {
					c.at("contents 6.6", h.line, "the heading “%s” of page “%s” is not in its place in the contents", clip(h.text, 12), t.doc.Pages[h.page].Label)
				}
				continue
			}
			t.checkHeadingLinks(c, entries[0], h)
			entries = entries[1:]
		}
		for _, e := range entries {
			c.at("contents 6.6", e.last(), "the entry “%s” is of no heading of article %d", clip(e.text(), 12), article)
		}
	}
}

// lists reports whether an entry is that of a heading on a page with a label.
func (e *entry) lists(h *textHeading, label string) bool {
	return (h.level == 0 || e.level == h.level) && squeeze(e.text()) == squeeze(h.text+label) && endsWithNumber(e.last().Text, label)
}

func (t *contents) checkHeadingLinks(c *collector, e *entry, h *textHeading) {
	for _, l := range e.lines {
		for _, dest := range l.Dests {
			if dest.Page != h.page {
				c.at("contents 6.6", l, "links to page index %d, the heading is on %d", dest.Page, h.page)
			}
		}
	}
}

// checkOrder checks that the entry of a heading is behind that of its article and is
// further right than those of higher levels.
func (t *contents) checkOrder(c *collector) {
	for _, e := range t.below {
		l := e.lines[0]
		own := t.entryOf(e.article)
		if own == nil {
			continue // of a further part
		}
		o := own.lines[0]
		if o.page > l.page || o.page == l.page && o.index > l.index {
			c.at("contents 6.6", l, "an entry of level %d before that of its article", e.level)
		}
		if o.page == l.page && l.X < o.X {
			c.at("contents 6.6", l, "an entry of level %d at %s, that of its article at %s", e.level, l.X, o.X)
		}
	}
}

// entryOf returns the entry of an article; nil if there is none.
func (t *contents) entryOf(article int) *entry {
	at := slices.IndexFunc(t.entries, func(e *entry) bool { return e.article == article })
	if at < 0 {
		return nil
	}
	return t.entries[at]
}
