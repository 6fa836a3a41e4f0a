package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Escape returns s in one line with all characters visible on a terminal:
// control characters, which could move the cursor or change colours,
// bidirectional controls and invisible characters are replaced by their code
// points. Text without any is returned unchanged.
func Escape(s string) string {
	clean := true
	for _, r := range s {
		if hidden(r) || r == utf8.RuneError {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		b.WriteString(visible(r, s[i:i+n]))
		i += n
	}
	return b.String()
}

// visible returns the text displayed for one character, whose bytes are raw.
func visible(r rune, raw string) string {
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf("<%02X>", raw[0])
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case hidden(r):
		return fmt.Sprintf("<U+%04X>", r)
	}
	return raw
}

// hidden reports whether a character has no visible form of its own: controls,
// formats (bidirectional controls, joiners, tags), fillers, line separators and
// noncharacters. Variation selectors belong to the preceding
// character and are kept.
func hidden(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7F
	case unicode.Is(unicode.Variation_Selector, r):
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point) || r&0xFFFE == 0xFFFE ||
		r == '\u00A0' || r == '\u2800'
}

// RuneWidth returns the width of a visible character in terminal columns: 2 for
// East Asian wide and full-width characters, 0 for combining marks, else 1.
func RuneWidth(r rune) int {
	switch {
	case r >= ' ' && r < 0x7F:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me), r >= 0x1160 && r <= 0x11FF:
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// Width returns the width in terminal columns of a text without control
// characters.
func Width(s string) (n int) {
	for _, r := range s {
		n += RuneWidth(r)
	}
	return n
}
