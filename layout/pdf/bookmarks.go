package pdf

import (
	"fmt"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
)

// writeBookmarks writes the bookmarks (ISO 32000-1 12.3.3), all open.
func (f *finisher) writeBookmarks() error {
	if !f.conf.screen || len(f.doc.Outline) == 0 {
		return nil
	}
	root := object.D("Type", object.Name("Outlines"))
	ref := f.File.Add(root)
	if _, err := f.bookmarks(f.doc.Outline, root, ref); err != nil {
		return fmt.Errorf("bookmark: %w", err)
	}
	f.Catalog.Set("Outlines", ref)
	f.Catalog.Set("PageMode", object.Name("UseOutlines"))
	return nil
}

// bookmarks writes the children of an entry and returns how many lie below it.
func (f *finisher) bookmarks(list []frame.Bookmark, parent *object.Dict, parentRef object.Ref) (int, error) {
	total := 0
	var before *object.Dict
	var beforeRef object.Ref
	for i := range list {
		dest, err := f.dest(list[i].Dest)
		if err != nil {
			return 0, err
		}
		d := object.D("Title", object.Text(list[i].Title), "Parent", parentRef, "Dest", dest)
		ref := f.File.Add(d)
		if before == nil {
			parent.Set("First", ref)
		} else {
			before.Set("Next", ref)
			d.Set("Prev", beforeRef)
		}
		n, err := f.bookmarks(list[i].Children, d, ref)
		if err != nil {
			return 0, err
		}
		total += 1 + n
		before, beforeRef = d, ref
	}
	if before != nil {
		parent.Set("Last", beforeRef)
		parent.Set("Count", object.Int(total))
	}
	return total, nil
}
