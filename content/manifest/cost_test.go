package manifest

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"jianbao/content/costtest"
	"jianbao/content/diag"
	"jianbao/content/proof"
)

// TestCost reads texts that are expensive to parse: the cost must not grow with the
// square of their length.
func TestCost(t *testing.T) {
	large, floor := 10_000, 10*time.Millisecond
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		large, floor = 20_000, 20*time.Millisecond
	}
	for _, unit := range []string{
		"[", "](", "**a ", "*a_ ", "`", "``a`", "> ", "- ", "&", "\\*", "<", "![", "[^1]", "甲\r\n", "甲\n", "甲\\\n", "[a]: b\n", "|a|\n", "“", "（]", "a…", "1…", "１", "一、甲\n", " ，", "\x0C", "<a ", "a@", "1. a\n", "    a\n", "# a\n", "[甲][甲] ",
		"-", "—", "\t甲", "甲 ", "O1", "Â\u00a0", "二○", "⽤", "鐨勬槸", "锟斤拷", "甲□", "甲．", "甲\u200b", "\u202a1", "\\一、甲\n", "附件：1. 甲\n", "1. 甲　2. 乙\n",
		"A\n```\n甲\n```\n", "~~~\n甲\n", "甲*乙*，", "甲=*1*（", "^_^", "(*^*)", "~~~~~\n甲\n", "```a\n", "\\(", "\\[\n", "\\(a_1\\)", "- 完 -\n", "王**李", "20**年**月", "**县", "**____", "^2+a", "a^2+b^2,", "~1a", "x~i,j~y", "|-|\n", "|甲|乙|\n|-|-|\n", "|甲|\n|-|\n\n", ": 甲\n", ": 表1 甲\n\n", "|a|b|\n|-|-|\n: 甲\n\n", "\\|", "甲\t乙\t丙\n", "1\t\t\n",
		"9）甲\n", "1）甲\n", "甲：乙\n", "春望\n", "├─┤\n", "─甲", "（ ）", "甲）", "’98", "> 甲乙丙丁戊己庚辛壬癸子丑寅卯\n甲乙丙丁戊己庚辛壬癸子丑寅卯辰\n",
	} {
		for _, name := range []string{"a.md", "a.txt"} {
			t.Run(fmt.Sprintf("%s of %q", name, unit), func(t *testing.T) {
				costtest.Linear(t, large/10, large, floor, func(n int) {
					text := []byte(strings.Repeat(unit, n/len(unit)))
					log := &diag.List{}
					issue := loadFrom(memory{name: text}, "issue.toml", []byte(head0+name+"\"\n"), Options{}, log)
					proof.Check(issue, nil, log)
					log.Items()
				})
			})
		}
	}
}

// TestCSVCost reads tables that are expensive to divide.
func TestCSVCost(t *testing.T) {
	for _, unit := range []string{"1,2\n", ",", ";", "\"\"", "\"", "\"\n\",", "\n", "~2~", "~", "\\", "\\^", "^,", ">\n", "a://b~", "1;2,3\n"} {
		t.Run(fmt.Sprintf("%q", unit), func(t *testing.T) {
			costtest.Linear(t, 4000, 40_000, 20*time.Millisecond, func(n int) {
				files := memory{"a.csv": []byte(strings.Repeat(unit, n/len(unit))), "a.txt": []byte("甲")}
				log := &diag.List{}
				issue := loadFrom(files, "issue.toml", []byte(head0+"a.txt\"\n[[section.article.table]]\nfile = \"a.csv\"\n"), Options{}, log)
				proof.Check(issue, nil, log)
				log.Items()
			})
		})
	}
}

const head0 = `schema = 1
publication.title = "甲"
issue = { year = 2021, number = 1, date = 2021-10-22 }
[[section]]
title = "甲"
[[section.article]]
title = "乙"
file = "`
