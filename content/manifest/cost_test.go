package manifest

import (
	"strings"
	"testing"
	"time"

	"jianbao/content/diag"
	"jianbao/content/proof"
)

// TestCost reads texts made to be slow: twice the text must not cost four
// times the time.
func TestCost(t *testing.T) {
	if testing.Short() {
		t.Skip("needs several seconds")
	}
	for _, unit := range []string{
		"[", "](", "**a ", "*a_ ", "`", "``a`", "> ", "- ", "&", "\\*", "<", "![", "[^1]", "甲\r\n", "甲\n", "甲\\\n", "[a]: b\n", "|a|\n", "“", "（]", "a…", "1…", "１", "一、甲\n", " ，", "\x0C", "<a ", "a@", "1. a\n", "    a\n", "# a\n", "[甲][甲] ",
		"-", "—", "\t甲", "甲 ",
	} {
		for _, name := range []string{"a.md", "a.txt"} {
			cost := func(n int) time.Duration {
				text := []byte(strings.Repeat(unit, n/len(unit)))
				log := &diag.List{}
				start := time.Now()
				issue := LoadFrom(MapFiles{name: text}, "issue.toml", []byte(head0+name+"\"\n"), Options{}, log)
				proof.Check(issue, log)
				log.Items()
				return time.Since(start)
			}
			// Other programs run beside the test: only what is slow every time is.
			for try := 0; ; try++ {
				small, large := cost(15_000), cost(60_000)
				if large < 200*time.Millisecond || large < 10*small {
					break
				}
				if try == 3 {
					t.Errorf("%s of %q: %v for 15 kB, %v for 60 kB", name, unit, small, large)
					break
				}
			}
		}
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
