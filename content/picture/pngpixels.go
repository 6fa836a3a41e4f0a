package picture

// pngWriter writes unfiltered rows of a PNG file to the raster.
type pngWriter struct {
	png      *pngInfo
	space    Space
	pix      []byte
	alpha    []byte // nil if the picture has none
	samples  []byte // a row's samples of fewer than 8 bits, one per byte
	colours  [256][3]byte
	opacity  [256]byte
	entries  int
	scale    byte // factor from samples of fewer than 8 bits to 8
	channels int  // stored
}

func newPNGWriter(im *Image, r *Raster) *pngWriter {
	p := &im.png
	w := &pngWriter{png: p, space: im.Space, pix: r.Pix, alpha: r.Alpha, channels: p.channels()}
	if p.depth < 8 {
		w.samples = make([]byte, up(im.Width*p.depth, 8)*(8/p.depth))
		w.scale = byte(255 / (1<<p.depth - 1))
	}
	w.entries = len(p.palette) / 3
	for i := range w.entries {
		copy(w.colours[i][:], p.palette[3*i:])
		w.opacity[i] = 255
	}
	copy(w.opacity[:w.entries], p.trans)
	return w
}

// write writes n pixels, the first at pixel at, each step pixels after the
// previous. It returns false if an index has no entry in the palette.
func (w *pngWriter) write(row []byte, at, step, n int) bool {
	if w.samples != nil {
		row = w.unpack(row)
	}
	switch {
	case w.png.colour == pngPalette:
		return w.writePalette(row[:n], at, step)
	case w.png.depth == 16:
		w.writeWide(row, at, step, n)
	case w.png.depth < 8:
		w.writeNarrow(row[:n], at, step)
	case step == 1 && w.channels == w.space.Channels():
		copy(w.pix[at*w.channels:], row[:n*w.channels])
		if w.alpha != nil {
			w.keyed(row, at, step, n)
		}
	default:
		w.writeBytes(row, at, step, n)
	}
	return true
}

// unpack expands samples of fewer than 8 bits to bytes; the leftmost sample is
// in the high bits.
func (w *pngWriter) unpack(row []byte) []byte {
	depth := w.png.depth
	mask := byte(1<<depth - 1)
	i := 0
	for _, b := range row {
		for shift := 8 - depth; shift >= 0; shift -= depth {
			w.samples[i] = b >> shift & mask
			i++
		}
	}
	return w.samples[:i]
}

func (w *pngWriter) writePalette(row []byte, at, step int) bool {
	gray := w.space == Gray
	for _, index := range row {
		if int(index) >= w.entries {
			return false
		}
		c := &w.colours[index]
		if gray {
			w.pix[at] = c[0]
		} else {
			p := w.pix[3*at : 3*at+3 : 3*at+3]
			p[0], p[1], p[2] = c[0], c[1], c[2]
		}
		if w.alpha != nil {
			w.alpha[at] = w.opacity[index]
		}
		at += step
	}
	return true
}

func (w *pngWriter) writeNarrow(row []byte, at, step int) {
	for _, v := range row {
		w.pix[at] = v * w.scale
		if w.alpha != nil {
			w.alpha[at] = opaque(uint16(v) != w.png.key[0])
		}
		at += step
	}
}

// writeBytes writes samples of 8 bits.
func (w *pngWriter) writeBytes(row []byte, at, step, n int) {
	if w.alpha != nil && w.png.hasKey {
		w.keyed(row, at, step, n)
	}
	colours := w.space.Channels()
	for range n {
		copy(w.pix[at*colours:], row[:colours])
		if w.channels > colours {
			w.alpha[at] = row[colours]
		}
		row = row[w.channels:]
		at += step
	}
}

// keyed writes the alpha of 8-bit samples from the transparent colour (chunk
// tRNS).
func (w *pngWriter) keyed(row []byte, at, step, n int) {
	key := w.png.key
	for range n {
		same := true
		for i, v := range row[:w.channels] {
			same = same && uint16(v) == key[i]
		}
		w.alpha[at] = opaque(!same)
		row = row[w.channels:]
		at += step
	}
}

// writeWide writes samples of 16 bits, rounded to 8. The transparent colour is
// compared before rounding.
func (w *pngWriter) writeWide(row []byte, at, step, n int) {
	colours := w.space.Channels()
	for range n {
		same := true
		for i := range colours {
			v := uint16(row[2*i])<<8 | uint16(row[2*i+1])
			same = same && v == w.png.key[i]
			w.pix[at*colours+i] = narrow(v)
		}
		switch {
		case w.channels > colours:
			w.alpha[at] = narrow(uint16(row[2*colours])<<8 | uint16(row[2*colours+1]))
		case w.alpha != nil:
			w.alpha[at] = opaque(!same)
		}
		row = row[2*w.channels:]
		at += step
	}
}

// narrow rounds 16 bits to 8: v × 255 / 65535.
func narrow(v uint16) byte { return byte((uint32(v)*255 + 32895) >> 16) }

func opaque(is bool) byte {
	if is {
		return 255
	}
	return 0
}
