package layout

import (
	"fmt"
	"slices"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/fonts/fonttest"
	"jianbao/layout/frame"
)

// TestGlyphsThatPrintAsBlanksAreReported: shaping may put an empty glyph in the
// place of one that was found. A cluster needs one glyph with ink, and what
// shows nothing needs none.
func TestGlyphsThatPrintAsBlanksAreReported(t *testing.T) {
	face := fonttest.Face(fonttest.Family("Hollow"))
	drawn, _ := face.GID('国')
	empty, _ := face.GID(' ')
	glyph := func(id fonts.GID, text string) frame.Glyph { return frame.Glyph{Face: face, ID: id, Text: text} }
	line := &frame.Line{Glyphs: []frame.Glyph{
		glyph(drawn, "国"),
		glyph(empty, "书"),
		glyph(empty, " "), glyph(empty, "\u3000"), glyph(empty, "\u200b"),
		glyph(empty, "f"), glyph(drawn, ""), // one cluster
		glyph(empty, "fi"), glyph(empty, ""),
		{Face: face, ID: drawn, Hyphen: true},
	}}
	var log diag.List
	inspectInk(line, &log)
	var got []string
	for _, d := range log.Items() {
		got = append(got, fmt.Sprint(d.Code, d.Args))
	}
	want := []string{"glyph-blank[fi U+0066 U+0069 Hollow-Regular]", "glyph-blank[书 U+4E66 Hollow-Regular]"}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
