package object

import (
	"bytes"
	"testing"
)

// TestStrings: every pair of bytes is read back, and no byte is written that a
// reader could take for a line end.
func TestStrings(t *testing.T) {
	for a := range 256 {
		for b := range 256 {
			want := []byte{byte(a), byte(b), byte(a)}
			written := AppendString(nil, want)
			if bytes.ContainsAny(written, "\r\n") {
				t.Fatalf("%q is written %q", want, written)
			}
			p := parser{data: written}
			if got, err := p.literal(); err != nil || got != String(want) {
				t.Fatalf("%q is read %q: %v", want, got, err)
			}
		}
	}
}
