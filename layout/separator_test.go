package layout_test

import (
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
)

// TestSeparators: a separator is one blank line, also before a heading that has
// one of its own and inside a quotation, and none at the head of a page
// (RULES 5.2).
func TestSeparators(t *testing.T) {
	line := func(s string) content.Block {
		return &content.Paragraph{Inlines: []content.Inline{content.Run{Value: s}}}
	}
	a := article("标题")
	a.Body = []content.Block{
		line("甲"), line("乙"), &content.Separator{}, line("丙"), &content.Separator{},
		&content.Heading{Level: 1, Inlines: []content.Inline{content.Run{Value: "丁"}}}, line("戊"),
		&content.Quote{Blocks: []content.Block{line("己"), &content.Separator{}, line("庚")}},
	}
	th := themed(t, "bulletin")
	th.Headings[0].Before = 1
	doc, found := compose(t, bulletinOf(section("要闻", a)), th)
	if len(found) > 0 {
		t.Fatal(found)
	}
	rows := map[string]int{}
	for _, page := range doc.Pages {
		for _, item := range page.Items {
			if l, ok := item.(*frame.Line); ok && l.Article == 1 {
				rows[l.Text] = l.Grid
			}
		}
	}
	if rows["乙"]-rows["甲"] != 1 || rows["丙"]-rows["乙"] != 2 || rows["一、丁"]-rows["丙"] != 2 || rows["庚"]-rows["己"] != 2 {
		t.Errorf("rows %v", rows)
	}
}

// A theme may have stars or a short rule in place of the blank row (RULES 5.2).
func TestSeparatorForms(t *testing.T) {
	a := article("水情")
	a.Body = append(append(paragraphs(30), &content.Separator{}), paragraphs(40)...)
	for _, form := range []string{"stars", "rule"} {
		th := themed(t, "bulletin", append([]content.Setting{{Key: "break.form", Value: form}}, checkable...)...)
		doc, _ := composeBoxes(t, form, th, a)
		lines, rules := 0, 0
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				switch item := item.(type) {
				case *frame.Line:
					if item.Kind == frame.KindSeparator {
						if lines++; item.Node != nil || item.Text != "＊　＊　＊" {
							t.Errorf("%q of %v", item.Text, item.Node)
						}
					}
				case *frame.Rule:
					if item.Kind == frame.KindSeparator {
						rules++
					}
				}
			}
		}
		if form == "stars" && (lines != 1 || rules != 0) || form == "rule" && (lines != 0 || rules != 1) {
			t.Errorf("%s: %d lines, %d rules", form, lines, rules)
		}
	}
}
