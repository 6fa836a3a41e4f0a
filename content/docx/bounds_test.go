package docx

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
)

// TestBounds: documents that are made to take much memory are refused, and the same
// finding is not made a million times.
func TestBounds(t *testing.T) {
	for name, body := range map[string]string{
		"text":       para(text(strings.Repeat("水", maxText/3+1))),
		"paragraphs": strings.Repeat("<w:p/>", maxParagraphs+1),
	} {
		var log diag.List
		doc, ok := Read(docxtest.Document(body), Options{Path: "a.docx"}, &log)
		if got := codes(&log); doc != nil || ok || len(got) != 1 || got[0] != "docx-limit" {
			t.Errorf("%s: %v", name, messages(&log))
		}
	}
	var log diag.List
	notes := footnotes(note(2, para(text(strings.Repeat("水", maxText/3+1)))))
	if _, ok := Read(docxtest.Document(para(text("甲"), noteRef(2)), notes), Options{Path: "a.docx"}, &log); ok {
		t.Errorf("notes: %v", messages(&log))
	}
	_, many := read(t, para(strings.Repeat("<w:xx/>", maxFindings+10)), Undecided)
	if many.Len() != maxFindings {
		t.Errorf("%d findings", many.Len())
	}
}
