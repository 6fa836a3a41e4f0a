package shell

import (
	"fmt"
	"testing"

	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// TestNew: pages come back in order, with the content they were given, and
// nothing of fpdf's own.
func TestNew(t *testing.T) {
	for _, n := range []int{1, 2, fanout, fanout + 1, 3*fanout + 5} {
		pages := make([]Page, n)
		for i := range pages {
			pages[i] = Page{Width: unit.Abs(500+i%3) * unit.Pt, Height: 800 * unit.Pt, Content: fmt.Sprintf("%% %d\n0 0 m\n", i)}
		}
		s, err := New(pages)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Pages) != n {
			t.Fatalf("%d pages, want %d", len(s.Pages), n)
		}
		if count := checkTree(t, s.File, s.Catalog.Get("Pages").(object.Ref), 0, fanout); count != n {
			t.Errorf("%d pages in the tree, want %d", count, n)
		}
		for i, ref := range s.Pages {
			page := s.File.Dict(ref)
			stream, ok := s.File.Resolve(page.Get("Contents")).(*object.Stream)
			if !ok || string(stream.Data) != pages[i].Content {
				t.Fatalf("page %d: content %q, want %q", i, stream.Data, pages[i].Content)
			}
			for _, key := range []object.Name{"Group", "Annots", "TrimBox", "CropBox"} {
				if page.Get(key) != nil {
					t.Errorf("page %d keeps fpdf's %s", i, key)
				}
			}
		}
	}
	if _, err := New(nil); err == nil {
		t.Error("a file without pages")
	}
}

// TestBalance: every node counts the pages below it and points at its parent,
// at any height of the tree.
func TestBalance(t *testing.T) {
	for _, most := range []int{2, 3} {
		for n := 1; n <= 40; n++ {
			file := object.New()
			root := file.Add(object.D("Type", object.Name("Pages"), "Count", object.Int(n)))
			pages := make([]object.Ref, n)
			for i := range pages {
				pages[i] = file.Add(object.D("Type", object.Name("Page"), "Number", object.Int(i)))
			}
			balance(file, root, pages, most)
			checkTree(t, file, root, 0, most)
			if got := leaves(file, root); len(got) != n {
				t.Errorf("%d leaves of %d", len(got), n)
			} else {
				for i, ref := range got {
					if ref != pages[i] {
						t.Errorf("fan-out %d, %d pages: page %d is object %d, want %d", most, n, i, ref, pages[i])
					}
				}
			}
		}
	}
}

// checkTree checks a node and those below it, and returns the number of pages.
func checkTree(t *testing.T, file *object.File, ref, parent object.Ref, most int) int {
	t.Helper()
	d := file.Dict(ref)
	if parent != 0 && d.Get("Parent") != parent {
		t.Errorf("node %d has the parent %v, want %d", ref, d.Get("Parent"), parent)
	}
	if d.Get("Type") == object.Name("Page") {
		return 1
	}
	kids := d.Get("Kids").(object.Array)
	if len(kids) == 0 || len(kids) > most {
		t.Errorf("node %d has %d kids", ref, len(kids))
	}
	pages := 0
	for _, kid := range kids {
		pages += checkTree(t, file, kid.(object.Ref), ref, most)
	}
	if d.Get("Count") != object.Int(pages) {
		t.Errorf("node %d counts %v pages and has %d", ref, d.Get("Count"), pages)
	}
	return pages
}

// leaves returns the pages below a node, in order.
func leaves(file *object.File, ref object.Ref) []object.Ref {
	d := file.Dict(ref)
	if d.Get("Type") == object.Name("Page") {
		return []object.Ref{ref}
	}
	var out []object.Ref
	for _, kid := range d.Get("Kids").(object.Array) {
		out = append(out, leaves(file, kid.(object.Ref))...)
	}
	return out
}
