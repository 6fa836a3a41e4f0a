package lookalike

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"jianbao/content"
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

// TestLatinGBKAgain compares what is found in random letters with a search that looks at
// every start, and long runs that are no text take no longer than they are.
func TestLatinGBKAgain(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	letters := []rune("£¡ÖÐÎÄ×úøéþ¥ a中")
	for range 20_000 {
		var b strings.Builder
		for range 1 + r.IntN(14) {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		text := content.Text{Value: b.String()}
		again := checker{found: map[key]int{}, counts: map[count]int{}}
		for i := 0; i < len(text.Value); i++ {
			if !utf8.RuneStart(text.Value[i]) {
				continue
			}
			got := again.latinGBK(&text, i)
			fresh := checker{found: map[key]int{}, counts: map[count]int{}}
			if want := fresh.latinGBK(&text, i); got != want {
				t.Fatalf("%q from %d: %d, want %d", text.Value, i, got, want)
			}
		}
	}
	for _, sign := range []string{"£", "×"} {
		looked := content.Text{Value: strings.Repeat(sign, 1_000_000)}
		c := checker{found: map[key]int{}, counts: map[count]int{}}
		for i := 0; i < len(looked.Value); i += 2 {
			if c.latinGBK(&looked, i) != 0 {
				t.Fatalf("%s is taken for text", sign)
			}
		}
	}
}
