package pdf

import (
	"math/rand/v2"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/frame"
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
			for _, u := range p.fonts.fonts {
				last := fonts.GID(0)
				for i, c := range u.codes {
					if c.text == unread {
						t.Errorf("%s, profile %d: nothing shows glyph %d of %s", name, profile, c.glyph, u.face.PostScriptName())
					}
					if i == 0 || c.glyph > last {
						last = c.glyph
						continue
					}
					// What follows are other texts of glyphs, and the blank.
					if g, _ := u.face.GID(' '); c.glyph != g && u.more[glyphText{c.glyph, c.text}] == 0 {
						t.Errorf("%s, profile %d: code %d, glyph %d of %s, out of order", name, profile, i+1, c.glyph, u.face.PostScriptName())
					}
				}
			}
		}
	}
}
