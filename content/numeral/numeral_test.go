package numeral

import (
	"fmt"
	"strings"
	"testing"
)

func TestAt(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"一、甲", "1 1 一 一、"},
		{"十二、", "1 12 十二 十二、"},
		{"（一）甲", "2 1 一 （一）"},
		{"(二)甲", "2 2 二 (二)"},
		{"1. 甲", "3 1 1 1."},
		{"１２．甲", "3 12 １２ １２．"},
		{"1.", "3 1 1 1."},
		{"3、甲", "3 3 3 3、 comma"},
		{"（10）甲", "4 10 10 （10）"},
		{"(3）甲", "4 3 3 (3）"},
		{"3.5 万人", ""}, {"2021．甲", ""}, {"（2021）甲", ""}, {"一甲", ""}, {"一.甲", ""}, {"甲", ""}, {"", ""}, {"（", ""}, {"（）", ""}, {"（一", ""}, {"（一、", ""}, {"1", ""}, {"、", ""},
	} {
		got := ""
		if m, ok := At(c.line); ok {
			got = fmt.Sprint(m.Level, " ", m.N, " ", c.line[m.From:m.To], " ", c.line[:m.End])
			if m.Comma {
				got += " comma"
			}
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.line, got, c.want)
		}
	}
}

func TestAttachments(t *testing.T) {
	for _, c := range []struct{ line, rest string }{
		{"附件：1. 甲", "1. 甲"}, {"附　件：　1．甲", "1．甲"}, {"附：", ""}, {"附表:甲", "甲"},
		{"附件1：甲", "附件1：甲"}, {"附近：甲", "附近：甲"}, {"甲附件：乙", "甲附件：乙"}, {"", ""},
	} {
		if got := c.line[Attachments(c.line):]; got != c.rest {
			t.Errorf("%q: %q, want %q", c.line, got, c.rest)
		}
	}
}

func TestIsDate(t *testing.T) {
	for _, s := range []string{"2024年5月6日", "二〇二四年十二月三十一日", "2024 年 5 月 6 日", "２０２４年１月１日"} {
		if !IsDate(s) {
			t.Errorf("%q is a date", s)
		}
	}
	for _, s := range []string{"2024年5月6日。", "2024年5月", "2024年13月1日", "2024年1月32日", "24年5月6日", "于2024年5月6日", "2024年5月6日至8日", "", "生日"} {
		if IsDate(s) {
			t.Errorf("%q is no date", s)
		}
	}
}

func TestParse(t *testing.T) {
	for n := 1; n < 300; n++ {
		if s := Like("一", n); Parse(s) != n {
			t.Errorf("%d is written %s and read %d", n, s, Parse(s))
		}
	}
	for _, c := range []struct{ got, want string }{
		{Like("一", 11), "十一"}, {Like("一", 20), "二十"}, {Like("一", 105), "一百零五"}, {Like("3", 4), "4"}, {Like("３", 4), "4"},
		{fmt.Sprint(Parse("〇"), Parse("１２"), Parse("甲"), Parse("")), "0 12 0 0"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
}

// FuzzAt checks that a mark consists of a number and its brackets or stop, and
// that writing its value in the same style and reading it again gives the value.
func FuzzAt(f *testing.F) {
	for _, s := range []string{"一、甲", "（一）", "1．", "(３)x", "百零十、", "999、"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		m, ok := At(line)
		if !ok {
			if m != (Mark{}) {
				t.Fatalf("%q: %+v", line, m)
			}
			return
		}
		if m.Level < 1 || m.Level > 4 || m.From >= m.To || m.To >= m.End || m.End > len(line) || m.N < 0 {
			t.Fatalf("%q: %+v", line, m)
		}
		number := line[m.From:m.To]
		if strings.Trim(number, Han+digits) != "" || !strings.Contains("（(", line[:m.From]) || !strings.Contains("、．.）)", line[m.To:m.End]) {
			t.Fatalf("%q: %+v", line, m)
		}
		if again, _ := At(line[:m.From] + Like(number, m.N) + line[m.To:m.End]); m.N > 0 && m.N < 1000 && again.N != m.N {
			t.Fatalf("%q: %d is written %q", line, m.N, Like(number, m.N))
		}
	})
}

// In a list a number may stand before a year; elsewhere it is a decimal.
func TestItemAt(t *testing.T) {
	for text, want := range map[string]int{
		"1.2026年度任务表": 1, "12.2025—2026年清单": 12, "3.1998": 3, "2. 名单": 2, "2．名单": 2, "4、图": 4, "１．2026年": 1,
		"1.5月20日前": 1, "2.12月底": 2, "3.6月1—5日": 3, "2.6月1日": 2, "1.5月度": 0, "2.5月": 0, "1.20月1日": 0,
		"1.2026.5万元": 0, "1.20265": 0, "1.5万元": 0, "1.1026年": 0, "0.2026年": 0, "123.2026年": 0, "一、甲": 0, "（1）甲": 0, "": 0, "名单": 0,
	} {
		m, ok := ItemAt(text)
		if m.N != want || ok != (want > 0) || ok && (Parse(text[m.From:m.To]) != want || m.Level != 3) {
			t.Errorf("%s: %+v, %v", text, m, ok)
		}
	}
}
