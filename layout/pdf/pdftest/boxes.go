package pdftest

import (
	"encoding/json"
	"testing"
)

// Boxes are the boundaries of a page as the file has them: left, bottom, right,
// top. A box that is not in the page's own dictionary is nil.
type Boxes struct {
	Media, Crop, Bleed, Trim, Art []json.Number
}

// PageBoxes reads the boxes of each page with qpdf.
func PageBoxes(t testing.TB, file []byte) []Boxes {
	t.Helper()
	need(t, "qpdf")
	var out struct {
		Pages []struct{ Object string }
		QPDF  []map[string]json.RawMessage
	}
	s := run(t, nil, "qpdf", "--json=2", "--json-key=pages", "--json-key=qpdf", "--json-stream-data=none", save(t, file))
	if err := json.Unmarshal([]byte(s), &out); err != nil {
		t.Fatal(err)
	}
	var list []Boxes
	for _, p := range out.Pages {
		var d struct {
			Media []json.Number `json:"/MediaBox"`
			Crop  []json.Number `json:"/CropBox"`
			Bleed []json.Number `json:"/BleedBox"`
			Trim  []json.Number `json:"/TrimBox"`
			Art   []json.Number `json:"/ArtBox"`
		}
		object := struct{ Value any }{&d}
		if err := json.Unmarshal(out.QPDF[1]["obj:"+p.Object], &object); err != nil {
			t.Fatal(err)
		}
		list = append(list, Boxes(d))
	}
	return list
}
