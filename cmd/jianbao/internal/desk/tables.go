package desk

import (
	"strings"

	"jianbao/layout/edition"
)

// table is a table of a manifest: the text from its header, with the comments directly
// above it, up to the next table.
type table struct {
	name       string // section.article
	array      bool   // [[…]]
	start, end int    // bytes; comments directly above the header belong to it
	header     int    // first byte of the header
	body       int    // first byte after the header's line
}

// tables returns the tables of a manifest in their order. Text before the first header
// belongs to none. It reads as much of TOML as is needed to know what is a header:
// strings, comments and brackets. Of a text that is no TOML it returns what looks like
// tables.
func tables(text string) []table {
	var list []table
	s := scanner{text: text}
	for s.at < len(text) {
		line := s.at
		s.blanks()
		if !strings.HasPrefix(text[s.at:], "[") {
			s.entry()
			continue
		}
		t := table{header: line, start: above(text, line)}
		inner := "["
		if strings.HasPrefix(text[s.at:], "[[") {
			inner, t.array = "[[", true
		}
		s.at += len(inner)
		from := s.at
		for s.at < len(text) && text[s.at] != ']' && text[s.at] != '\n' {
			if c := text[s.at]; c == '"' || c == '\'' {
				s.quoted(c)
				continue
			}
			s.at++
		}
		t.name = headerName(text[from:s.at])
		s.line()
		t.body = s.at
		if n := len(list); n > 0 {
			list[n-1].end = t.start
		}
		list = append(list, t)
	}
	if n := len(list); n > 0 {
		list[n-1].end = len(text)
	}
	return list
}

// headerName returns a dotted name without blanks and quotes.
func headerName(s string) string { return unquoted.Replace(s) }

// unquoted is made once: each key sent to the desk reads the headers of a whole manifest.
var unquoted = strings.NewReplacer(" ", "", "\t", "", `"`, "", "'", "")

// above returns where the comments directly above a line begin.
func above(text string, line int) int {
	for line > 0 {
		prev := strings.LastIndexByte(text[:line-1], '\n') + 1
		if !strings.HasPrefix(strings.TrimLeft(text[prev:line], " \t"), "#") {
			break
		}
		line = prev
	}
	return line
}

// scanner walks over a manifest.
type scanner struct {
	text string
	at   int
}

func (s *scanner) blanks() {
	for s.at < len(s.text) && (s.text[s.at] == ' ' || s.text[s.at] == '\t') {
		s.at++
	}
}

// line goes to the start of the next line.
func (s *scanner) line() {
	if i := strings.IndexByte(s.text[s.at:], '\n'); i >= 0 {
		s.at += i + 1
	} else {
		s.at = len(s.text)
	}
}

// quoted goes behind a string that begins with a quotation mark.
func (s *scanner) quoted(mark byte) {
	long := strings.Repeat(string(mark), 3)
	if strings.HasPrefix(s.text[s.at:], long) {
		s.at += 3
		for s.at < len(s.text) && !strings.HasPrefix(s.text[s.at:], long) {
			s.escape(mark)
		}
		s.at = min(s.at+3, len(s.text))
		for s.at < len(s.text) && s.text[s.at] == mark { // a quotation mark before the closing ones
			s.at++
		}
		return
	}
	s.at++
	for s.at < len(s.text) && s.text[s.at] != mark && s.text[s.at] != '\n' {
		s.escape(mark)
	}
	s.at = min(s.at+1, len(s.text))
}

// escape goes behind a character of a string.
func (s *scanner) escape(mark byte) {
	if mark == '"' && s.text[s.at] == '\\' {
		s.at++
	}
	s.at = min(s.at+1, len(s.text))
}

// entry goes behind a key with its value, a comment or an empty line.
func (s *scanner) entry() {
	depth := 0
	for s.at < len(s.text) {
		switch c := s.text[s.at]; c {
		case '"', '\'':
			s.quoted(c)
		case '#':
			for s.at < len(s.text) && s.text[s.at] != '\n' {
				s.at++
			}
		case '[', '{':
			depth++
			s.at++
		case ']', '}':
			depth = max(0, depth-1)
			s.at++
		case '\n':
			s.at++
			if depth == 0 {
				return
			}
		default:
			s.at++
		}
	}
}

// value returns the range of a key's value in a table, and of the whole entry with its
// line end; ok is false if the table has no such key.
func (t *table) value(text, key string) (from, to int, ok bool) {
	s := scanner{text: text[:t.end], at: t.body}
	for s.at < t.end {
		s.blanks()
		start := s.at
		for s.at < t.end && !strings.ContainsRune("=\n#", rune(text[s.at])) {
			if c := text[s.at]; c == '"' || c == '\'' {
				s.quoted(c)
				continue
			}
			s.at++
		}
		if s.at >= t.end || text[s.at] != '=' || headerName(text[start:s.at]) != key {
			s.entry()
			continue
		}
		s.at++
		s.blanks()
		from = s.at
		s.entry()
		return from, valueEnd(text[from:s.at]) + from, true
	}
	return 0, 0, false
}

// str returns what a string of a table stands for; empty: it has no such key.
func (t *table) str(text, key string) string {
	from, to, ok := t.value(text, key)
	if !ok {
		return ""
	}
	return stringValue(text[from:to])
}

// valueEnd returns where a value ends, before blanks, comment and line end.
func valueEnd(text string) int {
	s := scanner{text: text}
	end, depth := 0, 0
	for s.at < len(text) {
		switch c := text[s.at]; {
		case c == '"' || c == '\'':
			s.quoted(c)
			end = s.at
		case c == '#' && depth == 0:
			return end
		case c == '#':
			for s.at < len(text) && text[s.at] != '\n' {
				s.at++
			}
		case c == '[' || c == '{':
			depth++
			s.at++
			end = s.at
		case c == ']' || c == '}':
			depth--
			s.at++
			end = s.at
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			s.at++
		default:
			s.at++
			end = s.at
		}
	}
	return end
}

// withValue returns a text in which a key of a table has a value, in TOML: in place of
// its value, or in a line of its own after the table's last entry.
func (t *table) withValue(text, key, value string) string {
	if from, to, ok := t.value(text, key); ok {
		return text[:from] + value + text[to:]
	}
	at := lastEntry(text[t.body:t.end]) + t.body
	ending := endingAt([]byte(text), at)
	line := key + " = " + value + ending
	if at > 0 && text[at-1] != '\n' {
		line = ending + line
	}
	return text[:at] + line + text[at:]
}

// withoutKey returns a text without a key of a table and the line it stands in.
func (t *table) withoutKey(text, key string) string {
	from, to, ok := t.value(text, key)
	if !ok {
		return text
	}
	start := strings.LastIndexByte(text[:from], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[to:], '\n'); i >= 0 {
		end = to + i + 1
	}
	return text[:start] + text[end:]
}

// lastEntry returns where the last line ends that is neither empty nor a comment.
func lastEntry(body string) int {
	s := scanner{text: body}
	end := 0
	for s.at < len(body) {
		from := s.at
		s.entry()
		if line := strings.TrimSpace(body[from:s.at]); line != "" && !strings.HasPrefix(line, "#") {
			end = s.at
		}
	}
	return end
}

// quote writes a text as a TOML string.
func quote(s string) string { return edition.Quote(s) }
