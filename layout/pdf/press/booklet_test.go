package press

import (
	"errors"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// pages is a document of n pages with a rule each.
func pages(n int) *frame.Document {
	doc := &frame.Document{Pages: make([]frame.Page, n)}
	for i := range doc.Pages {
		doc.Pages[i].Width, doc.Pages[i].Height = 210*unit.MM, 297*unit.MM
		doc.Pages[i].Items = []frame.Item{&frame.Rule{X: 90 * unit.MM, Y: 90 * unit.MM, Width: 30 * unit.MM, Height: unit.MM}}
	}
	return doc
}

// TestBookletOrder: sheets of a booklet hold the pages in printer's order.
func TestBookletOrder(t *testing.T) {
	list, err := Sheets(pages(8), &Job{Booklet: &Booklet{}})
	if err != nil {
		t.Fatal(err)
	}
	want := [][2]int{{7, 0}, {1, 6}, {5, 2}, {3, 4}}
	if len(list) != len(want) {
		t.Fatalf("%d sides, want %d", len(list), len(want))
	}
	for i, s := range list {
		if len(s.Places) != 2 || s.Places[0].Page != want[i][0] || s.Places[1].Page != want[i][1] {
			t.Errorf("side %d holds %+v, want pages %v", i, s.Places, want[i])
		}
	}
	for page, at := range Locations(list, 8) {
		if at.Sheet != []int{0, 1, 2, 3, 3, 2, 1, 0}[page] {
			t.Errorf("page %d is on side %d", page, at.Sheet)
		}
	}
}

// TestCreep checks that inner sheets move towards the fold, and where content
// is cut.
func TestCreep(t *testing.T) {
	paper := unit.FromMM(100)
	doc := pages(12)
	wide := &frame.Rule{X: -50 * unit.Pt, Y: 0, Width: 800 * unit.Pt, Height: unit.Pt}
	doc.Pages[4].Items = append(doc.Pages[4].Items, wide) // right, innermost sheet
	bleed := unit.FromMM(3000)
	list, err := Sheets(doc, &Job{Bleed: bleed, Booklet: &Booklet{Paper: paper}})
	if err != nil {
		t.Fatal(err)
	}
	width := doc.Pages[0].Width
	for k := range list {
		s := &list[k]
		in := unit.Abs(k/2) * paper
		if l, r := s.Places[0], s.Places[1]; l.X != bleed+in || r.X != bleed+width-in || l.Y != bleed || r.Y != bleed {
			t.Errorf("side %d: pages at %s and %s", k+1, l.X, r.X)
		}
		for _, at := range s.Places {
			switch {
			case at.Page != 4 && at.Clip != nil:
				t.Errorf("page %d is cut at %v for nothing", at.Page+1, *at.Clip)
			case at.Page == 4 && (at.Clip == nil || *at.Clip != frame.Rect{X: bleed + width, Width: width + bleed, Height: s.Height}):
				t.Errorf("page 5 is cut at %v", at.Clip)
			}
		}
	}
}

func TestBookletErrors(t *testing.T) {
	uneven := pages(4)
	uneven.Pages[2].Width += 1
	for _, c := range []struct {
		doc  *frame.Document
		job  Job
		want error
	}{
		{pages(6), Job{Booklet: &Booklet{}}, ErrBookletPages},
		{pages(4), Job{Booklet: &Booklet{}, Marks: true}, ErrBookletMarks},
		{uneven, Job{Booklet: &Booklet{}}, ErrBookletSizes},
		{pages(8), Job{Booklet: &Booklet{Paper: 100 * unit.MM}}, ErrBookletPaper},
		{pages(8), Job{Booklet: &Booklet{Paper: -1}}, ErrBookletPaper},
	} {
		if _, err := Sheets(c.doc, &c.job); !errors.Is(err, c.want) {
			t.Errorf("%v, want %v", err, c.want)
		}
	}
}
