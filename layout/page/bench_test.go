package page

import (
	"strings"
	"testing"
)

// BenchmarkPlace divides an article of about 90 pages, with and without figures,
// over columns and lays it.
func BenchmarkPlace(b *testing.B) {
	for name, words := range map[string]string{
		"text":    "p7 h p12 p3 p9 h h p5 p1 p14",
		"figures": "p7 f6 p12 p3 F9 p9 h G7 p5 p1 f8 p14",
	} {
		b.Run(name, func(b *testing.B) {
			blocks := script("t2 "+strings.Repeat(words+" ", 40)+"s", 2)
			g := grid(25)
			b.ReportAllocs()
			for b.Loop() {
				f := flatten(blocks, &g, nil)
				p := place(f, area{capacity: g.Rows})
				lay(blocks, f, &p, g)
			}
		})
	}
}
