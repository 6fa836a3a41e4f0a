package lookalike

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// TestEncode1252 compares with the library's table for every character, and with Latin-1
// for the control characters.
func TestEncode1252(t *testing.T) {
	for r := rune(0); r < 0x11000; r++ {
		want, wantOK := charmap.Windows1252.EncodeRune(r)
		if !wantOK && r >= 0x80 && r < 0xA0 {
			want, wantOK = byte(r), true
		}
		if got, ok := encode1252(r); ok != wantOK || ok && got != want {
			t.Errorf("U+%04X: %#x %v, want %#x %v", r, got, ok, want, wantOK)
		}
	}
}
