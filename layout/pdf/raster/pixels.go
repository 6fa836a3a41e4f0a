package raster

import (
	"sync/atomic"

	"jianbao/content/picture"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/raster/deflate"
)

// pixels gives the rows of a picture as they go into the file, a band at a time:
// a converted picture never exists as a whole. Its methods may be called by
// several goroutines at once, each with a scratch of its own.
type pixels struct {
	width, height int
	channels      int
	bits          int // of a sample in the file: 1, 2, 4 or 8

	raster    *picture.Raster
	mask      bool // the rows are the raster's alpha
	paper     bool // what is not opaque is laid on white
	transform *icc.Transform
	measure   bool           // the ink of pixels
	limit     int            // most ink on a pixel, in percent; 0: any
	index     map[uint32]int // places of colours in a palette

	ink     atomic.Int32 // the most found on a pixel, in percent
	given   atomic.Int32 // the same before it was limited
	limited atomic.Bool
}

// scratch is the memory and the coders of one goroutine.
type scratch struct {
	deflater           *object.Deflater // of rows as they are
	encoder            *deflate.Encoder // of rows under a predictor
	predictor          predictor
	unfolded           []byte
	laid, turned       []byte
	samples, predicted []byte
	above, coded       []byte
}

// size is the number of bytes of a row.
func (p *pixels) size() int { return (p.width*p.channels*p.bits + 7) / 8 }

// rows returns the rows from one to another, good until the scratch's next use.
func (p *pixels) rows(s *scratch, from, to int) []byte {
	if p.mask {
		return p.pack(s, p.raster.Alpha[from*p.width:to*p.width], to-from)
	}
	pix := p.raster.Rows(&s.unfolded, from, to)
	if p.paper && p.raster.Alpha != nil {
		s.laid = layOnPaper(s.laid[:0], pix, p.raster.Alpha[from*p.width:to*p.width], p.raster.Space)
		pix = s.laid
	}
	if p.transform != nil {
		s.turned = resize(s.turned, (to-from)*p.width*p.channels)
		p.transform.Convert(s.turned, pix)
		pix = s.turned
	}
	if p.measure {
		ink := icc.TotalInk(pix)
		raise(&p.given, ink)
		if p.limit > 0 && ink > p.limit {
			if p.transform == nil {
				s.turned = append(s.turned[:0], pix...) // the raster is not ours to change
				pix = s.turned
			}
			icc.LimitInk(pix, p.limit)
			p.limited.Store(true)
			ink = icc.TotalInk(pix)
		}
		raise(&p.ink, ink)
	}
	if p.index != nil {
		s.laid = p.places(s.laid[:0], pix)
		pix = s.laid
	}
	return p.pack(s, pix, to-from)
}

// raise makes v at least n.
func raise(v *atomic.Int32, n int) {
	for {
		old := v.Load()
		if int(old) >= n || v.CompareAndSwap(old, int32(n)) {
			return
		}
	}
}

func resize(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}

// layOnPaper appends pixels as they look on white paper.
func layOnPaper(dst, pix, alpha []byte, space picture.Space) []byte {
	n, white := space.Channels(), 255
	if space == picture.CMYK {
		white = 0
	}
	for i, a := range alpha {
		from := pix[i*n : i*n+n]
		switch a {
		case 255:
			dst = append(dst, from...)
		default:
			ground := white * (255 - int(a))
			for _, v := range from {
				dst = append(dst, byte((int(v)*int(a)+ground+127)/255))
			}
		}
	}
	return dst
}

// pack puts samples of fewer bits than 8 together, each row beginning with a
// byte of its own (ISO 32000-1 8.9.3). Samples of a palette are indices, others
// are cut to their high bits.
func (p *pixels) pack(s *scratch, samples []byte, rows int) []byte {
	if p.bits == 8 {
		return samples
	}
	shift := 8 - p.bits
	if p.index != nil {
		shift = 0
	}
	s.samples = s.samples[:0]
	for y := range rows {
		acc, have := byte(0), 0
		for _, v := range samples[y*p.width : (y+1)*p.width] {
			acc = acc<<p.bits | v>>shift
			if have += p.bits; have == 8 {
				s.samples = append(s.samples, acc)
				acc, have = 0, 0
			}
		}
		if have > 0 {
			s.samples = append(s.samples, acc<<(8-have))
		}
	}
	return s.samples
}

// exactBits returns the fewest bits up to 8, that is 1, 2, 4 or 8, that hold
// every sample without loss; few are those of the file.
func exactBits(samples []byte, few int) int {
	for bits := few; bits < 8; bits *= 2 {
		step := byte(255 / (1<<bits - 1))
		exact := true
		for _, v := range samples {
			if v%step != 0 {
				exact = false
				break
			}
		}
		if exact {
			return bits
		}
	}
	return 8
}

// findPalette returns the colours of an RGB raster in the order they come, and
// their places; nil if there are more than a palette holds.
func findPalette(r *picture.Raster) (table []byte, index map[uint32]int) {
	index = make(map[uint32]int)
	last := uint32(1 << 24) // no colour
	for i := 0; i+2 < len(r.Pix); i += 3 {
		c := colourAt(r.Pix, i)
		if c == last {
			continue
		}
		last = c
		if _, ok := index[c]; ok {
			continue
		}
		if len(index) == 256 {
			return nil, nil
		}
		index[c] = len(index)
		table = append(table, r.Pix[i:i+3]...)
	}
	return table, index
}

func colourAt(pix []byte, i int) uint32 {
	return uint32(pix[i])<<16 | uint32(pix[i+1])<<8 | uint32(pix[i+2])
}

// places appends the palette's index of each pixel.
func (p *pixels) places(dst, pix []byte) []byte {
	last, at := uint32(1<<24), byte(0)
	for i := 0; i+2 < len(pix); i += 3 {
		if c := colourAt(pix, i); c != last {
			last, at = c, byte(p.index[c])
		}
		dst = append(dst, at)
	}
	return dst
}

// paletteBits returns the bits of an index into n colours.
func paletteBits(n int) int {
	switch {
	case n <= 2:
		return 1
	case n <= 4:
		return 2
	case n <= 16:
		return 4
	}
	return 8
}
