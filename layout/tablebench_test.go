package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/pdf"
)

// longTable returns a table of so many rows, and paragraphs of the same text.
func longTable(rows int) (table *content.Table, text []content.Block) {
	list := []string{"序号|项目名称|实施单位|投资（万元）|完成（%）|备注"}
	var b strings.Builder
	for i := range rows {
		row := fmt.Sprintf("%d|农村饮水安全巩固提升工程第%d批|水务局%d科|%d.%d|%d.%02d|在建，已完成主体结构，正在安装设备", i+1, i%40, i%7, 100+i*37%9000, i%10, i%100, i%97)
		list = append(list, row)
		b.WriteString(strings.ReplaceAll(row, "|", "，") + "。")
		if i%4 == 3 {
			text = append(text, &content.Paragraph{Inlines: inlines(b.String())})
			b.Reset()
		}
	}
	table = tableOf(1, list...)
	table.Caption = inlines("表1 项目进展")
	return table, text
}

// BenchmarkTables makes the file of a table of 2,000 rows, and of as much text.
func BenchmarkTables(b *testing.B) {
	th := themed(b, "bulletin")
	table, text := longTable(2000)
	for name, body := range map[string][]content.Block{"table": {table}, "text": text} {
		b.Run(name, func(b *testing.B) {
			a := article("进展")
			a.Body = body
			is := bulletinOf(section("一", a))
			b.ReportAllocs()
			for b.Loop() {
				var log diag.List
				doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
				if _, err := pdf.Bytes(doc, pdf.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
