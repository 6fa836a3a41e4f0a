package docx

import (
	"strings"
	"testing"

	"jianbao/content/docx/docxtest"
)

// TestHiddenNumbers: a number that its list hides is left out and counts; the first of each
// level is told.
func TestHiddenNumbers(t *testing.T) {
	hide := func(look string) docxtest.Part {
		p := numbering
		p.Data = strings.Replace(p.Data, `<w:lvlText w:val="（%2）"/>`, `<w:lvlText w:val="（%2）"/><w:rPr>`+look+`</w:rPr>`, 1)
		p.Data = strings.Replace(p.Data, `<w:lvlText w:val="o"/>`, `<w:lvlText w:val="o"/><w:rPr>`+look+`</w:rPr>`, 1)
		return p
	}
	body := numbered(1, 0, text("甲")) + numbered(1, 1, text("乙")) + numbered(1, 1, text("丙"), run("丁", `<w:highlight w:val="yellow"/>`)) + numbered(1, 0, text("戊")) + numbered(2, 1, text("己"))
	for look, seen := range map[string]bool{"<w:vanish/>": false, `<w:color w:val="FFFFFF"/>`: false, `<w:vanish w:val="0"/>`: true} {
		doc, log := read(t, body, Undecided, hide(look))
		want, findings := "一、甲\n乙\n丙丁\n二、戊\n己\n", []string{"第2段第1字 docx-hidden", "第3段第2字 docx-marked"}
		if seen {
			want, findings = "一、甲\n（一）乙\n（二）丙丁\n二、戊\n- 己\n", findings[1:]
		}
		if got := show(doc.Blocks); got != want {
			t.Errorf("%s: got\n%swant\n%s", look, got, want)
		}
		checkFindings(t, look, log, findings)
	}
}

// TestHidden: what is hidden is left out and reported, whatever it is, and counts for no
// number.
func TestHidden(t *testing.T) {
	const vanish = `<w:rPr><w:vanish/></w:rPr>`
	pictured := strings.Replace(inlinePic("a.png", "水闸", "", ""), "<w:r>", "<w:r>"+vanish, 1)
	styles := docxtest.Styles + `<w:style w:type="paragraph" w:styleId="20"><w:name w:val="内部"/><w:rPr><w:vanish/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="21"><w:name w:val="不印"/><w:rPr><w:vanish/></w:rPr></w:style>` +
		`<w:style w:type="table" w:styleId="22"><w:name w:val="浅色"/><w:tblStylePr w:type="band1Horz"><w:tcPr><w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr></w:tblStylePr></w:style>` +
		`<w:style w:type="table" w:styleId="23"><w:name w:val="网格"/><w:basedOn w:val="22"/></w:style>`
	list := `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
	white := func(s string) string { return "<w:tc>" + para(run(s, `<w:color w:val="ffffff"/>`)) + "</w:tc>" }
	table := func(properties string) string {
		return strings.Replace(tbl([]string{white("年份")}, []string{tc("", "2025")}), "<w:tblPr/>", "<w:tblPr>"+properties+"</w:tblPr>", 1)
	}
	parts := []docxtest.Part{media("a.png", pngFile(20, 10)), {Name: "word/styles.xml", Data: styles},
		{Name: "word/numbering.xml", Data: level(0, 0, "chineseCounting", "%1、") + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`}}
	for _, c := range []struct {
		name, body, want string
		findings         []string
	}{
		{"picture", para(text("甲"), pictured), "甲\n", []string{"第1段第2字 docx-drawing-hidden"}},
		{"picture in white text", para(text("甲"), strings.Replace(inlinePic("a.png", "水闸", "", ""), "<w:r>", `<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr>`, 1)), "甲\npicture alt=水闸 caption= row=0\n", nil},
		{"picture in a hidden paragraph", styled(vanish, pictured, run("图说", "<w:vanish/>")) + para(text("乙")), "乙\n", []string{"第1段第1字 docx-drawing-hidden", "第1段第1字 docx-hidden"}},
		{"text box", para(text("甲"), strings.Replace(box(para(text("乙"))), "<w:r>", "<w:r>"+vanish, 1)), "甲\n", []string{"第1段第2字 docx-drawing-hidden"}},
		{"note", para(text("甲"), strings.Replace(noteRef(2), "<w:r>", "<w:r>"+vanish, 1), text("乙")), "甲乙\n", []string{"第1段第2字 docx-hidden"}},
		{"row", strings.Replace(tbl([]string{tc("", "甲"), tc("", "乙")}, []string{tc("", "丙"), tc("", "丁")}, []string{tc("", "戊"), "<w:tc>" + para(run("己", `<w:highlight w:val="yellow"/>`)) + "</w:tc>"}), "<w:tr><w:tc><w:tcPr></w:tcPr>"+para(text("丙")), "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>"+para(text("丙")), 1), "甲|乙\n戊|己\n", []string{"表1第2行第1格第1字 docx-hidden", "表1第3行第2格第1字 docx-marked"}},
		{"style of the paragraph", styled(list, text("甲")) + styled(`<w:pStyle w:val="20"/>`+list, text("密")) + styled(list, text("乙")), "一、甲\n二、乙\n", []string{"第2段第1字 docx-hidden"}},
		{"style of the mark", styled(list, text("甲")) + styled(list+`<w:rPr><w:rStyle w:val="21"/></w:rPr>`, run("密", `<w:rStyle w:val="21"/>`)) + styled(list, text("乙")), "一、甲\n二、乙\n", []string{"第2段第1字 docx-hidden"}},
		{"white on the ground of the table's style", table(`<w:tblStyle w:val="23"/>`), "年份\n2025\n", nil},
		{"white on the ground of the table", table(`<w:shd w:val="clear" w:fill="333333"/>`), "年份\n2025\n", nil},
		{"white on white", table(`<w:tblStyle w:val="99"/>`), "\n2025\n", []string{"表1第1行第1格第1字 docx-hidden"}},
	} {
		all := parts
		if strings.Contains(c.body, "footnoteReference") {
			all = append(all, footnotes(note(2, para(text("内部口径。")))))
		}
		doc, log := read(t, c.body, Undecided, all...)
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		checkFindings(t, c.name, log, c.findings)
	}
}
