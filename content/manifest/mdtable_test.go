package manifest

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// readMarkdown reads an article and returns its blocks, and its findings as code:line
// and, in the middle of a line, :column.
func readMarkdown(t *testing.T, text string) (blocks, findings string) {
	t.Helper()
	log := &diag.List{}
	l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
	body, _ := l.markdown(&diag.Source{Path: "a.md", Data: []byte(text)}, "")
	checkPlaces(t, body)
	var out []string
	lines := diag.NewLines([]byte(text))
	for _, d := range log.Items() {
		line, column := lines.Position(d.Span.Start)
		at := fmt.Sprintf("%s:%d", d.Code, line)
		if column > 1 {
			at += fmt.Sprintf(":%d", column)
		}
		out = append(out, at)
	}
	return show(body), strings.Join(out, " ")
}

func TestPipeTables(t *testing.T) {
	const rule = "\n| --- | --- |\n"
	for _, c := range []struct{ name, text, want, findings string }{
		{"three rows", "前\n\n| 甲 | 乙 |\n| :--- | ---: |\n| 1 | 2 |\n| 3 |  |\n\n后", "P 前\nT1lr (甲|乙) (1|2) (3|)\nP 后", ""},
		{"no outer pipes", "甲 | 乙\n:-: | -\n1 | 2", "T1ca (甲|乙) (1|2)", ""},
		{"text directly above", "正文\n| 甲 | 乙 |" + rule + "| 1 | 2 |", "P 正文\nT1aa (甲|乙) (1|2)", ""},
		{"markup in cells", "| **甲** | H~2~O [丙](http://a.b) |" + rule + "| `a\\|b` *c* | 王\\*明<br>李**四**&amp; |", "T1aa (*甲*|H~2~O <http://a.b|丙>) (a|b _c_|王*明⏎李*四*&)", ""},
		{"pipes", "| a\\|b | `c` |" + rule + "| \\\\| d |", "T1aa (a|b|c) (\\|d)", ""},
		{"a pipe in a code span divides", "| 甲 | 乙 | 丙 |\n|-|-|-|\n| `a | b` | c |", "T1aaa (甲|乙|丙) (`a|b`|c)", ""},
		{"blanks that are part of a cell", "| 项目 | 数 |" + rule + "| 　其中：甲 | 1 |", "T1aa (项目|数) (　其中：甲|1)", ""},
		{"masked names in two cells", "| 王*明 | 李*华 |" + rule + "| 张** | 陈** |", "T1aa (王*明|李*华) (张**|陈**)", ""},
		{"an empty head", "|  |  |" + rule + "| 1 | 2 |\n| 3 | 4 |", "T0aa (1|2) (3|4)", ""},
		{"a head alone", "| 甲 | 乙 |" + rule, "T0aa (甲|乙)", ""},
		{"one column", "| 甲 |\n| --- |\n| 1 |", "T1a (甲) (1)", ""},
		{"one column and text below", "| 甲 |\n| --- |\n| 1 |\n后", "T1a (甲) (1)\nP 后", ""},
		{"a single rule below text", "甲\n-|\n乙", "P 甲 -| 乙", ""},
		{"in a quotation", "> | 甲 | 乙 |\n> |---|---|\n> | 1 | 2 |\n>\n> : 表2 丙", "Q(T1aa {表2　丙} (甲|乙) (1|2))", ""},
		{"in a list", "- 甲\n\n  | 乙 | 丙 |\n  |---|---|\n  | 1 | 2 |\n  : 注：丁\n- 戊", "L(P 甲\nT1aa (乙|丙) (1|2) *注：丁)(P 戊)", ""},
		{"a separator below", "| 甲 | 乙 |" + rule + "| 1 | 2 |\n---\n后", "T1aa (甲|乙) (1|2)\n---\nP 后", "md-rule:4"},
		{"hyphens for no figure", "| 甲 | 乙 |" + rule + "| - | - |", "T1aa (甲|乙) (-|-)", ""},

		// Heads of several rows.
		{"a head of two rows", ": 表1 甲\n| 乙 | > | 丙 |\n| ^ | 丁 | ^ |\n|-|-|-|\n| 1 | 2 | 3 |", "", "table-join:2:7"},
		{"a head of two rows with joins", "前\n: 表1 甲\n| 指标 | > | 数量 |\n| ^ | 今年 | 去年 |\n|-|-|-|\n| 1 | 2 | 3 |", "P 前\nT2aaa {表1　甲} (2x1:指标|1x2:数量|.) (.|今年|去年) (1|2|3)", ""},
		{"a head of three rows", "前\n| 甲 | 乙 |\n| ^ | 丙 |\n| ^ | 丁 |" + rule + "| 1 | 2 |\n\n后", "P 前\nT3aa (3x1:甲|乙) (.|丙) (.|丁) (1|2)\nP 后", ""},
		{"a column of the body joined to a head of two rows", "| 甲 | 乙 |\n| 丙 | 丁 |" + rule + "| ^ | 2 |", "", "table-join:4:3"},
		{"rows of which one has no bar in front", "| 甲 | 乙 |\n丙 | 丁" + rule + "| 1 | 2 |", "P | 甲 | 乙 |\nT1aa (丙|丁) (1|2)", ""},
		{"rows of other numbers of cells above a head", "| 甲 |\n| 丙 | 丁 |" + rule + "| 1 | 2 |", "P | 甲 |\nT1aa (丙|丁) (1|2)", ""},

		// Joins.
		{"joins", "| 甲 | > | 丙 |\n|-|-|-|\n| ^ | 1 | 2 |", "", "table-join:3:3"},
		{"a row joined", "| > | 甲 |" + rule + "| 1 | 2 |", "T1aa (1x2:甲|.) (1|2)", ""},
		{"a column joined", "| 甲 | 乙 |" + rule + "| 1 | 2 |\n| ^ | 3 |\n| ^ | ^ |", "T1aa (甲|乙) (3x1:1|2) (.|2x1:3) (.|.)", ""},
		{"a block joined", "| 甲 | 乙 | 丙 |\n|-|-|-|\n| > | 1 | 2 |\n| ^ | ^ | 3 |\n| > | ^ | 4 |", "T1aaa (甲|乙|丙) (3x2:1|.|2) (.|.|3) (.|.|4)", ""},
		{"signs to be printed", "| \\> | \\^ |" + rule + "| `>` | ^^ |", "T1aa (>|^) (>|^^)", ""},
		{"a sign in the last column", "| 甲 | > |" + rule + "| 1 | > |", "", "table-join:1:7 table-join:3:7"},
		{"a sign in the first row", "| ^ | 乙 |" + rule + "| ^ | 2 |", "", "table-join:1:3 table-join:3:3"},
		{"no rectangle", "| 甲 | 乙 |" + rule + "| > | 1 |\n| 2 | ^ |", "", "table-join:3:3"},

		// What is no table.
		{"too many and too few cells", "| 甲 | 乙 |" + rule + "| 1 | 2 | 3 |\n| 4 |\n| 5 | 6 |", "T1aa (甲|乙) (5|6)", "md-table-row:3 md-table-row:4"},
		{"below a row left out", "| 甲 | 乙 |" + rule + "| 1 |\n| ^ | 2 |\n| ^ | ^ |", "T1aa (甲|乙) (2x1:|2x1:2) (.|.)", "md-table-row:3"},
		{"a block over a row left out", "| 甲 | 乙 |" + rule + "| > | 1 |\n| 2 | 3 | 4 |\n| ^ | ^ |", "T1aa (甲|乙) (1x2:1|.) (|)", "md-table-row:4"},
		{"a wrong sign beside a row left out", "| 甲 | 乙 |" + rule + "| 1 |\n| ^ | > |", "", "md-table-row:3 table-join:4:7"},
		{"text in a row left out alone", "|  |  |" + rule + "| 1 | 2 | 3 |\n|  |  |", "", "md-table-row:3"},
		{"text directly below", "| 甲 | 乙 |" + rule + "| 1 | 2 |\n后", "T1aa (甲|乙) (1|2)", "md-table-row:4"},
		{"another number of cells in the head", "| 甲 | 乙 | 丙 |" + rule + "| 1 | 2 |", "P | 甲 | 乙 | 丙 | | --- | --- | | 1 | 2 |", "md-table-head:1"},
		{"no head", "正文\n\n|---|---|\n| 1 | 2 |", "P 正文\nP |---|---| | 1 | 2 |", "md-table-headless:3"},
		{"no row of hyphens", "| 甲 | 乙 |\n| 1 | 2 |", "P | 甲 | 乙 | | 1 | 2 |", "md-table-rule:1"},
		{"rows without bars at their ends", "水库|蓄水\n城关|120\n柳湾|98\n\n站 | 水位 | 流量\n甲 | 3 | 20", "P 水库|蓄水\nP 城关|120\nP 柳湾|98\nP 站 | 水位 | 流量甲 | 3 | 20", "md-table-rule:1 md-lines:2 md-table-rule:5 md-joined:6"},
		{"lines with bars that are no rows", "电话 | 5566\n传真 | 5577\n\n首页 | 新闻 | 通知\n请看 | 公告\n\n甲 | 乙。\n丙 | 丁。\n戊 | 己。", "P 电话 | 5566\nP 传真 | 5577\nP 首页 | 新闻 | 通知请看 | 公告\nP 甲 | 乙。\nP 丙 | 丁。\nP 戊 | 己。", "md-lines:2 md-joined:5"},
		{"two tables without an empty line", "| 甲 | 乙 |" + rule + "| 1 | 2 |\n| 丙 | 丁 |" + rule + "| 3 | 4 |", "T1aa (甲|乙) (1|2) (丙|丁) (---|---) (3|4)", "md-table-second:5"},
		{"a row that is a list", "增速 | 值\n--- | ---\n1 | 2\n- 5 | 3", "T1aa (增速|值) (1|2)\nP - 5 | 3", "md-sign-text:4 md-table-break:4"},
		{"an empty line inside", "| 甲 | 乙 |" + rule + "\n| 1 | 2 |", "T0aa (甲|乙)\nP | 1 | 2 |", "md-table-gap:4"},
		{"full-width bars", "｜ 甲 ｜ 乙 ｜\n｜——｜－－｜\n｜ 1 ｜ 2 ｜", "P ｜ 甲 ｜ 乙 ｜｜——｜－－｜｜ 1 ｜ 2 ｜", "md-table-form:2"},
		{"dashes", "| 甲 | 乙 |\n|——|——|\n| 1 | 2 |", "P | 甲 | 乙 | |——|——| | 1 | 2 |", "md-table-form:2"},
		{"drawn", "+---+---+\n| 甲 | 乙 |\n+===+===+\n| 1 | 2 |\n+---+---+", "P +---+---+ | 甲 | 乙 | +===+===+ | 1 | 2 | +---+---+", "md-table-form:1"},
		{"drawn with box signs", "┌────┬────┐\n│ 姓名 │ 成绩 │\n├────┼────┤\n│ 高渠 │ 95 │\n└────┴────┘\n\n│ 甲 │ 乙 │\n├───┼───┤\n\n╔══╦══╗\n║ 丙 ║ 丁 ║", "P ┌────┬────┐ │ 姓名 │ 成绩 │ ├────┼────┤ │ 高渠 │ 95 │ └────┴────┘\nP │ 甲 │ 乙 │ ├───┼───┤\nP ╔══╦══╗ ║ 丙 ║ 丁 ║", "md-table-form:1 md-table-form:8 md-table-form:10"},
		{"box signs in text", "├── 甲\n└── 乙\n\n────\n\n│甲│\n\n─── 丙 ───", "P ├── 甲 └── 乙\nP ────\nP │甲│\nP ─── 丙 ───", ""},
		{"full-width bars in text", "供稿：甲｜乙\n\n图｜丙 ——丁\n\n甲 | —— | 乙", "P 供稿：甲｜乙\nP 图｜丙 ——丁\nP 甲 | —— | 乙", ""},
		{"pipes in text", "a | b，|x| 和 |y|\n\n| 甲\n\n- | -", "P a | b，|x| 和 |y|\nP | 甲\nL(P | -)", ""},
		{"no text", "|  |  |" + rule + "|  |  |", "", "table-empty:1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, findings := readMarkdown(t, c.text)
			if got != c.want || findings != c.findings {
				t.Errorf("got  %s\nwant %s\nfindings %s\nwant     %s", got, c.want, findings, c.findings)
			}
		})
	}
}

