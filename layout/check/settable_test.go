package check_test

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/fonts"
)

// covered drops the characters no face of the stack has: they are an error
// before any line is made.
func covered(stack *fonts.Stack, s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \n\u3000\u00a0\u2060\u200b", r) || unicode.Is(unicode.Variation_Selector, r) {
			return r
		}
		for _, f := range append(stack.Han[:len(stack.Han):len(stack.Han)], stack.Latin...) {
			if _, ok := f.GID(r); ok {
				return r
			}
		}
		return -1
	}, s)
}

// settable reduces arbitrary bytes to text that an article could hold: valid,
// without controls, of a length that keeps the fuzzer quick, no empty lines.
func settable(s string) string {
	if !utf8.ValidString(s) {
		return ""
	}
	before := ' '
	s = strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Mn, unicode.Me) && !unicode.In(before, unicode.L, unicode.Mn, unicode.So) {
			return -1 // an accent on a space or a mark: the rules do not think of it
		}
		before = r
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
		// A selector that selects nothing is a missing glyph.
		line = strings.TrimLeftFunc(strings.TrimSpace(line), func(r rune) bool { return unicode.IsSpace(r) || unicode.In(r, unicode.Mn, unicode.Cf) })
		if line != "" {
			keep = append(keep, line)
		}
	}
	return strings.Join(keep, "\n")
}
