package report

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxCell is the maximum length of a cell in UTF-16 units: Excel allows 32,767.
const maxCell = 32_000

// cell converts a text to a cell. A formula gets a leading apostrophe, control
// characters and invalid UTF-8 are replaced by their numbers, as in messages,
// and text too long for Excel is truncated and ends with the number of missing
// characters. Text that looks like the result of adding an apostrophe gets
// another one, so that plain is the inverse.
func cell(s string) string {
	s = clip(readable(s))
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// plain returns the text of a cell, except for characters that cell has
// replaced.
func plain(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// formula reports whether a spreadsheet might evaluate a cell as a formula: it
// begins with a sign of formulas, possibly full-width (which Excel accepts in
// Chinese and Japanese), or with white space that some programs skip before
// them.
func formula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
}

// readable replaces characters that text files should not contain by their
// numbers. Line breaks and tabs are kept: such cells are quoted.
func readable(s string) string {
	if !strings.ContainsFunc(s, unreadable) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, "<%02X>", s[i])
		case unreadable(r) && r != utf8.RuneError:
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

func unreadable(r rune) bool {
	return r == utf8.RuneError || r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7F || r >= 0x80 && r < 0xA0 ||
		r&0xFFFE == 0xFFFE || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF
}

// clip truncates a text that is too long, between characters.
func clip(s string) string {
	if len(s) <= maxCell { // a text has at most as many units as bytes
		return s
	}
	units, end := 0, len(s)
	for i, r := range s {
		if r > 0xFFFF {
			units++
		}
		if units++; units > maxCell {
			end = i
			break
		}
	}
	if end == len(s) {
		return s
	}
	return fmt.Sprintf("%s… (+%d)", s[:end], utf8.RuneCountInString(s[end:]))
}

// record writes a row as specified by RFC 4180.
func record(b *bufio.Writer, cells []string) {
	for i, c := range cells {
		if i > 0 {
			b.WriteByte(',')
		}
		if !strings.ContainsAny(c, "\",\r\n") && strings.TrimSpace(c) == c {
			b.WriteString(c)
			continue
		}
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(c, `"`, `""`))
		b.WriteByte('"')
	}
	b.WriteString("\r\n")
}
