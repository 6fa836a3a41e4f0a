package inline

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"jianbao/content/costtest"
)

// TestCost sets paragraphs and titles made to be slow: their cost must not grow with
// the square of their length.
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
			t.Run(fmt.Sprintf("%s of %q", name, unit), func(t *testing.T) {
				costtest.Linear(t, 5000, 20_000, 300*time.Millisecond, func(n int) {
					setAt(t, strings.Repeat(unit, n/len(unit)), 20, settings)
				})
			})
		}
	}
}
