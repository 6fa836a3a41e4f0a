package layout_test

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/check"
	"jianbao/layout/frame"
)

// TestStraightQuotes: a pair of straight quotation marks stays with its text, and lines end
// at its outer sides (RULES 1.1).
func TestStraightQuotes(t *testing.T) {
	text := `说明"西瓜地"和"南瓜地"的写法，当元素用分号";"隔开时表示列，用逗号","隔开时表示行，其中"$\text{s.t.}$"是"subject to"的简写，意思是"受约束于"（"约束"即条件）。他说："水稻在长，"记录员写下，"水位也在涨。"大家都同意。`
	before, after := 0, 0
	for measure := int64(14); measure <= 30; measure++ {
		th := themed(t, "bulletin", content.Setting{Key: "body.measure", Value: measure})
		a := article("标题")
		for range 4 {
			a.Body = append(a.Body, &content.Paragraph{Inlines: inlines(text)})
		}
		is := bulletinOf(section("要闻", a))
		doc, _ := compose(t, is, th)
		for _, f := range check.Document(doc, pictured(is, th)) {
			t.Errorf("%d em: %s", measure, f)
		}
		b, e := quoteEnds(doc)
		before, after = before+b, after+e
	}
	if before == 0 || after == 0 {
		t.Errorf("%d lines begin with a quotation, %d end with one", before, after)
	}
}

// quoteEnds counts the lines inside paragraphs that begin and that end with a straight mark.
func quoteEnds(doc *frame.Document) (begin, end int) {
	for _, page := range doc.Pages {
		for _, item := range page.Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Kind != frame.KindBody {
				continue
			}
			if !l.First && strings.HasPrefix(l.Text, `"`) {
				begin++
			}
			if !l.Last && strings.HasSuffix(l.Text, `"`) {
				end++
			}
		}
	}
	return begin, end
}
