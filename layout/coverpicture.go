package layout

import (
	"slices"

	"jianbao/content"
	"jianbao/layout/frame"
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
	}
	if p == nil || p.Image == nil {
		return nil
	}
	if w, h := p.Image.Upright(); w <= 0 || h <= 0 {
		return nil
	}
	return p
}

func coverFrame(p *content.Picture) *frame.Picture {
	return &frame.Picture{Kind: frame.KindCover, Image: p.Image, Alt: p.Alt.Value, Decorative: p.Decorative, Grid: -1, Place: p.Span}
}

// coverPicture returns a picture that is stacked with the cover's elements, as
// large as the theme, its resolution and the height most allow.
func (c *composer) coverPicture(p *content.Picture, part *theme.Part, most unit.Abs) *frame.Picture {
	f := coverFrame(p)
	room := c.th.Page.AreaWidth - 2*part.Inset
	width := room
	if part.Width > 0 {
		width = min(width, part.Width)
	}
	w, h := p.Image.Upright()
	if least := c.th.Preflight.Least(p.Image); least > 0 {
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
		f.X = c.th.Page.AreaWidth - part.Inset - f.Width
	default:
		f.X = (c.th.Page.AreaWidth - f.Width) / 2
	}
	return f
}

// bleedPicture returns a picture scaled to cover the page and the bleed around
// it, cropped evenly on the two sides where it is too long. Its Figure is added
// to the cover's node.
func (c *composer) bleedPicture(p *content.Picture, node *frame.Node) *frame.Picture {
	f := coverFrame(p)
	f.Node = figureIn(node, f)
	bleed := max(c.th.Page.Bleed, c.options.Bleed)
	pg := &c.th.Page
	clip := frame.Rect{X: -bleed, Y: -bleed, Width: pg.Width + 2*bleed, Height: pg.Height + 2*bleed}
	w, h := p.Image.Upright()
	f.Width, f.Height = clip.Width, ceil(int64(clip.Width)*int64(h), int64(w))
	if f.Height < clip.Height {
		f.Width, f.Height = ceil(int64(clip.Height)*int64(w), int64(h)), clip.Height
	}
	f.X = clip.X - (f.Width-clip.Width)/2
	f.Y = clip.Y - (f.Height-clip.Height)/2
	f.Clip = &clip
	return f
}

func ceil(n, d int64) unit.Abs { return unit.Abs((n + d - 1) / d) }

// coverPictures sizes the cover's pictures: an emblem for the white space above
// the element that follows it, the cover picture for the height that the other
// elements leave.
func (c *composer) coverPictures(parts []coverPart, scale int64) {
	for i := range parts {
		e := &parts[i]
		if e.source == nil || e.part.Place != "above" {
			continue
		}
		most := c.th.Page.AreaHeight.Scale(scale, 3*coverScale)
		if e.part.Height > 0 {
			most = e.part.Height.Scale(scale, coverScale)
		}
		e.picture = c.coverPicture(e.source, e.part, most)
		e.height = e.picture.Height
		// It stands above the next element at the top, separated by its own gap,
		// and takes its height out of that element's gap.
		for k := i + 1; k < len(parts); k++ {
			if next := &parts[k]; next.place == "top" {
				e.place = "top"
				e.gap, next.gap = max(0, next.gap-e.height-e.gap), e.gap
				break
			}
		}
		if e.place != "top" {
			e.place = "bottom"
		}
	}
	for i := range parts {
		e := &parts[i]
		if e.source == nil || e.picture != nil {
			continue
		}
		room := c.th.Page.AreaHeight
		if slices.ContainsFunc(parts, func(o coverPart) bool { return o.place == "bottom" }) {
			room -= minCoverGap
		}
		for k := range parts {
			if o := &parts[k]; o.place != "beside" {
				room -= o.gap
				if k != i {
					room -= o.height
				}
			}
		}
		// A smaller picture would be useless: the other elements are made
		// smaller instead.
		least := c.th.Page.AreaHeight.Scale(scale, 5*coverScale)
		e.picture = c.coverPicture(e.source, e.part, max(room, least))
		e.height = e.picture.Height
	}
}

// minCoverGap is the least white space between a cover picture that fills the
// remaining height and the elements at the foot.
const minCoverGap = 10 * unit.MM

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
func appendPicture(items []frame.Item, p *frame.Picture, node *frame.Node, area *theme.Page, top unit.Abs, block int) []frame.Item {
	p.Node = figureIn(node, p)
	p.X += area.AreaLeft
	p.Y += area.AreaTop + top
	p.Block = block
	return append(items, p)
}
