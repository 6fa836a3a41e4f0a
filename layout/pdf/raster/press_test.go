package raster

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/pdftest"
)

// The size of the test pictures.
const width, height = 64, 48

// fill is a picture of colours.
func fill(of func(x, y int) color.Color) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.Set(x, y, of(x, y))
		}
	}
	return img
}

// pressed are the samples of a picture for the press.
func pressed(t *testing.T, im *picture.Image, gray bool) (pix []byte, channels int) {
	t.Helper()
	made, err := Images([]*picture.Image{im}, Target{Use: Press, Gray: gray, Condition: icc.Bundled()}, Resources{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(asPNG(made[0])))
	if err != nil {
		t.Fatal(err)
	}
	switch img := img.(type) {
	case *image.Gray:
		return img.Pix, 1
	case *image.NRGBA:
		return img.Pix, 4
	}
	t.Fatalf("%T", img)
	return nil, 0
}

// TestPrintedColours looks at what colours became: paper stays paper, a colour
// keeps its look when the inks are turned back, nothing transparent is left.
func TestPrintedColours(t *testing.T) {
	back, err := icc.New(icc.Bundled().Profile, icc.SRGB())
	if err != nil {
		t.Fatal(err)
	}
	soft := func(x, y int) color.Color { // within what the inks can do
		return color.NRGBA{R: uint8(110 + x), G: uint8(120 + y), B: uint8(150 - x/2), A: 255}
	}
	half := func(x, y int) color.Color {
		c := soft(x, y).(color.NRGBA)
		c.A = uint8(255 - x*4)
		return c
	}
	for _, of := range []func(x, y int) color.Color{soft, half} {
		im := pdftest.Open(t, "soft", pdftest.PNG(t, fill(of)))
		pix, n := pressed(t, im, false)
		if n != 4 {
			t.Fatalf("%d inks", n)
		}
		rgb := make([]byte, len(pix)/4*3)
		back.Convert(rgb, pix)
		grays, n := pressed(t, im, true)
		if n != 1 {
			t.Fatalf("%d inks", n)
		}
		for i := range width * height {
			c := of(i%width, i/width).(color.NRGBA)
			over := func(v uint8) int { return (int(v)*int(c.A) + 255*(255-int(c.A))) / 255 }
			for k, want := range [...]int{over(c.R), over(c.G), over(c.B)} {
				if d := int(rgb[3*i+k]) - want; d > 16 || d < -16 {
					t.Fatalf("pixel %d: %d became inks %d, which look like %d", i, c, pix[4*i:4*i+4], rgb[3*i:3*i+3])
				}
			}
			// Luminance is between the channels.
			lo, hi := min(over(c.R), over(c.G), over(c.B)), max(over(c.R), over(c.G), over(c.B))
			if g := int(grays[i]); g < lo-3 || g > hi+3 {
				t.Fatalf("pixel %d: %d became gray %d", i, c, g)
			}
		}
	}
	white := func(x, y int) color.Color { return color.NRGBA{R: 9, G: 9, B: 9} } // nothing to be seen
	pix, _ := pressed(t, pdftest.Open(t, "white", pdftest.PNG(t, fill(white))), false)
	if max := slices.Max(pix); max > 0 {
		t.Errorf("bare paper has %d of ink", max)
	}
}
