package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch/pdfread"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/fonts/bundled"
	"jianbao/layout/edition"
)

const rebuiltManifest = `schema = 1
[publication]
title = "河湾简报"
issuer = ["河湾镇档案室"]
emblem = { file = "图/徽.png", decorative = true }
[issue]
year = 2024
number = 5
date = 2024-05-20
[style.fonts]
kai = "字体/office.ttf"
[archive]
keywords = "用水；水价"
abstract = "全镇用水情况。"
[[section]]
title = "要闻"
[[section.article]]
title = "第一篇"
file = "一/01.md"
[[section.article]]
title = "第二篇"
file = "二/01.txt"
[[section.article.picture]]
file = "二/照片.jpg"
alt = "同一处会场"
`

// photograph returns a JPEG with an orientation and a comment.
func photograph(t *testing.T, orientation byte, comment string) []byte {
	t.Helper()
	im := image.NewNRGBA(image.Rect(0, 0, 300, 200))
	for i := range im.Pix {
		im.Pix[i] = uint8(i*7/300) | uint8(i%4/3*255)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, im, nil); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(orientation) + "\x00\x00\x00\x00\x00\x00" + comment
	return slices.Concat(b.Bytes()[:2], []byte{0xff, 0xe1, byte((len(exif) + 2) >> 8), byte(len(exif) + 2)}, []byte(exif), b.Bytes()[2:])
}

func rebuiltIssue(t *testing.T, more string) manifest.Buffers {
	t.Helper()
	mark := image.NewPaletted(image.Rect(0, 0, 200, 200), color.Palette{color.Black, color.White})
	var emblem bytes.Buffer
	if err := png.Encode(&emblem, mark); err != nil {
		t.Fatal(err)
	}
	return manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{
		"issue.toml":    []byte(strings.Replace(rebuiltManifest, "[archive]\n", "[archive]\n"+more, 1)),
		"图/徽.png":       emblem.Bytes(),
		"一/01.md":       []byte("第一篇的*正文*。\n\n![会场](../照片.jpg)\n\n完。\n"),
		"二/01.txt":      []byte("　　第二篇的正文。\r\n"),
		"照片.jpg":        photograph(t, 6, "secret place"),
		"二/照片.jpg":      photograph(t, 6, "another secret"),
		"字体/office.ttf": []byte(bundled.Data("LXGWWenKai-Regular.ttf")),
		"/样式/红.toml":    []byte("extends = \"bulletin\"\n[body]\nsize = \"15pt\"\n"),
	}}
}

// archived builds an issue as PDF/A-3u.
func archived(t *testing.T, files manifest.Buffers, c edition.Choices) ([]byte, *diag.List) {
	t.Helper()
	c.Profile, c.PDFA = "archive", "3u"
	var log diag.List
	e := edition.New(edition.Options{Tool: edition.Tool{Name: "jianbao", Version: "v1"}}).Read(files, c, &log)
	e.Compose()
	if err := e.Render(); err != nil || e.PDF() == nil {
		t.Fatalf("%v %v", err, log.Items())
	}
	return e.PDF(), &log
}

