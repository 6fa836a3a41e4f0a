package docx

import (
	_ "embed"
	"strings"
	"testing"
)

// wordElements are the names of the elements of WordprocessingML (ECMA-376 part 1,
// annex A.1, and part 4).
//
//go:embed testdata/elements.txt
var wordElements string

// TestElements: whatever element of WordprocessingML stands in the body, in a paragraph
// or in a run, the text in it is set or a finding reports it.
func TestElements(t *testing.T) {
	names := strings.Fields(wordElements)
	if len(names) < 500 {
		t.Fatalf("only %d names", len(names))
	}
	for _, name := range names {
		if isProperties(name) {
			continue
		}
		open, end := "<w:"+name+">", "</w:"+name+">"
		body := open + para(text("正文")) + end + para(text("段落")) + para(text("段"), open+text("段里")+end) +
			para(text("串"), "<w:r>"+open+"<w:t>串里</w:t>"+end+"</w:r>") + para(text("字"), "<w:r>"+open+"直写"+end+"</w:r>")
		doc, log := read(t, body, Undecided)
		got, lost := show(doc.Blocks), 0
		for _, mark := range []string{"正文", "段里", "串里", "直写"} {
			if !strings.Contains(got, mark) {
				lost++
			}
		}
		if lost > log.Len() && !log.Has("docx-changes") {
			t.Errorf("w:%s: text is lost without a finding: %q, %q", name, got, messages(log))
		}
	}
}

// isProperties reports whether an element holds properties of the element that it stands
// in, or data of a program, and no text.
func isProperties(name string) bool {
	switch name {
	case "pPr", "rPr", "sectPr", "fldData":
		return true
	}
	return false
}
