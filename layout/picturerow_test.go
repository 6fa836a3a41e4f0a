package layout_test

import (
	"testing"

	"jianbao/content"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// TestPictureRows: three and four pictures side by side fill the measure at one
// height, fewer of the width are centred, and no picture becomes larger than its
// pixels allow (RULES 18.2).
func TestPictureRows(t *testing.T) {
	of := func(width string, n int) (all []*content.Picture) {
		sizes := [][2]int{{1600, 1200}, {1200, 1600}, {1600, 900}, {1000, 1000}, {300, 200}}
		for i := range n {
			p := photo(string(rune('a'+i)), sizes[i][0], sizes[i][1])
			p.Caption = inlines([]string{"书法班开班第一课，学员们在临帖", "剪纸", "民族舞班的学员在排练", "合唱", "小"}[i])
			p.Width = text(width)
			all = append(all, p)
		}
		return all
	}
	for _, c := range []struct {
		name  string
		pics  []*content.Picture
		row   int // of the first
		rows  []int
		fills bool // the first row takes the whole measure
	}{
		{"thirds", of("third", 3), 0, []int{3}, true},
		{"quarters", of("quarter", 4), 0, []int{4}, true},
		{"five thirds", of("third", 5), 0, []int{3, 2}, true},
		{"two quarters", of("quarter", 2), 0, []int{2}, false},
		{"one third", of("third", 1), 0, []int{1}, false},
		{"a line of two", of("", 2), 2, []int{2}, true},
		{"a line of four", of("", 4), 4, []int{4}, true},
		{"a line with a small one", of("", 5)[2:], 3, []int{3}, false},
	} {
		for _, name := range []string{"bulletin", "gongwen", "jianbao"} {
			a := article("标题")
			a.Body = append(a.Body, paragraphs(100)...)
			c.pics[0].Row = c.row
			for _, p := range c.pics {
				a.Body = append(a.Body, p)
			}
			a.Body = append(a.Body, paragraphs(100)...)
			is, th := bulletinOf(section("", a)), themed(t, name)
			doc, _ := compose(t, is, th)
			report(t, c.name, check.Document(doc, pictured(is, th)))
			var placed []*frame.Picture
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					if p, ok := item.(*frame.Picture); ok {
						placed = append(placed, p)
					}
				}
			}
			for r, n := range c.rows {
				row := placed[:n]
				placed = placed[n:]
				left, right := row[0].X, row[n-1].X+row[n-1].Width
				for _, p := range row {
					if p.Y != row[0].Y || n > 2 && p.Height != row[0].Height {
						t.Errorf("%s, %s: %s at %s is %s high, the first at %s %s", name, c.name, p.Image.Name, p.Y, p.Height, row[0].Y, row[0].Height)
					}
					if c.pics[0].Width.Value == "" && p.Resolution() < th.Preflight.ResolutionError {
						t.Errorf("%s, %s: %s has %d ppi", name, c.name, p.Image.Name, p.Resolution())
					}
				}
				measure := th.Page.BlockWidth
				block := pictured(is, th).Block(3)
				if middle := left + right - 2*block.X - measure; r == 0 && n > 2 && c.fills && (middle > unit.Pt || middle < -unit.Pt) {
					t.Errorf("%s, %s: the row is %s off the middle", name, c.name, middle/2)
				}
				if short := measure - (right - left); r == 0 && c.fills != (short < unit.Pt) && th.Picture.Height == 0 {
					t.Errorf("%s, %s: the row lacks %s of the measure", name, c.name, short)
				}
			}
			if len(placed) > 0 {
				t.Errorf("%s, %s: %d more pictures", name, c.name, len(placed))
			}
		}
	}
}

// TestSmallerPictureRows: a row that becomes smaller to stay on its page leaves as much
// white space at its left edge as at its right one, whatever the proportions of its
// pictures (RULES 18.2).
func TestSmallerPictureRows(t *testing.T) {
	for _, name := range []string{"bulletin", "gongwen"} {
		smaller := 0
		for before := 32 * 8; before < 32*18; before += 32 {
			a := article("标题")
			a.Body = append(a.Body, paragraphs(before)...)
			for i, size := range [][2]int{{1200, 1700}, {2000, 1100}} {
				p := photo(string(rune('a'+i)), size[0], size[1])
				if p.Row = 2; i > 0 {
					p.Row = 0
				}
				a.Body = append(a.Body, p)
			}
			a.Body = append(a.Body, paragraphs(600)...)
			is, th := bulletinOf(section("", a)), themed(t, name)
			doc, _ := compose(t, is, th)
			report(t, name, check.Document(doc, pictured(is, th)))
			var row []*frame.Picture
			block := unit.Abs(0)
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					if p, ok := item.(*frame.Picture); ok {
						row, block = append(row, p), th.Page.Left(i+1)
					}
				}
			}
			if len(row) != 2 || row[0].Y != row[1].Y {
				t.Fatalf("%s, %d characters: %d pictures", name, before, len(row))
			}
			left := row[0].X - block
			right := th.Page.BlockWidth - left - (row[1].X + row[1].Width - row[0].X)
			if off := left - right; off > unit.Pt || off < -unit.Pt {
				t.Errorf("%s, %d characters: %s at the left, %s at the right", name, before, left, right)
			}
			if right > unit.Pt {
				smaller++
			}
		}
		if smaller == 0 {
			t.Errorf("%s: no row became smaller", name)
		}
	}
}

// TestNarrowInRow: a very narrow picture with a short caption or none takes no more of a row
// than it needs: the row fills the measure, with the same gap between all (RULES 18.2).
func TestNarrowInRow(t *testing.T) {
	for _, name := range []string{"bulletin", "gongwen"} {
		for _, caption := range []string{"", "三", "剪纸"} {
			for narrow := range 4 {
				a := article("标题")
				a.Body = append(a.Body, paragraphs(100)...)
				for i := range 4 {
					size := [2]int{2600, 1700}
					if i == narrow {
						size = [2]int{500, 1700}
					}
					p := photo(string(rune('a'+i)), size[0], size[1])
					p.Caption = inlines(caption)
					if i == 0 {
						p.Row = 4
					}
					a.Body = append(a.Body, p)
				}
				a.Body = append(a.Body, paragraphs(100)...)
				is, th := bulletinOf(section("", a)), themed(t, name)
				doc, _ := compose(t, is, th)
				report(t, name, check.Document(doc, pictured(is, th)))
				var row []*frame.Picture
				for i := range doc.Pages {
					for _, item := range doc.Pages[i].Items {
						if p, ok := item.(*frame.Picture); ok {
							row = append(row, p)
						}
					}
				}
				if len(row) != 4 || row[3].Y != row[0].Y {
					t.Fatalf("%s: %d pictures", name, len(row))
				}
				if width := row[3].X + row[3].Width - row[0].X; width < th.Page.BlockWidth-unit.Pt {
					t.Errorf("%s, caption %q, picture %d narrow: %s wide, not %s", name, caption, narrow, width, th.Page.BlockWidth)
				}
				for i := range 3 {
					if gap := row[i+1].X - row[i].X - row[i].Width; gap > th.Picture.Gutter+unit.Pt {
						t.Errorf("%s, caption %q, picture %d narrow: a gap of %s", name, caption, narrow, gap)
					}
				}
			}
		}
	}
}
