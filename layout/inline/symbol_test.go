package inline

import (
	"testing"
	"unicode/utf8"

	"jianbao/content/diag"
)

// TestWithoutGlyph: characters for which no font helps have findings that say
// what they are and what to write.
func TestWithoutGlyph(t *testing.T) {
	for _, c := range []struct {
		r    rune
		code diag.Code
		more string
	}{
		{0xF0D8, "symbol-character", `"➢" of Wingdings, or "¬" of Symbol`},
		{0xF06C, "symbol-character", `"●" of Wingdings, or "λ" of Symbol`},
		{0xF0FC, "symbol-character", `"✓" of Wingdings`},
		{0xF0B7, "symbol-character", `"•" of Symbol`},
		{0xF0A7, "symbol-character", `"▪" of Wingdings, or "♣" of Symbol`},
		{0xF0E0, "symbol-character", `"→" of Wingdings, or "◊" of Symbol`},
		{0xF081, "symbol-character", `"①" of Wingdings`},
		{0xF0FE, "symbol-character", `"☑" of Wingdings`},
		{0xF0B0, "symbol-character", `"°" of Symbol`},
		{0xF020, "private-character", ""}, {0xE5E5, "private-character", ""}, {0xF100, "private-character", ""},
		{0x202A, "invisible-character", ""}, {0x3164, "invisible-character", ""}, {0xFFA0, "invisible-character", ""},
		{0x115F, "invisible-character", ""}, {0x180E, "invisible-character", ""}, {0xE0001, "invisible-character", ""}, {0xFFF9, "invisible-character", ""},
		{0xFFFC, "object-character", ""},
		{'龘', "", ""}, {'A', "", ""}, {0x0600, "", ""}, {0x1F44D, "", ""},
	} {
		code, more := withoutGlyph(c.r)
		text := ""
		if len(more) > 0 {
			switch v := more[0].(type) {
			case diag.Term:
				text = v.EN
			case string:
				text = v
			}
		}
		if code != c.code || text != c.more {
			t.Errorf("%U: %s %q, want %s %q", c.r, code, text, c.code, c.more)
		}
	}
	for name, signs := range map[string]string{"Wingdings": wingdingsSigns, "Symbol": symbolFontSigns} {
		if n := utf8.RuneCountInString(signs); n != symbols {
			t.Errorf("%s has %d signs, want %d", name, n, symbols)
		}
	}
}
