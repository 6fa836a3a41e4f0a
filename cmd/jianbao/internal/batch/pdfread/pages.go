package pdfread

// maxTree bounds the depth of a page tree.
const maxTree = 50

// Catalog returns the root of the document. Errors are of type *Error.
func (f *File) Catalog() (*Dict, error) {
	o, err := f.Resolve(f.Trailer.Get("Root"))
	if err != nil {
		return nil, err
	}
	d, ok := o.(*Dict)
	if !ok || d.Get("Type") != Name("Catalog") {
		return nil, &Error{Kind: Missing, What: "Catalog"}
	}
	return d, nil
}

// Pages returns the number of pages by walking their tree (7.7.3). A node with a
// wrong Count, or one that occurs twice, is an error.
func (f *File) Pages() (int, error) {
	c, err := f.Catalog()
	if err != nil {
		return 0, err
	}
	root, ok := c.Get("Pages").(Ref)
	if !ok {
		return 0, &Error{Kind: Pages}
	}
	return f.count(root, make(map[int]bool), 0)
}

func (f *File) count(at Ref, seen map[int]bool, depth int) (int, error) {
	wrong := &Error{Kind: Pages}
	if at.Number < len(f.objects) && f.objects[at.Number].kind == 1 {
		wrong.At = int(f.objects[at.Number].at)
	}
	if seen[at.Number] || depth > maxTree {
		return 0, wrong
	}
	seen[at.Number] = true
	o, err := f.Resolve(at)
	if err != nil {
		return 0, err
	}
	d, ok := o.(*Dict)
	if !ok {
		return 0, wrong
	}
	switch d.Get("Type") {
	case Name("Page"):
		return 1, nil
	case Name("Pages"):
	default:
		return 0, wrong
	}
	list, err := f.Resolve(d.Get("Kids"))
	if err != nil {
		return 0, err
	}
	kids, ok := list.(Array)
	if !ok {
		return 0, wrong
	}
	total := 0
	for _, kid := range kids {
		ref, ok := kid.(Ref)
		if !ok {
			return 0, wrong
		}
		n, err := f.count(ref, seen, depth+1)
		if err != nil {
			return 0, err
		}
		total += n
	}
	if count, err := f.Resolve(d.Get("Count")); err != nil || count != int64(total) {
		return 0, wrong
	}
	return total, nil
}
