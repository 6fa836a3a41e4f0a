package pdfread

import (
	"bufio"
	"errors"
	"io"
)

// predictor undoes the PNG predictors of cross-reference and object streams
// (7.4.4.4), row by row.
type predictor struct {
	r         *bufio.Reader
	row, last []byte // without the byte of the filter type
	bpp       int
	left      []byte
}

var errPredictor = errors.New("unknown predictor")

// predicted returns a reader that undoes the predictor of a FlateDecode stream.
func predicted(r io.Reader, parms *Dict) (io.Reader, error) {
	number := func(key Name, usual int64) int64 {
		switch v := parms.Get(key).(type) {
		case nil:
			return usual
		case int64:
			return v
		}
		return -1
	}
	kind := number("Predictor", 1)
	if kind == 1 {
		return r, nil
	}
	colors, bits, columns := number("Colors", 1), number("BitsPerComponent", 8), number("Columns", 1)
	if kind < 10 || kind > 15 || colors < 1 || colors > 32 || bits < 1 || bits > 16 || columns < 1 || columns > 1<<20 {
		return nil, errPredictor
	}
	n := int((colors*bits*columns + 7) / 8)
	return &predictor{r: bufio.NewReader(r), row: make([]byte, n), last: make([]byte, n), bpp: int(max(colors*bits/8, 1))}, nil
}

func (p *predictor) Read(b []byte) (int, error) {
	if len(p.left) == 0 {
		if err := p.next(); err != nil {
			return 0, err
		}
	}
	n := copy(b, p.left)
	p.left = p.left[n:]
	return n, nil
}

func (p *predictor) next() error {
	filter, err := p.r.ReadByte()
	if err != nil {
		return err
	}
	p.row, p.last = p.last, p.row
	if _, err := io.ReadFull(p.r, p.row); err != nil {
		return io.ErrUnexpectedEOF
	}
	for i := range p.row {
		var left, corner int
		up := int(p.last[i])
		if i >= p.bpp {
			left, corner = int(p.row[i-p.bpp]), int(p.last[i-p.bpp])
		}
		switch filter {
		case 0:
		case 1:
			p.row[i] += byte(left)
		case 2:
			p.row[i] += byte(up)
		case 3:
			p.row[i] += byte((left + up) / 2)
		case 4:
			p.row[i] += byte(paeth(left, up, corner))
		default:
			return errPredictor
		}
	}
	p.left = p.row
	return nil
}

func paeth(a, b, c int) int {
	pa, pb, pc := abs(b-c), abs(a-c), abs(a+b-2*c)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int { return max(n, -n) }
