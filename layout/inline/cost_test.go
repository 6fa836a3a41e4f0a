package inline

import (
	"strings"
	"testing"
	"time"
)

// TestCost sets paragraphs and titles made to be slow: four times the text must
// not cost sixteen times the time.
func TestCost(t *testing.T) {
	if testing.Short() {
		t.Skip("needs several seconds")
	}
	units := []string{
		"甲", "a", "1", " ", "　", "\u00a0", "“", "”", "‘", "’", "“‘", "“甲", "甲”", "“a”", "a’", "’a", "’", "（", "）", "，。", "！", "？！",
		"—", "——", "…", "—…", "–", "·", "/", "//", "/ ", "- ", "-", "~", "～", "%", "℃", "1,", "1.", "１", "￥", "a-", "http://", "a@b.", "\u200b", "\u2060",
		"a\u0301", "甲\u0301", "𠮷", "あ", "ー", "가", "a甲", "甲 ", "a ", "supercalifragilistic", "\u00ad", "、a", "①",
	}
	shapes := map[string]Settings{"justified": {Autospace: 250, TrimStart: true, Hyphenate: true}, "title": {Autospace: 250, Title: true}}
	for _, unit := range units {
		for name, settings := range shapes {
			cost := func(n int) time.Duration {
				text := strings.Repeat(unit, n/len(unit))
				start := time.Now()
				setAt(t, text, 20, settings)
				return time.Since(start)
			}
			// Other programs run beside the test: only what is slow every time is.
			for try := 0; ; try++ {
				small, large := cost(5_000), cost(20_000)
				if large < 300*time.Millisecond || large < 10*small {
					break
				}
				if try == 3 {
					t.Errorf("%s of %q: %v for 5 kB, %v for 20 kB", name, unit, small, large)
					break
				}
			}
		}
	}
}
