package raster

import (
	"bytes"
	"image/color"
	"image/png"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/pdftest"
)

// TestTones: grays of a palette whose profile is for RGB are as light as it says, in all
// files, and stay gray.
func TestTones(t *testing.T) {
	linear := icc.Described(&picture.Colour{Primaries: picture.SRGBPrimaries(), Transfer: picture.LinearTransfer}, picture.RGB)
	wide := icc.Described(&picture.Colour{Primaries: [8]uint32{31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000}}, picture.RGB)
	for _, c := range []struct {
		name     string
		profile  []byte
		from, to uint8
	}{
		{"linear", linear.Data, 55, 128}, // as in the tests of package icc
		{"linear white", linear.Data, 255, 255},
		{"linear black", linear.Data, 0, 0},
		{"sRGB", icc.SRGB().Data, 77, 77},
		{"primaries alone", wide.Data, 77, 77},
		{"damaged", linear.Data[:200], 55, 55},
		{"of CMYK", icc.Bundled().Profile.Data, 55, 55},
		{"none", nil, 55, 55},
	} {
		im := pdftest.Open(t, "tones", pdftest.PNG(t, fill(func(x, y int) color.Color { return color.NRGBA{c.from, c.from, c.from, 255} })))
		if im.Space != picture.RGB {
			t.Fatal("not what the encoder writes")
		}
		gray := *im
		gray.Space, gray.Tones = picture.Gray, c.profile
		r := &picture.Raster{Space: picture.Gray, Width: width, Height: height, Pix: bytes.Repeat([]byte{c.from}, width*height)}
		for _, use := range []Use{Screen, Archive, Press} {
			p, err := newPool(Resources{Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			m := newMaker(Target{Use: use, Condition: icc.Bundled()}, p)
			g, err := m.goal(&gray)
			if err != nil {
				t.Fatal(err)
			}
			x, err := m.fromRaster(&gray, r, g)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(asPNG(x)))
			if err != nil {
				t.Fatal(err)
			}
			got, _, _, _ := img.At(3, 3).RGBA()
			if x.Space != picture.Gray || int(got>>8) < int(c.to)-1 || int(got>>8) > int(c.to)+1 {
				t.Errorf("%s, use %d: space %d, %d became %d, want %d", c.name, use, x.Space, c.from, got>>8, c.to)
			}
		}
	}
}
