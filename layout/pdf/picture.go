package pdf

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"jianbao/content/parallel"
	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/unit"
)

// PictureError says which picture could not be written and why.
type PictureError struct {
	Item *frame.Picture // its first place in the document
	Err  error          // of type *picture.Error where the file is at fault
}

func (e *PictureError) Error() string {
	return fmt.Sprintf("picture %s: %v", e.Item.Image.Name, e.Err)
}

// Unwrap returns what was wrong.
func (e *PictureError) Unwrap() error { return e.Err }

// pictureTable gives each distinct picture of the document a number, however
// often it is placed.
type pictureTable struct {
	first []*frame.Picture // the first placement of each
	index map[[32]byte]int
	uses  []pictureUse
}

// pictureUse is a placement, in the order of pages and items.
type pictureUse struct {
	page, index int
	item        *frame.Picture
}

// use notes a placement and returns the picture's number.
func (t *pictureTable) use(page int, item *frame.Picture) int {
	n, ok := t.index[item.Image.Sum]
	if !ok {
		n = len(t.first)
		if t.index == nil {
			t.index = make(map[[32]byte]int)
		}
		t.index[item.Image.Sum] = n
		t.first = append(t.first, item)
	}
	t.uses = append(t.uses, pictureUse{page, n, item})
	return n
}

// markPicture adds a picture to a page's sorted list.
func (p *pagePlan) markPicture(n int) {
	if i, ok := slices.BinarySearch(p.pictures, n); !ok {
		p.pictures = slices.Insert(p.pictures, i, n)
	}
}

// picture paints a placed picture.
func (p *painter) picture(item *frame.Picture) {
	if item.Width <= 0 || item.Height <= 0 {
		return
	}
	if item.Node == nil {
		p.artifact(artifactDesign)
	} else if p.plan.tree != nil {
		e := p.plan.tree.of(item.Node)
		box := seen(item)
		rect := p.onSheet([4]unit.Abs{box.X, p.height - box.Y - box.Height, box.X + box.Width, p.height - box.Y})
		e.box = &rect
		p.element(e)
	}
	if p.plan.colours.print {
		p.overprint(false) // gray would let the spot plates under it show through
	}
	n := p.plan.pictures.use(p.number, item)
	p.page.markPicture(n)

	p.buf = append(p.buf, "q\n"...)
	if c := item.Clip; c != nil && *c != (frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}) {
		x, y, w, h := p.thousandths(*c)
		for _, v := range [...]int64{x, y, w, h} {
			p.buf = append(appendDecimal(p.buf, v, 3), ' ')
		}
		p.buf = append(p.buf, "re W n\n"...)
	}
	x, y, w, h := p.thousandths(frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height})
	for _, v := range upright(item.Image.Orientation, x, y, w, h) {
		p.buf = append(appendDecimal(p.buf, v, 3), ' ')
	}
	p.buf = append(p.buf, "cm\n/Im"...)
	p.buf = strconv.AppendInt(p.buf, int64(n), 10)
	p.buf = append(p.buf, " Do\nQ\n"...)
}

// seen is the part of a picture's box that its clip leaves.
func seen(item *frame.Picture) frame.Rect {
	box := frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}
	c := item.Clip
	if c == nil {
		return box
	}
	x, y := max(box.X, c.X), max(box.Y, c.Y)
	return frame.Rect{X: x, Y: y,
		Width:  max(0, min(box.X+box.Width, c.X+c.Width)-x),
		Height: max(0, min(box.Y+box.Height, c.Y+c.Height)-y)}
}

// thousandths returns a rectangle's left, bottom, width and height in PDF
// coordinates. Its edges are rounded, so that rectangles which touch still do.
func (p *painter) thousandths(r frame.Rect) (x, y, w, h int64) {
	round := func(a unit.Abs) int64 { return roundTo(int64(a), int64(unit.Pt)/1000) }
	x, y = round(r.X), round(p.height-r.Y-r.Height)
	return x, y, round(r.X+r.Width) - x, round(p.height-r.Y) - y
}

