package layout_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/fonts/fonttest"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

var update = flag.Bool("update", false, "write the goldens")

// testLibrary has one synthetic face for every role, so that dumps depend on no
// font file.
func testLibrary() *fonts.Library {
	lib := &fonts.Library{}
	face := fonttest.Face()
	for _, role := range fonts.Roles() {
		lib.Add(role, face)
	}
	return lib
}

func text(s string) content.Text { return content.Text{Value: s} }

func paragraphs(lengths ...int) []content.Block {
	const filler = "水务中心组织开展汛期水质监测工作，及时上报数据。各科室分工协作，"
	var out []content.Block
	for _, n := range lengths {
		r := []rune(strings.Repeat(filler, n/32+1))[:n-1]
		out = append(out, &content.Paragraph{Inlines: []content.Inline{content.Run{Value: string(r) + "。"}}})
	}
	return out
}

// bulletinOf makes an issue of sections with articles; an article without a
// body has one short paragraph.
func bulletinOf(sections ...content.Section) *content.Issue {
	is := &content.Issue{Sections: sections}
	is.Publication = content.Publication{Title: text("水务"), Issuer: []content.Text{text("某市水务中心"), text("（某市水务监测站）")}, Lang: "zh-Hans"}
	is.Number = content.Number{Year: 2024, Issue: text("6"), Date: content.Date{Year: 2024, Month: 6, Day: 28}}
	is.Contents = content.Contents{Title: text("目 录"), Show: true}
	for i := range is.Sections {
		for k := range is.Sections[i].Articles {
			a := &is.Sections[i].Articles[k]
			if a.Body == nil {
				a.Body = paragraphs(60)
			}
		}
	}
	return is
}

func section(title string, list ...content.Article) content.Section {
	return content.Section{Title: text(title), Articles: list}
}

func article(title string) content.Article { return content.Article{Title: text(title)} }

func compose(t testing.TB, is *content.Issue, th *theme.Theme) (*frame.Document, []diag.Diagnostic) {
	t.Helper()
	var log diag.List
	doc := layout.Compose(is, th, testLibrary(), layout.Options{}, &log)
	return doc, log.Items()
}

