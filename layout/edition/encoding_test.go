package edition

import (
	"os"
	"path/filepath"
	"testing"

	"jianbao/content/diag"
)

// A text of an editor is UTF-8 whatever the manifest says of its file, also where the
// bytes are those that were read before as another encoding.
func TestOverlayText(t *testing.T) {
	dir := t.TempDir()
	manifest := filepath.Join(dir, "issue.toml")
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("issue.toml", "schema = 1\n[publication]\ntitle = \"月报\"\nissuer = [\"办公室\"]\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-15\n[[section]]\ntitle = \"要闻\"\n[[section.article]]\ntitle = \"甲\"\nfile = \"a.txt\"\nencoding = \"gb18030\"\n")
	put("a.txt", "\xbc\xd7\xb5\xc4\xd5\xfd\xce\xc4\xa1\xa3\n") // 甲的正文。
	engine, overlay := New(Options{}), NewOverlay(manifest)
	text := func() (string, string, bool) {
		var log diag.List
		e := engine.ReadOverlay(overlay, Choices{}, &log)
		src := e.Issue.Sections[0].Articles[0].File
		return string(src.Data), src.Encoding, log.HasErrors()
	}
	for _, c := range []struct {
		set            func()
		text, encoding string
		errors         bool
	}{
		{func() {}, "甲的正文。\n", "gb18030", false},
		{func() { overlay.SetText("a.txt", []byte("甲的新正文：镕。\n")) }, "甲的新正文：镕。\n", "utf-8", false},
		{func() { overlay.Set("a.txt", []byte("甲的新正文：镕。\n")) }, "", "", true},
		{func() { overlay.Set("a.txt", []byte("plain\n")) }, "plain\n", "gb18030", false},
		{func() { overlay.SetText("a.txt", []byte("plain\n")) }, "plain\n", "utf-8", false},
		{func() { overlay.Set("a.txt", []byte("plain\n")) }, "plain\n", "gb18030", false},
		{func() { overlay.Unset("a.txt") }, "甲的正文。\n", "gb18030", false},
	} {
		c.set()
		if text, encoding, errors := text(); text != c.text || encoding != c.encoding || errors != c.errors {
			t.Errorf("%q in %q, errors %v; expected %q in %q", text, encoding, errors, c.text, c.encoding)
		}
	}
}

func TestEncodings(t *testing.T) {
	text := "[[section]]\narticle = [{file = \"a.txt\", encoding = \"big5\"}, {text = \"乙\"}]\n[[section]]\n[[section.article]]\nfile = \"x/../b.txt\" \nencoding = 'gb18030' # alt\n[[section.article.table]]\nfile = \"t.csv\"\nencoding = \"utf-16\"\n[[section.article.attachment]]\nencoding = \"big5\"\nfile = \"c.txt\"\n"
	list, ok := Encodings(text)
	want := []Encoded{{File: "a.txt", Encoding: "big5"}, {File: "b.txt", Encoding: "gb18030"}, {File: "t.csv", Encoding: "utf-16"}, {File: "c.txt", Encoding: "big5"}}
	if !ok || len(list) != len(want) {
		t.Fatal(list, ok)
	}
	for i, e := range list {
		if e.File != want[i].File || e.Encoding != want[i].Encoding || text[e.From+1:e.To-1] != e.Encoding {
			t.Errorf("%+v at %q, expected %+v", e, text[e.From:e.To], want[i])
		}
	}
	if _, ok := Encodings("[["); ok {
		t.Error("no TOML is read")
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct {
		raw, encoding, text, found string
		ok                         bool
	}{
		{"\xbc\xd7\n", "", "甲\n", "gb18030", true},
		{"\xa5\xd2\n", "big5", "甲\n", "big5", true},
		{"\xff\xfe\x32\x75", "", "甲", "utf-16", true},
		{"\xef\xbb\xbf甲", "", "甲", "utf-8", true},
		{"a\n", "gb18030", "a\n", "gb18030", true},
		{"甲乙丙丁\n", "gb18030", "", "", false},
		{"PK\x03\x04 and so on", "", "", "", false},
	} {
		text, found, ok := Decode([]byte(c.raw), c.encoding)
		if string(text) != c.text || found != c.found || ok != c.ok {
			t.Errorf("%q as %q: %q %q %v", c.raw, c.encoding, text, found, ok)
		}
	}
}
