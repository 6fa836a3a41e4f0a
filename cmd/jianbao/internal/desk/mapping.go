package desk

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// skip is bytes of a file that have no counterpart in the text for editing: of a line
// end of two bytes, of an escape, of what stands before the text.
type skip struct {
	At int `json:"at"` // first byte of the file
	N  int `json:"n"`
}

// mapping maps the text that is edited to the file that it stands in.
type mapping struct {
	text  string
	skips []skip // ascending
	base  int    // byte of the file at which the text begins
}

// raw returns the byte of the file for a byte of the text.
func (m *mapping) raw(off int) int {
	at := m.base + off
	for _, s := range m.skips {
		if s.At > at {
			break
		}
		at += s.N
	}
	return at
}

// inline is the text of an article that stands in the manifest.
type inline struct {
	mapping
	from, to int    // bytes of the value, with its quotation marks
	mark     string // its quotation marks
}

// inlineText returns the text of an article in the manifest; ok is false if it has none.
func inlineText(text string, n int) (v inline, ok bool) {
	a, ok := articleAt(text, n)
	if !ok {
		return v, false
	}
	v.from, v.to, ok = a.value(text, "text")
	if !ok {
		return v, false
	}
	value := text[v.from:v.to]
	for _, mark := range []string{`"""`, `'''`, `"`, `'`} {
		if strings.HasPrefix(value, mark) && len(value) >= 2*len(mark) && strings.HasSuffix(value, mark) {
			v.mark = mark
			break
		}
	}
	if v.mark == "" {
		return v, false
	}
	from, to := v.from+len(v.mark), v.to-len(v.mark)
	if len(v.mark) == 3 { // a line end directly behind the marks is not part of the text
		if strings.HasPrefix(text[from:to], "\r\n") {
			from += 2
		} else if strings.HasPrefix(text[from:to], "\n") {
			from++
		}
	}
	v.base = from
	v.decode(text[from:to])
	return v, true
}

// decode reads a string of TOML between its quotation marks.
func (v *inline) decode(raw string) {
	var out []byte
	for i := 0; i < len(raw); {
		n, value := 1, raw[i:i+1]
		switch {
		case strings.HasPrefix(raw[i:], "\r\n"):
			n, value = 2, "\n"
		case raw[i] == '\\' && v.mark[0] == '"':
			n, value = escaped(raw[i:])
		}
		at := v.base + i
		out = append(out, value...)
		if n > len(value) {
			v.skips = append(v.skips, skip{at + len(value), n - len(value)})
		}
		i += n
	}
	v.text = string(out)
}

// escaped reads an escape of TOML: its length and what it stands for.
func escaped(raw string) (n int, value string) {
	if len(raw) < 2 {
		return 1, raw
	}
	switch raw[1] {
	case 'b':
		return 2, "\b"
	case 't':
		return 2, "\t"
	case 'n':
		return 2, "\n"
	case 'f':
		return 2, "\f"
	case 'r':
		return 2, "\r"
	case 'e':
		return 2, "\x1b"
	case '"', '\\':
		return 2, raw[1:2]
	case 'u', 'U':
		digits := 4
		if raw[1] == 'U' {
			digits = 8
		}
		if len(raw) >= 2+digits {
			if r, err := strconv.ParseUint(raw[2:2+digits], 16, 32); err == nil && utf8.ValidRune(rune(r)) {
				return 2 + digits, string(rune(r))
			}
		}
	}
	if rest := strings.TrimLeft(raw[1:], " \t"); strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n") {
		return len(raw) - len(strings.TrimLeft(rest, " \t\r\n")), "" // a line end that is no part of the text, and the blanks after it
	}
	return 1, raw[:1]
}

// withInline returns a manifest in which the text of an article is an edited one. Bytes
// of parts that did not change stay what they are.
func withInline(text string, n int, edited string) (string, bool) {
	v, ok := inlineText(text, n)
	if !ok || edited == v.text {
		return text, ok
	}
	if v.mark == `'` || v.mark == `"` && strings.Contains(edited, "\n") || v.mark == "'''" && strings.Contains(edited, "'''") || v.mark[0] == '\'' && strings.ContainsFunc(edited, isControl) {
		return text[:v.from] + long(edited) + text[v.to:], true
	}
	from, to := changed(v.text, edited)
	middle := edited[from : len(edited)-(len(v.text)-to)]
	if v.mark[0] == '"' {
		middle = escape(middle, v.mark)
	}
	a, b := v.raw(from), v.raw(to)
	if to == len(v.text) {
		b = v.to - len(v.mark)
	}
	next := text[:a] + middle + text[b:]
	if again, ok := inlineText(next, n); ok && again.text == edited {
		return next, true
	}
	return text[:v.from] + long(edited) + text[v.to:], true // quotation marks met others
}

// long writes a text as a string of several lines.
func long(s string) string { return "\"\"\"\n" + escape(s, `"""`) + "\"\"\"" }

// isControl reports whether a character has to be escaped.
func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }

// escape escapes what may not stand between quotation marks.
func escape(s, mark string) string {
	var b strings.Builder
	runes := []rune(s)
	for i, r := range runes {
		switch {
		case r == '\\':
			b.WriteString(`\\`)
		case r == '"' && (mark == `"` || i+1 == len(runes) || runes[i+1] == '"'):
			b.WriteString(`\"`)
		case isControl(r):
			q := quote(string(r))
			b.WriteString(q[1 : len(q)-1])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// articleOf returns the index in a name such as issue.toml#3.
func articleOf(name string) (n int, ok bool) {
	rest, ok := strings.CutPrefix(name, manifestName+"#")
	if !ok {
		return 0, false
	}
	n, err := strconv.Atoi(rest)
	return n - 1, err == nil && n > 0
}

// crlf returns the skips of a text whose line ends have two bytes.
func crlf(text []byte) []skip {
	var list []skip
	for i := range text {
		if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			list = append(list, skip{i + 1, 1})
		}
	}
	return slices.Clip(list)
}
