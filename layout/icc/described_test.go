package icc

import (
	"testing"

	"jianbao/content/picture"
)

// TestDescribed checks profiles of described colours against known conversions to sRGB.
func TestDescribed(t *testing.T) {
	srgb := picture.SRGBPrimaries()
	wide := [8]uint32{31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000} // Display P3
	for _, c := range []struct {
		name     string
		colour   picture.Colour
		from, to [3]byte
	}{
		{"sRGB itself", picture.Colour{Primaries: srgb}, [3]byte{200, 100, 50}, [3]byte{200, 100, 50}},
		// Linear light of 55/255 is 128/255 of sRGB: (0.2157 → 0.5019).
		{"linear light", picture.Colour{Primaries: srgb, Transfer: picture.LinearTransfer}, [3]byte{55, 55, 55}, [3]byte{128, 128, 128}},
		{"gamma of 1", picture.Colour{Primaries: srgb, Transfer: picture.GammaTransfer, Gamma: 100_000}, [3]byte{55, 188, 255}, [3]byte{128, 222, 255}},
		// 0.5^1.8 = 0.2872 of light is 0.5725 of sRGB.
		{"gamma of 1.8", picture.Colour{Primaries: srgb, Transfer: picture.GammaTransfer, Gamma: 55_556}, [3]byte{128, 128, 128}, [3]byte{146, 146, 146}},
		// ((0.5020 + 0.099)/1.099)^(1/0.45) = 0.2614 of light is 0.5486 of sRGB.
		{"BT.709", picture.Colour{Primaries: srgb, Transfer: picture.BT709Transfer}, [3]byte{128, 128, 128}, [3]byte{140, 140, 140}},
		{"P3 gray", picture.Colour{Primaries: wide}, [3]byte{128, 128, 128}, [3]byte{128, 128, 128}},
		// CSS Color 4: color(display-p3 0.8 0.5 0.4) is rgb(218 124 96).
		{"P3", picture.Colour{Primaries: wide}, [3]byte{204, 128, 102}, [3]byte{217, 125, 97}},
	} {
		p := Described(&c.colour, picture.RGB)
		if p == nil {
			t.Fatalf("%s: no profile", c.name)
		}
		x, err := New(p, SRGB())
		if err != nil {
			t.Fatal(err)
		}
		got := make([]byte, 3)
		x.Convert(got, c.from[:])
		for i := range got {
			if d := int(got[i]) - int(c.to[i]); d < -2 || d > 2 {
				t.Errorf("%s: %v, want %v", c.name, got, c.to)
				break
			}
		}
	}
	if p := Described(&picture.Colour{Transfer: picture.GammaTransfer, Gamma: 100_000}, picture.Gray); p == nil || p.Space != Gray {
		t.Error("no gray profile")
	}
	for name, c := range map[string][8]uint32{
		"zeros": {}, "no triangle": {31270, 32900, 64000, 33000, 64000, 33000, 15000, 6000}, "white outside": {90000, 5000, 64000, 33000, 30000, 60000, 15000, 6000},
		"huge": {1 << 31, 1 << 31, 1 << 31, 1 << 31, 1 << 31, 1 << 31, 1 << 31, 1 << 31},
	} {
		if Described(&picture.Colour{Primaries: c}, picture.RGB) != nil {
			t.Errorf("%s: a profile", name)
		}
	}
}
