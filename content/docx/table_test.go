package docx

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/docx/docxtest"
)

// showTable writes a table: its texts, then its rows, a covered cell as what it is joined
// to.
func showTable(b *strings.Builder, t *content.Table) {
	if t.Caption != nil || t.Unit != nil {
		fmt.Fprintf(b, "%s｜%s\n", showInlines(t.Caption), showInlines(t.Unit))
	}
	for i, row := range t.Rows {
		var cells []string
		for _, c := range row {
			switch {
			case c.Covered():
				cells = append(cells, "+")
			case c.Rows > 1 || c.Columns > 1:
				cells = append(cells, fmt.Sprintf("%s(%d×%d)", showInlines(c.Inlines), c.Rows, c.Columns))
			default:
				cells = append(cells, showInlines(c.Inlines))
			}
		}
		b.WriteString(strings.Join(cells, "|") + "\n")
		if i+1 == t.Head {
			b.WriteString("--\n")
		}
	}
	for _, n := range t.Notes {
		b.WriteString("note: " + showInlines(n) + "\n")
	}
}

// tbl returns a table of rows, each of cells that tc returns.
func tbl(rows ...[]string) string {
	var b strings.Builder
	b.WriteString("<w:tbl><w:tblPr/>")
	for _, row := range rows {
		b.WriteString("<w:tr>" + strings.Join(row, "") + "</w:tr>")
	}
	return b.String() + "</w:tbl>"
}

func tc(properties string, paragraphs ...string) string {
	s := "<w:tc><w:tcPr>" + properties + "</w:tcPr>"
	for _, p := range paragraphs {
		s += para(text(p))
	}
	return s + "</w:tc>"
}

const (
	headRow = `<w:trPr><w:tblHeader/></w:trPr>`
	down    = `<w:vMerge/>`
	start   = `<w:vMerge w:val="restart"/>`
)

// mirrored returns a table whose first column stands at the right.
func mirrored(table string) string {
	return strings.Replace(table, "<w:tblPr/>", "<w:tblPr><w:bidiVisual/></w:tblPr>", 1)
}

func span(n int) string { return fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, n) }

