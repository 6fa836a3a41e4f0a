package layout

import (
	"slices"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

func TestSaddle(t *testing.T) {
	item := []frame.Item{&frame.Line{Text: "字"}}
	for _, tt := range []struct {
		pages string // c: front matter, b: body, -: blank outside the body
		want  string
		added []int
	}{
		{"", "", nil},
		{"ccbb", "ccbb", nil},
		{"ccb", "ccb-", []int{3}},
		{"c", "c---", []int{1, 2, 3}},
		{"ccbbb", "ccbbb---", []int{5, 6, 7}},
		{"ccbbbc", "ccbbb--c", []int{5, 6}},
		{"ccbbbc" + "bc", "ccbbbcbc", nil},
		{"ccb-c", "ccb----c", []int{4, 5, 6}},
		{"ccbb-", "ccbb----", []int{5, 6, 7}},
	} {
		doc := &frame.Document{Meta: frame.Meta{Title: "试刊"}}
		for _, k := range tt.pages {
			p := frame.Page{Width: 100 * unit.MM, Height: 200 * unit.MM, Front: k != 'b', Blank: k == '-'}
			if k != '-' {
				p.Items = item
			}
			doc.Pages = append(doc.Pages, p)
		}
		got, added := Saddle(doc)
		text := ""
		for _, p := range got.Pages {
			switch {
			case p.Blank:
				text += "-"
			case p.Front:
				text += "c"
			default:
				text += "b"
			}
			if p.Width != 100*unit.MM || p.Height != 200*unit.MM || p.Blank == (len(p.Items) > 0) {
				t.Errorf("%q: page %+v", tt.pages, p)
			}
		}
		if text != tt.want || !slices.Equal(added, tt.added) || len(doc.Pages) != len(tt.pages) || got.Meta.Title != "试刊" {
			t.Errorf("%q became %q, blanks at %v; want %q and %v", tt.pages, text, added, tt.want, tt.added)
		}
	}
}
