package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// MaxBytes is the maximum length of a file name, in bytes. Most systems allow
// 255; the difference is for the names of temporary files.
const MaxBytes = 200

// Clean converts a text to a valid file name in NFC: characters that some
// system forbids become "_", and a name longer than limit bytes is truncated
// between characters. To find out whether more than the normal form was
// changed, compare the result.
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
	// Normalized only now, because characters next to invalid UTF-8 are not
	// composed.
	s = cut(norm.NFC.String(b.String()), limit)
	if isDevice(s) {
		s = "_" + cut(s, limit-1)
	}
	// Names that begin with a dot are hidden, and StateDir is one of them.
	if s == "" || s[0] == '.' {
		s = "_" + s[min(1, len(s)):]
	}
	if kept := strings.TrimRight(s, ". "); len(kept) < len(s) {
		s = kept + strings.Repeat("_", len(s)-len(kept))
	}
	return s
}

// forbidden reports whether a character of n bytes is not allowed in a name:
// characters that Windows forbids, % (the escape character of RFC 8493),
// invisible characters, and invalid UTF-8.
func forbidden(r rune, n int) bool {
	return r == utf8.RuneError && n == 1 || strings.ContainsRune(`<>:"/\|?*%`, r) ||
		unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// cut returns the longest prefix of at most limit bytes that does not separate
// a combining mark from its letter.
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
	for end = limit; !utf8.RuneStart(s[end]); end-- { // only marks
	}
	return s[:end]
}

// isDevice reports whether Windows treats a name as a device. What follows the
// first dot is ignored.
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

// Fold returns the same text for all names that some system treats as equal:
// names that differ in case or in Unicode normalization.
func Fold(s string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(s)))
}
