package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// MaxBytes is how long a name in a folder may be. Most systems take 255; the
// rest is for the names of temporary files.
const MaxBytes = 200

// Clean makes a text fit to be a name in a folder, in NFC: what some system
// does not take becomes "_", and what is longer than limit bytes is cut between
// characters. Whether the text was changed beyond NFC, ask by comparing.
func Clean(s string, limit int) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if forbidden(r, n) {
			b.WriteByte('_')
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	// Normal only now: beside bytes that are no UTF-8 nothing is composed.
	s = cut(norm.NFC.String(b.String()), limit)
	if isDevice(s) {
		s = "_" + cut(s, limit-1)
	}
	// The shell hides names that begin with a dot, and one of them is ours.
	if s == "" || s[0] == '.' {
		s = "_" + s[min(1, len(s)):]
	}
	if kept := strings.TrimRight(s, ". "); len(kept) < len(s) {
		s = kept + strings.Repeat("_", len(s)-len(kept))
	}
	return s
}

// forbidden reports whether a character, n bytes long, has no place in a name:
// those that Windows refuses, % (RFC 8493 escapes with it), what cannot be
// seen, and bytes that are no UTF-8.
func forbidden(r rune, n int) bool {
	return r == utf8.RuneError && n == 1 || strings.ContainsRune(`<>:"/\|?*%`, r) ||
		unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// cut returns as much of a text as fits into limit bytes, no mark parted from
// its letter.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	end := limit
	for end > 0 {
		r, _ := utf8.DecodeRuneInString(s[end:])
		if utf8.RuneStart(s[end]) && !unicode.Is(unicode.M, r) {
			return s[:end]
		}
		end--
	}
	for end = limit; !utf8.RuneStart(s[end]); end-- { // nothing but marks
	}
	return s[:end]
}

// isDevice reports whether Windows takes a name for a device, whatever follows
// the first dot.
func isDevice(s string) bool {
	stem, _, _ := strings.Cut(s, ".")
	stem = strings.ToUpper(strings.TrimRight(stem, " "))
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	rest, isPort := strings.CutPrefix(stem, "COM")
	if !isPort {
		rest, isPort = strings.CutPrefix(stem, "LPT")
	}
	return isPort && utf8.RuneCountInString(rest) == 1 && strings.Contains("0123456789¹²³", rest)
}

// Fold returns what is equal for names that some system takes for the same: in
// another case, or composed otherwise.
func Fold(s string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(s)))
}
