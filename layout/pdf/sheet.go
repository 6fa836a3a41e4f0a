package pdf

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// sheet is a page of the file and what stands on it. Lengths are from its top
// left corner, y downwards, as in frames.
type sheet struct {
	width, height unit.Abs    // MediaBox
	trim, bleed   *frame.Rect // TrimBox and BleedBox; nil: not written
	places        []place     // from left to right
	marks         *marks      // nil: none
}

// place is where a page of the document stands on a sheet.
type place struct {
	page int         // index into the document's pages
	x, y unit.Abs    // top left corner of the trimmed page
	clip *frame.Rect // on the sheet: what lies outside is not painted; nil: nothing does
}

// location is where a page of the document is found in the file.
type location struct {
	sheet int
	x, y  unit.Abs // top left corner of the trimmed page on the sheet
}

// sheets decides how the pages of doc become the pages of the file. On screen
// and in the archive a page is a page. For print the boxes say what is cut off
// (ISO 32000 14.11.2), and a booklet has two pages to a sheet.
func sheets(doc *frame.Document, opt Options) ([]sheet, error) {
	if opt.Profile == Print && opt.Booklet != nil {
		return booklet(doc, opt)
	}
	list := make([]sheet, len(doc.Pages))
	for i := range doc.Pages {
		if opt.Profile == Print {
			list[i] = printSheet(doc, i, opt)
		} else {
			page := &doc.Pages[i]
			list[i] = sheet{width: page.Width, height: page.Height, places: []place{{page: i}}}
		}
	}
	return list, nil
}

// printSheet is a single page with its bleed. The sheet ends where the bleed
// does, or with marks where they do.
func printSheet(doc *frame.Document, n int, opt Options) sheet {
	page := &doc.Pages[n]
	margin := opt.Bleed
	var m *marks
	if opt.Marks {
		m = newMarks(opt.Bleed)
		margin = m.margin
	}
	trim := frame.Rect{X: margin, Y: margin, Width: page.Width, Height: page.Height}
	bleed := grow(trim, opt.Bleed)
	s := sheet{width: page.Width + 2*margin, height: page.Height + 2*margin, trim: &trim, bleed: &bleed, marks: m}
	s.put(page, place{page: n, x: margin, y: margin}, bleed)
	return s
}

// put places a page that may be seen within a part of the sheet.
func (s *sheet) put(page *frame.Page, at place, within frame.Rect) {
	whole := frame.Rect{Width: s.width, Height: s.height}
	r := reach(page)
	r.X, r.Y = r.X+at.x, r.Y+at.y
	if within != whole && !contains(within, r) {
		at.clip = &within
	}
	s.places = append(s.places, at)
}

// locations tells for each of n pages where in the file it is.
func locations(list []sheet, n int) []location {
	out := make([]location, n)
	for i := range list {
		for _, at := range list[i].places {
			out[at.page] = location{sheet: i, x: at.x, y: at.y}
		}
	}
	return out
}

// grow returns r with a strip of width by added all around.
func grow(r frame.Rect, by unit.Abs) frame.Rect {
	return frame.Rect{X: r.X - by, Y: r.Y - by, Width: r.Width + 2*by, Height: r.Height + 2*by}
}

// contains tells whether r lies within outer.
func contains(outer, r frame.Rect) bool {
	return r.X >= outer.X && r.Y >= outer.Y && r.X+r.Width <= outer.X+outer.Width && r.Y+r.Height <= outer.Y+outer.Height
}

// join returns the smallest rectangle around both; one without extent does not
// count.
func join(a, b frame.Rect) frame.Rect {
	if a.Width == 0 && a.Height == 0 {
		return b
	}
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return frame.Rect{X: x, Y: y, Width: max(a.X+a.Width, b.X+b.Width) - x, Height: max(a.Y+a.Height, b.Y+b.Height) - y}
}

// reach is around all that a page paints. Of lines it is a generous guess: no
// glyph is twice as high as its size.
func reach(page *frame.Page) frame.Rect {
	var r frame.Rect
	for _, item := range page.Items {
		switch item := item.(type) {
		case *frame.Rule:
			r = join(r, frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height})
		case *frame.Picture:
			box := frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}
			if item.Clip != nil {
				box = *item.Clip
			}
			r = join(r, box)
		case *frame.Line:
			for i := range item.Glyphs {
				g := &item.Glyphs[i]
				r = join(r, frame.Rect{X: item.X + g.X, Y: item.Y - g.DY - g.Size, Width: g.Advance, Height: 2 * g.Size})
			}
		}
	}
	return r
}

// paintSheet puts the painted pages of a sheet and its marks together.
func (p *painter) paintSheet(n int, contents []string) string {
	s := &p.plan.sheets[n]
	if len(s.places) == 1 && s.marks == nil {
		if at := &s.places[0]; at.clip == nil && at.x == 0 && at.y == 0 && s.height == p.plan.doc.Pages[at.page].Height {
			return contents[at.page]
		}
	}
	p.buf = p.buf[:0]
	for i := range s.places {
		at := &s.places[i]
		p.buf = append(p.buf, "q\n"...)
		if c := at.clip; c != nil {
			for _, v := range [...]unit.Abs{c.X, s.height - c.Y - c.Height, c.Width, c.Height} {
				p.buf = append(v.Append(p.buf), ' ')
			}
			p.buf = append(p.buf, "re W n\n"...)
		}
		// Pages keep their own coordinates: they are painted alike in all profiles.
		p.buf = append(p.buf, "1 0 0 1 "...)
		p.buf = append(at.x.Append(p.buf), ' ')
		p.buf = (s.height - at.y - p.plan.doc.Pages[at.page].Height).Append(p.buf)
		p.buf = append(p.buf, " cm\n"...)
		p.buf = append(p.buf, contents[at.page]...)
		p.buf = append(p.buf, "Q\n"...)
	}
	if s.marks != nil {
		p.paintMarks(n)
	}
	return string(p.buf)
}

// onSheet moves a rectangle (left, bottom, right, top) from the coordinates of
// the page's content to those of its sheet.
func (p *painter) onSheet(r [4]unit.Abs) [4]unit.Abs {
	at := &p.plan.where[p.number]
	up := p.plan.sheets[at.sheet].height - at.y - p.height
	return [4]unit.Abs{r[0] + at.x, r[1] + up, r[2] + at.x, r[3] + up}
}

// sheetLabels are the labels of the file's pages, those of a booklet naming
// both pages of a sheet.
func (p *plan) sheetLabels() []string {
	pages := pageLabels(p.doc.Pages)
	labels := make([]string, len(p.sheets))
	for i := range p.sheets {
		for k, at := range p.sheets[i].places {
			if k > 0 {
				labels[i] += " + "
			}
			labels[i] += pages[at.page]
		}
	}
	return labels
}
