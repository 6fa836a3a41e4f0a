package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"

	"golang.org/x/image/bmp"
)

// bmpInfo holds what of a BMP file's headers the decoder needs.
type bmpInfo struct {
	end     int    // of the pixels in the file
	palette []byte // triples of red, green and blue
}

// openBMP reads the headers (BITMAPFILEHEADER and BITMAPINFOHEADER, V4 or V5). It
// supports files without compression of 1 to 8 bits with a palette, and of 24 and 32.
func (im *Image) openBMP() *Error {
	im.Format, im.Space, im.Bits = BMP, RGB, 8
	data, b := im.Data, &im.bmp
	if len(data) < 54 {
		return damaged("BMP header")
	}
	offset, header := int(binary.LittleEndian.Uint32(data[10:])), int(binary.LittleEndian.Uint32(data[14:]))
	width, height := int(int32(binary.LittleEndian.Uint32(data[18:]))), int(int32(binary.LittleEndian.Uint32(data[22:])))
	bits, compression := int(binary.LittleEndian.Uint16(data[28:])), binary.LittleEndian.Uint32(data[30:])
	if header != 40 && header != 108 && header != 124 {
		return unsupported(fmt.Sprintf("BMP, header of %d bytes", header))
	}
	height = max(height, -height) // of rows from the top it is negative
	if width <= 0 || height <= 0 {
		return damaged("BMP header")
	}
	if err := fits(width, height); err != nil {
		return err
	}
	im.Width, im.Height = width, height
	switch _, err := bmp.DecodeConfig(bytes.NewReader(data)); {
	case err == bmp.ErrUnsupported:
		return unsupported(fmt.Sprintf("BMP, %d bits, compression %d", bits, compression))
	case err != nil:
		return damaged(err.Error())
	}
	b.end = offset + up(width*bits, 32)*4*height
	if b.end > len(data) {
		return damaged("BMP data too short")
	}
	if bits <= 8 {
		for at := 14 + header; at+4 <= offset; at += 4 {
			b.palette = append(b.palette, data[at+2], data[at+1], data[at])
		}
		im.Palette = true
		im.describePalette(b.palette)
	}
	im.Alpha = bits == 32 && header > 40 && !im.clear(offset)
	return nil
}

// clear reports whether no pixel of 32 bits from an offset has any opacity: programs
// that know no alpha leave it zero.
func (im *Image) clear(offset int) bool {
	for at := offset + 3; at < im.bmp.end; at += 4 {
		if im.Data[at] != 0 {
			return false
		}
	}
	return true
}

func (im *Image) decodeBMP() (*Raster, *Error) {
	img, err := bmp.Decode(bytes.NewReader(im.Data[:im.bmp.end]))
	if err != nil {
		return nil, damaged(err.Error())
	}
	r := im.newRaster()
	switch img := img.(type) {
	case *image.Paletted:
		for at, index := range img.Pix {
			r.setColour(at, im.bmp.palette[3*int(index):])
		}
	case *image.RGBA:
		r.setPixels(img.Pix)
	case *image.NRGBA:
		r.setPixels(img.Pix)
	}
	r.Alpha = unlessOpaque(r.Alpha)
	return r, nil
}
