package packed

import (
	"bytes"
	"compress/gzip"
	"maps"
	"strings"
	"testing"
)

// TestPack: texts come back as they were, the same texts give the same bytes, and a
// damaged file is an error, also one that is whole but holds something else.
func TestPack(t *testing.T) {
	for _, texts := range []Texts{
		{},
		{"空.md": ""},
		{"a.md": "<a href=\"b\">&amp;</a>\n", "b/c.txt": "中文 𠮷\r\n\t\u2028\\\"", "zero": "\x00\x7f"},
		{"long.md": strings.Repeat("排版 typesetting\n", 10_000)},
	} {
		data, err := Pack(texts)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Pack(maps.Clone(texts))
		if err != nil || !bytes.Equal(data, again) {
			t.Errorf("%d texts: other bytes the second time (%v)", len(texts), err)
		}
		if got, err := Unpack(data); err != nil || !maps.Equal(got, texts) {
			t.Errorf("%q, want %q (%v)", got, texts, err)
		}
		for _, damaged := range [][]byte{nil, data[:len(data)/2], append([]byte("x"), data...)} {
			if _, err := Unpack(damaged); err == nil {
				t.Errorf("%d bytes of %d are no error", len(damaged), len(data))
			}
		}
	}
	for _, other := range []string{"a", "a\n", "a\n1\n", "a\n-1\nb", "a\n2\nb", "a\n1\nbc"} {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		if _, err := z.Write([]byte(other)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if got, err := Unpack(out.Bytes()); err == nil {
			t.Errorf("%q is no error: %q", other, got)
		}
	}
}
