package press

import (
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

func TestSlugText(t *testing.T) {
	meta := frame.Meta{Title: "保障 2021 年第 11 期", Created: frame.Date{Year: 2021, Month: 10, Day: 22}}
	page := &frame.Page{Label: "ii"}
	slug := Slug{Meta: &meta, Plates: []string{"Black", "Red"}, Standard: "PDF/X-4"}
	if got, want := slug.text(page, 1, 4), "保障 2021 年第 11 期 · p. ii (2/4) · Black + Red · PDF/X-4 · 2021-10-22"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	meta.Publication, meta.Created = "保障", frame.Date{}
	slug.Plates = nil
	if got, want := slug.text(&frame.Page{}, 0, 1), "保障 · p. – (1/1) · PDF/X-4"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestSlugLine: what no face has is named by its code; a line too wide is set smaller.
func TestSlugLine(t *testing.T) {
	faces := bundledFaces()
	if l := faces.line("甲\U0003FFFE𠮷", 100*unit.Pt); l.Text != "甲U+3FFFE𠮷" {
		t.Errorf("set as %q", l.Text)
	}
	if l := faces.line(strings.Repeat("长", 500), 100*unit.Pt); l.Width > 100*unit.Pt || l.Width < 90*unit.Pt || len(l.Glyphs) != 500 {
		t.Errorf("%d glyphs, %s wide", len(l.Glyphs), l.Width)
	}
}
