package page

import (
	"slices"

	"jianbao/content"
)

// shrinkable reports whether pictures may become smaller to stay on their page:
// those that stand in the text and have no width of their own. Codes keep the size
// that scanners need.
func shrinkable(pics []*content.Picture) bool {
	return !slices.ContainsFunc(pics, func(p *content.Picture) bool {
		return p.Place != content.PlaceHere || p.Width.Value != "" || isCode(p)
	})
}

// shrink adds the smaller sizes of a figure, down to the theme's percentage: for
// each lower number of rows the largest size that needs no more of them (RULES
// 5.3).
func (b *builder) shrink(f *Figure, sizes []pictureSize) {
	rows := f.rows(&b.grid)
	least := b.th.Picture.Shrink
	for percent := 99; least > 0 && percent >= least && rows > 1; percent-- {
		if b.predicted(sizes, percent, f) >= rows {
			continue
		}
		small := b.scaledFigure(f, sizes, percent)
		if n := small.rows(&b.grid); n < rows {
			f.smaller, rows = append(f.smaller, small), n
		}
	}
}

// predicted returns the rows of a figure at a percentage of its size, if its
// captions keep their lines.
func (b *builder) predicted(sizes []pictureSize, percent int, f *Figure) int {
	small := Figure{space: f.space}
	for i := range sizes {
		p := sizes[i]
		p.scale(percent)
		small.extent = max(small.extent, p.height()+p.tall)
	}
	return small.rows(&b.grid)
}

// scaledFigure returns a figure with its pictures at a percentage of their size
// and the captions typeset again, as content of the same nodes.
func (b *builder) scaledFigure(f *Figure, sizes []pictureSize, percent int) *Figure {
	quiet := *b
	quiet.Typesetter = b.Quiet()
	small := &Figure{place: f.place, space: f.space, parts: slices.Clone(f.parts)}
	sizes = b.smallerRow(sizes, percent)
	for i := range sizes {
		p, part := &sizes[i], &small.parts[i]
		quiet.caption(p)
		if len(part.caption) > 0 {
			first := part.caption[0]
			part.caption = p.lines
			b.name(part.caption, first)
		}
		part.picture.X, part.picture.Width, part.picture.Height = p.left+(p.room-p.width)/2, p.width, p.height()
		small.extent = max(small.extent, p.height()+p.tall)
	}
	return small
}