func TestTables(t *testing.T) {
	for _, c := range []struct {
		name, body, want string
		findings         []string
	}{
		{"plain", tbl([]string{headRow, tc("", "甲"), tc("", "乙")}, []string{tc("", "1"), tc("", "2", "3")}), "甲|乙\n--\n1|2⏎3\n", nil},
		{"no head", tbl([]string{tc("", "甲"), tc("", "乙")}, []string{tc("", "1"), tc("", "2")}), "甲|乙\n1|2\n", nil},
		{"spans", tbl([]string{headRow, tc(start, "甲"), tc(span(2), "乙")}, []string{tc(down), tc("", "丙"), tc("", "丁")}, []string{tc("", "1"), tc("", "2"), tc("", "3")}),
			"甲(2×1)|乙(1×2)|+\n+|丙|丁\n--\n1|2|3\n", nil},
		{"joined in both directions", tbl([]string{tc(span(2)+start, "甲"), tc("", "乙")}, []string{tc(span(2) + down), tc("", "丙")}), "甲(2×1)|乙\n+|丙\n", nil},
		{"legacy joins", tbl([]string{tc(`<w:hMerge w:val="restart"/>`, "甲"), tc(`<w:hMerge/>`), tc("", "乙")}, []string{tc("", "1"), tc("", "2"), tc("", "3")}), "甲(1×2)|+|乙\n1|2|3\n", nil},
		{"free columns", tbl([]string{`<w:trPr><w:gridBefore w:val="1"/></w:trPr>`, tc("", "甲"), tc("", "乙")}, []string{tc("", "1"), tc("", "2"), tc("", "3")}, []string{`<w:trPr><w:gridAfter w:val="2"/></w:trPr>`, tc("", "4")}),
			"|甲|乙\n1|2|3\n4||\n", nil},
		{"short row", tbl([]string{tc("", "甲"), tc("", "乙"), tc("", "丙")}, []string{tc("", "1")}), "甲|乙|丙\n1||\n", nil},
		{"columns without a cell of their own", tbl([]string{tc(span(3), "甲"), tc("", "乙")}, []string{tc(span(3), "1"), tc("", "2")}), "甲|乙\n1|2\n", nil},
		{"wide row", tbl([]string{tc("", "甲"), tc("", "乙")}, []string{tc(span(5), "1")}), "甲|乙|\n1(1×3)|+|+\n", nil},
		{"a join that does not fit", tbl([]string{tc(span(2), "甲"), tc("", "乙")}, []string{tc(down, "1"), tc("", "2"), tc("", "3")}), "甲(1×2)|+|乙\n1|2|3\n", nil},
		{"a number that is covered", tbl([]string{"<w:tc><w:tcPr>" + start + "</w:tcPr>" + numbered(1, 0) + "</w:tc>", tc("", "乙")}, []string{"<w:tc><w:tcPr>" + down + "</w:tcPr>" + numbered(1, 0) + "</w:tc>", tc("", "丙")}, []string{"<w:tc>" + numbered(1, 0) + "</w:tc>", tc("", "丁")}), "一、(2×1)|乙\n+|丙\n三、|丁\n", nil},
		{"text that is covered", tbl([]string{tc(start, "甲"), tc("", "乙")}, []string{tc(down, "藏"), tc("", "丙")}), "甲(2×1)|乙\n+|丙\n", []string{"docx-covered"}},
		{"from right to left", mirrored(tbl([]string{tc(start, "甲"), tc(span(2), "乙")}, []string{tc(down), tc("", "丙"), tc("", "丁")}, []string{tc("", "1"), tc("", "2")}, []string{`<w:trPr><w:gridBefore w:val="1"/></w:trPr>`, tc("", "3"), tc("", "4")})), "乙(1×2)|+|甲(2×1)\n丁|丙|+\n|2|1\n4|3|\n", []string{"docx-table-headless"}},
		{"box", tbl([]string{tc("", "要点", "内容")}), "| 要点\n| 内容\n", nil},
		{"box of nothing", tbl([]string{tc("")}), "", nil},
		{"no text", tbl([]string{tc(""), tc("")}), "", []string{"docx-table-empty"}},
		{"nested", tbl([]string{"<w:tc>" + tbl([]string{tc("", "甲"), tc("", "乙")}) + para(text("丙")) + "</w:tc>", tc("", "丁")}), "丙|丁\n", []string{"docx-table-nested"}},
		{"rows and cells in controls", `<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>` + tc("", "甲") + `</w:sdtContent></w:sdt>` + tc("", "乙") + `</w:tr></w:sdtContent></w:sdt></w:tbl>`, "甲|乙\n", nil},
		{"items", tbl([]string{tc("", "甲"), "<w:tc>" + styled(`<w:numPr><w:numId w:val="2"/></w:numPr>`, text("乙")) + "</w:tc>"}), "甲|• 乙\n", nil},
		{"diagonal lines", tbl([]string{tc(`<w:tcBorders><w:tr2bl w:val="single"/></w:tcBorders>`, "月份", "乡镇"), tc(`<w:tcBorders><w:tl2br w:val="nil"/></w:tcBorders>`, "乙")}, []string{tc("", "丙"), tc(`<w:tcBorders><w:tl2br w:val="single"/></w:tcBorders>`)}), "月份⏎乡镇|乙\n丙|\n", []string{"docx-diagonal", "docx-table-head"}},
		{"a diagonal line below", tbl([]string{tc("", "甲"), tc("", "乙")}, []string{tc(`<w:tcBorders><w:tr2bl w:val="single"/></w:tcBorders>`, "丙"), tc("", "丁")}), "甲|乙\n丙|丁\n", []string{"docx-diagonal"}},
		{"horizontal and vertical, Strict", tbl([]string{tc(`<w:textDirection w:val="tb"/>`, "甲"), tc(`<w:textDirection w:val="rl"/>`, "乙")}), "甲|乙\n", []string{"docx-vertical"}},
		{"vertical section", tbl([]string{tc("", "甲"), tc("", "乙")}) + `<w:sectPr><w:textDirection w:val="tbRl"/></w:sectPr>`, "甲|乙\n", []string{"docx-vertical"}},
		{"vertical", tbl([]string{tc(`<w:textDirection w:val="tbRl"/>`, "甲"), tc("", "乙")}), "甲|乙\n", []string{"docx-vertical"}},
		{"captions", para(text("见表1。")) + styled(centre, text("表1　各县蓄水")) + styled(`<w:jc w:val="right"/>`, text("单位：万立方米")) + tbl([]string{tc("", "甲"), tc("", "乙")}) + para(text("注：快报数")) + para(text("资料来源：水利局")) + para(text("完。")),
			"见表1。\n表1　各县蓄水｜单位：万立方米\n甲|乙\nnote: 注：快报数\nnote: 资料来源：水利局\n完。\n", nil},
		{"unit in the caption", para(text("表2 各县蓄水　　　单位：万立方米")) + tbl([]string{tc("", "甲"), tc("", "乙")}), "表2 各县蓄水｜单位：万立方米\n甲|乙\n", nil},
		{"no caption", para(text("表1显示，蓄水增加。")) + tbl([]string{tc("", "甲"), tc("", "乙")}), "表1显示，蓄水增加。\n甲|乙\n", nil},
		{"columns", tbl([]string{strings.Repeat(tc("", "甲"), content.MaxColumns+1)}), "", []string{"table-columns"}},
		{"cells", tbl(slices.Repeat([][]string{{strings.Repeat(tc("", "甲"), 50)}}, content.MaxCells/50+1)...), "", []string{"table-cells"}},
	} {
		doc, log := read(t, c.body, Undecided, numbering)
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		if got := codes(log); !slices.Equal(got, c.findings) {
			t.Errorf("%s: %v, want %v", c.name, messages(log), c.findings)
		}
	}
}

