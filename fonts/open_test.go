package fonts

import (
	"errors"
	"slices"
	"testing"
	"unicode/utf16"
)

// tinyTables returns the tables of a font of three glyphs: .notdef, a square
// for A, an empty glyph. The tests add the character map.
func tinyTables() map[string][]byte {
	head := make([]byte, 54)
	put16(head[18:], 1000)
	put16(head[36:], 0)
	put16(head[40:], 500)
	put16(head[42:], 700)
	hhea := make([]byte, 36)
	put16(hhea[4:], 800)
	put16(hhea[34:], 1)
	maxp := make([]byte, 32)
	put16(maxp, 1)
	put16(maxp[4:], 3)
	return map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp,
		"hmtx": {1, 0xF4, 0, 0, 0, 50, 0, 0},
		"glyf": tinySquare(),
		"loca": be16(0, 0, 17, 17),
		"cmap": cmapOf(3, 1, format4([2]int{'A', 'A'}, 1)),
	}
}

// tinySquare returns a simple glyph of four points, in 34 bytes.
func tinySquare() []byte {
	return be16(1, 50, 0, 450, 700, 3, 0, 0x0101, 0x0101, 50, 0, 400, 0, 0, 700, 0, -700)
}

// tinySquares returns the tables of a font whose glyphs 1 and 2 are squares.
func tinySquares() map[string][]byte {
	m := tinyTables()
	m["glyf"] = slices.Concat(tinySquare(), tinySquare())
	m["loca"] = be16(0, 0, 17, 34)
	return m
}

func build(version string, tables map[string][]byte) []byte {
	var list []namedTable
	for tag, data := range tables {
		list = append(list, namedTable{tag, data})
	}
	slices.SortFunc(list, func(a, b namedTable) int {
		if a.tag < b.tag {
			return -1
		}
		return 1
	})
	return buildSFNT(version, list)
}

// be16 joins 16-bit words.
func be16(v ...int) []byte {
	var out []byte
	for _, x := range v {
		out = append(out, byte(x>>8), byte(x))
	}
	return out
}

func cmapOf(platform, encoding int, sub []byte) []byte {
	return append(be16(0, 1, platform, encoding, 0, 12), sub...)
}

// format4 returns a subtable that maps one range to consecutive glyphs.
func format4(r [2]int, first int) []byte {
	return be16(4, 32, 0, 4, 4, 1, 0, r[1], 0xFFFF, 0, r[0], 0xFFFF, first-r[0], 1, 0, 0)
}

func TestOpenTiny(t *testing.T) {
	f, err := Open(build("\x00\x01\x00\x00", tinyTables()), 0)
	if err != nil {
		t.Fatal(err)
	}
	if g, ok := f.GID('A'); g != 1 || !ok {
		t.Errorf("A is glyph %d, %v", g, ok)
	}
	if b, ok := f.Bounds(1); !ok || b != (Bounds{50, 0, 450, 700}) {
		t.Errorf("ink %+v %v", b, ok)
	}
	if _, ok := f.Bounds(2); ok {
		t.Error("the empty glyph has ink")
	}
	for g, want := range []int{500, 500, 500, 0} {
		if f.Advance(GID(g)) != want {
			t.Errorf("advance of %d is %d", g, f.Advance(GID(g)))
		}
	}
	if f.PostScriptName() != "Unnamed" || len(f.FamilyNames()) != 0 || f.CapHeight() != 800 || f.XHeight() != 0 {
		t.Errorf("%q %q %d %d", f.PostScriptName(), f.FamilyNames(), f.CapHeight(), f.XHeight())
	}
	if s := f.Shape("AA", Features{Script: "Latn"}); len(s) != 2 || s[1].ID != 1 || s[1].Advance != 500 {
		t.Errorf("shaped %+v", s)
	}
	checkSubset(t, f, []GID{1, 2, 1})
}

