package desk

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// merge returns the bytes of a file after its text was edited in a browser, where every
// line ends with a line feed: outside the part that was changed not a byte changes, and
// new lines end as the line before them does. old is the file's text, without byte order
// mark.
func merge(old []byte, edited string) []byte {
	was, at := normal(old)
	from, to := changed(was, edited)
	end := len(edited) - (len(was) - to)
	head, middle, tail := string(old[:at(from)]), edited[from:end], string(old[at(to):])
	// In a text with several kinds of line ends, CR and LF that come to stand next to
	// each other would be one line end.
	for _, ending := range []string{endingAt(old, at(from)), "\r\n"} {
		out := []byte(head + strings.ReplaceAll(middle, "\n", ending) + tail)
		if text, _ := normal(out); text == edited {
			return out
		}
	}
	return []byte(head + "\n" + strings.ReplaceAll(middle, "\n", "\r\n") + tail)
}

// normal returns a text with line feeds for all line ends, and the offset in the
// original of a byte of it.
func normal(text []byte) (string, func(int) int) {
	if bytes.IndexByte(text, '\r') < 0 {
		return string(text), func(i int) int { return i }
	}
	out := make([]byte, 0, len(text))
	var cut []int // offsets in out of line feeds for CRLF, ascending
	for i := 0; i < len(text); i++ {
		if text[i] != '\r' {
			out = append(out, text[i])
			continue
		}
		out = append(out, '\n')
		if i+1 < len(text) && text[i+1] == '\n' {
			i++
			cut = append(cut, len(out)-1)
		}
	}
	return string(out), func(off int) int {
		n := 0
		for _, c := range cut {
			if c >= off {
				break
			}
			n++
		}
		return off + n
	}
}

// changed returns the part [from,to) of was that an edited text has otherwise; both ends
// are between characters.
func changed(was, edited string) (from, to int) {
	n := min(len(was), len(edited))
	for from < n && was[from] == edited[from] {
		from++
	}
	for from > 0 && from < len(was) && !utf8.RuneStart(was[from]) || from > 0 && from < len(edited) && !utf8.RuneStart(edited[from]) {
		from--
	}
	to = len(was)
	end := len(edited)
	for to > from && end > from && was[to-1] == edited[end-1] {
		to--
		end--
	}
	for to < len(was) && !utf8.RuneStart(was[to]) {
		to++
	}
	return from, to
}

// endingAt returns the line end of the line before an offset, else of the first line.
func endingAt(text []byte, off int) string {
	i := bytes.LastIndexAny(text[:off], "\r\n")
	if i < 0 {
		if i = bytes.IndexAny(text, "\r\n"); i < 0 {
			return "\n"
		}
		if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			i++
		}
	}
	switch {
	case text[i] == '\r':
		return "\r"
	case i > 0 && text[i-1] == '\r':
		return "\r\n"
	}
	return "\n"
}
