package picture

import "sync"

// Limits of pictures made of modules. A QR code has at most 177 modules at a side
// (ISO/IEC 18004, version 40) and a quiet zone of 4 on either side; pictures with
// more are drawings. A larger file is not decoded to find out.
const (
	MaxModules      = 200 // at a side
	maxModulePixels = 4 << 20

	// otherData are the bytes that a PNG file of two colours may have beside a bit for each
	// pixel. Photos have more and need not be decoded.
	otherData = 64 << 10
)

// ModuleUnit is the unit of Module: so many are a pixel.
const ModuleUnit = 1000

// Module returns the size, in ModuleUnits of a pixel, of the squares that a picture of two
// colours is made of, as codes for scanners are; 0 if it is not made of squares of at least
// 2 pixels, is no QR code, which may have squares of any size, and if it cannot be decoded.
// Whatever its resolution, such a picture is printed as it was drawn. The margins around it
// may have any size. JPEG and WebP blur edges and are never such a picture. Transparent
// parts count as white. It decodes the picture, once for a file.
func (im *Image) Module() int { return im.moduled().size }

// QR reports whether a picture that has modules is a QR code, dark on light.
func (im *Image) QR() bool { return im.moduled().qr }

// ModulesAcross returns how many modules lie in so many pixels, rounded up, of a picture that
// has modules.
func (im *Image) ModulesAcross(pixels int64) int64 {
	size := int64(im.Module())
	return (pixels*ModuleUnit + size - 1) / size
}

// modules holds the result of Module, which is computed once for a file.
type modules struct {
	once sync.Once
	size int
	qr   bool
}

func (im *Image) moduled() *modules {
	m := im.modules
	if m == nil { // no file was opened
		m = &modules{}
	}
	m.once.Do(func() { m.size, m.qr = im.findModules() })
	return m
}

func (im *Image) findModules() (size int, qr bool) {
	if im.Format == JPEG || im.Format == WebP || im.Width*im.Height > maxModulePixels || im.Format == PNG && len(im.Data) > im.Width*im.Height/8+len(im.Profile)+otherData {
		return 0, false
	}
	r, err := im.Decode()
	if err != nil || !r.onPaper() {
		return 0, false
	}
	c := r.Space.Channels()
	if !twoColours(r.Pix, c) {
		return 0, false
	}
	if size = r.symbol(); size > 0 {
		return size, true
	}
	module := gcd(edges(r, c, r.Width, r.Height, 1, r.Width), edges(r, c, r.Height, r.Width, r.Width, 1))
	if module < 2 || r.Width/module > MaxModules || r.Height/module > MaxModules {
		return 0, false
	}
	return module * ModuleUnit, false
}

// onPaper makes the pixels that are transparent white, as on paper; it reports false if
// some are in between. Programs that make codes leave out the light modules, or save an
// alpha that is opaque.
func (r *Raster) onPaper() bool {
	c := r.Space.Channels()
	for i, a := range r.Alpha {
		switch a {
		case 255:
		case 0:
			for k := range c {
				r.Pix[i*c+k] = 255
			}
		default:
			return false
		}
	}
	return true
}

// twoColours reports whether pixels of c samples have exactly two values.
func twoColours(pix []byte, c int) bool {
	other := -1
	for i := 0; i < len(pix); i += c {
		switch {
		case same(pix, 0, i, c):
		case other < 0:
			other = i
		case !same(pix, other, i, c):
			return false
		}
	}
	return other >= 0
}

// same reports whether two pixels, of c samples from i and from j, are equal.
func same(pix []byte, i, j, c int) bool {
	for k := range c {
		if pix[i+k] != pix[j+k] {
			return false
		}
	}
	return true
}

// edges returns the greatest common divisor of the distances between changes of
// colour along lines of some pixels: step pixels from one to the next on a line,
// next from a line to the one after it. It is 0 if there are no two places of
// change.
func edges(r *Raster, c, pixels, lines, step, next int) int {
	first, d := -1, 0
	for l := range lines {
		at := l * next * c
		for i := 1; i < pixels; i++ {
			at += step * c
			if same(r.Pix, at-step*c, at, c) {
				continue
			}
			if first < 0 {
				first = i
			}
			if d = gcd(d, max(i-first, first-i)); d == 1 {
				return 1
			}
		}
	}
	return d
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
