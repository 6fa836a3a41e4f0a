package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// document is a source with units: two paragraphs of the body, the first empty and the
// second with an automatic number, a cell of two paragraphs, a note and a text box.
func document() *Source {
	return &Source{
		Path: "a.docx",
		Data: []byte("\n一、甲\n乙\n丙丁\n戊己\n庚\n辛\n"),
		Units: []Unit{
			{Off: 0, Paragraph: 1},
			{Off: 1, Unseen: len("一、"), Paragraph: 2},
			{Off: 15, Kind: UnitCell, Paragraph: 2, Table: 2, Row: 3, Cell: 2},
			{Off: 22, Before: 3, Kind: UnitCell, Paragraph: 2, Table: 2, Row: 3, Cell: 2},
			{Off: 29, Kind: UnitNote, Paragraph: 2, Note: 3},
			{Off: 33, Kind: UnitTextbox, Paragraph: 2},
		},
	}
}

// TestUnits: places of a document are named by its units, in both languages, and the
// excerpt is the line of the unit that contains the place.
func TestUnits(t *testing.T) {
	src := document()
	for _, c := range []struct {
		at             string // text at the place; empty: the empty paragraph
		zh, en, record string
		excerpt        string
	}{
		{"", "第1段第1字", "paragraph 1 character 1", `"unit":"paragraph","line":1,"column":1`, ""},
		{"一", "第2段第1字", "paragraph 2 character 1", `"unit":"paragraph","line":2,"column":1`, "一、甲"},
		{"甲", "第2段第1字", "paragraph 2 character 1", `"unit":"paragraph","line":2,"column":1,"endLine":2,"endColumn":2`, "一、甲"},
		{"乙", "第2段第3字", "paragraph 2 character 3", `"unit":"paragraph","line":2,"column":3`, "乙"},
		{"丁", "表2第3行第2格第2字", "table 2 row 3 cell 2 character 2", `"unit":"cell","line":2,"column":2`, "丙丁"},
		{"己", "表2第3行第2格第5字", "table 2 row 3 cell 2 character 5", `"table":2,"row":3,"cell":2`, "戊己"},
		{"庚", "注③第1字", "note 3 character 1", `"note":3`, "庚"},
		{"辛", "第2段文本框第1字", "paragraph 2 text box character 1", `"unit":"textbox","line":2,"column":1`, "辛"},
	} {
		at := strings.Index(string(src.Data), c.at)
		items := []Diagnostic{{Code: "text-repeated", Severity: Notice, Span: Span{Source: src, Start: at, End: at + len(c.at)}, Args: []any{"title"}}}
		for lang, want := range map[Lang]string{ZH: c.zh, EN: c.en} {
			var b bytes.Buffer
			if err := (&Printer{Lang: lang}).Print(&b, items); err != nil {
				t.Fatal(err)
			}
			head, rest, _ := strings.Cut(b.String(), "\n")
			if !strings.HasPrefix(head, "a.docx "+want+": notice[text-repeated]: ") {
				t.Errorf("%q: %s, want %s", c.at, head, want)
			}
			if c.excerpt != "" && !strings.Contains(rest, "| "+c.excerpt+"\n") {
				t.Errorf("%q: the excerpt is not %s:\n%s", c.at, c.excerpt, rest)
			}
			if place := items[0].Span.Place(src.Index(), lang); place != "a.docx "+want {
				t.Errorf("%q: %s, want %s", c.at, place, want)
			}
		}
		var b bytes.Buffer
		if err := WriteJSON(&b, items, ZH); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), c.record) || !json.Valid(b.Bytes()) {
			t.Errorf("%q: %s has not %s", c.at, b.Bytes(), c.record)
		}
	}
}

// TestUnitsInOrder: positions are the same in any order of asking.
func TestUnitsInOrder(t *testing.T) {
	src := document()
	l := src.Index()
	type place struct{ line, column int }
	var up []place
	for off := range len(src.Data) + 2 {
		line, column := src.Index().Position(off)
		up = append(up, place{line, column})
		if line, column := l.Position(off); (place{line, column}) != up[off] {
			t.Errorf("byte %d: %d %d, want %v", off, line, column, up[off])
		}
	}
	for off := len(up) - 1; off >= 0; off-- {
		if line, column := l.Position(off); (place{line, column}) != up[off] {
			t.Errorf("byte %d, downwards: %d %d, want %v", off, line, column, up[off])
		}
	}
	if u := src.UnitAt(14); u.Paragraph != 2 || u.Kind != UnitParagraph {
		t.Errorf("byte 14 is in %+v", u)
	}
	if (&Source{}).UnitAt(0) != nil {
		t.Error("a source with lines has units")
	}
}
