package pdfread

import (
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"
)

// Text decodes a text string (7.9.2.2): UTF-16 or UTF-8 with a byte order mark,
// otherwise PDFDocEncoding. Invalid bytes become U+FFFD.
func (s String) Text() string {
	switch {
	case len(s) >= 2 && s[:2] == "\xfe\xff":
		units := make([]uint16, 0, len(s)/2)
		for b := []byte(s[2:]); len(b) >= 2; b = b[2:] {
			units = append(units, binary.BigEndian.Uint16(b))
		}
		text := string(utf16.Decode(units))
		if len(s)%2 > 0 {
			text += string(utf8.RuneError)
		}
		return text
	case len(s) >= 3 && s[:3] == "\xef\xbb\xbf":
		return string([]rune(string(s[3:])))
	}
	r := make([]rune, len(s))
	for i := range len(s) {
		r[i] = docEncoding(s[i])
	}
	return string(r)
}

// docEncoding returns the character of a byte in PDFDocEncoding, which differs
// from Latin-1 in some ranges (D.2).
func docEncoding(c byte) rune {
	switch {
	case c >= 0x18 && c < 0x20:
		return [...]rune{'˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'}[c-0x18]
	case c >= 0x80 && c < 0xA1:
		return [...]rune{
			'•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ',
			'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', utf8.RuneError, '€',
		}[c-0x80]
	case c == 0x7F, c == 0xAD:
		return utf8.RuneError
	}
	return rune(c)
}
