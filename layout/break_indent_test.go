package layout_test

import (
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
)

// TestBreakIndent: a line after a hard break begins where the paragraph does, in
// body text and in quotations; without the theme's key only the first line is
// indented (RULES 5.1).
func TestBreakIndent(t *testing.T) {
	lines := []content.Inline{content.Run{Value: "雨停了一整夜"}, content.Break{}, content.Run{Value: "瓦檐还在滴"}, content.Break{}, content.Run{Value: "滴到天亮"}}
	a := article("短章")
	a.Body = []content.Block{&content.Paragraph{Inlines: lines}, &content.Quote{Blocks: []content.Block{&content.Paragraph{Inlines: lines}}}}
	for _, on := range []bool{true, false} {
		th := themed(t, "bulletin")
		th.Body.BreakIndent = on
		doc, _ := compose(t, bulletinOf(section("文苑", a)), th)
		count := 0
		for i := range doc.Pages {
			var first *frame.Line
			for _, item := range doc.Pages[i].Items {
				l, ok := item.(*frame.Line)
				if !ok || l.Kind != frame.KindBody && l.Kind != frame.KindQuote {
					continue
				}
				count++
				if l.First {
					first = l
					continue
				}
				want := first.X
				if !on {
					want -= 2 * l.Size
				}
				if l.X != want {
					t.Errorf("break-indent %v: %s %q begins at %v, want %v", on, l.Kind, l.Text, l.X, want)
				}
			}
		}
		if count != 6 {
			t.Errorf("%d lines, want 6", count)
		}
	}
}
