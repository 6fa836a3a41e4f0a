package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// TestLeads: a line that stands as a heading never ends a page, and an item of a
// list typed as paragraphs may (RULES 5.3).
func TestLeads(t *testing.T) {
	line := func(s string) *content.Paragraph {
		return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: s}}}
	}
	strong := &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "春耕备耕", Strong: true}}}
	long := line("各乡镇抢抓农时，组织农机手下田作业，全县已经完成早稻育秧面积一万二千亩，比上年同期快了三天，种子和化肥的供应也都有保障，没有断档脱销。")
	broken := func(first content.Run, rest string) *content.Paragraph {
		return &content.Paragraph{Inlines: append([]content.Inline{first, content.Break{}}, inlines(rest)...)}
	}
	item := func(s string) *content.List {
		return &content.List{Ordered: true, Start: 2, Items: [][]content.Block{{line(s)}}}
	}
	bullets := &content.List{Items: [][]content.Block{{long}, {long}}}
	for name, c := range map[string]struct {
		lead content.Block
		next content.Block
		ends bool // whether it may end a page
	}{
		"numbered":     {line("3、春耕备耕"), long, false},
		"bracketed":    {line("（3）春耕备耕怎么样？"), long, false},
		"number":       {line("3、"), long, false},
		"half bracket": {line("3）春耕备耕"), codeBlock(6), false},
		"circled":      {line("③春耕备耕"), long, false},
		"circled item": {line("③春耕备耕"), line("④夏收夏种"), true},
		"strong":       {strong, long, false},
		"list":         {strong, &content.List{Items: [][]content.Block{{long}}}, false},
		"picture":      {line("3、春耕备耕"), photo("field.jpg", 1200, 900), false},
		"code":         {strong, codeBlock(6), false},
		"table":        {strong, tableOf(1, "乡镇|亩", "甲|1", "乙|2", "丙|3", "丁|4"), false},
		"colon, list":  {line("主要做法如下："), &content.List{Items: [][]content.Block{{long}}}, false},
		"colon, code":  {line("配置："), codeBlock(6), false},
		"colon, quote": {line("他说:"), &content.Quote{Blocks: []content.Block{long}}, false},
		"colon, text":  {line("主要做法如下："), long, true},
		"stop, list":   {line("主要做法有三。"), &content.List{Items: [][]content.Block{{long}}}, true},
		"item":         {line("3、春耕备耕"), line("4、夏收夏种"), true},
		"sentence":     {line("3、春耕备耕已经完成。"), long, true},
		"clause":       {line("（三）春耕备耕；"), long, true},
		"plain":        {line("春耕备耕"), long, true},
		"rows":         {line("春耕备耕的进度如下："), tableOf(1, "乡镇|亩", "甲|1", "乙|2", "丙|3", "丁|4"), false},
		"title, rows":  {line("春耕备耕进度表"), tableOf(1, "乡镇|亩", "甲|1", "乙|2", "丙|3", "丁|4"), false},
		"stop, rows":   {line("春耕备耕的进度见表。"), tableOf(1, "乡镇|亩", "甲|1", "乙|2", "丙|3", "丁|4"), true},
		"long, rows":   {line("全县各乡镇二〇二六年春耕备耕和早稻育秧工作的进度"), tableOf(1, "乡镇|亩", "甲|1", "乙|2", "丙|3", "丁|4"), false},
		"longer, rows": {line("全县各乡镇二〇二六年春耕备耕和早稻育秧两项工作进度表"), tableOf(1, "乡镇|亩", "甲|1", "乙|2", "丙|3", "丁|4"), true},
		"parts":        {line("3.2 春耕备耕"), long, false},
		"parts, solid": {line("3.2.1春耕备耕"), bullets, false},
		"decimal":      {line("3.2万亩早稻"), long, true},
		"last item":    {line("2、春耕备耕"), long, true},
		"colon, items": {line("主要做法如下："), line("（一）抓早稻育秧。"), false},
		"no stop":      {line("主要做法"), bullets, false},
		"one item":     {item("春耕备耕"), bullets, false},
		"item, text":   {item("春耕备耕"), long, false},
		"item, stop":   {item("春耕备耕已经完成。"), long, true},
		"items":        {item("春耕备耕"), item("夏收夏种"), true},
		"broken":       {broken(content.Run{Value: "春耕备耕", Strong: true}, "https://example.com/1\n各乡镇抢抓农时，组织农机手下田作业。"), long, false},
		"broken items": {broken(content.Run{Value: "1、春耕备耕"}, "2、夏收夏种\n3、秋粮收购"), long, true},
		"broken plain": {broken(content.Run{Value: "春耕备耕"}, "夏收夏种\n秋粮收购"), long, true},
	} {
		ended := false
		th := themed(t, "gongwen")
		for n := range th.Body.Lines + 1 {
			a := article("标题")
			for range n {
				a.Body = append(a.Body, line("一行文字，到此为止。"))
			}
			if name == "last item" {
				a.Body = append(a.Body, line("1、秋粮收购"))
			}
			a.Body = append(a.Body, c.lead, c.next, long)
			doc, _ := compose(t, bulletinOf(section("要闻", a)), th)
			lead, ok := c.lead.(*content.Paragraph)
			if !ok {
				lead = c.lead.(*content.List).Items[0][0].(*content.Paragraph)
			}
			title, _, _ := strings.Cut(content.JoinedRuns(lead.Inlines).Value, "\n")
			ended = ended || endsPage(doc, title)
		}
		if ended != c.ends {
			t.Errorf("%s: ends a page: %v, want %v", name, ended, c.ends)
		}
	}
}

