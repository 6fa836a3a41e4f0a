package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/polling"
	"jianbao/content"
	"jianbao/layout/edition"
)

const memoIssue = watchedHead + `file = "articles/01.md"
[[section.article.table]]
file = "tables/a.csv"
caption = "表1 各库蓄水"
[[section.article]]
title = "秧也插了"
file = "articles/02.txt"
`

// memoFiles writes an issue with a text, a picture and a table, and returns its folder.
func memoFiles(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	writeText(t, filepath.Join(dir, "issue.toml"), memoIssue)
	writeText(t, filepath.Join(dir, "articles", "01.md"), "渠水放到了田里。\n\n![渠首的闸门](../photos/a.png \"渠首\")\n\n稻也熟了。\n")
	writeText(t, filepath.Join(dir, "articles", "02.txt"), "秧也插了。\n")
	writeText(t, filepath.Join(dir, "tables", "a.csv"), "水库,蓄水\n柳湾,12\n石塘,8\n")
	writeText(t, filepath.Join(dir, "photos", "a.png"), grayPNG(t, 40, 30, 200))
	return dir
}

func grayPNG(t *testing.T, width, height int, value uint8) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = value
	}
	img.SetGray(0, 0, color.Gray{255 - value})
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestWatchMemo: after each of a series of edits of texts, manifest, pictures and tables
// the PDF that watch writes, with what it keeps, is that of a build from nothing.
func TestWatchMemo(t *testing.T) {
	dir := memoFiles(t)
	in := func(parts ...string) string { return filepath.Join(append([]string{dir}, parts...)...) }
	pdf, other := in(filepath.Base(dir)+".pdf"), filepath.Join(t.TempDir(), "other.pdf")
	var last []byte
	compare := func(what string, same bool) {
		t.Helper()
		got, err := os.ReadFile(pdf)
		if err != nil {
			t.Fatal(err)
		}
		if status, _, stderr := quietly("build", "-o", other, dir); status != statusDone {
			t.Fatalf("%s: %s", what, stderr)
		}
		want, err := os.ReadFile(other)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: watch writes another PDF than build", what)
		}
		if bytes.Equal(got, last) != same {
			t.Errorf("%s: the PDF is the same as before: %v, want %v", what, !same, same)
		}
		last = got
	}
	edits := []struct {
		what string
		edit func()
		same bool
	}{
		{"text", func() { writeText(t, in("articles", "02.txt"), "秧也插了，雨也下了。\n") }, false},
		{"picture", func() { writeText(t, in("photos", "a.png"), grayPNG(t, 40, 30, 90)) }, false},
		{"table", func() { writeText(t, in("tables", "a.csv"), "水库,蓄水\n柳湾,12\n石塘,11\n东河,7\n") }, false},
		{"manifest", func() {
			writeText(t, in("issue.toml"), strings.Replace(memoIssue, `title = "秧也插了"`, `title = "秧插了"`, 1))
		}, false},
		{"a taller picture", func() { writeText(t, in("photos", "a.png"), grayPNG(t, 30, 40, 90)) }, false},
		{"text with the picture", func() {
			writeText(t, in("articles", "01.md"), "渠水放到了田里，今年的水比去年的多。\n\n![渠首的闸门](../photos/a.png \"渠首\")\n")
		}, false},
		{"saved without a change", func() {
			writeText(t, in("articles", "02.txt"), "秧也插了，雨也下了。\n")
			later := time.Now().Add(time.Hour)
			if err := os.Chtimes(in("articles", "02.txt"), later, later); err != nil {
				t.Fatal(err)
			}
		}, true},
		{"as it was", func() {
			writeText(t, in("issue.toml"), memoIssue)
			writeText(t, in("articles", "02.txt"), "秧也插了。\n")
		}, false},
	}
	steps := []func(){func() { compare("first", false); edits[0].edit() }}
	for i := range edits {
		steps = append(steps, func() {
			compare(edits[i].what, edits[i].same)
			if i+1 < len(edits) {
				edits[i+1].edit()
			}
		})
	}
	lines, messages := watchSteps(t, dir, []string{dir}, steps...)
	for i, line := range lines[:len(edits)+1] {
		if strings.Count(line, "\n") != 1 || strings.Contains(line, "not updated") {
			t.Errorf("after step %d: %q %s", i-1, line, messages[i])
		}
	}
}

// TestWatchKeeps: an article whose files and entry have not changed is not read again, and
// one whose picture or table has changed is.
func TestWatchKeeps(t *testing.T) {
	dir := memoFiles(t)
	a := &app{system: &system{stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, getenv: func(string) string { return "" }}}
	w := &watching{app: a, engine: edition.New(edition.Options{Tool: tool()})}
	j := &watched{job: job{manifest: filepath.Join(dir, "issue.toml"), output: filepath.Join(dir, "a.pdf")}}
	articles := func() []content.Article {
		t.Helper()
		m := &made{set: polling.NewSet()}
		w.build(j, m)
		if m.edition == nil || m.log.HasErrors() {
			t.Fatal(m.log.Items())
		}
		j.set = m.set
		return m.edition.Issue.Sections[0].Articles
	}
	last := articles()
	for _, c := range []struct {
		name, file, text string
		kept             [2]bool
	}{
		{"nothing", "", "", [2]bool{true, true}},
		{"a text", "articles/02.txt", "秧也插了，雨也下了。\n", [2]bool{true, false}},
		{"a picture", "photos/a.png", grayPNG(t, 40, 30, 90), [2]bool{false, true}},
		{"a table", "tables/a.csv", "水库,蓄水\n柳湾,13\n", [2]bool{false, true}},
		{"the manifest", "issue.toml", "# 注\n" + memoIssue, [2]bool{true, true}},
		{"an entry", "issue.toml", strings.Replace(memoIssue, "articles/02.txt", "./articles/02.txt", 1), [2]bool{true, false}},
	} {
		if c.file != "" {
			writeText(t, filepath.Join(dir, filepath.FromSlash(c.file)), c.text)
		}
		now := articles()
		for i := range now {
			if got := now[i].Identical(&last[i]); got != c.kept[i] {
				t.Errorf("%s: article %d is kept: %v, want %v", c.name, i+1, got, c.kept[i])
			}
		}
		last = now
	}
}
