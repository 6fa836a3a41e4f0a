package big5

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/transform"
)

var update = flag.Bool("update", false, "write table.gz")

// library decodes with the library.
func library(t *testing.T, raw []byte) string {
	t.Helper()
	text, err := traditionalchinese.Big5.NewDecoder().Bytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestTable compares the table with what the library decodes of each pair.
func TestTable(t *testing.T) {
	var want strings.Builder
	for lead := 0x81; lead <= 0xFE; lead++ {
		for trail := 0x40; trail <= 0xFE; trail++ {
			if trail > 0x7E && trail < 0xA1 {
				continue
			}
			text := library(t, []byte{byte(lead), byte(trail)})
			r, size := utf8.DecodeRuneInString(text)
			if size < len(text) {
				r = utf8.RuneError // two code points, or none and a byte of its own
			}
			want.WriteRune(r)
		}
	}
	data, err := os.ReadFile("table.gz")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if z, err := gzip.NewReader(bytes.NewReader(data)); err == nil {
		if got, err := io.ReadAll(z); err == nil && string(got) == want.String() {
			return
		}
	}
	if !*update {
		t.Fatal("table.gz is not what the library decodes: run go test ./big5 -update")
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(z, want.String()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("table.gz", out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestDecoder decodes each pair of bytes, alone and before letters, and random bytes, as
// the library does; also piece by piece.
func TestDecoder(t *testing.T) {
	compare := func(raw []byte) {
		got, err := NewDecoder().Bytes(raw)
		if want := library(t, raw); err != nil || string(got) != want {
			t.Fatalf("% x is %q, want %q (%v)", raw, got, want, err)
		}
	}
	compare(nil)
	for a := range 256 {
		compare([]byte{byte(a)})
		for b := range 256 {
			compare([]byte{byte(a), byte(b)})
			compare([]byte{'x', byte(a), byte(b), 'y', 0xA4})
		}
	}
	rng := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		raw := make([]byte, rng.IntN(300))
		for i := range raw {
			raw[i] = byte(rng.IntN(256))
			if rng.IntN(2) == 0 {
				raw[i] |= 0xA0
			}
		}
		compare(raw)
		pieces := transform.NewReader(&slow{raw, rng}, NewDecoder())
		got, err := io.ReadAll(pieces)
		if want := library(t, raw); err != nil || string(got) != want {
			t.Fatalf("in pieces % x is %q, want %q (%v)", raw, got, want, err)
		}
	}
}

// slow gives a few bytes at a time.
type slow struct {
	rest []byte
	rng  *rand.Rand
}

// Read implements io.Reader.
func (s *slow) Read(p []byte) (int, error) {
	if len(s.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, s.rest[:min(len(s.rest), 1+s.rng.IntN(3))])
	s.rest = s.rest[n:]
	return n, nil
}
