package docx

import (
	"testing"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
)

// FuzzRead reads documents with any body: what comes out is text within its source, in
// tables that are whole, or findings.
func FuzzRead(f *testing.F) {
	for _, body := range []string{
		para(text("甲"), noteRef(2), run("乙", "<w:b/>")) + tbl([]string{tc(span(2)+start, "1"), tc("", "2")}, []string{tc(span(2) + down), tc("", "3")}),
		para(inlinePic("a.png", "坝", `<a:srcRect l="10000"/>`, `<a:xfrm rot="5400000"/>`), vmlPic("a.png", "", "flip:x", `croptop="1f"`), box(para(text("丙")))),
		numbered(1, 0, text("甲")) + numbered(2, 0, text("乙")) + styled(heading1, text("丙")) + para(graphic(chart), ole),
		`<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:ins><w:r><w:t>甲</w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:sdtContent></w:sdt></w:p>`,
	} {
		f.Add(body, uint8(0))
	}
	parts := []docxtest.Part{numbering, footnotes(note(2, para(text("注")), tbl([]string{tc("", "x")}))), media("a.png", pngFile(20, 10))}
	f.Fuzz(func(t *testing.T, body string, changes uint8) {
		var log diag.List
		doc, ok := Read(docxtest.Document(body, parts...), Options{Path: "a.docx", Changes: Changes(changes % 3)}, &log)
		if ok == log.HasErrors() || ok && doc == nil {
			t.Fatalf("ok is %v with %v", ok, messages(&log))
		}
		if doc == nil {
			return
		}
		if !utf8.Valid(doc.Source.Data) {
			t.Fatal("the text is not UTF-8")
		}
		for _, d := range log.Items() {
			if s := d.Span.Source; s == doc.Source && (d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(s.Data)) {
				t.Fatalf("%s at %d to %d of %d", d.Code, d.Span.Start, d.Span.End, len(s.Data))
			}
		}
		for table := range content.Tables(doc.Blocks) {
			wholeTable(t, table)
		}
	})
}

// wholeTable checks that each place of a table belongs to exactly one cell.
func wholeTable(t *testing.T, table *content.Table) {
	taken := map[[2]int]int{}
	for i, row := range table.Rows {
		if len(row) != len(table.Columns) {
			t.Fatalf("row %d has %d cells, not %d", i, len(row), len(table.Columns))
		}
		for k, c := range row {
			for r := range c.Rows {
				for s := range c.Columns {
					taken[[2]int{i + r, k + s}]++
				}
			}
		}
	}
	if len(taken) != len(table.Rows)*len(table.Columns) {
		t.Fatalf("%d places in a table of %d × %d", len(taken), len(table.Rows), len(table.Columns))
	}
	for at, n := range taken {
		if n != 1 || at[0] >= len(table.Rows) || at[1] >= len(table.Columns) {
			t.Fatalf("place %v belongs to %d cells", at, n)
		}
	}
}
