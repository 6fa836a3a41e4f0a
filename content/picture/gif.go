package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/gif"
)

// gifInfo holds the parts of a GIF file (GIF89a) that the first frame needs.
type gifInfo struct {
	parts       [][]byte // the whole file: header, control extension, frame, trailer
	palette     []byte   // triples
	transparent int      // index; -1: none
}

// openGIF walks over the blocks. The first frame is the picture; the others are
// counted.
func (im *Image) openGIF() *Error {
	im.Format, im.Palette = GIF, true
	g, data := &im.gif, im.Data
	if len(data) < 13 {
		return damaged("GIF header")
	}
	im.Width, im.Height = int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))
	if im.Width == 0 || im.Height == 0 {
		return damaged("GIF header")
	}
	if err := fits(im.Width, im.Height); err != nil {
		return err
	}
	at := 13
	global, at, ok := gifPalette(data, at, data[10])
	if !ok {
		return damaged("GIF palette")
	}
	g.parts, g.transparent = [][]byte{data[:at]}, -1
	var control []byte
	for at < len(data) && data[at] != ';' {
		from := at
		switch {
		case data[at] == '!' && at+1 < len(data):
			at, ok = gifBlocks(data, at+2)
			if ok && data[from+1] == 0xf9 && at-from == 8 {
				control = data[from:at]
			}
		case data[at] == ',' && at+10 <= len(data):
			var local []byte
			local, at, ok = gifPalette(data, at+10, data[from+9])
			if ok {
				at, ok = gifBlocks(data, at+1) // after the size of the codes
			}
			if ok && im.Frames == 0 {
				g.palette = global
				if local != nil {
					g.palette = local
				}
				im.addFirst(control, data[from:at])
			}
			if ok {
				im.Frames++
			}
			control = nil
		default:
			ok = false
		}
		if !ok {
			break // of a cut animation, the first frame is whole
		}
	}
	switch {
	case im.Frames == 0:
		return damaged("GIF data")
	case g.palette == nil:
		return damaged("GIF without palette")
	}
	g.parts = append(g.parts, []byte{';'})
	im.describePalette(g.palette)
	return nil
}

// addFirst records the first frame. One that does not cover the picture leaves the
// rest transparent.
func (im *Image) addFirst(control, frame []byte) {
	g := &im.gif
	if control != nil {
		// Of the control extension only the transparent colour concerns a still picture.
		still := []byte{'!', 0xf9, 4, control[3] & 1, 0, 0, control[6], 0}
		if control[3]&1 != 0 {
			g.transparent, im.Alpha = int(control[6]), true
			g.parts = append(g.parts, still)
		}
	}
	g.parts = append(g.parts, frame)
	at := binary.LittleEndian.Uint64(frame[1:])
	if at != uint64(im.Width)<<32|uint64(im.Height)<<48 {
		im.Alpha = true
	}
}

// gifPalette returns the colour table at an offset, nil if the flags announce none,
// and the offset of its end.
func gifPalette(data []byte, at int, flags byte) (palette []byte, end int, ok bool) {
	if flags&0x80 == 0 {
		return nil, at, at <= len(data)
	}
	end = at + 3<<(flags&7+1)
	if end > len(data) {
		return nil, at, false
	}
	return data[at:end], end, true
}

// gifBlocks returns the offset of the end of a sequence of data sub-blocks.
func gifBlocks(data []byte, at int) (end int, ok bool) {
	for at < len(data) {
		n := int(data[at])
		at += 1 + n
		if n == 0 {
			return at, true
		}
	}
	return at, false
}

func (im *Image) decodeGIF() (*Raster, *Error) {
	g := &im.gif
	img, err := gif.Decode(bytes.NewReader(bytes.Join(g.parts, nil)))
	if err != nil {
		return nil, damaged(err.Error())
	}
	frame, ok := img.(*image.Paletted)
	if !ok || !frame.Rect.In(image.Rect(0, 0, im.Width, im.Height)) {
		return nil, damaged("GIF frame")
	}
	r := im.newRaster()
	for y := range frame.Rect.Dy() {
		row := frame.Pix[y*frame.Stride : y*frame.Stride+frame.Rect.Dx()]
		at := (frame.Rect.Min.Y+y)*im.Width + frame.Rect.Min.X
		for x, index := range row {
			if int(index) == g.transparent {
				continue
			}
			if 3*int(index) >= len(g.palette) {
				return nil, damaged("GIF palette index")
			}
			r.setColour(at+x, g.palette[3*int(index):])
		}
	}
	r.Alpha = unlessOpaque(r.Alpha)
	return r, nil
}
