package layout_test

import (
	"fmt"
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
)

// TestLabelGoesWithItsEntries checks that no page of the contents ends with a
// section's label, at any position of the label: the label, and no entry before
// it, moves to the next page.
func TestLabelGoesWithItsEntries(t *testing.T) {
	th := themed(t, "bulletin")
	over := 0
	for first := 24; first < 38; first++ {
		var list []content.Article
		for i := range first + 20 {
			list = append(list, article(fmt.Sprintf("文章%d", i+1)))
		}
		doc, _ := compose(t, bulletinOf(section("甲", list[:first]...), section("乙", list[first:]...)), th)
		var pages [][]*frame.Line // labels and entries, without leaders and numbers
		for i := range doc.Pages {
			var rows []*frame.Line
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindContents && l.Block > 0 &&
					(len(rows) == 0 || rows[len(rows)-1].Block != l.Block) {
					rows = append(rows, l)
				}
			}
			if len(rows) > 0 {
				pages = append(pages, rows)
			}
		}
		if len(pages) != 2 {
			t.Fatalf("%d entries before the second label: %d pages of contents", first, len(pages))
		}
		if last := pages[0][len(pages[0])-1]; last.Article == 0 {
			t.Errorf("%d entries before the second label: a page ends with %q", first, last.Text)
		}
		if len(pages[0])+len(pages[1]) != first+20+2 {
			t.Errorf("%d entries before the second label: %d rows in all", first, len(pages[0])+len(pages[1]))
		}
		if pages[1][0].Article == 0 {
			over++
		}
	}
	// The second page begins with the label where the first is full of entries,
	// where label and the white before it do not fit, and where no entry would.
	if over != 3 {
		t.Errorf("at %d of 14 places the second page begins with the label, want 3", over)
	}
}
