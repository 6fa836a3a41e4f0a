package preflight

import (
	"jianbao/layout/frame"
)

// transparency reports pictures with transparent parts that overlap another
// picture. Print files have no transparency: white replaces the picture below
// (ISO 15930-1 6.16; PDF/X-4 files are made in the same way, so that both look
// alike).
func (c *checker) transparency() {
	for i := range c.Doc.Pages {
		var below []*frame.Picture
		for _, item := range c.Doc.Pages[i].Items {
			p, ok := item.(*frame.Picture)
			if !ok || p.Image == nil {
				continue
			}
			if p.Image.Alpha {
				for _, b := range below {
					if overlap(p, b) {
						f := Finding{Page: i, Object: p.Image.Name, Value: b.Image.Name}
						c.add(f, "preflight-alpha", p.Place, p.Image.Name, b.Image.Name, c.page(i))
						break
					}
				}
			}
			below = append(below, p)
		}
	}
}

// overlap reports whether two pictures share a part of the page.
func overlap(a, b *frame.Picture) bool {
	x, y := visibleRect(a), visibleRect(b)
	return x.X < y.X+y.Width && y.X < x.X+x.Width && x.Y < y.Y+y.Height && y.Y < x.Y+x.Height
}

// visibleRect returns the visible part of a picture's box.
func visibleRect(p *frame.Picture) frame.Rect {
	if p.Clip != nil {
		return *p.Clip
	}
	return frame.Rect{X: p.X, Y: p.Y, Width: p.Width, Height: p.Height}
}