// upright returns the matrix that maps the unit square of a stored picture into
// a box the right way up (Exif 2.3, tag 0x0112; ISO 32000 8.9.3).
func upright(orientation int, x, y, w, h int64) [6]int64 {
	switch orientation {
	case 2: // left and right changed
		return [6]int64{-w, 0, 0, h, x + w, y}
	case 3: // upside down
		return [6]int64{-w, 0, 0, -h, x + w, y + h}
	case 4: // top and bottom changed
		return [6]int64{w, 0, 0, -h, x, y + h}
	case 5: // rows are columns
		return [6]int64{0, -h, -w, 0, x + w, y + h}
	case 6: // the first row is at the right
		return [6]int64{0, -h, w, 0, x, y + h}
	case 7: // the first row is at the right, from below
		return [6]int64{0, h, w, 0, x, y}
	case 8: // the first row is at the left, from below
		return [6]int64{0, h, -w, 0, x + w, y}
	}
	return [6]int64{w, 0, 0, h, x, y}
}

// pictureMaker decides which picture becomes which XObject.
type pictureMaker struct {
	opt       Options
	condition *icc.Condition
	shop      *workshop

	mu         sync.Mutex
	transforms map[[2][32]byte]*icc.Transform
}

// makePictures makes the XObjects of all distinct pictures. The error is that of
// the first picture that has one.
func (t *pictureTable) makePictures(opt Options) ([]*xobject, error) {
	if len(t.first) == 0 {
		return nil, nil
	}
	m := &pictureMaker{opt: opt, condition: opt.Condition, transforms: make(map[[2][32]byte]*icc.Transform)}
	if m.condition == nil && opt.Profile == Archive {
		m.condition = icc.Bundled()
	}
	var err error
	if m.shop, err = newWorkshop(opt.Workers, opt.level); err != nil {
		return nil, err
	}
	out, errs := make([]*xobject, len(t.first)), make([]error, len(t.first))
	parallel.For(m.shop.workers, len(t.first), func(i int) {
		out[i], errs[i] = m.make(t.first[i].Image)
	})
	for i, err := range errs {
		if err != nil {
			return nil, &PictureError{Item: t.first[i], Err: err}
		}
	}
	return out, nil
}

// make makes the XObject of a picture.
func (m *pictureMaker) make(im *picture.Image) (*xobject, error) {
	g, err := m.goal(im)
	if err != nil {
		return nil, err
	}
	size := im.Width * im.Height * im.Space.Channels()
	if im.Alpha {
		size += im.Width * im.Height
	}
	m.shop.reserve(size)
	defer m.shop.release(size)
	if g.transform == nil && !g.measure {
		if x := m.asStored(im, g); x != nil {
			// Nobody has looked at its coded data yet: a picture that is cut or
			// damaged would go in half gray.
			m.shop.work(func(*bench) { err = im.Verify() })
			if err != nil {
				return nil, err
			}
			return x, nil
		}
	}
	var r *picture.Raster
	m.shop.work(func(*bench) { r, err = im.DecodeRows() })
	if err != nil {
		return nil, err
	}
	return m.fromRaster(im, r, g)
}

// goal is what a picture is to become.
type goal struct {
	space     picture.Space
	profile   *icc.Profile   // of its colour space; nil: the device's
	transform *icc.Transform // nil: samples stay
	flat      bool           // no transparency
	measure   bool           // ink counts
	limit     int            // in percent; 0: any
}

// goal decides what a picture becomes. A profile in the picture that is not
// sound, or not one of a device, is taken as none.
//
// On screen and in the archive samples stay what they are, and a profile goes
// with them; CMYK without one is taken for ink of the usual condition and
// becomes sRGB in the archive, where the file's intent is.
//
// In print gray stays as it is, on the black plate, and CMYK keeps its inks: the
// numbers are the photographer's decision. All else is converted, to gray with
// sRGB's curve where the job has no coloured inks for pictures.
func (m *pictureMaker) goal(im *picture.Image) (goal, error) {
	own, _ := icc.Parse(im.Profile)
	if own != nil && (own.Space.Channels() != im.Space.Channels() || !deviceClass(own.Class)) {
		own = nil
	}
	g := goal{space: im.Space, profile: own}
	switch m.opt.Profile {
	case Archive:
		if im.Space != picture.CMYK || own != nil {
			return g, nil
		}
		g.space = picture.RGB
		return g, m.convert(&g, m.condition.Profile, icc.SRGB())
	case Print:
		g.profile, g.flat = nil, true
		colour := m.opt.Inks == CMYK || m.opt.Inks == CMYKSpot
		if im.Space == picture.Gray {
			return g, nil
		}
		from := own
		if from == nil {
			from = m.condition.Profile
			if im.Space == picture.RGB {
				from = icc.SRGB()
			}
		}
		switch {
		case !colour:
			g.space = picture.Gray
			return g, m.convert(&g, from, icc.GrayGamma())
		case im.Space == picture.RGB:
			g.space = picture.CMYK
			if err := m.convert(&g, from, m.condition.Profile); err != nil {
				return g, err
			}
		}
		g.measure, g.limit = true, m.condition.TotalInk
	}
	return g, nil
}