// plan returns the content of each page: C cover, T contents, E back cover, _
// blank, else the titles that begin there and the label.
func plan(doc *frame.Document) string {
	var out []string
	for i := range doc.Pages {
		p := &doc.Pages[i]
		s := ""
		for _, item := range p.Items {
			l, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			add := ""
			switch l.Kind {
			case frame.KindCover:
				add = "C"
			case frame.KindContents:
				add = "T"
			case frame.KindImprint:
				add = "E"
			case frame.KindTitle:
				add = l.Text
			case frame.KindBody:
				add = "…"
			}
			if !strings.HasSuffix(s, add) {
				s += add
			}
		}
		if p.Blank {
			s = "_"
		}
		if p.Label != "" {
			s += p.Label
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestPagesOfAnIssue(t *testing.T) {
	long := article("乙")
	long.Body = paragraphs(1000)
	recto := article("丙")
	recto.Start = content.StartRecto
	next := article("丁")
	next.Start = content.StartContinue
	for _, c := range []struct {
		name   string
		issue  *content.Issue
		change func(*content.Issue)
		set    []content.Setting
		want   string
		odd    bool // the setting asks for what the rules advise against
	}{
		{name: "plain", issue: bulletinOf(section("一", article("甲"), article("乙")), section("二", article("丙"))),
			want: "C T 甲…1 乙…2 丙…3"},
		{name: "two pages", issue: bulletinOf(section("一", long, article("丙"))), want: "C T 乙…1 …2 丙…3"},
		{name: "recto", issue: bulletinOf(section("一", article("甲"), recto, recto)), want: "C T 甲…1 _ 丙…3 _ 丙…5"},
		{name: "sections on rectos", issue: bulletinOf(section("一", article("甲")), section("二", article("乙"))),
			set: []content.Setting{{Key: "start.sections", Value: "recto"}}, want: "C T 甲…1 _ 乙…3"},
		{name: "goes on", issue: bulletinOf(section("一", article("甲"), next), section("二", next)), want: "C T 甲…丁…丁…1"},
		{name: "goes on over a page's end", issue: bulletinOf(section("一", long, next, next, next)), want: "C T 乙…1 …丁…丁…2 丁…3"},
		{name: "no contents: a blank brings page 1 to a recto", issue: bulletinOf(section("一", article("甲"))),
			change: func(is *content.Issue) { is.Contents.Show = false }, want: "C _ 甲…1"},
		{name: "or does not", issue: bulletinOf(section("一", article("甲"))), change: func(is *content.Issue) { is.Contents.Show = false },
			set: []content.Setting{{Key: "start.body", Value: "page"}}, want: "C 甲…1", odd: true},
		{name: "contents on a recto, in roman", issue: bulletinOf(section("一", article("甲"))),
			set: []content.Setting{{Key: "contents.start", Value: "recto"}, {Key: "contents.numbering", Value: "roman"}}, want: "C _ Ti _ 甲…1", odd: true},
		{name: "no cover", issue: bulletinOf(section("一", article("甲"))), set: []content.Setting{{Key: "cover.show", Value: false}}, want: "T _ 甲…1"},
		{name: "imprint on the back cover", issue: bulletinOf(section("一", article("甲"))),
			change: func(is *content.Issue) { is.Imprint.Copies = 20 }, want: "C T 甲…1 E"},
		{name: "blank before it", issue: bulletinOf(section("一", article("甲"), article("乙"))),
			change: func(is *content.Issue) { is.Imprint.Copies = 20 }, want: "C T 甲…1 乙…2 _ E"},
		{name: "imprint on the last page", issue: bulletinOf(section("一", article("甲"))), set: []content.Setting{{Key: "imprint.at", Value: "last"}},
			change: func(is *content.Issue) { is.Imprint.Copies = 20 }, want: "C T 甲…E1"},
		{name: "or on one of its own", issue: bulletinOf(section("一", article("甲"))), set: []content.Setting{{Key: "imprint.at", Value: "last"}},
			change: func(is *content.Issue) {
				for range 28 {
					is.Imprint.Lines = append(is.Imprint.Lines, text("主办：某市水务中心"))
				}
			}, want: "C T 甲…1 E2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.change != nil {
				c.change(c.issue)
			}
			doc, found := compose(t, c.issue, themed(t, "bulletin", c.set...))
			for _, d := range found {
				t.Errorf("%s", d.Message(diag.EN))
			}
			if got := plan(doc); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if !c.odd {
				report(t, c.name, check.Document(doc, options(c.issue, themed(t, "bulletin", c.set...))))
			}
			checkLinks(t, doc)
		})
	}
}

// Links of the contents and bookmarks lead to the pages where the titles are.
func checkLinks(t *testing.T, doc *frame.Document) {
	t.Helper()
	titles := map[int]int{}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindTitle && l.First {
				titles[l.Article] = i
			}
		}
	}
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindContents && l.Article > 0 {
				if len(l.Links) != 1 || l.Links[0].Dest.Page != titles[l.Article] || l.Links[0].To != len(l.Glyphs) {
					t.Errorf("entry of article %d leads to %+v, its title is on %d", l.Article, l.Links, titles[l.Article])
				}
			}
		}
	}
	n := 0
	for _, s := range doc.Outline {
		for _, b := range s.Children {
			n++
			if b.Dest.Page != titles[n] {
				t.Errorf("bookmark %q leads to %d, not %d", b.Title, b.Dest.Page, titles[n])
			}
		}
	}
	if n != len(titles) {
		t.Errorf("%d bookmarks for %d titles", n, len(titles))
	}
}

// TestLongContents checks contents of several pages: the body still begins on a
// recto, and every link has the right target.
func TestLongContents(t *testing.T) {
	n := 1100 // page numbers of four digits
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		n = 2000
	}
	var list []content.Article
	for i := range n {
		list = append(list, article(fmt.Sprintf("第 %d 篇文章的标题长一些", i+1)))
	}
	is := bulletinOf(section("一", list[:n/2]...), section("二", list[n/2:]...))
	th := themed(t, "bulletin", checkable...)
	doc, found := compose(t, is, th)
	for _, d := range found {
		t.Errorf("%s", d.Message(diag.EN))
	}
	front := 0
	for doc.Pages[front].Front {
		front++
	}
	if front < n/40 || front%2 != 0 || len(doc.Pages) != front+n {
		t.Errorf("%d pages before page 1, %d in all", front, len(doc.Pages))
	}
	checkLinks(t, doc)
	report(t, "contents", check.Document(doc, options(is, th)))
}

