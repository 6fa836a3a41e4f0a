package mdwrite

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content/pattern"
)

// markupSigns are the signs that may be markup anywhere in a text.
const markupSigns = "\\`*_[]<>~^$&|{}"

// lineSigns are the signs that may be markup at the beginning of a line.
const lineSigns = "#-+=:!|"

// numberMark is a number that begins an item of a list.
var numberMark = pattern.New(`^[0-9]{1,9}[.)]`)

// escaped writes text with the escapes of the form; last reports whether nothing
// follows it.
func (t *texter) escaped(text string, last bool) {
	begins := t.out.Len() == 0 || strings.HasSuffix(t.out.String(), "\n") || strings.HasSuffix(t.out.String(), "<br>")
	number := -1 // offset of the sign after a number
	if at := numberMark().FindStringIndex(text); begins && at != nil {
		number = at[1] - 1
	}
	for i, r := range text {
		next := text[i+utf8.RuneLen(r):]
		switch {
		case t.inCell && r == '|':
			t.out.WriteString(`\|`)
		case t.form == guardedForm && strings.ContainsRune("`([", r): // \( and \[ may begin a formula
			fmt.Fprintf(&t.out, "&#%d;", r)
		case r < utf8.RuneSelf && isPunctuation(byte(r)):
			if t.escapes(byte(r), next, begins && i == 0 || i == number) {
				t.out.WriteByte('\\')
			}
			t.out.WriteRune(r)
		case t.form == guardedForm && guarded(r, begins && i == 0, last && next == ""):
			fmt.Fprintf(&t.out, "&#%d;", r)
		default:
			t.out.WriteRune(r)
		}
	}
}

// escapes reports whether a sign is escaped.
func (t *texter) escapes(c byte, next string, begins bool) bool {
	switch {
	case c == '\\': // two before a letter would be printed both at the beginning of a line
		letter, _ := utf8.DecodeRuneInString(next)
		return t.form > plainForm && !(begins && unicode.IsLetter(letter)) || next != "" && next[0] < utf8.RuneSelf && isPunctuation(next[0])
	case t.form == plainForm:
		return false
	case t.form == guardedForm:
		return strings.IndexByte("%,/;", c) < 0 // no markup: their backslashes would be reported as lost
	}
	return strings.IndexByte(markupSigns, c) >= 0 || begins && (strings.IndexByte(lineSigns, c) >= 0 || c == '.' || c == ')')
}

// guarded reports whether a character is written as a reference: a blank at the end of a
// line, a full-width sign that is read as one of markup, and what is left out of texts.
func guarded(r rune, first, last bool) bool {
	switch {
	case r == '\t' || unicode.Is(unicode.Zs, r):
		return first || last
	case strings.ContainsRune("！［｜｛", r):
		return true
	case r == '：':
		return first
	}
	return unicode.Is(unicode.Cf, r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point)
}

func isPunctuation(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}
