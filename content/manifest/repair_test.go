package manifest

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// repairable is a manifest without errors that uses keys of every type.
const repairable = `schema = 1

[publication]
title = "石塘简讯"
issuer = ["石塘镇政府", "石塘镇人大"]
lang = "zh-Hans"

[issue]
year = 2026
number = 3
total = 118
date = 2026-03-18
label = "内部资料"

[style]
theme = "bulletin"

[contents]
title = "目录"
show = true

[imprint]
lines = ["编辑：张三", "电话：0000-0000000"]
copies = 200

[check]
off = ["proof-dash"]

[output]
profile = "print"

[print]
inks = "cmyk"
bleed = "3mm"
marks = false
paper = "0.1mm"

[archive]
record = "J001-2026-3"
reset = true
produced = 2026-04-01

[[section]]
title = "要闻"

[[section.article]]
title = "春灌开始"
file = "a.txt"
source = "镇办公室"
start = "continue"
fit = 2

[[section.article.picture]]
file = "a.png"
alt = "水渠"
width = "80mm"
place = "top"
after = 1
decorative = false
`

// loadRepairable loads a variant of the manifest and returns its errors.
func loadRepairable(text string) []diag.Diagnostic {
	var log diag.List
	files := memory{"a.txt": []byte("渠水放到了田里。\n"), "a.png": pngOf(40, 30)}
	loadFrom(files, "issue.toml", []byte(text), Options{}, &log)
	return slices.DeleteFunc(log.Items(), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}

// followHint does what the hint of a finding asks for, by the letter; ok is false if
// the hint does not give the text to write.
func followHint(text string, d *diag.Diagnostic) (string, bool) {
	from, to := d.Span.Start, d.Span.End
	switch {
	case d.Code == "misplaced-key":
		start := strings.LastIndexByte(text[:from], '\n') + 1
		end := from + strings.IndexByte(text[from:]+"\n", '\n')
		_, value, _ := strings.Cut(text[from:end], "=")
		header := d.Args[1].(string) + "\n"
		moved := header + d.Args[2].(string) + " =" + value + "\n"
		text = text[:start] + text[min(end+1, len(text)):]
		if !strings.Contains(text, header) {
			return text + moved, true
		}
		return strings.Replace(text, header, moved, 1), true
	case d.Fix.Write != "":
		return text[:from] + d.Fix.Write + text[to:], true
	case d.Fix.DidYouMean != "":
		mean := d.Fix.DidYouMean
		if q := text[from]; q == '"' || q == '\'' {
			mean = string(q) + mean + string(q)
		}
		return text[:from] + mean + text[to:], true
	}
	return text, false
}

// followHints follows hints until there is no error or no hint left, and returns the
// codes found on the way. Each hint has to remove its error.
func followHints(t *testing.T, text string) (codes []diag.Code, left []diag.Diagnostic) {
	t.Helper()
	for range 6 {
		left = loadRepairable(text)
		i := slices.IndexFunc(left, func(d diag.Diagnostic) bool { _, ok := followHint(text, &d); return ok })
		if i < 0 {
			return codes, left
		}
		d := left[i]
		codes = append(codes, d.Code)
		repaired, _ := followHint(text, &d)
		for _, again := range loadRepairable(repaired) {
			if again.Code == d.Code && again.Span.Start == d.Span.Start && fmt.Sprint(again.Args...) == fmt.Sprint(d.Args...) {
				t.Errorf("the hint %q does not remove %s:\n%s", d.Hint(diag.EN), d.Code, repaired)
			}
		}
		text = repaired
	}
	return codes, left
}

// TestHintsRepair makes mistakes of typing in every line of a manifest: the hints,
// followed by the letter, lead to a manifest without errors.
func TestHintsRepair(t *testing.T) {
	if errors := loadRepairable(repairable); len(errors) > 0 {
		t.Fatalf("the manifest has errors: %v", errors)
	}
	mistakes := []struct {
		name, pattern string
		change        func(line string) string
		least         int // lines to which it applies
	}{
		{"full-width digits", `= [0-9-]+$`, func(l string) string { key, value, _ := strings.Cut(l, "="); return key + "=" + widen(value) }, 8},
		{"full-width digits in quotes", `= [0-9-]+$`, func(l string) string {
			key, value, _ := strings.Cut(l, "= ")
			return key + "= \"" + widen(value) + `"`
		}, 7},
		{"no quotes", `= "[^"\\]*"$`, func(l string) string { return strings.ReplaceAll(l, `"`, "") }, 15},
		{"quotes around a number or date", `= [0-9-]+$`, func(l string) string { key, value, _ := strings.Cut(l, "= "); return key + `= "` + value + `"` }, 7},
		{"quotes around true or false", `= (true|false)$`, func(l string) string { key, value, _ := strings.Cut(l, "= "); return key + `= "` + value + `"` }, 3},
		{"no closing quote", `= "[^"#,\]}]*"$`, func(l string) string { return strings.TrimSuffix(l, `"`) }, 15},
		{"Chinese quotes", `= "[^"]*"$`, func(l string) string {
			return strings.Replace(strings.Replace(l, `"`, "“", 1), `"`, "”", 1)
		}, 15},
		{"a Chinese closing quote", `= "[^"]*"$`, func(l string) string { return strings.TrimSuffix(l, `"`) + "”" }, 15},
		{"a full-width equals sign", ` = `, func(l string) string { return strings.Replace(l, " = ", " ＝ ", 1) }, 30},
		{"a full-width colon", ` = `, func(l string) string { return strings.Replace(l, " =", "：", 1) }, 30},
		{"no equals sign", ` = ["\[0-9]`, func(l string) string { return strings.Replace(l, " = ", " ", 1) }, 25},
		{"an array that is not closed", `\]$`, func(l string) string { return strings.TrimRight(l, "]") }, 15},
		{"a full-width bracket", `^\[.*\]$`, func(l string) string { return "【" + l[1:len(l)-1] + "】" }, 10},
		{"no comma", `", "`, func(l string) string { return strings.Replace(l, `", "`, `" "`, 1) }, 2},
		{"a full-width comma", `", "`, func(l string) string { return strings.Replace(l, `", "`, `"，"`, 1) }, 2},
		{"a list without brackets", `= \["[^,]*"\]$`, func(l string) string { return strings.NewReplacer("[", "", "]", "").Replace(l) }, 0},
		{"a letter missing in a key", `^[a-z]{4,} = `, func(l string) string { return l[:1] + l[2:] }, 25},
		{"letters swapped in a key", `^[a-z]{4,} = `, func(l string) string { return l[:1] + l[2:3] + l[1:2] + l[3:] }, 25},
		{"a letter doubled in a key", `^[a-z]{3,} = `, func(l string) string { return l[:2] + l[1:] }, 25},
		{"a capital key", `^[a-z]{3,} = `, func(l string) string { return strings.ToUpper(l[:1]) + l[1:] }, 25},
		{"a letter missing in a word", `^(inks|profile|start|place|off) = `, func(l string) string { i := strings.IndexByte(l, '"'); return l[:i+2] + l[i+3:] }, 4},
		{"a length without unit", `mm"$`, func(l string) string { return strings.Replace(l, `mm"`, `"`, 1) }, 3},
		{"a length as a number", `mm"$`, func(l string) string { return strings.NewReplacer(`mm"`, "", `"`, "").Replace(l) }, 3},
		{"a length without quotes", `mm"$`, func(l string) string { return strings.ReplaceAll(l, `"`, "") }, 3},
		{"a date in Chinese", `-\d\d-`, func(l string) string {
			return regexp.MustCompile(`-0?(\d+)-0?(\d+)`).ReplaceAllString(l, "年${1}月${2}日")
		}, 2},
		{"a date with slashes", `-\d\d-`, func(l string) string { return strings.ReplaceAll(l, "-", "/") }, 2},
		{"a date with a time", `-\d\d-`, func(l string) string { return l + "T08:00:00" }, 2},
		{"a number with a counter", `^(number|total|year|copies|fit) = `, func(l string) string {
			key, value, _ := strings.Cut(l, "= ")
			return key + "= 第" + value + map[string]string{"year ": "年", "copies ": "份", "fit ": "页"}[key]
		}, 5},
		{"zeros before a number", `^(number|total|copies|fit) = `, func(l string) string { return strings.Replace(l, "= ", "= 0", 1) }, 4},
		{"yes and no in Chinese", `= (true|false)$`, func(l string) string { return strings.NewReplacer("true", "是", "false", "否").Replace(l) }, 3},
		{"an ideographic space", ` = `, func(l string) string { return strings.Replace(l, " = ", "\u3000= ", 1) }, 0},
	}
	lines := strings.Split(repairable, "\n")
	for _, m := range mistakes {
		applied := 0
		for i, line := range lines {
			if !regexp.MustCompile(m.pattern).MatchString(line) || m.change(line) == line {
				continue
			}
			changed := strings.Join(slices.Concat(lines[:i], []string{m.change(line)}, lines[i+1:]), "\n")
			if len(loadRepairable(changed)) == 0 {
				continue // still right
			}
			applied++
			codes, left := followHints(t, changed)
			for _, d := range left {
				if d.Code != "toml-space" { // whose hint is to delete it
					t.Errorf("%s: %s: after %v still %s %v, hint %q", m.name, m.change(line), codes, d.Code, d.Args, d.Hint(diag.EN))
				}
			}
		}
		if applied < m.least {
			t.Errorf("%s: %d lines, want %d", m.name, applied, m.least)
		}
	}
}

// TestMovedKeys puts every key into every other table: if there is a hint, it leads to
// a manifest without errors, but for the key that its table now lacks.
func TestMovedKeys(t *testing.T) {
	lines := strings.Split(repairable, "\n")
	moved, least := 0, 50 // by default each key is tried in one of three tables
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		least = 150
	}
	for i, line := range lines {
		if !strings.Contains(line, " = ") {
			continue
		}
		for k, header := range lines {
			if !strings.HasPrefix(header, "[") || least < 150 && (i+k)%3 != 0 {
				continue
			}
			rest := slices.Concat(lines[:i], lines[i+1:])
			at := k
			if i < k {
				at--
			}
			changed := strings.Join(slices.Concat(rest[:at+1], []string{line}, rest[at+1:]), "\n")
			if len(loadRepairable(changed)) == 0 {
				continue
			}
			codes, left := followHints(t, changed)
			if len(left) == 0 && slices.Contains(codes, "misplaced-key") {
				moved++
			}
		}
	}
	if moved < least {
		t.Errorf("%d keys were moved back, want %d", moved, least)
	}
}

// widen returns a text with its ASCII digits and hyphens in full width.
func widen(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 0x7F {
			return r + 0xFEE0
		}
		return r
	}, s)
}
