package inline

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// TestTitleWords sets invented titles of sixty institutions as titles and as
// entries of the contents, at the measures of both themes and at narrower ones.
// No line ends where the sample has no stroke (RULES 5.4).
func TestTitleWords(t *testing.T) {
	data, err := os.ReadFile("testdata/titlewords.txt")
	if err != nil {
		t.Fatal(err)
	}
	f, s := songFont(), NewShaper()
	set, wrong := 0, 0
	for sample := range strings.Lines(string(data)) {
		sample = strings.TrimSpace(sample)
		if sample == "" || sample[0] == '#' {
			continue
		}
		text := strings.ReplaceAll(sample, "/", "")
		for _, title := range []bool{true, false} {
			settings := Settings{Autospace: 250, Words: true, Align: Left, Hang: bodySize, LastRoom: 2 * bodySize}
			if title {
				settings = Settings{Autospace: 250, Words: true, Title: true, Trapezoid: true, Align: Center}
			}
			var log diag.List
			p := s.Prepare([]Run{{Text: text, Font: f}}, settings, &log)
			for _, em := range []int{24, 21, 16, 12} {
				lines := p.Break(unit.Abs(em) * bodySize)
				if len(lines) < 2 {
					continue
				}
				set++
				if at := badEnd(sample, joined(lines)); at != "" {
					wrong++
					t.Errorf("%d em, title %v: %s in %s", em, title, at, joined(lines))
				}
				for _, l := range lines {
					if l.InWord {
						t.Errorf("%d em, title %v: %s ends inside a word", em, title, l.Text)
					}
				}
			}
		}
	}
	if set < 200 {
		t.Errorf("only %d samples have several lines", set)
	}
	t.Logf("%d of %d are divided inside a word", wrong, set)
}

// badEnd returns the first line end, marked |, that the sample does not mark with
// a stroke; "" if there is none.
func badEnd(sample, lines string) string {
	s := []rune(sample)
	k := 0
	for i, r := range lines {
		switch {
		case r == '|' && s[k] != '/':
			return fmt.Sprintf("%s|%s", tail(lines[:i]), string(s[k]))
		case r == '|':
			k++
		default:
			if s[k] == '/' {
				k++
			}
			k++
		}
	}
	return ""
}

func tail(s string) string {
	r := []rune(s)
	return string(r[max(0, len(r)-2):])
}

// TestTitleWordTooLong: a word that fits no line is divided, and its lines say
// so; where one line more is enough, it stays whole. Only Simplified Chinese has
// a lexicon (RULES 5.4).
func TestTitleWordTooLong(t *testing.T) {
	settings := Settings{Words: true, Title: true, Align: Center}
	for _, c := range []struct {
		em     int
		text   string
		locale Locale
		want   string
		inWord []bool
	}{
		{6, "中华人民共和国成立", ZhHans, "中华人民|共和国成立", []bool{false, false}}, // between its words
		{3, "乌鲁木齐市政府", ZhHans, "乌鲁木|齐市|政府", []bool{true, false, false}},
		{7, "中华人民共和国成立了", ZhHans, "中华人民共和国|成立了", []bool{false, false}},
		{5, "全市供水保障工作", ZhHans, "全市供水|保障工作", []bool{false, false}},
		{4, "供水工程现代化", ZhHans, "供水工程|现代化", []bool{false, false}},
		{4, "工程现代化管理", ZhHans, "工程|现代化|管理", []bool{false, false, false}},
		{4, "工程现代化管理", ZhHantTW, "工程现代|化管理", []bool{false, false}},
	} {
		settings.Locale = c.locale
		lines := setAt(t, c.text, c.em, settings)
		if got := joined(lines); got != c.want {
			t.Errorf("%s at %d em: %s, want %s", c.text, c.em, got, c.want)
			continue
		}
		for i, l := range lines {
			if l.InWord != c.inWord[i] {
				t.Errorf("%s at %d em: line %d ends inside a word: %v", c.text, c.em, i+1, l.InWord)
			}
		}
	}
}

// TestTitleLatin: the spaces of Latin text are no places that the author chose. A title
// ends a line before a bracket and behind a stroke rather than between two words, and
// keeps a name and its number together (RULES 5.4).
func TestTitleLatin(t *testing.T) {
	for _, c := range []struct {
		em         int
		text, want string
	}{
		{16, "03 | Parser 越界读取漏洞 (ADV-2025-0017)", "03 | Parser 越界读取漏洞 |(ADV-2025-0017)"},
		{16, "Crash Safety && Buffer reuse (ADV-2025-0021)", "Crash Safety && Buffer reuse |(ADV-2025-0021)"},
		{13, "流水线工具专栏 | Pipeline Builder", "流水线工具专栏 / |Pipeline Builder"},
		{12, "发布会推出 Meteor 4 以及新版工作台", "发布会推出 Meteor 4 |以及新版工作台"},
		{12, "新版 Open Route 导航 [第二部分]", "新版 Open Route 导航 |[第二部分]"},
		{13, "Deep Sea Survey: annual report", "Deep Sea Survey: |annual report"},
	} {
		settings := Settings{Autospace: 250, Words: true, Title: true, Trapezoid: true, Align: Center}
		if got := strings.ReplaceAll(joined(setAt(t, c.text, c.em, settings)), "| |", "/ |"); got != c.want {
			t.Errorf("%d em: %s, want %s", c.em, got, c.want)
		}
	}
}
