package layout_test

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// linkTo is a paragraph that is a link.
func linkTo(id string) content.Block {
	return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "见" + id, Link: "#" + id}}}
}

// TestLinksToHeadings: links with the name of a heading lead to a line above it, those of
// an article to its own one first.
func TestLinksToHeadings(t *testing.T) {
	first := headed("甲", 400, "1 春灌", "2 秋收")
	second := headed("乙", 400, "1 春灌", "1 冬修")
	name := func(a *content.Article, text string) {
		for _, b := range a.Body {
			if h, ok := b.(*content.Heading); ok && content.JoinedRuns(h.Inlines).Value == text {
				h.Anchors = []string{text}
			}
		}
	}
	name(&first, "春灌")
	name(&first, "秋收")
	name(&second, "春灌")
	for _, a := range []*content.Article{&first, &second} {
		a.Body = slices.Concat([]content.Block{linkTo("春灌"), linkTo("秋收")}, a.Body)
	}
	for _, themeName := range theme.Names() {
		th := themed(t, themeName, checkable...)
		is := bulletinOf(section("要闻", first, second))
		var log diag.List
		doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
		report(t, themeName, check.Document(doc, options(is, th)))
		type place struct {
			page int
			y    unit.Abs
		}
		headings := map[string][]place{}
		links := 0
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindHeading {
					text := strings.TrimLeft(l.Text, "一二三、（）")
					headings[text] = append(headings[text], place{i, l.Y})
				}
			}
		}
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				l, ok := item.(*frame.Line)
				if !ok || len(l.Links) == 0 || !strings.HasPrefix(l.Text, "见") {
					continue
				}
				links++
				to := headings[strings.TrimPrefix(l.Text, "见")]
				at := to[min(l.Article, len(to))-1]
				if link := l.Links[0]; link.URL != "" || link.Dest.Page != at.page || link.Dest.Y != 0 && (at.y-link.Dest.Y < th.Body.Pitch || at.y-link.Dest.Y > 3*th.Body.Pitch) {
					t.Errorf("%s: %s of article %d leads to page %d, %v; the heading is on page %d at %v", themeName, l.Text, l.Article, link.Dest.Page, link.Dest.Y, at.page, at.y)
				}
			}
		}
		if links != 4 {
			t.Errorf("%s: %d links", themeName, links)
		}
	}
}

// TestBookmarksOfHeadings: where the contents list headings they have bookmarks below
// their articles.
func TestBookmarksOfHeadings(t *testing.T) {
	var show func(list []frame.Bookmark) string
	show = func(list []frame.Bookmark) string {
		var out []string
		for _, b := range list {
			text := b.Title
			if len(b.Children) > 0 {
				text += "(" + show(b.Children) + ")"
			}
			out = append(out, text)
		}
		return strings.Join(out, " ")
	}
	for depth, want := range []string{
		"要闻(长文 短文 分两处的文章) 文艺(诗)",
		"要闻(长文(基本情况 下一步打算) 短文 分两处的文章(前一半 后一半)) 文艺(诗)",
		"要闻(长文(基本情况(主要工作 成效) 下一步打算) 短文 分两处的文章(前一半 后一半)) 文艺(诗)",
	} {
		th := themed(t, "bulletin", slices.Concat(checkable, []content.Setting{{Key: "contents.depth", Value: int64(depth)}})...)
		var log diag.List
		doc := layout.Compose(longIssue(), th, fonts.Bundled(), layout.Options{}, &log)
		if got := show(doc.Outline); got != want {
			t.Errorf("depth %d:\n got %s\nwant %s", depth, got, want)
		}
	}
}
