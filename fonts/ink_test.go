package fonts

import (
	"slices"
	"testing"
)

// TestGlyphsWithoutInk: a visible character whose glyph paints nothing has no
// glyph, for every form of empty glyph; a blank keeps its glyph.
func TestGlyphsWithoutInk(t *testing.T) {
	part := func(flags int, rest ...int) []byte { return be16(append([]int{-1, 0, 0, 500, 700, flags}, rest...)...) }
	const words, scale, more = argsAreWords | argsAreXY, haveScale, moreComponents
	for _, tt := range []struct {
		name   string
		first  []byte // glyph 1
		second []byte // glyph 2: U+0041
		inked  bool
	}{
		{"drawn", nil, tinySquare(), true},
		{"empty in loca", tinySquare(), nil, false},
		{"no contours", nil, be16(0, 0, 0, 500, 700, 0), false},
		{"one point", nil, be16(1, 0, 0, 500, 700, 0, 0, 0x0100, 0, 0), false},
		{"a header without box", nil, slices.Concat(be16(1, 0, 0, 0, 0), tinySquare()[10:]), true},
		{"points on one spot, a header without box", nil, be16(1, 0, 0, 0, 0, 3, 0, 0x3131, 0x3131), false},
		{"made of a drawn glyph", tinySquare(), part(words, 1, 0, 0), true},
		{"made of an empty glyph", nil, part(words, 1, 0, 0), false},
		{"made of an empty glyph and a drawn one", tinySquare(), part(words|more, 0, 0, 0, words, 1, 0, 0), true},
		{"made of a glyph at no size", tinySquare(), part(words|scale, 1, 0, 0, 0), false},
		{"made of itself", tinySquare(), part(words, 2, 0, 0), false},
		{"made of a glyph that is not there", tinySquare(), part(words, 99, 0, 0), false},
		{"more contours than data", tinySquare(), be16(999, 0, 0, 500, 700, 3, 0, 0), true},
		{"cut off", tinySquare(), be16(1, 0, 0), false},
	} {
		m := tinyTables()
		m["cmap"] = cmapOf(3, 1, format4([2]int{'A', 'A'}, 2))
		m["glyf"] = slices.Concat(tt.first, tt.second)
		m["loca"] = be16(0, 0, len(tt.first)/2, len(m["glyf"])/2)
		checkInk(t, tt.name, m, "\x00\x01\x00\x00", 2, tt.inked)
	}
}

