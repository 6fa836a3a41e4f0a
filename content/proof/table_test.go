package proof

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// tableOf returns a table of lines with | between their cells; cells of the head that
// are > or ^ are covered.
func tableOf(head int, text string) *content.Table {
	src := &diag.Source{Path: "a.md", Data: []byte(text)}
	t := &content.Table{Head: head}
	off := 0
	for line := range strings.Lines(text) {
		var row []content.Cell
		at := off
		off += len(line)
		for _, cell := range strings.Split(strings.TrimSuffix(line, "\n"), "|") {
			place := diag.Place{Source: src, Steps: []diag.Step{{Off: 0, Src: at}}}
			c := content.Cell{Rows: 1, Columns: 1, Span: place.At(0, len(cell))}
			switch n := len(row); {
			case cell == "<":
				row[n-1].Columns++
				c.Rows, c.Columns = 0, 0
			case cell != "":
				c.Inlines = []content.Inline{content.Run{Value: cell, Place: place}}
			}
			row = append(row, c)
			at += len(cell) + 1
		}
		t.Rows = append(t.Rows, row)
	}
	t.Columns = make([]content.Column, len(t.Rows[0]))
	return t
}

func TestSums(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"right", "县区|蓄水\n甲县|12.5\n乙县|7.5\n合计|20", ""},
		{"wrong", "县区|蓄水\n甲县|12.5\n乙县|7.5\n合计|21", "21≠20.0"},
		{"wrong, with grouped digits", "县区|人口\n甲县|1,250\n乙县|2,750\n总　计|4,010", "4,010≠4000"},
		{"total first", "县区|面积\n全县合计|31.5\n甲镇|10.5\n乙镇|20.0", "31.5≠30.5"},
		{"within rounding", "县区|面积\n甲|1.4\n乙|1.4\n丙|1.4\n合计|4.3", ""},
		{"whole numbers within rounding", "县区|面积\n甲|3\n乙|4\n合计|8", ""},
		{"a rounded total", "县区|面积\n甲|1.44\n乙|1.44\n合计|3", ""},
		{"a rounded total that is wrong", "县区|面积\n甲|1.44\n乙|1.44\n合计|4", "4≠2.88"},
		{"part of a row", "项目|数\n甲|60\n其中：丙|20\n乙|40\n合计|100", ""},
		{"parts of a row, wrong", "项目|数\n甲|60\n其中：丙|20\n乙|40\n合计|110", "110≠100"},
		{"indented parts", "项目|数\n甲|60\n其中：丙|20\n　　　丁|40\n乙|40\n合计|100", ""},
		{"parts to the end", "项目|数\n合计|100\n甲|60\n乙|40\n其中：丙|20\n丁|15", ""},
		{"subtotals", "项目|数\n甲|1\n乙|2\n小计|3\n丙|4\n丁|8\n小计|12\n合计|15", ""},
		{"groups", "项目|数\n甲|10\n乙|20\n合计|30\n丙|40\n丁|80\n合计|120\n总计|150", ""},
		{"a group, wrong", "项目|数\n甲|10\n乙|20\n合计|36\n丙|40\n丁|80\n合计|120", "36≠30"},
		{"shares, ranks and averages", "县区|同比（%）|排名|人均|完成率\n甲|3|1|5|90%\n乙|4|2|9|80%\n合计|3.4|9|7|88%", ""},
		{"an average row", "县区|雨量\n甲|30\n乙|50\n平均|40\n合计|80", ""},
		{"no figures for the total", "县区|雨量\n甲|30\n乙|50\n合计|–", ""},
		{"missing figures", "县区|雨量|雪量\n甲|30|…\n乙|–|5\n丙||6\n合计|30|12", ""},
		{"a column of totals", "县区|男|女|合计\n甲|3|4|7\n乙|5|6|16", "16≠11"},
		{"parts of a column", "县区|合计|其中：男|女\n甲|7|3|4", ""},
		{"a column that begins with the total", "县区|合计|男|女\n甲|17|3|4\n乙|9|4|5", "17≠7"},
		{"two divisions of a total", "县区|合计|男|女|城镇|农村\n甲|7|3|4|1|6", ""},
		{"years as labels", "年份|甲|乙|合计\n2021|20|30|50\n2022|21|31|52", ""},
		{"notes beside figures", "县区|甲|乙|合计|备注\n东|20|30|50|未含丙\n西|21|31|62|", "62≠52"},
		{"one figure", "县区|数\n甲|20\n合计|50", ""},
		{"a word with the same sign", "计划|数\n甲|20\n统计|50\n乙|3", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var log diag.List
			issue := &content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: []content.Block{tableOf(1, c.text)}}}}}}
			Check(issue, nil, &log)
			var got []string
			for _, d := range log.Items() {
				got = append(got, fmt.Sprintf("%s≠%s", d.Args...))
				if d.Code != "proof-sum" || d.Span.Text() != d.Args[0] {
					t.Errorf("%s at %q", d.Code, d.Span.Text())
				}
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestJoinedHead(t *testing.T) {
	var log diag.List
	table := tableOf(2, "县区|第一季度|<|<|第二季度|<|<\n|男|女|合计|男|女|合计\n甲|1|2|3|4|5|9\n乙|10|20|40|40|50|90\n合计|11|22|43|44|55|99")
	Check(&content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: []content.Block{table}}}}}}, nil, &log)
	if items := log.Items(); len(items) != 2 || items[0].Span.Text() != "40" || items[1].Span.Text() != "43" {
		t.Errorf("%v", items)
	}
}

// TestTableTexts checks the texts of tables: blanks that divide words of a head and
// signs for missing figures are no faults, but marks in cells are.
func TestTableTexts(t *testing.T) {
	var log diag.List
	table := tableOf(1, "单 位|数\n甲县,乙县|—\n丙|…")
	table.Notes = [][]content.Inline{{content.Run{Value: "注：（未完", Place: diag.Place{Source: &diag.Source{Data: []byte("注：（未完")}, Steps: []diag.Step{{}}}}}}
	Check(&content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: []content.Block{table}}}}}}, nil, &log)
	var codes []string
	for _, d := range log.Items() {
		codes = append(codes, string(d.Code))
	}
	if got := strings.Join(codes, " "); got != "proof-unclosed proof-ascii-mark" {
		t.Error(got)
	}
}
