package pdf

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/cidfont"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// TestCodesAreOfUse: glyphs are numbered before text is read. Each must turn out
// to be shown, with a text, and none may be missed: those that are come last.
func TestCodesAreOfUse(t *testing.T) {
	faces := []*fonts.Face{face(t, "Noto Serif SC", false), face(t, "Source Serif 4", false), face(t, "Noto Sans SC", false)}
	r := rand.New(rand.NewPCG(5, 6))
	hard := &frame.Document{Meta: sample(t).Meta}
	page := pdftest.Page("1")
	for n := range 40 {
		l := hardLine(t, r, faces, 16*unit.Pt)
		l.Y = unit.Abs(20+18*n) * unit.Pt
		page.Items = append(page.Items, l)
	}
	hard.Pages = append(hard.Pages, page)
	pdftest.Structure(hard)
	for name, doc := range map[string]*frame.Document{"sample": sample(t), "hard": hard} {
		for _, profile := range []Profile{Screen, Print, Archive} {
			p, _ := planned(t, doc, Options{Profile: profile})
			for _, f := range p.fonts.Fonts {
				checkCodes(t, fmt.Sprintf("%s, profile %d, %s", name, profile, f.Face.PostScriptName()), f)
			}
		}
	}
}

func checkCodes(t *testing.T, what string, f *cidfont.Font) {
	last, seen := fonts.GID(0), map[fonts.GID]bool{}
	for cid := int32(1); int(cid) <= f.Len(); cid++ {
		glyph := f.Glyph(cid)
		if f.Text(cid) == "" {
			t.Errorf("%s: nothing shows glyph %d", what, glyph)
		}
		if cid == 1 || glyph > last {
			last = glyph
		} else if space, _ := f.Face.GID(' '); glyph != space && !seen[glyph] {
			// What follows are other texts of glyphs, and the blank.
			t.Errorf("%s: code %d, glyph %d, out of order", what, cid, glyph)
		}
		seen[glyph] = true
	}
}
