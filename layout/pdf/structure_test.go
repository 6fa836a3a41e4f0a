package pdf

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/layout/frame"
)

// dumpTree writes the outline of the structure: roles with how many pieces of
// content they hold.
func dumpTree(b *strings.Builder, s *structure, e *element, depth int) {
	content, links := 0, 0
	for _, k := range s.all(e) {
		if k.element == nil && k.mcid >= 0 {
			content++
		} else if k.element == nil {
			links++
		}
	}
	fmt.Fprintf(b, "%s%s", strings.Repeat(" ", depth), e.role)
	if content > 0 {
		fmt.Fprintf(b, " %d", content)
	}
	if links > 0 {
		fmt.Fprintf(b, " +%d", links)
	}
	b.WriteByte('\n')
	for _, k := range s.all(e) {
		if k.element != nil {
			dumpTree(b, s, k.element, depth+1)
		}
	}
}

func TestStructure(t *testing.T) {
	doc := sample(t)
	p, err := paint(doc, Options{}, conformances[Screen][0])
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	dumpTree(&b, p.tree, p.tree.of(p.tree.root), 0)
	const want = `Document
 Sect
  P 1
 Sect
  H1 1
  TOC
   TOC
    Caption 1
    TOCI
     Reference
      Link 2 +1
    TOCI
     Reference
      Link 2 +1
 Sect
  H1 1
  Art
   H2 1
   H3 1
   P 1
   P 3
    Link 1 +1
    Span 1
   P 1
   L
    LI
     Lbl 1
     LBody 1
    LI
     Lbl 1
     LBody 1
   BlockQuote
    P 1
   P 1
  Art
   H2 1
   H3 1
   P 1
   P 3
    Link 1 +1
    Span 1
   P 1
   L
    LI
     Lbl 1
     LBody 1
    LI
     Lbl 1
     LBody 1
   BlockQuote
    P 1
   P 1
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s", got)
	}
}

// TestStrayNode: content whose node is not in the document's tree is an error.
func TestStrayNode(t *testing.T) {
	doc := sample(t)
	doc.Pages[2].Items[1].(*frame.Line).Node = frame.NewNode(frame.RoleP)
	if _, err := Bytes(doc, Options{}); err == nil || !strings.Contains(err.Error(), "page 3 has content of a P") {
		t.Errorf("%v", err)
	}
}
