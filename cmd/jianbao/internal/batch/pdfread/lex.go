package pdfread

import (
	"bytes"
	"slices"
	"strconv"
)

// reader parses objects from bytes: the file, or a decoded object stream.
type reader struct {
	data []byte
	pos  int
	base int // offset added to pos in messages
}

func (r *reader) fail(kind Kind) error { return &Error{Kind: kind, At: r.base + r.pos} }

func isSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// space skips white space and comments.
func (r *reader) space() {
	for r.pos < len(r.data) {
		switch c := r.data[r.pos]; {
		case isSpace(c):
			r.pos++
		case c == '%':
			n := bytes.IndexAny(r.data[r.pos:], "\r\n")
			if n < 0 {
				r.pos = len(r.data)
				return
			}
			r.pos += n
		default:
			return
		}
	}
}

// word returns the regular characters that follow.
func (r *reader) word() []byte {
	start := r.pos
	for r.pos < len(r.data) && isRegular(r.data[r.pos]) {
		r.pos++
	}
	return r.data[start:r.pos]
}

// keyword skips white space and a keyword; it returns false if another token
// follows.
func (r *reader) keyword(k string) bool {
	r.space()
	start := r.pos
	if string(r.word()) == k {
		return true
	}
	r.pos = start
	return false
}

// integer reads an unsigned integer after white space.
func (r *reader) integer() (int, bool) {
	r.space()
	start := r.pos
	n, err := strconv.Atoi(string(r.word()))
	if err != nil || !isDigit(r.data[start]) {
		r.pos = start
		return 0, false
	}
	return n, true
}

// object reads an object other than a stream.
func (r *reader) object(depth int) (Object, error) {
	r.space()
	if r.pos >= len(r.data) {
		return nil, r.fail(Syntax)
	}
	if depth > maxDepth {
		return nil, r.fail(TooDeep)
	}
	switch c := r.data[r.pos]; {
	case c == '/':
		return r.name()
	case c == '(':
		return r.literal()
	case c == '[':
		return r.array(depth)
	case c == '<' && r.pos+1 < len(r.data) && r.data[r.pos+1] == '<':
		return r.dict(depth)
	case c == '<':
		return r.hex()
	case isDigit(c):
		return r.numberOrRef()
	case c == '+' || c == '-' || c == '.':
		return r.number()
	}
	start := r.pos
	switch string(r.word()) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	r.pos = start
	return nil, r.fail(Syntax)
}

func (r *reader) number() (Object, error) {
	start := r.pos
	w := r.word()
	digits, dots := 0, 0
	for i, c := range w {
		switch {
		case isDigit(c):
			digits++
		case c == '.':
			dots++
		case (c == '+' || c == '-') && i == 0:
		default:
			r.pos = start
			return nil, r.fail(Syntax)
		}
	}
	if digits == 0 || dots > 1 || len(w) > 400 {
		r.pos = start
		return nil, r.fail(Syntax)
	}
	if dots == 0 {
		if n, err := strconv.ParseInt(string(w), 10, 64); err == nil {
			return n, nil
		}
	}
	x, err := strconv.ParseFloat(string(w), 64)
	if err != nil {
		r.pos = start
		return nil, r.fail(Syntax)
	}
	return x, nil
}

// numberOrRef reads "12" or "12 0 R".
func (r *reader) numberOrRef() (Object, error) {
	start := r.pos
	first, err := r.number()
	if n, ok := first.(int64); ok && err == nil && isDigit(r.data[start]) {
		after := r.pos
		if g, ok := r.integer(); ok && r.keyword("R") {
			if n > maxObjects || g > 65535 {
				r.pos = start
				return nil, r.fail(Syntax)
			}
			return Ref{int(n), g}, nil
		}
		r.pos = after
	}
	return first, err
}

