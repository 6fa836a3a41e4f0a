package layout

import (
	"slices"

	"jianbao/layout/frame"
)

// Saddle returns the document with blank pages added until their number is a
// multiple of four, as sheets folded and stitched through the fold have it. The
// blanks go before the back cover if there is one, else to the end; added are
// their indices. They are no part of the body's sequence and have no number.
//
// Nothing leads to a back cover, so that no link or bookmark has to move.
func Saddle(doc *frame.Document) (stitched *frame.Document, added []int) {
	n := len(doc.Pages)
	lack := (4 - n%4) % 4
	if n == 0 || lack == 0 {
		return doc, nil
	}
	at := n
	if backCover(doc.Pages) {
		at--
	}
	out := *doc
	out.Pages = slices.Clone(doc.Pages[:at])
	for range lack {
		added = append(added, len(out.Pages))
		out.Pages = append(out.Pages, frame.Page{Width: doc.Pages[0].Width, Height: doc.Pages[0].Height, Front: true, Blank: true})
	}
	out.Pages = append(out.Pages, doc.Pages[at:]...)
	return &out, added
}

// backCover reports whether the last page is one: it is outside the body's
// sequence and comes after it.
func backCover(pages []frame.Page) bool {
	last := len(pages) - 1
	return pages[last].Front && !pages[last].Blank && slices.ContainsFunc(pages[:last], func(p frame.Page) bool { return !p.Front })
}
