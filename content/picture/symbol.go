package picture

// A QR code is recognised by its function patterns (ISO/IEC 18004 6.3.3, 6.3.5): a finder
// pattern in each of three corners and the two lines of alternating modules between them.
// Web sites deliver codes with one pixel a module, and scaled ones whose modules have n or
// n + 1 pixels: the distances of their edges have no common divisor.

// finder is the size of a finder pattern in modules: a dark frame, a light one and a
// square of three in it.
const finder = 7

// symbol returns the size of the modules of a QR code, in ModuleUnits of a pixel, in a
// raster of two colours; 0 if it is none. The code is all that is dark.
func (r *Raster) symbol() int {
	s, ok := r.darkBox()
	if !ok || s.width-s.height > 2 || s.height-s.width > 2 {
		return 0
	}
	for n := 21; n <= 177 && n <= min(s.width, s.height); n += 4 {
		size := s.width * ModuleUnit / n
		if r.Width*ModuleUnit/size > MaxModules || r.Height*ModuleUnit/size > MaxModules {
			return 0
		}
		if s.modules = n; s.turned() && s.squares() {
			return size
		}
	}
	return 0
}

// darkBox is the smallest box around what is dark in a raster.
type darkBox struct {
	dark          func(x, y int) bool // from its upper left corner
	width, height int                 // in pixels
	modules       int                 // at a side, as is tried
}

func (r *Raster) darkBox() (b darkBox, ok bool) {
	c := r.Space.Channels()
	ink := func(at int) (sum int) {
		for _, v := range r.Pix[at*c : at*c+c] {
			sum += int(v)
		}
		if r.Space != CMYK {
			sum = 255*c - sum
		}
		return sum
	}
	least, most := ink(0), ink(0)
	for i := range r.Width * r.Height {
		least, most = min(least, ink(i)), max(most, ink(i))
	}
	dark := func(x, y int) bool { return ink(y*r.Width+x) > (least+most)/2 }
	left, top, right, bottom := r.Width, r.Height, 0, 0
	for y := range r.Height {
		for x := range r.Width {
			if dark(x, y) {
				left, top, right, bottom = min(left, x), min(top, y), max(right, x+1), max(bottom, y+1)
			}
		}
	}
	b = darkBox{width: right - left, height: bottom - top}
	b.dark = func(x, y int) bool { return dark(left+x, top+y) }
	return b, right > left
}

// module reports whether a module is dark in its middle.
func (b *darkBox) module(x, y int) bool {
	return b.dark((2*x+1)*b.width/(2*b.modules), (2*y+1)*b.height/(2*b.modules))
}

// turned reports whether the box is a code of its number of modules, in any of the four
// orientations: pictures may be stored turned.
func (b *darkBox) turned() bool {
	last := b.modules - 1
	for turn := range 4 {
		at := func(x, y int) bool {
			for range turn {
				x, y = last-y, x
			}
			return b.module(x, y)
		}
		if b.patterns(at) {
			return true
		}
	}
	return false
}

// patterns reports whether the function patterns are where an upright code has them.
func (b *darkBox) patterns(at func(x, y int) bool) bool {
	n := b.modules
	for i := -1; i <= finder; i++ {
		for k := -1; k <= finder; k++ {
			// The pattern has a light line around it, which the edges of the code cut off.
			out := max(i-finder/2, finder/2-i, k-finder/2, finder/2-k)
			dark := out == 3 || out <= 1
			for _, corner := range [][2]int{{0, 0}, {n - finder, 0}, {0, n - finder}} {
				x, y := corner[0]+i, corner[1]+k
				if x >= 0 && y >= 0 && x < n && y < n && at(x, y) != dark {
					return false
				}
			}
		}
	}
	for i := finder; i < n-finder; i++ {
		if dark := i%2 == 0; at(i, finder-1) != dark || at(finder-1, i) != dark {
			return false
		}
	}
	return true
}

// squares reports whether colours change between modules alone. Rounding moves an edge, and
// those of the box, by up to half a pixel.
func (b *darkBox) squares() bool {
	edge := func(at, pixels int) bool {
		off := at * b.modules % pixels
		return min(off, pixels-off)*4 <= b.modules*5
	}
	for y := range b.height {
		for x := range b.width {
			dark := b.dark(x, y)
			if x > 0 && dark != b.dark(x-1, y) && !edge(x, b.width) || y > 0 && dark != b.dark(x, y-1) && !edge(y, b.height) {
				return false
			}
		}
	}
	return true
}
