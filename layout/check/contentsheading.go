package check

import (
	"regexp"
	"slices"
	"strings"

	"jianbao/layout/frame"
)

// textHeading is a heading or a run-in head of an article's text.
type textHeading struct {
	level  int   // of the look; 0: not known
	levels []int // that its entry may have; nil: any
	runIn  bool
	page   int // index
	text   string
	line   *Line
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
			runIn := l.Kind == frame.KindBody && l.RunIn.To > 0
			if l.Kind != frame.KindHeading && !l.bodyHeading() && !runIn || l.Box > 0 || l.quoted() {
				continue
			}
			if open == nil || open.line.Article != l.Article || open.line.Block != l.Block {
				open = &textHeading{page: i, line: l, runIn: runIn}
				if l.Kind == frame.KindHeading {
					open.level = l.Level
				}
				headings[l.Article] = append(headings[l.Article], open)
			}
			if runIn {
				open.text += l.runInText()
			} else {
				open.text += l.withoutMarks()
			}
		}
	}
	for _, list := range headings {
		findLevels(list)
	}
	return headings, long
}

// runInText returns the text of a run-in head in a line, without marks of notes and the
// stop that ends it.
func (l *Line) runInText() string {
	var b strings.Builder
	for i := 0; i < min(l.RunIn.To, len(l.Glyphs)); i++ {
		if n := l.raisedMark(i); n > 0 {
			i += n - 1
		} else if !l.Glyphs[i].Hyphen {
			b.WriteString(l.Glyphs[i].Text)
		}
	}
	return strings.TrimSuffix(b.String(), "。")
}

// findLevels finds the levels that the entries of an article's headings may have: in
// .txt headings below chapters are one level lower than they look, or two. A run-in head
// has the level of its number, or of a heading with such a number.
func findLevels(list []*textHeading) {
	var divisions [3]bool
	forms := [len(numberForms)][]int{{1}, {2}, {3}, {4}}
	for _, h := range list {
		if h.divides() {
			divisions[h.level] = true
		} else if form := numberForm(h.text); form >= 0 && h.level > 0 {
			forms[form] = append(forms[form], h.level)
		}
	}
	above := 0
	if divisions[1] {
		above++
	}
	if divisions[2] {
		above++
	}
	for _, h := range list {
		switch form := numberForm(h.text); {
		case h.divides():
			h.levels = []int{h.level}
			if !divisions[1] {
				h.levels = []int{h.level, 1}
			}
		case h.level > 0:
			h.levels = []int{h.level, h.level + above}
		case h.runIn && form >= 0:
			for _, level := range forms[form] {
				h.levels = append(h.levels, level, level+above)
			}
		}
	}
}

// divides reports whether a heading is the title of a chapter or section of regulations.
func (h *textHeading) divides() bool {
	return h.level > 0 && h.level <= 2 && division.MatchString(h.text)
}

// numberForms match the numbers of headings, by their level in GB/T 9704 7.3.3.
var numberForms = [...]*regexp.Regexp{
	regexp.MustCompile(`^[一二三四五六七八九十百]+、`), regexp.MustCompile(`^[（(][一二三四五六七八九十百]+[）)]`),
	regexp.MustCompile(`^[0-9０-９]+[.．、]`), regexp.MustCompile(`^[（(][0-9０-９]+[）)]`),
}

// numberForm returns the index of the form of a heading's number; -1 if it has none.
func numberForm(text string) int {
	return slices.IndexFunc(numberForms[:], func(form *regexp.Regexp) bool { return form.MatchString(text) })
}

// bodyHeading reports whether a line is of a heading that is set as a paragraph.
func (l *Line) bodyHeading() bool {
	n := len(l.node)
	return l.Kind == frame.KindBody && n > 0 && len(l.node[n-1].role) == 2 && l.node[n-1].role[0] == 'H'
}

// quoted reports whether a line is in a quotation or a list, whose headings have no entry.
func (l *Line) quoted() bool {
	return slices.ContainsFunc(l.node, func(s step) bool { return s.role == "BlockQuote" || s.role == "L" })
}

// checkHeadings checks the entries of headings (RULES 6.6): each has the text of a
// heading or run-in head of its article and level, and the number of its page; an article that has any,
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
			above := func(level int) bool { return level <= depth } // those that are listed
			if h.levels != nil && !slices.ContainsFunc(h.levels, above) || len(entries) == 0 && !long[article] {
				continue
			}
			if len(entries) == 0 || !entries[0].lists(h, t.doc.Pages[h.page].Label) {
				if h.levels != nil && !slices.ContainsFunc(h.levels, func(level int) bool { return !above(level) }) {
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
	return (h.levels == nil || slices.Contains(h.levels, e.level)) && squeeze(e.text()) == squeeze(h.text+label) && endsWithNumber(e.last().Text, label)
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
