package cidfont

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/pdf/object"
)

// face opens a bundled font from its file: with all fonts in the test program, linking
// would take longer than the tests.
func face(t *testing.T, name string) *fonts.Face {
	t.Helper()
	data, err := os.ReadFile("../../../fonts/bundled/" + name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := fonts.Open(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func glyph(t *testing.T, f *fonts.Face, r rune) fonts.GID {
	t.Helper()
	g, ok := f.GID(r)
	if !ok {
		t.Fatalf("no glyph for %q", r)
	}
	return g
}

// TestCodes: marked glyphs have the first codes in the order of the face; a pair of a
// glyph and a text has one code, another text of the glyph another one.
func TestCodes(t *testing.T) {
	var table Table
	han := face(t, "NotoSerifSC_400Regular.ttf")
	text := []rune("丙甲乙")
	for _, r := range text {
		table.Mark(han, glyph(t, han, r))
	}
	table.Number()
	f := table.Use(han)
	if len(table.Fonts) != 1 || f.Index != 0 || f.Len() != len(text) {
		t.Fatalf("%d fonts, %d codes", len(table.Fonts), f.Len())
	}
	for cid := int32(2); int(cid) <= f.Len(); cid++ {
		if f.Glyph(cid) <= f.Glyph(cid-1) {
			t.Errorf("code %d is glyph %d, code %d glyph %d", cid-1, f.Glyph(cid-1), cid, f.Glyph(cid))
		}
	}
	for _, r := range text {
		cid := f.CID(glyph(t, han, r), string(r))
		if int(cid) > len(text) || f.Text(cid) != string(r) || f.Glyph(cid) != glyph(t, han, r) || f.CID(glyph(t, han, r), string(r)) != cid {
			t.Errorf("%c has code %d", r, cid)
		}
		if f.Width(cid) != 1000*WidthUnit {
			t.Errorf("%c is %d wide", r, f.Width(cid))
		}
	}
	other := f.CID(glyph(t, han, '甲'), "甲\uFE00")
	if int(other) != len(text)+1 || f.CID(glyph(t, han, '甲'), "甲\uFE00") != other {
		t.Errorf("another text has code %d", other)
	}
	if blank := f.Blank(); !f.HasBlank() || int(blank) != len(text)+2 || f.Text(blank) != " " {
		t.Errorf("the blank has code %d", blank)
	}
}

// TestWrite: the font of a face holds a width for each code and the text of each code.
func TestWrite(t *testing.T) {
	var table Table
	latin := face(t, "SourceSerif4_400Regular.ttf")
	f := table.Use(latin)
	for _, r := range "Hamburg" {
		f.CID(glyph(t, latin, r), string(r))
	}
	f.CID(glyph(t, latin, 'H'), "Η") // the Greek letter
	file := object.New()
	refs, err := table.Write(file)
	if err != nil || len(refs) != 1 {
		t.Fatal(refs, err)
	}
	font := file.Dict(refs[0])
	cmap := file.Resolve(font.Get("ToUnicode")).(*object.Stream).Data
	for cid := int32(1); int(cid) <= f.Len(); cid++ {
		if entry := fmt.Sprintf("<%04X><%04X>\n", cid, []rune(f.Text(cid))[0]); !bytes.Contains(cmap, []byte(entry)) {
			t.Errorf("ToUnicode lacks %s", entry)
		}
	}
	if !bytes.Contains(cmap, []byte("8 beginbfchar")) {
		t.Errorf("not 8 codes:\n%s", cmap)
	}
	descendant := file.Dict(font.Get("DescendantFonts").(object.Array)[0])
	widths := 0
	for _, o := range descendant.Get("W").(object.Array) {
		if list, ok := o.(object.Array); ok {
			widths += len(list)
		}
	}
	if descendant.Get("DW") == nil || widths == 0 || widths >= f.Len() {
		t.Errorf("DW %v, %d widths of %d codes", descendant.Get("DW"), widths, f.Len())
	}
	if file.Dict(descendant.Get("FontDescriptor")).Get("FontName") != font.Get("BaseFont") {
		t.Error("the descriptor has another name than the font")
	}
	again := object.New()
	if _, err := table.Write(again); err != nil || again.Len() != file.Len() {
		t.Errorf("written again: %v, %d objects of %d", err, again.Len(), file.Len())
	}
}
