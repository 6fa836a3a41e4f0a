package fonts

import (
	"testing"
)

func BenchmarkFirstShape(b *testing.B) {
	for _, role := range []string{Song, Hei, Kai, Serif, Sans} {
		b.Run(role, func(b *testing.B) {
			f, _ := Bundled().Find(role, false)
			b.ReportAllocs()
			for b.Loop() {
				fresh, err := Open(f.data, 0)
				if err != nil {
					b.Fatal(err)
				}
				fresh.Shape("first", Features{"Latn", "en"})
			}
		})
	}
}
