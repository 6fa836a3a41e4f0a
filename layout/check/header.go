package check

import (
	"strings"

	"jianbao/layout/frame"
)

// Header is what running heads print.
type Header struct {
	Outside, Inside string // forms of the theme
	Title, Issue    string // values of {title} and {issue}
	// Article returns the values of {section} and {article} for an article.
	Article func(article int) (section, title string)
}

// checkHeaders checks the running heads (RULES 5.6): none on a page with a cover, a
// masthead or the head of a document or without content, above the text block elsewhere, at its side, and with
// the text that the theme's forms give for the article that the page begins with.
func (d *Doc) checkHeaders(c *collector, opt Options) {
	for i := range d.Pages {
		pg := &d.Pages[i]
		var sides [2]strings.Builder // outer, inner
		bare, contents := pg.Blank, false
		for _, l := range pg.Lines {
			bare = bare || l.Kind == frame.KindCover || l.Kind == frame.KindMasthead || l.Part == frame.PartMark
			contents = contents || l.Kind == frame.KindContents
			if l.Kind != frame.KindHeader {
				continue
			}
			sides[min(max(l.Block, 0), 1)].WriteString(l.Text)
			if opt.Block == nil {
				continue
			}
			block := opt.Block(pg.Number)
			if foot := l.box().Y + l.box().Height; foot > block.Y {
				c.at("header 5.6", l, "ends at %s, the text block begins at %s", foot, block.Y)
			}
			right := (l.Block == 0) == (pg.Number%2 == 1)
			if right && abs(l.X+l.Width-block.X-block.Width) > 2 || !right && abs(l.X-block.X) > 2 {
				c.at("header 5.6", l, "from %s to %s, not at its side of the text block", l.X, l.X+l.Width)
			}
		}
		bare = bare || pg.Label == "" && !contents // a back cover
		for k := range sides {
			got, want := sides[k].String(), ""
			if opt.Header != nil && !bare {
				want = opt.Header.text(pg, [2]string{opt.Header.Outside, opt.Header.Inside}[k])
			}
			if bare && got != "" || opt.Header != nil && squeeze(got) != squeeze(want) {
				c.out = append(c.out, Violation{"header 5.6", i, -1, "a running head “" + got + "”, not “" + want + "”"})
			}
		}
	}
}

// text returns what one side of a page's running head prints.
func (h *Header) text(pg *Page, form string) string {
	values := map[string]string{"title": h.Title, "issue": h.Issue}
	if a := pg.firstArticle(); a > 0 {
		values["section"], values["article"] = h.Article(a)
	}
	for _, form := range strings.SplitN(form, "||", 2) {
		complete := form != ""
		for _, name := range []string{"title", "issue", "section", "article"} {
			if in := "{" + name + "}"; strings.Contains(form, in) {
				complete = complete && values[name] != ""
				form = strings.ReplaceAll(form, in, values[name])
			}
		}
		if complete {
			return form
		}
	}
	return ""
}

// firstArticle returns the article of the first line or picture of a page that is of
// one; 0 if none is.
func (pg *Page) firstArticle() int {
	for k := 0; ; k++ {
		for _, p := range pg.Pictures {
			if p.at == k && p.Article > 0 {
				return p.Article
			}
		}
		if k == len(pg.Lines) {
			return 0
		}
		if l := pg.Lines[k]; l.Article > 0 && l.Kind != frame.KindContents && l.Kind != frame.KindLeader {
			return l.Article
		}
	}
}
