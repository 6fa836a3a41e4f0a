package diag

import (
	"regexp"
	"strings"
)

// Describe returns what the catalog says for a code, the hint included, for
// lists of all codes: values of the finding are left as "…". Both are empty if
// there is no such code.
func Describe(code Code, lang Lang) (message, hint string) {
	e, _ := lookup(code)
	message, hint = e.zh, e.zhHint
	if lang == EN {
		message, hint = e.en, e.enHint
	}
	values := regexp.MustCompile(`%[-+# 0-9.]*\[\d+\][0-9.]*[a-zA-Z]`)
	clean := func(s string) string {
		return strings.ReplaceAll(values.ReplaceAllString(s, "…"), "%%", "%")
	}
	return clean(message), clean(hint)
}
