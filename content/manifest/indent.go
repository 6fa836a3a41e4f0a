package manifest

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// indentBlanks are the blanks with which the indent of a paragraph is typed. They are removed
// at the start of a line: indents are set by the theme.
const indentBlanks = lineBlanks + "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"

// leastIndent is the number of columns of blanks from which a line is indented.
const leastIndent = 2

// blankNames are blanks as HTML writes them by name, and their widths in columns. Those that
// are written by number are meant to stay.
var blankNames = [...]struct {
	name    string
	columns int
}{{"&nbsp;", 1}, {"&emsp;", 2}, {"&ensp;", 1}, {"&thinsp;", 1}}

// Indent returns the size in bytes of the blanks at the start of a line, and their width in
// columns. Names of HTML for blanks are blanks in Markdown.
func Indent(line []byte, markdown bool) (size, columns int) {
	for size < len(line) {
		n, width := blankAt(line[size:], markdown)
		if n == 0 {
			break
		}
		size += n
		columns += width
	}
	return size, columns
}

// blankAt returns the size of the blank at the beginning of a text, 0 if there is none, and its
// width in columns.
func blankAt(text []byte, markdown bool) (size, columns int) {
	if markdown && text[0] == '&' {
		for _, blank := range blankNames {
			if bytes.HasPrefix(text, []byte(blank.name)) {
				return len(blank.name), blank.columns
			}
		}
		return 0, 0
	}
	r, n := utf8.DecodeRune(text)
	switch {
	case !strings.ContainsRune(indentBlanks, r):
		return 0, 0
	case r == '\t':
		return n, 4
	case r == '\u3000', r == '\u2001', r == '\u2003': // em
		return n, 2
	}
	return n, 1
}
