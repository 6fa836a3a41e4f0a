package manifest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/linktest"
	"jianbao/content/picture"
)

// countingReader counts how often each file is read.
type countingReader struct {
	Reader
	validIn map[string]int
}

func (c countingReader) Read(kind Kind, name string, limit int) ([]byte, error) {
	c.validIn[filepath.ToSlash(name)]++
	return c.Reader.Read(kind, name, limit)
}

func loadOne(t *testing.T, files memory, article string) *content.Issue {
	t.Helper()
	return loadReader(t, files.with("issue.toml", []byte(head+article)), article)
}

func loadReader(t *testing.T, from Reader, article string) *content.Issue {
	t.Helper()
	log := &diag.List{}
	issue := Load(from, Options{}, log)
	if log.Len() > 0 {
		t.Fatalf("%s: %v", article, log.Items())
	}
	return issue
}

// TestPicturePlaces puts pictures between paragraphs; their alternate texts
// identify them.
func TestPicturePlaces(t *testing.T) {
	files := memory{"a.png": pngOf(4, 3), "a.md": []byte("# 零\n\n一\n\n- 项\n\n二\n\n- 项\n")}
	for _, c := range []struct {
		after []string // "": not given
		want  string
	}{
		{nil, "H1 零,P 一,L(P 项),P 二,L(P 项)"},
		{[]string{""}, "H1 零,P 一,L(P 项),P 二,L(P 项),[0]"},
		{[]string{"0"}, "[0],H1 零,P 一,L(P 项),P 二,L(P 项)"},
		{[]string{"1", "2"}, "H1 零,P 一,[0],L(P 项),P 二,[1],L(P 项)"},
		{[]string{`"一"`, `" 二"`, "1"}, "H1 零,P 一,[0],[2],L(P 项),P 二,[1],L(P 项)"},
		{[]string{"2", "", "1", "2", "0", "2"}, "[4],H1 零,P 一,[2],L(P 项),P 二,[0],[3],[5],L(P 项),[1]"},
	} {
		var m strings.Builder
		m.WriteString("[[section.article]]\ntitle = \"甲\"\nfile = \"a.md\"\n")
		for i, after := range c.after {
			fmt.Fprintf(&m, "[[section.article.picture]]\nfile = \"a.png\"\nalt = \"%d\"\n", i)
			if after != "" {
				m.WriteString("after = " + after + "\n")
			}
		}
		body := loadOne(t, files, m.String()).Sections[0].Articles[0].Body
		var got []string
		for _, b := range body {
			if p, ok := b.(*content.Picture); ok {
				got = append(got, "["+p.Alt.Value+"]")
			} else {
				got = append(got, show([]content.Block{b}))
			}
		}
		if s := strings.Join(got, ","); s != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.after, s, c.want)
		}
	}
}

