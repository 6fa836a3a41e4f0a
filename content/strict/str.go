package strict

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
)

// decoded is the content of a string with the place of each byte.
type decoded struct {
	text  string
	steps []diag.Step
}

// copier collects the bytes of a string with their places.
type copier struct {
	buf   []byte
	steps []diag.Step
	next  int // offset of the next byte if nothing was skipped
}

func (c *copier) add(b []byte, src int) {
	if len(c.steps) == 0 || src != c.next {
		if n := len(c.steps); n > 0 && c.steps[n-1].Off == len(c.buf) {
			c.steps[n-1].Src = src
		} else {
			c.steps = append(c.steps, diag.Step{Off: len(c.buf), Src: src})
		}
	}
	c.buf = append(c.buf, b...)
	c.next = src + len(b)
}

// str reads a string in any of TOML's four forms; key is true for a part of a
// key, which must be on one line.
func (s *scanner) str(key bool) (decoded, bool) {
	start := s.pos
	if s.data[s.pos] >= utf8.RuneSelf {
		return s.curly()
	}
	q := s.data[s.pos]
	basic := q == '"'
	if !key && bytes.HasPrefix(s.data[s.pos:], []byte{q, q, q}) {
		return s.multiline(q)
	}
	s.pos++
	c := &copier{}
	c.add(nil, s.pos)
	for {
		switch b := s.peek(); {
		case s.pos >= len(s.data) || b == '\n' || b == '\r':
			return s.unclosed(start, q)
		case b == q:
			s.pos++
			return decoded{string(c.buf), c.steps}, true
		case b == '\\' && basic:
			if !s.escape(c) {
				return decoded{}, false
			}
		default:
			n := s.runOf(q, basic)
			c.add(s.data[s.pos:s.pos+n], s.pos)
			s.pos += n
		}
	}
}

// runOf returns the length of the text up to the next byte with a special
// meaning in a string; at least 1.
func (s *scanner) runOf(q byte, basic bool) int {
	for i, b := range s.data[s.pos:] {
		if i > 0 && (b == q || b == '\n' || b == '\r' || b == '\\' && basic) {
			return i
		}
	}
	return len(s.data) - s.pos
}

// unclosed reports a string that does not end on its line. Editors that replace
// quotes often change only the closing one.
func (s *scanner) unclosed(start int, q byte) (decoded, bool) {
	end := s.pos
	line := bytes.TrimRight(s.data[start:end], " \t\r")
	if r, n := utf8.DecodeLastRune(line); len(line) > n && (r == '”' || r == '“' || r == '＂' || r == '’' || r == '‘') {
		at := start + len(line) - n
		s.failFix("toml-quotes", at, at+n, diag.Fix{Write: string(rune(q))}, string(r))
		return decoded{}, false
	}
	fix := diag.Fix{}
	if !bytes.ContainsAny(line, "#,]}") { // else the quote may belong before them
		fix.Write = string(line) + string(rune(q))
	}
	s.failFix("toml-unclosed-string", start, start+len(line), fix, string(rune(q)))
	return decoded{}, false
}

// curly reads a string that begins with a Chinese quotation mark where TOML
// requires ", and reports it.
func (s *scanner) curly() (decoded, bool) {
	start := s.pos
	open, n := s.rune()
	body := s.pos + n
	line := s.data[body:s.lineEnd()]
	// The last quote of the line that can close, before a comment or comma.
	end := -1
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRune(line[i:])
		if a := asciiFor(r); a == '"' || a == '\'' || r == '"' {
			rest := strings.TrimLeft(string(line[i+n:]), " \t")
			next, _ := utf8.DecodeRuneInString(rest)
			if rest == "" || strings.ContainsRune(",]}#=.，】］｝＃＝．", next) {
				end = i
				fixed := strings.ReplaceAll(string(line[:i]), `"`, `\"`)
				s.failFix("toml-quotes", start, body+i+n, diag.Fix{Write: `"` + fixed + `"`}, string(open))
				s.pos = body + i + n
				break
			}
		}
		i += n
	}
	if end < 0 {
		s.fail("toml-quotes", start, start+n, string(open))
		return decoded{}, false
	}
	return decoded{string(line[:end]), []diag.Step{{Off: 0, Src: body}}}, true
}

// escape reads one escape sequence of a basic string.
func (s *scanner) escape(c *copier) bool {
	start := s.pos
	if start+1 >= len(s.data) {
		s.fail("toml-escape", start, start+1, `\`)
		return false
	}
	one := func(b byte) bool {
		c.add([]byte{b}, start)
		s.pos = start + 2
		return true
	}
	digits := 0
	switch b := s.data[start+1]; b {
	case 'b':
		return one('\b')
	case 't':
		return one('\t')
	case 'n':
		return one('\n')
	case 'f':
		return one('\f')
	case 'r':
		return one('\r')
	case 'e':
		return one(0x1B)
	case '"', '\\':
		return one(b)
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	end := start + 2 + digits
	if digits > 0 && end <= len(s.data) {
		n, err := strconv.ParseUint(string(s.data[start+2:end]), 16, 32)
		if err == nil && n <= utf8.MaxRune && utf8.ValidRune(rune(n)) {
			c.add(utf8.AppendRune(nil, rune(n)), start)
			s.pos = end
			return true
		}
	}
	_, n := utf8.DecodeRune(s.data[start+1:])
	s.fail("toml-escape", start, start+1+n, string(s.data[start:start+1+n]))
	// A wrong escape does not affect where the string ends: continue.
	c.add(s.data[start:start+1+n], start)
	s.pos = start + 1 + n
	return s.data[start+1] != '\n' && s.data[start+1] != '\r'
}

// multiline reads a string in three quotes: the line end after the opening
// quotes is dropped, and so are a backslash at a line end and the blanks after
// it.
func (s *scanner) multiline(q byte) (decoded, bool) {
	start := s.pos
	s.pos += 3
	if s.peek() == '\r' && s.pos+1 < len(s.data) && s.data[s.pos+1] == '\n' {
		s.pos++
	}
	if s.peek() == '\n' {
		s.pos++
	}
	c := &copier{}
	c.add(nil, s.pos)
	for {
		b := s.peek()
		switch {
		case s.pos >= len(s.data):
			s.fail("toml-unclosed-string", start, start+3, strings.Repeat(string(rune(q)), 3))
			s.stop = true
			return decoded{}, false
		case b == q:
			n := 0
			for n < 5 && s.pos+n < len(s.data) && s.data[s.pos+n] == q {
				n++
			}
			if n < 3 {
				c.add(s.data[s.pos:s.pos+n], s.pos)
				s.pos += n
				continue
			}
			c.add(s.data[s.pos:s.pos+n-3], s.pos)
			s.pos += n
			return decoded{string(c.buf), c.steps}, true
		case b == '\\' && q == '"':
			if n := s.lineJoin(); n > 0 {
				s.pos += n
				continue
			}
			if !s.escape(c) {
				return decoded{}, false
			}
		default:
			n := s.runOf(q, q == '"')
			c.add(s.data[s.pos:s.pos+n], s.pos)
			s.pos += n
		}
	}
}

// lineJoin returns the length of a backslash that ends a line together with all
// blanks and line ends after it; 0 if the backslash does not end a line.
func (s *scanner) lineJoin() int {
	n, lf := 1, false
	for ; s.pos+n < len(s.data); n++ {
		switch s.data[s.pos+n] {
		case '\n':
			lf = true
			continue
		case ' ', '\t', '\r':
			continue
		}
		break
	}
	if !lf {
		return 0
	}
	return n
}
