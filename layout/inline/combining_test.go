package inline

import (
	"testing"

	"jianbao/content/diag"
)

// TestCombining: a character with marks is set as the composed one where Unicode has it,
// and is an error where no face has base and mark: never the base alone, never a box.
func TestCombining(t *testing.T) {
	for _, c := range []struct {
		what, text string
		glyphs     int
		code       diag.Code
	}{
		{"kana with a voiced mark", "き\u3099", 1, ""},
		{"kana with a half-voiced mark", "ヘ\u309a", 1, ""},
		{"pinyin", "a\u030c", 1, ""},
		{"two marks that compose", "u\u0308\u030c", 1, ""},
		{"an enclosed ideograph", "小\u20dd", 2, ""},
		{"an enclosed stop", "。\u20dd", 2, ""},
		{"a struck ideograph, in another face", "丙\u0336", 2, "glyph-fallback"},
		{"a struck letter among others", "ab\u0336c", 4, "glyph-fallback"},
		{"an ideograph below an arrow", "丙\u20d7", 0, "missing-mark"},
		{"a letter below an arrow", "ab\u20d7c", 2, "missing-mark"},
	} {
		var log diag.List
		p := NewShaper().Prepare([]Run{{Text: c.text, Font: songFont()}}, Settings{}, &log)
		lines := p.Break(20 * bodySize)
		if len(lines) != 1 || lines[0].Text != c.text {
			t.Errorf("%s: the text of the lines changed: %v", c.what, lines)
			continue
		}
		glyphs := 0
		for _, g := range lines[0].Glyphs {
			if g.Face != nil {
				glyphs++
				if g.ID == 0 {
					t.Errorf("%s: the glyph for lacking characters is set", c.what)
				}
			}
		}
		if glyphs != c.glyphs {
			t.Errorf("%s: %d glyphs, want %d", c.what, glyphs, c.glyphs)
		}
		if c.code == "" && log.Len() > 0 || c.code != "" && !log.Has(c.code) {
			t.Errorf("%s: %v, want %q", c.what, log.Items(), c.code)
		}
	}
}

// TestUnsupportedScript: text that needs the shaper of its script is one error, whatever
// faces there are, and the text around it is none.
func TestUnsupportedScript(t *testing.T) {
	for text, want := range map[string]int{"会议（\u0634\u0649\u0646\u062c\u0627\u06ad \u0626\u06c7\u064a\u063a\u06c7\u0631）闭幕": 1, "扎西\u0f56\u0f40\u0fb2\u0f0b\u0f64\u0f72\u0f66，\u05e9\u05dc\u05d5\u05dd": 2, "\u1820\u182d\u1824": 1, "漢字かな한글Привет αβγ": 0} {
		var log diag.List
		NewShaper().Prepare([]Run{{Text: text, Font: songFont()}}, Settings{}, &log)
		n := 0
		for _, d := range log.Items() {
			if d.Code == "script-unsupported" {
				n++
			}
		}
		if n != want || want > 0 && log.Len() != n {
			t.Errorf("%s: %v", text, log.Items())
		}
	}
}