// deviceClass tells the classes of profiles that a picture's colour space may
// have (ISO 32000 8.6.5.5).
func deviceClass(class string) bool {
	switch class {
	case "prtr", "mntr", "scnr", "spac":
		return true
	}
	return false
}

// convert sets the transform between two profiles.
func (m *pictureMaker) convert(g *goal, from, to *icc.Profile) error {
	if from == nil || to == nil {
		return fmt.Errorf("%s has no profile to convert with", m.condition.ID)
	}
	key := [2][32]byte{sha256.Sum256(from.Data), sha256.Sum256(to.Data)}
	m.mu.Lock()
	defer m.mu.Unlock()
	g.transform = m.transforms[key]
	if g.transform != nil {
		return nil
	}
	var err error
	g.transform, err = icc.New(from, to)
	m.transforms[key] = g.transform
	return err
}

// asStored returns a JPEG file's own coding, nil if it has none that fits.
func (m *pictureMaker) asStored(im *picture.Image, g goal) *xobject {
	data, inverted, ok := im.Stream()
	if !ok || im.Alpha {
		return nil
	}
	return &xobject{width: im.Width, height: im.Height, bits: 8, space: g.space, profile: g.profile,
		jpeg: true, inverted: inverted && im.Space == picture.CMYK, data: data}
}

// pixels are a raster's on their way to what they become.
func (m *pictureMaker) pixels(r *picture.Raster, g goal) *pixels {
	return &pixels{width: r.Width, height: r.Height, channels: g.space.Channels(), bits: 8,
		raster: r, paper: g.flat, transform: g.transform, measure: g.measure, limit: g.limit}
}

// fromRaster makes the XObject from pixels.
func (m *pictureMaker) fromRaster(im *picture.Image, r *picture.Raster, g goal) (*xobject, error) {
	p := m.pixels(r, g)
	x := &xobject{width: r.Width, height: r.Height, space: g.space, profile: g.profile}
	plain := g.transform == nil && (r.Alpha == nil || !g.flat) // the samples go in as they are
	switch {
	case plain && g.space == picture.CMYK && g.measure:
		// Decoded only to know its ink: within the limit the file's own coding is as
		// good, and smaller.
		m.shop.bands(p, func(b *bench, _, from, to int) { p.rows(b, from, to) })
		if !p.limited.Load() {
			if stored := m.asStored(im, g); stored != nil {
				stored.ink = int(p.ink.Load())
				return stored, nil
			}
		}
	case plain && g.space == picture.Gray && im.Bits < 8:
		p.bits = exactBits(r.Pix, im.Bits)
	case plain && g.space == picture.RGB && im.Palette:
		if x.palette, p.index = findPalette(r); p.index != nil {
			p.channels, p.bits = 1, paletteBits(len(p.index))
		}
	}
	var err error
	x.bits, x.columns, x.predicted = p.bits, p.channels, p.bits == 8 && p.index == nil
	if x.data, err = m.shop.deflate(p, x.predicted); err != nil {
		return nil, err
	}
	x.ink, x.limited = int(p.ink.Load()), p.limited.Load()
	if r.Alpha == nil || g.flat {
		return x, nil
	}
	mask := &pixels{width: r.Width, height: r.Height, channels: 1, bits: exactBits(r.Alpha, 1), raster: r, mask: true}
	x.mask = &xobject{width: r.Width, height: r.Height, bits: mask.bits, space: picture.Gray, columns: 1, predicted: mask.bits == 8}
	x.mask.data, err = m.shop.deflate(mask, x.mask.predicted)
	return x, err
}
