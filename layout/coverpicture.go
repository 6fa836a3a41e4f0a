package layout

import (
	"cmp"

	"jianbao/content"
	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/page"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// coverImage returns the issue's picture for an element of the cover; nil if the
// element is not a picture or the issue has no such picture.
func (c *composer) coverImage(name string) *content.Picture {
	var p *content.Picture
	switch name {
	case "emblem":
		p = c.issue.Publication.Emblem
	case "picture":
		p = c.issue.Number.Cover
	case "name":
		p = c.issue.Publication.Masthead
	}
	if p == nil || p.Image == nil {
		return nil
	}
	if w, h := p.Image.Upright(); w <= 0 || h <= 0 {
		return nil
	}
	return p
}

func (c *coverBuilder) frame(p *content.Picture) *frame.Picture {
	return &frame.Picture{Kind: c.kind, Image: p.Image, Alt: p.Alt.Value, Decorative: p.Decorative, Grid: -1, Place: p.Span}
}

// coverPicture returns a picture that is stacked with the cover's elements, as
// large as the theme, its resolution and the height most allow.
func (c *coverBuilder) coverPicture(p *content.Picture, part *theme.Part, most unit.Abs) *frame.Picture {
	f := c.frame(p)
	room := c.area.Width - 2*part.Inset
	width := room
	if part.Width > 0 {
		width = min(width, part.Width)
	}
	w, h := p.Image.Upright()
	if least := c.composer.th.Preflight.Least(p.Image); least > 0 {
		width = min(width, unit.Abs(w)*72*unit.Pt/unit.Abs(least))
	}
	if part.Height > 0 {
		most = min(most, part.Height)
	}
	f.Width = max(1, min(width, unit.Abs(int64(most)*int64(w)/int64(h))))
	f.Height = max(1, unit.Abs(int64(f.Width)*int64(h)/int64(w)))
	switch part.Align {
	case "left":
		f.X = part.Inset
	case "right":
		f.X = c.area.Width - part.Inset - f.Width
	default:
		f.X = (c.area.Width - f.Width) / 2
	}
	return f
}

// writtenName returns the picture of the publication's name (题字), as high as the
// name would be in the theme's type. A gray picture, and one that is written in black or in
// about the colour of the name, has the colour of the name. Its alternate text is the name.
func (c *coverBuilder) writtenName(e *coverPart, fit coverFit) *frame.Picture {
	part := *e.part
	part.Width = 0 // that of letterspaced text
	height := cmp.Or(part.Height, part.Size)
	part.Height = 0
	source, ink := *e.source, c.style.Ink(part.Ink)
	if one := source.Image.InOneColour(); one != nil && (one.Neutral() || ink != nil && one.Like(ink.RGB)) {
		source.Image = one.Gray
	}
	f := c.coverPicture(&source, &part, height.Scale(fit.scale, coverScale))
	if f.Image.Space == picture.Gray { // written in black on white
		f.Ink = ink
	}
	if f.Alt == "" {
		f.Alt, f.Decorative = c.issue.Publication.Title.Joined(), false
	}
	return f
}

// bleedPicture returns a picture scaled to cover the page and the bleed around
// it, cropped evenly on the two sides where it is too long. Its Figure is added
// to the cover's node.
func (c *coverBuilder) bleedPicture(p *content.Picture, node *frame.Node) *frame.Picture {
	f := c.frame(p)
	f.Node = figureIn(node, f)
	bleed := max(c.page.Bleed, c.options.Bleed)
	pg := c.page
	clip := frame.Rect{X: -bleed, Y: -bleed, Width: pg.Width + 2*bleed, Height: pg.Height + 2*bleed}
	w, h := p.Image.Upright()
	f.Width, f.Height = clip.Width, ceil(int64(clip.Width)*int64(h), int64(w))
	if f.Height < clip.Height {
		f.Width, f.Height = ceil(int64(clip.Height)*int64(w), int64(h)), clip.Height
	}
	f.X = clip.X - (f.Width-clip.Width)/2
	f.Y = clip.Y - (f.Height-clip.Height)/2
	f.Clip = &clip
	c.checkBleed(p, f)
	return f
}

// checkBleed reports a picture that has too few pixels to cover the page. It has no width that
// could be smaller; what is told is how many pixels it needs.
func (c *coverBuilder) checkBleed(p *content.Picture, f *frame.Picture) {
	ppi := f.Resolution()
	if least := c.composer.th.Preflight.Coarse(f.Image, ppi); least > 0 {
		c.composer.log.Add("picture-resolution", p.Span, p.Name(), page.Millimetres(f.Width), ppi, least, f.Sharper(least))
	}
}

func ceil(n, d int64) unit.Abs { return unit.Abs((n + d - 1) / d) }

// coverPictures sizes the cover's pictures: an emblem for the white space above
// the row that follows it, the cover picture for the height that the other rows
// leave.
func (c *coverBuilder) coverPictures(rows []coverRow, fit coverFit) {
	area := c.area.Height
	for i := range rows {
		r, e := &rows[i], rows[i].image()
		if e == nil || r.place != "above" {
			continue
		}
		most := area.Scale(fit.scale, 3*coverScale)
		if e.part.Height > 0 {
			most = e.part.Height.Scale(fit.scale, coverScale)
		}
		r.show(c.coverPicture(e.source, e.part, most))
		// It stands above the next row at the top, separated by its own gap, and
		// takes its height out of that row's gap.
		r.place = "bottom"
		for k := i + 1; k < len(rows); k++ {
			if next := &rows[k]; next.place == "top" {
				r.place = "top"
				r.gap, next.gap = max(0, next.gap-r.height-r.gap), r.gap
				break
			}
		}
	}
	for i := range rows {
		r, e := &rows[i], rows[i].image()
		if e == nil || e.picture != nil {
			continue
		}
		room := area - meetingGap(rows)
		for k := range rows {
			room -= rows[k].gap + rows[k].height // its own height is 0 so far
		}
		if e.source == c.issue.Publication.Masthead {
			r.show(c.writtenName(e, fit))
			continue
		}
		// A smaller picture would be useless: the other elements are made
		// smaller instead.
		least := area.Scale(fit.scale, 5*coverScale)
		r.show(c.coverPicture(e.source, e.part, max(room, least)))
	}
}

// show gives the row's picture its size.
func (r *coverRow) show(p *frame.Picture) {
	r.parts[0].picture, r.height = p, p.Height
}

// figureIn adds a Figure for a picture to the cover's node and returns it; nil
// if the picture is decoration.
func figureIn(node *frame.Node, p *frame.Picture) *frame.Node {
	if p.Decorative {
		return nil
	}
	f := node.Add(frame.RoleFigure)
	f.Alt = p.Alt
	return f
}

// appendPicture appends a picture of the cover, moved to its position in the
// area, with its top at top.
func (c *coverBuilder) appendPicture(items []frame.Item, e *coverPart, node *frame.Node, top unit.Abs) []frame.Item {
	p := e.picture
	p.Node = figureIn(node, p)
	p.X += c.area.X
	p.Y += c.area.Y + top
	p.Block = e.block
	return append(items, p)
}
