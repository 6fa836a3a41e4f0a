package check

import (
	"strings"

	"jianbao/layout/frame"
)

// running reports whether a line is running text of an article.
func (l *Line) running() bool {
	return l.Kind == frame.KindBody || l.Kind == frame.KindQuote || l.Kind == frame.KindVerse || l.Kind == frame.KindAttachment || l.Kind == frame.KindSignature || l.Kind == frame.KindSignedDate
}

// followed reports whether a line counts as text that a heading keeps with it. Captions
// and notes that are too tall for their tables are paragraphs.
func (l *Line) followed() bool {
	switch l.Kind {
	case frame.KindCode, frame.KindName:
		return true
	case frame.KindTableCaption, frame.KindTableNote:
		return l.Table == nil
	}
	return l.running()
}

// copied reports whether a line is of a paragraph of an article.
func (l *Line) copied() bool { return l.running() || l.Kind == frame.KindSalutation }

// checkSplits checks that no page begins with the last line of a paragraph, and
// that enough of its lines stay at the foot of the page before (RULES 5.3).
func (d *Doc) checkSplits(c *collector, paras [][]*Line, opt Options) {
	for _, q := range paras {
		if !q[0].running() || len(q) < 2 || !q[0].apart(q[len(q)-1]) {
			continue
		}
		last := q[len(q)-1]
		if q[len(q)-2].apart(last) {
			c.at("widow 5.3", last, "a page begins with the last line of a paragraph")
		}
		n := 0
		for n < len(q) && !q[n].apart(q[0]) {
			n++
		}
		if n < opt.Foot {
			c.at("orphan 5.3", q[0], "%d line of a paragraph at the page's foot, %d must stay", n, opt.Foot)
		}
	}
}

// checkKeeps checks that a heading is on a page with two lines of text after it,
// a title and a section's label with some text, and a source line with the last
// two lines of text (RULES 5.3).
func (d *Doc) checkKeeps(c *collector) {
	byArticle := map[int][]*Line{}
	most := 0
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			switch l.Kind {
			case frame.KindBody, frame.KindQuote, frame.KindVerse, frame.KindName, frame.KindCode, frame.KindAttachment, frame.KindSalutation, frame.KindSignature, frame.KindSignedDate,
				frame.KindBoxTitle, frame.KindHeading, frame.KindTitle, frame.KindSource, frame.KindSection, frame.KindTableCaption, frame.KindTableNote:
				if l.Article > 0 && l.Table == nil {
					byArticle[l.Article] = append(byArticle[l.Article], l)
					most = max(most, l.Article)
				}
			}
		}
	}
	for a := 1; a <= most; a++ {
		lines := byArticle[a]
		for i, l := range lines {
			switch l.Kind {
			case frame.KindHeading, frame.KindTitle, frame.KindSection:
				d.checkFollowed(c, l, lines[i+1:])
			case frame.KindSource:
				d.checkPreceded(c, l, lines[:i])
			}
		}
	}
}

func (d *Doc) checkFollowed(c *collector, l *Line, after []*Line) {
	need, have := 2, 0
	for _, n := range after {
		if n.Box > 0 && n.Box != l.Box { // which has rules of its own
			if n.page == l.page {
				return
			}
			continue
		}
		if n.Kind == frame.KindHeading && have > 0 {
			return // all the text before the next heading
		}
		if !n.followed() {
			if n.apart(l) && !d.accompanied(l, n) {
				c.at("heading 5.3", l, "a %s is separated from what follows it", l.Kind)
				return
			}
			continue
		}
		if n.apart(l) && d.accompanied(l, n) {
			return
		}
		if n.apart(l) {
			c.at("heading 5.3", l, "a %s at the foot of a page with %d lines of text after it", l.Kind, have)
			return
		}
		if have++; have == need {
			return
		}
	}
}

func (d *Doc) checkPreceded(c *collector, l *Line, before []*Line) {
	need, have := 2, 0
	for i := len(before) - 1; i >= 0 && have < need; i-- {
		if before[i].Box > 0 {
			return
		}
		if !before[i].followed() {
			if before[i].Kind == frame.KindSource {
				continue
			}
			return
		}
		if d.tableBefore(c, l, before[i]) {
			return
		}
		if before[i].apart(l) && (before[i].page != l.page || before[i].region == l.region) {
			c.at("source 5.3", l, "a source line with %d lines of text on its page", have)
			return
		}
		have++
	}
}

