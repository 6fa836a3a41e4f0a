package main

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content/key"
	"jianbao/content/manifest"
)

// everyTable is a manifest with every table; {TABLE} marks where a key of that table
// can be added.
const everyTable = `schema = 1
[publication]
title = "甲"
{publication}
[publication.emblem]
file = "a.png"
alt = "徽标"
{publication.emblem}
[publication.masthead]
file = "a.png"
alt = "甲"
{publication.masthead}
[issue]
year = 2021
number = 1
date = 2021-10-22
{issue}
[issue.cover-picture]
file = "a.png"
alt = "封面"
{issue.cover-picture}
[style]
{style}
[style.fonts.any]
path = "FONT"
{style.fonts.*}
[contents]
{contents}
[copy]
{copy}
[print]
{print}
[archive]
{archive}
[[section]]
title = "甲"
[[section.article]]
title = "子"
text = "丑"
[[section.article]]
title = "乙"
file = "a.txt"
{section.article}
[[section.article.picture]]
file = "a.png"
alt = "图"
{section.article.picture}
[[section.article.table]]
file = "a.csv"
{section.article.table}
[[section.article.attachments]]
title = "附"
file = "a.txt"
{section.article.attachments}
[[section.article.attachments.picture]]
file = "a.png"
alt = "图"
{section.article.attachments.picture}
[[section.article.attachments.table]]
file = "a.csv"
{section.article.attachments.table}
`

// TestDefaults: a key that is set to its documented default gives the same file as a
// manifest without the key.
func TestDefaults(t *testing.T) {
	dir := t.TempDir()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 400, 400))); err != nil {
		t.Fatal(err)
	}
	font, err := filepath.Abs(filepath.Join("..", "..", "fonts", "bundled", "SourceSerif4_400Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	writeText(t, filepath.Join(dir, "a.png"), picture.String())
	writeText(t, filepath.Join(dir, "a.txt"), "丙丁，戊己。\n庚辛。\n")
	writeText(t, filepath.Join(dir, "a.csv"), "甲,乙\n1,2\n3,4\n")
	build := func(table, line, profile string) []byte {
		text := strings.NewReplacer("{"+table+"}", line, "FONT", filepath.ToSlash(font)).Replace(everyTable)
		var kept []string
		for l := range strings.Lines(text) {
			if !strings.HasPrefix(l, "{") {
				kept = append(kept, l)
			}
		}
		writeText(t, filepath.Join(dir, "issue.toml"), strings.Join(kept, ""))
		var stderr bytes.Buffer
		out := filepath.Join(dir, "out.pdf")
		status := run(&system{stdout: &stderr, stderr: &stderr, getenv: func(string) string { return "" }, systemLang: func() string { return "" }},
			[]string{"build", "--profile", profile, "-o", out, dir})
		if status != statusDone {
			t.Fatalf("%s: status %d\n%s", line, status, &stderr)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	plain := map[string][]byte{}
	checked := 0
	var walk func(table string, keys []key.Key)
	walk = func(table string, keys []key.Key) {
		for i := range keys {
			k := &keys[i]
			name := strings.TrimPrefix(table+"."+k.Name, ".")
			walk(name, k.Keys)
			if k.Default == "" {
				continue
			}
			profile := "screen"
			if table == "print" || table == "archive" {
				profile = table
			}
			if plain[profile] == nil {
				plain[profile] = build("", "", profile)
			}
			if !strings.Contains(everyTable, "{"+table+"}") {
				t.Errorf("%s: the manifest has no such table", name)
			}
			checked++
			if !bytes.Equal(build(table, k.Name+" = "+k.Default, profile), plain[profile]) {
				t.Errorf("%s = %s is not what holds without it", name, k.Default)
			}
		}
	}
	walk("", manifest.Keys())
	if checked < 15 {
		t.Errorf("only %d keys have defaults", checked)
	}
}
