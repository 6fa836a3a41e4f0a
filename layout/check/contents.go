package check

import (
	"slices"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// contents is the table of contents as found on the pages, with the titles that
// it refers to.
type contents struct {
	doc     *Doc
	titles  map[int]int // article → index of the page where its title stands
	entries []*entry    // of articles
	below   []*entry    // of headings
	leaders []*Line
	edges   map[int][]unit.Abs // where numbers end, ascending, by index of the page
	found   bool
}

// entry is the entry of an article or, if its level is not 0, of a heading.
type entry struct {
	article int
	level   int
	lines   []*Line
}

// last returns the line that ends with the number.
func (e *entry) last() *Line { return e.lines[len(e.lines)-1] }

func (e *entry) text() string {
	var b strings.Builder
	for _, l := range e.lines {
		b.WriteString(l.Text)
	}
	return b.String()
}

// readContents collects titles, entries and leaders.
func (d *Doc) readContents() *contents {
	t := &contents{doc: d, titles: map[int]int{}, edges: map[int][]unit.Abs{}}
	entries := map[int]*entry{}
	block, on := 0, -1 // of the last entry of a heading, and its page
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			switch l.Kind {
			case frame.KindTitle:
				if _, ok := t.titles[l.Article]; !ok && l.Article > 0 {
					t.titles[l.Article] = i
				}
			case frame.KindLeader:
				t.leaders = append(t.leaders, l)
			case frame.KindContents:
				t.found = true
				if l.Article == 0 {
					continue
				}
				if l.Level > 0 {
					if n := len(t.below); n == 0 || l.Block != block || i != on {
						t.below = append(t.below, &entry{article: l.Article, level: l.Level})
					}
					block, on = l.Block, i
					e := t.below[len(t.below)-1]
					e.lines = append(e.lines, l)
					continue
				}
				e := entries[l.Article]
				if e == nil {
					e = &entry{article: l.Article}
					entries[l.Article] = e
					t.entries = append(t.entries, e)
				}
				e.lines = append(e.lines, l)
			}
		}
	}
	return t
}

// checkContents checks the contents: each entry's number is the label of the
// page with the article's title; numbers end at a common margin; leaders have
// two dots or more and a gap on each side, and align (RULES 6.1).
func (d *Doc) checkContents(c *collector, opt Options) {
	t := d.readContents()
	if !t.found {
		return
	}
	t.readEdges()
	t.checkLinks(c)
	for _, e := range t.entries {
		t.checkEntry(c, e, opt)
	}
	t.checkEdge(c, opt.ContentsColumns)
	t.checkWhole(c)
	t.checkHeadings(c)
	t.checkOrder(c)
	t.checkLeaders(c)
}

// checkLinks checks that the lines of an article's entry link to the page with the title.
func (t *contents) checkLinks(c *collector) {
	for _, e := range t.entries {
		page, ok := t.titles[e.article]
		for _, l := range e.lines {
			for _, dest := range l.Dests {
				if ok && dest.Page != page {
					c.at("contents 6", l, "links to page index %d, the title is on %d", dest.Page, page)
				}
			}
		}
	}
}

// checkEntry checks that an entry has the right text and number, with dots
// between them (RULES 6.1–6.3).
func (t *contents) checkEntry(c *collector, e *entry, opt Options) {
	l := e.last()
	page, ok := t.titles[e.article]
	if !ok {
		c.at("contents 6", l, "an entry for article %d, which has no title on any page", e.article)
		return
	}
	label := t.doc.Pages[page].Label
	if label == "" || !endsWithNumber(l.Text, label) {
		c.at("contents 6", l, "the title of article %d is on page “%s”", e.article, label)
	}
	if opt.Entry != nil {
		if want, ok := opt.Entry(e.article); ok && squeeze(e.text()) != squeeze(want+label) {
			c.at("contents 6", l, "the entry reads “%s”, not “%s”", clip(e.text(), 12), clip(want, 12))
		}
	}
	if !slices.ContainsFunc(t.leaders, func(o *Line) bool {
		return o.page == l.page && o.Y == l.Y && o.X < l.X+l.Width && t.column(o) == t.column(l)
	}) {
		c.at("leader 6", l, "no dots before the number")
	}
}

