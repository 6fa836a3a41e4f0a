package picture

// newRaster returns a raster for the picture, all of it transparent if it has alpha.
func (im *Image) newRaster() *Raster {
	r := &Raster{Space: im.Space, Width: im.Width, Height: im.Height}
	r.Pix = make([]byte, im.Width*im.Height*im.Space.Channels())
	if im.Alpha {
		r.Alpha = make([]byte, im.Width*im.Height)
	}
	return r
}

// setColour sets an opaque pixel to red, green and blue, of which a gray raster
// takes the first.
func (r *Raster) setColour(at int, rgb []byte) {
	if r.Space == Gray {
		r.Pix[at] = rgb[0]
	} else {
		copy(r.Pix[3*at:3*at+3], rgb[:3])
	}
	if r.Alpha != nil {
		r.Alpha[at] = 255
	}
}

// describePalette sets the space and depth of the colours of a palette of triples.
func (im *Image) describePalette(palette []byte) {
	im.Space, im.Bits = Gray, 1
	for c := palette; len(c) >= 3; c = c[3:] {
		if c[0] != c[1] || c[1] != c[2] {
			im.Space = RGB
		}
		if c[0] != 0 && c[0] != 255 {
			im.Bits = 8
		}
	}
	if im.Space == RGB {
		im.Bits = 8
	}
}

// setPixels sets all pixels from red, green, blue and alpha of 8 bits.
func (r *Raster) setPixels(rgba []byte) {
	for at := range r.Width * r.Height {
		p := rgba[4*at : 4*at+4]
		r.setColour(at, p)
		if r.Alpha != nil {
			r.Alpha[at] = p[3]
		}
	}
}
