package layout_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// partOf returns a further part of an article.
func partOf(id, title string, body ...content.Block) content.Article {
	a := article(title)
	a.PartOf, a.Body = text(id), body
	return a
}

// partedIssue returns an issue with an article in three parts, the last of which begins
// a section.
func partedIssue() *content.Issue {
	return bulletinOf(
		section("要闻", articleNamed("a", "长文", paragraphs(900, 200)...), article("短文"), partOf("a", "长文", paragraphs(300)...)),
		section("文艺", partOf("a", "长文", paragraphs(1500)...), article("诗")))
}

// TestJumps checks an article that is printed in several places, in all themes (RULES
// 6.5).
func TestJumps(t *testing.T) {
	for _, name := range theme.Names() {
		for _, form := range []string{"page", "masthead"} {
			th := themed(t, name, slices.Concat(checkable, settings("cover.form", form))...)
			is := partedIssue()
			doc, found := composeChecked(t, name+" "+form, is, th, options(is, th))
			noWarnings(t, name+" "+form, found)
			var jumps, entries []string
			titles := 0
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					l, ok := item.(*frame.Line)
					switch {
					case !ok:
					case l.Kind == frame.KindJump:
						jumps = append(jumps, l.Text)
						if len(l.Links) != 1 {
							t.Errorf("%s: %q has %d links", name, l.Text, len(l.Links))
						}
					case l.Kind == frame.KindTitle:
						titles++
					case l.Kind == frame.KindContents && l.Article > 0 && strings.Trim(l.Text, "0123456789") != "":
						entries = append(entries, l.Text)
					}
				}
			}
			digits := regexp.MustCompile(`[0-9]+`)
			if got := digits.ReplaceAllString(strings.Join(jumps, " "), "1"); got != "（下转第1页） （上接第1页） （下转第1页） （上接第1页）" {
				t.Errorf("%s %s: %q", name, form, jumps)
			}
			if titles != 3 || strings.Join(entries, " ") != "长文 短文 诗" {
				t.Errorf("%s %s: %d titles, entries %q", name, form, titles, entries)
			}
			if n := len(doc.Outline); n != 2 || len(doc.Outline[0].Children) != 2 || len(doc.Outline[1].Children) != 1 {
				t.Errorf("%s %s: bookmarks %v", name, form, doc.Outline)
			}
		}
	}
}

// TestPartsOnOnePage: a part that directly follows the one before it on its page goes on
// without lines that lead to it; behind another article it has them.
func TestPartsOnOnePage(t *testing.T) {
	for _, c := range []struct {
		first int
		list  []content.Article
		want  string
	}{
		{100, []content.Article{partOf("a", "长文", paragraphs(80)...)}, ""},
		{100, []content.Article{partOf("a", "长文", paragraphs(80)...), partOf("a", "长文", paragraphs(900)...)}, ""},
		{700, []content.Article{partOf("a", "长文", paragraphs(80)...)}, "（下转第2页） （上接第1页）"},
		{100, []content.Article{article("短文"), partOf("a", "长文", paragraphs(80)...)}, "（下转第1页） （上接第1页）"},
	} {
		for i := range c.list {
			c.list[i].Start = content.StartContinue
		}
		if c.first > 500 {
			c.list[0].Start = content.StartPage
		}
		is := bulletinOf(section("要闻", append([]content.Article{articleNamed("a", "长文", paragraphs(c.first)...)}, c.list...)...))
		th := themed(t, "bulletin", checkable...)
		doc, _ := compose(t, is, th)
		report(t, c.want, check.Document(doc, options(is, th)))
		var jumps []string
		for _, s := range tableLines(doc, frame.KindJump) {
			_, text, _ := strings.Cut(s, ":")
			jumps = append(jumps, text)
		}
		if got := strings.Join(jumps, " "); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestJumpsChecked: a line between parts that has a wrong number, or lacks, is found.
func TestJumpsChecked(t *testing.T) {
	th := themed(t, "bulletin", checkable...)
	for what, change := range map[string]func(l *frame.Line){
		"number": func(l *frame.Line) { l.Text = "（下转第9页）" },
		"link":   func(l *frame.Line) { l.Links[0].Dest.Page++ },
		"none":   func(l *frame.Line) { l.Kind = frame.KindSource },
	} {
		is := partedIssue()
		doc, _ := compose(t, is, th)
		changed := false
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindJump && !changed {
					change(l)
					changed = true
				}
			}
		}
		if found := check.Document(doc, options(is, th)); !slices.ContainsFunc(found, func(v check.Violation) bool { return v.Rule == "jump 6.5" }) {
			t.Errorf("%s: %v", what, found)
		}
	}
}
