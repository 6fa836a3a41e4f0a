package layout

import (
	"fmt"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// shortPage is the number of lines, without the source, below which an article's
// last page is reported as short.
const shortPage = 4

// lastPages reports to an editor how full the last pages of articles are
// (Options.Advise). Articles of one page are left out.
type lastPages struct {
	c    *composer
	log  *diag.List
	free diag.Term // lines free on each
}

// add considers an article that has been placed below start and after which
// nothing else continues. Its last page is the body's last so far.
func (l *lastPages) add(t *articleTask, a *page.Article, start unit.Abs) {
	if len(a.Pages) < 2 {
		return
	}
	n := len(l.c.pages)
	if rows := a.FreeRows(); !t.Followed && rows > 0 {
		if l.free.ZH != "" {
			l.free.ZH += "，"
			l.free.EN += ", "
		}
		l.free.ZH += fmt.Sprintf("第 %d 页 %d 行", n, rows)
		l.free.EN += fmt.Sprintf("page %d: %d", n, rows)
	}
	lines := a.Tail()
	if lines == 0 || lines >= shortPage {
		return
	}
	hint := diag.Term{ZH: "压缩排版也收不回：删去或添上几行", EN: "copyfitting cannot pull them back: cut or add some lines"}
	if pages := l.c.fewer(t, a, start); pages > 0 {
		hint = diag.Term{ZH: fmt.Sprintf("在这篇文章下写 fit = %d，收回前一页", pages), EN: fmt.Sprintf("give fit = %d for the article to pull them back", pages)}
	}
	title := &t.Article.Title
	l.log.Add("last-page-short", title.Place.At(0, len(title.Value)), title.Joined(), n, lines, hint)
}

// report reports the lines that are free.
func (l *lastPages) report() {
	if l.free.ZH != "" {
		l.log.Add("last-pages-free", diag.Span{Source: l.c.issue.Source}, l.free)
	}
}

// continues reports whether article i goes on below the one before it.
func (c *composer) continues(i int) bool {
	return i > 0 && i < len(c.tasks) && c.tasks[i].start == content.StartContinue
}
