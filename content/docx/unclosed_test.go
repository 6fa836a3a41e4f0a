package docx

import (
	"strings"
	"testing"
	"time"

	"jianbao/content/costtest"
	"jianbao/content/docx/docxtest"
)

// TestUnclosedFields: a field that does not end in its story is none: what is in it is
// set, and its beginning is reported.
func TestUnclosedFields(t *testing.T) {
	char := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	begin := func(code string) string {
		return char("begin") + `<w:r><w:instrText xml:space="preserve"> ` + code + ` </w:instrText></w:r>`
	}
	end, separate := char("end"), char("separate")
	cell := func(runs ...string) string { return "<w:tc>" + para(runs...) + "</w:tc>" }
	for _, c := range []struct {
		name, body, want string
		findings         []string
	}{
		{"without result", para(text("甲"), begin("REF x"), text("乙")) + para(text("丙")), "甲乙\n丙\n", []string{"第1段第2字 docx-field-open"}},
		{"with result", para(text("甲"), begin("REF x"), separate, text("乙")) + para(text("丙")), "甲乙\n丙\n", []string{"第1段第2字 docx-field-open"}},
		{"table of contents", para(begin("TOC"), separate, text("甲 1")) + para(text("乙")), "甲 1\n乙\n", []string{"第1段第1字 docx-field-open"}},
		{"before others", para(begin("REF x"), text("甲"), complexField("REF y", text("乙")), text("丙")), "甲乙丙\n", []string{"第1段第1字 docx-field-open"}},
		{"in another one", para(begin("REF y"), begin("REF x"), separate, text("甲"), end, text("乙")), "甲乙\n", []string{"第1段第1字 docx-field-open"}},
		{"without instruction", para(text("甲"), char("begin"), text("乙")), "甲乙\n", nil},
		{"end alone", para(text("甲"), end, separate, text("乙")), "甲乙\n", nil},
		{"over paragraphs", para(begin("REF x"), separate, text("甲")) + para(text("乙"), end), "甲\n乙\n", nil},
		{"around a table", para(begin("INCLUDETEXT x"), separate) + tbl([]string{tc("", "甲"), tc("", "乙")}) + para(text("丙"), end), "甲|乙\n丙\n", nil},
		{"in a cell", tbl([]string{cell(text("甲"), begin("=SUM(ABOVE)")), tc("", "乙")}) + para(text("丙")), "甲|乙\n丙\n", []string{"表1第1行第1格第2字 docx-field-open"}},
		{"end in another cell", tbl([]string{cell(begin("REF x"), separate, text("甲")), cell(text("乙"), end)}), "甲|乙\n", []string{"表1第1行第1格第1字 docx-field-open"}},
		{"cell in a field", para(begin("REF y"), separate) + tbl([]string{cell(text("甲"), end), cell(begin("REF x"), text("乙"))}) + para(text("丙"), end, text("丁")), "甲|乙\n丙丁\n", []string{"表1第1行第2格第1字 docx-field-open"}},
		{"in a note", para(text("甲"), noteRef(2), text("乙")), "甲(note: 注x)乙\n", []string{"注①第2字 docx-field-open"}},
		{"in a text box", para(text("甲"), box(para(begin("PAGE"), text("框")))) + para(text("乙")), "甲\n框\n乙\n", []string{"第1段文本框第1字 docx-field-open", "第1段文本框第1字 docx-textbox"}},
		{"end in deleted text", para(text("甲"), begin("REF x"), "<w:del>"+separate+"<w:r><w:delText>乙</w:delText></w:r>"+end+"</w:del>", text("丙")), "甲丙\n", []string{"第1段第2字 docx-field-open"}},
		{"end in a placeholder", para(text("甲"), begin("REF x"), control(end), text("丙")), "甲丙\n", []string{"第1段第2字 docx-field-open"}},
		{"end in a hidden paragraph", para(begin("REF x"), separate, text("甲")) + styled("<w:rPr><w:vanish/></w:rPr>", strings.Replace(end, "<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)) + para(text("乙")), "甲\n乙\n", []string{"第1段第1字 docx-field-open"}},
		{"in a form that is not read", para(text("甲"), "<mc:AlternateContent><mc:Choice Requires=\"wps\">"+text("乙")+"</mc:Choice><mc:Fallback>"+begin("REF x")+"</mc:Fallback></mc:AlternateContent>", text("丙")), "甲乙丙\n", nil},
	} {
		var parts []docxtest.Part
		if strings.Contains(c.body, "footnoteReference") {
			parts = append(parts, footnotes(note(2, para(text("注"), begin("REF x"), text("x")))))
		}
		doc, log := read(t, c.body, Accept, parts...)
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
		checkFindings(t, c.name, log, c.findings)
		checkPlaces(t, c.name, doc)
	}
}

// TestManyUnclosed: fields without ends in thousands take no more time than others.
func TestManyUnclosed(t *testing.T) {
	part := `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + text("甲")
	costtest.Linear(t, 1000, 10_000, 300*time.Millisecond, func(n int) {
		read(t, strings.Repeat(para(part), n), Undecided)
	})
	costtest.Linear(t, 1000, 10_000, 300*time.Millisecond, func(n int) {
		read(t, para(strings.Repeat(part, n)), Undecided)
	})
}
