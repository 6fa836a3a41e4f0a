// Package big5 decodes Big5, the coding of Chinese texts from Taiwan and Hong Kong, as the
// Encoding Standard of WHATWG defines it (https://encoding.spec.whatwg.org/#big5).
//
// It does what the decoder of golang.org/x/text does. Whoever uses that one has the tables
// of its encoder in the program, too: 230 kB together, of which table.gz is a fifth.
package big5

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// table holds the characters of all pairs of bytes in UTF-8, compressed: a row of 157 for
// each first byte from 0x81 on, and U+FFFD where there is none. The test makes it.
//
//go:embed table.gz
var table []byte

// cells unpacks the table when a text is decoded for the first time.
var cells = sync.OnceValue(func() []rune {
	z, err := gzip.NewReader(bytes.NewReader(table))
	if err != nil {
		panic(fmt.Sprintf("table of Big5: %v", err)) // embedded, and read by the test
	}
	text, err := io.ReadAll(z)
	if err != nil {
		panic(fmt.Sprintf("table of Big5: %v", err))
	}
	return []rune(string(text))
})

// columns is the number of second bytes: 0x40 to 0x7E and 0xA1 to 0xFE.
const columns = 63 + 94

// NewDecoder returns a decoder from Big5 to UTF-8. What is no character becomes U+FFFD.
func NewDecoder() *encoding.Decoder {
	return &encoding.Decoder{Transformer: decoder{}}
}

type decoder struct{ transform.NopResetter }

// Transform implements transform.Transformer.
func (decoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if len(src) == nSrc+1 && !atEOF && src[nSrc] > 0x80 && src[nSrc] < 0xFF {
			return nDst, nSrc, transform.ErrShortSrc
		}
		text, size := next(src[nSrc:])
		if nDst+len(text) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += copy(dst[nDst:], text)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// next returns the first character of a text and its size in bytes.
func next(src []byte) (text string, size int) {
	const none = string(utf8.RuneError)
	lead := src[0]
	if lead < utf8.RuneSelf {
		return string(rune(lead)), 1
	}
	if lead == 0x80 || lead == 0xFF || len(src) < 2 {
		return none, 1
	}
	column := 0
	switch trail := src[1]; {
	case trail < 0x40:
		return none, 1 // the second byte is a character of its own
	case trail <= 0x7E:
		column = int(trail) - 0x40
	case trail >= 0xA1 && trail <= 0xFE:
		column = int(trail) - 0xA1 + 63
	default:
		return none, 2
	}
	switch cell := int(lead-0x81)*columns + column; cell { // some are two code points
	case 1133:
		return "\u00CA\u0304", 2
	case 1135:
		return "\u00CA\u030C", 2
	case 1164:
		return "\u00EA\u0304", 2
	case 1166:
		return "\u00EA\u030C", 2
	default:
		return string(cells()[cell]), 2
	}
}
