package docx

import (
	"os"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// The text of cells has its place in the extracted text, as that of paragraphs has.
func TestPlacesOfCells(t *testing.T) {
	raw, err := os.ReadFile("../../testdata/office/05农业指标.docx")
	if err != nil {
		t.Fatal(err)
	}
	var log diag.List
	d, _ := Read(raw, Options{Path: "a.docx"}, &log)
	n := 0
	for _, b := range d.Blocks {
		table, ok := b.(*content.Table)
		if !ok {
			continue
		}
		for _, row := range table.Rows {
			for _, cell := range row {
				for _, in := range cell.Inlines {
					r, ok := in.(content.Run)
					if !ok {
						continue
					}
					n++
					if at := r.Place.At(0, len(r.Value)); !strings.HasPrefix(string(at.Source.Data[at.Start:]), r.Value) {
						t.Errorf("%q is at %d, where the text is %.12q", r.Value, at.Start, at.Source.Data[at.Start:])
					}
				}
			}
		}
	}
	if n < 20 {
		t.Errorf("%d texts of cells", n)
	}
}
