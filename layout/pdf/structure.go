package pdf

import (
	"fmt"
	"slices"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// structure is the document's logical structure as it is written: its nodes with
// the marked content that the painter meets for each, and the Links and Spans
// that it puts into them.
type structure struct {
	root      *frame.Node
	elements  map[*frame.Node]*element
	last      *element // that of returned: most lines have the node of the one before
	decorated bool     // a Span has marks
}

// element is an element of the structure (ISO 32000-1 14.7.2).
type element struct {
	node  *frame.Node  // nil: a Link or a Span
	role  frame.Role   // the node's, or one of those below
	lang  string       // other than the parent's; empty: the same
	kids  []kid        // marked content, annotations, Links and Spans, in painted order
	box   *[4]unit.Abs // of a Figure: left, bottom, right, top in PDF coordinates
	link  *element     // the Link that a Figure is in as a whole; nil: none
	shift unit.Abs     // of the baseline of a script, upwards

	decoration *frame.Decoration // of a Span with marks below its text; else nil
	actual     string            // text of an RT, whose glyphs stand for none; else empty
	ref        object.Ref        // set by the finishing pass
}

// kid is an element, or marked content (mcid ≥ 0), or a link's annotation.
type kid struct {
	element *element
	page    int // index into the sheets
	mcid    int
	link    int // index into the page's links if mcid < 0
}

// Roles of what is inside a node's own text.
const (
	roleLink frame.Role = "Link"
	roleSpan frame.Role = "Span"
	roleRuby frame.Role = "Ruby" // with an RB, the base, and an RT, the reading
	roleRB   frame.Role = "RB"
	roleRT   frame.Role = "RT"
)

func newStructure(doc *frame.Document) *structure {
	return &structure{root: doc.Root, elements: map[*frame.Node]*element{}}
}

// of returns the element of a node.
func (s *structure) of(n *frame.Node) *element {
	if s.last != nil && s.last.node == n {
		return s.last
	}
	e := s.elements[n]
	if e == nil {
		e = &element{node: n, role: n.Role, lang: n.Lang}
		s.elements[n] = e
	}
	s.last = e
	return e
}

// add appends a Link or a Span to an element's content.
func (e *element) add(role frame.Role) *element {
	c := &element{role: role}
	e.kids = append(e.kids, kid{element: c})
	return c
}

// addRuby appends the elements of a base and its reading to an element's content (ISO
// 32000-1 table 338).
func (e *element) addRuby(r *frame.Ruby) rubyElement {
	ruby := e.add(roleRuby)
	of := rubyElement{ruby.add(roleRB), ruby.add(roleRT)}
	of.reading.lang, of.reading.actual = r.Lang, r.Text
	return of
}

// rubyElement is the two parts of a Ruby; nil if the file has no tags.
type rubyElement struct{ base, reading *element }

// all returns everything that an element contains: its own kids, and before and
// after them the children of its node.
func (s *structure) all(e *element) []kid {
	if e.node == nil || len(e.node.Children) == 0 {
		return e.kids
	}
	kids := make([]kid, 0, len(e.kids)+len(e.node.Children))
	for i, n := range e.node.Children {
		if i == e.node.Content {
			kids = append(kids, e.kids...)
		}
		child := s.of(n)
		if child.link != nil {
			child = child.link
		}
		kids = append(kids, kid{element: child})
	}
	if e.node.Content >= len(e.node.Children) {
		kids = append(kids, e.kids...)
	}
	return kids
}

// roleMap returns the role map (ISO 32000-1 14.7.3): the standard types of the roles in
// the tree that are not standard themselves; nil if there are none.
func (s *structure) roleMap() *object.Dict {
	var roles []frame.Role
	var walk func(*frame.Node)
	walk = func(n *frame.Node) {
		if frame.StandardRole(n.Role) != n.Role && !slices.Contains(roles, n.Role) {
			roles = append(roles, n.Role)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	if s.root != nil {
		walk(s.root)
	}
	if len(roles) == 0 {
		return nil
	}
	d := object.D()
	for _, r := range roles {
		d.Set(object.Name(r), object.Name(frame.StandardRole(r)))
	}
	return d
}

// writeTree writes the logical structure (ISO 32000-1 14.7), and the way back to
// it from marked content and links. Content of a node that is not in the
// document's tree is an error.
func (f *finisher) writeTree() error {
	if f.tree == nil {
		return nil
	}
	ref := f.File.Add(nil)
	tree := object.D("Type", object.Name("StructTreeRoot"))
	if f.tree.root != nil {
		tree.Set("K", f.writeElement(f.tree.of(f.tree.root), ref))
	}
	if roles := f.tree.roleMap(); roles != nil {
		tree.Set("RoleMap", roles)
	}

	// Keys of the parent tree: pages first, then links in page order.
	var nums numberTree
	next := 0
	for i := range f.contents {
		if len(f.contents[i].elements) == 0 {
			continue
		}
		f.File.Dict(f.Pages[i]).Set("StructParents", object.Int(next))
		parents := make(object.Array, len(f.contents[i].elements))
		for k, e := range f.contents[i].elements {
			if e.ref == 0 {
				return fmt.Errorf("page %d has content of a %s that is not in the document's structure", i+1, e.role)
			}
			parents[k] = e.ref
		}
		nums.add(next, f.File.Add(parents))
		next++
	}
	for i := range f.contents {
		for k, l := range f.contents[i].links {
			f.File.Dict(f.annots[i][k]).Set("StructParent", object.Int(next))
			nums.add(next, l.element.ref)
			next++
		}
	}
	tree.Set("ParentTree", nums.write(f.File))
	tree.Set("ParentTreeNextKey", object.Int(next))
	if len(f.ids) > 0 {
		tree.Set("IDTree", f.ids.write(f.File))
	}
	f.File.Set(ref, tree)
	f.Catalog.Set("StructTreeRoot", ref)
	info := object.D("Marked", true)
	if f.tree.decorated {
		info.Set("UserProperties", true)
	}
	f.Catalog.Set("MarkInfo", info)
	return nil
}

func (f *finisher) writeElement(e *element, parent object.Ref) object.Ref {
	e.ref = f.File.Add(nil)
	d := object.D("S", object.Name(e.role), "P", parent)
	f.tree.decorated = f.tree.decorated || e.decoration != nil
	if e.lang != "" {
		d.Set("Lang", object.Text(e.lang))
	}
	if e.node != nil && e.node.ID != "" {
		d.Set("ID", object.String(e.node.ID))
		f.ids = append(f.ids, identified{e.node.ID, e.ref})
	}
	// The page is written once where all content is on one, else with each piece.
	page := -1
	for _, k := range e.kids {
		if k.element == nil && k.mcid >= 0 && page < 0 {
			page = k.page
			d.Set("Pg", f.Pages[page])
		}
	}
	all := f.tree.all(e)
	kids := make(object.Array, 0, len(all))
	for _, k := range all {
		switch {
		case k.element != nil:
			kids = append(kids, f.writeElement(k.element, e.ref))
		case k.mcid < 0:
			o := object.D("Type", object.Name("OBJR"), "Obj", f.annots[k.page][k.link])
			if k.page != page {
				o.Set("Pg", f.Pages[k.page])
			}
			kids = append(kids, o)
		case k.page != page:
			kids = append(kids, object.D("Type", object.Name("MCR"), "Pg", f.Pages[k.page], "MCID", object.Int(k.mcid)))
		default:
			kids = append(kids, object.Int(k.mcid))
		}
	}
	if len(kids) > 0 {
		d.Set("K", oneOrMore(kids))
	}
	if e.node != nil && e.node.Alt != "" {
		d.Set("Alt", object.Text(e.node.Alt))
	}
	if e.actual != "" {
		d.Set("ActualText", object.Text(e.actual))
	}
	if a := attributes(e); len(a) > 0 {
		d.Set("A", oneOrMore(a))
	}
	f.File.Set(e.ref, d)
	return e.ref
}

// oneOrMore returns the only object of an array, or the array.
func oneOrMore(a object.Array) object.Object {
	if len(a) == 1 {
		return a[0]
	}
	return a
}

// attributes returns an element's attribute objects, one for each owner in the
// order they come (ISO 32000-1 14.7.5).
func attributes(e *element) object.Array {
	var objects object.Array
	of := func(owner string) *object.Dict {
		for _, o := range objects {
			if d := o.(*object.Dict); d.Get("O") == object.Name(owner) {
				return d
			}
		}
		d := object.D("O", object.Name(owner))
		objects = append(objects, d)
		return d
	}
	if e.box != nil {
		d := of("Layout")
		d.Set("Placement", object.Name("Block"))
		d.Set("BBox", numbers(*e.box))
	}
	if e.shift != 0 { // ISO 32000-1 table 345; TextPosition is of PDF 2.0
		of("Layout").Set("BaselineShift", number(e.shift))
	}
	if d := e.decoration; d != nil {
		if d.Line != frame.FormNone {
			of("Layout").Set("TextDecorationType", object.Name("Underline"))
		}
		var marks object.Array
		for _, f := range [...]frame.Form{d.Line, dotsOf(d)} {
			if f != frame.FormNone {
				marks = append(marks, object.D("N", object.Text("mark"), "V", object.Text(string(f))))
			}
		}
		of("UserProperties").Set("P", marks)
	}
	if e.node != nil {
		for _, a := range e.node.Attributes {
			if a.Name != "" {
				of(a.Owner).Set(object.Name(a.Key), object.Name(a.Name))
			} else {
				of(a.Owner).Set(object.Name(a.Key), object.Int(a.Number))
			}
		}
	}
	return objects
}

// dotsOf returns the form of a decoration's dots, FormNone if it has none.
func dotsOf(d *frame.Decoration) frame.Form {
	if d.Dots {
		return frame.FormDot
	}
	return frame.FormNone
}

// numberTree collects entries with ascending keys (ISO 32000-1 7.9.7).
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

// nameTree collects the elements that have identifiers (ISO 32000-1 7.9.6, 14.7.2).
type nameTree []identified

type identified struct {
	id  string
	ref object.Ref
}

// write returns the tree: one node if it is small, else two levels.
func (t nameTree) write(file *object.File) object.Ref {
	slices.SortFunc(t, func(a, b identified) int { return strings.Compare(a.id, b.id) })
	names := func(part nameTree) object.Array {
		a := make(object.Array, 0, 2*len(part))
		for _, e := range part {
			a = append(a, object.String(e.id), e.ref)
		}
		return a
	}
	if len(t) <= leaf {
		return file.Add(object.D("Names", names(t)))
	}
	var kids object.Array
	for part := range slices.Chunk(t, leaf) {
		kids = append(kids, file.Add(object.D(
			"Limits", object.Array{object.String(part[0].id), object.String(part[len(part)-1].id)},
			"Names", names(part))))
	}
	return file.Add(object.D("Kids", kids))
}

// writeLinks makes the link annotations of all pages.
func (f *finisher) writeLinks() error {
	f.annots = make([][]object.Ref, len(f.contents))
	for i := range f.contents {
		if len(f.contents[i].links) == 0 {
			continue
		}
		annots := object.Array{}
		for k := range f.contents[i].links {
			d, err := f.annotation(&f.contents[i].links[k])
			if err != nil {
				return fmt.Errorf("link on page %d: %w", i+1, err)
			}
			ref := f.File.Add(d)
			f.annots[i] = append(f.annots[i], ref)
			annots = append(annots, ref)
		}
		page := f.File.Dict(f.Pages[i])
		page.Set("Annots", annots)
		if f.tree != nil {
			page.Set("Tabs", object.Name("S"))
		}
	}
	return nil
}

// annotation is a link annotation (ISO 32000-1 12.5.6.5).
func (f *finisher) annotation(l *link) (*object.Dict, error) {
	d := object.D("Type", object.Name("Annot"), "Subtype", object.Name("Link"), "F", object.Int(4),
		"Rect", numbers(l.rect), "Border", object.Array{object.Int(0), object.Int(0), object.Int(0)})
	if l.url != "" {
		d.Set("A", object.D("S", object.Name("URI"), "URI", object.String(asciiURL(l.url))))
	} else {
		dest, err := f.dest(l.dest)
		if err != nil {
			return nil, err
		}
		d.Set("Dest", dest)
	}
	if f.tree != nil {
		d.Set("Contents", object.Text(l.text))
	}
	return d, nil
}

// dest is an explicit destination that keeps the reader's zoom.
func (f *finisher) dest(d frame.Dest) (object.Array, error) {
	if d.Page < 0 || d.Page >= len(f.where) {
		return nil, fmt.Errorf("a destination on page %d of %d", d.Page+1, len(f.where))
	}
	at := &f.where[d.Page]
	top := f.sheets[at.Sheet].Height - at.Y - d.Y
	return object.Array{f.Pages[at.Sheet], object.Name("XYZ"), nil, number(top), nil}, nil
}

// asciiURL percent-encodes what a URI may not hold (ISO 32000-1 12.6.4.8).
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
