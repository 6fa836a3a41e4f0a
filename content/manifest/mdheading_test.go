package manifest

import (
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// TestHeadingLevels: typed numbers decide the levels of headings where there is
// a 一、 or （一）, else the number of #, counted from below a title that is
// repeated.
func TestHeadingLevels(t *testing.T) {
	for _, c := range []struct{ name, text, want, codes string }{
		{"typed", "# 春灌通知\n\n各村：\n\n## 一、领导\n\n文\n\n### （一）责任\n\n文\n\n#### 1. 台账\n\n文", "P 各村：\nH1 一、领导\nP 文\nH2 （一）责任\nP 文\nH3 1. 台账\nP 文", "text-repeated"},
		{"none jumped", "#### 一、甲\n\n文\n\n##### 1. 乙\n\n文\n\n##### 2. 丙\n\n文", "H1 一、甲\nP 文\nH2 1. 乙\nP 文\nH2 2. 丙\nP 文", "md-heading"},
		{"highest form", "### （一）甲\n\n文\n\n## （1）乙\n\n文", "H1 （一）甲\nP 文\nH2 （1）乙\nP 文", ""},
		{"without numbers among typed", "# 前言\n\n文\n\n## 一、甲\n\n文\n\n### 背景\n\n文\n\n## 结语\n\n文", "H1 前言\nP 文\nH1 一、甲\nP 文\nH2 背景\nP 文\nH1 结语\nP 文", ""},
		{"levels without numbers", "# 一、甲\n\n文\n\n## 乙\n\n文\n\n### 丙\n\n文\n\n## 丁\n\n文", "H1 一、甲\nP 文\nH2 乙\nP 文\nH3 丙\nP 文\nH2 丁\nP 文", ""},
		{"jumped without numbers", "# 一、甲\n\n文\n\n### 乙\n\n文", "H1 一、甲\nP 文\nH2 乙\nP 文", ""},
		{"digits alone", "## 1. 甲\n\n文\n\n### （1）乙\n\n文", "H2 1. 甲\nP 文\nH3 （1）乙\nP 文", ""},
		{"no numbers", "## 甲\n\n文\n\n### 乙\n\n文", "H2 甲\nP 文\nH3 乙\nP 文", ""},
		{"below the title", "# 春灌通知\n\n## 甲\n\n文\n\n### 乙\n\n文", "H1 甲\nP 文\nH2 乙\nP 文", "text-repeated"},
		{"beside the title", "# 春灌通知\n\n# 甲\n\n文\n\n## 乙\n\n文", "H1 甲\nP 文\nH2 乙\nP 文", "text-repeated"},
		{"a separator below the title", "# 春灌通知\n\n---\n\n文\n\n文", "P 文\nP 文", "text-repeated md-rule"},
		{"in a quotation", "## 一、甲\n\n> ### （一）乙\n>\n> 文\n\n文（来源：水务站）", "H1 一、甲\nQ(H2 （一）乙\nP 文)\nP 文", "text-repeated"},
		{"in a file of plain text", "一、甲\n文\n1. 乙\n文", "H1 一、甲\nP 文\nH3 1. 乙\nP 文", "plain-heading plain-heading"},
	} {
		file := "a.md"
		if strings.Contains(c.name, "plain") {
			file = "a.txt"
		}
		log := &diag.List{}
		manifest := head + "[[section.article]]\ntitle = \"春灌通知\"\nsource = \"水务站\"\nfile = \"" + file + "\"\n"
		issue := loadFrom(memory{file: []byte(c.text)}, "issue.toml", []byte(manifest), Options{}, log)
		var body []content.Block
		if issue != nil && len(issue.Sections) > 0 && len(issue.Sections[0].Articles) > 0 {
			body = issue.Sections[0].Articles[0].Body
		}
		var codes []string
		for _, d := range log.Items() {
			codes = append(codes, string(d.Code))
		}
		if got := show(body); got != c.want || strings.Join(codes, " ") != c.codes {
			t.Errorf("%s: got\n%s\nwant\n%s\n%v", c.name, got, c.want, codes)
		}
	}
}
