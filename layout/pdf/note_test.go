package pdf

import (
	"strconv"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// TestNotes: the mark of a note is a Reference with a link to the note, whose label
// leads back; each Note has an identifier that the structure finds (ISO 32000-1 14.7.2,
// ISO 14289-1 7.9).
func TestNotes(t *testing.T) {
	s := setter(t)
	page := pdftest.Page("1")
	p := frame.NewNode(frame.RoleP)
	root := frame.NewNode(frame.RoleDocument, frame.NewNode(frame.RoleSect, p))
	const notes = leaf + 1 // more than a node of the tree holds
	for i := range notes {
		y := unit.Abs(10+6*i) * unit.Pt
		note := root.Children[0].Add(frame.RoleNote)
		note.ID = "note-" + strconv.Itoa(i)
		call, text := s.Line("甲①乙", 60*unit.Pt, y), s.Line("①丙", 200*unit.Pt, y)
		call.Kind, call.Node, call.Links = frame.KindBody, p, []frame.Link{{From: 1, To: 2, Dest: frame.Dest{Y: y}, Role: frame.RoleReference}}
		text.Kind, text.Node, text.Links = frame.KindNote, note, []frame.Link{{From: 0, To: 1, Dest: frame.Dest{Y: y + 1}, Role: frame.RoleLbl}}
		page.Items = append(page.Items, call, text)
	}
	doc := &frame.Document{Meta: frame.Meta{Title: "注", Lang: "zh-Hans"}, Pages: []frame.Page{page}, Root: root}
	painted, err := paint(doc, Options{}, conformances[Screen][0])
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	dumpTree(&b, painted.tree, painted.tree.of(root), 0)
	reference := "   Reference\n    Link 1 +1\n"
	note := "  Note 1\n   Lbl\n    Link 1 +1\n"
	want := "Document\n Sect\n  P " + strconv.Itoa(2*notes) + "\n" + strings.Repeat(reference, notes) + strings.Repeat(note, notes)
	if got := b.String(); got != want {
		t.Errorf("got\n%.600s", got)
	}
	file, err := Bytes(doc, Options{})
	if err != nil {
		t.Fatal(err)
	}
	pdftest.VeraPDF(t, file, "ua1")
}
