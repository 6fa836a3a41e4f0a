package edition

import (
	"slices"

	"jianbao/content/diag"
	"jianbao/layout/frame"
)

// memoPlaces keeps pages with the places of their lines in the manifest. Stages before
// have places in parts of it, which do not move when something else in it changes.
type memoPlaces []placedPage

// placedPage is a page as it was composed, and with places in the manifest.
type placedPage struct {
	composed, placed []frame.Item
	parts            []placedPart // that lines and pictures of the page are from
}

// placedPart is a part of the manifest where it was.
type placedPart struct {
	*diag.Source
	at diag.Span
}

// holds reports whether a composed page has the same items in the same memory, and the
// parts are where they were.
func (p *placedPage) holds(items []frame.Item, parts diag.Parts) bool {
	return len(items) > 0 && len(items) == len(p.composed) && &items[0] == &p.composed[0] &&
		!slices.ContainsFunc(p.parts, func(part placedPart) bool { return parts[part.Source] != part.at })
}

// place gives the lines and pictures of a document that are from parts of the manifest their
// places in the manifest. Pages that do not change are those of the last document.
func (m *memoPlaces) place(doc *frame.Document, parts diag.Parts) {
	pages := make(memoPlaces, len(doc.Pages))
	for i := range doc.Pages {
		items := &doc.Pages[i].Items
		if i < len(*m) && (*m)[i].holds(*items, parts) {
			pages[i] = (*m)[i]
		} else {
			pages[i] = newPlacedPage(*items, parts)
		}
		*items = pages[i].placed
	}
	*m = pages
}

func newPlacedPage(items []frame.Item, parts diag.Parts) placedPage {
	p := placedPage{composed: items, placed: items}
	for i, item := range items {
		switch item := item.(type) {
		case *frame.Line:
			if p.from(item.Place.Source, parts) {
				moved := *item
				moved.Place = parts.Span(item.Place)
				moved.Origins = slices.Clone(item.Origins)
				for k, at := range moved.Origins {
					if at >= 0 {
						moved.Origins[k] += int32(moved.Place.Start - item.Place.Start)
					}
				}
				p.put(i, &moved)
			}
		case *frame.Picture:
			if p.from(item.Place.Source, parts) {
				moved := *item
				moved.Place = parts.Span(item.Place)
				p.put(i, &moved)
			}
		}
	}
	return p
}

// from reports whether a source is a part of the manifest, which is noted.
func (p *placedPage) from(s *diag.Source, parts diag.Parts) bool {
	at, part := parts[s]
	if part && !slices.ContainsFunc(p.parts, func(known placedPart) bool { return known.Source == s }) {
		p.parts = append(p.parts, placedPart{s, at})
	}
	return part
}

// put puts an item in place of another one.
func (p *placedPage) put(i int, item frame.Item) {
	if &p.placed[0] == &p.composed[0] {
		p.placed = slices.Clone(p.composed)
	}
	p.placed[i] = item
}
