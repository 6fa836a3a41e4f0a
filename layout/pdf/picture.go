package pdf

import (
	"errors"
	"fmt"
	"strconv"

	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/operator"
	"jianbao/layout/pdf/raster"
	"jianbao/layout/unit"
)

// PictureError is a picture that could not be written.
type PictureError struct {
	Item *frame.Picture // its first place in the document
	Err  error          // of type *picture.Error where the file is at fault
}

func (e *PictureError) Error() string {
	return fmt.Sprintf("picture %s: %v", e.Item.Image.Name, e.Err)
}

// Unwrap returns the reason.
func (e *PictureError) Unwrap() error { return e.Err }

// pictureTable gives each distinct picture of the document a number, however
// often it is placed.
type pictureTable struct {
	first []*frame.Picture // the first placement of each
	index map[pictureKey]int
	uses  []pictureUse
}

// pictureKey identifies a picture and the ink that it is printed in.
type pictureKey struct {
	sum [32]byte
	ink *frame.Ink
}

// pictureUse is a placement, in the order of pages and items.
type pictureUse struct {
	page, index int
	item        *frame.Picture
}

// use notes a placement and returns the picture's number.
func (t *pictureTable) use(page int, item *frame.Picture) int {
	key := pictureKey{item.Image.Sum, item.Ink}
	n, ok := t.index[key]
	if !ok {
		n = len(t.first)
		if t.index == nil {
			t.index = make(map[pictureKey]int)
		}
		t.index[key] = n
		t.first = append(t.first, item)
	}
	t.uses = append(t.uses, pictureUse{page, n, item})
	return n
}

// images makes the XObject of each distinct picture. The error is that of the first
// picture that has one.
func (t *pictureTable) images(target raster.Target, resources raster.Resources) ([]*raster.Image, error) {
	list := make([]*picture.Image, len(t.first))
	for i, item := range t.first {
		list[i] = item.Image
	}
	images, err := raster.Images(list, target, resources)
	if failed := (*raster.Error)(nil); errors.As(err, &failed) {
		return nil, &PictureError{Item: t.first[failed.Index], Err: failed.Err}
	}
	return images, err
}

// results are the placements with what their pictures became.
func (t *pictureTable) results(images []*raster.Image) []PictureUse {
	var uses []PictureUse
	for _, u := range t.uses {
		x := images[u.index]
		uses = append(uses, PictureUse{Page: u.page, Item: u.item, Space: x.Space, TotalInk: x.TotalInk, InkGiven: x.InkGiven, Limited: x.Limited})
	}
	return uses
}

// imageName returns the resource name of a picture's XObject.
func imageName(n int) object.Name { return object.Name("Im" + strconv.Itoa(n)) }

// picture paints a placed picture.
func (p *painter) picture(item *frame.Picture) error {
	if item.Width <= 0 || item.Height <= 0 {
		return nil
	}
	if item.Code != nil {
		return p.code(item)
	}
	if item.Ink != nil {
		if _, err := p.inks.Shade(item.Ink); err != nil { // a plate of the file
			return err
		}
	}
	p.figure(item)
	if p.press {
		p.overprint(false) // gray would let the spot plates under it show through
	}
	n := p.pictures.use(p.page.number, item)
	p.page.usePicture(n)
	p.buf = appendPicture(p.buf, item, p.page.height, imageName(n))
	return nil
}

// figure makes the following content that of a picture's Figure, and returns its
// element; nil if it is an artifact or the file is untagged.
func (p *painter) figure(item *frame.Picture) *element {
	if item.Node == nil {
		p.artifact(artifactDesign)
		return nil
	}
	if p.tree == nil {
		return nil
	}
	e := p.tree.of(item.Node)
	rect := p.boxOnSheet(seen(item))
	e.box = &rect
	p.element(e)
	return e
}

// boxOnSheet returns a rectangle of the page as left, bottom, right and top on its
// sheet.
func (p *painter) boxOnSheet(box frame.Rect) [4]unit.Abs {
	return p.onSheet([4]unit.Abs{box.X, p.page.height - box.Y - box.Height, box.X + box.Width, p.page.height - box.Y})
}

// appendPicture appends the operators that paint a picture's XObject on a page of a
// height.
func appendPicture(b []byte, item *frame.Picture, height unit.Abs, name object.Name) []byte {
	whole := frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}
	b = append(b, "q\n"...)
	clip := item.Clip
	if cropped := item.Uncropped(); cropped != whole {
		if clip == nil {
			clip = &frame.Rect{X: whole.X, Y: whole.Y, Width: whole.Width, Height: whole.Height}
		}
		whole = cropped
	}
	if clip != nil && *clip != whole {
		x, y, w, h := thousandths(*clip, height)
		for _, v := range [...]int64{x, y, w, h} {
			b = append(operator.AppendDecimal(b, v, 3), ' ')
		}
		b = append(b, "re W n\n"...)
	}
	x, y, w, h := thousandths(whole, height)
	for _, v := range upright(item.Image.Orientation, x, y, w, h) {
		b = append(operator.AppendDecimal(b, v, 3), ' ')
	}
	b = append(b, "cm\n/"...)
	b = append(b, name...)
	return append(b, " Do\nQ\n"...)
}

// seen returns the part of a picture's box within its clip.
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

// thousandths returns left, bottom, width and height of a rectangle on a page of a
// height, in PDF coordinates. Its edges are rounded, so that rectangles which touch
// still do.
func thousandths(r frame.Rect, height unit.Abs) (x, y, w, h int64) {
	round := func(a unit.Abs) int64 { return operator.Round(int64(a), int64(operator.Thousandth)) }
	x, y = round(r.X), round(height-r.Y-r.Height)
	return x, y, round(r.X+r.Width) - x, round(height-r.Y) - y
}

// upright returns the matrix that maps the unit square of a stored picture into
// a box the right way up (Exif 2.3, tag 0x0112; ISO 32000-1 8.9.3).
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
