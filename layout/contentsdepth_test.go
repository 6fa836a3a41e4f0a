package layout_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// headed returns an article with headings, given as "1 text", each above a paragraph of
// so many characters.
func headed(title string, length int, headings ...string) content.Article {
	a := article(title)
	for _, h := range headings {
		level, name, _ := strings.Cut(h, " ")
		n, _ := strconv.Atoi(level)
		a.Body = append(a.Body, &content.Heading{Level: n, Inlines: []content.Inline{content.Run{Value: name}}})
		a.Body = append(a.Body, paragraphs(length)...)
	}
	return a
}

// longIssue returns an issue with long and short articles that have headings.
func longIssue() *content.Issue {
	long := headed("长文", 500, "1 基本情况", "2 主要工作", "3 细节", "2 成效", "1 下一步打算")
	first := headed("分两处的文章", 200, "1 前一半")
	first.ID = text("a")
	rest := headed("分两处的文章", 200, "1 后一半")
	rest.PartOf = text("a")
	return bulletinOf(
		section("要闻", long, headed("短文", 30, "1 不列的标题"), first),
		section("文艺", article("诗"), rest))
}

// entriesOf returns the entries of the contents, each with its level and number.
func entriesOf(doc *frame.Document) (list []string) {
	block := -1
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Kind != frame.KindContents || l.Article == 0 {
				continue
			}
			if l.Block != block {
				list = append(list, strconv.Itoa(l.Level)+" ")
				block = l.Block
			} else if strings.Trim(l.Text, "0123456789") == "" {
				list[len(list)-1] += " "
			}
			list[len(list)-1] += l.Text
		}
	}
	return list
}

// TestContentsDepth: with contents.depth the headings of long articles have entries
// below those of their articles, nested in the structure, with the numbers of their
// pages and links to their places (RULES 6.6).
func TestContentsDepth(t *testing.T) {
	for k, name := range theme.Names() {
		for n, form := range []string{"page", "masthead"} {
			if !thorough() && n != k%2 {
				continue
			}
			for depth, want := range [][]string{
				{"长文", "短文", "分两处的文章", "诗"},
				{"长文", "1 基本情况", "1 下一步打算", "短文", "分两处的文章", "1 前一半", "1 后一半", "诗"},
				{"长文", "1 基本情况", "2 主要工作", "2 成效", "1 下一步打算", "短文", "分两处的文章", "1 前一半", "1 后一半", "诗"},
			} {
				th := themed(t, name, slices.Concat(checkable, settings("cover.form", form), []content.Setting{{Key: "contents.depth", Value: int64(depth)}})...)
				is := longIssue()
				where := fmt.Sprintf("%s %s %d", name, form, depth)
				doc, found := composeChecked(t, where, is, th, options(is, th))
				noWarnings(t, where, found)
				var got []string
				for _, e := range entriesOf(doc) {
					level, rest, _ := strings.Cut(e, " ")
					text, number, _ := strings.Cut(rest, " ")
					if level != "0" {
						text = level + " " + text
					}
					if number == "" {
						t.Errorf("%s: %q has no number", where, e)
					}
					got = append(got, text)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s: entries %q, want %q", where, got, want)
				}
				checkTargets(t, where, doc)
				if got, want := nesting(doc.Root), []int{4, []int{0, 4, 4}[depth], []int{0, 0, 2}[depth]}; !slices.Equal(got, want) {
					t.Errorf("%s: %v entries of each level in the structure, want %v", where, got, want)
				}
			}
		}
	}
}

// checkTargets checks that each entry of a heading leads to at most a line and a half
// above the heading.
func checkTargets(t *testing.T, where string, doc *frame.Document) {
	t.Helper()
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Kind != frame.KindContents || l.Level == 0 || strings.Trim(l.Text, "0123456789") == "" {
				continue
			}
			dest := l.Links[0].Dest
			found := false
			for _, item := range doc.Pages[dest.Page].Items {
				h, ok := item.(*frame.Line)
				found = found || ok && h.Kind == frame.KindHeading && h.Text == l.Text && (dest.Y == 0 || h.Y > dest.Y && h.Y < dest.Y+4*h.Size)
			}
			if !found {
				t.Errorf("%s: %q leads to %s on page index %d, where it is not", where, l.Text, dest.Y, dest.Page)
			}
		}
	}
}

// nesting counts the entries of the contents by the number of entries that they are in.
func nesting(root *frame.Node) []int {
	counts := make([]int, 3)
	var walk func(n *frame.Node, depth int)
	walk = func(n *frame.Node, depth int) {
		if n.Role == frame.RoleTOCI {
			counts[depth]++
			depth++
		}
		for _, child := range n.Children {
			walk(child, depth)
		}
	}
	walk(root, 0)
	return counts
}