// TestLeadBelowPicture: a line between two pictures, which may be the caption of the one
// above, stays with it where the one below goes over (RULES 5.3).
func TestLeadBelowPicture(t *testing.T) {
	th := themed(t, "gongwen")
	divided := 0 // places where a page's end is between the line and the picture below it
	for n := range th.Body.Lines {
		a := article("标题")
		for range n {
			a.Body = append(a.Body, &content.Paragraph{Inlines: inlines("一行文字，到此为止。")})
		}
		a.Body = append(a.Body, photo("above.jpg", 1200, 300), &content.Paragraph{Inlines: inlines("1、田间")}, photo("below.jpg", 1200, 900), &content.Paragraph{Inlines: inlines(strings.Repeat("各乡镇抢抓农时。", 30))})
		doc, _ := compose(t, bulletinOf(section("要闻", a)), th)
		if endsPage(doc, "1、田间") {
			divided++
		}
	}
	if divided == 0 {
		t.Error("the line always goes over with the picture below it")
	}
}

// TestHeadingOverLastPicture: a heading, or a line that stands as one, over a picture that
// ends the article goes over with it (RULES 5.3).
func TestHeadingOverLastPicture(t *testing.T) {
	for name, lead := range map[string]content.Block{
		"heading": &content.Heading{Level: 1, Inlines: []content.Inline{content.Run{Value: "田间"}}},
		"line":    &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "田间", Strong: true}}},
	} {
		for _, theme := range []string{"bulletin", "gongwen"} {
			th := themed(t, theme)
			for n := range th.Body.Lines + 1 {
				a := article("标题")
				for range n {
					a.Body = append(a.Body, &content.Paragraph{Inlines: inlines("一行文字，到此为止。")})
				}
				a.Body = append(a.Body, lead, photo("field.jpg", 1200, 900))
				doc, _ := compose(t, bulletinOf(section("要闻", a)), th)
				if endsPage(doc, "田间") || endsPage(doc, "（一）田间") || endsPage(doc, "一、田间") {
					t.Errorf("%s, %s: after %d lines it ends a page", name, theme, n)
				}
			}
		}
	}
}

// endsPage reports whether a page ends with a line of that text.
func endsPage(doc *frame.Document, text string) bool {
	for _, page := range doc.Pages {
		last := ""
		for _, item := range page.Items {
			switch item := item.(type) {
			case *frame.Line:
				if item.Article > 0 {
					last = item.Text
				}
			case *frame.Picture:
				last = ""
			}
		}
		if last == text {
			return true
		}
	}
	return false
}

// TestLeadsInARow: entries of a heading and one line are divided between any two of them,
// so that pages are full however many follow each other (RULES 5.3).
func TestLeadsInARow(t *testing.T) {
	for name, lead := range map[string]func(n int) content.Block{
		"numbered": func(n int) content.Block {
			return &content.Paragraph{Inlines: inlines(fmt.Sprint(n, "、乡镇动态"))}
		},
		"strong": func(n int) content.Block {
			return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: fmt.Sprint("乡镇动态", n), Strong: true}}}
		},
		"heading": func(int) content.Block { return &content.Heading{Level: 1, Inlines: inlines("乡镇动态")} },
	} {
		for _, theme := range []string{"bulletin", "gongwen"} {
			th := themed(t, theme)
			a := article("标题")
			for n := range 60 {
				a.Body = append(a.Body, lead(n+1), &content.Paragraph{Inlines: inlines("一行文字，到此为止。")})
			}
			doc, findings := compose(t, bulletinOf(section("要闻", a)), th)
			for _, f := range findings {
				if f.Code == "page-hole" || f.Code == "page-break-forced" {
					t.Errorf("%s, %s: %v", name, theme, f)
				}
			}
			for n := range 60 {
				if lead, ok := lead(n + 1).(*content.Paragraph); ok && endsPage(doc, content.JoinedRuns(lead.Inlines).Value) {
					t.Errorf("%s, %s: a page ends with lead %d", name, theme, n+1)
				}
			}
		}
	}
}

// TestLeadsInside: a line that a forced break ends, with a colon, never ends a page where
// the line after it begins with a number; one over other text may, and so may the last line
// of such text (RULES 5.3).
func TestLeadsInside(t *testing.T) {
	text := "议题一\n汇报人：周平\n结论：\n1、各站点的规划要进一步明确，由各乡镇分别提出，下次会议之前报县里汇总，再由领导小组研究确定。\n2、照办。\n遗留问题：\n①补充材料后再议。\n备注：\n没有。"
	for name, th := range map[string]*theme.Theme{"gongwen": themed(t, "gongwen"), "bulletin": themed(t, "bulletin")} {
		other := false
		for n := range th.Body.Lines + 1 {
			a := article("标题")
			for range n {
				a.Body = append(a.Body, &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "一行文字，到此为止。"}}})
			}
			a.Body = append(a.Body, &content.Paragraph{Inlines: inlines(text)})
			doc, _ := compose(t, bulletinOf(section("要闻", a)), th)
			for _, page := range doc.Pages {
				last := ""
				for _, item := range page.Items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindBody {
						last = l.Text
					}
				}
				if strings.Contains(last, "结论：") || strings.Contains(last, "遗留问题：") {
					t.Errorf("%s: a page ends with %q behind %d lines", name, last, n)
				}
				other = other || strings.Contains(last, "汇报人：") || strings.Contains(last, "2、照办")
			}
		}
		if !other {
			t.Errorf("%s: no page ends inside the text: the test shows nothing", name)
		}
	}
}
