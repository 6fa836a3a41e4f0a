package inline

import "golang.org/x/text/unicode/norm"

// plainForm returns the characters that a character is a form of (subscript, circled,
// squared: Unicode's compatibility decomposition) if the faces of a font have them; else
// it is empty.
func plainForm(r rune, has func(rune) bool) string {
	plain := norm.NFKC.String(string(r))
	if plain == string(r) {
		return ""
	}
	for _, p := range plain {
		if !has(p) {
			return ""
		}
	}
	return plain
}