// tableBefore reports whether a table stands between two lines of an article. The
// source line below it is on its page, unless its last row is too tall for that.
func (d *Doc) tableBefore(c *collector, source, above *Line) bool {
	for i := source.page; i >= above.page; i-- {
		if !d.table(i, above, source) {
			continue
		}
		if i < source.page {
			var cells []*Line
			for _, l := range d.Pages[i].Lines {
				if l.Kind == frame.KindCell && l.Article == source.Article {
					cells = append(cells, l)
				}
			}
			if top, foot := span(cells); foot-top < 10*source.Size {
				c.at("source 5.3", source, "a source line is separated from the table before it")
			}
		}
		return true
	}
	return false
}

// checkFolios checks that the body's pages are numbered from 1, beginning on a
// recto, that the printed number is the page's label, and that blank pages have
// none.
func (d *Doc) checkFolios(c *collector, opt Options) {
	next, last, before := 1, 0, 0
	for i := range d.Pages {
		pg := &d.Pages[i]
		c.page = i
		if last > 0 {
			next += pg.Number - before - 1 // a dump leaves out pages without lines
		}
		before = pg.Number
		folio := d.checkPrinted(c, pg, opt)
		n, ok := number(pg.Label)
		switch {
		case pg.Front:
			continue
		case !ok:
			next++ // an unnumbered page of the sequence still counts
			continue
		case n < next || n <= last || n > next && !pg.Blank:
			c.add("folio 6", -1, "page number %s out of sequence", pg.Label)
		}
		if n == 1 && pg.Number%2 == 0 {
			c.add("recto 6", -1, "page 1 is not a right-hand page")
		}
		last, next = n, n+1
		if opt.Outside && folio != nil && pg.Width > 0 && (n%2 == 1) != (2*folio.X+folio.Width > pg.Width) {
			c.at("folio outside", folio, "the number is on the inner side")
		}
	}
	c.page = -1
}

// checkPrinted compares the number printed on a page with the page's label, and
// returns its line; nil if there is none.
func (d *Doc) checkPrinted(c *collector, pg *Page, opt Options) (folio *Line) {
	hidden := opt.FirstHidden && pg.Label == "1" && !pg.Front
	for _, l := range pg.Lines {
		if l.Kind == frame.KindFolio {
			if folio != nil {
				c.at("folio 6", l, "a second page number on one page")
			}
			folio = l
		}
	}
	switch {
	case folio != nil && pg.Blank:
		c.at("folio 6", folio, "a blank page has a number")
	case folio != nil && label(folio.Text) != pg.Label:
		c.at("folio 6", folio, "the printed number is not the page's label “%s”", pg.Label)
	case folio != nil && hidden:
		c.at("folio 6", folio, "page 1 has its number printed")
	case folio == nil && !hidden && pg.Label != "" && !pg.Blank:
		c.add("folio 6", -1, "page %s has no number printed", pg.Label)
	}
	return folio
}

// label returns the text of a folio without its dashes: — 1 —.
func label(s string) string {
	return strings.Trim(s, " —–-·\u00a0\u3000")
}

// number returns the value of a label in Arabic digits.
func number(s string) (int, bool) {
	n := 0
	for _, r := range s {
		if !isDigit(r) || n > 1e6 {
			return 0, false
		}
		n = 10*n + int(r-'0')
	}
	return n, s != ""
}

// checkTitles checks that title lines are centred over the text block and end as
// RULES 5.4 requires.
func (d *Doc) checkTitles(c *collector, opt Options) {
	for i := range d.Pages {
		pg := &d.Pages[i]
		var body, title *Line
		var titles []*Line
		for _, l := range pg.Lines {
			if l.Kind == frame.KindBody && !l.First && l.Level == 0 && (body == nil || l.Measure > body.Measure) { // not beside a picture
				body = l
			}
			if l.Kind == frame.KindTitle {
				titles = append(titles, l)
				title = l
			}
		}
		if body == nil || title == nil {
			continue
		}
		for _, l := range titles {
			middle := 2*body.X + body.Measure
			if opt.Block != nil { // all lines may be beside a picture
				block := opt.Block(pg.Number)
				middle = 2*block.X + block.Width
			} else if body.Column > 0 {
				continue
			}
			if off := 2*l.X + l.Width - middle; abs(off) > 4 && !l.forced() {
				c.at("title 5.4", l, "is %s off the middle", em(off/2, l.Size))
			}
		}
		if opt.Title == nil || len(titles) < 2 {
			continue
		}
		if t, ok := opt.Title(title.Article); ok && title.Last && !title.forced() && title.Article == titles[0].Article {
			tail := t[strings.LastIndexByte(t, '\n')+1:]
			if n := len([]rune(squeeze(title.Text))); n < 3 && squeeze(tail) != squeeze(title.Text) {
				c.at("title 5.4", title, "%d characters on a title's last line", n)
			}
		}
	}
}