// TestContentsGrow: where the headings of an issue make the contents below a masthead
// longer than its first page, numbers and places agree all the same.
func TestContentsGrow(t *testing.T) {
	for k, name := range theme.Names() {
		for n, form := range []string{"page", "masthead"} {
			if !thorough() && n != k%2 {
				continue
			}
			for articles := 1; articles <= 9; articles += 2 {
				var list []content.Article
				for i := range articles {
					var headings []string
					for k := range 8 {
						headings = append(headings, fmt.Sprintf("1 第%d篇的标题%d", i+1, k+1))
					}
					list = append(list, headed(fmt.Sprintf("文章%d", i+1), 150, headings...))
				}
				is := bulletinOf(section("甲", list...))
				th := themed(t, name, slices.Concat(checkable, settings("cover.form", form, "start.articles", "continue"), []content.Setting{{Key: "contents.depth", Value: int64(1)}, {Key: "contents.least", Value: int64(1)}})...)
				var log diag.List
				doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
				where := fmt.Sprintf("%s %s %d", name, form, articles)
				for _, d := range log.Items() {
					if d.Severity > diag.Notice {
						t.Errorf("%s: %s", where, d.Message(diag.EN))
					}
				}
				report(t, where, check.Document(doc, options(is, th)))
				pages := map[int]bool{}
				for i := range doc.Pages {
					for _, item := range doc.Pages[i].Items {
						if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindContents {
							pages[i] = true
						}
					}
				}
				if n := len(entriesOf(doc)); n != 9*articles {
					t.Errorf("%s: %d entries, want %d", where, n, 9*articles)
				}
				if articles == 9 && len(pages) < 2 {
					t.Errorf("%s: the contents have %d page", where, len(pages))
				}
			}
		}
	}
}

// TestContentsHeadingText: an entry has the number that the program gives a heading,
// scripts, and no marks of notes, decorations or readings; headings in boxes and
// quotations have none.
func TestContentsHeadingText(t *testing.T) {
	a := headed("长文", 900, "1 面积")
	h := a.Body[0].(*content.Heading)
	h.Inlines = []content.Inline{
		content.Run{Value: "10"}, content.Run{Value: "6", Script: content.Superscript},
		content.Run{Value: "亩", Decoration: content.Decoration{Dots: true}},
		content.NoteCall{Note: &content.Note{Paragraphs: [][]content.Inline{{content.Run{Value: "合计。"}}}}},
		content.Run{Value: "土地", Ruby: content.Ruby{Text: "tǔdì", Nth: 1}},
	}
	in := []content.Block{&content.Heading{Level: 1, Inlines: []content.Inline{content.Run{Value: "内"}}}, paragraphs(60)[0]}
	a.Body = append(a.Body, &content.Quote{Blocks: in}, &content.Box{Name: text("小资料"), Blocks: in})
	is := bulletinOf(section("", a))
	th := themed(t, "bulletin", content.Setting{Key: "contents.depth", Value: int64(1)}, content.Setting{Key: "headings.number", Value: true})
	doc, _ := compose(t, is, th)
	list := entriesOf(doc)
	if want := []string{"0 长文 1", "1 一、106亩土地 1"}; !slices.Equal(list, want) {
		t.Fatalf("entries %q, want %q", list, want)
	}
	scripts, marked := 0, false
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindContents && l.Level == 1 {
				for _, g := range l.Glyphs {
					if g.Script == frame.Superscript {
						scripts++
					}
				}
				marked = marked || len(l.Decorations)+len(l.Rubies)+len(l.Calls) > 0
			}
		}
	}
	if scripts == 0 || marked {
		t.Errorf("%d superscripts; decorated, read or marked: %v", scripts, marked)
	}
}

// TestContentsHeadingsChecked: a wrong entry of a heading is found.
func TestContentsHeadingsChecked(t *testing.T) {
	th := themed(t, "bulletin", slices.Concat(checkable, []content.Setting{{Key: "contents.depth", Value: int64(2)}})...)
	for what, change := range map[string]func(l *frame.Line){
		"text":   func(l *frame.Line) { l.Text = "主要内容" },
		"number": func(l *frame.Line) { l.Links[0].Dest.Page++ },
		"level":  func(l *frame.Line) { l.Level = 1 },
		"none":   func(l *frame.Line) { l.Kind = frame.KindSource },
		"indent": func(l *frame.Line) { l.X = 0 },
	} {
		is := longIssue()
		doc, _ := compose(t, is, th)
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindContents && l.Text == "主要工作" {
					change(l)
				}
			}
		}
		if found := check.Document(doc, options(is, th)); !slices.ContainsFunc(found, func(v check.Violation) bool { return v.Rule == "contents 6.6" }) {
			t.Errorf("%s: %v", what, found)
		}
	}
}
