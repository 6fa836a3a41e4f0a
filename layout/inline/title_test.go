package inline

import (
	"os"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

func TestTitleShapes(t *testing.T) {
	for _, c := range []struct {
		em   int
		want string
	}{
		{24, "全市春季河道清淤工程提前完工"},
		{20, "全体党员干部踊跃参加义务劳动 |共同守护一河清水"},
		{16, "市水务局召开防汛工作会议，|部署主汛期重点任务"},
		{18, "监测中心举办“世界水日、中国水周”|主题宣传活动"},
		{14, "上游三县联合开展|“清四乱”专项检查行动"},
	} {
		settings := Settings{Autospace: 250, Title: true, Trapezoid: true, Align: Center}
		text := ""
		for _, r := range c.want {
			if r != '|' {
				text += string(r)
			}
		}
		if got := joined(setAt(t, text, c.em, settings)); got != c.want {
			t.Errorf("%d em: %s, want %s", c.em, got, c.want)
		}
	}
}

// TestAuthorBreakWins: a line the author ended stays ended, even if all would
// fit on one.
func TestAuthorBreakWins(t *testing.T) {
	f := songFont()
	var log diag.List
	p := NewShaper().Prepare([]Run{{Text: "北城水厂", Font: f, Break: true}, {Text: "顺利通水", Font: f}},
		Settings{Title: true, Align: Center, Autospace: 250}, &log)
	lines := p.Break(20 * bodySize)
	if got := joined(lines); got != "北城水厂|顺利通水" {
		t.Fatal(got)
	}
	for _, l := range lines {
		if l.X != 8*bodySize || l.Width != 4*bodySize {
			t.Errorf("line %q at %v, %v wide", l.Text, l.X, l.Width)
		}
	}
}

// TestTitleTrimsInk: what is centred is the ink, so the blank half of a mark at
// either edge does not count (RULES 2.3).
func TestTitleTrimsInk(t *testing.T) {
	lines := setAt(t, "《天地》", 10, Settings{Title: true, Align: Center})
	if w := lines[0].Width; w != 3*bodySize {
		t.Errorf("width %v, want 3 em", w)
	}
}

func TestLastLineNeverLonely(t *testing.T) {
	text := "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨。"
	for em := 8; em <= 36; em++ {
		lines := setAt(t, text, em, plain)
		last := lines[len(lines)-1]
		if n := len([]rune(last.Text)); n < 3 && last.Repair != frame.RepairForced {
			t.Errorf("%d em: last line %q", em, last.Text)
		}
	}
}

// TestJustifiedSumsExactly: boxes and gaps of every justified line add up to
// the measure, to the last unit; of a ragged line, to less (RULES 4.2). Each paragraph
// is set at every sixth measure from 8 to 42 em, and all together at every measure; or
// each at every one.
func TestJustifiedSumsExactly(t *testing.T) {
	paras, _ := prose(t)
	for n, text := range paras {
		first, step := 8+n%6, 6
		if os.Getenv("JIANBAO_THOROUGH") != "" {
			first, step = 8, 1
		}
		for em := first; em <= 42; em += step {
			for _, l := range setAt(t, text, em, bodySettings(songFont())) {
				ragged := l.Repair == frame.RepairRagged
				if l.Justify && ragged != (l.Width < l.Measure) || l.Width > l.Measure {
					t.Fatalf("%d em: %q is %v wide, measure %v", em, l.Text, l.Width, l.Measure)
				}
				end := unit.Abs(0)
				for _, g := range l.Glyphs {
					if g.X < end {
						t.Fatalf("%d em: %q overlaps in %q", em, g.Text, l.Text)
					}
					end = g.X + g.Advance
				}
				if end != l.Width {
					t.Fatalf("%d em: %q ends at %v, width %v", em, l.Text, end, l.Width)
				}
			}
		}
	}
}

// TestEmergency: text without a permitted break is broken anywhere, completely and
// within the measure, with the repair "forced" (RULES 1.7).
func TestEmergency(t *testing.T) {
	long := ""
	for range 500 {
		long += "q"
	}
	for _, text := range []string{long, "，。、；：？！，。、；：", "天" + long + "地", "「「「「「「「天", "天」」」」」」」」」」"} {
		lines := setAt(t, text, 4, plain)
		all, forced := "", false
		for _, l := range lines {
			all += l.Text
			forced = forced || l.Repair == frame.RepairForced
			if l.Width > l.Measure {
				t.Errorf("%.20q sticks out: %v of %v", l.Text, l.Width, l.Measure)
			}
		}
		if all != text || !forced {
			t.Errorf("%.20q: got %.60q, forced %v", text, all, forced)
		}
	}
}

// TestSpaceEndsItsLine: where a number and its unit are torn because nothing
// else fits, the space between them stays behind.
func TestSpaceEndsItsLine(t *testing.T) {
	for _, text := range []string{"浓度为 0.02 mg/L生产", "最大 1,234,567.89 kWh用电", "a b c d e f g", "（见 1234567 mg/L）。"} {
		for em := 2; em <= 9; em++ {
			for _, l := range setAt(t, text, em, bodySettings(songFont())) {
				if strings.HasPrefix(l.Text, " ") || len(l.Glyphs) > 0 && l.Glyphs[0].X != 0 {
					t.Errorf("%d em: a line begins with %q", em, l.Text)
				}
			}
		}
	}
}

// TestTitleWideBlanks: blanks that are wider than the measure hide no division, since
// they have no width at a line's end.
func TestTitleWideBlanks(t *testing.T) {
	f := songFont()
	for _, text := range []string{"（2025 年 · 第 3 期）", "甲 3 乙　丙 4 丁"} {
		for em := range unit.Abs(8) {
			var log diag.List
			p := NewShaper().Prepare([]Run{{Text: text, Font: f}}, Settings{Autospace: 72_000, Title: true, Words: true}, &log)
			printed := 0
			for _, l := range p.Break((em + 3) * f.Size) {
				if l.Text == "" {
					t.Errorf("%q at %d em has an empty line", text, em+3)
				}
				printed += len([]rune(strings.ReplaceAll(l.Text, " ", "")))
			}
			if want := len([]rune(strings.ReplaceAll(text, " ", ""))); printed < want {
				t.Errorf("%q at %d em: %d of %d characters", text, em+3, printed, want)
			}
		}
	}
}
