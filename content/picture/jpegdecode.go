package picture

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"slices"
	"strings"
)

// jpegError converts an error of the decoder to this package's *Error.
func jpegError(err error) *Error {
	var no jpeg.UnsupportedError
	if errors.As(err, &no) {
		return unsupported("JPEG, " + string(no))
	}
	return damaged("JPEG, " + strings.TrimPrefix(err.Error(), "invalid JPEG format: "))
}

// decode returns the components as coded: *image.Gray, *image.YCbCr (in any
// colour space) or *image.CMYK (in any colour space, subtracted from 255).
func (j *jpegInfo) decode(data []byte, width, height int) (image.Image, *Error) {
	if err := j.verify(data, width, height); err != nil {
		return nil, err
	}
	head := append([]byte{0xff, mSOI}, jfifSegment...)
	head = append(head, adobeSegment(0)...)
	parts := []io.Reader{bytes.NewReader(head)}
	for _, p := range j.pieces {
		parts = append(parts, bytes.NewReader(data[p[0]:p[1]]))
	}
	parts = append(parts, bytes.NewReader([]byte{0xff, mEOI}))
	img, err := jpeg.Decode(io.MultiReader(parts...))
	if err != nil {
		e := jpegError(err)
		if j.process == mSOF2 && slices.ContainsFunc(j.coding, func(s *codedScan) bool { return s.interval > 0 }) {
			// The data are sound: the decoder does not count the units of a progressive
			// file's restart intervals as they are defined.
			e.Reason = "unsupported"
		}
		return nil, e
	}
	return img, nil
}

// verify reports whether the coded data are complete and nothing else.
func (j *jpegInfo) verify(data []byte, width, height int) *Error {
	if !j.plausible(width, height) {
		return damaged("JPEG data too short")
	}
	return j.check(data, width, height)
}

// plausible reports whether there is enough data for the number of pixels in
// the header, before memory is allocated for them: a block of 8 × 8 samples
// takes at least two bits, the shortest codes for its mean and its end; in a
// progressive file one, because the ends of many blocks are coded together.
func (j *jpegInfo) plausible(width, height int) bool {
	bits := 2
	if j.process == mSOF2 {
		bits = 1
	}
	h, v, blocks := 1, 1, 0
	for i := range j.comps {
		h, v = max(h, j.comps[i].h), max(v, j.comps[i].v)
	}
	for i := range j.comps {
		c := &j.comps[i]
		if len(j.comps) == 1 {
			c = &jpegComponent{h: h, v: v}
		}
		blocks += up(up(width*c.h, h), 8) * up(up(height*c.v, v), 8)
	}
	return blocks*bits <= j.coded*8
}

// up divides and rounds up.
func up(a, b int) int { return (a + b - 1) / b }

// decodeJPEG leaves three components in their planes.
func (im *Image) decodeJPEG() (*Raster, *Error) {
	j := &im.jpeg
	img, err := j.decode(im.Data, im.Width, im.Height)
	if err != nil {
		return nil, err
	}
	r := &Raster{Space: im.Space, Width: im.Width, Height: im.Height}
	switch img := img.(type) {
	case *image.Gray:
		r.Pix = make([]byte, r.Width*r.Height)
		for y := range r.Height {
			copy(r.Pix[y*r.Width:(y+1)*r.Width], img.Pix[y*img.Stride:])
		}
	case *image.YCbCr:
		r.planes = &planes{img, im.Width, im.Height, j.isYCC()}
	case *image.CMYK:
		r.Pix = img.Pix[:4*r.Width*r.Height]
		switch {
		case j.isYCC():
			fromYCCK(r.Pix)
		case !j.adobe:
			for i, v := range r.Pix {
				r.Pix[i] = 255 - v
			}
		}
	}
	return r, nil
}

// fromYCCK converts the decoder's complemented YCCK to inks. The file has 255-R
// for cyan and stores inks inverted; the two cancel out.
func fromYCCK(pix []byte) {
	d := differenceTables()
	for i := 0; i+4 <= len(pix); i += 4 {
		p := pix[i : i+4 : i+4]
		y, b, r := int32(255-p[0]), 255-p[1], 255-p[2]
		p[0] = clamp(y + d.redOfCr[r])
		p[1] = clamp(y + (d.greenOfCb[b]+d.greenOfCr[r])>>16)
		p[2] = clamp(y + d.blueOfCb[b])
	}
}
