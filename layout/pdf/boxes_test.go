package pdf

import (
	"encoding/json"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// TestResultBoxes compares the pages' boxes that Build returns with those of the file.
func TestResultBoxes(t *testing.T) {
	bleed := unit.FromMM(3000)
	for _, opt := range []Options{
		{}, {Profile: Archive}, {Profile: Print, Bleed: bleed}, {Profile: Print, Bleed: bleed, Marks: true},
		{Profile: Print, Booklet: &Booklet{Paper: unit.MM / 10}},
	} {
		r, err := Build(sample(t), opt)
		if err != nil {
			t.Fatal(err)
		}
		file := pdftest.PageBoxes(t, r.Data)
		if len(file) != len(r.Boxes) {
			t.Fatalf("%+v: %d pages, boxes of %d", opt, len(file), len(r.Boxes))
		}
		for i, b := range r.Boxes {
			for _, x := range []struct {
				name string
				file []json.Number
				said *frame.Rect
			}{
				{"MediaBox", file[i].Media, &frame.Rect{Width: b.Width, Height: b.Height}},
				{"TrimBox", file[i].Trim, b.Trim}, {"BleedBox", file[i].Bleed, b.Bleed},
			} {
				if x.file == nil || x.said == nil {
					if x.file != nil || x.said != nil {
						t.Errorf("%+v, page %d: %s is %v, Build returned %v", opt, i+1, x.name, x.file, x.said)
					}
					continue
				}
				got := box(t, x.file)
				if want := [4]unit.Abs{x.said.X, b.Height - x.said.Y - x.said.Height, x.said.X + x.said.Width, b.Height - x.said.Y}; got != want {
					t.Errorf("%+v, page %d: %s is %v, Build returned %v", opt, i+1, x.name, got, want)
				}
			}
		}
	}
}
