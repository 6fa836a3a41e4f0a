package fonttest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"jianbao/fonts"
)

func TestMeasures(t *testing.T) {
	f := Face()
	for _, tt := range []struct {
		r       rune
		advance int
		ink     fonts.Bounds // zero: none
	}{
		{'国', 1000, fonts.Bounds{XMin: 40, YMin: -80, XMax: 960, YMax: 840}},
		{0x4E00, 1000, fonts.Bounds{XMin: 40, YMin: -80, XMax: 960, YMax: 840}},
		{0x9FFF, 1000, fonts.Bounds{XMin: 40, YMin: -80, XMax: 960, YMax: 840}},
		{'𠮷', 1000, fonts.Bounds{XMin: 40, YMin: -80, XMax: 960, YMax: 840}},
		{'a', 500, fonts.Bounds{XMin: 50, XMax: 450, YMax: 700}},
		{' ', 250, fonts.Bounds{}},
		{0x3000, 1000, fonts.Bounds{}},
		{'，', 1000, fonts.Bounds{XMin: 80, YMin: -80, XMax: 380, YMax: 220}},
		{'（', 1000, fonts.Bounds{XMin: 550, YMin: -80, XMax: 950, YMax: 840}},
		{'”', 1000, fonts.Bounds{XMin: 50, YMin: -80, XMax: 450, YMax: 840}},
		{'—', 890, fonts.Bounds{XMin: 0, YMin: 360, XMax: 890, YMax: 400}},
		{'…', 1000, fonts.Bounds{XMin: 100, YMin: 340, XMax: 900, YMax: 420}},
	} {
		g, ok := f.GID(tt.r)
		b, inked := f.Bounds(g)
		if !ok || f.Advance(g) != tt.advance || b != tt.ink || inked != (tt.ink != fonts.Bounds{}) {
			t.Errorf("%q: %v, advance %d, ink %+v", tt.r, ok, f.Advance(g), b)
		}
	}
	if f.UnitsPerEm() != 1000 || f.CapHeight() != 700 || f.XHeight() != 500 || f.Ascent() != 880 || f.Descent() != -120 {
		t.Errorf("%d %d %d %d %d", f.UnitsPerEm(), f.CapHeight(), f.XHeight(), f.Ascent(), f.Descent())
	}
}

func TestOptions(t *testing.T) {
	f := Face(Centred(), Missing('国', 'a', 0x4E00), Bold(), Family("测试"))
	for _, r := range []rune{'国', 'a', 0x4E00} {
		if _, ok := f.GID(r); ok {
			t.Errorf("%q is there", r)
		}
	}
	for _, r := range []rune{0x4E01, '回', 'b', '图'} {
		if _, ok := f.GID(r); !ok {
			t.Errorf("%q is missing too", r)
		}
	}
	g, _ := f.GID('。')
	if b, _ := f.Bounds(g); b.XMin+b.XMax != 1000 {
		t.Errorf("ink of 。 %+v is not centred", b)
	}
	if !f.IsBold() || Face().IsBold() || f.FamilyNames()[0] != "测试" {
		t.Errorf("bold %v, family %q", f.IsBold(), f.FamilyNames())
	}
}

func TestBlankAndOnly(t *testing.T) {
	f := Face(Blank('国', '℃'))
	for r, want := range map[rune]bool{'国': false, '℃': false, '图': true, ' ': true} {
		if _, ok := f.GID(r); ok != want {
			t.Errorf("%q has a glyph: %v", r, ok)
		}
	}
	f = Face(Only('国', 'ꀕ', 'a'))
	if c := f.Coverage(); c.Count != 3 || !c.Has('国') || !c.Has('ꀕ') || !c.Has('a') {
		t.Errorf("%+v", c)
	}
}

func TestHollow(t *testing.T) {
	latin := fonts.Features{Script: "Latn", Lang: "en"}
	f := Face(Hollow('f', 'i'))
	s := f.Shape("fig", latin)
	if len(s) != 2 {
		t.Fatalf("shaped as %d glyphs, want a ligature and g: %+v", len(s), s)
	}
	if _, ok := f.Bounds(s[0].ID); ok {
		t.Error("the ligature paints")
	}
	if s = Face().Shape("fig", latin); len(s) != 3 {
		t.Errorf("without the option: %+v", s)
	}
}

func TestHalt(t *testing.T) {
	for _, tt := range []struct {
		r    rune
		opts []Option
		dx   int
		ok   bool
	}{
		{'，', []Option{Halt()}, 0, true},
		{'，', []Option{Halt(), Centred()}, -250, true},
		{'，', nil, 0, false},
		{'（', []Option{Halt()}, -500, true},
		{'」', []Option{Halt()}, 0, true},
		{'·', []Option{Halt()}, 0, false},
		{'国', []Option{Halt()}, 0, false},
	} {
		f := Face(tt.opts...)
		g, _ := f.GID(tt.r)
		dx, da, ok := f.Halt(g)
		if dx != tt.dx || ok != tt.ok || ok && da != -500 {
			t.Errorf("%q: %d %d %v", tt.r, dx, da, ok)
		}
		if s := f.Shape(string(tt.r), fonts.Features{Script: "Hani", Lang: "zh-Hans"}); len(s) != 1 || s[0].Advance != f.Advance(g) {
			t.Errorf("%q: shaped %+v", tt.r, s)
		}
	}
}

func TestAcceptedByOtherReaders(t *testing.T) {
	if exec.Command("python3", "-c", "import fontTools").Run() != nil {
		t.Skip("needs python3 with fontTools")
	}
	file := filepath.Join(t.TempDir(), "test.ttf")
	if err := os.WriteFile(file, Data(Halt(), Centred()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", "-c", `
import sys
from fontTools.ttLib import TTFont
f = TTFont(sys.argv[1], checkChecksums=2)
for t in f.keys(): f[t]
for g in f.getGlyphOrder(): f["glyf"][g].expand(f["glyf"])
assert f.getBestCmap()[0x4e00] == f.getBestCmap()[0x9fff]
halt = f["GPOS"].table.LookupList.Lookup[0].SubTable[0]
assert len(halt.Value) == len(halt.Coverage.glyphs) and halt.Value[0].XAdvance == -500
assert f["hmtx"][f.getBestCmap()[0x2014]] == (890, 0)
`, file).CombinedOutput()
	if err != nil {
		t.Errorf("%v: %s", err, out)
	}
}