func TestOpenRefuses(t *testing.T) {
	with := func(change func(m map[string][]byte)) []byte {
		m := tinyTables()
		change(m)
		return build("\x00\x01\x00\x00", m)
	}
	whole := build("\x00\x01\x00\x00", tinyTables())
	for _, tt := range []struct {
		name  string
		data  []byte
		index int
		want  Reason
	}{
		{"empty", nil, 0, NotAFont},
		{"text", []byte("<!DOCTYPE html><html>"), 0, NotAFont},
		{"woff", []byte("wOFF00000000000"), 0, WebFont},
		{"woff2", []byte("wOF200000000000"), 0, WebFont},
		{"pfb", []byte("\x80\x01\x00\x10\x00\x00%!PS-AdobeFont"), 0, Type1},
		{"pfa", []byte("%!PS-AdobeFont-1.0: X"), 0, Type1},
		{"second face of one", whole, 1, NoSuchFace},
		{"negative face", whole, -1, NoSuchFace},
		{"no tables", []byte("\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"), 0, Damaged},
		{"directory cut off", whole[:40], 0, Truncated},
		{"half a file", whole[:len(whole)/2], 0, Truncated},
		{"no head", with(func(m map[string][]byte) { delete(m, "head") }), 0, Damaged},
		{"no outlines", with(func(m map[string][]byte) { delete(m, "glyf") }), 0, Damaged},
		{"bitmaps", with(func(m map[string][]byte) { delete(m, "glyf"); m["EBDT"] = []byte("xxxx") }), 0, Bitmap},
		{"cff2", with(func(m map[string][]byte) { delete(m, "glyf"); m["CFF2"] = []byte("xxxx") }), 0, CFF2},
		{"variable", with(func(m map[string][]byte) { m["fvar"] = []byte("xxxx") }), 0, Variable},
		{"short loca", with(func(m map[string][]byte) { m["loca"] = m["loca"][:6] }), 0, Truncated},
		{"short hmtx", with(func(m map[string][]byte) { m["hmtx"] = m["hmtx"][:2] }), 0, Truncated},
		{"no advances", with(func(m map[string][]byte) { put16(m["hhea"][34:], 0) }), 0, Damaged},
		{"no em", with(func(m map[string][]byte) { put16(m["head"][18:], 0) }), 0, Damaged},
		{"no glyphs", with(func(m map[string][]byte) { put16(m["maxp"][4:], 0) }), 0, Damaged},
		{"no map", with(func(m map[string][]byte) { m["cmap"] = be16(0, 0, 0) }), 0, NoCharacters},
		{"map of unknown format", with(func(m map[string][]byte) { m["cmap"] = cmapOf(3, 1, be16(99, 6, 0)) }), 0, NoCharacters},
		{"bad cff", with(func(m map[string][]byte) { m["CFF "] = []byte("\x01\x00\x04\x01\x00\x00") }), 0, Damaged},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Open(tt.data, tt.index)
			var e *OpenError
			if f != nil || !errors.As(err, &e) || e.Reason != tt.want {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

func TestCollection(t *testing.T) {
	one := build("\x00\x01\x00\x00", tinyTables())
	// Offsets in a collection are relative to its start: the font is moved by 20.
	const at = 20
	data := append([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x02\x00\x00\x00\x14\x00\x00\xFF\xFF"), one...)
	for i := range table(one).u16(4) {
		e := data[at+12+16*i:]
		put32(e[8:], uint32(table(e).u32(8)+at))
	}
	if n := NumFaces(data); n != 2 {
		t.Errorf("%d faces", n)
	}
	f, err := Open(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	if g, ok := f.GID('A'); g != 1 || !ok {
		t.Errorf("A is glyph %d, %v", g, ok)
	}
	var e *OpenError
	if _, err := Open(data, 1); !errors.As(err, &e) || e.Reason != Truncated {
		t.Errorf("face outside of the file: %v", err)
	}
	if _, err := Open(data, 2); !errors.As(err, &e) || e.Reason != NoSuchFace || e.Faces != 2 {
		t.Errorf("third face of two: %v", err)
	}
}

func TestCmapFormats(t *testing.T) {
	format0 := append(be16(0, 262, 0), make([]byte, 256)...)
	format0[6+'A'] = 1
	indirect := be16(4, 36, 0, 4, 4, 1, 0, 'B', 0xFFFF, 0, 'A', 0xFFFF, 1, 1, 4, 0, 1, 0)
	for _, tt := range []struct {
		name               string
		platform, encoding int
		sub                []byte
		r                  rune
		want               GID
	}{
		{"0", 1, 0, format0, 'A', 1},
		{"0", 1, 0, format0, 'B', 0},
		{"4 by offset", 3, 1, indirect, 'A', 2},
		{"4 by offset, not mapped", 3, 1, indirect, 'B', 0},
		{"4 behind the BMP", 3, 1, format4([2]int{'A', 'A'}, 1), 0x10041, 0},
		{"6", 0, 3, be16(6, 14, 0, 'A', 2, 2, 1), 'B', 1},
		{"6 below", 0, 3, be16(6, 14, 0, 'A', 2, 2, 1), '@', 0},
		{"10", 3, 10, be16(10, 0, 0, 24, 0, 0, 2, 0, 0, 2, 2, 1), 0x20000, 2},
		{"12", 3, 10, be16(12, 0, 0, 28, 0, 0, 0, 1, 2, 0, 2, 1, 0, 1), 0x20001, 2},
		{"12 behind", 3, 10, be16(12, 0, 0, 28, 0, 0, 0, 1, 2, 0, 2, 1, 0, 1), 0x20002, 0},
		{"12 to a glyph that is not", 3, 10, be16(12, 0, 0, 28, 0, 0, 0, 1, 2, 0, 2, 9, 0, 1), 0x20005, 0},
		{"13", 3, 10, be16(13, 0, 0, 28, 0, 0, 0, 1, 2, 0, 2, 1, 0, 1), 0x20001, 1},
		{"symbol", 3, 0, format4([2]int{0xF041, 0xF041}, 1), 'A', 1},
		{"symbol by its own code", 3, 0, format4([2]int{0xF041, 0xF041}, 1), 0xF041, 1},
		{"negative", 3, 1, format4([2]int{'A', 'A'}, 1), -1, 0},
	} {
		m := tinySquares()
		m["cmap"] = cmapOf(tt.platform, tt.encoding, tt.sub)
		f, err := Open(build("\x00\x01\x00\x00", m), 0)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		g, ok := f.GID(tt.r)
		if g != tt.want || ok != (tt.want != 0) {
			t.Errorf("%s: %U is glyph %d, %v; want %d", tt.name, tt.r, g, ok, tt.want)
		}
		c := f.Coverage()
		count := 0
		for r := range rune(0x20100) {
			_, has := f.GID(r)
			// A symbol is listed under its own code, not under the ASCII code that maps
			// to it.
			if has && !(f.Symbolic() && r <= 0xFF) {
				count++
			}
			if has != c.Has(r) && !f.Symbolic() {
				t.Errorf("%s: %U has a glyph %v, is covered %v", tt.name, r, has, c.Has(r))
			}
		}
		if count != c.Count || c.In(0, 0x10FFFF) != count {
			t.Errorf("%s: coverage counts %d, want %d", tt.name, c.Count, count)
		}
		if f.Symbolic() != (tt.platform == 3 && tt.encoding == 0) {
			t.Errorf("%s: symbolic is %v", tt.name, f.Symbolic())
		}
	}
}

// TestFactsWithoutOS2: old fonts lack the tables that describe a face.
func TestFactsWithoutOS2(t *testing.T) {
	m := tinyTables()
	put16(m["hhea"][4:], 850)
	m["hhea"][6], m["hhea"][7] = 0xFF, 0x38 // -200
	post := make([]byte, 32)
	put32(post[4:], 0xFFF38000) // -12.5
	put32(post[12:], 1)
	m["post"] = post
	facts := func() *Face {
		f, err := Open(build("\x00\x01\x00\x00", m), 0)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	f := facts()
	if f.Ascent() != 850 || f.Descent() != -200 || f.Weight() != 400 || f.IsBold() || f.Serif() ||
		f.ItalicAngle() != -13 || !f.FixedPitch() || f.FSType() != 0 {
		t.Errorf("%d %d %d %v %v %d %v", f.Ascent(), f.Descent(), f.Weight(), f.IsBold(), f.Serif(), f.ItalicAngle(), f.FixedPitch())
	}
	m["head"][45] = 1
	if f := facts(); f.Weight() != 700 || !f.IsBold() {
		t.Errorf("bold in macStyle: %d %v", f.Weight(), f.IsBold())
	}
	os2 := make([]byte, 96)
	os2[30] = 3 // IBM class: modern serifs
	os2[9] = 2  // fsType: no embedding
	m["OS/2"] = os2
	if f := facts(); !f.Serif() || f.FSType() != 2 {
		t.Errorf("family class 3: %v, embedding %d", f.Serif(), f.FSType())
	}
	m["cmap"] = cmapOf(3, 1, format4([2]int{'H', 'H'}, 1))
	if f := facts(); f.CapHeight() != 700 {
		t.Errorf("H is 700 high, capitals %d", f.CapHeight())
	}
}

func TestVariationSequences(t *testing.T) {
	// One selector, FE00: A is listed as default, B as glyph 2.
	uvs := be16(14, 0, 37, 0, 1)
	uvs = append(uvs, 0x00, 0xFE, 0x00, 0, 0, 0, 21, 0, 0, 0, 29)
	uvs = append(uvs, 0, 0, 0, 1, 0, 0, 'A', 0)
	uvs = append(uvs, 0, 0, 0, 1, 0, 0, 'B', 0, 2)
	sub := format4([2]int{'A', 'A'}, 1)
	m := tinySquares()
	m["cmap"] = slices.Concat(be16(0, 2, 0, 5, 0, 20+len(sub), 3, 1, 0, 20), sub, uvs)
	f, err := Open(build("\x00\x01\x00\x00", m), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		base, vs rune
		want     GID
		ok       bool
	}{
		{'A', 0xFE00, 1, true},
		{'B', 0xFE00, 2, true},
		{'C', 0xFE00, 0, false},
		{'A', 0xFE01, 0, false},
		{-1, 0xFE00, 0, false},
	} {
		if g, ok := f.GIDVariation(tt.base, tt.vs); g != tt.want || ok != tt.ok {
			t.Errorf("%U %U: %d %v", tt.base, tt.vs, g, ok)
		}
	}
}

func TestNames(t *testing.T) {
	utf := func(s string) []byte {
		var w []int
		for _, u := range utf16.Encode([]rune(s)) {
			w = append(w, int(u))
		}
		return be16(w...)
	}
	type rec struct {
		platform, enc, lang, id int
		text                    []byte
	}
	recs := []rec{
		{1, 0, 0, 1, []byte("FZ Caf\x8e")},
		{1, 25, 33, 1, []byte("\xb7\xbd\xd5\xfd")}, // 方正 in GB 2312
		{3, 1, 0x804, 1, utf("方正小标宋简体")},
		{3, 1, 0x409, 1, utf("FZXiaoBiaoSong-B05S")},
		{3, 3, 0x804, 16, []byte("\xb1\xea\x00S")}, // 标S
		{3, 1, 0x409, 6, utf("FZXBSJW--GB1-0 (x)")},
		{3, 1, 0x409, 2, utf("Reg\x1bular\u202e")},
		{3, 1, 0x804, 5, utf("版本 5.30")},
	}
	var dir, strs []byte
	for _, r := range recs {
		dir = append(dir, be16(r.platform, r.enc, r.lang, r.id, len(r.text), len(strs))...)
		strs = append(strs, r.text...)
	}
	m := tinyTables()
	m["name"] = slices.Concat(be16(0, len(recs), 6+len(dir)), dir, strs)
	f, err := Open(build("\x00\x01\x00\x00", m), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"标S", "方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZ Café", "方正"}
	if got := f.FamilyNames(); !slices.Equal(got, want) {
		t.Errorf("families %q, want %q", got, want)
	}
	if f.PostScriptName() != "FZXBSJW--GB1-0x" || f.Style() != "Regular" || f.Version() != "版本 5.30" || f.Licence() != "" {
		t.Errorf("%q %q %q %q", f.PostScriptName(), f.Style(), f.Version(), f.Licence())
	}
}
