//go:build unix

package manifest

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"jianbao/content/diag"
)

// TestFilesOnDisk reads links, pipes, folders and other special files.
func TestFilesOnDisk(t *testing.T) {
	dir := t.TempDir()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(name, text string) { must(os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666)) }
	must(os.MkdirAll(filepath.Join(dir, "issue/articles/folder.txt"), 0o777))
	write("secret.txt", "外面")
	write("issue/articles/ok.txt", "正文")
	must(os.Symlink("../../secret.txt", filepath.Join(dir, "issue/articles/out.txt")))
	must(os.Symlink(filepath.Join(dir, "secret.txt"), filepath.Join(dir, "issue/articles/abs.txt")))
	must(os.Symlink("ok.txt", filepath.Join(dir, "issue/articles/in.txt")))
	must(os.Symlink("..", filepath.Join(dir, "issue/up")))
	must(os.Symlink("gone.txt", filepath.Join(dir, "issue/articles/dangling.txt")))
	must(os.Symlink("loop.txt", filepath.Join(dir, "issue/articles/loop.txt")))
	must(syscall.Mkfifo(filepath.Join(dir, "issue/articles/pipe.txt"), 0o666))
	socket, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	must(err)
	defer syscall.Close(socket)
	t.Chdir(filepath.Join(dir, "issue/articles")) // names of sockets are short
	must(syscall.Bind(socket, &syscall.SockaddrUnix{Name: "socket.txt"}))
	write("issue/articles/large.txt", strings.Repeat("x", 2000))
	for name, want := range map[string]string{
		"articles/ok.txt":       "",
		"./articles//ok.txt":    "",
		"articles/in.txt":       "",
		"articles/out.txt":      "path-outside",
		"articles/abs.txt":      "path-outside",
		"up/secret.txt":         "path-outside",
		"articles/dangling.txt": "file-missing",
		"articles/loop.txt":     "file-unreadable",
		"articles/pipe.txt":     "file-not-regular",
		"articles/folder.txt":   "file-not-regular",
		"articles/large.txt":    "file-too-large",
		"articles/ok.txt/x.txt": "file-missing",
		"articles/socket.txt":   "file-not-regular",
		"nowhere/x.txt":         "file-missing",
	} {
		write("issue/issue.toml", head+"[[section.article]]\ntitle = \"乙\"\nfile = \""+name+"\"\n")
		log := &diag.List{}
		issue := Load(NewDisk(filepath.Join(dir, "issue/issue.toml")), Options{MaxArticleSize: 1000}, log)
		if issue == nil {
			t.Fatal("no issue")
		}
		if got := found(log); strings.Split(got, "@")[0] != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		if a := issue.Sections[0].Articles[0]; (want == "") != (len(a.Body) == 1) {
			t.Errorf("%s: the body is %q", name, show(a.Body))
		}
	}
}

func TestManifestOnDisk(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "gone.toml"): "file-missing",
		dir:                             "file-not-regular",
		pipe:                            "file-not-regular",
		"/dev/null":                     "file-not-regular",
	} {
		log := &diag.List{}
		if issue := Load(NewDisk(path), Options{}, log); issue != nil || found(log) != want {
			t.Errorf("%s: %v, %q", path, issue, found(log))
		}
	}
}

