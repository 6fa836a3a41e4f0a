package report

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxCell is how many UTF-16 units a cell may have: Excel takes 32,767.
const maxCell = 32_000

// cell makes a text fit for a cell. What would be a formula gets an apostrophe,
// control characters and bytes that are no UTF-8 are written by their numbers,
// as messages do, and what is too long for Excel ends in a count of what is
// missing. Text that already looks like one with our apostrophe gets another,
// so that plain undoes it.
func cell(s string) string {
	s = clip(readable(s))
	if formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// plain is the text that was made a cell, but for what could not stay.
func plain(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// formula reports whether a spreadsheet would compute a cell or pass it on:
// the signs that begin formulas, in full width too (Excel reads them so in
// Chinese and Japanese), and the white space that some programs skip before
// them.
func formula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
}

// readable writes the characters that no text file should have by their
// numbers. Line breaks and tabs stay: they are quoted.
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

// clip cuts what is too long, between characters.
func clip(s string) string {
	if len(s) <= maxCell { // no text has more units than bytes
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

// record writes a row as RFC 4180 wants it.
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