func TestPictureTable(t *testing.T) {
	files := memory{"图/a.png": pngOf(4, 3)}
	const tables = `[[section.article]]
title = "甲"
text = ""
[[section.article.picture]]
file = "图/a.png"
alt = "会场"
caption = "大会\n现场"
credit = "图/张三"
width = "80.5 mm"
place = "bottom"
[[section.article.picture]]
file = "图/./a.png"
alt = "　"
width = "half"
decorative = true
`
	counting := countingReader{files.with("issue.toml", []byte(head+tables)), map[string]int{}}
	issue := loadReader(t, counting, tables)
	all := issue.Pictures()
	if len(all) != 2 {
		t.Fatalf("%d pictures", len(all))
	}
	a, b := all[0], all[1]
	if a.Image == nil || a.Image != b.Image || a.Image.Width != 4 || a.Image.Height != 3 || a.Image.Name != "图/a.png" || counting.validIn["图/a.png"] != 1 {
		t.Errorf("one file is two pictures, or read %d times: %+v", counting.validIn["图/a.png"], a.Image)
	}
	got := fmt.Sprint(a.Alt.Value, content.JoinedRuns(a.Caption).Value, a.Credit.Value, a.Width.Value, a.Place == content.PlaceBottom, a.Decorative, b.Alt.Value == "", b.Width.Value, b.Place == content.PlaceHere, b.Decorative)
	if want := fmt.Sprint("会场", "大会\n现场", "图/张三", "80.5 mm", true, false, true, "half", true, true); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestCoverPictures reads an emblem given as a path and a cover picture given
// as a table.
func TestCoverPictures(t *testing.T) {
	files := memory{"e.png": pngOf(2, 2), "c.png": pngOf(3, 3)}
	manifest := strings.Replace(head, "[issue]", "publication.emblem = \"e.png\"\n[issue]\ncover-picture = { file = \"c.png\", alt = \"山\" }", 1) +
		"[[section.article]]\ntitle = \"甲\"\ntext = \"乙\"\n"
	log := &diag.List{}
	issue := loadFrom(files, "issue.toml", []byte(manifest), Options{}, log)
	if log.Len() > 0 {
		t.Fatal(log.Items())
	}
	e, c := issue.Publication.Emblem, issue.Number.Cover
	if e == nil || c == nil || e.Image.Width != 2 || c.Image.Width != 3 || c.Alt.Value != "山" || e.File.Value != "e.png" {
		t.Errorf("got %+v, %+v", e, c)
	}
}

func TestMarkdownPictures(t *testing.T) {
	files := memory{"图 1.png": pngOf(4, 3), "b/a.png": pngOf(4, 3), "b/(1).png": pngOf(4, 3), "b/100%.png": pngOf(4, 3), "b/a&b.png": pngOf(4, 3)}
	for _, c := range []struct{ text, want string }{
		{"![会场](a.png \"大会现场｜图/张三\")", "b/a.png 会场|大会现场|图/张三"},
		{"![会场](a.png \"大会现场 | 图/张三\")", "b/a.png 会场|大会现场|图/张三"},
		{"![会场](a.png '大会现场')", "b/a.png 会场|大会现场|"},
		{"![会场](a.png (｜图/张三))", "b/a.png 会场||图/张三"},
		{"![会场](a.png \"大会｜现场｜\")", "b/a.png 会场|大会｜现场|"},
		{"![会场](a.png \"a|b｜图/c\")", "b/a.png 会场|a|b|图/c"},
		{"![](a.png)", "b/a.png ||"},
		{"![ ](a.png \"\")", "b/a.png ||"},
		{"![**会**_场_ `a` &amp; \\*](a.png \"&amp; \\\" \\*\")", "b/a.png 会场 a & *|& \" *|"},
		{"![会\n场\nof](./a.png\n\"大会\n现场 at\nnoon\")", "b/a.png 会场 of|大会现场 at noon|"},
		{"![会场](../%E5%9B%BE%201.png)", "图 1.png 会场||"},
		{"![会场](<../图 1.png> \"甲\")", "图 1.png 会场|甲|"},
		{"![会场](100%.png)", "b/100%.png 会场||"},
		{"![会场](a&amp;b.png)", "b/a&b.png 会场||"},
		{"![会场](\\(1\\).png)", "b/(1).png 会场||"},
		{"![a.png](a.png \"a.png\")", "b/a.png a.png|a.png|"},
		{"![会场][p]\n\n[p]: a.png \"甲｜乙\"", "b/a.png 会场|甲|乙"},
		{"![会场]\n\n[会场]: <a.png>\n", "b/a.png 会场||"},
		{"  ![会场](a.png)  \n", "b/a.png 会场||"},
	} {
		for _, ends := range []string{"\n", "\r\n"} {
			log := &diag.List{}
			l := &loader{log: log, from: Buffers{Files: files}, read: map[string]readPicture{}}
			text := strings.ReplaceAll(c.text, "\n", ends)
			blocks, ok := l.markdown(&diag.Source{Path: "b/a.md", Data: []byte(text)}, "b")
			if len(blocks) != 1 || !ok || log.Len() > 0 {
				t.Errorf("%q: %d blocks, %v", text, len(blocks), log.Items())
				continue
			}
			p, ok := blocks[0].(*content.Picture)
			if !ok || p.Image == nil {
				t.Errorf("%q: no picture", text)
				continue
			}
			got := p.Image.Name + " " + p.Alt.Value + "|" + content.JoinedRuns(p.Caption).Value + "|" + p.Credit.Value
			if got != c.want {
				t.Errorf("%q\n got %s\nwant %s", text, got, c.want)
			}
			checkPlaces(t, blocks)
		}
	}
}

// TestPictureFiles reads from a real folder: links outside it are not followed,
// pipes and folders are errors, and files that are too large are not read.
func TestPictureFiles(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "issue")
	if err := os.MkdirAll(filepath.Join(folder, "folder.png"), 0o777); err != nil {
		t.Fatal(err)
	}
	write := func(name string, data []byte) {
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "outside.png"), pngOf(4, 3))
	write(filepath.Join(folder, "large.png"), pngOf(4, 3))
	if err := os.Truncate(filepath.Join(folder, "large.png"), picture.MaxSize+1); err != nil {
		t.Fatal(err)
	}
	codes := map[string]diag.Code{"folder.png": "file-not-regular", "large.png": "file-too-large", "none.png": "file-missing"}
	if err := linktest.Make(filepath.Join(dir, "outside.png"), filepath.Join(folder, "link.png")); err != nil {
		t.Log("without a link: ", err)
	} else {
		codes["link.png"] = "path-outside"
	}
	for name, want := range codes {
		write(filepath.Join(folder, "issue.toml"), []byte(head+"[[section.article]]\ntitle = \"甲\"\ntext = \"乙\"\n[[section.article.picture]]\nfile = \""+name+"\"\n"))
		log := &diag.List{}
		Load(NewDisk(filepath.Join(folder, "issue.toml")), Options{}, log)
		if items := log.Items(); len(items) != 1 || items[0].Code != want {
			t.Errorf("%s: %v", name, items)
		}
	}
}

// TestBadCharactersAreRemoved checks that reported characters are removed from a
// text, and that the places of the others are correct.
func TestBadCharactersAreRemoved(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`甲\u0007乙`, "甲乙"}, {`\u0007甲`, "甲"}, {`甲\u0000\u0001`, "甲"}, {`\u0007`, ""}, {`甲\u000A乙\u0085丙`, "甲\n乙丙"},
	} {
		log := &diag.List{}
		issue := loadFrom(memory{}, "issue.toml", []byte(strings.Replace(head, `"甲"`, `"`+c.text+`"`, 1)), Options{}, log)
		title := issue.Publication.Title
		if title.Value != c.want || log.Len() == 0 {
			t.Errorf("%s: %q, %v", c.text, title.Value, log.Items())
		}
		for i, r := range title.Value {
			if n := len(string(r)); r != '\n' && title.Place.At(i, i+n).Text() != string(r) {
				t.Errorf("%s: %q has its place at %q", c.text, r, title.Place.At(i, i+n).Text())
			}
		}
	}
}
