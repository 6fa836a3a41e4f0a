package layout_test

import (
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// nestedLists returns a list of three levels, ordered and unordered in turn, each of whose
// items has a number of paragraphs that take several lines.
func nestedLists(ordered bool, level, count int) *content.List {
	l := &content.List{Ordered: ordered, Start: 1}
	for range 2 {
		var item []content.Block
		for range count {
			item = append(item, paragraphs(70)...)
		}
		if level < 3 {
			item = append(item, nestedLists(!ordered, level+1, count))
		}
		l.Items = append(l.Items, item)
	}
	return l
}

// listColumns returns, for each level of lists, where its marks stand, where the first lines
// of its items do and where their turned lines do, in eighths of an em from the left edge
// of the text block.
func listColumns(t *testing.T, doc *frame.Document, left, em unit.Abs) [4]map[string]unit.Abs {
	t.Helper()
	var out [4]map[string]unit.Abs
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Article == 0 || l.Kind != frame.KindLabel && l.Kind != frame.KindBody {
				continue
			}
			if l.Level == 0 {
				continue
			}
			what := "first"
			switch {
			case l.Kind == frame.KindLabel:
				what = "mark"
			case !l.First:
				what = "turned"
			}
			if out[l.Level] == nil {
				out[l.Level] = map[string]unit.Abs{}
			}
			x := (l.X - left) * 8 / em // in eighths: bullets are inside an em
			if old, seen := out[l.Level][what]; seen && old != x && what != "mark" {
				t.Errorf("level %d, %s: at %d and %d eighths", l.Level, what, old, x)
			}
			out[l.Level][what] = x
		}
	}
	return out
}

// TestLists: on three levels the texts of ordered and unordered items align, whether items
// have one paragraph or several, and turned lines align with them or with the left edge (RULES 5.1).
func TestLists(t *testing.T) {
	for _, style := range []string{"hang", "flush"} {
		for _, count := range []int{1, 2} {
			var first [2][4]unit.Abs
			for k, ordered := range []bool{true, false} {
				th := themed(t, "bulletin")
				th.List.Style, th.List.Bullet, th.List.Number = style, "—", "（{n}）"
				th.Page.EvenLeft = th.Page.OddLeft
				a := article("标题")
				a.Body = append(paragraphs(80), nestedLists(ordered, 1, count))
				doc, found := compose(t, bulletinOf(section("要闻", a)), th)
				if len(found) > 0 {
					t.Fatal(found)
				}
				columns := listColumns(t, doc, th.Page.OddLeft, th.Body.Size)
				hang := columns[1]["first"] - 16
				for level := 1; level <= 3; level++ {
					c := columns[level]
					first[k][level] = c["first"]
					if want := 16 + hang*unit.Abs(level); c["first"] != want || hang < 16 || hang%8 != 0 {
						t.Errorf("%s, ordered %v, level %d: text at %d eighths, not %d", style, ordered, level, c["first"], want)
					}
					want := c["first"]
					if style == "flush" {
						want = 0
					}
					if c["turned"] != want {
						t.Errorf("%s, level %d: turned lines at %d eighths, not %d", style, level, c["turned"], want)
					}
					if c["mark"] >= c["first"] || c["mark"] < c["first"]-hang {
						t.Errorf("%s, level %d: mark at %d eighths, text at %d", style, level, c["mark"], c["first"])
					}
				}
			}
			if first[0] != first[1] {
				t.Errorf("%s: ordered and unordered items begin at %v and %v", style, first[0], first[1])
			}
		}
	}
}
