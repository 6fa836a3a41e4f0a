package page

import (
	"testing"

	"jianbao/fonts"
	"jianbao/fonts/fonttest"
	"jianbao/layout/inline"
)

// TestBulletFont: a bullet comes from the Latin face, if that has all of it, and
// what else is in a mark comes from where it did.
func TestBulletFont(t *testing.T) {
	han, latin := fonttest.Face(), fonttest.Face(fonttest.Only('•', '–', 'a'))
	font := &inline.Font{Stack: &fonts.Stack{Role: "song", Han: []*fonts.Face{han}, Latin: []*fonts.Face{latin}}, Size: 100}
	for bullet, want := range map[string]*fonts.Face{"•": latin, "–": latin, "●": han, "•●": han} {
		got := bulletFont(font, bullet)
		r := []rune(bullet)[0]
		if r == '•' && want == han {
			r = '●'
		}
		if f, _, index, ok := got.Stack.Lookup(r, false); f != want || index != 0 || !ok {
			t.Errorf("%s: another face, index %d, %v", bullet, index, ok)
		}
		if f, _, _, _ := got.Stack.Lookup('国', false); f != han || got.Size != font.Size || got.Stack.Role != "song" {
			t.Errorf("%s: the font is otherwise changed", bullet)
		}
	}
	alone := &inline.Font{Stack: &fonts.Stack{Han: []*fonts.Face{han}}}
	if bulletFont(alone, "•") != alone {
		t.Error("a font without a Latin face is changed")
	}
}

// TestBundledBulletsCanBeSeen: 0.2 em of ink or more, in both themes' roles.
func TestBundledBulletsCanBeSeen(t *testing.T) {
	lib := fonts.Bundled()
	for _, role := range []string{fonts.Serif, fonts.SerifBold, fonts.Sans, fonts.SansBold} {
		f, _ := lib.Find(role, false)
		g, ok := f.GID('•')
		if b, inked := f.Bounds(g); !ok || !inked || 5*(b.XMax-b.XMin) < f.UnitsPerEm() {
			t.Errorf("%s: the bullet's ink is %+v of %d", role, b, f.UnitsPerEm())
		}
	}
}
