package glance

import (
	"bytes"
	"strings"
)

// scan is a position in a TOML text.
type scan struct {
	text []byte
	pos  int
}

// blank skips blanks, line ends and comments; it returns false at the end of
// the text.
func (s *scan) blank() bool {
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case ' ', '\t', '\r', '\n':
			s.pos++
		case '#':
			s.line()
		default:
			return true
		}
	}
	return false
}

// line skips to the end of the line.
func (s *scan) line() {
	if n := bytes.IndexByte(s.text[s.pos:], '\n'); n >= 0 {
		s.pos += n
	} else {
		s.pos = len(s.text)
	}
}

// key reads the first part of a key; ok is false if there is none. A quoted
// part may be empty.
func (s *scan) key() (part string, ok bool) {
	for s.pos < len(s.text) && (s.text[s.pos] == ' ' || s.text[s.pos] == '\t') {
		s.pos++
	}
	from := s.pos
	if s.pos < len(s.text) && (s.text[s.pos] == '"' || s.text[s.pos] == '\'') {
		s.quoted()
		return string(s.text[from+1 : max(s.pos-1, from+1)]), true
	}
	for s.pos < len(s.text) && strings.IndexByte(" \t\r\n=.[]{},#\"'", s.text[s.pos]) < 0 {
		s.pos++
	}
	return string(s.text[from:s.pos]), s.pos > from
}

// toValue skips the equals sign of the line.
func (s *scan) toValue() bool {
	for s.pos < len(s.text) && s.text[s.pos] != '\n' {
		switch s.text[s.pos] {
		case '=':
			s.pos++
			return true
		case '"', '\'':
			s.quoted()
		default:
			s.pos++
		}
	}
	return false
}

// value skips a value, to the end of its last line.
func (s *scan) value() {
	depth := 0
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case '"', '\'':
			s.quoted()
			continue
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		case '#':
			s.line()
			continue
		case '\n':
			if depth <= 0 {
				return
			}
		}
		s.pos++
	}
}

// quoted skips a string of any of the four kinds; an unterminated single-line
// string ends with the line.
func (s *scan) quoted() {
	quote := s.text[s.pos]
	if three := bytes.Repeat([]byte{quote}, 3); bytes.HasPrefix(s.text[s.pos:], three) {
		for s.pos += 3; s.pos < len(s.text); s.pos++ {
			if quote == '"' && s.text[s.pos] == '\\' {
				s.pos++
				continue
			}
			if bytes.HasPrefix(s.text[s.pos:], three) {
				for s.pos += 3; s.pos < len(s.text) && s.text[s.pos] == quote; s.pos++ {
				}
				return
			}
		}
		s.pos = len(s.text)
		return
	}
	for s.pos++; s.pos < len(s.text) && s.text[s.pos] != '\n'; s.pos++ {
		switch {
		case s.text[s.pos] == quote:
			s.pos++
			return
		case quote == '"' && s.text[s.pos] == '\\' && s.pos+1 < len(s.text) && s.text[s.pos+1] != '\n':
			s.pos++
		}
	}
}
