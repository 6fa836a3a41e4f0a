package layout_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/check/gen"
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

// ledReport returns the body of a long report: headings in paragraphs of their own, and
// run-in heads, as .txt has them.
func ledReport(chapters bool) []content.Block {
	filler := strings.Repeat(duties, 12)
	var body []content.Block
	add := func(in ...content.Inline) { body = append(body, &content.Paragraph{Inlines: in}) }
	plain := func(text string) { add(content.Run{Value: text}) }
	level := 1
	if chapters {
		plain("第一章　总则")
		level = 2
	}
	body = append(body, &content.Heading{Level: 1, Inlines: []content.Inline{content.Run{Value: "一、总体要求"}}})
	plain(filler)
	plain("（一）加强组织领导。" + filler)
	add(content.Run{Value: "（二）"}, content.Run{Value: "严格", Decoration: content.Decoration{Dots: true}}, content.Run{Value: "管CO"}, content.Run{Value: "2", Script: content.Subscript},
		content.NoteCall{Note: &content.Note{Paragraphs: [][]content.Inline{{content.Run{Value: "二氧化碳。"}}}}},
		content.Run{Value: "。", Strong: true}, content.Run{Value: filler})
	plain("1. 巡护。" + filler)
	plain("二、抓好落实。" + filler)
	if level == 2 {
		plain("第二章　附则")
	}
	plain("三、加强宣传和督查，确保各项措施落到每一条渠道。" + filler)
	body = append(body, &content.Quote{Blocks: []content.Block{&content.Paragraph{Inlines: []content.Inline{content.Run{Value: "四、不列的引文。", Lead: content.RunIn1}, content.Run{Value: filler}}}}})
	plain("五、" + filler)
	return body
}

const duties = "各乡镇要成立专班，明确责任，把用水的调度、巡护、抢修和宣传落到实处。"

// firstRunes returns the first n characters of a text.
func firstRunes(text string, n int) string { return string([]rune(text)[:n]) }

// Contents above the text settle where an article goes beyond its page only if its
// headings are not listed: they are then (RULES 6.6).
func TestContentsOfSpreadArticle(t *testing.T) {
	th := themed(t, "jianbao", slices.Concat(checkable, []content.Setting{{Key: "contents.depth", Value: int64(2)}})...)
	kept := 0
	for n := 20; n < 460; n += 20 {
		long, short := article("通知"), article("短文")
		long.Body = ledReport(false)
		short.Body = []content.Block{&content.Paragraph{Inlines: []content.Inline{content.Run{Value: "（一）加强组织领导。" + firstRunes(strings.Repeat(duties, 20), n)}}}}
		is := recognized(bulletinOf(section("要闻", long, short)), th)
		doc, found := composeChecked(t, fmt.Sprint(n, " characters"), is, th, options(is, th))
		noWarnings(t, fmt.Sprint(n, " characters"), found)
		pages := map[int]bool{}
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Article == 2 && l.Kind == frame.KindBody {
					pages[i] = true
				}
			}
		}
		if list := entriesOf(doc); len(pages) == 1 && !strings.Contains(list[len(list)-1], "短文") {
			kept++
		}
	}
	if kept == 0 {
		t.Error("no article of one page has a heading in the contents: the test is of nothing")
	}
}

// TestContentsRunIn: run-in heads are listed as headings are, without their stop, also
// where chapters are above them (RULES 6.6, 11.2).
func TestContentsRunIn(t *testing.T) {
	for k, name := range theme.Names() {
		for depth, want := range []string{
			"通知|短文",
			"通知|1 一、总体要求|1 二、抓好落实|1 三、加强宣传和督查，确保各项措施落到每一条渠道|短文",
			"通知|1 一、总体要求|2 （一）加强组织领导|2 （二）严格管CO2|1 二、抓好落实|1 三、加强宣传和督查，确保各项措施落到每一条渠道|短文",
		} {
			for _, chapters := range []bool{false, true} {
				if !thorough() && chapters != (k%2 == 0) {
					continue
				}
				if chapters {
					want = []string{"通知|短文", "通知|1 第一章　总则|1 第二章　附则|短文",
						"通知|1 第一章　总则|2 一、总体要求|2 二、抓好落实|1 第二章　附则|2 三、加强宣传和督查，确保各项措施落到每一条渠道|短文"}[depth]
				}
				long, short := article("通知"), article("短文")
				long.Body = ledReport(chapters)
				short.Body = []content.Block{&content.Paragraph{Inlines: []content.Inline{content.Run{Value: "（一）加强组织领导。" + firstRunes(strings.Repeat(duties, 2), 60)}}}}
				th := themed(t, name, slices.Concat(checkable, []content.Setting{{Key: "contents.depth", Value: int64(depth)}})...)
				is := recognized(bulletinOf(section("要闻", long, short)), th)
				where := fmt.Sprintf("%s %d %v", name, depth, chapters)
				doc, found := composeChecked(t, where, is, th, options(is, th))
				noWarnings(t, where, found)
				var got []string
				for _, e := range entriesOf(doc) {
					text, number, _ := strings.Cut(strings.TrimPrefix(e, "0 "), " ")
					if e[0] != '0' {
						level := text
						text, number, _ = strings.Cut(number, " ")
						text = level + " " + text
					}
					if number == "" {
						t.Errorf("%s: %q has no number", where, e)
					}
					got = append(got, text)
				}
				if strings.Join(got, "|") != want {
					t.Errorf("%s:\n got %s\nwant %s", where, strings.Join(got, "|"), want)
				}
				var marks []string
				for _, m := range doc.Outline[0].Children[0].Children {
					marks = append(marks, m.Title)
				}
				if entries := strings.Count(want, "|1 "); len(marks) != entries {
					t.Errorf("%s: bookmarks %q, want %d", where, marks, entries)
				}
			}
		}
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
		led := article("通知")
		led.Body = ledReport(false)
		for entry, is := range map[string]*content.Issue{"主要工作": longIssue(), "（一）加强组织领导": recognized(bulletinOf(section("", led, article("诗"))), th)} {
			doc, _ := compose(t, is, th)
			changed := false
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindContents && l.Text == entry {
						change(l)
						changed = true
					}
				}
			}
			if found := check.Document(doc, options(is, th)); !changed || !slices.ContainsFunc(found, func(v check.Violation) bool { return v.Rule == "contents 6.6" }) {
				t.Errorf("%s of %s: %v", what, entry, found)
			}
		}
	}
}

