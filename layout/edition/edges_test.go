package edition

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/manifest"
	"jianbao/layout/theme"

	_ "jianbao/content/testgc"
)

// everything is an issue that uses every key of a theme.
const everything = `schema = 1
[publication]
title = "石塘简讯"
issuer = ["石塘镇政府办公室", "石塘镇文化站"]
label = "内部资料"
[issue]
year = 2026
number = 3
total = 30
date = 2026-03-18
[imprint]
lines = ["编辑：甲"]
report = ["县政府办公室", "县文化局"]
send = ["各村"]
distribute = ["各站所"]
copies = 20
[[section]]
title = "要闻"
[[section.article]]
title = "情况通报，一个长到需要两行才排得下的标题，用来试换行"
author = "张三"
source = "办公室"
file = "a.md"
[[section.article.picture]]
file = "p.png"
alt = "图"
caption = "图说"
credit = "李四"
[[section]]
title = "动态"
[[section.article]]
title = "压缩"
start = "continue"
fit = 1
text = """
` + "第一段话，写得稍长一些，好让它占满两行以上，看看换行、缩进与对齐是否都还正常。\n第二段话。\n" + `{long}"""
`

var everythingText = "# 一、甲\n\n## （一）乙\n\n### 1. 丙\n\n#### （1）丁\n\n" + strings.Repeat("正文一段，有**加重**、*强调*和 Latin words，写得长一些。", 4) + "\n\n> 编者按：**甲**，*乙*。\n\n- 甲\n- 乙\n\n1. 丙\n2. 丁\n\n" +
	"正文[^1]，再一处[^2]。\n\n[^1]: 注。\n[^2]: " + strings.Repeat("长一些的注文。", 60) + "\n\n| 甲 | 乙 |\n|---|---|\n| 丙[^3] | 丁 |\n\n[^3]: 表里的注。\n\n```\ncode\n```\n"

// edges are values at, between and beyond the ends of a key's range.
func edges(k *key.Key) []string {
	switch k.Type {
	case key.Length, key.Size:
		return []string{"0pt", "0.00001pt", "0.3pt", "3pt", "100pt", "800pt", "14000pt", "-5pt", "999999mm"}
	case key.Int:
		return []string{fmt.Sprint(k.Min), fmt.Sprint(k.Max), fmt.Sprint(k.Min - 1), fmt.Sprint(k.Max + 1), "0", "9223372036854775807", "-9223372036854775808"}
	case key.Form:
		return []string{`""`, `"{"`, `"` + strings.Repeat("长", 300) + `"`, `"` + strings.Repeat("长", 300) + "{" + strings.Join(k.Placeholders, "}长{") + `}"`}
	case key.Text:
		return []string{`""`, `"\u00A0"`, `"\u200B"`, `" "`, `"` + strings.Repeat("长", 300) + `"`, `"{"`}
	}
	return nil
}

// TestThemeEdges gives each key of a theme the values of edges: there are
// pages or findings, soon, and without much memory. JIANBAO_THOROUGH tries all keys
// in both themes; without it, those that fail most easily and a fixed part of the
// rest in one, each with half of its values.
func TestThemeEdges(t *testing.T) {
	files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{"issue.toml": []byte(strings.Replace(everything, "{long}", strings.Repeat("压缩排版的一段话，写到一页排不下。\n", 40), 1)), "a.md": []byte(everythingText), "p.png": pixels(t)}}
	var names []string
	kinds := map[string]*key.Key{}
	keys := theme.Keys()
	for i := range keys {
		for _, name := range keys[i].Expand() {
			names = append(names, name)
			kinds[name] = &keys[i].Key
		}
	}
	bases := []string{"bulletin", "jianbao", "gongwen"}
	thorough := os.Getenv("JIANBAO_THOROUGH") != ""
	if !thorough {
		bases = bases[:2]
	}
	for _, base := range bases {
		engine := New(tool)
		for i, name := range names {
			if !thorough && base == "jianbao" && !strings.HasPrefix(name, "masthead.") && !strings.HasPrefix(name, "contents.") {
				continue // which the first base has tried
			}
			if !thorough && i%18 != 0 && !strings.HasPrefix(name, "imprint.") && name != "notes.gap" && !strings.HasPrefix(name, "contents.l") && !strings.HasPrefix(name, "contents.p") && name != "masthead.after" {
				continue
			}
			for n, value := range edges(kinds[name]) {
				if !thorough && (i+n)%2 != 0 {
					continue
				}
				try(t, engine, files, base, Setting{name, value})
			}
		}
	}
}

// try composes and renders an issue with a setting.
func try(t *testing.T, engine *Engine, files manifest.Buffers, base string, s Setting) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("%s: %s=%s: panic: %v", base, s.Key, s.Value, r)
		}
	}()
	var log diag.List
	start, before := time.Now(), allocated()
	e := engine.Read(files, Choices{Theme: base, Set: []Setting{s}}, &log)
	e.Permit()
	e.Compose()
	if e.Doc != nil && len(e.Doc.Pages) > 2000 {
		t.Errorf("%s: %s=%s: %d pages", base, s.Key, s.Value, len(e.Doc.Pages))
		return
	}
	if err := e.Render(); err != nil {
		t.Errorf("%s: %s=%s: %v", base, s.Key, s.Value, err)
	}
	if took, bytes := time.Since(start), allocated()-before; took > 5*time.Second || bytes > 1<<30 {
		t.Errorf("%s: %s=%s: %v, %d MB", base, s.Key, s.Value, took, bytes>>20)
	}
	if e.PDF() == nil && log.Count(diag.Error) == 0 {
		t.Errorf("%s: %s=%s: no file and no error", base, s.Key, s.Value)
	}
	if slices.ContainsFunc(log.Items(), func(d diag.Diagnostic) bool { return d.Code == "internal" }) {
		t.Errorf("%s: %s=%s: %s", base, s.Key, s.Value, codes(&log))
	}
}

// allocated returns how many bytes have been allocated so far.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// pixels is a small picture.
func pixels(t *testing.T) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