// readEdges collects where the numbers of each page end: at one margin in each column.
func (t *contents) readEdges() {
	for _, e := range slices.Concat(t.entries, t.below) {
		l := e.last()
		if _, ok := t.titles[e.article]; !ok && e.level == 0 {
			continue
		}
		edges := t.edges[l.page]
		if at, found := slices.BinarySearch(edges, l.X+l.Width); !found {
			t.edges[l.page] = slices.Insert(edges, at, l.X+l.Width)
		}
	}
}

// column returns the column of a line: the number of margins of numbers left of it.
func (t *contents) column(l *Line) int {
	at, _ := slices.BinarySearch(t.edges[l.page], l.X+1)
	return at
}

// checkEdge checks that the numbers of a column end at a common margin; margins may
// change sides from page to page. Entries go down each column and then to the next
// (RULES 6.8).
func (t *contents) checkEdge(c *collector, columns int) {
	for _, e := range slices.Concat(t.entries, t.below) {
		l := e.last()
		if edges := t.edges[l.page]; len(edges) > max(1, columns) {
			c.at("contents 6", l, "numbers end at %d margins: %v", len(edges), edges)
		}
		for _, o := range e.lines {
			if o.page == l.page && t.column(o) != t.column(l) {
				c.at("contents 6.8", o, "a line of an entry that ends in another column")
			}
		}
	}
	for i := range t.doc.Pages {
		var before *Line
		for _, l := range t.doc.Pages[i].Lines {
			if l.Kind != frame.KindContents || l.Block < 1 {
				continue
			}
			if before != nil {
				from, to := t.column(before), t.column(l)
				if to < from || to == from && l.Y < before.Y {
					c.at("contents 6.8", l, "it stands above or left of the line before it")
				}
				if to > from && before.Article == 0 {
					c.at("contents 6.8", before, "a column ends with a label")
				}
			}
			before = l
		}
	}
}

// checkWhole checks that every article has an entry.
func (t *contents) checkWhole(c *collector) {
	for a := 1; a <= len(t.titles); a++ {
		if _, ok := t.titles[a]; ok && t.entryOf(a) == nil {
			c.add("contents 6", -1, "article %d is not in the contents", a)
		}
	}
}

// endsWithNumber reports whether text ends with the number want and not with a
// longer one.
func endsWithNumber(text, want string) bool {
	rest, ok := strings.CutSuffix(strings.TrimRight(text, " "), want)
	if !ok {
		return false
	}
	r := []rune(rest)
	return len(r) == 0 || !isDigit(r[len(r)-1])
}

func (t *contents) checkLeaders(c *collector) {
	d := t.doc
	var step, phase unit.Abs
	on, column := -1, 0
	for _, l := range t.leaders {
		n := len(l.Glyphs)
		if n < 2 {
			c.at("leader 6", l, "a leader of %d dots", n)
			continue
		}
		s := l.Glyphs[1].X - l.Glyphs[0].X
		x := l.X + l.Glyphs[0].X
		switch {
		case s <= 0:
			c.at("leader 6", l, "dots that do not advance")
			continue
		case l.page != on || t.column(l) != column:
			if step != 0 && s != step {
				c.at("leader 6", l, "dots at a step of %s, elsewhere of %s", s, step)
			}
			step, phase, on, column = s, x, l.page, t.column(l)
		case s != step || (x-phase)%step != 0:
			c.at("leader 6", l, "its dots do not align with those of other leaders")
		}
		for _, o := range d.Pages[l.page].Lines {
			if o == l || o.Y != l.Y || o.Kind == frame.KindLeader {
				continue
			}
			if o.X < l.X+l.Width && l.X < o.X+o.Width || o.X == l.X+l.Width || o.X+o.Width == l.X {
				c.at("leader 6", l, "no gap between the dots and “%s”", clip(o.Text, 6))
			}
		}
	}
}