// randomReport returns the body of an article with headings of all levels, run-in heads,
// chapters, boxes, quotations and notes, in any order.
func randomReport(r *rand.Rand) (body []content.Block) {
	const han = "加强组织领导明确责任分工落实防汛措施提高用水效率"
	words := func(n int) string {
		letters := []rune(han)
		var b strings.Builder
		for range n {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		return b.String()
	}
	number := func(level, n int) string {
		return []string{"", hanDigits(n) + "、", "（" + hanDigits(n) + "）", fmt.Sprint(n, ". "), fmt.Sprintf("（%d）", n)}[level]
	}
	chapters, count := r.IntN(3) == 0, 0
	add := func(in ...content.Inline) { body = append(body, &content.Paragraph{Inlines: in}) }
	for n := range 3 + r.IntN(12) {
		level := 1 + r.IntN(4)
		switch kind := r.IntN(9); {
		case kind < 2:
			text := words(2 + r.IntN(30))
			if r.IntN(2) == 0 {
				text = number(level, n+1) + text
			}
			body = append(body, &content.Heading{Level: level, Inlines: inlines(text)})
		case kind < 5:
			in := inlines(number(level, n+1) + words(2+r.IntN(22)))
			if r.IntN(3) == 0 {
				in = append(in, content.NoteCall{Note: noteOf(fmt.Sprint(n), 20)})
			}
			add(append(in, content.Run{Value: "。", Strong: r.IntN(2) == 0}, content.Run{Value: words(1+r.IntN(300)) + "。"})...)
		case kind == 5 && chapters:
			count++
			add(content.Run{Value: "第" + hanDigits(count) + []string{"章", "章", "节"}[r.IntN(3)] + "　" + words(2+r.IntN(8))})
		case kind == 6 && r.IntN(2) == 0:
			body = append(body, &content.List{Items: [][]content.Block{{&content.Heading{Level: level, Inlines: inlines(words(5))}, paragraphs(40)[0]}, paragraphs(20)}})
		case kind == 6:
			body = append(body, &content.Quote{Blocks: []content.Block{&content.Heading{Level: level, Inlines: inlines(words(5))}, paragraphs(40)[0]}})
		case kind == 7:
			body = append(body, boxOf("小资料", "", &content.Heading{Level: level, Inlines: inlines(words(5))}, paragraphs(60)[0]))
		}
		body = append(body, paragraphs(1+r.IntN(400))...)
	}
	return body
}

func hanDigits(n int) string {
	digits := []rune("〇一二三四五六七八九十")
	switch {
	case n <= 10:
		return string(digits[n])
	case n < 20:
		return "十" + string(digits[n-10])
	}
	return string(digits[n/10]) + "十" + strings.TrimPrefix(string(digits[n%10]), "〇")
}

// Random reports with contents of any depth and form: every heading has its entry with its
// page (RULES 6.6), and every rule is kept.
func TestRandomContents(t *testing.T) {
	t.Parallel()
	for seed := range gen.Seeds(t, 6, 60) {
		r := rand.New(rand.NewPCG(seed, 66))
		set := slices.Concat(checkable, settings("cover.form", []string{"page", "masthead"}[r.IntN(2)], "contents.form", []string{"plain", "box"}[r.IntN(2)], "start.articles", []string{"page", "continue"}[r.IntN(2)]),
			[]content.Setting{{Key: "contents.depth", Value: int64(r.IntN(3))}, {Key: "contents.columns", Value: int64(1 + r.IntN(2))}, {Key: "headings.number", Value: r.IntN(2) == 0}})
		th := themed(t, themeOf(seed), set...)
		var list []content.Article
		for k := range 1 + r.IntN(5) {
			a := article(fmt.Sprint("报告", k))
			a.Body = randomReport(r)
			a.Columns = r.IntN(3)
			list = append(list, a)
		}
		is := recognized(bulletinOf(section("要闻", list...)), th)
		composeChecked(t, fmt.Sprint(th.Name, " seed ", seed), is, th, options(is, th))
	}
}
