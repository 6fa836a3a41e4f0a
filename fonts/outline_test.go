package fonts

import (
	"bytes"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/cff"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// outlined converts an outline of another reader to cubic curves, with each
// contour closed.
func outlined(segments []opentype.Segment) [][]Segment {
	point := func(p opentype.SegmentPoint) Point {
		return Point{int64(math.Round(float64(p.X) * OutlineUnit)), int64(math.Round(float64(p.Y) * OutlineUnit))}
	}
	var out []Segment
	var pen Point
	for _, s := range segments {
		n := Segment{To: point(s.ArgsSlice()[len(s.ArgsSlice())-1])}
		switch s.Op {
		case opentype.SegmentOpLineTo:
			n.Op = LineTo
		case opentype.SegmentOpQuadTo:
			q := point(s.Args[0])
			raise := func(p Point) Point { return Point{(p.X + 2*q.X) / 3, (p.Y + 2*q.Y) / 3} }
			n.Op, n.A, n.B = CurveTo, raise(pen), raise(n.To)
		case opentype.SegmentOpCubeTo:
			n.Op, n.A, n.B = CurveTo, point(s.Args[0]), point(s.Args[1])
		}
		out = append(out, n)
		pen = n.To
	}
	return closed(out)
}

// closed splits an outline into contours, each ending where it begins; lines of
// length 0 are omitted.
func closed(list []Segment) [][]Segment {
	var out [][]Segment
	var start, pen Point
	for i, s := range list {
		if s.Op == MoveTo {
			out = append(out, nil)
			start = s.To
		} else if s.Op != LineTo || s.To != pen {
			k := len(out) - 1
			out[k] = append(out[k], s)
		}
		pen = s.To
		if i+1 == len(list) || list[i+1].Op == MoveTo {
			if k := len(out) - 1; pen != start {
				out[k] = append(out[k], Segment{Op: LineTo, To: start})
			}
		}
	}
	return slices.DeleteFunc(out, func(c []Segment) bool { return len(c) == 0 })
}

// sameContour reports whether two contours are the same, whichever point they
// begin at, to within 1/64 unit: the other reader computes in float32.
func sameContour(a, b []Segment) bool {
	if len(a) != len(b) {
		return false
	}
	near := func(p, q Point) bool {
		const most = OutlineUnit / 64
		return max(p.X-q.X, q.X-p.X) <= most && max(p.Y-q.Y, q.Y-p.Y) <= most
	}
	for turn := range b {
		ok := true
		for i := range a {
			s := b[(i+turn)%len(b)]
			if a[i].Op != s.Op || !near(a[i].To, s.To) || a[i].Op == CurveTo && !(near(a[i].A, s.A) && near(a[i].B, s.B)) {
				ok = false
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}

func compareOutline(t *testing.T, f *Face, g GID, other []opentype.Segment) {
	t.Helper()
	list, err := f.Outline(g)
	if err != nil {
		t.Errorf("glyph %d: %v", g, err)
		return
	}
	got, want := closed(list), outlined(other)
	if len(got) != len(want) {
		t.Errorf("glyph %d: %d contours, want %d", g, len(got), len(want))
		return
	}
	for i := range got {
		if !sameContour(got[i], want[i]) {
			t.Errorf("glyph %d, contour %d:\n%v\nwant\n%v", g, i, got[i], want[i])
			return
		}
	}
}

func otherReader(t *testing.T, data []byte, index int) *font.Face {
	t.Helper()
	loaders, err := opentype.NewLoaders(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	ft, err := font.NewFont(loaders[index])
	if err != nil {
		t.Fatal(err)
	}
	return font.NewFace(ft)
}

func TestOutlinesAgainstAnotherReader(t *testing.T) {
	compare := func(t *testing.T, f *Face, other *font.Face, n int) {
		ink := 0
		for _, g := range spread(f, n) {
			o, ok := other.GlyphData(font.GID(g)).(font.GlyphOutline)
			if !ok {
				t.Fatalf("glyph %d: no outline", g)
			}
			compareOutline(t, f, g, o.Segments)
			if len(o.Segments) > 0 {
				ink++
			}
			if t.Failed() {
				return
			}
		}
		if ink < n/2 {
			t.Errorf("%d glyphs of %d have ink", ink, n)
		}
	}
	glyphs := 250
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		glyphs = 1500
	}
	for _, info := range Bundled().bundled {
		if info.Bold && testing.Short() {
			continue
		}
		t.Run(info.Role, func(t *testing.T) {
			data, err := os.ReadFile("bundled/" + info.File)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, info.open(), otherReader(t, data, 0), glyphs)
		})
	}
	t.Run("cff", func(t *testing.T) {
		f := notoCJK(t, "NotoSerifCJK-Regular.ttc", 2)
		data, err := os.ReadFile("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
		if err != nil {
			t.Fatal(err)
		}
		compare(t, f, otherReader(t, data, 2), 500)
	})
}

func TestOutlinesOfCharstrings(t *testing.T) {
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
		segments, _, err := other.LoadGlyph(tables.GlyphID(g))
		if err != nil {
			t.Fatal(err)
		}
		compareOutline(t, f, GID(g), segments)
	}
}

// tinyGlyphs returns a font whose glyphs from 1 on are the given ones, all but
// the first with a left bearing of 0.
func tinyGlyphs(t *testing.T, first, second []byte) *Face {
	t.Helper()
	m := tinyTables()
	m["glyf"] = slices.Concat(first, second)
	m["loca"] = be16(0, 0, len(first)/2, len(m["glyf"])/2)
	f, err := Open(build("\x00\x01\x00\x00", m), 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestOutlineOfHardGlyphs: a contour may have no point on the curve, components
// may be scaled and aligned by points, and the left edge is at the left side
// bearing.
func TestOutlineOfHardGlyphs(t *testing.T) {
	const unit = OutlineUnit
	// Four control points; all coordinates are words.
	round := be16(1, 0, 0, 120, 120, 3, 0, 0, 0, 0, 120, 0, -120, 0, 0, 120, 0)
	triangle := be16(1, 0, 0, 90, 90, 2, 0, 0x0101)
	triangle = append(triangle, 1)
	triangle = append(triangle, be16(0, 90, 0, 0, 0, 90)...)
	triangle = append(triangle, 0)
	f := tinyGlyphs(t, round, triangle)
	bearing := int64(f.leftBearing(1)) * unit
	p := func(x, y int64) Point { return Point{bearing + x*unit, y * unit} }
	got, err := f.Outline(1)
	want := []Segment{
		{Op: MoveTo, To: p(0, 60)},
		{CurveTo, p(0, 20), p(20, 0), p(60, 0)}, {CurveTo, p(100, 0), p(120, 20), p(120, 60)},
		{CurveTo, p(120, 100), p(100, 120), p(60, 120)}, {CurveTo, p(20, 120), p(0, 100), p(0, 60)},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}

	// Glyph 1 twice: unchanged, and at half size with its point 0 at point 2 of
	// the first. Components of glyph 2 are of glyph 1, so the triangle serves.
	composite := be16(-1, 0, 0, 135, 90, 1<<5|1<<1, 1, 0, 1<<3, 1, 0x0200, 1<<13)
	f = tinyGlyphs(t, triangle, composite)
	got, err = f.Outline(2)
	q := func(x, y int64) Point { return Point{int64(f.leftBearing(2))*unit + x*unit, y * unit} }
	want = []Segment{
		{Op: MoveTo, To: q(0, 0)}, {Op: LineTo, To: q(90, 0)}, {Op: LineTo, To: q(90, 90)},
		{Op: MoveTo, To: q(90, 90)}, {Op: LineTo, To: q(135, 90)}, {Op: LineTo, To: q(135, 135)},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}

	endless := be16(-1, 0, 0, 90, 90, 1<<1, 2, 0)
	if _, err := tinyGlyphs(t, triangle, endless).Outline(2); err == nil {
		t.Error("a glyph made of itself has an outline")
	}
	if _, err := tinyGlyphs(t, triangle[:16], nil).Outline(1); err == nil {
		t.Error("a glyph that is cut off has an outline")
	}
	if _, err := f.Outline(99); err == nil {
		t.Error("a glyph beyond the face has an outline")
	}
}
