// Package press decides how the pages of a document become the sheets of a file: their
// boxes, the imposition of a booklet, printer's marks and the slug line. It paints
// marks, and neither pages nor text.
package press

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Sheet is a page of the file and what stands on it. Lengths are from its top left
// corner, y downwards, as in frames.
type Sheet struct {
	Width, Height unit.Abs    // MediaBox
	Trim, Bleed   *frame.Rect // TrimBox and BleedBox; nil: not written
	Places        []Place     // from left to right
	Marks         *Marks      // nil: none
}

// Place is where a page of the document stands on a sheet.
type Place struct {
	Page int         // index into the document's pages
	X, Y unit.Abs    // top left corner of the trimmed page
	Clip *frame.Rect // on the sheet: what lies outside is not painted; nil: nothing does
}

// Location is where a page of the document is found in the file.
type Location struct {
	Sheet int      // index of the sheet
	X, Y  unit.Abs // top left corner of the trimmed page on it
}

// Job is how a document is printed.
type Job struct {
	Bleed   unit.Abs // around the trimmed page
	Marks   bool     // crop and registration marks, and a slug line
	Booklet *Booklet // two pages on a sheet in printer's order; nil: single pages
}

// Sheets decides how the pages of doc become the pages of the file. Without a job, on
// screen and in the archive, a page is a page. For print the boxes mark what is cut off
// (ISO 32000-1 14.11.2), and a booklet has two pages to a sheet.
func Sheets(doc *frame.Document, job *Job) ([]Sheet, error) {
	if job != nil && job.Booklet != nil {
		return booklet(doc, job)
	}
	list := make([]Sheet, len(doc.Pages))
	for i := range doc.Pages {
		page := &doc.Pages[i]
		if job != nil {
			list[i] = printSheet(page, i, job)
		} else {
			list[i] = Sheet{Width: page.Width, Height: page.Height, Places: []Place{{Page: i}}}
		}
	}
	return list, nil
}

// printSheet is a single page with its bleed. The sheet ends where the bleed
// does, or with marks where they do.
func printSheet(page *frame.Page, n int, job *Job) Sheet {
	margin := job.Bleed
	var m *Marks
	if job.Marks {
		m = newMarks(job.Bleed)
		margin = m.margin
	}
	trim := frame.Rect{X: margin, Y: margin, Width: page.Width, Height: page.Height}
	bleed := grow(trim, job.Bleed)
	s := Sheet{Width: page.Width + 2*margin, Height: page.Height + 2*margin, Trim: &trim, Bleed: &bleed, Marks: m}
	s.put(page, Place{Page: n, X: margin, Y: margin}, bleed)
	return s
}

// put places a page that may be seen within a part of the sheet.
func (s *Sheet) put(page *frame.Page, at Place, within frame.Rect) {
	whole := frame.Rect{Width: s.Width, Height: s.Height}
	r := reach(page)
	r.X, r.Y = r.X+at.X, r.Y+at.Y
	if within != whole && !contains(within, r) {
		at.Clip = &within
	}
	s.Places = append(s.Places, at)
}

// Locations returns for each of n pages where in the file it is.
func Locations(list []Sheet, n int) []Location {
	out := make([]Location, n)
	for i := range list {
		for _, at := range list[i].Places {
			out[at.Page] = Location{Sheet: i, X: at.X, Y: at.Y}
		}
	}
	return out
}

// grow returns r with a strip of width by added all around.
func grow(r frame.Rect, by unit.Abs) frame.Rect {
	return frame.Rect{X: r.X - by, Y: r.Y - by, Width: r.Width + 2*by, Height: r.Height + 2*by}
}

// contains reports whether r lies within outer.
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
		case *frame.Tint:
			r = join(r, frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height})
		case *frame.Picture:
			box := frame.Rect{X: item.X, Y: item.Y, Width: item.Width, Height: item.Height}
			if item.Clip != nil {
				box = *item.Clip
			}
			r = join(r, box)
		case *frame.Line:
			for g := range item.AllGlyphs() {
				if item.Turned {
					r = join(r, frame.Rect{X: item.X - g.DY - g.Size, Y: item.Y - g.X - g.Advance, Width: 2 * g.Size, Height: g.Advance})
					continue
				}
				r = join(r, frame.Rect{X: item.X + g.X, Y: item.Y - g.DY - g.Size, Width: g.Advance, Height: 2 * g.Size})
			}
		}
	}
	return r
}

// Bare reports whether a sheet is one page and nothing else, so that the page's content
// is the sheet's.
func (s *Sheet) Bare(page *frame.Page) bool {
	if len(s.Places) != 1 || s.Marks != nil {
		return false
	}
	at := &s.Places[0]
	return at.Clip == nil && at.X == 0 && at.Y == 0 && s.Height == page.Height
}

// AppendPlace appends the content of a page at its place. Pages keep their own
// coordinates: they are painted alike in all profiles.
func (s *Sheet) AppendPlace(b []byte, at *Place, page *frame.Page, content string) []byte {
	b = append(b, "q\n"...)
	if c := at.Clip; c != nil {
		for _, v := range [...]unit.Abs{c.X, s.Height - c.Y - c.Height, c.Width, c.Height} {
			b = append(v.Append(b), ' ')
		}
		b = append(b, "re W n\n"...)
	}
	b = append(b, "1 0 0 1 "...)
	b = append(at.X.Append(b), ' ')
	b = (s.Height - at.Y - page.Height).Append(b)
	b = append(b, " cm\n"...)
	b = append(b, content...)
	return append(b, "Q\n"...)
}

// Up returns how far the bottom left corner of a page lies above that of its sheet.
func (s *Sheet) Up(at Location, page *frame.Page) unit.Abs { return s.Height - at.Y - page.Height }

// Box returns a part of a sheet as left, bottom, right, top, from its bottom left
// corner.
func (s *Sheet) Box(r frame.Rect) [4]unit.Abs {
	bottom := s.Height - r.Y - r.Height
	return [4]unit.Abs{r.X, bottom, r.X + r.Width, bottom + r.Height}
}
