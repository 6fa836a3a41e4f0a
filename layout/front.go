package layout

import (
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// front returns the pages before the body, given what the contents know of the
// document: cover, contents, and the blanks that bring contents and body to
// the side where the theme wants them (RULES 6.3).
func (c *composer) front(cover *frame.Page, toc *contents, r refs) []frame.Page {
	var pages []frame.Page
	if cover != nil {
		pages = append(pages, *cover)
	}
	if toc != nil {
		if c.th.Contents.Start == "recto" && len(pages)%2 == 1 {
			pages = append(pages, c.blank())
		}
		folio := c.newFolio()
		for k := range toc.pages {
			number := len(pages) + 1
			pg := toc.page(k, number, r)
			if c.th.Contents.Numbering == "roman" {
				pg.Label = roman(k + 1)
				if c.th.Folio.Show {
					pg.Items = append(pg.Items, folio.line(pg.Label, number))
				}
			}
			pages = append(pages, pg)
		}
	}
	if c.th.Start.Body == "recto" && len(pages)%2 == 1 {
		pages = append(pages, c.blank())
	}
	return pages
}

// frontCount guesses how many pages the front matter takes with so many pages
// of contents.
func (c *composer) frontCount(cover *frame.Page, contents int) int {
	n := 0
	if cover != nil {
		n++
	}
	if c.issue.Contents.Show {
		if c.th.Contents.Start == "recto" {
			n += n % 2
		}
		n += contents
	}
	if c.th.Start.Body == "recto" {
		n += n % 2
	}
	return n
}

// roman writes a number from 1 on in small roman numerals.
func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}

// narrowBlock is how many characters of its size contents and imprint need at
// least; in a narrower text block they take the width between the margins.
const narrowBlock = 18

// block returns where front and end matter of a size is set: the text block or
// what the margins leave.
func (c *composer) block(size unit.Abs) (width unit.Abs, left func(number int) unit.Abs) {
	p := &c.th.Page
	if p.BlockWidth >= narrowBlock*size || p.BlockWidth >= p.AreaWidth {
		return p.BlockWidth, p.Left
	}
	return p.AreaWidth, func(number int) unit.Abs {
		if p.Mirror && number%2 == 0 {
			return p.Width - p.AreaLeft - p.AreaWidth
		}
		return p.AreaLeft
	}
}