func (r *reader) name() (Object, error) {
	r.pos++
	start := r.pos
	w := r.word()
	if bytes.IndexByte(w, '#') < 0 {
		return Name(w), nil
	}
	var b []byte
	for i := 0; i < len(w); i++ {
		if w[i] != '#' {
			b = append(b, w[i])
			continue
		}
		if i+2 >= len(w) {
			r.pos = start
			return nil, r.fail(Syntax)
		}
		x, err := strconv.ParseUint(string(w[i+1:i+3]), 16, 8)
		if err != nil || x == 0 {
			r.pos = start
			return nil, r.fail(Syntax)
		}
		b = append(b, byte(x))
		i += 2
	}
	return Name(b), nil
}

// literal reads a string in parentheses (7.3.4.2).
func (r *reader) literal() (Object, error) {
	start := r.pos
	var b []byte
	open := 0
	for r.pos < len(r.data) {
		c := r.data[r.pos]
		r.pos++
		switch c {
		case '(':
			if open++; open > 1 {
				b = append(b, c)
			}
		case ')':
			if open--; open == 0 {
				return String(b), nil
			}
			b = append(b, c)
		case '\\':
			b = r.escape(b)
		case '\r':
			if r.pos < len(r.data) && r.data[r.pos] == '\n' {
				r.pos++
			}
			b = append(b, '\n')
		default:
			b = append(b, c)
		}
	}
	r.pos = start
	return nil, r.fail(Syntax)
}

// escape appends what follows a backslash.
func (r *reader) escape(b []byte) []byte {
	if r.pos >= len(r.data) {
		return b
	}
	c := r.data[r.pos]
	r.pos++
	switch {
	case c >= '0' && c <= '7':
		n := int(c - '0')
		for range 2 {
			if r.pos < len(r.data) && r.data[r.pos] >= '0' && r.data[r.pos] <= '7' {
				n = 8*n + int(r.data[r.pos]-'0')
				r.pos++
			}
		}
		return append(b, byte(n))
	case c == '\r':
		if r.pos < len(r.data) && r.data[r.pos] == '\n' {
			r.pos++
		}
		return b
	case c == '\n':
		return b
	}
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(b, "\n\r\t\b\f"[i])
	}
	return append(b, c)
}

func (r *reader) hex() (Object, error) {
	start := r.pos
	r.pos++
	var b []byte
	half := -1
	for r.pos < len(r.data) {
		c := r.data[r.pos]
		r.pos++
		d := bytes.IndexByte([]byte("0123456789abcdef"), c|0x20)
		switch {
		case c == '>':
			if half >= 0 {
				b = append(b, byte(half<<4))
			}
			return String(b), nil
		case isSpace(c):
		case d < 0 || c < '0':
			r.pos = start
			return nil, r.fail(Syntax)
		case half < 0:
			half = d
		default:
			b = append(b, byte(half<<4|d))
			half = -1
		}
	}
	r.pos = start
	return nil, r.fail(Syntax)
}

func (r *reader) array(depth int) (Object, error) {
	r.pos++
	a := Array{}
	for {
		if r.space(); r.pos < len(r.data) && r.data[r.pos] == ']' {
			r.pos++
			return a, nil
		}
		o, err := r.object(depth + 1)
		if err != nil {
			return nil, err
		}
		a = append(a, o)
	}
}

func (r *reader) dict(depth int) (Object, error) {
	start := r.pos
	r.pos += 2
	d := &Dict{}
	for {
		r.space()
		if bytes.HasPrefix(r.data[r.pos:], []byte(">>")) {
			r.pos += 2
			if d.repeats() {
				r.pos = start
				return nil, r.fail(Syntax)
			}
			return d, nil
		}
		if r.pos >= len(r.data) || r.data[r.pos] != '/' {
			return nil, r.fail(Syntax)
		}
		key, err := r.name()
		if err != nil {
			return nil, err
		}
		value, err := r.object(depth + 1)
		if err != nil {
			return nil, err
		}
		d.entries = append(d.entries, Entry{key.(Name), value})
	}
}

// repeats reports whether a key occurs twice: readers differ in which of the
// values they use.
func (d *Dict) repeats() bool {
	keys := make([]Name, len(d.entries))
	for i, e := range d.entries {
		keys[i] = e.Key
	}
	slices.Sort(keys)
	return len(slices.Compact(keys)) < len(d.entries)
}
