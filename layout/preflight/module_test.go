package preflight

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"

	"jianbao/content/picture"
	"jianbao/content/qr"
	"jianbao/layout/frame"
)

// modules gives a picture the file of a code of n modules a side, each of some
// pixels.
func modules(p *frame.Picture, n, pixels int) {
	r := rand.New(rand.NewPCG(1, 1))
	im := image.NewPaletted(image.Rect(0, 0, n*pixels, n*pixels), color.Palette{color.White, color.Black})
	for y := range n {
		for x := range n {
			c := uint8(r.IntN(2))
			for k := range pixels * pixels {
				im.SetColorIndex(x*pixels+k%pixels, y*pixels+k/pixels, c)
			}
		}
	}
	encode(p, im)
}

// singles gives a picture the file of a QR code of 33 modules a side, each a pixel.
func singles(p *frame.Picture) {
	code, err := qr.Encode("https://example.org/a")
	if err != nil {
		panic(err)
	}
	im := image.NewPaletted(image.Rect(0, 0, code.Side(), code.Side()), color.Palette{color.White, color.Black})
	for y := range code.Size {
		for x := range code.Size {
			if code.Dark(x, y) {
				im.SetColorIndex(x+qr.Quiet, y+qr.Quiet, 1)
			}
		}
	}
	encode(p, im)
}

// encode gives a picture a file.
func encode(p *frame.Picture, im image.Image) {
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		panic(err)
	}
	name := p.Image.Name
	file, err := picture.Open(name, b.Bytes())
	if err != nil {
		panic(err)
	}
	p.Image = file
}
