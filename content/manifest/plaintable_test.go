package manifest

import (
	"strconv"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

func TestTabTables(t *testing.T) {
	for _, c := range []struct{ name, text, want, codes string }{
		{"three lines", "断面\t类别\t达标\n石塘桥\t良好\t是\n柳湾\t\t否", "T0aaa (断面|类别|达标) (石塘桥|良好|是) (柳湾||否)", "plain-table"},
		{"a head", "前\r\n县区\t雨量\t排名\r\n甲县\t12.5\t1\r\n乙县\t８\t2\r\n后", "P 前\nT1aaa (县区|雨量|排名) (甲县|12.5|1) (乙县|８|2)\nP 后", "plain-table"},
		{"figures in one row alone", "甲\t乙\t丙\n丁\t戊\t己\n庚\t1\t2", "T0aaa (甲|乙|丙) (丁|戊|己) (庚|1|2)", "plain-table"},
		{"an empty corner", "\t一月\t二月\n甲\t1\t2\n乙\t3\t4", "T1aaa (|一月|二月) (甲|1|2) (乙|3|4)", "plain-table"},
		{"blanks around cells", "甲 \t 乙\t　丙\n 1\t2 　\t3\n4\t5\t6\t\n", "P 甲 \t 乙\t　丙\nP 1\t2 　\t3\nP 4\t5\t6", "text-table"},
		{"blanks inside the lines", "甲 \t 乙\t　丙\n 1\t2 　\t3\n4\t5\t6 \n", "T1aaa (甲|乙|　丙) (1|2|3) (4|5|6)", "plain-table"},
		{"signs are text", "^\t>\tH~x~O\n1\t2\t3\n4\t5\t6", "T1aaa (^|>|H~x~O) (1|2|3) (4|5|6)", "plain-table"},
		{"two lines", "甲\t乙\t丙\n1\t2\t3", "P 甲\t乙\t丙\nP 1\t2\t3", "text-table"},
		{"one tab", "甲\t乙\n1\t2\n3\t4", "P 甲\t乙\nP 1\t2\nP 3\t4", "text-table"},
		{"an empty line between", "甲\t乙\t丙\n1\t2\t3\n\n4\t5\t6", "P 甲\t乙\t丙\nP 1\t2\t3\nP 4\t5\t6", "text-table"},
		{"other numbers of tabs", "甲\t乙\t丙\n1\t2\t3\n4\t5\t6\n7\t8\n9\t0\t1\t2", "T1aaa (甲|乙|丙) (1|2|3) (4|5|6)\nP 7\t8\nP 9\t0\t1\t2", "plain-table text-table"},
		{"an indent of tabs", "\t\t甲\n\t\t乙\n\t\t丙", "P 甲\nP 乙\nP 丙", ""},
		{"tabs at the end", "甲\t\t\n乙\t\t\n丙\t\t", "P 甲\nP 乙\nP 丙", ""},
		{"two fields far apart", "甲\t\t1\n乙\t\t2\n丙\t\t3", "P 甲\t\t1\nP 乙\t\t2\nP 丙\t\t3", "text-table"},
		{"below a heading", "一、雨情\n甲\t1\t2\n乙\t3\t4\n丙\t5\t6\n二、水情\n后", "H1 一、雨情\nT0aaa (甲|1|2) (乙|3|4) (丙|5|6)\nH1 二、水情\nP 后", "plain-table"},
		{"columns of blanks", "品名　　产量　　增幅\n小麦　　1200　　2.5\n玉米　　980　　-1\n\n序  名  数\n1  甲  2", "P 品名　　产量　　增幅\nP 小麦　　1200　　2.5\nP 玉米　　980　　-1\nP 序  名  数\nP 1  甲  2", "text-columns"},
		{"names and fields", "张伟  王芳  李娜\n赵强  钱勇  孙丽\n周敏  吴杰  郑凯\n姓名：  性别：  年龄：35\n住址：  电话：1  备注：2\n甲：  乙：2  丙：3", "P 张伟  王芳  李娜\nP 赵强  钱勇  孙丽\nP 周敏  吴杰  郑凯\nP 姓名：  性别：  年龄：35\nP 住址：  电话：1  备注：2\nP 甲：  乙：2  丙：3", ""},
		{"too many columns", strings.Repeat(strings.Repeat("1\t", 64)+"1\n", 3), "", "table-columns"},
		{"too many cells", strings.Repeat("1\t2\t3\n", 6667), "", "table-cells"},
	} {
		t.Run(c.name, func(t *testing.T) {
			log := &diag.List{}
			l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
			src := &diag.Source{Path: "a.txt", Data: []byte(c.text)}
			blocks := l.plainText(c.text, whole(src))
			l.tabbedRows(blocks)
			l.blankColumns(blocks)
			var codes []string
			for _, d := range log.Items() {
				codes = append(codes, string(d.Code))
			}
			if got := show(blocks); got != c.want || strings.Join(codes, " ") != c.codes {
				t.Errorf("got  %q\nwant %q\n%v", got, c.want, codes)
			}
			checkPlaces(t, blocks)
		})
	}
}

// TestCSV reads tables of the manifest.
func TestCSV(t *testing.T) {
	for _, c := range []struct{ name, keys, text, want, findings string }{
		{"plain", "", "县区,蓄水\n甲县,12.5\n乙县,\n", "T1aa (县区|蓄水) (甲县|12.5) (乙县|)", ""},
		{"all keys", "caption = \"表1 CO~2~\"\nunit = \"单位：m^3^\"\nnotes = [\"注：甲\", \"乙\"]\nhead = 2\nside = 1\nalign = [\"left\", \"\", \"figure\"]\nwidths = [\"4em\", \"\"]\nrules = \"grid\"\nrotate = true\nplace = \"page\"\n",
			"a,b,c\nd,e,f\n1,2,3\n", "T2+1l4emaf {表1　CO~2~｜单位：m^3^} (a|b|c) (d|e|f) (1|2|3) *注：甲 *乙", ""},
		{"quotes", "", "a,\"b,\"\"c\"\"\"\r\n\"1\r\n2\",\"\"\r\n", "T1aa (a|b,\"c\") (1⏎2|)", ""},
		{"carriage returns", "", "a,b\r1,2\r", "T1aa (a|b) (1|2)", ""},
		{"no head", "head = 0\n", "1,2\n3,4", "T0aa (1|2) (3|4)", ""},
		{"a head alone", "", "甲,乙", "T0aa (甲|乙)", ""},
		{"signs", "", "H~2~O,m\\^3^,10^-3^\n\\>,\\\\^,\\\\srv\\共享\n>,1,^^\n", "T1aaa (H~2~O|m^3^|10^-3^) (>|\\^|\\\\srv\\共享) (1x2:1|.|^^)", ""},
		{"an escaped script", "", "x\\~2~,x\\\\~2~\n1~3月,2", "T1aa (x~2~|x\\~2~) (1~3月|2)", ""},
		{"an address", "", "http://a.b/~c~,5~6~7", "T0aa (http://a.b/~c~|5~6~7)", ""},
		{"markup is text", "", "**a**,[b](c)\n`d`,<br>", "T1aa (**a**|[b](c)) (`d`|<br>)", ""},
		{"indents", "", "项目,数\n　其中：甲, 1 \n", "T1aa (项目|数) (　其中：甲|1)", ""},
		{"joins", "", "a,>,c\nd,e,>", "", "table-join a.csv:2:5"},
		{"full-width commas", "", "a，b\n1，2\n", "T1a (a，b) (1，2)", "csv-full-width a.csv:1:1"},
		{"full-width commas in a column", "", "甲，乙\n丙\n", "T1a (甲，乙) (丙)", ""},
		{"semicolons", "", "a;b\n1,5;2\n", "T1aa (a|b) (1,5|2)", "csv-delimiter a.csv:1:1"},
		{"tabs", "", "a\tb\n1\t2\n", "T1aa (a|b) (1|2)", "csv-delimiter a.csv:1:1"},
		{"Excel's line about the delimiter", "", "sep=;\r\na;b\r\n1;2\r\n", "T1aa (a|b) (1|2)", ""},
		{"one column", "", "a\n1;2\n3", "T1a (a) (1;2) (3)", ""},
		{"empty rows and columns at the end", "", "a,b,,\n1,2,,\n,,,\n,,,\n", "T1aa (a|b) (1|2)", "table-trimmed a.csv:2:1"},
		{"empty lines at the end", "", "a,b\n1,2\n\n\n", "T1aa (a|b) (1|2)", ""},
		{"an empty row inside", "", "a,b\n,\n1,2", "T1aa (a|b) (|) (1|2)", ""},
		{"an empty line inside", "", "a,b\n\n1,2", "", "csv-row a.csv:2:1"},
		{"too few and too many", "", "a,b,c\n1,2\n3,4,5,6\n", "", "csv-row a.csv:1:1 csv-row a.csv:2:1"},
		{"a quote inside", "", "a,b\n1,3\"\n", "", "csv-quote a.csv:2:4"},
		{"a quote after quotes", "", "a,b\n1,\"3\"x\n", "", "csv-quote a.csv:2:5"},
		{"an open quote", "", "a,b\n1,\"3\n4,5\n", "", "csv-unclosed a.csv:2:3"},
		{"nothing", "", ",\n,\n", "", "table-empty"},
		{"a large head", "head = 2\n", "a,b\n1,2", "", "table-head"},
		{"a large side", "side = 2\n", "a,b\n1,2", "", "table-side"},
		{"too many widths", "widths = [\"\", \"\", \"1em\"]\n", "a,b\n1,2", "", "table-many"},
		{"wrong widths", "widths = [\"4\", \"0em\", \"4字\"]\nalign = [\"middle\"]\n", "a,b,c\n1,2,3", "T1aaa (a|b|c) (1|2|3)", "table-width table-width table-width bad-value"},
		{"too many columns", "", strings.Repeat("1,", 64) + "2\n", "", "table-columns a.csv:1:1"},
		{"too many cells", "", strings.Repeat("1,2,3\n", 6667), "", "table-cells"},
	} {
		t.Run(c.name, func(t *testing.T) {
			log := &diag.List{}
			files := memory{"a.csv": []byte(c.text), "a.txt": []byte("甲")}
			issue := loadFrom(files, "issue.toml", []byte(head0+"a.txt\"\n[[section.article.table]]\nfile = \"a.csv\"\n"+c.keys), Options{}, log)
			body := issue.Sections[0].Articles[0].Body
			var findings []string
			for _, d := range log.Items() {
				if s := string(d.Code); d.Span.Source.Path == "a.csv" {
					line, column := diag.NewLines(d.Span.Source.Data).Position(d.Span.Start)
					findings = append(findings, s+" a.csv:"+strconv.Itoa(line)+":"+strconv.Itoa(column))
				} else {
					findings = append(findings, s)
				}
			}
			got := ""
			if table := body[1].(*content.Table); table.Rows != nil {
				got = showTable(table)
				checkPlaces(t, body)
			}
			if got != c.want || strings.Join(findings, " ") != c.findings {
				t.Errorf("got  %s\nwant %s\nfindings %q\nwant     %q", got, c.want, findings, c.findings)
			}
		})
	}
}
