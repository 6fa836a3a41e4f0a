package opc

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// toUTF8 returns the text of a part without its byte order mark. Office programs write
// UTF-8 and UTF-16, and read no others; the Chinese ones are here because programs that
// assemble documents from text write them.
func toUTF8(part, raw string) (string, error) {
	bad := func(name string) (string, error) {
		return "", &Error{Problem: Encoding, Part: part, Value: name}
	}
	switch {
	case strings.HasPrefix(raw, "\xFE\xFF"), strings.HasPrefix(raw, "\x00<\x00?"):
		return fromUTF16(part, strings.TrimPrefix(raw, "\xFE\xFF"), 0)
	case strings.HasPrefix(raw, "\xFF\xFE"), strings.HasPrefix(raw, "<\x00?\x00"):
		return fromUTF16(part, strings.TrimPrefix(raw, "\xFF\xFE"), 1)
	}
	raw = strings.TrimPrefix(raw, "\uFEFF")
	var decoder *encoding.Decoder
	switch name := declared(raw); strings.ToLower(name) {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		if !utf8.ValidString(raw) {
			return bad("")
		}
		return raw, nil
	case "gb18030", "gbk", "gb2312", "cp936":
		decoder = simplifiedchinese.GB18030.NewDecoder()
	case "big5":
		decoder = traditionalchinese.Big5.NewDecoder()
	case "iso-8859-1":
		decoder = nil
	default:
		return bad(name)
	}
	if decoder == nil {
		var b strings.Builder
		for i := range len(raw) {
			b.WriteRune(rune(raw[i]))
		}
		return b.String(), nil
	}
	text, err := decoder.String(raw)
	if err != nil || strings.ContainsRune(text, utf8.RuneError) {
		return bad("")
	}
	return text, nil
}

// declared returns the encoding that the XML declaration names, "" if it names none.
func declared(raw string) string {
	head, _, ok := strings.Cut(raw[:min(len(raw), 200)], "?>")
	if !ok || !strings.HasPrefix(head, "<?xml") {
		return ""
	}
	_, rest, ok := strings.Cut(head, "encoding")
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " \t\r\n=")
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return ""
	}
	name, _, _ := strings.Cut(rest[1:], rest[:1])
	return name
}

// fromUTF16 decodes UTF-16; low is the index of the lower byte's opposite, the byte that
// comes second: 1 for little-endian.
func fromUTF16(part, raw string, low int) (string, error) {
	if len(raw)%2 != 0 {
		return "", &Error{Problem: Encoding, Part: part}
	}
	var b strings.Builder
	b.Grow(len(raw) / 2 * 3)
	unit := func(i int) rune { return rune(raw[i+low])<<8 | rune(raw[i+1-low]) }
	for i := 0; i < len(raw); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			if i+3 < len(raw) {
				r = utf16.DecodeRune(r, unit(i+2))
			} else {
				r = utf8.RuneError
			}
			if r == utf8.RuneError {
				return "", &Error{Problem: Encoding, Part: part}
			}
			i += 2
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}
