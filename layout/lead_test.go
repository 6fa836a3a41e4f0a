package layout_test

import (
	"fmt"
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
)

// TestLeads: a line that stands as a heading never ends a page, and an item of a
// list typed as paragraphs may (RULES 5.3).
func TestLeads(t *testing.T) {
	line := func(s string) *content.Paragraph {
		return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: s}}}
	}
	strong := &content.Paragraph{Inlines: []content.Inline{content.Run{Value: "春耕备耕", Strong: true}}}
	long := line("各乡镇抢抓农时，组织农机手下田作业，全县已经完成早稻育秧面积一万二千亩，比上年同期快了三天，种子和化肥的供应也都有保障，没有断档脱销。")
	th := themed(t, "bulletin")
	for name, c := range map[string]struct {
		lead *content.Paragraph
		next content.Block
		ends bool // whether it may end a page
	}{
		"numbered":  {line("3、春耕备耕"), long, false},
		"bracketed": {line("（3）春耕备耕怎么样？"), long, false},
		"number":    {line("3、"), long, false},
		"strong":    {strong, long, false},
		"list":      {strong, &content.List{Items: [][]content.Block{{long}}}, false},
		"item":      {line("3、春耕备耕"), line("4、夏收夏种"), true},
		"sentence":  {line("3、春耕备耕已经完成。"), long, true},
		"clause":    {line("（三）春耕备耕；"), long, true},
		"plain":     {line("春耕备耕"), long, true},
	} {
		ended := false
		for n := range th.Body.Lines + 1 {
			a := article("标题")
			for range n {
				a.Body = append(a.Body, line("一行文字，到此为止。"))
			}
			a.Body = append(a.Body, c.lead, c.next, long)
			doc, _ := compose(t, bulletinOf(section("要闻", a)), th)
			for _, page := range doc.Pages {
				var last *frame.Line
				for _, item := range page.Items {
					if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindBody {
						last = l
					}
				}
				if last != nil && last.Text == content.JoinedRuns(c.lead.Inlines).Value {
					ended = true
				}
			}
		}
		if ended != c.ends {
			t.Errorf("%s: ends a page: %v, want %v", name, ended, c.ends)
		}
	}
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
			for i, page := range doc.Pages {
				var last *frame.Line
				for _, item := range page.Items {
					if l, ok := item.(*frame.Line); ok && (l.Kind == frame.KindBody || l.Kind == frame.KindHeading) {
						last = l
					}
				}
				if last != nil && last.Text != "一行文字，到此为止。" {
					t.Errorf("%s, %s: page %d ends with %q", name, theme, i+1, last.Text)
				}
			}
		}
	}
}
