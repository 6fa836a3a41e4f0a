package docx

import (
	"strings"
	"testing"
)

// control returns a content control that nobody has filled in.
func control(inside ...string) string {
	return "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + strings.Join(inside, "") + "</w:sdtContent></w:sdt>"
}

// TestPlaceholders: what a content control asks for is left out; its cells, rows and
// paragraphs stay, and count.
func TestPlaceholders(t *testing.T) {
	hiddenRow := strings.Replace(tbl([]string{tc("", "填")}), "<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 1)
	hiddenRow = hiddenRow[strings.Index(hiddenRow, "<w:tr>"):strings.Index(hiddenRow, "</w:tbl>")]
	for _, c := range []struct {
		name, body, want string
		findings         []string
	}{
		{"in a paragraph", para(text("甲"), control(text("填")), text("乙")), "甲乙\n", []string{"第1段第2字 docx-placeholder"}},
		{"cell", tbl([]string{tc("", "甲"), control(tc("", "填")), tc("", "乙")}, []string{tc("", "1"), tc("", "2"), tc("", "3")}), "甲||乙\n1|2|3\n", []string{"表1第1行第2格第1字 docx-placeholder"}},
		{"first cell", tbl([]string{control(tc("", "填")), tc("", "乙")}, []string{tc("", "1"), tc("", "2")}), "|乙\n1|2\n", []string{"表1第1行第1格第1字 docx-placeholder"}},
		{"joined cells", tbl([]string{tc("", "甲"), control(tc(span(2)+start, "填")), tc("", "乙")}, []string{tc("", "1"), control(tc(span(2) + down)), tc("", "2")}, []string{tc("", "3"), tc("", "4"), tc("", "5"), tc("", "6")}), "甲|(2×2)|+|乙\n1|+|+|2\n3|4|5|6\n", []string{"表1第1行第2格第1字 docx-placeholder"}},
		{"row", "<w:tbl><w:tr>" + tc("", "甲") + tc("", "乙") + "</w:tr>" + control("<w:tr>"+tc("", "填", "填")+tc("", "写")+"</w:tr>") + "<w:tr>" + tc("", "1") + tc("", "2") + "</w:tr></w:tbl>", "甲|乙\n|\n1|2\n", []string{"表1第2行第1格第1字 docx-placeholder"}},
		{"row that is hidden", "<w:tbl><w:tr>" + tc("", "甲") + tc("", "乙") + "</w:tr>" + control(hiddenRow) + "</w:tbl>", "甲|乙\n", []string{"表1第2行第1格第1字 docx-placeholder"}},
		{"row in a control that is filled", tbl([]string{tc("", "甲"), tc("", "乙")}, []string{"<w:sdt><w:sdtContent>" + control(tc("", "填")) + tc("", "2") + "</w:sdtContent></w:sdt>"}), "甲|乙\n|2\n", []string{"表1第2行第1格第1字 docx-placeholder"}},
		{"table in a cell", tbl([]string{tc("", "甲"), control("<w:tc>" + tbl([]string{tc("", "填"), tc("", "写")}) + para() + "</w:tc>")}), "甲|\n", []string{"表1第1行第2格第1字 docx-placeholder"}},
		{"paragraphs", para(text("甲")) + control(para(text("填")), para(text("写"))) + para(text("乙"), run("丙", `<w:highlight w:val="yellow"/>`)), "甲\n乙丙\n", []string{"第2段第1字 docx-placeholder", "第4段第2字 docx-marked"}},
		{"numbered paragraphs", numbered(1, 0, text("甲")) + control(numbered(1, 0, text("填"))) + numbered(1, 0, text("乙")), "一、甲\n二、\n三、乙\n", []string{"第2段第1字 docx-placeholder"}},
		{"items of a list", numbered(2, 0, text("甲")) + control(numbered(2, 0, text("填"))) + numbered(2, 0, text("乙")), "- 甲\n- 乙\n", []string{"第2段第1字 docx-placeholder"}},
		{"hidden paragraph", para(text("甲")) + control(styled("<w:rPr><w:vanish/></w:rPr>", run("填", "<w:vanish/>"))) + para(text("乙")), "甲\n乙\n", []string{"第2段第1字 docx-placeholder"}},
		{"in another one", para(text("甲")) + control(para(control(text("填")), text("写"))) + para(text("乙")), "甲\n乙\n", []string{"第2段第1字 docx-placeholder"}},
		{"picture", para(text("甲"), control(inlinePic("a.png", "坝", "", ""))), "甲\n", []string{"第1段第2字 docx-placeholder"}},
		{"nothing", para(text("甲"), control(text("　"))), "甲\n", nil},
	} {
		doc, log := read(t, c.body, Accept, numbering, media("a.png", pngFile(20, 10)))
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
		checkFindings(t, c.name, log, c.findings)
		checkPlaces(t, c.name, doc)
	}
}
