package charset

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/lookalike"
)

// Check reports characters of a text that cannot be printed, as Decode does.
func Check(src *diag.Source, log *diag.List) { checkCharacters(src, false, log) }

// checkCharacters reports decoded characters that cannot be printed: controls,
// and U+FFFD, which replaces a character lost in an earlier conversion.
// Private-use characters are checked by package layout, because a face may have
// them. It returns how many there are. If undecoded is true, U+FFFD has been reported.
func checkCharacters(src *diag.Source, undecoded bool, log *diag.List) (bad int) {
	misread := false
	for i := 0; i < len(src.Data); {
		c := src.Data[i]
		if c >= ' ' && c < 0x7F || c == '\n' || c == '\r' || c == '\t' || c == '\f' {
			i++
			continue
		}
		if c >= 0xE4 && c <= 0xE9 {
			i += 3 // U+4000–9FFF: most of the text
			continue
		}
		r, n := utf8.DecodeRune(src.Data[i:])
		at := diag.Span{Source: src, Start: i, End: i + n}
		code := diag.Code("")
		switch {
		case r == utf8.RuneError:
			if undecoded { // it was added by fail and has been reported
				break
			}
			code = "text-replacement"
			from := bytes.LastIndexByte(src.Data[:i], '\n') + 1
			end := i + len(lineAt(src.Data[i:]))
			if meant := lookalike.MisreadLine(string(src.Data[from:end])); meant != "" {
				if bad++; !misread {
					log.Add("text-misread-gbk", diag.Span{Source: src, Start: from, End: end}, content.Excerpt(string(src.Data[from:end])), meant)
				}
				misread = true // the rest of the line and other such lines
				i = end
				continue
			}
		case r == '\v':
			code = "text-vertical-tab"
		case IsLineEnd(r):
			code = "text-line-end"
		case unicode.IsControl(r), r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF:
			code = "text-control"
			if r >= 0x80 && r <= 0x9F && latinBefore(src.Data[:i]) {
				if misread { // the rest of the same text
					bad++
					i += n
					continue
				}
				code, misread = "text-misread", true
			}
		}
		if code != "" {
			if bad++; bad > maxBadBytes {
				return bad
			}
			log.Add(code, at, int(r), src.RawOffset(i))
		}
		i += n
	}
	return bad
}

// lineAt returns the rest of the line at the beginning of a text.
func lineAt(text []byte) []byte {
	if n := bytes.IndexAny(text, "\n\r\f"); n >= 0 {
		return text[:n]
	}
	return text
}

// IsLineEnd reports whether a character ends a line in Unicode (UAX #14 5.1, BK and
// NL) and in no editor: deleting it would join two lines.
func IsLineEnd(r rune) bool { return r == 0x2028 || r == 0x2029 || r == 0x85 }

// latinBefore reports whether a text ends with a letter of Latin-1 that begins a
// character of UTF-8, or with the characters after one: å¼\u00A0. Where UTF-8 is read as
// Latin-1, its other bytes become controls.
func latinBefore(text []byte) bool {
	for k := 0; k < 3 && len(text) > 0; k++ {
		r, n := utf8.DecodeLastRune(text)
		if r >= 0xC2 && r <= 0xF4 {
			return true
		}
		if r < 0x80 || r > 0xBF {
			return false
		}
		text = text[:len(text)-n]
	}
	return false
}
