package page

import (
	"slices"

	"jianbao/content"
	"jianbao/layout/inline"
	"jianbao/layout/unit"
)

// leastSlot is the least width, in characters of the caption, that a picture of a
// row has for itself and its caption.
const leastSlot = 6

// rowOf returns how many pictures at the head of a list of blocks stand side by side,
// and how many there is space for. A measure too narrow for them has fewer.
func (b *builder) rowOf(list []content.Block, c context) (n, of int) {
	n, of = b.askedRow(list)
	if of > 1 {
		gutter := b.th.Picture.Gutter
		most := (b.grid.Measure - b.scaled(c.left+c.right) + gutter) / (leastSlot*b.scaled(b.th.Picture.Caption.Size) + gutter)
		of = max(1, min(of, int(most)))
	}
	return min(n, of), of
}

// askedRow is rowOf with as many pictures as the copy asks for: those that it has in
// a row, or up to two halves, three thirds or four quarters at the same place.
func (b *builder) askedRow(list []content.Block) (n, of int) {
	first := list[0].(*content.Picture)
	switch {
	case first.Place == content.PlacePage:
		return 1, 1
	case first.Row > 1:
		return min(first.Row, len(list)), first.Row
	}
	of = b.parts(first)
	for n = 1; n < min(of, len(list)); n++ {
		if p, ok := list[n].(*content.Picture); !ok || p.Row > 1 || p.Place != first.Place || b.parts(p) != of {
			break
		}
	}
	return n, of
}

// parts returns the number of pictures of a picture's width that fit side by side.
func (b *builder) parts(p *content.Picture) int {
	_, parts, ok := b.th.PictureWidth(b.requestedWidth(p), b.grid.Measure)
	if !ok || b.grid.Column > 0 { // in columns each is as wide as one
		return 1
	}
	return parts
}

// row sets the sizes of pictures side by side: of equal height, with all of the
// measure between them where that does not make them too large (RULES 18.2). There
// is space for some number of pictures; fewer of that width are centred.
func (b *builder) row(sizes []pictureSize, left, measure unit.Abs, of int) {
	th, n := &b.th.Picture, unit.Abs(len(sizes))
	if missing := unit.Abs(of) - n; missing > 0 {
		less := ((measure-th.Gutter*unit.Abs(of-1))/unit.Abs(of) + th.Gutter) * missing
		left, measure = left+less/2, measure-less
	}
	space := measure - th.Gutter*(n-1)
	for i := range sizes {
		sizes[i].least = b.captionRoom(&sizes[i])
	}
	height := b.rowHeight(sizes, space, space/n)
	if !allGiven(sizes) {
		height = max(1, height.Scale(int64(b.look.picture), 100))
	}
	for i := range sizes {
		sizes[i].setRow(height)
	}
	b.spread(sizes, left, measure)
	for i := range sizes {
		if p := &sizes[i]; p.Code != nil {
			b.checkCode(p, p.width)
		} else if p.Width.Value != "" {
			b.resolve(p)
		}
	}
}

// spread places the pictures of a row in a measure, and divides what they leave of it
// equally among them (RULES 18.2).
func (b *builder) spread(sizes []pictureSize, left, measure unit.Abs) {
	gutter, n := b.th.Picture.Gutter, unit.Abs(len(sizes))
	free := measure - gutter*(n-1)
	share := free / n
	for i := range sizes {
		p := &sizes[i]
		p.room = max(min(share, p.least), p.width)
		free -= p.room
	}
	for i := range sizes {
		p := &sizes[i]
		p.room += free / n
		p.left = left
		left += p.room + gutter
	}
}

// captionRoom returns the least width that a picture of a row has with its caption, if an
// equal share of the row is that wide: that of the caption in whole characters, or
// leastSlot of them for a longer one.
func (b *builder) captionRoom(p *pictureSize) unit.Abs {
	size := b.scaled(b.th.Picture.Caption.Size)
	quiet := *b
	quiet.Typesetter = b.Quiet()
	runs := quiet.captionRuns(nil, p.Picture, size)
	if len(runs) == 0 {
		return 0
	}
	text := quiet.Paragraph(runs, quiet.title(inline.Justify))
	lines := text.Break(leastSlot * size)
	quiet.shaper.Release(text)
	if len(lines) != 1 {
		return leastSlot * size
	}
	return (lines[0].Width + size - 1) / size * size
}

// smallerRow returns the pictures of a figure at a percentage of their size, those of a
// row in the measure that they had.
func (b *builder) smallerRow(sizes []pictureSize, percent int) []pictureSize {
	sizes = slices.Clone(sizes)
	for i := range sizes {
		sizes[i].scale(percent)
	}
	if first, last := sizes[0], sizes[len(sizes)-1]; first.row > 0 {
		b.spread(sizes, first.left, last.left+last.room-first.left)
	}
	return sizes
}

// setRow makes the picture one of a row of a height.
func (p *pictureSize) setRow(height unit.Abs) {
	p.row = height
	p.width = max(1, unit.Abs(int64(height)*p.pixels[0]/p.pixels[1]))
}

// scale makes the picture smaller.
func (p *pictureSize) scale(percent int) {
	if p.row > 0 {
		p.setRow(max(1, p.row.Scale(int64(percent), 100)))
	} else {
		p.width = max(1, p.width.Scale(int64(percent), 100))
	}
}

// rowHeight returns the greatest height at which pictures fit in a space, each with
// its least width, at most an equal share, and none is larger than it may be.
func (b *builder) rowHeight(sizes []pictureSize, space, share unit.Abs) unit.Abs {
	high := b.grid.Extent(b.grid.Rows)
	codes := unit.Abs(0)
	for i := range sizes {
		p := &sizes[i]
		switch most := b.th.Picture.Height; {
		case p.Code != nil, p.Width.Value == "" && isCode(p.Picture):
			codes = max(codes, b.usualCode(p))
		case p.Width.Value == "":
			if most > 0 {
				high = min(high, most)
			}
			if ppi := b.th.Preflight.Least(p.Image); ppi > 0 {
				high = min(high, widthAt(p.pixels[1], ppi))
			}
		}
	}
	if allCodes(sizes) {
		high = min(high, codes)
	}
	fits := func(height unit.Abs) bool {
		width := unit.Abs(0)
		for i := range sizes {
			width += max(min(share, sizes[i].least), unit.Abs(int64(height)*sizes[i].pixels[0]/sizes[i].pixels[1]))
		}
		return width <= space
	}
	low := unit.Abs(1)
	for low < high {
		if middle := (low + high + 1) / 2; fits(middle) {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}

// allGiven reports whether all pictures of a row have a width of their own or are codes, so that
// copyfitting leaves them as they are.
func allGiven(sizes []pictureSize) bool {
	for i := range sizes {
		if p := sizes[i].Picture; p.Width.Value == "" && !isCode(p) {
			return false
		}
	}
	return true
}

// allCodes reports whether all pictures of a row are codes, which keep their size.
func allCodes(sizes []pictureSize) bool {
	for i := range sizes {
		if p := sizes[i].Picture; p.Code == nil && (p.Width.Value != "" || !isCode(p)) {
			return false
		}
	}
	return true
}