// Nothing depends on how many processors compose.
func TestSameOnAnyNumberOfProcessors(t *testing.T) {
	is := issue(t, samples+"long")
	th := themed(t, "gongwen")
	var first []byte
	var messages string
	for _, n := range []int{1, 2, 7} {
		was := runtime.GOMAXPROCS(n)
		var log diag.List
		got := dump(t, layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log))
		runtime.GOMAXPROCS(was)
		said := fmt.Sprint(len(log.Items()))
		for _, d := range log.Items() {
			said += d.Message(diag.EN)
		}
		if first == nil {
			first, messages = got, said
		}
		if !bytes.Equal(got, first) || said != messages {
			t.Errorf("%d processors: another result", n)
		}
	}
}

func TestFit(t *testing.T) {
	body := func(lines int) content.Article {
		a := article("标题")
		a.Body = paragraphs(32*lines - 3)
		a.Source = text("办公室")
		a.Fit = 1
		return a
	}
	th := themed(t, "bulletin")
	// 25 lines: label or blank, blank, title, blank, and the source leave 20.
	for _, c := range []struct {
		lines int
		want  string // part of the finding
	}{
		{20, ""},
		{21, "fit-applied: 1 blank line fewer round the title"},
		{22, "fit-applied: 1 blank line fewer round the title, pitch 26 → 24.96 pt"},
		{23, "fit-applied: 2 blank lines fewer round the title, pitch 26 → 24.96 pt"},
		{28, "size 13.75 →"},
		{60, "at the least 2"},
	} {
		is := bulletinOf(section("栏目", body(c.lines)))
		doc, found := compose(t, is, th)
		said := ""
		for _, d := range found {
			if strings.HasPrefix(string(d.Code), "fit") {
				said += string(d.Code) + ": " + d.Message(diag.EN)
			}
		}
		if c.want == "" && said != "" || !strings.Contains(strings.ReplaceAll(said, `"标题" fitted to 1 page: `, ""), c.want) {
			t.Errorf("%d lines: findings %q, want %q", c.lines, said, c.want)
		}
		pages := 0
		for i := range doc.Pages {
			if !doc.Pages[i].Front {
				pages++
			}
		}
		if fits := c.lines < 60; fits != (pages == 1) {
			t.Errorf("%d lines: %d pages", c.lines, pages)
		}
		report(t, fmt.Sprint(c.lines, " lines"), check.Document(doc, options(is, th)))
		bottom := th.Page.Top + th.Page.BlockHeight
		for _, item := range doc.Pages[2].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Kind == frame.KindFolio {
				continue
			}
			if l.Y > bottom {
				t.Errorf("%d lines: %q leaves the text block", c.lines, l.Text)
			}
			own := l.Size != th.Body.Size || strings.Contains(said, "pitch")
			if l.Kind == frame.KindBody && (l.Register != "") != own {
				t.Errorf("%d lines: register %q", c.lines, l.Register)
			}
		}
	}
}

// What is odd but right.
func TestOddArticles(t *testing.T) {
	para := func(s string) []content.Block {
		return []content.Block{&content.Paragraph{Inlines: []content.Inline{content.Run{Value: s}}}}
	}
	for _, c := range []struct {
		name string
		body []content.Block
	}{
		{"one character", para("字")},
		{"a word of 500 letters", para(strings.Repeat("pneumono", 63))},
		{"only punctuation", para(strings.Repeat("。”」）……——", 40))},
		{"200 narrow pages", paragraphs(40_000)},
		{"nothing but breaks", []content.Block{&content.Paragraph{Inlines: []content.Inline{content.Break{}, content.Run{Value: "甲"}, content.Break{}, content.Break{}, content.Run{Value: "乙"}}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := article("标题")
			a.Body = c.body
			is := bulletinOf(section("栏目", a))
			for _, measure := range []int64{8, 32} {
				th := themed(t, "bulletin", append([]content.Setting{{Key: "body.measure", Value: measure}}, checkable...)...)
				doc, _ := compose(t, is, th)
				var b strings.Builder
				for i := range doc.Pages {
					for _, item := range doc.Pages[i].Items {
						if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindBody {
							b.WriteString(l.Text)
						}
					}
				}
				if want := plainText(c.body); b.String() != want {
					t.Errorf("measure %d: %d of %d bytes set", measure, b.Len(), len(want))
				}
			}
		})
	}
}

// Headings without a number get the next one; the author's stay and count.
func TestHeadingNumbers(t *testing.T) {
	a := article("标题")
	h := func(level int, s string) {
		a.Body = append(a.Body, &content.Heading{Level: level, Inlines: []content.Inline{content.Run{Value: s}}}, paragraphs(40)[0])
	}
	h(1, "背景")
	h(2, "缘起")
	h(2, "（五）经过")
	h(2, "结果")
	h(3, "其一")
	h(4, "细节")
	h(3, "3.5亿元怎么花")
	h(1, "十、要求")
	h(1, "保障")
	h(2, "人员")
	doc, _ := compose(t, bulletinOf(section("栏目", a)), themed(t, "bulletin"))
	var got []string
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindHeading {
				got = append(got, fmt.Sprint(l.Level, l.Text))
			}
		}
	}
	want := "1一、背景 2（一）缘起 2（五）经过 2（六）结果 31. 其一 4（1）细节 32. 3.5亿元怎么花 1十、要求 1十一、保障 2（一）人员"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

