package fonts

import (
	"bytes"
	"math"
	"os/exec"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font/cff"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// op is an operator in a charstring; other values in program are operands.
type op int

const (
	hstem, vstem, rlineto, hlineto, vlineto, rrcurveto op = 1, 3, 5, 6, 7, 8
	callsubr, ret, endchar, hstemhm, hintmask, rmoveto op = 10, 11, 14, 18, 19, 21
	hmoveto, vstemhm, rcurveline, rlinecurve           op = 22, 23, 24, 25
	vvcurveto, hhcurveto, callgsubr                    op = 26, 27, 29
	vhcurveto, hvcurveto                               op = 30, 31
	hflex, flex, hflex1, flex1, div                    op = 1234, 1235, 1236, 1237, 1212
)

// program encodes a charstring of ints and ops; bytes are copied.
func program(tokens ...any) []byte {
	var out []byte
	for _, t := range tokens {
		switch v := t.(type) {
		case op:
			if v >= 1200 {
				out = append(out, 12, byte(v-1200))
			} else {
				out = append(out, byte(v))
			}
		case int:
			switch {
			case v >= -107 && v <= 107:
				out = append(out, byte(v+139))
			case v >= 108 && v <= 1131:
				out = append(out, byte((v-108)>>8+247), byte(v-108))
			case v >= -1131 && v <= -108:
				out = append(out, byte((-v-108)>>8+251), byte(-v-108))
			default:
				out = append(out, 28, byte(v>>8), byte(v))
			}
		case float64:
			f := uint32(int32(v * 65536))
			out = append(out, 255, byte(f>>24), byte(f>>16), byte(f>>8), byte(f))
		case []byte:
			out = append(out, v...)
		}
	}
	return out
}

// testCFF returns a name-keyed CFF with the given charstrings and with local
// and global subroutines that some of them call.
func testCFF(charstrings ...[]byte) []byte {
	local := [][]byte{
		program(100, hlineto, ret),              // -107
		program(-106, callgsubr, ret),           // -106: on to global 1
		program(50, 60, ret),                    // -105: operands only
		program(endchar),                        // -104
		program(-103, callsubr, ret),            // -103: endless recursion
		program(-107, ret),                      // -102: leaves a subroutine's number
		program(10, 20, hstemhm, 30, 40.0, ret), // -101
	}
	global := [][]byte{
		program(100, vlineto, ret), // -107
		program(-107, callsubr, -107, callgsubr, ret),
	}
	var w cffWriter
	w.bytes(1, 0, 4, 4)
	w.index([][]byte{[]byte("Test")})
	start := len(w.out)
	var charStrings, priv, size int
	for range 2 {
		w.out = w.out[:start]
		var top cffWriter
		top.int5(charStrings)
		top.bytes(opCharStrings)
		top.int5(size)
		top.int5(priv)
		top.bytes(opPrivate)
		w.index([][]byte{top.out})
		w.index(nil)
		w.index(global)
		charStrings = len(w.out)
		w.index(charstrings)
		priv = len(w.out)
		var p cffWriter
		p.bytes(program(500)...)
		p.bytes(20) // defaultWidthX
		p.bytes(program(600)...)
		p.bytes(21) // nominalWidthX
		p.int5(0)
		put32(p.out[len(p.out)-4:], uint32(len(p.out)+1))
		p.bytes(opSubrs)
		size = len(p.out)
		w.bytes(p.out...)
		w.index(local)
	}
	return w.out
}

// testOTF wraps a CFF table of n glyphs.
func testOTF(cff []byte, n int) []byte {
	m := tinyTables()
	delete(m, "glyf")
	delete(m, "loca")
	m["CFF "] = cff
	m["maxp"] = be16(0, 0x5000, n)
	put16(m["hhea"][34:], 1)
	m["hmtx"] = make([]byte, 4+2*(n-1))
	put16(m["hmtx"], 500)
	return build("OTTO", m)
}

var testCharstrings = [][]byte{
	program(endchar),
	program(-100, 50, 0, rmoveto, 400, hlineto, 700, vlineto, -400, hlineto, endchar), // a box with a width
	program(10, 10, rmoveto, -107, callsubr, -106, callsubr, endchar),                 // nested subroutines
	program(-105, callsubr, rmoveto, 100, 100, rlineto, -104, callsubr),               // operands and the end from subroutines
	program(-101, callsubr, vstemhm, 5, 6, hintmask, []byte{0xE0}, 100, hmoveto, 200, hlineto, 300, vlineto, endchar),
	program(0, 0, rmoveto, 0, 100, 100, 0, 0, -100, rrcurveto, endchar), // an arch: its top is between the points
	program(0, 0, rmoveto, 10, 100, 0, 50, 30, hhcurveto, 20, 5, 7, 100, 100, vvcurveto, endchar),
	program(0, 0, rmoveto, 100, 30, 40, 90, 80, 20, 10, 60, -30, hvcurveto, 50, 60, 70, 80, vhcurveto, endchar),
	program(0, 0, rmoveto, 1, 2, 30, 40, 5, -60, 70, 80, rcurveline, 9, 8, -90, 10, 11, 120, 13, 14, rlinecurve, endchar),
	program(5, 5, rmoveto, 30, 40, 50, 60, 70, 80, 90, hflex, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 11, 12, 50, flex, endchar),
	program(5, 5, rmoveto, 10, 20, 30, -40, 50, 60, 70, 25, 80, hflex1, 10, 20, 30, 40, 50, 60, 70, 80, 90, -10, 33, flex1, endchar),
	program(0.5, -0.25, rmoveto, 100.5, 100.25, rlineto, 100, hlineto, endchar),
}

func TestCharstringsAgainstAnotherReader(t *testing.T) {
	data := testCFF(testCharstrings...)
	f, err := Open(testOTF(data, len(testCharstrings)), 0)
	if err != nil {
		t.Fatal(err)
	}
	other, err := cff.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	for g := range testCharstrings {
		compareBounds(t, f, other, GID(g))
	}
	if b, ok := f.Bounds(1); !ok || b != (Bounds{50, 0, 450, 700}) {
		t.Errorf("the box has ink %+v, %v", b, ok)
	}
	if b, ok := f.Bounds(5); !ok || b != (Bounds{0, 0, 100, 75}) {
		t.Errorf("the arch has ink %+v, %v", b, ok)
	}
	if _, ok := f.Bounds(0); ok {
		t.Error(".notdef has ink")
	}
	var all []GID
	for g := range testCharstrings {
		all = append(all, GID(g))
	}
	s := checkSubset(t, f, all[1:])
	// The result of Subset, which is CID-keyed, is read and subset again.
	again, err := Open(testOTF(s.Data, len(s.Glyphs)), 0)
	if err != nil {
		t.Fatal(err)
	}
	s2 := checkSubset(t, again, all[1:])
	if !slices.Equal(s.Glyphs, s2.Glyphs) {
		t.Errorf("glyphs %v, then %v", s.Glyphs, s2.Glyphs)
	}
	for _, g := range all {
		b1, ok1 := f.Bounds(g)
		b2, ok2 := again.Bounds(g)
		if b1 != b2 || ok1 != ok2 {
			t.Errorf("glyph %d: ink %+v, in the subset %+v", g, b1, b2)
		}
	}
}

// compareBounds compares a glyph's bounds with the curves found by another
// reader.
func compareBounds(t *testing.T, f *Face, other *cff.CFF, g GID) {
	t.Helper()
	segments, _, err := other.LoadGlyph(tables.GlyphID(g))
	if err != nil {
		t.Fatalf("glyph %d: %v", g, err)
	}
	lo, hi := [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	see := func(x, y float64) {
		lo[0], hi[0] = min(lo[0], x), max(hi[0], x)
		lo[1], hi[1] = min(lo[1], y), max(hi[1], y)
	}
	var at opentype.SegmentPoint
	for _, s := range segments {
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			at = s.Args[0]
		case opentype.SegmentOpLineTo:
			see(float64(at.X), float64(at.Y))
			at = s.Args[0]
			see(float64(at.X), float64(at.Y))
		case opentype.SegmentOpCubeTo:
			for i := range 1001 {
				u := float64(i) / 1000
				v := 1 - u
				bez := func(a, b, c, d float32) float64 {
					return v*v*v*float64(a) + 3*v*v*u*float64(b) + 3*v*u*u*float64(c) + u*u*u*float64(d)
				}
				see(bez(at.X, s.Args[0].X, s.Args[1].X, s.Args[2].X), bez(at.Y, s.Args[0].Y, s.Args[1].Y, s.Args[2].Y))
			}
			at = s.Args[2]
		}
	}
	b, ok := f.Bounds(g)
	if !ok {
		if lo[0] < hi[0] && lo[1] < hi[1] {
			t.Errorf("glyph %d: no ink, want %v %v", g, lo, hi)
		}
		return
	}
	near := func(got int, want float64) bool { return math.Abs(float64(got)-want) <= 1.01 }
	if !near(b.XMin, lo[0]) || !near(b.YMin, lo[1]) || !near(b.XMax, hi[0]) || !near(b.YMax, hi[1]) {
		t.Errorf("glyph %d: ink %+v, want %v %v", g, b, lo, hi)
	}
}

func TestBoundsOfNotoCJK(t *testing.T) {
	f := notoCJK(t, "NotoSerifCJK-Regular.ttc", 2)
	other, err := cff.Parse(f.raw.cff)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range spread(f, 400) {
		compareBounds(t, f, other, g)
	}
	for _, r := range "，。、" {
		g, _ := f.GID(r)
		if dx, da, ok := f.Halt(g); !ok || dx != 0 || da != -500 {
			t.Errorf("%q: halt %d %d %v", r, dx, da, ok)
		}
	}
	// The Traditional face of the same collection centres its stops.
	hant := notoCJK(t, "NotoSerifCJK-Regular.ttc", 3)
	if !slices.Contains(hant.FamilyNames(), "Noto Serif CJK TC") {
		t.Errorf("face 3 is %q", hant.FamilyNames())
	}
	dash := f.Shape("——", Features{Script: "Hani", Lang: "zh-Hans"})
	if len(dash) != 1 || dash[0].Advance != 2000 {
		t.Errorf("——: %+v", dash)
	}
}

func TestTraditionalStopsAreCentred(t *testing.T) {
	f := notoCJK(t, "NotoSansCJK-Regular.ttc", 3)
	for _, r := range "，。" {
		// The shared default glyph is Japanese; the region's is a local form.
		s := f.Shape(string(r), Features{Script: "Hani", Lang: "zh-Hant-TW"})
		if len(s) != 1 {
			t.Fatalf("%q: %+v", r, s)
		}
		b, ok := f.Bounds(s[0].ID)
		if mid := (b.XMin + b.XMax) / 2; !ok || mid < 430 || mid > 570 {
			t.Errorf("%q: ink %+v", r, b)
		}
		if dx, da, ok := f.Halt(s[0].ID); !ok || dx != -250 || da != -500 {
			t.Errorf("%q: halt %d %d %v", r, dx, da, ok)
		}
	}
}

// TestCharstringArithmetic covers operators that old fonts use and the other
// reader does not support.
func TestCharstringArithmetic(t *testing.T) {
	const abs, add, sub, neg, drop, mul, dup, exch op = 1209, 1210, 1211, 1214, 1218, 1224, 1227, 1228
	for _, tt := range []struct {
		code []byte
		want Bounds
	}{
		{program(0, 0, rmoveto, 700, 7, div, 50, rlineto, endchar), Bounds{0, 0, 100, 50}},
		{program(0, 0, rmoveto, -30, abs, 20, 5, add, rlineto, endchar), Bounds{0, 0, 30, 25}},
		{program(0, 0, rmoveto, 30, 10, sub, -5, neg, rlineto, endchar), Bounds{0, 0, 20, 5}},
		{program(0, 0, rmoveto, 2.5, 4, mul, 99, drop, dup, rlineto, endchar), Bounds{0, 0, 10, 10}},
		{program(0, 0, rmoveto, 10, 20, exch, rlineto, endchar), Bounds{0, 0, 20, 10}},
		{program(20, 0, 0, rmoveto, 10, 20, rlineto), Bounds{0, 0, 10, 20}},
	} {
		f, err := Open(testOTF(testCFF(program(endchar), tt.code), 2), 0)
		if err != nil {
			t.Fatal(err)
		}
		if b, ok := f.Bounds(1); !ok || b != tt.want {
			t.Errorf("% x: ink %+v, want %+v", tt.code, b, tt.want)
		}
		s, err := f.Subset([]GID{1})
		if err != nil {
			t.Fatal(err)
		}
		again, err := Open(testOTF(s.Data, 2), 0)
		if err != nil {
			t.Fatal(err)
		}
		if b, ok := again.Bounds(1); !ok || b != tt.want {
			t.Errorf("% x: ink in the subset %+v, want %+v", tt.code, b, tt.want)
		}
	}
}

func TestDamagedCharstrings(t *testing.T) {
	for name, code := range map[string][]byte{
		"for ever":              program(-103, callsubr, endchar),
		"no such subroutine":    program(1000, callsubr, endchar),
		"nothing to call":       program(callgsubr),
		"too many operands":     append(make([]byte, 0), slices.Repeat([]byte{139}, 500)...),
		"number cut off":        {28, 1},
		"mask cut off":          program(1, 2, hstemhm, 3, 4, hintmask),
		"no operands":           program(rmoveto),
		"unknown operator":      {2},
		"unknown escape":        {12, 99},
		"escape cut off":        {12},
		"division by zero":      program(1, 0, div, hlineto),
		"standard accent":       program(0, 0, 65, 193, endchar),
		"rcurveline too short":  program(1, rcurveline),
		"rlinecurve too short":  program(1, 2, rlinecurve),
		"flex without operands": program(flex),
	} {
		data := testCFF(program(endchar), code)
		f, err := Open(testOTF(data, 2), 0)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b, ok := f.Bounds(1); ok {
			t.Errorf("%s: ink %+v", name, b)
		}
		if _, err := f.Subset([]GID{1}); err == nil {
			t.Errorf("%s: a subset was made", name)
		}
		if _, err := f.Subset(nil); err != nil {
			t.Errorf("%s: the rest of the font is refused: %v", name, err)
		}
	}
}

func TestCFFSubsetWithFontTools(t *testing.T) {
	if exec.Command("python3", "-c", "import fontTools").Run() != nil {
		t.Skip("needs python3 with fontTools")
	}
	data := testCFF(testCharstrings...)
	f, err := Open(testOTF(data, len(testCharstrings)), 0)
	if err != nil {
		t.Fatal(err)
	}
	s, err := f.Subset([]GID{1, 2, 3, 4, 5})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("python3", "-c", `
import io, sys
from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import BoundsPen
fs = CFFFontSet(); fs.decompile(io.BytesIO(sys.stdin.buffer.read()), None)
top = fs[0]
for i, n in enumerate(top.charset):
    p = BoundsPen(None); top.CharStrings[n].draw(p)
    print(n, top.CharStrings[n].width, p.bounds)
`)
	cmd.Stdin = bytes.NewReader(s.Data)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := `.notdef 500 None
cid00001 500 (50, 0, 450, 700)
cid00002 500 (10, 10, 210, 110)
`
	if len(out) < len(want) || string(out[:len(want)]) != want {
		t.Errorf("fontTools reads\n%s", out)
	}
}