// TestTableHead: a table has a head if rows are marked, or if its style makes the first
// row one and the table wants that. One that looks like a head and is none is reported, and
// a table of more than three rows that has none.
func TestTableHead(t *testing.T) {
	const (
		styles = docxtest.Styles + `<w:style w:type="table" w:styleId="a"><w:name w:val="Table Grid"/></w:style>` +
			`<w:style w:type="table" w:styleId="b"><w:name w:val="Light Shading"/><w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr></w:tblStylePr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>` +
			`<w:style w:type="table" w:styleId="c"><w:basedOn w:val="b"/></w:style>` +
			`<w:style w:type="table" w:styleId="d"><w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr><w:tblPr/></w:tblStylePr></w:style>`
		grey = `<w:shd w:val="clear" w:fill="D9D9D9"/>`
		none = "甲|乙\n1|2\n3|4\n"
		one  = "甲|乙\n--\n1|2\n3|4\n"

		like, without = "docx-table-head", "docx-table-headless"
	)
	bold := func(s string) string { return "<w:tc><w:tcPr/>" + para(run(s, "<w:b/>")) + "</w:tc>" }
	plain := []string{tc("", "甲"), tc("", "乙")}
	figures, more := []string{tc("", "1"), tc("", "2")}, []string{tc("", "3"), tc("", "4")}
	for _, c := range []struct {
		name, properties, want string
		rows                   [][]string
		told                   string
	}{
		{"a style with a first row", `<w:tblStyle w:val="b"/><w:tblLook w:firstRow="1"/>`, one, [][]string{plain, figures, more}, ""},
		{"as older programs write it", `<w:tblStyle w:val="b"/><w:tblLook w:val="04A0"/>`, one, [][]string{plain, figures, more}, ""},
		{"inherited", `<w:tblStyle w:val="c"/><w:tblLook w:firstRow="1"/>`, one, [][]string{plain, figures, more}, ""},
		{"not wanted", `<w:tblStyle w:val="b"/><w:tblLook w:val="04A0" w:firstRow="0"/>`, none, [][]string{plain, figures, more}, ""},
		{"the bit is not set", `<w:tblStyle w:val="b"/><w:tblLook w:val="0480"/>`, none, [][]string{plain, figures, more}, ""},
		{"nothing is said", `<w:tblStyle w:val="b"/>`, none, [][]string{plain, figures, more}, ""},
		{"a style without a first row", `<w:tblStyle w:val="a"/><w:tblLook w:firstRow="1"/>`, none, [][]string{plain, figures, more}, ""},
		{"a first row of another spacing", `<w:tblStyle w:val="d"/><w:tblLook w:firstRow="1"/>`, none, [][]string{plain, figures, more}, ""},
		{"an unknown style", `<w:tblStyle w:val="z"/><w:tblLook w:firstRow="1"/>`, none, [][]string{plain, figures, more}, ""},
		{"no style", `<w:tblLook w:firstRow="1"/>`, none, [][]string{plain, figures, more}, ""},
		{"marked rows win", `<w:tblStyle w:val="b"/><w:tblLook w:firstRow="1"/>`, "甲|乙\n1|2\n--\n3|4\n", [][]string{{headRow, plain[0], plain[1]}, {headRow, figures[0], figures[1]}, more}, ""},
		{"joined rows", `<w:tblStyle w:val="b"/><w:tblLook w:firstRow="1"/>`, "甲(2×1)|乙\n+|2\n--\n3|4\n", [][]string{{tc(start, "甲"), tc("", "乙")}, {tc(down), tc("", "2")}, more}, ""},
		{"all rows joined", `<w:tblStyle w:val="b"/><w:tblLook w:firstRow="1"/>`, "甲(2×1)|乙\n+|2\n", [][]string{{tc(start, "甲"), tc("", "乙")}, {tc(down), tc("", "2")}}, ""},
		{"one row", `<w:tblStyle w:val="b"/><w:tblLook w:firstRow="1"/>`, "甲|乙\n", [][]string{plain}, ""},
		{"bold", "", "*甲*|*乙*\n1|2\n3|4\n", [][]string{{bold("甲"), bold("乙")}, figures, more}, like},
		{"bold, with a total", "", "*甲*|*乙*\n1|2\n*3*|*4*\n", [][]string{{bold("甲"), bold("乙")}, figures, {bold("3"), bold("4")}}, like},
		{"bold below a title", "", "*题*(1×2)|+\n*甲*|*乙*\n1|2\n", [][]string{{"<w:tc><w:tcPr>" + span(2) + "</w:tcPr>" + para(run("题", "<w:b/>")) + "</w:tc>"}, {bold("甲"), bold("乙")}, figures}, like},
		{"all bold", "", "*甲*|*乙*\n*1*|*2*\n", [][]string{{bold("甲"), bold("乙")}, {bold("1"), bold("2")}}, ""},
		{"bold labels", "", "*甲*|乙\n*1*|2\n", [][]string{{bold("甲"), plain[1]}, {bold("1"), figures[1]}}, ""},
		{"a bold title alone", "", "*题*(1×2)|+\n甲|乙\n1|2\n", [][]string{{"<w:tc><w:tcPr>" + span(2) + "</w:tcPr>" + para(run("题", "<w:b/>")) + "</w:tc>"}, plain, figures}, ""},
		{"on a ground", "", none, [][]string{{tc(grey, "甲"), tc(grey, "乙")}, figures, more}, like},
		{"every other row on a ground", "", none, [][]string{{tc(grey, "甲"), tc(grey, "乙")}, figures, {tc(grey, "3"), tc(grey, "4")}}, ""},
		{"words above figures", "", "甲|乙\n1|2\n3|4\n1|2\n", [][]string{plain, figures, more, figures}, like},
		{"figures above figures", "", "3|4\n1|2\n3|4\n1|2\n", [][]string{more, figures, more, figures}, without},
		{"words above words and figures", "", "甲|乙\n1|2\n3|4\n1|乙\n乙|4\n", [][]string{plain, figures, more, {figures[0], plain[1]}, {plain[1], more[1]}}, without},
		{"figures of many kinds", "", "甲|乙\n甲|−1,234.5\n乙|12％\n|\n乙|2\n", [][]string{plain, {plain[0], tc("", "−1,234.5")}, {plain[1], tc("", "12％")}, {tc(""), tc("")}, {plain[1], figures[1]}}, like},
		{"names of columns", "", "姓 名|责任单位|完成时限（年）\n甲|乙|丙\n", [][]string{{tc("", "姓 名"), tc("", "责任单位"), tc("", "完成时限（年）")}, {tc("", "甲"), tc("", "乙"), tc("", "丙")}}, like},
		{"names of a list to sign", "", "序号|领取人|签名\n1|甲|\n", [][]string{{tc("", "序号"), tc("", "领取人"), tc("", "签名")}, {tc("", "1"), tc("", "甲"), tc("")}}, like},
		{"names in a form", "", "姓名|性别\n单位|职务\n", [][]string{{tc("", "姓名"), tc("", "性别")}, {tc("", "单位"), tc("", "职务")}}, ""},
		{"names beside what is to fill in", "", "姓名|\n甲|乙\n", [][]string{{tc("", "姓名"), tc("")}, plain}, ""},
		{"a sentence that ends like a name", "", "请填写本村全部人员的姓名和地址|备注\n甲|乙\n", [][]string{{tc("", "请填写本村全部人员的姓名和地址"), tc("", "备注")}, plain}, ""},
		{"an empty cell on none", "", "|乙\n1|2\n", [][]string{{tc(""), tc(grey, "乙")}, figures}, ""},
		{"many rows, no look wanted", `<w:tblLook w:firstRow="0" w:val="0480"/>`, "3|4\n1|2\n3|4\n1|2\n", [][]string{more, figures, more, figures}, ""},
		{"many rows, the bit is not set", `<w:tblLook w:val="0480"/>`, "3|4\n1|2\n3|4\n1|2\n", [][]string{more, figures, more, figures}, ""},
		{"many rows, a look wanted that the style does not have", `<w:tblStyle w:val="a"/><w:tblLook w:val="04A0"/>`, "3|4\n1|2\n3|4\n1|2\n", [][]string{more, figures, more, figures}, without},
		{"many rows of a form", "", "姓名|甲\n职务|乙\n电话|1\n备注|\n", [][]string{{tc("", "姓名"), plain[0]}, {tc("", "职务"), plain[1]}, {tc("", "电话"), figures[0]}, {tc("", "备注"), tc("")}}, ""},
		{"many rows of one column", "", "甲\n乙\n1\n2\n", [][]string{{plain[0]}, {plain[1]}, {figures[0]}, {figures[1]}}, ""},
	} {
		body := strings.Replace(tbl(c.rows...), "<w:tblPr/>", "<w:tblPr>"+c.properties+"</w:tblPr>", 1)
		doc, log := read(t, body, Undecided, docxtest.Part{Name: "word/styles.xml", Data: styles})
		if got := show(doc.Blocks); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		if got := strings.Join(codes(log), " "); got != c.told {
			t.Errorf("%s: %v", c.name, messages(log))
		}
	}
}