// The cover's name is letterspaced when it is short and smaller when it is
// long, and never leaves the area.
func TestCoverNames(t *testing.T) {
	th := themed(t, "bulletin")
	for n := 1; n <= 40; n++ {
		is := bulletinOf(section("栏目", article("甲")))
		is.Publication.Title = text(string([]rune(strings.Repeat("供水工作", 10))[:n]))
		doc, found := compose(t, is, th)
		if len(found) > 0 {
			t.Errorf("%d: %s", n, found[0].Message(diag.EN))
		}
		got := ""
		for _, item := range doc.Pages[0].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Ink == nil {
				continue
			}
			got += l.Text
			middle := 2*l.X + l.Width - 2*th.Page.AreaLeft - th.Page.AreaWidth
			if l.Width > th.Page.AreaWidth || middle < -2 || middle > 2 {
				t.Errorf("%d: from %s, %s wide", n, l.X, l.Width)
			}
			if n <= 4 && l.Size != th.Cover.Parts["name"].Size {
				t.Errorf("%d: size %s", n, l.Size)
			}
		}
		if got != is.Publication.Title.Value {
			t.Errorf("%d: %q", n, got)
		}
	}
	is := bulletinOf(section("栏目", article("甲")))
	for range 40 {
		is.Publication.Issuer = append(is.Publication.Issuer, text("某某单位"))
	}
	doc, found := compose(t, is, th)
	if len(found) != 1 || found[0].Code != "cover-full" {
		t.Errorf("%+v", found)
	}
	report(t, "full cover", check.Document(doc, options(is, th)))
}

