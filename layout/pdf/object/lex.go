package object

import (
	"bytes"
	"strings"
)

func space(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func regular(c byte) bool { return !space(c) && !delimiter(c) }

// skip passes white space and comments.
func (p *parser) skip() {
	for p.pos < len(p.data) {
		switch c := p.data[p.pos]; {
		case space(c):
			p.pos++
		case c == '%':
			for p.pos < len(p.data) && p.data[p.pos] != '\n' && p.data[p.pos] != '\r' {
				p.pos++
			}
		default:
			return
		}
	}
}

// keyword passes the word if it comes next and ends there.
func (p *parser) keyword(word string) bool {
	start := p.pos
	p.skip()
	if bytes.HasPrefix(p.data[p.pos:], []byte(word)) {
		end := p.pos + len(word)
		if end == len(p.data) || !regular(p.data[end]) {
			p.pos = end
			return true
		}
	}
	p.pos = start
	return false
}

// token passes the regular characters that come next.
func (p *parser) token() []byte {
	start := p.pos
	for p.pos < len(p.data) && regular(p.data[p.pos]) {
		p.pos++
	}
	return p.data[start:p.pos]
}

func (p *parser) integer() (int64, error) {
	p.skip()
	start := p.pos
	n, ok := parseInt(p.token())
	if !ok {
		p.pos = start
		return 0, p.fail("an integer is missing")
	}
	return n, nil
}

func parseInt(t []byte) (int64, bool) {
	neg := false
	if len(t) > 0 && (t[0] == '-' || t[0] == '+') {
		neg = t[0] == '-'
		t = t[1:]
	}
	if len(t) == 0 || len(t) > 18 {
		return 0, false
	}
	var n int64
	for _, c := range t {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	if neg {
		n = -n
	}
	return n, true
}

// parseReal brings a number to one form, so that equal numbers compare equal:
// digits on both sides of the point, no sign but minus.
func parseReal(t []byte) (Real, bool) {
	var b strings.Builder
	if len(t) > 0 && (t[0] == '-' || t[0] == '+') {
		if t[0] == '-' {
			b.WriteByte('-')
		}
		t = t[1:]
	}
	whole, frac, point := bytes.Cut(t, []byte("."))
	if !point || len(whole)+len(frac) == 0 || len(t) > 40 {
		return "", false
	}
	for _, part := range [][]byte{whole, frac} {
		for _, c := range part {
			if c < '0' || c > '9' {
				return "", false
			}
		}
	}
	if len(whole) == 0 {
		whole = []byte("0")
	}
	if len(frac) == 0 {
		frac = []byte("0")
	}
	b.Write(whole)
	b.WriteByte('.')
	b.Write(frac)
	return Real(b.String()), true
}

// value reads one object; it looks ahead to distinguish a reference from a number.
func (p *parser) value(depth int) (Object, error) {
	if depth > maxDepth {
		return nil, p.fail("nested deeper than %d", maxDepth)
	}
	p.skip()
	if p.pos >= len(p.data) {
		return nil, p.fail("file ends inside an object")
	}
	switch c := p.data[p.pos]; c {
	case '/':
		p.pos++
		return p.name()
	case '(':
		return p.literal()
	case '[':
		p.pos++
		return p.array(depth)
	case '<':
		if p.pos+1 < len(p.data) && p.data[p.pos+1] == '<' {
			p.pos += 2
			return p.dict(depth)
		}
		p.pos++
		return p.hex()
	}
	return p.word()
}

// word reads a keyword, a number or a reference.
func (p *parser) word() (Object, error) {
	start := p.pos
	t := p.token()
	switch string(t) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	case "null":
		return nil, nil
	}
	if n, ok := parseInt(t); ok {
		if n > 0 && n < 1<<31 {
			after := p.pos
			if gen, err := p.integer(); err == nil && gen == 0 && p.keyword("R") {
				return Ref(n), nil
			}
			p.pos = after
		}
		return Int(n), nil
	}
	if r, ok := parseReal(t); ok {
		return r, nil
	}
	p.pos = start
	return nil, p.fail("no object begins here")
}

func (p *parser) array(depth int) (Object, error) {
	a := Array{}
	for {
		p.skip()
		if p.pos < len(p.data) && p.data[p.pos] == ']' {
			p.pos++
			return a, nil
		}
		o, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		a = append(a, o)
	}
}

// dict reads up to the closing ">>". A null value means the key is absent
// (ISO 32000-1 7.3.7); of a key given twice the last value counts.
func (p *parser) dict(depth int) (Object, error) {
	d := &Dict{}
	for {
		p.skip()
		if bytes.HasPrefix(p.data[p.pos:], []byte(">>")) {
			p.pos += 2
			return d, nil
		}
		if p.pos >= len(p.data) || p.data[p.pos] != '/' {
			return nil, p.fail("a dictionary key is missing")
		}
		p.pos++
		key, err := p.name()
		if err != nil {
			return nil, err
		}
		o, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		switch {
		case o == nil:
			d.Delete(key.(Name))
		case d.Len() >= maxParsedKeys:
			return nil, p.fail("dictionary of more than %d keys", maxParsedKeys)
		default:
			d.Set(key.(Name), o)
		}
	}
}

// maxParsedKeys keeps Dict's linear search from turning a hostile file into
// quadratic work.
const maxParsedKeys = 10_000

func (p *parser) name() (Object, error) {
	t := p.token()
	if bytes.IndexByte(t, '#') < 0 {
		return Name(t), nil
	}
	b := make([]byte, 0, len(t))
	for i := 0; i < len(t); i++ {
		if t[i] != '#' {
			b = append(b, t[i])
			continue
		}
		if i+2 >= len(t) {
			return nil, p.fail("name ends in an escape")
		}
		hi, lo := unhex(t[i+1]), unhex(t[i+2])
		if hi < 0 || lo < 0 || hi+lo == 0 {
			return nil, p.fail("escape #%s in a name", t[i+1:i+3])
		}
		b = append(b, byte(hi<<4|lo))
		i += 2
	}
	return Name(b), nil
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (p *parser) hex() (Object, error) {
	var b []byte
	high := -1
	for ; p.pos < len(p.data); p.pos++ {
		c := p.data[p.pos]
		if c == '>' {
			p.pos++
			if high >= 0 {
				b = append(b, byte(high<<4))
			}
			return String(b), nil
		}
		if space(c) {
			continue
		}
		v := unhex(c)
		if v < 0 {
			return nil, p.fail("no hexadecimal digit")
		}
		if high < 0 {
			high = v
		} else {
			b = append(b, byte(high<<4|v))
			high = -1
		}
	}
	return nil, p.fail("string without end")
}

// literal reads a parenthesised string (ISO 32000-1 7.3.4.2).
func (p *parser) literal() (Object, error) {
	start := p.pos
	p.pos++
	var b []byte
	for open := 1; p.pos < len(p.data); p.pos++ {
		switch c := p.data[p.pos]; c {
		case '(':
			open++
			b = append(b, c)
		case ')':
			if open--; open == 0 {
				p.pos++
				return String(b), nil
			}
			b = append(b, c)
		case '\\':
			b = p.escape(b)
		case '\r':
			if p.pos+1 < len(p.data) && p.data[p.pos+1] == '\n' {
				p.pos++
			}
			b = append(b, '\n')
		default:
			b = append(b, c)
		}
	}
	p.pos = start
	return nil, p.fail("string without end")
}

// escape appends what the escape at pos stands for and leaves pos on its last
// byte.
func (p *parser) escape(b []byte) []byte {
	p.pos++
	if p.pos >= len(p.data) {
		return b
	}
	c := p.data[p.pos]
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		return append(b, "\n\r\t\b\f"[i])
	}
	switch {
	case c >= '0' && c <= '7':
		v := int(c - '0')
		for range 2 {
			if p.pos+1 >= len(p.data) || p.data[p.pos+1] < '0' || p.data[p.pos+1] > '7' {
				break
			}
			p.pos++
			v = v<<3 | int(p.data[p.pos]-'0')
		}
		return append(b, byte(v))
	case c == '\r':
		if p.pos+1 < len(p.data) && p.data[p.pos+1] == '\n' {
			p.pos++
		}
		return b
	case c == '\n':
		return b
	}
	return append(b, c)
}
