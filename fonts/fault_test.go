package fonts

import (
	"bytes"
	"encoding/binary"
	"os"
	"testing"
)

// glyfPart returns the entry of a TrueType glyph in a font file, to be written to.
func glyfPart(t *testing.T, data []byte, f *Face, r rune) (glyph []byte, metrics []byte) {
	t.Helper()
	g, ok := f.GID(r)
	if !ok {
		t.Fatalf("no %q", r)
	}
	at := func(tag string) int {
		for i := range int(binary.BigEndian.Uint16(data[4:])) {
			if e := data[12+16*i:]; string(e[:4]) == tag {
				return int(binary.BigEndian.Uint32(e[8:]))
			}
		}
		t.Fatalf("no table %s", tag)
		return 0
	}
	from := f.raw.loca.u32(4 * int(g))
	if !f.locaLong {
		from = 2 * f.raw.loca.u16(2*int(g))
	}
	return data[at("glyf")+from:], data[at("hmtx")+4*int(g):]
}

// TestFaults damages one glyph of a face. Others, and text that does not stand
// alone, are as before.
func TestFaults(t *testing.T) {
	sound, err := os.ReadFile("bundled/SourceSerif4_400Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	put := binary.BigEndian.PutUint16
	for _, c := range []struct {
		name   string
		r      rune
		damage func(glyph, metrics []byte)
		want   Fault
	}{
		{"end points that do not increase", 'R', func(g, _ []byte) { put(g[10+2:], binary.BigEndian.Uint16(g[10:])) }, BrokenOutline},
		{"a first end point after the last", 'D', func(g, _ []byte) { put(g[10:], 0x7000) }, BrokenOutline},
		{"more points than the glyph has", 'm', func(g, _ []byte) { put(g[10:], 0x2000) }, BrokenOutline},
		{"more instructions than the glyph has", 'K', func(g, _ []byte) { put(g[12:], 0x6FFF) }, BrokenOutline},
		{"more contours than the glyph has", 'з', func(g, _ []byte) { put(g, 0x1000) }, BrokenOutline},
		{"flags repeated beyond the points", 'v', func(g, _ []byte) {
			n := int(binary.BigEndian.Uint16(g[12:]))
			for i := range 6 {
				g[14+n+i] = 0xFF
			}
		}, BrokenOutline},
		{"no advance", '7', func(_, m []byte) { put(m, 0) }, BadAdvance},
		{"a mark without advance", '?', func(_, m []byte) { put(m, 0) }, BadAdvance},
		{"a huge advance", 'q', func(_, m []byte) { put(m, 0xFFFF) }, BadAdvance},
		{"a far side bearing", 'λ', func(_, m []byte) { put(m[2:], 0x7000) }, FarInk},
		{"a far outline", 'W', func(g, m []byte) { put(g[2:], 0x6000); put(m[2:], 0) }, FarInk},
		{"an advance before the ink", 'h', func(_, m []byte) { put(m, 20) }, FarInk},
		{"a mark far away", ';', func(_, m []byte) { put(m[2:], 0x7000) }, Sound},
		{"a combining mark without advance", '\u0301', func(_, m []byte) { put(m, 0) }, Sound},
		{"a letter that joins others", 'ʰ', func(_, m []byte) { put(m, 0) }, Sound},
	} {
		data := bytes.Clone(sound)
		f, err := Open(data, 0)
		if err != nil {
			t.Fatal(err)
		}
		c.damage(glyfPart(t, data, f, c.r))
		g, _ := f.GID(c.r)
		if got := f.Fault(g, c.r); got != c.want || f.Fault(g, c.r) != got {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
		if got := f.Fault(g, 0); (got == BrokenOutline) != (c.want == BrokenOutline) || got > BrokenOutline {
			t.Errorf("%s, without a character: %d", c.name, got)
		}
		if e, _ := f.GID('e'); f.Fault(e, 'e') != Sound {
			t.Errorf("%s: another letter is damaged", c.name)
		}
	}
}

// TestNoFaultsOfSoundFaces: faces in use have none, whatever their signs are.
func TestNoFaultsOfSoundFaces(t *testing.T) {
	for _, path := range []string{"bundled/SourceSerif4_400Regular.ttf", "bundled/SourceCodePro_400Regular.ttf", "bundled/LXGWWenKai-Regular.ttf", "bundled/NotoSansSC_700Bold.ttf"} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Open(data, 0)
		if err != nil {
			t.Fatal(err)
		}
		for r := rune(' '); r < 0x30000; r++ {
			if g, ok := f.GID(r); ok && (r < 0x3400 || r > 0x9FFF || r%16 == 0) && f.Fault(g, r) != Sound {
				t.Errorf("%s: %q has fault %d", path, r, f.Fault(g, r))
			}
		}
	}
}

// TestRefusedCharstrings: what renderers refuse is an error, not a blank.
func TestRefusedCharstrings(t *testing.T) {
	square := []any{10, 10, rmoveto, 100, hlineto, 100, vlineto, -100, hlineto, endchar}
	many := func(n int, tail ...any) []any {
		var out []any
		for range n {
			out = append(out, 1)
		}
		return append(out, tail...)
	}
	for _, c := range []struct {
		name    string
		program []any
		refused bool
	}{
		{"a square", square, false},
		{"an odd number of coordinates", []any{0, 0, rmoveto, 10, 10, 20, rlineto, endchar}, true},
		{"a curve and half a line", []any{0, 0, rmoveto, 1, 2, 3, 4, 5, 6, 7, rcurveline, endchar}, true},
		{"half a line and a curve", []any{0, 0, rmoveto, 7, 1, 2, 3, 4, 5, 6, rlinecurve, endchar}, true},
		{"as many operands as allowed", append([]any{0, 0, rmoveto}, many(48, rlineto, endchar)...), false},
		{"too many operands", append([]any{0, 0, rmoveto}, many(50, rlineto, endchar)...), true},
		{"as many stems as allowed", append(many(48, hstemhm), append(many(48, vstemhm), append(many(48, hstemhm), append(many(48, hintmask, make([]byte, 12)), square...)...)...)...), false},
		{"too many stems", append(many(48, hstemhm), append(many(48, vstemhm), append(many(48, hstemhm), append(many(48, vstemhm), append(many(2, hintmask, make([]byte, 13)), square...)...)...)...)...), true},
	} {
		m := charstring{global: &index{}, local: &index{}, trace: true}
		if err := m.run(program(c.program...)); (err != nil) != c.refused {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestDictOperands: dicts that a subset takes over have all their operands.
func TestDictOperands(t *testing.T) {
	for _, c := range []struct {
		name             string
		dict             []any
		copied, complete bool
	}{
		{"a box", []any{-10, -200, 990, 880, op(opFontBBox)}, true, true},
		{"half a box", []any{990, 880, op(opFontBBox)}, false, true},
		{"a matrix of five", []any{1, 0, 0, 1, 0, []byte{12, 7}}, false, true},
		{"a width", []any{500, []byte{20}, 600, []byte{21}}, true, true},
		{"no width", []any{[]byte{20}, 600, []byte{21}}, true, false},
		{"no blue zones", []any{[]byte{6, 7, 12, 12}, 70, []byte{10}}, true, true},
	} {
		d := dict(program(c.dict...))
		if d.copies() != c.copied || d.operands() != c.complete {
			t.Errorf("%s: %v, %v", c.name, d.copies(), d.operands())
		}
	}
}
