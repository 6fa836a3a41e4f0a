package desk

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"jianbao/content/diag"
)

func pngOf(w, h int) []byte {
	im := image.NewGray(image.Rect(0, 0, w, h))
	for i := range w {
		im.SetGray(i, h/2, color.Gray{uint8(i)})
	}
	var out bytes.Buffer
	if png.Encode(&out, im) != nil {
		panic("png")
	}
	return out.Bytes()
}

// hugePNG returns a PNG file whose header says more pixels than are taken.
func hugePNG() []byte {
	data := pngOf(10, 10)
	binary.BigEndian.PutUint32(data[16:], 10_001)
	binary.BigEndian.PutUint32(data[20:], 10_000)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if d.Name() == own {
			return fs.SkipDir
		}
		if d.Type().IsRegular() {
			below, _ := filepath.Rel(dir, name)
			list = append(list, filepath.ToSlash(below))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestDrop: texts become articles, photos and tables those of the article; all of it is
// one step that can be taken back and done again.
func TestDrop(t *testing.T) {
	w, dir := issueIn(t)
	w.compose()
	before := read(t, dir, "issue.toml")
	keep := func(drop, name string, data []byte) error { return w.keepDropped(drop, name, data) }
	for name, data := range map[string][]byte{
		"稿件/一.txt": []byte("渠水到了田里\n今年的秧插得早。\n水到得也早。\n"),
		"01.md":    []byte("另一篇的正文，写得长一点。\n\n第二段。\n"),
		"图 一.jpg":  pngOf(40, 30), // by its content it is a PNG
		"数.csv":    []byte("县,数\n甲,1\n"),
	} {
		if err := keep("drop0001", name, data); err != nil {
			t.Fatal(name, err)
		}
	}
	w.options.Lang = diag.EN
	did, err := w.importDrop(&request{Drop: "drop0001", Section: 0, Article: 0})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"articles/01-2.md", "articles/01.md", "articles/一.txt", "issue.toml", "photos/图 一.png", "tables/数.csv"}
	if got := names(t, dir); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("files %q, want %q; told %q", got, want, did.Told)
	}
	if len(did.New) != 2 {
		t.Errorf("new articles %q", did.New)
	}
	after := read(t, dir, "issue.toml")
	for _, part := range []string{"file   = \"articles/01-2.md\"", "[[section.article.table]]\nfile = \"tables/数.csv\"", "[[section.article.picture]]\nfile = \"photos/图 一.png\""} {
		if !strings.Contains(after, part) {
			t.Errorf("the manifest has no %s:\n%s", part, after)
		}
	}
	w.compose()
	if s := w.state(); len(s.articles) != 4 {
		t.Errorf("%d articles", len(s.articles))
	}
	for range 2 {
		if _, err := w.undo(false); err != nil {
			t.Fatal(err)
		}
		if got := names(t, dir); fmt.Sprint(got) != "[articles/01.md issue.toml]" || read(t, dir, "issue.toml") != before {
			t.Fatalf("after undo: %q", got)
		}
		if _, err := w.undo(true); err != nil {
			t.Fatal(err)
		}
		if got := names(t, dir); fmt.Sprint(got) != fmt.Sprint(want) || read(t, dir, "issue.toml") != after {
			t.Fatalf("after redo: %q", got)
		}
	}
	if !bytes.Equal([]byte(read(t, dir, "photos/图 一.png")), pngOf(40, 30)) {
		t.Error("the photo is another")
	}
	if left, err := os.ReadDir(filepath.Join(dir, dropsFolder)); err != nil || len(left) > 0 {
		t.Error("files of the drop are left", left, err)
	}
}

func TestDropRefused(t *testing.T) {
	w, dir := issueIn(t)
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"a.exe", []byte("MZ\x00"), errKind},
		{"a.txt", []byte("MZ\x00\x01"), errKind},
		{"a.docx", []byte("PK\x03\x04"), errKind},
		{"a.xlsx", []byte("PK\x03\x04"), errKind},
		{"a.jpg", []byte("not a picture"), errNoPicture},
		{"a.png", hugePNG(), errPixels},
		{"../a.txt", []byte("a"), errOutside},
		{"/etc/a.txt", []byte("a"), errOutside},
	} {
		if err := w.keepDropped("drop0001", c.name, c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := w.keepDropped("../../x", "a.txt", []byte("a")); !errors.Is(err, errOutside) {
		t.Error(err)
	}
	for n := range maxFiles {
		if err := w.keepDropped("drop0002", fmt.Sprintf("%d.txt", n), []byte("a")); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.keepDropped("drop0002", "more.txt", []byte("a")); !errors.Is(err, errMany) {
		t.Error(err)
	}
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("files were written: %q", got)
	}
}

// Windows gets names that it accepts, and one that leads out still does.
func TestForWindows(t *testing.T) {
	for _, c := range []struct{ given, want string }{
		{"来稿/图 一.png", "来稿/图 一.png"},
		{"会议:纪要?.docx", "会议_纪要_.docx"},
		{"a\nb.txt", "a_b.txt"},
		{"a.txt:stream", "a.txt_stream"},
		{"C:/b|c/d.txt", "C_/b_c/d.txt"},
		{"NUL.txt", "_NUL.txt"},
		{"某. /x.md", "某__/x.md"},
		{"../a.txt", "../a.txt"},
		{"/etc/a.txt", "/etc/a.txt"},
	} {
		if got := forWindows(c.given); got != c.want {
			t.Errorf("%q becomes %q, want %q", c.given, got, c.want)
		}
	}
}