// TestMisplacedGlyph: a glyph that is not where the loca table says is damaged, which is
// told when it is used; it does not count as one without ink, for which another face is
// taken.
func TestMisplacedGlyph(t *testing.T) {
	n := len(tinySquare()) / 2
	for name, loca := range map[string][]byte{"descending": be16(0, 0, n, 0), "beyond the table": be16(0, 0, 0, n+1)} {
		m := tinyTables()
		m["cmap"] = cmapOf(3, 1, format4([2]int{'A', 'A'}, 2))
		m["glyf"], m["loca"] = tinySquare(), loca
		f, err := Open(build("\x00\x01\x00\x00", m), 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Fault(2, 'A'); got != BrokenOutline {
			t.Errorf("%s: fault %d", name, got)
		}
		checkInk(t, name, m, "\x00\x01\x00\x00", 2, true)
	}
}

// TestCopyOfNotdef: a glyph that is a copy of the box for lacking characters is no glyph of
// its character.
func TestCopyOfNotdef(t *testing.T) {
	other := slices.Clone(tinySquare())
	other[len(other)-1] ^= 1
	for _, glyph := range [][]byte{tinySquare(), other} {
		m := tinyTables()
		m["cmap"] = cmapOf(3, 1, format4([2]int{'A', 'A'}, 2))
		m["glyf"] = slices.Concat(tinySquare(), glyph)
		n := len(tinySquare()) / 2
		m["loca"] = be16(0, n, n, 2*n)
		checkInk(t, "a copy", m, "\x00\x01\x00\x00", 2, &glyph[0] == &other[0])
	}
}

func TestCharstringsWithoutInk(t *testing.T) {
	for _, tt := range []struct {
		name  string
		code  []byte
		inked bool
	}{
		{"endchar", program(endchar), false},
		{"width alone", program(500, endchar), false},
		{"a move", program(10, 20, rmoveto, endchar), false},
		{"hints", program(10, 20, hstem, 10, 20, vstem, endchar), false},
		{"a line there and back", program(0, hmoveto, 50, hlineto, -50, hlineto, endchar), false},
		{"a triangle", program(0, hmoveto, 50, 50, 50, -50, rlineto, endchar), true},
		{"a stroke by subroutines", program(0, hmoveto, -106, callsubr, endchar), true},
		{"empty by a subroutine", program(-104, callsubr), false},
		{"damaged", program(rmoveto), true},
	} {
		m := tinyTables()
		m["cmap"] = cmapOf(3, 1, format4([2]int{'A', 'A'}, 1))
		delete(m, "glyf")
		delete(m, "loca")
		m["CFF "] = testCFF(program(endchar), tt.code)
		m["maxp"] = be16(0, 0x5000, 2)
		checkInk(t, tt.name, m, "OTTO", 1, tt.inked)
	}
}

// checkInk opens a font in which A has a glyph and checks all results that
// depend on the glyph's ink.
func checkInk(t *testing.T, name string, m map[string][]byte, version string, g GID, inked bool) {
	t.Helper()
	f, err := Open(build(version, m), 0)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if got := f.Inked(g); got != inked {
		t.Errorf("%s: inked %v", name, got)
	}
	if _, ok := f.GID('A'); ok != inked {
		t.Errorf("%s: A has a glyph: %v", name, ok)
	}
	if c := f.Coverage(); c.Has('A') != inked {
		t.Errorf("%s: A is covered: %v", name, c.Has('A'))
	}
	m["cmap"] = cmapOf(3, 1, format4([2]int{0x3000, 0x3000}, int(g)))
	if f, err = Open(build(version, m), 0); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if _, ok := f.GID(0x3000); !ok {
		t.Errorf("%s: U+3000 has no glyph", name)
	}
}

func TestVariationWithoutInk(t *testing.T) {
	uvs := be16(14, 0, 29, 0, 1)
	uvs = append(uvs, 0x00, 0xFE, 0x00, 0, 0, 0, 0, 0, 0, 0, 21)
	uvs = append(uvs, 0, 0, 0, 1, 0, 0, 'A', 0, 2)
	sub := format4([2]int{'A', 'A'}, 1)
	m := tinyTables() // its glyph 2 is empty
	m["cmap"] = slices.Concat(be16(0, 2, 0, 5, 0, 20+len(sub), 3, 1, 0, 20), sub, uvs)
	f, err := Open(build("\x00\x01\x00\x00", m), 0)
	if err != nil {
		t.Fatal(err)
	}
	if g, ok := f.GIDVariation('A', 0xFE00); ok {
		t.Errorf("the variant is the empty glyph %d", g)
	}
}

func TestBlank(t *testing.T) {
	for _, r := range []rune{' ', '\t', 0xA0, 0xAD, 0x34F, 0x115F, 0x1160, 0x180E, 0x2003, 0x200B, 0x200D, 0x2028, 0x2060, 0x2800,
		0x3000, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFFC, 0xE0041, 0xE0100} {
		if !Blank(r) {
			t.Errorf("%U is not blank", r)
		}
	}
	for _, r := range []rune{'!', 'a', 0xA1, 0x301, 0x2010, 0x2801, 0x3001, 0x4E00, 0xE000, 0xFFFD, 0x2A6D6, 0x1F600} {
		if Blank(r) {
			t.Errorf("%U is blank", r)
		}
	}
}

// TestBundledInkless: the lists of glyphs without ink that come with the bundled
// faces are those that their outlines give.
func TestBundledInkless(t *testing.T) {
	for _, b := range Bundled().bundled {
		f := b.open()
		if !f.ink.listed {
			t.Errorf("%s has no list", b.File)
		}
		var want []uint16
		for g := range f.numGlyphs {
			if !f.findInk(GID(g)) {
				want = append(want, uint16(g))
			}
		}
		if !slices.Equal(b.Inkless, want) {
			t.Errorf("%s: the glyphs without ink are %v, the list has %v", b.File, want, b.Inkless)
		}
	}
}
