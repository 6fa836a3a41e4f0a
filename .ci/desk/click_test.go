package desk

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// ClicksIssue writes an issue with what makes places in text and source differ: line ends
// of two bytes, a byte order mark, characters beyond the basic plane, marks, escapes,
// entities, text in the manifest, documents of Word.
func ClicksIssue(t testing.TB) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "clicks")
	for name, text := range map[string]string{
		"issue.toml": "\ufeff" + strings.ReplaceAll(`# 点击
schema = 1

[publication]
title  = "点\"击\"𠮷报"
issuer = ["办公室", '𬬱渡街道', "编辑\u90e8"]

[issue]
year   = 2026
number = 1
date   = 2026-01-15
label  = "内部\\资料"

[imprint]
lines  = ["主编：\u5F20三　电话：010-6000", "印刷：𠮷安"]
report = ["县委办公室"]

[[section]]
title = "要闻𠮷"

[[section.article]]
title  = "一个\n很长的题目𬬱"
source = "𬬱科"
file   = "articles/marks.md"

[[section.article]]
title = '清单里的"正文"'
text  = """
清单\\里的正文𠮷，\u4e00个转义\u3002还有\"引号\" 和 \
    续行之后的话。

第二段，**重点**的字。
"""

[[section.article]]
title    = "单行"
subtitle = "副题"
text     = '单引号里的\正文𬬱。'

[[section.article]]
title = "两种行末"
file  = "articles/crlf.txt"

[[section.article]]
title = "通知"
file  = "articles/01通知.docx"

[[section.article]]
title = "指标"
file  = "articles/05农业指标.docx"

[[section.article]]
title = "问答"
file  = "articles/11医保问答.docx"
`, "\n", "\r\n"),
		"articles/marks.md": "第一段有**重点𠮷**和*着重*、[链接文字](https://www.example.cn/a?b=c)、`代码`，还有\\*星号\\*、&amp;、&#x4e2d;和𬬱字。\n接着一行。\n\n## 小标题𠮷\n\n- 第一项𬬱\n- 第二项\n\n1. 甲\n2. 乙\n\n> 引文𠮷说。\n\n正文有注[^1]，又有注[^甲]。\n\n[^1]: 注释𬬱的话。\n[^甲]: 又一条注释。\n\n| 名称 | 数量 |\n| :--- | ---: |\n| 𠮷田 | 12 |\n| a\\|b | **34** |\n\n结尾\r\n一段𠮷。\r\n",
		"articles/crlf.txt": "\ufeff第一段𠮷，用回车换行。\r\n第二段𬬱，也是。\r第三段，只有回车。\n第四段，只有换行。\r\n\r\n末段𠮷𠮷",
	} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"01通知.docx", "05农业指标.docx", "11医保问答.docx"} {
		data, err := os.ReadFile(filepath.Join(root, "testdata", "office", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, "articles", name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// place is a character of a page and where it comes from.
type place struct {
	item   *Item
	glyph  int
	file   string
	at     int // byte of the decoded file
	source string
}

// point returns a point in the left half of the glyph, in points from the upper left
// corner of the page.
func (c *place) point() (x, y float64) {
	l, g := c.item, &c.item.Glyphs[c.glyph]
	size := l.Size
	if g.Size > 0 {
		size = g.Size
	}
	along, up := g.X-l.X+0.4*g.Advance, g.Up+0.36*size
	if l.Turned {
		return l.X - up, l.Y - along
	}
	return l.X + along, l.Y - up
}

// places returns the characters of all pages whose place in the source is certain, from
// the lines of the dump, the ranges that the page's lines give, and the files.
func places(t testing.TB, p *Tab, printed *Printed) []place {
	t.Helper()
	sources := map[string]string{}
	var list []place
	for n := 1; n <= printed.Pages; n++ {
		var items []*Item
		for i := range printed.Items {
			if item := &printed.Items[i]; item.Page == n && item.Kind != "picture" && item.Kind != "rule" && item.Kind != "tint" {
				items = append(items, item)
			}
		}
		lines := p.Lines(n)
		if len(lines) != len(items) {
			t.Fatalf("page %d has %d lines, the dump %d", n, len(lines), len(items))
		}
		for i, l := range lines {
			if l.Text != items[i].Text {
				t.Errorf("page %d: line %d is %q, in the dump %q", n, i, l.Text, items[i].Text)
				continue
			}
			if l.File == "" {
				continue
			}
			source, ok := sources[l.File]
			if !ok {
				if strings.HasSuffix(l.File, ".docx") { // the text field has what is read of it
					p.Select(l.File)
					source = p.Text()
				} else {
					source = sourceOf(t, p.Desk.Folder, l.File)
				}
				sources[l.File] = source
			}
			if l.From < 0 || l.To > len(source) || l.From > l.To {
				t.Errorf("page %d: line %q has bytes %d to %d of %d of %s", n, l.Text, l.From, l.To, len(source), l.File)
				continue
			}
			var glyphs []string
			for _, g := range items[i].Glyphs {
				glyphs = append(glyphs, g.Text)
			}
			for k, at := range aligned(glyphs, source[l.From:l.To]) {
				if at >= 0 && strings.TrimSpace(glyphs[k]) != "" {
					list = append(list, place{items[i], k, l.File, l.From + at, source})
				}
			}
		}
	}
	return list
}

// inTable reports whether a string of the manifest is in a table that has no form: that
// of a section, an attachment or a table.
func (c *place) inTable() bool {
	head := c.source[:c.at]
	head = head[strings.LastIndex(head, "\n[")+1:]
	head = strings.Trim(head[:strings.IndexByte(head, ']')], "[")
	return head == "section" || strings.HasPrefix(head, "section.article.") && head != "section.article.picture"
}

// check waits until the cursor stands before the character of a place, and returns what
// is wrong if it does not.
func (c *place) check(p *Tab) string {
	file, inField, noField := c.file, false, false
	var caret, escaped int
	if c.at > 0 && c.source[c.at-1] == '\\' { // the cursor stands before both: between them typing would break the escape
		escaped = 1
	}
	var before, whole string
	if file == "issue.toml" {
		var ok bool
		if before, whole, ok = stringAround(c.source, c.at-escaped); !ok {
			return "the character is in no string of the manifest"
		}
		key := c.source[:strings.LastIndex(c.source[:c.at], " = ")]
		if strings.TrimSpace(key[strings.LastIndexByte(key, '\n')+1:]) == "text" {
			file, caret = fmt.Sprintf("issue.toml#%d", strings.Count(c.source[:c.at], "[[section.article]]")), len(utf16(before))
		} else {
			inField = true
			noField = c.inTable() || strings.Contains(c.source[strings.LastIndexByte(c.source[:c.at], '\n')+1:c.at], "{")
			caret = caretIn(c.source, c.at-escaped)
		}
	} else {
		caret = caretIn(c.source, c.at-escaped)
	}
	type now struct {
		File, Value, Field string
		From, To           int
	}
	var got now
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		got = Eval[now](p, `() => {
			const e = document.activeElement, has = e && "selectionStart" in e;
			return { File: e.dataset.file || "", Value: has ? e.value : "", Field: e.dataset.field || "", From: has ? e.selectionStart : -1, To: has ? e.selectionEnd : -1 };
		}`)
		switch {
		case got.From != got.To || got.From < 0:
		case inField && got.Field != "":
			units := utf16(got.Value)
			if strings.HasSuffix(decode16(units[:got.From]), before) && strings.HasPrefix(decode16(units[got.From:]), strings.TrimPrefix(whole, before)) {
				return ""
			}
		case (!inField || noField) && got.File == file && got.From == caret:
			return ""
		}
	}
	rest := []rune(decode16(utf16(got.Value)[max(got.From, 0):]))
	want := fmt.Sprintf("%s at %d", file, caret)
	if inField {
		want = fmt.Sprintf("a field behind %q", before)
	}
	return fmt.Sprintf("the cursor is in %q %q at %d to %d, before %q; expected %s", got.File, got.Field, got.From, got.To, string(rest[:min(len(rest), 6)]), want)
}

// A click on a character of a page puts the cursor before that very character.
func TestClicks(t *testing.T) {
	count := 120
	if thorough {
		count = 500
	}
	share := map[string]float64{"lanxi-2026-03": 0.36, "clicks": 0.34, "encodings": 0.1, "official": 0.1, "heyuan-2024-06": 0.1}
	for _, name := range []string{"clicks", "encodings", "heyuan-2024-06", "lanxi-2026-03", "official"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := ""
			if name == "clicks" {
				folder = ClicksIssue(t)
			} else {
				folder = Sample(t, name)
			}
			printed := Print(t, folder)
			p := Start(t, folder).Open()
			p.WaitSettled()
			all := places(t, p, printed)
			kinds := map[string][]place{}
			names := []string{}
			for _, c := range all {
				kind := c.item.Kind
				if r, _ := utf8.DecodeRuneInString(c.item.Glyphs[c.glyph].Text); r > 0xffff {
					kind = "beyond the basic plane"
				} else if strings.HasSuffix(c.file, ".docx") {
					kind = "docx " + kind
				}
				if kinds[kind] == nil {
					names = append(names, kind)
				}
				kinds[kind] = append(kinds[kind], c)
			}
			r := rand.New(rand.NewPCG(14, 2))
			wrong := 0
			done := map[string]int{}
			for range int(share[name] * float64(count)) {
				kind := names[r.IntN(len(names))] // rare kinds as often as body text
				c := kinds[kind][r.IntN(len(kinds[kind]))]
				x, y := c.point()
				p.Frames() // what the click before has scrolled
				p.ClickPoint(c.item.Page, x, y, printed.Width)
				done[kind]++
				if fault := c.check(p); fault != "" {
					t.Errorf("page %d, %s %q: click on %q (byte %d of %s): %s", c.item.Page, c.item.Kind, c.item.Text, c.item.Glyphs[c.glyph].Text, c.at, c.file, fault)
					if wrong++; wrong > 15 {
						t.FailNow()
					}
				}
			}
			t.Logf("of %d characters clicked: %v", len(all), done)
		})
	}
}
