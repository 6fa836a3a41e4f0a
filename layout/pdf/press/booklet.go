package press

import (
	"errors"
	"fmt"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Why a booklet cannot be made.
var (
	ErrBookletMarks = errors.New("a booklet has no crop marks: it is for one's own copier")
	ErrBookletPages = errors.New("the pages of a booklet are a multiple of four")
	ErrBookletSizes = errors.New("the pages of a booklet are of one size")
	ErrBookletPaper = errors.New("the paper of a booklet is too thick")
)

// Booklet is the imposition for saddle stitching on one's own copier.
type Booklet struct {
	Paper unit.Abs // thickness of a sheet, for creep
}

// booklet puts two pages on each side of a sheet in the order in which a copier
// prints them on both sides: [n,1] [2,n-1] [n-2,3] [4,n-3] … Folded into one
// another and stitched through the fold, the sheets are in reading order.
//
// Each sheet pushes those inside it outwards by its thickness, and what sticks
// out is trimmed off. So that the outer margins come out alike, both pages of
// sheet i, counted from 0 at the outside, move towards the fold by i × thickness
// (creep); what crosses the fold is cut there.
func booklet(doc *frame.Document, job *Job) ([]Sheet, error) {
	n := len(doc.Pages)
	width, height := doc.Pages[0].Width, doc.Pages[0].Height
	creep := job.Booklet.Paper
	switch {
	case job.Marks:
		return nil, ErrBookletMarks
	case n%4 != 0:
		return nil, fmt.Errorf("%w, not %d", ErrBookletPages, n)
	case creep < 0 || creep*unit.Abs(n/4) > width/4:
		return nil, fmt.Errorf("%w: %s pt, %d sheets", ErrBookletPaper, creep, n/4)
	}
	for i := range doc.Pages {
		if p := &doc.Pages[i]; p.Width != width || p.Height != height {
			return nil, fmt.Errorf("%w: page %d", ErrBookletSizes, i+1)
		}
	}
	list := make([]Sheet, n/2)
	for k := range list {
		trim := frame.Rect{X: job.Bleed, Y: job.Bleed, Width: 2 * width, Height: height}
		whole := grow(trim, job.Bleed)
		left, right := n-1-k, k
		if k%2 == 1 {
			left, right = right, left
		}
		s := Sheet{Width: whole.Width, Height: whole.Height, Trim: &trim, Bleed: &whole}
		shift := unit.Abs(k/2) * creep
		half := frame.Rect{Width: whole.Width / 2, Height: whole.Height}
		s.put(&doc.Pages[left], Place{Page: left, X: trim.X + shift, Y: trim.Y}, half)
		half.X = half.Width
		s.put(&doc.Pages[right], Place{Page: right, X: trim.X + width - shift, Y: trim.Y}, half)
		list[k] = s
	}
	return list, nil
}
