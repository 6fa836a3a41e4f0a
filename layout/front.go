package layout

import (
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// front returns the pages before the body, given the refs that the links of the
// contents use: cover, contents, and the blank pages that put contents and body
// on the side that the theme asks for (RULES 6.3).
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
			pages = append(pages, c.contentsPage(toc, k, len(pages)+1, r, folio))
		}
	}
	if c.th.Start.Body == "recto" && len(pages)%2 == 1 {
		pages = append(pages, c.blank())
	}
	return pages
}

// newContentsPage makes page k of the contents, the number-th of the file, with running
// head and folio.
func (c *composer) newContentsPage(toc *contents, k, number int, r refs, folio *folioBuilder) frame.Page {
	pg := toc.page(k, number, r)
	pg.Items = append(c.header.items(number, nil), pg.Items...)
	if c.th.Contents.Numbering == "roman" {
		pg.Label = roman(k + 1)
		if c.th.Folio.Show {
			pg.Items = append(pg.Items, folio.line(pg.Label, number))
		}
	}
	return pg
}

// frontCount returns the number of pages that the front matter takes if the
// contents take the given number of pages.
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

// roman returns n ≥ 1 in lower-case Roman numerals.
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

// narrowBlock is the least width of contents and imprint, in em of their size.
// In a narrower text block they take the width between the margins.
const narrowBlock = 18

// block returns the width and the left edge of front and end matter in a size:
// those of the text block, or of the area within the margins if the block is too
// narrow.
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
