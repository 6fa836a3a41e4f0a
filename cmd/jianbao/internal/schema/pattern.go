package schema

import (
	"regexp"
	"strings"
	"unicode"

	"jianbao/layout/theme"
)

// Patterns are used by the regular expression engines of editors and by Go's, so
// they use only what all interpret in the same way: no classes such as \s, which
// differ between engines, and no options.

// space is white space as the program trims it (unicode.White_Space).
const space = "[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*"

// Numbers of a length.
const (
	anyNumber = `([0-9]+\.?[0-9]*|\.[0-9]+)`
	positive  = `([0-9]*[1-9][0-9]*\.?[0-9]*|[0-9]*\.[0-9]*[1-9][0-9]*)`
	zero      = `(0+\.?0*|\.0+)`
)

const width = "^(measure|half|third|quarter|page)$|^" + space + positive + " *(mm|cm|pt)" + space + "$"

// columnWidth is the width of a column of a table, or empty.
const columnWidth = "^" + space + "(" + positive + " *(em|mm|cm|pt))?" + space + "$"

// length returns the pattern of a length with an absolute unit.
func length(aboveZero bool) string {
	if aboveZero {
		return "^" + space + positive + " *(mm|cm|pt)" + space + "$"
	}
	return "^" + space + "(" + anyNumber + " *(mm|cm|pt)|" + zero + ")" + space + "$"
}

const (
	themeUnit = " *(pt|mm|cm|em|字|line|行|%)"
	paper     = "^" + space + anyNumber + " *(pt|mm|cm)" + space + "[x×X]" + space + anyNumber + " *(pt|mm|cm)" + space + "$"
)

func sizes() string { return strings.Join(theme.SizeNames(), "|") }

// themeLength is a length of a theme.
func themeLength(mayBeZero bool) string {
	number := positive + themeUnit
	if mayBeZero {
		number = anyNumber + themeUnit + "|-?" + zero + "(" + themeUnit + ")?"
	}
	return "^" + space + "(" + sizes() + "|" + number + ")" + space + "$"
}

func themeWidth() string {
	return "^" + space + "(measure|half|third|quarter|page|" + sizes() + "|" + positive + themeUnit + ")" + space + "$"
}

// languageTag is a tag of Chinese, Japanese or Korean, by any of its codes.
const languageTag = "^" + space + "([zZ][hH]([oO])?|[cC][hH][iI]|[jJ][aA]|[jJ][pP][nN]|[kK][oO]|[kK][oO][rR])([-_][-_0-9A-Za-z]*)?" + space + "$"

// address is a complete address, without blanks.
const address = "^(([hH][tT][tT][pP][sS]?|[fF][tT][pP])://|([mM][aA][iI][lL][tT][oO]|[tT][eE][lL]|[uU][rR][nN]):)\\S+$"

// filePath returns the pattern of a path with slashes that has one of the endings,
// ignoring case. More may follow an ending: a/b.txt/../c.txt is a valid path.
func filePath(endings []string) string {
	var either []string
	for _, ending := range endings {
		var b strings.Builder
		for _, r := range ending {
			if up := unicode.ToUpper(r); up != r {
				b.WriteString("[" + string(r) + string(up) + "]")
			} else {
				b.WriteString(regexp.QuoteMeta(string(r)))
			}
		}
		either = append(either, b.String())
	}
	return `^[^\\]*(` + strings.Join(either, "|") + `)(/[^\\]*)?$`
}

// anyName returns the pattern of a dotted name in which * stands for any name.
func anyName(name string) string {
	return "^" + strings.ReplaceAll(regexp.QuoteMeta(name), `\*`, "[^.]+") + "$"
}
