package check_test

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// settable reduces arbitrary bytes to text that an article could hold: valid,
// without controls, of a length that keeps the fuzzer quick, no empty lines.
func settable(s string) string {
	if !utf8.ValidString(s) {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.Is(unicode.C, r) && r != '\u2060' && r != '\u200b', unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 400 {
		s = string(r[:400])
	}
	var keep []string
	for _, line := range strings.Split(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "\n")
}
