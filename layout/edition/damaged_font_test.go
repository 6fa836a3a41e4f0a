package edition

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/fonts"
)

const withFont = `schema = 1
publication.title = "甲"
[issue]
year = 2026
number = 3
date = 2026-03-18
[style.fonts]
serif = "bad.ttf"
[[section]]
title = "要闻"
[[section.article]]
title = "情况通报"
text = "Crème brûlée, naïve façade, Čech Žižka, Łódź, ½ ¼ ® — office fluffy AV To: ÀÉÎÕÜ ǎǐǒǔ 0123456789."
`

// sourceSerif is a TrueType font with composite glyphs, and where its tables are.
func sourceSerif(t *testing.T) (data []byte, tables map[string][2]int) {
	t.Helper()
	data, err := os.ReadFile("../../fonts/bundled/SourceSerif4_400Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	tables = map[string][2]int{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := data[12+16*i:]
		tables[string(entry[:4])] = [2]int{int(binary.BigEndian.Uint32(entry[8:])), int(binary.BigEndian.Uint32(entry[12:]))}
	}
	return data, tables
}

// setInFont makes the file of an issue with a font in a profile.
func setInFont(t *testing.T, font []byte, c Choices) string {
	t.Helper()
	var log diag.List
	files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{"issue.toml": []byte(withFont), "bad.ttf": font}}
	e := New(tool).Read(files, c, &log)
	e.Compose()
	if err := e.Render(); err != nil {
		t.Errorf("%v: %v", c, err)
	}
	if e.PDF() == nil && !log.HasErrors() {
		t.Errorf("%v: neither a file nor an error", c)
	}
	return codes(&log)
}

// TestDamagedComposites damages what is first read when a font is written: the
// finding names the font, and no error is left.
func TestDamagedComposites(t *testing.T) {
	font, tables := sourceSerif(t)
	font = bytes.Clone(font)
	loca, glyf, wide := font[tables["loca"][0]:], font[tables["glyf"][0]:], font[tables["head"][0]+51] != 0
	at := func(i int) int {
		if wide {
			return int(binary.BigEndian.Uint32(loca[4*i:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*i:]))
	}
	damaged := 0
	for i := range int(binary.BigEndian.Uint16(font[tables["maxp"][0]+4:])) {
		if at(i+1) > at(i) && int16(binary.BigEndian.Uint16(glyf[at(i):])) < 0 {
			binary.BigEndian.PutUint16(glyf[at(i)+12:], 0xFFF0)
			damaged++
		}
	}
	if damaged == 0 {
		t.Fatal("the font has no composite glyphs")
	}
	var unread diag.List
	files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{"issue.toml": []byte(withFont), "bad.ttf": font}}
	e := New(tool).Read(files, Choices{}, &unread)
	if e.Compose(); !e.RenderFinds() {
		t.Error("check would not see a damaged font")
	}
	for _, c := range []Choices{{}, {Profile: "archive"}, {Profile: "print", OutlineText: true}} {
		if got := setInFont(t, font, c); !bytes.Contains([]byte(got), []byte("font-damaged")) {
			t.Errorf("%v: found %q", c, got)
		}
	}
}

// TestDamagedFonts changes bytes of every table: there is a file or a finding,
// never an error of ours.
func TestDamagedFonts(t *testing.T) {
	sound, tables := sourceSerif(t)
	if got := setInFont(t, sound, Choices{}); bytes.Contains([]byte(got), []byte("damaged")) {
		t.Fatalf("the sound font: %s", got)
	}
	perTable := 3
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		perTable = 40
	}
	random := rand.New(rand.NewPCG(46, 11))
	for _, tag := range []string{"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "OS/2", "GPOS", "GSUB", "GDEF", "prep"} {
		table, ok := tables[tag]
		if !ok || table[1] == 0 {
			continue
		}
		for range perTable {
			font := bytes.Clone(sound)
			for range 1 + random.IntN(8) {
				font[table[0]+random.IntN(min(table[1], 4000))] = byte(random.IntN(256))
			}
			c := Choices{}
			if random.IntN(4) == 0 {
				c = Choices{Profile: "print", OutlineText: true}
			}
			setInFont(t, font, c)
			if t.Failed() {
				t.Fatalf("table %s", tag)
			}
		}
	}
}

// TestDamagedGlyphs: what readers would leave out, or print over another character, is
// found when the pages are composed, and named.
func TestDamagedGlyphs(t *testing.T) {
	sound, tables := sourceSerif(t)
	face, err := fonts.Open(sound, 0)
	if err != nil {
		t.Fatal(err)
	}
	offset := func(g fonts.GID) int {
		loca := sound[tables["loca"][0]:]
		if sound[tables["head"][0]+51] != 0 {
			return int(binary.BigEndian.Uint32(loca[4*g:]))
		}
		return 2 * int(binary.BigEndian.Uint16(loca[2*g:]))
	}
	for _, c := range []struct {
		r      rune
		table  string
		at     int // from the beginning of the glyph's entry
		value  uint16
		within string // the finding, in English
	}{
		{'T', "glyf", 10, 0x7000, `the outline of "T" cannot be read`},
		{'y', "glyf", 12, 0x7FFF, `the outline of "y" cannot be read`},
		{'5', "hmtx", 0, 0, `the width of "5" is 0/1000 em`},
		{'o', "hmtx", 0, 60000, `the width of "o" is 60000/1000 em`},
		{'f', "hmtx", 2, 25000, `the ink of "f" is not in its place`},
	} {
		g, _ := face.GID(c.r)
		font := bytes.Clone(sound)
		entry := font[tables["hmtx"][0]+4*int(g):]
		if c.table == "glyf" {
			entry = font[tables["glyf"][0]+offset(g):]
		}
		binary.BigEndian.PutUint16(entry[c.at:], c.value)
		var log diag.List
		text := bytes.ReplaceAll([]byte(withFont), []byte("office fluffy AV"), []byte("offices of AVTy"))
		files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{"issue.toml": text, "bad.ttf": font}}
		New(tool).Read(files, Choices{}, &log).Compose()
		found := ""
		for _, d := range log.Items() {
			if d.Code == "font-damaged" {
				found += d.Message(diag.EN) + " at " + d.Span.Text() + "\n"
			}
		}
		if !strings.Contains(found, c.within) || strings.Count(found, "\n") != 1 || !strings.HasSuffix(found, " at \"bad.ttf\"\n") {
			t.Errorf("%q: %s", c.r, found)
		}
	}
}
