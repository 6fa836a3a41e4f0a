package page

import (
	"os"
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

// TestBundledBulletsCanBeSeen: 0.2 em of ink or more, in both themes' faces.
func TestBundledBulletsCanBeSeen(t *testing.T) {
	for _, file := range []string{"SourceSerif4_400Regular", "SourceSerif4_700Bold", "SourceSans3_400Regular", "SourceSans3_700Bold"} {
		data, err := os.ReadFile("../../fonts/bundled/" + file + ".ttf")
		if err != nil {
			t.Fatal(err)
		}
		f, err := fonts.Open(data, 0)
		if err != nil {
			t.Fatal(err)
		}
		g, ok := f.GID('•')
		if b, inked := f.Bounds(g); !ok || !inked || 5*(b.XMax-b.XMin) < f.UnitsPerEm() {
			t.Errorf("%s: the bullet's ink is %+v of %d", file, b, f.UnitsPerEm())
		}
	}
}