// A Traditional issue in a face with mainland marks is warned about,
// once (RULES 8.1).
func TestTraditionalFaces(t *testing.T) {
	for _, c := range []struct {
		lang string
		face *fonts.Face
		want int
	}{{"zh-Hans", fonttest.Face(), 0}, {"zh-Hant-TW", fonttest.Face(), 1}, {"zh-Hant-HK", fonttest.Face(fonttest.Centred()), 0}} {
		lib := &fonts.Library{}
		for _, role := range fonts.Roles() {
			lib.Add(role, c.face)
		}
		is := bulletinOf(section("一", article("甲"), article("乙")))
		is.Publication.Lang = c.lang
		var log diag.List
		layout.Compose(is, themed(t, "bulletin"), lib, layout.Options{}, &log)
		n := 0
		for _, d := range log.Items() {
			if d.Code == "mainland-forms" {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%s: warned %d times, want %d", c.lang, n, c.want)
		}
	}
}

// A word that fits no line is broken, and that is reported with its place.
func TestForcedLines(t *testing.T) {
	a := article("标题")
	src := &diag.Source{Path: "a.txt", Data: []byte("甲" + strings.Repeat("W", 90) + "乙")}
	a.Body = []content.Block{&content.Paragraph{Inlines: []content.Inline{content.Run{Value: string(src.Data), Place: diag.Place{Source: src, Steps: []diag.Step{{}}}}}}}
	_, found := compose(t, bulletinOf(section("栏目", a)), themed(t, "bulletin"))
	for _, d := range found {
		if d.Code == "line-forced" && d.Span.Source == src && d.Span.End > d.Span.Start {
			return
		}
	}
	t.Errorf("not reported: %+v", found)
}

// Goldens of dumps: every kind of line, with a synthetic face.
func TestGoldens(t *testing.T) {
	run := func(s string) content.Inline { return content.Run{Value: s} }
	rich := article("坚决遏制\n“两高”项目盲目发展")
	rich.Source, rich.Authors = text("办公室"), []content.Text{text("沈昕")}
	rich.Body = []content.Block{
		&content.Quote{Blocks: []content.Block{&content.Paragraph{Inlines: []content.Inline{run("编者按：本刊自今日起，开设专栏，欢迎来稿，来稿请寄编辑部，稿件一经采用，即付稿酬。")}}}},
		&content.Heading{Level: 1, Inlines: []content.Inline{run("背景")}},
		&content.Paragraph{Inlines: []content.Inline{run("今年 3 个县获奖，VOCs 下降 12.5%，"), content.Run{Value: "成绩显著", Strong: true}, run("，"), content.Run{Value: "来之不易", Emphasis: true}, run("——请继续努力……")}},
		&content.List{Ordered: true, Start: 9, Items: [][]content.Block{paragraphs(40), paragraphs(10)}},
		&content.List{Items: [][]content.Block{append(paragraphs(12), &content.List{Items: [][]content.Block{paragraphs(9)}})}},
	}
	next := article("短讯")
	next.Start = content.StartContinue
	is := bulletinOf(section("要闻", rich, next), section("动态", article("一个长得在目录里一行放不下而必须转到第二行去的标题，它还在继续")))
	is.Number.Total, is.Number.Label = text("78"), text("内部资料")
	is.Imprint = content.Imprint{Lines: []content.Text{text("主办：某单位")}, Report: []content.Text{text("省厅"), text("市局")}, Send: []content.Text{text("各单位。")}, Copies: 200}
	for _, name := range theme.Names() {
		doc, found := compose(t, is, themed(t, name, content.Setting{Key: "list.bullet", Value: "·"}))
		for _, d := range found {
			if d.Severity > diag.Notice {
				t.Errorf("%s", d.Message(diag.EN))
			}
		}
		got := dump(t, doc)
		file := filepath.Join("testdata", name+".jsonl")
		if *update {
			if err := os.WriteFile(file, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
			n := 0
			for n < len(g)-1 && n < len(w)-1 && bytes.Equal(g[n], w[n]) {
				n++
			}
			t.Errorf("%s differs from line %d on (-update if that is right):\n got %s\nwant %s", file, n+1, g[n], w[n])
		}
		d, err := check.ReadDump(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		opt := options(is, themed(t, name))
		opt.Text = nil // the heading's number is not the author's
		report(t, name, d.Check(opt))
	}
}

// Small and odd sheets, with everything an issue can have on them.
func TestPapers(t *testing.T) {
	is := issue(t, samples+"small")
	for _, c := range []struct{ paper, measure, lines string }{
		{"16开", "26", "20"}, {"32开", "18", "12"}, {"A5", "20", "14"}, {"80mm x 120mm", "8", "4"}, {"A3", "42", "36"}, {"297mm x 210mm", "40", "15"},
	} {
		var measure, lines int64
		fmt.Sscan(c.measure, &measure)
		fmt.Sscan(c.lines, &lines)
		for _, name := range theme.Names() {
			th := themed(t, name, append([]content.Setting{{Key: "page.paper", Value: c.paper}, {Key: "body.measure", Value: measure}, {Key: "body.lines", Value: lines}}, checkable...)...)
			var log diag.List
			doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
			what := name + " " + c.paper
			var found []check.Violation
			for _, v := range check.Document(doc, options(is, th)) {
				// On four lines to a page not every rule of page breaking can hold.
				if lines > 4 || !strings.HasSuffix(v.Rule, "5.3") {
					found = append(found, v)
				}
			}
			report(t, what, found)
		}
	}
}

// Copyfitting counts the page on which an article that goes on begins.
func TestFitGoesOn(t *testing.T) {
	next := article("乙")
	next.Start, next.Fit = content.StartContinue, 1
	next.Body = paragraphs(32*14 - 3)
	is := bulletinOf(section("一", article("甲"), next))
	doc, found := compose(t, is, themed(t, "bulletin"))
	if got := plan(doc); got != "C T 甲…乙…1" {
		t.Errorf("%s: %+v", got, found)
	}
	next.Body = paragraphs(32*17 - 3)
	is = bulletinOf(section("一", article("甲"), next))
	doc, found = compose(t, is, themed(t, "bulletin"))
	if got := plan(doc); got != "C T 甲…乙…1" || len(found) != 1 || found[0].Code != "fit-applied" {
		t.Errorf("%s: %+v", got, found)
	}
	report(t, "goes on", check.Document(doc, options(is, themed(t, "bulletin"))))
}
