package schema

import (
	"regexp"
	"strings"
	"unicode"

	"jianbao/layout/theme"
)

// Patterns are read by the engines of editors as well as by Go's, so they use
// what all understand alike: no classes such as \s, of which each engine has its
// own, and no options.

// space is white space as the program trims it (unicode.White_Space).
const space = "[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*"

// Numbers of a length.
const (
	anyNumber = `([0-9]+\.?[0-9]*|\.[0-9]+)`
	positive  = `([0-9]*[1-9][0-9]*\.?[0-9]*|[0-9]*\.[0-9]*[1-9][0-9]*)`
	zero      = `(0+\.?0*|\.0+)`
)

const width = "^(measure|half)$|^" + space + positive + " *(mm|cm|pt)" + space + "$"

// length is a length that depends on nothing.
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
	return "^" + space + "(measure|half|" + sizes() + "|" + positive + themeUnit + ")" + space + "$"
}

// languageTag is a tag of Chinese, Japanese or Korean, by any of its codes.
const languageTag = "^" + space + "([zZ][hH]([oO])?|[cC][hH][iI]|[jJ][aA]|[jJ][pP][nN]|[kK][oO]|[kK][oO][rR])([-_][-_0-9A-Za-z]*)?" + space + "$"

// filePath is a path with slashes that has one of some endings, their case aside. It
// may go on: a/b.txt/../c.txt is no other file than a/c.txt.
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

// anyName is the pattern of a dotted name whose * stands for any name.
func anyName(name string) string {
	return "^" + strings.ReplaceAll(regexp.QuoteMeta(name), `\*`, "[^.]+") + "$"
}
