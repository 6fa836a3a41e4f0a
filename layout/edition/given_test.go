package edition

import (
	"bytes"
	"encoding/binary"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts/fonttest"
)

func TestStaticFile(t *testing.T) {
	for path, want := range map[string]string{
		"fonts/NotoSerifSC-VF.ttf":                 "NotoSerifSC-Regular.ttf",
		"NotoSerifSC[wght].ttf":                    "NotoSerifSC-Regular.ttf",
		"NotoSansSC-VariableFont_wght.ttf":         "NotoSansSC-Regular.ttf",
		"NotoSerifCJKsc-VF.otf":                    "NotoSerifCJKsc-Regular.otf",
		"NotoSerifCJK-VF.otf.ttc":                  "NotoSerifCJK-Regular.ttc",
		"SourceHanSansSC-VF.otf":                   "SourceHanSansSC-Regular.otf",
		"SourceSerif4Variable-Roman.otf":           "SourceSerif4-Regular.otf",
		"C:/fonts/SourceSans3VF-Upright.otf.woff2": "SourceSans3-Regular.ttf",
		"NotoSansSC-Regular.woff2":                 "NotoSansSC-Regular.ttf",
		"思源宋体-VF.ttf":                              "SourceHanSerifSC-Regular.otf",
		"思源黑体 VF.otf":                              "SourceHanSansSC-Regular.otf",
		"某字体.ttf":                                  "某字体-Regular.ttf",
	} {
		if got := staticFile(content.FontFile{Name: "song", Path: path}, ""); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if got := staticFile(content.FontFile{Name: "song-bold", Path: "NotoSerifSC-VF.ttf"}, ""); got != "NotoSerifSC-Bold.ttf" {
		t.Errorf("for a bold role: %s", got)
	}
	for _, tt := range []struct{ path, inside, want string }{
		{"v1.ttf", "Noto Sans SC", "NotoSansSC-Regular.ttf"}, {"v1.ttf", "Noto Serif CJK TC", "NotoSerifCJKtc-Regular.otf"}, {"han.ttf", "Source Han Serif SC VF", "SourceHanSerifSC-Regular.otf"},
		{"v1.ttf", "思源黑体", "SourceHanSansSC-Regular.otf"}, {"v1.otf", "Source Serif 4 Variable", "SourceSerif4-Regular.otf"}, {"v1.ttf", "某某宋", "v1-Regular.ttf"},
		{"SourceHanSansSC-VF.ttf", "", "SourceHanSansSC-Regular.otf"},
	} {
		if got := staticFile(content.FontFile{Name: "song", Path: tt.path}, tt.inside); got != tt.want {
			t.Errorf("%s, %s inside: %s, want %s", tt.path, tt.inside, got, tt.want)
		}
	}
}

// TestDamagedGlyph: damage that shows only when a glyph is read is
// found while the file is written. It is a finding, not a fault of the program.
func TestDamagedGlyph(t *testing.T) {
	be := binary.BigEndian
	box := []byte{0, 1, 0, 40, 0xFF, 0xB0, 3, 0xC0, 3, 0x48} // the header of the glyph of all Han
	font := fonttest.Data()
	at := bytes.Index(font, box)
	if at < 0 {
		t.Fatal("the test's font has another glyph for Han")
	}
	// A composite of .notdef, which has ink, and of a glyph that is not there.
	glyph := append([]byte{0xFF, 0xFF}, box[2:]...)
	for _, v := range []uint16{1<<5 | 1<<1, 0, 0, 1 << 1, 0xFFF0, 0} {
		glyph = be.AppendUint16(glyph, v)
	}
	copy(font[at:], glyph)
	files := inMemory(t, "small")
	files.Files["issue.toml"] = append(files.Files["issue.toml"], "\n[style.fonts]\nsong = { path = \"song.ttf\" }\n"...)
	files.Files["song.ttf"] = font
	for _, c := range []Choices{{}, {Profile: "print", OutlineText: true}} {
		var log diag.List
		e := made(t, New(tool).Read(files, c, &log))
		if e.PDF() != nil || !log.Has("font-damaged") {
			t.Errorf("%+v: %d bytes, found %s", c, len(e.PDF()), codes(&log))
		}
	}
}

// TestFallbackOfNothing: a face that lacks a character that the issue does not have has
// no finding about it.
func TestFallbackOfNothing(t *testing.T) {
	files := inMemory(t, "small")
	files.Files["issue.toml"] = append(files.Files["issue.toml"], "\n[style.fonts]\nsong = { path = \"song.ttf\" }\nsong-bold = { path = \"song.ttf\" }\nhei = { path = \"song.ttf\" }\n"...)
	files.Files["song.ttf"] = fonttest.Data(fonttest.Missing('中'))
	var log diag.List
	made(t, New(tool).Read(files, Choices{}, &log))
	for _, d := range log.Items() {
		if d.Code == "glyph-fallback" && d.Span.Source == nil {
			t.Errorf("without place: %v", d.Args)
		}
	}
}

// TestGivenFamily: a face given under one of the names that the theme lists for a role
// is what the role needs; one given for another role is not.
func TestGivenFamily(t *testing.T) {
	for name, want := range map[string]bool{"方正小标宋简体": false, "方正小标宋_GBK": false, "小标宋": false, "song-bold": true, "粗宋": true} {
		files := inMemory(t, "small")
		files.Files["issue.toml"] = append(files.Files["issue.toml"], "\n[style]\ntheme = \"gongwen\"\n[style.fonts]\n\""+name+"\" = { path = \"song.ttf\" }\n"...)
		files.Files["song.ttf"] = fonttest.Data()
		var log diag.List
		made(t, New(tool).Read(files, Choices{}, &log))
		got := false
		for _, d := range log.Items() {
			got = got || d.Code == "font-substitute" && d.Args[0] == "biaosong"
		}
		if got != want {
			t.Errorf("%s: reported %v, want %v", name, got, want)
		}
	}
}
