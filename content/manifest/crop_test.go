package manifest

import (
	"testing"

	"jianbao/content/diag"
	"jianbao/content/picture"
)

// TestCrop: what is cut off is what the ratio makes too long, and the size that remains
// has the ratio; the file itself stays whole for others.
func TestCrop(t *testing.T) {
	for _, tt := range []struct {
		value string
		want  picture.Crop
	}{
		{"1:1", picture.Crop{Left: 25_000, Right: 25_000}},
		{"1:1 0%", picture.Crop{Right: 50_000}},
		{"1:1 100%", picture.Crop{Left: 50_000}},
		{"4:1", picture.Crop{Top: 25_000, Bottom: 25_000}},
		{"4:1 20%", picture.Crop{Top: 10_000, Bottom: 40_000}},
		{"2:1", picture.Crop{}},
		{"200:100 3%", picture.Crop{}},
	} {
		if got := cropOf(tt.value, 400, 200); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.value, got, tt.want)
		}
	}
	text := "schema = 1\n[publication]\ntitle = \"甲\"\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-31\n[[section]]\ntitle = \"甲\"\n[[section.article]]\ntitle = \"乙\"\ntext = \"一。\"\n[[section.article.picture]]\nfile = \"a.png\"\nalt = \"图\"\ncrop = \"1:1\"\n[[section.article.picture]]\nfile = \"a.png\"\nalt = \"图\"\n"
	var log diag.List
	issue := Load(Buffers{Name: "issue.toml", Files: map[string][]byte{"issue.toml": []byte(text), "a.png": pngOf(40, 20)}}, Options{}, &log)
	if log.HasErrors() {
		t.Fatal(findings(&log))
	}
	pictures := issue.Pictures()
	if len(pictures) != 2 {
		t.Fatal(len(pictures))
	}
	if w, h := pictures[0].Image.Upright(); w != 20 || h != 20 {
		t.Errorf("cropped to %d × %d", w, h)
	}
	if w, h := pictures[1].Image.Upright(); w != 40 || h != 20 {
		t.Errorf("the other is %d × %d", w, h)
	}
}
