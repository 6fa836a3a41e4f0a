package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"
)

// code draws random modules of some pixels, with margins of other sizes.
func code(modules, pixels, left, right int, light, dark color.Color) image.Image {
	r := rand.New(rand.NewPCG(uint64(modules), uint64(pixels)))
	side := modules * pixels
	im := image.NewRGBA(image.Rect(0, 0, left+side+right, right+side+left))
	for i := range im.Bounds().Dx() * im.Bounds().Dy() {
		im.Set(i%im.Bounds().Dx(), i/im.Bounds().Dx(), light)
	}
	for m := range modules * modules {
		if r.IntN(2) > 0 {
			for k := range pixels * pixels {
				im.Set(left+m%modules*pixels+k%pixels, right+m/modules*pixels+k/pixels, dark)
			}
		}
	}
	return im
}

// opaquely is a picture whose file has an alpha, though all of it is opaque.
type opaquely struct{ image.Image }

func (opaquely) Opaque() bool            { return false }
func (opaquely) ColorModel() color.Model { return color.NRGBAModel }

func grayed(im image.Image) image.Image {
	out := image.NewGray(im.Bounds())
	for i := range im.Bounds().Dx() * im.Bounds().Dy() {
		out.Set(i%im.Bounds().Dx(), i/im.Bounds().Dx(), im.At(i%im.Bounds().Dx(), i/im.Bounds().Dx()))
	}
	return out
}

func TestModule(t *testing.T) {
	bw := func(im image.Image) image.Image {
		out := image.NewPaletted(im.Bounds(), color.Palette{color.White, color.Black})
		for i := range im.Bounds().Dx() * im.Bounds().Dy() {
			x, y := i%im.Bounds().Dx(), i/im.Bounds().Dx()
			out.Set(x, y, im.At(x, y))
		}
		return out
	}
	spoilt := code(29, 10, 40, 40, color.White, color.Black).(*image.RGBA)
	spoilt.Set(43, 101, color.Gray{128})
	moved := code(29, 10, 40, 40, color.White, color.Black).(*image.RGBA)
	for y := range moved.Bounds().Dy() { // one column more
		copy(moved.Pix[moved.PixOffset(101, y):moved.PixOffset(360, y)], bytes.Clone(moved.Pix[moved.PixOffset(100, y):moved.PixOffset(359, y)]))
	}
	for _, c := range []struct {
		name string
		im   image.Image
		want int
	}{
		{"a code", bw(code(29, 10, 0, 0, color.White, color.Black)), 10},
		{"with a quiet zone", bw(code(21, 4, 16, 16, color.White, color.Black)), 4},
		{"with uneven margins", bw(code(29, 8, 13, 30, color.White, color.Black)), 8},
		{"in RGB", code(25, 6, 24, 24, color.White, color.Black), 6},
		{"in blue", code(25, 6, 24, 24, color.White, color.RGBA{0, 60, 160, 255}), 6},
		{"with an opaque alpha", opaquely{code(25, 6, 24, 24, color.White, color.Black)}, 6},
		{"without its light modules", code(25, 6, 24, 24, color.Transparent, color.Black), 6},
		{"partly transparent", code(25, 6, 24, 24, color.White, color.NRGBA{0, 0, 0, 128}), 0},
		{"in gray", grayed(code(25, 6, 24, 24, color.White, color.Black)), 6},
		{"of single pixels", bw(code(33, 1, 4, 4, color.White, color.Black)), 0},
		{"the largest code", bw(code(177, 3, 12, 12, color.White, color.Black)), 3},
		{"more modules than a code has", bw(code(300, 2, 0, 0, color.White, color.Black)), 0},
		{"three colours", spoilt, 0},
		{"a module of another width", moved, 0},
		{"one colour", bw(code(1, 40, 3, 3, color.White, color.White)), 0},
	} {
		var b bytes.Buffer
		if err := png.Encode(&b, c.im); err != nil {
			t.Fatal(err)
		}
		im, err := Open("code.png", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if got := im.Module(); got != c.want {
			t.Errorf("%s: modules of %d pixels, want %d", c.name, got, c.want)
		}
		for i := len(im.Data) / 2; i < len(im.Data)-20; i++ {
			im.Data[i] ^= 0x55
		}
		if got := im.Module(); got != 0 {
			t.Errorf("%s, damaged: modules of %d pixels", c.name, got)
		}
	}
}
