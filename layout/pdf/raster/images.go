// Package raster makes image XObjects (ISO 32000-1 8.9.5) of pictures: it decides what
// their samples become, converts, predicts and deflates them in bands of rows, in as
// many goroutines as there are workers, and writes the result. The bytes depend on
// the pictures alone.
package raster

import (
	"context"
	"runtime"

	"jianbao/content/parallel"
	"jianbao/content/picture"
	"jianbao/layout/icc"
)

// Use is the use of a file.
type Use uint8

// The uses.
const (
	Screen  Use = iota // samples stay as they are
	Archive            // the same, but CMYK without a profile becomes sRGB
	Press              // gray, or process inks; nothing transparent
)

// Target is the form that the pictures of a file are converted to.
type Target struct {
	Use       Use
	Gray      bool           // of Press: pictures become gray
	Convert   bool           // of Press: CMYK with a profile other than the condition's is converted
	Condition *icc.Condition // of Press, and what CMYK without a profile is taken for
}

// Resources are the means of making pictures. The result does not depend on them, but
// for the level.
type Resources struct {
	Workers int // 0: as many as GOMAXPROCS
	Level   int // of deflate, for rows without a predictor; 0: the usual one

	// Context ends Images with its error, between two bands of rows; nil: nothing does.
	Context context.Context
}

// Error is the failure of one picture.
type Error struct {
	Index int   // of the picture in the list
	Err   error // of type *picture.Error where the file is at fault
}

func (e *Error) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// Images makes the XObject of each picture. The error is an *Error, of the first
// picture that has one.
func Images(list []*picture.Image, target Target, resources Resources) ([]*Image, error) {
	if len(list) == 0 {
		return nil, nil
	}
	if resources.Workers <= 0 {
		resources.Workers = runtime.GOMAXPROCS(0)
	}
	p, err := newPool(resources)
	if err != nil {
		return nil, err
	}
	m := newMaker(target, p)
	out, errs := make([]*Image, len(list)), make([]error, len(list))
	parallel.For(resources.Workers, len(list), func(i int) {
		if !p.ended() {
			out[i], errs[i] = m.image(list[i])
		}
	})
	if p.ended() {
		return nil, resources.Context.Err()
	}
	for i, err := range errs {
		if err != nil {
			return nil, &Error{Index: i, Err: err}
		}
	}
	return out, nil
}

// maker makes the images of one file.
type maker struct {
	target Target
	pool   *pool
}

func newMaker(target Target, p *pool) *maker {
	return &maker{target: target, pool: p}
}

// image makes the XObject of a picture.
func (m *maker) image(im *picture.Image) (*Image, error) {
	g, err := m.goal(im)
	if err != nil {
		return nil, err
	}
	size := im.Width * im.Height * im.Space.Channels()
	if im.Alpha {
		size += im.Width * im.Height
	}
	if im.Format != picture.JPEG && im.Format != picture.PNG {
		size += 4 * im.Width * im.Height // the decoder's own pixels
	}
	m.pool.reserve(size)
	defer m.pool.release(size)
	if g.transform == nil && !g.measure {
		if x := m.asStored(im, g); x != nil {
			// Its coded data has not been read yet: a picture that is cut or damaged
			// would go in half gray.
			m.pool.work(func(*scratch) { err = im.Verify() })
			if err != nil {
				return nil, err
			}
			return x, nil
		}
	}
	var r *picture.Raster
	m.pool.work(func(*scratch) { r, err = im.DecodeRows() })
	if err != nil {
		return nil, err
	}
	return m.fromRaster(im, r, g)
}

// asStored returns a JPEG file's own coding, nil if it has none that fits.
func (m *maker) asStored(im *picture.Image, g goal) *Image {
	data, inverted, ok := im.Stream()
	if !ok || im.Alpha {
		return nil
	}
	return &Image{Width: im.Width, Height: im.Height, bits: 8, Space: g.space, profile: g.profile,
		jpeg: true, inverted: inverted && im.Space == picture.CMYK, data: data}
}

// pixels are a raster's on their way to what they become.
func (m *maker) pixels(r *picture.Raster, g goal) *pixels {
	return &pixels{width: r.Width, height: r.Height, channels: g.space.Channels(), bits: 8,
		raster: r, paper: g.flat, transform: g.transform, measure: g.measure, limit: g.limit}
}

// fromRaster makes the XObject from pixels.
func (m *maker) fromRaster(im *picture.Image, r *picture.Raster, g goal) (*Image, error) {
	p := m.pixels(r, g)
	x := &Image{Width: r.Width, Height: r.Height, Space: g.space, profile: g.profile}
	unchanged := g.transform == nil && (r.Alpha == nil || !g.flat)
	switch {
	case unchanged && g.space == picture.CMYK && g.measure:
		if stored := m.withinLimit(im, p, g); stored != nil {
			return stored, nil
		}
	case unchanged && g.space == picture.Gray && im.Bits < 8:
		p.bits = exactBits(r.Pix, im.Bits)
	case unchanged && g.space == picture.RGB && im.Palette:
		if x.palette, p.index = findPalette(r); p.index != nil {
			p.channels, p.bits = 1, paletteBits(len(p.index))
		}
	}
	if err := m.code(x, p); err != nil {
		return nil, err
	}
	x.TotalInk, x.InkGiven, x.Limited = int(p.ink.Load()), int(p.given.Load()), p.limited.Load()
	if r.Alpha == nil || g.flat {
		return x, nil
	}
	x.mask = &Image{Width: r.Width, Height: r.Height, Space: picture.Gray}
	return x, m.code(x.mask, &pixels{width: r.Width, height: r.Height, channels: 1, bits: exactBits(r.Alpha, 1), raster: r, mask: true})
}

// withinLimit measures the ink of pixels that need no other change. Within the limit
// the file's own coding is as good as ours, and smaller; it is returned if it fits.
func (m *maker) withinLimit(im *picture.Image, p *pixels, g goal) *Image {
	m.pool.bands(p, func(s *scratch, _, from, to int) { p.rows(s, from, to) })
	if p.limited.Load() {
		return nil
	}
	x := m.asStored(im, g)
	if x != nil {
		x.TotalInk, x.InkGiven = int(p.ink.Load()), int(p.given.Load())
	}
	return x
}

// code deflates pixels into an image.
func (m *maker) code(x *Image, p *pixels) (err error) {
	x.bits, x.columns, x.predicted = p.bits, p.channels, p.bits == 8 && p.index == nil
	x.data, err = m.pool.deflate(p, x.predicted)
	return err
}