// TestValues reads a manifest with all keys.
func TestValues(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("# 甲"), 0o666); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "issue.toml")
	text := `schema = 1
[publication]
title = "保障"
issuer = ["甲", "（乙）"]
lang = "zh-TW"
[issue]
year = 2021
number = "9-10"
total = 130
date = 2021-10-22
label = "内部资料"
[style]
theme = "mine.toml"
set = { "body.size" = "四号", body = { lines = 25 }, page.margins = [1, 2.5, "x"] }
[style.fonts]
song-bold = { path = "../fonts/a.ttc", index = 2 }
kai = "/fonts/b.ttf"
[contents]
title = ""
show = false
[imprint]
lines = ["主办：甲"]
report = "乙"
send = ["丙", "丁"]
distribute = []
copies = 200
[check]
off = ["proof-dash"]
[[section]]
title = "一"
[[section.article]]
title = "甲\n乙"
contents-title = "甲乙"
author = "丙"
source = "丁"
file = "a.md"
start = "recto"
fit = 1
encoding = "utf-8"
[[section.article]]
title = "戊"
text = """
　　己
庚"""
start = "continue"
`
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	log := &diag.List{}
	issue := Load(NewDisk(path), Options{}, log)
	if log.Len() > 0 {
		t.Fatal(found(log))
	}
	s := issue.Style
	a, b := issue.Sections[0].Articles[0], issue.Sections[0].Articles[1]
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"lang", issue.Publication.Lang, "zh-Hant-TW"},
		{"issuer", issue.Publication.Issuer[1].Value, "（乙）"},
		{"number", issue.Number.Issue.Value, "9-10"},
		{"total", issue.Number.Total.Value, "130"},
		{"the place of total", issue.Number.Total.Place.At(0, 3).Text(), "130"},
		{"day", issue.Number.Date.Day, 22},
		{"theme", s.Theme.Value, "mine.toml"},
		{"settings", len(s.Set), 3},
		{"a setting", s.Set[0].Key + "=" + s.Set[0].Value.(string), "body.size=四号"},
		{"a dotted setting", s.Set[1].Key, "body.lines"},
		{"its value", s.Set[1].Value, int64(25)},
		{"a list", len(s.Set[2].Value.([]any)), 3},
		{"fonts", s.Fonts[0].Name + " " + s.Fonts[1].Name, "song-bold kai"},
		{"path of a font", s.Fonts[0].Path, filepath.Join(dir, "../fonts/a.ttc")},
		{"absolute path of a font", s.Fonts[1].Path, "/fonts/b.ttf"},
		{"index of a font", s.Fonts[0].Index, 2},
		{"contents", issue.Contents.Show, false},
		{"title of the contents", issue.Contents.Title.Value, ""},
		{"send", len(issue.Imprint.Send), 2},
		{"copies", issue.Imprint.Copies, 200},
		{"report", issue.Imprint.Report[0].Value, "乙"},
		{"checks turned off", string(issue.ProofOff[0]), "proof-dash"},
		{"start", a.Start, b.Start + 1},
		{"fit", a.Fit, 1},
		{"contents-title", a.ContentsTitle.Value, "甲乙"},
		{"markdown", show(a.Body), "H1 甲"},
		{"text", show(b.Body), "P 己\nP 庚"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.what, c.got, c.want)
		}
	}
	checkPlaces(t, b.Body)
	for _, tag := range []string{"zh", "zh-CN", "zh-Hans-SG", "ZH_hans", "cmn"} {
		if got, ok := canonicalLang(tag); tag != "cmn" && (got != "zh-Hans" || !ok) {
			t.Errorf("%s is %q", tag, got)
		}
	}
	for tag, want := range map[string]string{"zh-HK": "zh-Hant-HK", "zh-Hant": "zh-Hant", "zh-Hant-MO": "zh-Hant-HK", "ja-JP": "ja", "ko": "ko", "en": "", "": "", "x": "", "und": "", "zh-Latn": ""} {
		if got, _ := canonicalLang(tag); got != want {
			t.Errorf("%s is %q, want %q", tag, got, want)
		}
	}
}

// TestArticleLimit checks that articles beyond the limit are not read.
func TestArticleLimit(t *testing.T) {
	log := &diag.List{}
	one := "[[section.article]]\ntitle = \"乙\"\ntext = \"丙\"\n"
	issue := loadFrom(memory{}, "issue.toml", []byte(head+strings.Repeat(one, 4)), Options{MaxArticles: 3}, log)
	if found(log) != "too-many-articles@0" || len(issue.Sections[0].Articles) != 3 {
		t.Errorf("%s, %d articles", found(log), len(issue.Sections[0].Articles))
	}
}
