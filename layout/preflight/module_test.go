package preflight

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"

	"jianbao/content/picture"
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
