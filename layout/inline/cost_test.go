package inline

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"jianbao/content/costtest"

	_ "jianbao/content/testgc"
)

// TestCost typesets paragraphs and titles that are difficult on purpose: the
// time must not grow with the square of their length.
func TestCost(t *testing.T) {
	if testing.Short() {
		t.Skip("needs several seconds")
	}
	units := []string{ // one for each way in which a scan could begin again at every character
		"甲", "a", "1,", " ", "“", "’a", "“‘", "，。", "—…", "/", "a-", "http://", "a\u0301", "a甲", "supercalifragilistic", "1~", "a/1~", "www.", "a@b.cn,", "周平、", "100 ", "a_1.",
	}
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		units = append(units,
			"1", "　", "\u00a0", "”", "‘", "’", "“甲", "甲”", "“a”", "a’", "（", "）", "！", "？！",
			"—", "——", "…", "–", "·", "//", "/ ", "- ", "-", "~", "～", "%", "℃", "1.", "１", "￥", "a@b.", "\u200b", "\u2060",
			"甲\u0301", "𠮷", "あ", "ー", "가", "甲 ", "a ", "\u00ad", "、a", "①")
	}
	large, floor := 4000, 50*time.Millisecond
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		large, floor = 20_000, 300*time.Millisecond
	}
	shapes := map[string]Settings{"justified": {Autospace: 250, TrimStart: true, Hyphenate: true}, "title": {Autospace: 250, Title: true}}
	for _, unit := range units {
		for name, settings := range shapes {
			t.Run(fmt.Sprintf("%s of %q", name, unit), func(t *testing.T) {
				costtest.Linear(t, large/4, large, floor, func(n int) {
					setAt(t, strings.Repeat(unit, n/len(unit)), 20, settings)
				})
			})
		}
	}
}
