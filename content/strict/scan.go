package strict

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
)

// scanner walks a TOML text once and builds the tree of tables with places.
// Signs typed in their full-width form are reported and then read as the ASCII
// signs, so that one run reports all of them.
type scanner struct {
	doc    *document
	src    *diag.Source
	data   []byte
	pos    int
	log    *diag.List
	root   *Table
	cur    *Table
	depth  int
	values int
	errors int
	stop   bool     // after an error from which the scanner cannot recover
	scalar []*Value // bare values, in order
}

func (s *scanner) span(start, end int) diag.Span {
	return diag.Span{Source: s.src, Start: start, End: end}
}

func (s *scanner) fail(code diag.Code, start, end int, args ...any) {
	s.failFix(code, start, end, diag.Fix{}, args...)
}

func (s *scanner) failFix(code diag.Code, start, end int, fix diag.Fix, args ...any) {
	if s.errors < maxErrors {
		s.log.AddFix(code, s.span(start, end), fix, args...)
	}
	s.errors++
	s.stop = s.stop || s.errors >= maxErrors
}

// run scans the text and reports whether the scanner found no errors.
func (s *scanner) run() bool {
	s.root = newTable(s.doc, "", s.span(0, 0))
	s.cur = s.root
	if !s.plainText() {
		return false
	}
	for !s.stop {
		s.blank()
		if s.pos >= len(s.data) {
			break
		}
		ok, header, start := false, s.at('['), s.pos
		if header {
			ok = s.header()
		} else {
			ok = s.assign(s.cur)
		}
		if !ok || !s.endLine(start, header) {
			s.skipLine()
		}
	}
	return s.errors == 0
}

// plainText checks for bytes that TOML forbids everywhere: invalid UTF-8 and
// control characters.
func (s *scanner) plainText() bool {
	for i := 0; i < len(s.data) && !s.stop; {
		c := s.data[i]
		if c < utf8.RuneSelf {
			if c == 0x7F || c < ' ' && c != '\t' && c != '\n' && (c != '\r' || i+1 >= len(s.data) || s.data[i+1] != '\n') {
				if s.stop = c == '\r'; s.stop { // as every line ends in such a file
					s.fail("toml-return", i, i+1)
				} else {
					s.fail("toml-control", i, i+1, int(c))
				}
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(s.data[i:])
		if r == utf8.RuneError && n == 1 {
			s.fail("toml-utf8", i, i+1, int(c))
			s.stop = true
		}
		i += n
	}
	return s.errors == 0
}

func (s *scanner) peek() byte {
	if s.pos < len(s.data) {
		return s.data[s.pos]
	}
	return 0
}

func (s *scanner) rune() (rune, int) { return utf8.DecodeRune(s.data[s.pos:]) }

// asciiFor returns the ASCII sign that a character typed with a Chinese input
// method represents in TOML, or 0.
func asciiFor(r rune) byte {
	switch r {
	case '＝':
		return '='
	case '，', '、':
		return ','
	case '［', '【', '〔':
		return '['
	case '］', '】', '〕':
		return ']'
	case '｛':
		return '{'
	case '｝':
		return '}'
	case '．', '。':
		return '.'
	case '“', '”', '„', '‟', '＂', '〝', '〞', '「', '」':
		return '"'
	case '‘', '’', '＇':
		return '\''
	case '＃':
		return '#'
	}
	return 0
}

// at reports whether the next sign is c, in ASCII or full-width form.
func (s *scanner) at(c byte) bool {
	if s.pos >= len(s.data) {
		return false
	}
	if s.data[s.pos] < utf8.RuneSelf {
		return s.data[s.pos] == c
	}
	r, _ := s.rune()
	return asciiFor(r) == c
}

// take reads the sign c, reporting a full-width form.
func (s *scanner) take(c byte) bool {
	if !s.at(c) {
		return false
	}
	if s.data[s.pos] == c {
		s.pos++
		return true
	}
	r, n := s.rune()
	s.failFix("toml-fullwidth", s.pos, s.pos+n, diag.Fix{Write: string(rune(c))}, string(r), string(rune(c)))
	s.pos += n
	return true
}

// space skips blanks within a line.
func (s *scanner) space() {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case c == ' ' || c == '\t':
			s.pos++
		case c >= utf8.RuneSelf:
			r, n := s.rune()
			if r != '\u3000' && r != '\u00A0' && r != '\uFEFF' && r != '\u200B' {
				return
			}
			end := s.pos + n
			for bytes.HasPrefix(s.data[end:], s.data[s.pos:s.pos+n]) {
				end += n
			}
			s.fail("toml-space", s.pos, end, int(r))
			s.pos = end
		default:
			return
		}
	}
}

// blank skips blanks, comments and line ends.
func (s *scanner) blank() {
	for s.pos < len(s.data) {
		s.space()
		switch c := s.peek(); {
		case s.pos < len(s.data) && (c == '\n' || c == '\r'):
			s.pos++
		case s.at('#'):
			s.take('#')
			s.skipLine()
		default:
			return
		}
	}
}

func (s *scanner) skipLine() {
	if n := bytes.IndexByte(s.data[s.pos:], '\n'); n >= 0 {
		s.pos += n + 1
	} else {
		s.pos = len(s.data)
	}
}

// lineEnd returns where the text of the current line ends, excluding trailing
// blanks.
func (s *scanner) lineEnd() int {
	end := len(s.data)
	if n := bytes.IndexByte(s.data[s.pos:], '\n'); n >= 0 {
		end = s.pos + n
	}
	for end > s.pos && strings.IndexByte(" \t\r", s.data[end-1]) >= 0 {
		end--
	}
	return end
}

// endLine reads what may follow a value or a table header, which begins at start.
func (s *scanner) endLine(start int, header bool) bool {
	if s.stop {
		return false
	}
	before := s.pos
	s.space()
	switch c := s.peek(); {
	case s.pos >= len(s.data) || c == '\n' || c == '\r':
		return true
	case s.at('#'):
		s.take('#')
		s.skipLine()
		return true
	}
	end := s.lineEnd()
	if header {
		s.fail("toml-after-header", s.pos, end, string(s.data[start:before]), string(s.data[s.pos:end]))
		return false
	}
	s.fail("toml-trailing", s.pos, end, string(s.data[s.pos:end]))
	return false
}

// count enforces MaxValues.
func (s *scanner) count(at int) bool {
	if s.values++; s.values > MaxValues {
		s.fail("toml-too-many", at, at, MaxValues)
		s.stop = true
		return false
	}
	return true
}
