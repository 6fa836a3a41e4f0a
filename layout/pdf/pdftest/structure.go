package pdftest

import (
	"strings"
	"testing"

	"jianbao/layout/frame"
)

// Structure gives a document that has none the plainest structure, and returns
// it: each paragraph is a P of the Document, each picture a Figure. Folios,
// running heads and leaders stay artifacts.
func Structure(doc *frame.Document) *frame.Document {
	doc.Root = frame.NewNode(frame.RoleDocument)
	var paragraph *frame.Node
	for i := range doc.Pages {
		for _, item := range doc.Pages[i].Items {
			switch item := item.(type) {
			case *frame.Line:
				switch item.Kind {
				case frame.KindFolio, frame.KindHeader, frame.KindLeader:
					continue
				}
				if paragraph == nil || item.First {
					paragraph = doc.Root.Add(frame.RoleP)
				}
				item.Node = paragraph
			case *frame.Picture:
				if !item.Decorative {
					item.Node = doc.Root.Add(frame.RoleFigure)
					item.Node.Alt = item.Alt
				}
			}
		}
	}
	return doc
}

// Element is an element of a file's logical structure as a reader finds it.
type Element struct {
	Role string
	Kids []Element
	Text string // of its own content, blanks left out
	At   int    // how many of Kids stand before that
}

// Elements returns the logical structure of a file as Poppler finds it. The test
// is skipped, by name, if it is not installed.
func Elements(t testing.TB, file []byte) Element {
	t.Helper()
	need(t, "pdfinfo")
	var root Element
	open := []*Element{&root} // by depth
	for line := range strings.Lines(run(t, nil, "pdfinfo", "-struct-text", save(t, file))) {
		text := strings.TrimLeft(line, " ")
		depth := (len(line) - len(text)) / 2
		switch text = strings.TrimRight(text, "\n"); {
		case text == "" || text[0] == '/' || strings.HasPrefix(text, "Object "):
			continue // attributes and annotations
		case depth >= len(open):
			t.Fatalf("%q is deeper than what it stands in", line)
		}
		in := open[depth]
		if text[0] == '"' {
			if in.Text == "" {
				in.At = len(in.Kids)
			}
			in.Text += strings.Join(strings.Fields(strings.Trim(text, `"`)), "")
			continue
		}
		role, _, _ := strings.Cut(strings.TrimSuffix(text, ":"), " ")
		in.Kids = append(in.Kids, Element{Role: role})
		open = append(open[:depth+1], &in.Kids[len(in.Kids)-1])
	}
	if len(root.Kids) != 1 {
		t.Fatalf("%d elements below the root of the structure", len(root.Kids))
	}
	return root.Kids[0]
}
