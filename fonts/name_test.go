package fonts

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// TestMacRoman compares every byte with the library's table; zero bytes are left out.
func TestMacRoman(t *testing.T) {
	var b table
	var want strings.Builder
	for i := range 256 {
		b = append(b, byte(i))
		if i > 0 {
			want.WriteRune(charmap.Macintosh.DecodeByte(byte(i)))
		}
	}
	if got := decodeMacRoman(b); got != want.String() {
		t.Errorf("got  %q\nwant %q", got, want.String())
	}
}
