package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"strings"
	"testing"

	"jianbao/content/qr"
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
		if got := im.Module(); got != c.want*ModuleUnit || im.QR() {
			t.Errorf("%s: modules of %d pixels, want %d", c.name, got, c.want)
		}
		im.modules = nil // computed once for a file
		for i := len(im.Data) / 2; i < len(im.Data)-20; i++ {
			im.Data[i] ^= 0x55
		}
		if got := im.Module(); got != 0 {
			t.Errorf("%s, damaged: modules of %d pixels", c.name, got)
		}
	}
}

// drawn draws a QR code with a quiet zone, scaled to a width and a height of some pixels as
// programs do that copy the nearest module.
func drawn(t *testing.T, address string, quiet, width, height int, light, dark color.Color) *image.RGBA {
	t.Helper()
	q, err := qr.Encode(address)
	if err != nil {
		t.Fatal(err)
	}
	n := q.Size + 2*quiet
	im := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			mx, my := (2*x+1)*n/(2*width)-quiet, (2*y+1)*n/(2*height)-quiet
			im.Set(x, y, light)
			if mx >= 0 && my >= 0 && mx < q.Size && my < q.Size && q.Dark(mx, my) {
				im.Set(x, y, dark)
			}
		}
	}
	return im
}

// TestQR: files with QR codes are recognised with one pixel a module, with n or n + 1 pixels,
// in any two colours, whatever the margins and turned; what only looks like a code is none.
func TestQR(t *testing.T) {
	opened := func(im image.Image) *Image {
		var b bytes.Buffer
		if err := png.Encode(&b, im); err != nil {
			t.Fatal(err)
		}
		opened, err := Open("code.png", b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		return opened
	}
	long := "https://www.example.gov.cn/notice/" + strings.Repeat("20261201", 12)
	short := "https://example.cn/a"
	for _, address := range []string{short, long} {
		q, err := qr.Encode(address)
		if err != nil {
			t.Fatal(err)
		}
		for _, quiet := range []int{0, 2, 4, 9} {
			n := q.Size + 2*quiet
			for _, side := range []int{n, 2 * n, 3*n + 1, 200, 279, 280, 333, 430, 777} {
				if side < 5*n/2 && side != n && side != 2*n { // edges of less than 2½ pixels are anywhere
					continue
				}
				im := opened(drawn(t, address, quiet, side, side, color.White, color.Black))
				// A box of whole pixels is up to a pixel wider or narrower than its modules.
				got, want := im.Module(), side*ModuleUnit/n
				if !im.QR() || got < want-2*ModuleUnit/q.Size || got > want+2*ModuleUnit/q.Size {
					t.Errorf("%d modules, quiet zone of %d, in %d pixels: QR %v, modules of %d, want %d", q.Size, quiet, side, im.QR(), got, want)
				}
			}
		}
	}
	turned := func(im *image.RGBA) image.Image {
		out := image.NewRGBA(im.Bounds())
		for i := range im.Bounds().Dx() * im.Bounds().Dx() {
			x, y := i%im.Bounds().Dx(), i/im.Bounds().Dx()
			out.Set(im.Bounds().Dx()-1-y, x, im.At(x, y))
		}
		return out
	}
	spoilt := func(x, y int, c color.Color) image.Image {
		im := drawn(t, short, 4, 280, 280, color.White, color.Black)
		for i := range 40 {
			im.Set(x+i%5, y+i/5, c)
		}
		return im
	}
	for _, c := range []struct {
		name string
		im   image.Image
		want bool
	}{
		{"blue on yellow", drawn(t, short, 4, 280, 280, color.RGBA{250, 240, 120, 255}, color.RGBA{0, 40, 120, 255}), true},
		{"gray", grayed(drawn(t, short, 4, 280, 280, color.White, color.Gray{60})), true},
		{"on nothing", drawn(t, short, 4, 280, 280, color.Transparent, color.Black), true},
		{"turned", turned(drawn(t, short, 4, 280, 280, color.White, color.Black)), true},
		{"light on dark", drawn(t, short, 4, 280, 280, color.Black, color.White), false},
		{"distorted", drawn(t, short, 4, 280, 330, color.White, color.Black), false},
		{"a third colour", spoilt(120, 120, color.RGBA{200, 0, 0, 255}), false},
		{"no finder pattern", spoilt(50, 50, color.White), false},
		{"something beside it", spoilt(2, 2, color.Black), false},
		{"random modules", code(37, 1, 4, 4, color.White, color.Black), false},
	} {
		if got := opened(c.im).QR(); got != c.want {
			t.Errorf("%s: QR %v", c.name, got)
		}
	}
}
