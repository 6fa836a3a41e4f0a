package diag

import (
	"regexp"
	"strings"
)

// Describe returns the catalog's message and hint for a code, with "…" in place
// of the arguments, for listings of codes. Both are empty if there is no such
// code.
func Describe(code Code, lang Lang) (message, hint string) {
	e, _ := lookup(code)
	message, hint = e.zh, e.zhHint
	if lang == EN {
		message, hint = e.en, e.enHint
	}
	values := regexp.MustCompile(`%[-+# 0-9.]*\[\d+\][0-9.]*[a-zA-Z]`)
	clean := func(s string) string {
		return strings.ReplaceAll(values.ReplaceAllString(numbered(s, nil), "…"), "%%", "%")
	}
	return clean(message), clean(hint)
}
