package docs

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestTopics: every topic exists in both languages with the same outline: headings,
// tables with as many rows, lists, code.
func TestTopics(t *testing.T) {
	if zh, en := namesIn("zh"), namesIn("en"); !slices.Equal(zh, en) || !slices.Equal(en, Topics()) {
		t.Errorf("topics: Chinese %q, English %q, all %q", zh, en, Topics())
	}
	for _, name := range Topics() {
		zh, okZH := Topic(name, diag.ZH)
		en, okEN := Topic(name, diag.EN)
		if !okZH || !okEN {
			t.Errorf("topic %s: Chinese %v, English %v", name, okZH, okEN)
			continue
		}
		a, b := outline(zh), outline(en)
		for i := range max(len(a), len(b)) {
			if i >= len(a) || i >= len(b) || a[i] != b[i] {
				t.Errorf("topic %s: the languages differ from piece %d on:\nzh %q\nen %q", name, i, a[min(i, len(a)):min(i+2, len(a))], b[min(i, len(b)):min(i+2, len(b))])
				break
			}
		}
		if !strings.HasPrefix(zh, "# ") || !strings.HasPrefix(en, "# ") {
			t.Errorf("topic %s does not begin with its title", name)
		}
	}
	if _, ok := Topic("../codes/missing-glyph", diag.EN); ok {
		t.Error("a topic may lie outside its folder")
	}
}

// outline returns the outline that the two languages of a topic must share.
func outline(markdown string) (out []string) {
	for _, b := range blocks(markdown) {
		switch b.kind {
		case heading:
			out = append(out, fmt.Sprintf("heading %d", b.level))
		case table:
			out = append(out, fmt.Sprintf("table of %d", len(b.lines)))
		case code:
			out = append(out, "code "+b.marker)
		case item:
			out = append(out, "item")
		case paragraph:
			out = append(out, "paragraph")
		}
	}
	return out
}

// TestWidth: no line is too wide for a terminal of 80 columns.
// pictures are the pictures of topics.
var pictures = regexp.MustCompile(`(?m)^!\[([^\]]+)\]\(([^)]+)\)$`)

// TestPictures: pictures are there, in the topic's language and not too large, and a
// terminal shows nothing of them.
func TestPictures(t *testing.T) {
	n := 0
	for _, name := range Topics() {
		for lang, folder := range map[diag.Lang]string{diag.ZH: "zh", diag.EN: "en"} {
			text, _ := Topic(name, lang)
			for _, m := range pictures.FindAllStringSubmatch(text, -1) {
				n++
				info, err := os.Stat(filepath.Join(folder, filepath.FromSlash(m[2])))
				if err != nil || info.Size() > 150_000 || !strings.HasSuffix(m[2], "."+folder+".png") {
					t.Errorf("%s/%s: picture %s: %v", folder, name, m[2], err)
				}
				if shown := Render(text, lang); strings.Contains(shown, m[1]) || strings.Contains(shown, m[2]) {
					t.Errorf("%s/%s: a terminal shows %q", folder, name, m[1])
				}
			}
		}
	}
	if n < 12 {
		t.Errorf("%d pictures", n)
	}
}

func TestWidth(t *testing.T) {
	for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
		var all []string
		for _, name := range Topics() {
			text, _ := Topic(name, lang)
			all = append(all, text)
		}
		for _, code := range diag.Codes() {
			text, ok := Explain(code, lang)
			if !ok {
				t.Errorf("%s is not explained", code)
			}
			all = append(all, text)
		}
		for _, text := range all {
			title, _, _ := strings.Cut(text, "\n")
			for line := range strings.Lines(Render(text, lang)) {
				if line = strings.TrimSuffix(line, "\n"); diag.Width(line) > diag.TextColumns {
					t.Errorf("%s: %d columns: %s", title, diag.Width(line), line)
				}
			}
		}
	}
}

// TestExamples: every example parses and belongs to an existing code.
func TestExamples(t *testing.T) {
	codes := Examples()
	for _, code := range codes {
		if !slices.Contains(diag.Codes(), code) {
			t.Errorf("codes/%s.md explains a code that the catalog lacks", code)
		}
		text, _ := read("codes/" + string(code) + ".md")
		if _, err := parseExample(text); err != nil {
			t.Errorf("codes/%s.md: %v", code, err)
		}
		if !strings.HasPrefix(text, "# "+string(code)+"\n") {
			t.Errorf("codes/%s.md does not begin with its code", code)
		}
	}
	if len(codes) < wantExamples {
		t.Errorf("%d codes have an example, want %d", len(codes), wantExamples)
	}
}

const wantExamples = 130

func TestRender(t *testing.T) {
	tests := []struct{ name, markdown, want string }{
		{"title", "# 标题\n\n## Part\n\n### Small", "标题\n====\n\nPart\n----\n\nSmall\n"},
		{"inline", "**a** *b* `c*d*` [e](f.md) [g](https://h.example) i\\|j \\*k\\*",
			"a b `c*d*` e g <https://h.example> i|j *k*\n"},
		{"comment", "<!-- x -->\na", "a\n"},
		{"list", "- a\n- b\n\n1. c\n   d", "- a\n- b\n1. c d\n"},
		{"code", "   ```sh\n   a\n     b\n   ```", "  a\n    b\n"},
		{"table of two", "| | |\n| --- | --- |\n| `a` | b\\|c |\n| d | e |", "- a  b|c\n- d: e\n"},
		{"table of more", "| x | y | |\n| --- | --- | --- |\n| a | b | c |\n| d | | e |", "- a\n    y: b\n    c\n\n- d\n    e\n"},
		{"table of a name", "| `n` | y |\n| --- | --- |\n| a | b |", "n:\n\n- a: b\n"},
		{"table of a name with a word", "| `n` a | y |\n| --- | --- |\n| a | b |", "`n` a:\n\n- a: b\n"},
		{"line break in a cell, and as code", "| | |\n| --- | --- |\n| a | b<br>`<br>` |", "- a: b; `<br>`\n"},
		{"code of Han is not divided", strings.Repeat("字", 31) + "`甲 乙丙丁戊己庚辛壬癸`", strings.Repeat("字", 31) + "\n`甲 乙丙丁戊己庚辛壬癸`\n"},
		{"code wider than a line", "字`" + strings.Repeat("ab ", 30) + "`", "字`" + strings.Repeat("ab ", 24) + "ab\n" + strings.Repeat("ab ", 5) + "`\n"},
		{"short code is not divided", strings.Repeat("a", 75) + " `b c`", strings.Repeat("a", 75) + "\n`b c`\n"},
		{"no closing mark begins a line", strings.Repeat("字", 39) + "，字", strings.Repeat("字", 38) + "\n字，字\n"},
		{"no opening mark ends a line", strings.Repeat("字", 38) + "a（字", strings.Repeat("字", 38) + "a\n（字\n"},
		{"a word wider than a line", strings.Repeat("a", 100), strings.Repeat("a", 79) + "\n" + strings.Repeat("a", 21) + "\n"},
	}
	for _, tt := range tests {
		if got := Render(tt.markdown, diag.EN); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}
