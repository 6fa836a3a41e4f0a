package pdf

import (
	"fmt"
	"slices"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
)

// writeTree writes the logical structure (ISO 32000 14.7) as the painter built
// it, and the way back to it from marked content and links.
func (f *finisher) writeTree() {
	if f.tree == nil {
		return
	}
	f.treeRef = f.file.Add(nil)
	root := f.writeElement(f.tree.root, f.treeRef)
	tree := object.D("Type", object.Name("StructTreeRoot"), "K", root)

	// Keys of the parent tree: pages first, then links in page order.
	var nums numberTree
	next := 0
	for i := range f.pages {
		if len(f.pages[i].elements) == 0 {
			continue
		}
		f.file.Dict(f.refs[i]).Set("StructParents", object.Int(next))
		parents := make(object.Array, len(f.pages[i].elements))
		for k, e := range f.pages[i].elements {
			parents[k] = e.ref
		}
		nums.add(next, f.file.Add(parents))
		next++
	}
	for i := range f.pages {
		for k, l := range f.pages[i].links {
			f.file.Dict(f.annots[i][k]).Set("StructParent", object.Int(next))
			nums.add(next, l.element.ref)
			next++
		}
	}
	tree.Set("ParentTree", nums.write(f.file))
	tree.Set("ParentTreeNextKey", object.Int(next))
	f.file.Set(f.treeRef, tree)
	f.catalog.Set("StructTreeRoot", f.treeRef)
	f.catalog.Set("MarkInfo", object.D("Marked", true))
}

func (f *finisher) writeElement(e *element, parent object.Ref) object.Ref {
	e.ref = f.file.Add(nil)
	d := object.D("S", object.Name(e.tag), "P", parent)
	if e.lang != "" {
		d.Set("Lang", object.Text(e.lang))
	}
	// The page is said once where all content is on one, else with each piece.
	page := -1
	for _, k := range e.kids {
		if k.element == nil && k.mcid >= 0 && page < 0 {
			page = k.page
			d.Set("Pg", f.refs[page])
		}
	}
	kids := make(object.Array, 0, len(e.kids))
	for _, k := range e.kids {
		switch {
		case k.element != nil:
			kids = append(kids, f.writeElement(k.element, e.ref))
		case k.mcid < 0:
			o := object.D("Type", object.Name("OBJR"), "Obj", f.annots[k.page][k.link])
			if k.page != page {
				o.Set("Pg", f.refs[k.page])
			}
			kids = append(kids, o)
		case k.page != page:
			kids = append(kids, object.D("Type", object.Name("MCR"), "Pg", f.refs[k.page], "MCID", object.Int(k.mcid)))
		default:
			kids = append(kids, object.Int(k.mcid))
		}
	}
	switch len(kids) {
	case 0:
	case 1:
		d.Set("K", kids[0])
	default:
		d.Set("K", kids)
	}
	if e.alt != "" {
		d.Set("Alt", object.Text(e.alt))
	}
	if e.box != nil {
		d.Set("A", object.D("O", object.Name("Layout"), "Placement", object.Name("Block"),
			"BBox", object.Array{number(e.box[0]), number(e.box[1]), number(e.box[2]), number(e.box[3])}))
	}
	f.file.Set(e.ref, d)
	return e.ref
}

// numberTree collects entries with ascending keys (ISO 32000 7.9.7).
type numberTree struct {
	keys   []int
	values []object.Object
}

func (t *numberTree) add(key int, value object.Object) {
	t.keys = append(t.keys, key)
	t.values = append(t.values, value)
}

// leaf is how many entries a leaf of a number tree holds.
const leaf = 64

// write returns the tree: one node if it is small, else two levels.
func (t *numberTree) write(file *object.File) object.Ref {
	nums := func(from, to int) object.Array {
		a := make(object.Array, 0, 2*(to-from))
		for i := from; i < to; i++ {
			a = append(a, object.Int(t.keys[i]), t.values[i])
		}
		return a
	}
	n := len(t.keys)
	if n <= leaf {
		return file.Add(object.D("Nums", nums(0, n)))
	}
	var kids object.Array
	for from := 0; from < n; from += leaf {
		to := min(n, from+leaf)
		kids = append(kids, file.Add(object.D(
			"Limits", object.Array{object.Int(t.keys[from]), object.Int(t.keys[to-1])},
			"Nums", nums(from, to))))
	}
	return file.Add(object.D("Kids", kids))
}

// writeLinks makes the link annotations of a page (ISO 32000 12.5.6.5).
func (f *finisher) writeLinks(n int, page *object.Dict) error {
	var annots object.Array
	for _, l := range f.pages[n].links {
		d := object.D("Type", object.Name("Annot"), "Subtype", object.Name("Link"), "F", object.Int(4),
			"Rect", object.Array{number(l.rect[0]), number(l.rect[1]), number(l.rect[2]), number(l.rect[3])},
			"Border", object.Array{object.Int(0), object.Int(0), object.Int(0)})
		if l.url != "" {
			d.Set("A", object.D("S", object.Name("URI"), "URI", object.String(asciiURL(l.url))))
		} else {
			dest, err := f.dest(l.dest)
			if err != nil {
				return fmt.Errorf("link on page %d: %w", n+1, err)
			}
			d.Set("Dest", dest)
		}
		if f.tree != nil {
			d.Set("Contents", object.Text(l.text))
		}
		ref := f.file.Add(d)
		f.annots[n] = append(f.annots[n], ref)
		annots = append(annots, ref)
	}
	if annots != nil {
		page.Set("Annots", annots)
		if f.tree != nil {
			page.Set("Tabs", object.Name("S"))
		}
	}
	return nil
}

// dest is an explicit destination that keeps the reader's zoom.
func (f *finisher) dest(d frame.Dest) (object.Array, error) {
	if d.Page < 0 || d.Page >= len(f.where) {
		return nil, fmt.Errorf("a destination on page %d of %d", d.Page+1, len(f.where))
	}
	at := &f.where[d.Page]
	top := f.sheets[at.sheet].height - at.y - d.Y
	return object.Array{f.refs[at.sheet], object.Name("XYZ"), nil, number(top), nil}, nil
}

// asciiURL percent-encodes what a URI may not hold (ISO 32000 12.6.4.8).
func asciiURL(url string) string {
	const digits = "0123456789ABCDEF"
	plain := func(c byte) bool { return c > ' ' && c < 0x7f && !slices.Contains([]byte(`"<>\^{|}`+"`"), c) }
	b := make([]byte, 0, len(url))
	for i := 0; i < len(url); i++ {
		if c := url[i]; plain(c) {
			b = append(b, c)
		} else {
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(b)
}
