package desk

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const sampleManifest = `# 清单
schema = 1

[publication]
title = "月报" # [section]
issuer = [
  "办公室",
  # [[section.article]]
]

[[section]]
title = "要闻"

# 头条
[[section.article]]
title = "甲"
text = """
[[section.article]]
title = "不是"
"""

  [[section.article.picture]]
  file = "photos/1.jpg"

[[section.article]]
title = '乙'
file  = "b.md"
[[section]]
title = "简讯"
[[ "section" . article ]]
title = "丙"
file = "c.md"`

func TestTables(t *testing.T) {
	var names []string
	for _, x := range tables(sampleManifest) {
		names = append(names, x.name)
	}
	want := []string{"publication", "section", "section.article", "section.article.picture", "section.article", "section", "section.article"}
	if !slices.Equal(names, want) {
		t.Errorf("tables are %q, want %q", names, want)
	}
	list := tables(sampleManifest)
	if from, to, ok := list[0].value(sampleManifest, "title"); !ok || sampleManifest[from:to] != `"月报"` {
		t.Errorf("title is %v %q", ok, sampleManifest[from:to])
	}
	if from, to, ok := list[0].value(sampleManifest, "issuer"); !ok || !strings.HasPrefix(sampleManifest[from:to], "[\n") || !strings.HasSuffix(sampleManifest[from:to], "\n]") {
		t.Errorf("issuer is %v %q", ok, sampleManifest[from:to])
	}
	if _, _, ok := list[0].value(sampleManifest, "lang"); ok {
		t.Error("lang was found")
	}
}

// titles are the titles of the articles of a sampleManifest, with the index of their section.
func titles(text string) []string {
	_, articles := layOut(text)
	var list []string
	for _, a := range articles {
		from, to, _ := a.value(text, "title")
		list = append(list, string(rune('0'+a.in))+stringValue(text[from:to]))
	}
	return list
}

func TestArrange(t *testing.T) {
	step := func(text string, n int, down bool, want ...string) string {
		t.Helper()
		next, _, ok := stepped(text, n, down)
		if got := titles(next); !ok || !slices.Equal(got, want) {
			t.Fatalf("%v %q, want %q", ok, got, want)
		}
		return next
	}
	text := step(sampleManifest, 0, true, "0乙", "0甲", "1丙")
	if !strings.Contains(text, "# 头条\n[[section.article]]\ntitle = \"甲\"") || !strings.Contains(text, "photos/1.jpg\"\n\n[[section]]") {
		t.Errorf("comment or picture stayed behind:\n%s", text)
	}
	text = step(text, 1, true, "0乙", "1甲", "1丙")
	text = step(text, 1, true, "0乙", "1丙", "1甲")
	text = step(text, 1, false, "0乙", "0丙", "1甲")
	if _, _, ok := stepped(text, 0, false); ok {
		t.Error("the first article moved up")
	}
	if _, _, ok := stepped(text, 2, true); ok {
		t.Error("the last article moved down")
	}
	text, ok := withoutArticle(text, 1)
	if got := titles(text); !ok || !slices.Equal(got, []string{"0乙", "1甲"}) {
		t.Errorf("%v %q", ok, got)
	}
	text = withArticle(text, 0, `新 "闻"`, "articles/n.md")
	if got := titles(text); !slices.Equal(got, []string{"0乙", "0新 \"闻\"", "1甲"}) {
		t.Errorf("%q", got)
	}
}

// Moving articles about changes no byte of any table, and moving them back gives the
// same order.
func TestArrangeSamples(t *testing.T) {
	files, err := filepath.Glob("../../../../testdata/issues/*/issue.toml")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{string(data), strings.ReplaceAll(string(data), "\n", "\r\n")} {
			before, blocks := titles(text), blocksOf(text)
			for range 40 {
				n := rnd.IntN(max(1, len(before)))
				next, _, ok := stepped(text, n, rnd.IntN(2) == 0)
				if !ok {
					continue
				}
				if got := blocksOf(next); !slices.Equal(got, blocks) {
					t.Fatalf("%s: tables changed:\n%q\n%q", file, blocks, got)
				}
				text = next
			}
		}
	}
}

// blocksOf are the texts of the articles, sorted, without the white space around them.
func blocksOf(text string) []string {
	_, articles := layOut(text)
	var list []string
	for _, a := range articles {
		list = append(list, strings.TrimSpace(text[a.start:a.end]))
	}
	slices.Sort(list)
	return list
}

func TestWithValue(t *testing.T) {
	list := tables(sampleManifest)
	next := list[0].withValue(sampleManifest, "title", quote("周报"))
	if want := strings.Replace(sampleManifest, `"月报"`, `"周报"`, 1); next != want {
		t.Errorf("%s", next)
	}
	next = list[0].withValue(sampleManifest, "lang", quote("zh-Hans"))
	if want := strings.Replace(sampleManifest, "]\n]\n", "]\n]\nlang = \"zh-Hans\"\n", 1); !strings.Contains(next, "\n]\nlang = \"zh-Hans\"\n\n[[section]]") {
		t.Errorf("%s\nwant %s", next, want)
	}
	if back := tables(next)[0].withoutKey(next, "lang"); back != sampleManifest {
		t.Errorf("%s", back)
	}
}
