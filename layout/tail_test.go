package layout_test

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
)

// findingsOf returns the findings with a code, as code and message.
func findingsOf(found []diag.Diagnostic, codes ...string) string {
	var out []string
	for i := range found {
		for _, code := range codes {
			if d := &found[i]; string(d.Code) == code {
				out = append(out, code+": "+d.Message(diag.EN)+"; "+d.Hint(diag.EN))
			}
		}
	}
	return strings.Join(out, "\n")
}

// articleOf returns the ordinal of the article that an item belongs to.
func articleOf(item frame.Item) int {
	switch item := item.(type) {
	case *frame.Line:
		return item.Article
	case *frame.Picture:
		return item.Article
	}
	return 0
}

// TestTail: a last page of as many lines as the theme says, without the source,
// is pulled back where blank lines are enough, and only if the article is alone
// on its pages and without fit (RULES 5.4). 25 lines: label or blank, blank,
// title, blank, and the source leave 20; three blank lines can be removed.
func TestTail(t *testing.T) {
	for _, c := range []struct {
		what   string
		lines  int
		tail   int64
		change func(a, next *content.Article)
		pages  int // of the first article
		want   string
	}{
		{"no tail", 20, 3, nil, 1, ""},
		{"one line", 21, 3, nil, 1, "1 blank line fewer"},
		{"two lines", 22, 3, nil, 1, "2 blank lines fewer"},
		{"the theme keeps tails", 21, 0, nil, 2, ""},
		{"more lines than the theme's", 22, 1, nil, 2, ""},
		{"too much for blank lines", 24, 6, nil, 2, ""},
		{"fit decides", 21, 3, func(a, _ *content.Article) { a.Fit = 2 }, 2, ""},
		{"another article follows", 21, 3, func(_, next *content.Article) { next.Start = content.StartContinue }, 2, ""},
		{"a picture on the last page", 20, 9, func(a, _ *content.Article) {
			a.Body = append(a.Body, photo("A", 4000, 2000))
		}, 2, ""},
	} {
		a, next := article("标题"), article("下一篇")
		a.Body, a.Source = paragraphs(32*c.lines-3), text("办公室")
		if c.change != nil {
			c.change(&a, &next)
		}
		is := bulletinOf(section("栏目", a, next))
		th := themed(t, "bulletin", content.Setting{Key: "fit.tail", Value: c.tail})
		doc, found := compose(t, is, th)
		got := findingsOf(found, "tail-pulled")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		pages := 0
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if articleOf(item) == 1 && !doc.Pages[i].Front {
					pages++
					break
				}
			}
		}
		if pages != c.pages {
			t.Errorf("%s: %d pages, want %d", c.what, pages, c.pages)
		}
		report(t, c.what, check.Document(doc, options(is, th)))
	}
}

// TestAdvise: an editor learns which last pages are short, which fit would mend
// them, and how many lines are free; other commands do not ask.
func TestAdvise(t *testing.T) {
	for _, c := range []struct {
		lines int
		want  string
	}{
		{20, ""},
		{21, `last-page-short: the last page of "标题" (page 2) has 2 lines; give fit = 1 for the article to pull them back` + "\n" +
			`last-pages-free: lines free on the last pages of articles: page 2: 22; `},
		{30, `last-pages-free: lines free on the last pages of articles: page 2: 15; `},
	} {
		a := article("标题")
		a.Body, a.Source = paragraphs(32*c.lines-3), text("办公室")
		th := themed(t, "bulletin", content.Setting{Key: "fit.tail", Value: int64(0)})
		for _, advise := range []bool{true, false} {
			var log diag.List
			layout.Compose(bulletinOf(section("栏目", a)), th, fonts.Bundled(), layout.Options{Advise: advise}, &log)
			want := c.want
			if !advise {
				want = ""
			}
			if got := findingsOf(log.Items(), "last-pages-free", "last-page-short"); got != want {
				t.Errorf("%d lines, advise %v:\n got %s\nwant %s", c.lines, advise, got, want)
			}
		}
	}
}

// TestAdviseStructure: the advice leaves the document as it is, whose links are nodes of
// its structure.
func TestAdviseStructure(t *testing.T) {
	a := article("标题")
	a.Body = paragraphs(32*21 - 23)
	a.Body = append([]content.Block{&content.Paragraph{Inlines: []content.Inline{content.Run{Value: "见"}, content.Run{Value: "网页", Link: "https://example.org/"}}}}, a.Body...)
	var log diag.List
	doc := layout.Compose(bulletinOf(section("栏目", a)), themed(t, "bulletin", content.Setting{Key: "fit.tail", Value: int64(0)}), fonts.Bundled(), layout.Options{Advise: true}, &log)
	if got := findingsOf(log.Items(), "last-page-short"); !strings.Contains(got, "give fit = 1") {
		t.Fatalf("no advice: %s", got)
	}
	if _, err := pdf.Bytes(doc, pdf.Options{}); err != nil {
		t.Error(err)
	}
}

// TestAdviseChain: where articles share pages, the last one counts, and no
// notice is given for those that another one follows.
func TestAdviseChain(t *testing.T) {
	th := themed(t, "bulletin")
	for lines, want := range map[int]string{
		15: "",
		18: `last-page-short: the last page of "乙" (page 2) has 3 lines; give fit = 1 for the article to pull them back` + "\n" +
			`last-pages-free: lines free on the last pages of articles: page 2: 22; `,
	} {
		next := article("乙")
		next.Start, next.Body = content.StartContinue, paragraphs(32*lines-3)
		var log diag.List
		layout.Compose(bulletinOf(section("一", article("甲"), next)), th, fonts.Bundled(), layout.Options{Advise: true}, &log)
		if got := findingsOf(log.Items(), "last-pages-free", "last-page-short", "tail-pulled"); got != want {
			t.Errorf("%d lines:\n got %s\nwant %s", lines, got, want)
		}
	}
}
