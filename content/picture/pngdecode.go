package picture

import (
	"bytes"
	"compress/zlib"
	"io"
)

// pass is one of the seven passes of an interlaced picture: its first pixel and
// the steps to the next (ISO/IEC 15948, 8.2).
type pass struct{ x, y, dx, dy int }

var (
	adam7 = []pass{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
	whole = []pass{{0, 0, 1, 1}}
)

// maxDeflate is the maximum ratio of inflated to deflated size.
const maxDeflate = 1032

func (im *Image) decodePNG() (*Raster, *Error) {
	p := &im.png
	var parts []io.Reader
	deflated := 0
	for _, d := range p.data {
		if !checksumOK(im.Data, d[0], d[1]-d[0]) {
			return nil, damaged("PNG checksum of IDAT")
		}
		parts = append(parts, bytes.NewReader(im.Data[d[0]:d[1]]))
		deflated += d[1] - d[0]
	}
	bits := p.channels() * p.depth
	if up(im.Width*bits, 8)*im.Height/maxDeflate > deflated {
		return nil, damaged("PNG data too short")
	}
	z, err := zlib.NewReader(io.MultiReader(parts...))
	if err != nil {
		return nil, damaged(err.Error())
	}
	r := im.newRaster()
	w := newPNGWriter(im, r)
	passes := whole
	if p.interlaced {
		passes = adam7
	}
	size := up(im.Width*bits, 8)
	current, before := make([]byte, 1+size), make([]byte, 1+size)
	for _, s := range passes {
		columns := up(im.Width-s.x, s.dx)
		if columns <= 0 {
			continue
		}
		size := 1 + up(columns*bits, 8)
		clear(before)
		for y := s.y; y < im.Height; y += s.dy {
			row := current[:size]
			if _, err := io.ReadFull(z, row); err != nil {
				return nil, damaged("PNG data: " + err.Error())
			}
			if !unfilter(row[0], row[1:], before[1:size], max(1, bits/8)) {
				return nil, damaged("PNG filter")
			}
			if !w.write(row[1:], y*im.Width+s.x, s.dx, columns) {
				return nil, damaged("PNG palette index")
			}
			current, before = before, current
		}
	}
	// Reading to the end verifies the checksum of the data.
	if n, err := z.Read(current[:1]); n == 0 && err != nil && err != io.EOF {
		return nil, damaged("PNG data: " + err.Error())
	}
	r.Alpha = unlessOpaque(r.Alpha)
	return r, nil
}

// unlessOpaque returns alpha, or nil if all pixels are opaque.
func unlessOpaque(alpha []byte) []byte {
	for _, a := range alpha {
		if a != 255 {
			return alpha
		}
	}
	return nil
}

// unfilter undoes a row's filter (ISO/IEC 15948, 9.2); n is the number of bytes
// of a pixel, at least 1. It returns false for an undefined filter.
func unfilter(filter byte, row, above []byte, n int) bool {
	above = above[:len(row)]
	switch filter {
	case 0:
	case 1:
		for i := n; i < len(row); i++ {
			row[i] += row[i-n]
		}
	case 2:
		for i, a := range above {
			row[i] += a
		}
	case 3:
		for i := range min(n, len(row)) {
			row[i] += above[i] / 2
		}
		for i := n; i < len(row); i++ {
			row[i] += byte((int(row[i-n]) + int(above[i])) / 2)
		}
	case 4:
		for i := range min(n, len(row)) {
			row[i] += above[i]
		}
		for i := n; i < len(row); i++ {
			row[i] += paeth(int(row[i-n]), int(above[i]), int(above[i-n]))
		}
	default:
		return false
	}
	return true
}

// paeth returns the one of left, above and upper left that is nearest to left +
// above - upper left (ISO/IEC 15948, 9.4).
func paeth(left, above, corner int) byte {
	a, b := above-corner, left-corner
	c := a + b
	a, b, c = max(a, -a), max(b, -b), max(c, -c)
	if a <= b && a <= c {
		return byte(left)
	}
	if b <= c {
		return byte(above)
	}
	return byte(corner)
}
