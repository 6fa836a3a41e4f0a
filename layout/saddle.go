package layout

import (
	"slices"

	"jianbao/layout/frame"
)

// Saddle returns the document with blank pages added until the number of pages
// is a multiple of four, as saddle stitching requires. The blank pages go before
// the back cover if there is one, else at the end; added holds their indices.
// They are not counted in the body's page numbers and have no label.
//
// No link or bookmark has a back cover as its target, so none has to change.
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

// backCover reports whether the last page is a back cover: one that follows the
// body and is not counted in its page numbers.
func backCover(pages []frame.Page) bool {
	last := len(pages) - 1
	return pages[last].Front && !pages[last].Blank && slices.ContainsFunc(pages[:last], func(p frame.Page) bool { return !p.Front })
}