// attachedFiles returns the attachments of a PDF: content and description by name.
func attachedFiles(t *testing.T, data []byte) (files map[string][]byte, paths map[string]string) {
	t.Helper()
	f, err := pdfread.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	files, paths = map[string][]byte{}, map[string]string{}
	for n := range f.Numbers() {
		o, err := f.Load(n)
		if err != nil {
			t.Fatal(err)
		}
		spec, ok := o.(*pdfread.Dict)
		if !ok || spec.Get("Type") != pdfread.Name("Filespec") {
			continue
		}
		ef, err := f.Dict(spec.Get("EF"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.Resolve(ef.Get("F"))
		if err != nil {
			t.Fatal(err)
		}
		name := spec.Get("UF").(pdfread.String).Text()
		if files[name] != nil {
			t.Errorf("two attachments are called %s", name)
		}
		if files[name], err = f.Unpack(s.(*pdfread.Stream), 1<<20); err != nil {
			t.Fatal(err)
		}
		paths[name] = spec.Get("Desc").(pdfread.String).Text()
	}
	return files, paths
}

type archivedRecord struct {
	Choices struct {
		Theme string
		Set   []string
	}
	Sources []struct{ Path, Kind, SHA256, Attachment string }
	Fonts   []string
}

// TestRebuildFromItself checks that a PDF/A-3u file contains what it was made of: from
// its attachments, and the fonts that its record lists by hash, the same program makes
// the same bytes.
func TestRebuildFromItself(t *testing.T) {
	issue := rebuiltIssue(t, "")
	font := issue.Files["字体/office.ttf"]
	first, _ := archived(t, issue, edition.Choices{Theme: "/样式/红.toml", Set: []edition.Setting{{Key: "body.size", Value: "四号"}}})
	if bytes.Contains(first, []byte("secret")) {
		t.Error("the file has metadata of a photograph")
	}
	files, paths := attachedFiles(t, first)
	for name := range files {
		if strings.ContainsAny(name, `/\`) {
			t.Errorf("attachment %s", name)
		}
	}
	var r archivedRecord
	if err := json.Unmarshal(files["record.json"], &r); err != nil {
		t.Fatal(err)
	}
	again := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{}}
	kinds := map[string]int{}
	for _, s := range r.Sources {
		kinds[s.Kind]++
		data := files[s.Attachment]
		if s.Kind == "font" {
			data = font // found by its hash
		} else if paths[s.Attachment] != s.Path || strings.Contains(string(data), "secret") {
			t.Errorf("%s is attached as %q, described as %q", s.Path, s.Attachment, paths[s.Attachment])
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != s.SHA256 {
			t.Errorf("%s has another hash", s.Path)
		}
		again.Files[s.Path] = data
	}
	if want := map[string]int{"manifest": 1, "article": 2, "theme": 1, "picture": 3, "font": 1}; fmt.Sprint(kinds) != fmt.Sprint(want) {
		t.Errorf("sources %v", kinds)
	}
	sum := sha256.Sum256(font)
	if !slices.ContainsFunc(r.Fonts, func(s string) bool { return strings.Contains(s, hex.EncodeToString(sum[:])) }) {
		t.Errorf("fonts %q", r.Fonts)
	}
	c := edition.Choices{Theme: r.Choices.Theme}
	for _, s := range r.Choices.Set {
		key, value, _ := strings.Cut(s, "=")
		c.Set = append(c.Set, edition.Setting{Key: key, Value: value})
	}
	second, _ := archived(t, again, c)
	if !bytes.Equal(first, second) {
		t.Errorf("%d bytes, made again %d", len(first), len(second))
	}
}

// TestPicturesNotAttached checks [archive] pictures = false: a notice, and the hashes
// of the files as they were read.
func TestPicturesNotAttached(t *testing.T) {
	issue := rebuiltIssue(t, "pictures = false\n")
	data, log := archived(t, issue, edition.Choices{})
	if !slices.ContainsFunc(log.Items(), func(d diag.Diagnostic) bool { return d.Code == "archive-pictures" && d.Args[0] == 3 }) {
		t.Errorf("%v", log.Items())
	}
	files, _ := attachedFiles(t, data)
	if len(files) != 4 {
		t.Errorf("%d attachments", len(files))
	}
	sum := sha256.Sum256(issue.Files["照片.jpg"])
	if !bytes.Contains(files["record.json"], []byte(hex.EncodeToString(sum[:]))) {
		t.Errorf("the hash of a picture is missing in %s", files["record.json"])
	}
}

// TestDetach writes the attachments with Poppler, whose names must be those of files.
func TestDetach(t *testing.T) {
	if _, err := exec.LookPath("pdfdetach"); err != nil {
		t.Skip("needs pdfdetach (poppler-utils)")
	}
	dir := t.TempDir()
	data, _ := archived(t, rebuiltIssue(t, ""), edition.Choices{})
	file := filepath.Join(dir, "x.pdf")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	if err := os.Mkdir(out, 0o777); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command("pdfdetach", "-saveall", "-o", out, file).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	list, err := os.ReadDir(out)
	if files, _ := attachedFiles(t, data); err != nil || len(list) != len(files) {
		t.Errorf("%d files of %d attachments, %v", len(list), len(files), err)
	}
}

// TestRebuildWithPublication: publication.toml and the files that it names are in the
// file, under names such that the issue can be made again with it beside the manifest.
func TestRebuildWithPublication(t *testing.T) {
	issue := rebuiltIssue(t, "")
	font := issue.Files["字体/office.ttf"]
	own := strings.Replace(string(issue.Files["issue.toml"]), "emblem = { file = \"图/徽.png\", decorative = true }\n", "", 1)
	own = strings.Replace(own, "title = \"河湾简报\"\n", "", 1)
	own = strings.Replace(own, "[style.fonts]\nkai = \"字体/office.ttf\"\n", "", 1)
	shared := "schema = 1\n[publication]\ntitle = \"河湾简报\"\nemblem = { file = \"标/徽.png\", decorative = true }\n[style]\ntheme = \"样式/红.toml\"\nfonts = { kai = \"字体/office.ttf\" }\n"
	files := map[string][]byte{
		"刊/issue.toml": []byte(own), "publication.toml": []byte(shared), "标/徽.png": issue.Files["图/徽.png"], "字体/office.ttf": font,
		"样式/红.toml": issue.Files["/样式/红.toml"],
	}
	for _, name := range []string{"一/01.md", "二/01.txt", "照片.jpg", "二/照片.jpg"} {
		files["刊/"+name] = issue.Files[name]
	}
	first, log := archived(t, manifest.Buffers{Name: "刊/issue.toml", Files: files}, edition.Choices{})
	if log.HasErrors() {
		t.Fatal(log.Items())
	}
	attached, _ := attachedFiles(t, first)
	var r archivedRecord
	if err := json.Unmarshal(attached["record.json"], &r); err != nil {
		t.Fatal(err)
	}
	again := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{}}
	var names []string
	for _, s := range r.Sources {
		names = append(names, s.Path)
		again.Files[s.Path] = attached[s.Attachment]
		if s.Kind == "font" {
			again.Files[s.Path] = font
		}
	}
	if got := strings.Join(names, " "); got != "issue.toml publication.toml 一/01.md 二/01.txt 样式/红.toml 标/徽.png 照片.jpg 二/照片.jpg 字体/office.ttf" {
		t.Errorf("sources %s", got)
	}
	second, _ := archived(t, again, edition.Choices{})
	if !bytes.Equal(first, second) {
		t.Errorf("%d bytes, made again %d", len(first), len(second))
	}
	// A picture of the same name in both folders.
	files["照片.jpg"] = files["标/徽.png"]
	files["publication.toml"] = []byte(strings.Replace(shared, "标/徽.png", "照片.jpg", 1))
	both, _ := archived(t, manifest.Buffers{Name: "刊/issue.toml", Files: files}, edition.Choices{})
	attached, _ = attachedFiles(t, both)
	if text := string(attached["record.json"]); strings.Count(text, `"path": "照片.jpg"`) != 1 || strings.Count(text, `"path": "publication/照片.jpg"`) != 1 {
		t.Errorf("names of two pictures: %s", text)
	}
}