func TestTableCaptions(t *testing.T) {
	const (
		a     = "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n"
		b     = "| 丙 | 丁 |\n| --- | --- |\n| 3 | 4 |\n"
		rowsA = " (甲|乙) (1|2)"
		rowsB = " (丙|丁) (3|4)"
	)
	for _, c := range []struct{ name, text, want, findings string }{
		{"above", ": 表1 蓄水｜单位：万立方米\n" + a, "T1aa {表1　蓄水｜单位：万立方米}" + rowsA, ""},
		{"above an empty line", "前\n\n: 蓄水\n\n" + a, "P 前\nT1aa {蓄水}" + rowsA, ""},
		{"below", a + ": 表1-2　蓄水|单位：万元\n后", "T1aa {表1-2　蓄水｜单位：万元}" + rowsA + "\nP 后", ""},
		{"below an empty line", a + "\n: 表A.1蓄水\n: 注：丙\n: 2. 丁\n\n后", "T1aa {表A.1　蓄水}" + rowsA + " *注：丙 *2. 丁\nP 后", ""},
		{"at the end of a paragraph above", "前\n: 蓄水\n\n" + a, "P 前\nT1aa {蓄水}" + rowsA, ""},
		{"at the start of a paragraph below", a + "\n: 蓄水\n后", "T1aa {蓄水}" + rowsA + "\nP 后", ""},
		{"directly above in a paragraph", "前\n: 蓄水\n" + a, "P 前\nT1aa {蓄水}" + rowsA, ""},
		{"number of several parts", ": 表1-2.3a 甲\n" + a, "T1aa {表1-2.3a　甲}" + rowsA, ""},
		{"a Chinese number", ": 表一 甲\n" + a, "T1aa {表一　甲}" + rowsA, ""},
		{"a title that begins with the word", ": 表彰名单\n" + a, "T1aa {表彰名单}" + rowsA, ""},
		{"a number alone", ": 表1\n" + a, "T1aa {表1}" + rowsA, ""},
		{"markup", ": 表1 **CO~2~**\\|丙｜单位：m^3^\n" + a, "T1aa {表1　*CO**~2~*|丙｜单位：m^3^}" + rowsA, ""},
		{"unit alone", ": 单位：万元\n" + a, "T1aa {｜单位：万元}" + rowsA, ""},
		{"unit after a sign alone", ": ｜单位：万元\n" + a, "T1aa {｜单位：万元}" + rowsA, ""},
		{"unit on its own line", ": 表1 甲\n: 单位：万元\n" + a, "T1aa {表1　甲｜单位：万元}" + rowsA, ""},
		{"full-width colons", "：表1　甲\n" + a + "：注：乙\n", "T1aa {表1　甲}" + rowsA + " *注：乙", ""},
		{"source", a + ": 资料来源：统计局\n", "T1aa" + rowsA + " *资料来源：统计局", ""},
		{"the nearer of two", a + "\n: 表1 甲\n" + b, "T1aa" + rowsA + "\nT1aa {表1　甲}" + rowsB, ""},
		{"the nearer one above", a + ": 表1 甲\n\n" + b, "T1aa {表1　甲}" + rowsA + "\nT1aa" + rowsB, ""},
		{"equally near", a + "\n: 甲\n\n" + b, "T1aa" + rowsA + "\nT1aa {甲}" + rowsB, ""},
		{"directly between", a + ": 甲\n" + b, "T1aa" + rowsA + "\nT1aa {甲}" + rowsB, ""},
		{"notes between", a + ": 注：1. 丙\n: 2. 丁\n\n" + b, "T1aa" + rowsA + " *注：1. 丙 *2. 丁\nT1aa" + rowsB, ""},
		{"notes and the next caption", a + ": 注：丙\n: 表2 丁\n\n" + b, "T1aa" + rowsA + " *注：丙\nT1aa {表2　丁}" + rowsB, ""},
		{"captions of both", a + "\n: 表1 丙\n\n: 表2 丁\n\n" + b, "T1aa {表1　丙}" + rowsA + "\nT1aa {表2　丁}" + rowsB, ""},
		{"two captions", ": 甲\n" + a + ": 乙\n", "T1aa {甲}" + rowsA, "md-caption-second:5"},
		{"two empty lines", ": 甲\n\n\n" + a, "T1aa" + rowsA, "md-caption:1"},
		{"no table", "前\n\n: 表1 蓄水\n\n后", "P 前\nP 后", "md-caption:3"},
		{"no table, in a paragraph", "前\n: 表1 蓄水\n后", "P 前\nP 后", "md-caption:2"},
		{"a note above", ": 注：甲\n\n" + a, "T1aa" + rowsA, "md-caption:1"},
		{"copy", ": 这一行只是以冒号开头。\n\n术语\n: 定义\n\n: )\n\n: D\n\n: ……\n\n问：甲\n：乙\n\n:D\n\n:表格", "P : 这一行只是以冒号开头。\nP 术语 : 定义\nP : )\nP : D\nP : ……\nP 问：甲：乙\nP :D\nP :表格", ""},
		{"to be printed", "\\: 表1 甲\n\n" + a, "P : 表1 甲\nT1aa" + rowsA, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, findings := readMarkdown(t, c.text)
			if got != c.want || findings != c.findings {
				t.Errorf("got  %s\nwant %s\nfindings %s\nwant     %s", got, c.want, findings, c.findings)
			}
		})
	}
}
