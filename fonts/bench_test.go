package fonts

import "testing"

// common returns n different Han glyphs in the order of their codes, as a long
// issue uses a face.
func common(tb testing.TB, f *Face, n int) []GID {
	tb.Helper()
	var out []GID
	for r := rune(0x4E00); len(out) < n; r += 13 {
		g, ok := f.GID(r)
		if !ok {
			tb.Fatalf("no glyph for %q", r)
		}
		out = append(out, g)
	}
	return out
}

func BenchmarkOpen(b *testing.B) {
	f := face(b, Song)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(f.data, 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGID(b *testing.B) {
	f := face(b, Song)
	text := []rune("各设区的市人民政府、省直各部门：2021年10月22日（星期五）")
	n := 0
	for b.Loop() {
		for _, r := range text {
			if _, ok := f.GID(r); !ok {
				b.Fatalf("no %q", r)
			}
		}
		n += len(text)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "glyphs/s")
}

func BenchmarkBounds(b *testing.B) {
	f := face(b, Song)
	glyphs := common(b, f, 1300)
	for b.Loop() {
		for _, g := range glyphs {
			f.Bounds(g)
		}
	}
}

// BenchmarkFirstShape measures opening a face and shaping its first word.
func BenchmarkFirstShape(b *testing.B) {
	for _, role := range []string{Song, Hei, Kai, Serif, Sans} {
		b.Run(role, func(b *testing.B) {
			f := face(b, role)
			b.ReportAllocs()
			for b.Loop() {
				fresh, err := Open(f.data, 0)
				if err != nil {
					b.Fatal(err)
				}
				fresh.Shape("first", Features{Script: "Latn", Lang: "en"})
			}
		})
	}
}

func BenchmarkShapeWord(b *testing.B) {
	f := face(b, Serif)
	b.ReportAllocs()
	for b.Loop() {
		f.Shape("Environment", Features{Script: "Latn", Lang: "en"})
	}
}

func BenchmarkShapeDash(b *testing.B) {
	f := face(b, Song)
	b.ReportAllocs()
	for b.Loop() {
		f.Shape("——", Features{Script: "Hani", Lang: "zh-Hans"})
	}
}

func BenchmarkSubset1300(b *testing.B) {
	f := face(b, Song)
	glyphs := common(b, f, 1300)
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		s, err := f.Subset(glyphs)
		if err != nil {
			b.Fatal(err)
		}
		size = len(s.Data)
	}
	b.ReportMetric(float64(size), "bytes")
}

func BenchmarkSubset1300CFF(b *testing.B) {
	f := notoCJK(b, "NotoSerifCJK-Regular.ttc", 2)
	glyphs := common(b, f, 1300)
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		s, err := f.Subset(glyphs)
		if err != nil {
			b.Fatal(err)
		}
		size = len(s.Data)
	}
	b.ReportMetric(float64(size), "bytes")
}
