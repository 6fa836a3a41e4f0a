package screen

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// TestCroppedPicture: of a picture that is cut, the whole is placed around its box, which
// is the clip.
func TestCroppedPicture(t *testing.T) {
	im := &picture.Image{Name: "a.png", Width: 40, Height: 20, Crop: picture.Crop{Left: 25_000, Right: 25_000}}
	p := &frame.Page{Width: 100 * unit.Pt, Height: 100 * unit.Pt, Items: []frame.Item{
		&frame.Picture{Kind: frame.KindPicture, Image: im, X: 20 * unit.Pt, Y: 10 * unit.Pt, Width: 30 * unit.Pt, Height: 30 * unit.Pt},
	}}
	got := string(NewBook().Page(p, func(*diag.Source) string { return "" }).JSON)
	for _, want := range []string{`"k":"picture","x":5000,"y":10000,"w":60000,"h":30000`, `"clip":{"k":"rect","x":20000,"y":10000,"w":30000,"h":30000}`} {
		if !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", got, want)
		}
	}
}
