// Package symbol knows the signs of the fonts Symbol, Wingdings, Wingdings 2 and
// Wingdings 3, whose codes in documents are those of the fonts and not of Unicode.
package symbol

import (
	"strings"
	"unicode/utf8"
)

// IsFont reports whether a font is one of those whose letters are signs.
func IsFont(font string) bool { return table(font) != "" }

// IsUnknown reports whether the letters of a font are signs for which there is no table.
func IsUnknown(font string) bool {
	switch strings.ToLower(strings.ReplaceAll(font, " ", "")) {
	case "webdings", "zapfdingbats", "itczapfdingbats", "marlett", "mtextra":
		return true
	}
	return false
}

// Unicode returns the character for a code of a font; ok is false where there is none.
// The code is one of the font, 0x20 to 0xFF, or that plus 0xF000, as documents have it.
func Unicode(font string, code rune) (r rune, ok bool) {
	if code >= 0xF000 && code <= 0xF0FF {
		code -= 0xF000
	}
	t := table(font)
	if t == "" || code < 0x20 || code > 0xFF {
		return 0, false
	}
	for range code - 0x20 {
		_, size := utf8.DecodeRuneInString(t)
		t = t[size:]
	}
	r, _ = utf8.DecodeRuneInString(t)
	return r, r != utf8.RuneError
}

func table(font string) string {
	switch strings.ToLower(strings.TrimSpace(font)) {
	case "symbol":
		return symbols
	case "wingdings":
		return wingdings
	case "wingdings 2":
		return wingdings2
	case "wingdings 3":
		return wingdings3
	}
	return ""
}
