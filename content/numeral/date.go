package numeral

import (
	"strings"

	"jianbao/content/pattern"
)

var date = pattern.New(`^(?:[0-9０-９]{4}|[〇○零一二三四五六七八九]{4})[ \x{3000}]*年[ \x{3000}]*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ \x{3000}]*月[ \x{3000}]*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})[ \x{3000}]*日$`)

// IsDate reports whether a line is the date of a document and nothing else, in
// digits or Chinese numerals: 2024年5月6日, 二〇二四年五月六日 (GB/T 9704 7.3.5).
func IsDate(line string) bool {
	if !strings.HasSuffix(line, "日") {
		return false
	}
	m := date().FindStringSubmatch(line)
	if m == nil {
		return false
	}
	month, day := Parse(m[1]), Parse(m[2])
	return month >= 1 && month <= 12 && day >= 1 && day <= 31
}
