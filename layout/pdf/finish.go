package pdf

import (
	"errors"
	"fmt"

	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// finisher completes the file that fpdf wrote.
type finisher struct {
	*plan
	opt     Options
	file    *object.File
	catalog *object.Dict
	refs    []object.Ref // of the pages
	fontRef []object.Ref
	treeRef object.Ref
	annots  [][]object.Ref // by page, as pagePlan.links
}

// finish returns the finished file.
func finish(p *plan, opt Options) ([]byte, error) {
	file, err := object.Parse(p.raw)
	if err != nil {
		return nil, fmt.Errorf("read back: %w", err)
	}
	f := &finisher{plan: p, opt: opt, file: file}
	f.catalog = file.Dict(file.Trailer.Get("Root"))
	if f.catalog == nil {
		return nil, errors.New("read back: no catalog")
	}
	f.catalog.Delete("Names", "PageMode", "OpenAction", "Outlines")
	steps := []func() error{f.findPages, f.writeFonts, f.completePages, f.writeOutline}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	f.writeTree()
	f.writeLabels()
	f.writeMeta()
	return file.Write(object.Form{Version: "1.7", Compact: true, Level: opt.level, Workers: opt.Workers})
}

// findPages reads the flat page tree that fpdf writes.
func (f *finisher) findPages() error {
	pages := f.file.Dict(f.catalog.Get("Pages"))
	if pages == nil {
		return errors.New("read back: no page tree")
	}
	kids, _ := f.file.Resolve(pages.Get("Kids")).(object.Array)
	if len(kids) != len(f.pages) {
		return fmt.Errorf("read back: %d pages of %d", len(kids), len(f.pages))
	}
	for _, kid := range kids {
		ref, ok := kid.(object.Ref)
		if !ok || f.file.Dict(ref) == nil {
			return errors.New("read back: a page is missing")
		}
		f.refs = append(f.refs, ref)
	}
	pages.Delete("MediaBox")
	f.balancePages(pages)
	return nil
}

// fanout is how many kids a node of the page tree has: a reader that wants one
// page of thousands looks at few.
const fanout = 32

// balancePages turns the flat page tree into a balanced one (ISO 32000 7.7.3).
func (f *finisher) balancePages(root *object.Dict) {
	rootRef := f.catalog.Get("Pages").(object.Ref)
	type node struct {
		ref   object.Ref
		dict  *object.Dict
		count int
	}
	level := make([]node, len(f.refs))
	for i, ref := range f.refs {
		level[i] = node{ref, f.file.Dict(ref), 1}
	}
	for len(level) > fanout {
		var up []node
		for len(level) > 0 {
			n := min(fanout, len(level))
			d := object.D("Type", object.Name("Pages"))
			ref := f.file.Add(d)
			count, kids := 0, object.Array{}
			for _, kid := range level[:n] {
				kid.dict.Set("Parent", ref)
				kids = append(kids, kid.ref)
				count += kid.count
			}
			d.Set("Kids", kids)
			d.Set("Count", object.Int(count))
			up = append(up, node{ref, d, count})
			level = level[n:]
		}
		level = up
	}
	kids := object.Array{}
	for _, kid := range level {
		kid.dict.Set("Parent", rootRef)
		kids = append(kids, kid.ref)
	}
	root.Set("Kids", kids)
}

// completePages gives each page its exact box, its fonts, its links and its
// place in the structure.
func (f *finisher) completePages() error {
	f.annots = make([][]object.Ref, len(f.pages))
	for i, ref := range f.refs {
		page, plan := f.file.Dict(ref), &f.pages[i]
		src := &f.doc.Pages[i]
		page.Delete("Group", "Annots", "TrimBox", "BleedBox", "CropBox", "ArtBox")
		page.Set("MediaBox", object.Array{object.Int(0), object.Int(0), number(src.Width), number(src.Height)})
		fonts := object.D()
		for _, n := range plan.fonts {
			fonts.Set(object.Name(fmt.Sprintf("F%d", n)), f.fontRef[n])
		}
		resources := object.D()
		if fonts.Len() > 0 {
			resources.Set("Font", fonts)
		}
		page.Set("Resources", resources)
		if err := f.writeLinks(i, page); err != nil {
			return err
		}
	}
	return nil
}

// number is a length in points as a PDF number.
func number(a unit.Abs) object.Object {
	if a%unit.Pt == 0 {
		return object.Int(a / unit.Pt)
	}
	return object.Real(a.String())
}
