package fonts

import (
	"os"
	"testing"
)

// FuzzOpen damages fonts. No method of a face that Open returns may panic, and
// the result of Subset must be a font with the same glyphs.
func FuzzOpen(f *testing.F) {
	m := tinyTables()
	m["GPOS"] = tinyHalt()
	f.Add(build("\x00\x01\x00\x00", m), 0, "AV")
	f.Add(testOTF(testCFF(testCharstrings...), len(testCharstrings)), 0, "——")
	f.Add(build("\x00\x01\x00\x00", compositeTables()), 0, "A")
	if data, err := os.ReadFile("bundled/SourceSerif4_400Regular.ttf"); err == nil {
		if face, err := Open(data, 0); err == nil {
			if s, err := face.Subset([]GID{10, 11, 200, 300}); err == nil {
				f.Add(withEmptyCmap(s.Data), 0, "office")
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, index int, text string) {
		face, err := Open(data, index)
		if err != nil {
			if _, ok := err.(*OpenError); !ok {
				t.Fatalf("error of another kind: %v", err)
			}
			return
		}
		callMethods(t, face, text)
		cut(t, face)
	})
}

// fuzzTables are the tables that FuzzTable puts into a valid font.
var fuzzTables = [...]string{"cmap", "name", "glyf", "loca", "GPOS", "GSUB", "GDEF", "kern", "CFF ", "OS/2", "post", "hmtx"}

// FuzzTable damages one table at a time, which exercises more code than
// damaging a file, because most damage to a directory is rejected.
func FuzzTable(f *testing.F) {
	for i, tag := range fuzzTables {
		if data := compositeTables()[tag]; data != nil {
			f.Add(uint8(i), data, "A")
		}
	}
	f.Add(uint8(4), tinyHalt(), "AB")
	f.Add(uint8(8), testCFF(testCharstrings...), "A")
	if data, err := os.ReadFile("bundled/SourceSerif4_400Regular.ttf"); err == nil {
		if face, err := Open(data, 0); err == nil {
			f.Add(uint8(0), []byte(face.raw.cmap), "é")
			f.Add(uint8(1), []byte(face.raw.name), "")
			f.Add(uint8(5), []byte(face.raw.gsub), "office")
			f.Add(uint8(6), []byte(face.raw.gdef), "office")
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte, text string) {
		tag := fuzzTables[int(which)%len(fuzzTables)]
		var file []byte
		if tag == "CFF " {
			file = testOTF(data, 13)
		} else {
			m := compositeTables()
			m[tag] = data
			file = build("\x00\x01\x00\x00", m)
		}
		face, err := Open(file, 0)
		if err != nil {
			return
		}
		callMethods(t, face, text)
		cut(t, face)
	})
}

// cut subsets a face's first glyphs and checks the result.
func cut(t *testing.T, face *Face) {
	n := min(face.NumGlyphs(), 64)
	glyphs := make([]GID, 0, n)
	for g := range n {
		face.Halt(GID(g))
		if b, ok := face.Bounds(GID(g)); ok && (b.XMin >= b.XMax || b.YMin >= b.YMax) {
			t.Fatalf("glyph %d: ink %+v", g, b)
		}
		if o, err := face.Outline(GID(g)); err == nil && len(o) > 0 && (o[0].Op != MoveTo || o[len(o)-1].Op == MoveTo) {
			t.Fatalf("glyph %d: outline %v", g, o)
		}
		glyphs = append(glyphs, GID(g))
	}
	s, err := face.Subset(glyphs)
	if err != nil {
		return
	}
	if s.CFF {
		sameCFF(t, face, s)
	} else {
		checkGlyfSubset(t, face, s)
	}
}

func sameCFF(t *testing.T, face *Face, s *Subset) {
	again, err := Open(testOTF(s.Data, len(s.Glyphs)), 0)
	if err != nil {
		t.Fatalf("the subset cannot be opened: %v", err)
	}
	for i, old := range s.Glyphs {
		want, ok1 := face.Bounds(old)
		got, ok2 := again.Bounds(GID(i))
		if got != want || ok1 != ok2 {
			t.Fatalf("glyph %d (%d): ink %+v %v, want %+v %v", i, old, got, ok2, want, ok1)
		}
	}
}

func callMethods(t *testing.T, face *Face, text string) {
	face.FamilyNames()
	face.PostScriptName()
	face.Style()
	face.Version()
	face.Licence()
	face.CapHeight()
	face.XHeight()
	face.ItalicAngle()
	for i, s := range face.Shape(text, Features{Script: "Latn", Lang: "en"}) {
		if int(s.ID) >= face.NumGlyphs() || s.Cluster < 0 || s.Cluster >= len(text) {
			t.Fatalf("glyph %d of %q: %+v", i, text, s)
		}
	}
	c := face.Coverage()
	n := 0
	for i, r := range c.Ranges {
		n += int(r.Last-r.First) + 1
		if r.First > r.Last || i > 0 && r.First <= c.Ranges[i-1].Last+1 {
			t.Fatalf("ranges %v", c.Ranges)
		}
		if _, ok := face.GID(r.Last); !ok {
			t.Fatalf("%U is covered but has no glyph", r.Last)
		}
		face.GIDVariation(r.First, 0xFE00)
	}
	if n != c.Count {
		t.Fatalf("ranges hold %d characters, Count is %d", n, c.Count)
	}
}

// tinyHalt returns a GPOS table whose feature halt moves glyph 1 by -250 and
// takes 500 from its advance, through an extension lookup.
func tinyHalt() []byte {
	features := append(be16(1), append([]byte("halt"), be16(8, 0, 1, 0)...)...)
	lookup := be16(9, 0, 1, 8)           // extension, one subtable
	ext := be16(1, 1, 0, 8)              // format 1, type 1, 32-bit offset
	single := be16(1, 10, 5, -250, -500) // coverage at 10, dx and advance
	coverage := be16(1, 1, 1)
	lookups := append(be16(1, 4), lookup...)
	out := be16(1, 0, 10, 12, 12+len(features))
	out = append(out, be16(0)...)
	out = append(out, features...)
	out = append(out, lookups...)
	out = append(out, ext...)
	out = append(out, single...)
	return append(out, coverage...)
}

// compositeTables returns a font whose glyph 2 consists of two squares.
func compositeTables() map[string][]byte {
	m := tinyTables()
	composite := be16(-1, 50, 0, 950, 700, 1<<5|1<<1|1, 1, 0, 0, 1<<1, 1)
	composite = append(composite, 100, 0)
	m["glyf"] = append(m["glyf"], composite...)
	m["loca"] = be16(0, 0, 17, 17+len(composite)/2)
	return m
}

func TestTinyHalt(t *testing.T) {
	m := tinyTables()
	m["GPOS"] = tinyHalt()
	f, err := Open(build("\x00\x01\x00\x00", m), 0)
	if err != nil {
		t.Fatal(err)
	}
	if dx, da, ok := f.Halt(1); dx != -250 || da != -500 || !ok {
		t.Errorf("halt of glyph 1: %d %d %v", dx, da, ok)
	}
	if _, _, ok := f.Halt(2); ok {
		t.Error("glyph 2 is halved")
	}
}

// TestHaltByRanges: a coverage table may list ranges, and of two lookups for a
// glyph the first one applies.
func TestHaltByRanges(t *testing.T) {
	single := func(dx int, coverage []byte) []byte {
		return append(be16(1, 0, 1, 8, 1, 12, 1|2|4, dx, 99, -500), coverage...)
	}
	first := single(-250, be16(2, 1, 1, 1, 0))
	second := single(-125, be16(2, 1, 1, 2, 0))
	gpos := be16(1, 0, 0, 10, 26)
	gpos = append(gpos, be16(1)...)
	gpos = append(gpos, "halt"...)
	gpos = append(gpos, be16(8, 0, 2, 0, 1)...)
	gpos = append(gpos, be16(2, 6, 6+len(first))...)
	gpos = append(append(gpos, first...), second...)
	m := tinyTables()
	m["GPOS"] = gpos
	f, err := Open(build("\x00\x01\x00\x00", m), 0)
	if err != nil {
		t.Fatal(err)
	}
	for g, want := range []int{0, -250, -125} {
		if dx, da, ok := f.Halt(GID(g)); dx != want || ok != (want != 0) || ok && da != -500 {
			t.Errorf("glyph %d: %d %d %v", g, dx, da, ok)
		}
	}
}

func TestTinyComposite(t *testing.T) {
	f, err := Open(build("\x00\x01\x00\x00", compositeTables()), 0)
	if err != nil {
		t.Fatal(err)
	}
	s := checkSubset(t, f, []GID{2})
	if len(s.Glyphs) != 3 || s.Glyphs[2] != 1 {
		t.Errorf("glyphs %v: the square is missing", s.Glyphs)
	}
}
