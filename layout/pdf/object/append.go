package object

import "strconv"

// Append writes an object in its shortest form. Names and numbers that stand
// side by side are separated, nothing else is. number translates references;
// nil leaves them as they are.
func Append(b []byte, o Object, number func(Ref) int) []byte {
	switch v := o.(type) {
	case nil:
		return append(word(b), "null"...)
	case bool:
		return strconv.AppendBool(word(b), v)
	case Int:
		return strconv.AppendInt(word(b), int64(v), 10)
	case Real:
		return append(word(b), v...)
	case Name:
		return AppendName(b, v)
	case String:
		return AppendString(b, string(v))
	case Ref:
		n := int(v)
		if number != nil {
			n = number(v)
		}
		if n <= 0 {
			return append(word(b), "null"...)
		}
		return append(strconv.AppendInt(word(b), int64(n), 10), " 0 R"...)
	case Array:
		b = append(b, '[')
		for _, item := range v {
			b = Append(b, item, number)
		}
		return append(b, ']')
	case *Dict:
		b = append(b, "<<"...)
		for _, e := range v.entries {
			b = AppendName(b, e.key)
			b = Append(b, e.value, number)
		}
		return append(b, ">>"...)
	}
	panic("object: a value of no PDF type") // our own code built it
}

// word separates a token that begins with a regular character from one that
// ended with one.
func word(b []byte) []byte {
	if n := len(b); n > 0 && regular(b[n-1]) {
		b = append(b, ' ')
	}
	return b
}

// AppendName appends a name with its slash, with irregular characters escaped
// (ISO 32000-1 7.3.5).
func AppendName(b []byte, n Name) []byte {
	const digits = "0123456789ABCDEF"
	b = append(b, '/')
	for i := 0; i < len(n); i++ {
		if c := n[i]; c < '!' || c > '~' || c == '#' || delimiter(c) {
			b = append(b, '#', digits[c>>4], digits[c&15])
		} else {
			b = append(b, c)
		}
	}
	if len(n) == 0 {
		// An empty name must not swallow the token after it.
		b = append(b, ' ')
	}
	return b
}

// AppendString appends bytes as a literal string. Only bytes that would end the
// string or be read as a line end are escaped, which is shorter than
// hexadecimal, also after deflating. LF needs no escape (ISO 32000-1 7.3.4.2)
// and gets one: Ghostscript 10.00 drops a byte of LF LF.
func AppendString[T string | []byte](b []byte, s T) []byte {
	b = append(b, '(')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '(', ')', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		default:
			b = append(b, c)
		}
	}
	return append(b, ')')
}

// Text encodes a text string: ASCII as it is, everything else as UTF-16BE with
// a byte order mark (ISO 32000-1 7.9.2.2), supplementary planes as surrogates.
func Text(s string) String {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x7f || (c < ' ' && c != '\n' && c != '\t') {
			return String(AppendUTF16([]byte{0xFE, 0xFF}, s))
		}
	}
	return String(s)
}

// AppendUTF16 appends s as UTF-16BE.
func AppendUTF16(b []byte, s string) []byte {
	for _, r := range s {
		if r >= 0x10000 {
			r -= 0x10000
			hi, lo := 0xD800+r>>10, 0xDC00+r&0x3ff
			b = append(b, byte(hi>>8), byte(hi), byte(lo>>8), byte(lo))
		} else {
			b = append(b, byte(r>>8), byte(r))
		}
	}
	return b
}
