package icc

import "testing"

// noise is the worst that a link can meet: no pixel is like the one before it.
func noise(n int) []byte {
	b := make([]byte, n)
	s := uint32(1)
	for i := range b {
		s = s*1664525 + 1013904223
		b[i] = byte(s >> 24)
	}
	return b
}

// photograph has slopes and grain, as pictures have.
func photograph(channels, n int) []byte {
	grain := noise(n * channels)
	for i := range grain {
		x := i / channels
		slope := x>>(6+i%channels)&127 + x>>3&63
		grain[i] = byte(slope + int(grain[i]>>6))
	}
	return grain
}

func benchmarkConvert(b *testing.B, from, to *Profile) {
	t, err := New(from, to)
	if err != nil {
		b.Fatal(err)
	}
	const n = 1 << 17
	for name, src := range map[string][]byte{"photograph": photograph(t.in, n), "noise": noise(n * t.in)} {
		b.Run(name, func(b *testing.B) {
			dst := make([]byte, n*t.out)
			b.SetBytes(n) // MB/s are megapixels a second
			for b.Loop() {
				t.Convert(dst, src)
			}
		})
	}
}

func BenchmarkRGBToInks(b *testing.B)  { benchmarkConvert(b, SRGB(), Bundled().Profile) }
func BenchmarkInksToRGB(b *testing.B)  { benchmarkConvert(b, Bundled().Profile, SRGB()) }
func BenchmarkRGBToRGB(b *testing.B)   { benchmarkConvert(b, displayP3(), SRGB()) }
func BenchmarkGrayToInks(b *testing.B) { benchmarkConvert(b, GrayGamma(), Bundled().Profile) }

func BenchmarkNew(b *testing.B) {
	for name, pair := range map[string][2]*Profile{
		"RGBToInks": {SRGB(), Bundled().Profile}, "InksToRGB": {Bundled().Profile, SRGB()}, "RGBToRGB": {displayP3(), SRGB()},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := New(pair[0], pair[1]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