// TestTrackedRows: rows and cells that are inserted, deleted and joined are changes.
func TestTrackedRows(t *testing.T) {
	const by = ` w:id="1" w:author="甲"`
	body := tbl([]string{tc("", "甲"), tc("", "乙")},
		[]string{"<w:trPr><w:ins" + by + "/></w:trPr>", tc("", "1"), tc("", "2")},
		[]string{"<w:trPr><w:del" + by + "/></w:trPr>", tc("", "3"), tc("", "4")},
		[]string{tc("<w:cellDel"+by+"/>", "5"), tc("", "6")},
		[]string{tc(`<w:cellMerge` + by + ` w:vMerge="cont" w:vMergeOrig="rest"/>`), tc("", "7")})
	for changes, want := range map[Changes]string{
		Accept: "甲|乙\n1|2\n(2×1)|6\n+|7\n",
		Reject: "甲|乙\n3|4\n5|6\n|7\n",
	} {
		doc, _ := read(t, body, changes)
		if got := show(doc.Blocks); got != want {
			t.Errorf("%d:\n%s\nwant\n%s", changes, got, want)
		}
	}
	_, log := read(t, body, Undecided)
	if got := codes(log); !slices.Contains(got, "docx-changes") {
		t.Errorf("%v", messages(log))
	}
}

// TestTablePlaces: the places of findings in cells and notes.
func TestTablePlaces(t *testing.T) {
	marked := run("红", `<w:color w:val="FF0000"/>`)
	body := para(text("甲")) + tbl([]string{tc("", "1"), tc("", "2")}, []string{tc("", "3"), "<w:tc>" + para(text("四")) + para(text("五"), marked) + "</w:tc>"}) +
		para(text("乙"), noteRef(2)) + para(marked)
	_, log := read(t, body, Undecided, footnotes(note(2, para(text("注"), marked))))
	want := []string{
		"表1第2行第2格第4字 docx-marked", "注①第2字 docx-marked", "第3段第1字 docx-marked",
	}
	var got []string
	for _, d := range log.Items() {
		got = append(got, strings.TrimPrefix(d.Span.Place(d.Span.Source.Index(), diag.ZH), "a.docx ")+" "+string(d.Code))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
