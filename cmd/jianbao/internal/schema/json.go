package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode"
)

// member is a member of a JSON object.
type member struct {
	name  string
	value any
}

// object is a JSON object whose members keep their order.
type object []member

// MarshalJSON implements json.Marshaler.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := put(&b, m.name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := put(&b, m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// put writes a value in one line, without escaping < and &.
func put(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the line break
	return nil
}

// compact returns a value as JSON in one line. The values are strings, numbers,
// booleans, and lists and objects of these, which can all be encoded.
func compact(v any) string {
	var b bytes.Buffer
	if err := put(&b, v); err != nil {
		panic(err)
	}
	return b.String()
}

// encode returns an object as indented JSON. Invisible white space, which occurs in
// patterns, is escaped.
func encode(o object) []byte {
	var b, out bytes.Buffer
	if err := json.Indent(&b, []byte(compact(o)), "", "  "); err != nil {
		panic(err)
	}
	for _, r := range b.String() {
		if r > unicode.MaxASCII && unicode.IsSpace(r) {
			fmt.Fprintf(&out, `\u%04x`, r)
		} else {
			out.WriteRune(r)
		}
	}
	out.WriteByte('\n')
	return out.Bytes()
}
