package preflight

import (
	"jianbao/layout/frame"
)

// grounds looks for pictures that let what lies under them show through, where
// something does: print files have no transparency, so that white takes the
// place of the picture below (ISO 15930-1 6.16; the same is done for X-4, so that
// both look alike).
func (c *checker) grounds() {
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
	x, y := shown(a), shown(b)
	return x.X < y.X+y.Width && y.X < x.X+x.Width && x.Y < y.Y+y.Height && y.Y < x.Y+x.Height
}

// shown is the box of a picture, or what of it can be seen.
func shown(p *frame.Picture) frame.Rect {
	if p.Clip != nil {
		return *p.Clip
	}
	return frame.Rect{X: p.X, Y: p.Y, Width: p.Width, Height: p.Height}
}
