package main

import (
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"jianbao/content/docx/docxtest"
)

// cmdDocx makes a document of Word:
//
//	docx file body.xml [word/part.xml=file]...
//
// of the content of w:body and of further parts. A body that ends in .txt has a
// paragraph of Word in each line.
func cmdDocx(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: docx file body [part=file]...")
	}
	body := ts.ReadFile(args[1])
	if strings.HasSuffix(args[1], ".txt") {
		var b strings.Builder
		for line := range strings.Lines(body) {
			b.WriteString(docxtest.P(docxtest.T(strings.TrimSuffix(line, "\n"))))
		}
		body = b.String()
	}
	var parts []docxtest.Part
	for _, arg := range args[2:] {
		name, file, ok := strings.Cut(arg, "=")
		if !ok {
			ts.Fatalf("%s is no part=file", arg)
		}
		parts = append(parts, docxtest.Part{Name: name, Data: ts.ReadFile(file)})
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), docxtest.Document(body, parts...), 0o666))
}
