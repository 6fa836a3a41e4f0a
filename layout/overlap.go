package layout

import (
	"cmp"
	"slices"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/page"
	"jianbao/layout/unit"
)

// box is the rectangle of an item of a page.
type box struct {
	frame.Rect
	item frame.Item
}

// name returns what a message calls the item: a line's text, a picture's file, or
// a rule.
func (b *box) name() any {
	switch it := b.item.(type) {
	case *frame.Line:
		return it.Text
	case *frame.Picture:
		return it.Name()
	}
	return diag.Term{ZH: "线", EN: "a rule"}
}

// at returns the place of the item in the source.
func (b *box) at() diag.Span {
	switch it := b.item.(type) {
	case *frame.Line:
		return it.Place
	case *frame.Picture:
		return it.Place
	}
	return diag.Span{}
}

func (b *box) rule() bool {
	_, is := b.item.(*frame.Rule)
	return is
}

// inspectBoxes reports the first two items of a page that overlap, and the first
// that leaves the page (RULES 5.5). Number is the page's in the file, from 1. A
// picture that covers the whole page lies beneath everything; rules may cross.
func inspectBoxes(pg *frame.Page, number int, log *diag.List) {
	boxes := pageBoxes(pg)
	for i := range boxes {
		if b := &boxes[i]; b.X < 0 || b.Y < 0 || b.X+b.Width > pg.Width || b.Y+b.Height > pg.Height {
			log.Add("beyond-page", b.at(), number, b.name())
			break
		}
	}
	slices.SortStableFunc(boxes, func(a, b box) int { return cmp.Compare(a.Y, b.Y) })
	for i := range boxes {
		a := &boxes[i]
		for k := i + 1; k < len(boxes) && boxes[k].Y < a.Y+a.Height; k++ {
			if b := &boxes[k]; overlap(a.Rect, b.Rect) && !(a.rule() && b.rule()) {
				log.Add("boxes-overlap", cmp.Or(b.at(), a.at()), number, a.name(), b.name())
				return
			}
		}
	}
}

// inkMargin is the part of the em box of Han at its top and at its foot in which
// there is no ink.
const inkMargin = 16

// pageBoxes returns the boxes of a page's items. Those of lines are a little less
// high than the em boxes, which may overlap by as much without touching.
func pageBoxes(pg *frame.Page) []box {
	boxes := make([]box, 0, len(pg.Items))
	for _, item := range pg.Items {
		switch it := item.(type) {
		case *frame.Line:
			r := lineBox(it)
			if free := it.Size / inkMargin; it.Turned {
				r.X, r.Width = r.X+free, r.Width-2*free
			} else {
				r.Y, r.Height = r.Y+free, r.Height-2*free
			}
			boxes = append(boxes, box{r, item})
		case *frame.Picture:
			if it.Clip == nil {
				boxes = append(boxes, box{frame.Rect{X: it.X, Y: it.Y, Width: it.Width, Height: it.Height}, item})
			}
		case *frame.Rule:
			boxes = append(boxes, box{frame.Rect{X: it.X, Y: it.Y, Width: it.Width, Height: it.Height}, item})
		}
	}
	return boxes
}

// lineBox returns the rectangle of a line's em boxes.
func lineBox(l *frame.Line) frame.Rect {
	if l.Turned {
		return frame.Rect{X: l.X - page.Ascent(l.Size), Y: l.Y - l.Width, Width: l.Size, Height: l.Width}
	}
	return frame.Rect{X: l.X, Y: l.Y - page.Ascent(l.Size), Width: l.Width, Height: l.Size}
}

// overlap reports whether two rectangles have a point inside both. Rounding may
// have moved their edges by a unit.
func overlap(a, b frame.Rect) bool {
	const e unit.Abs = 2
	return a.X+e < b.X+b.Width && b.X+e < a.X+a.Width && a.Y+e < b.Y+b.Height && b.Y+e < a.Y+a.Height
}
