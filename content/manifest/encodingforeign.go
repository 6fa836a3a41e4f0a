package manifest

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// minForeign is the number of frequent characters from which a file may be in an
// encoding that is not read.
const minForeign = 5

// looksForeign returns Shift-JIS or EUC-KR if a file that could be in a Chinese
// encoding is more likely in that one, else an empty text. Japanese is known by
// its kana, Korean by its commonest syllables; the frequent characters of Chinese
// speak against both.
func looksForeign(raw []byte) string {
	raw = raw[:min(len(raw), maxSample)]
	if mostlyASCII(raw) && len(raw) > 1000 {
		return ""
	}
	chinese, all := frequent(raw, simplifiedchinese.GB18030, "的一是在不了有人中大和为年，。、：")
	if chinese >= minForeign && 20*chinese > all {
		return "" // most files
	}
	for _, e := range []struct {
		name   string
		enc    encoding.Encoding
		common string
		share  int // least share of the common characters, in percent
	}{
		{"Shift-JIS", japanese.ShiftJIS, "のにはをたがでとしてれさいるなからも、。", 20},
		{"EUC-KR", korean.EUCKR, "이다는을의에가고하지로한사서를은도기대인리어자정으니", 20},
	} {
		n, all := frequent(raw, e.enc, e.common)
		if n >= minForeign && 100*n >= e.share*all && n > 2*chinese {
			return e.name
		}
	}
	return ""
}

// frequent counts the characters of a text that are in a set, and all that are
// not ASCII. Bytes that cannot be decoded count as several.
func frequent(raw []byte, enc encoding.Encoding, set string) (n, all int) {
	text, _ := enc.NewDecoder().Bytes(raw) // damaged bytes become U+FFFD
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch {
		case r < utf8.RuneSelf:
		case r == utf8.RuneError:
			all += 10
		default:
			all++
			if strings.ContainsRune(set, r) {
				n++
			}
		}
	}
	return n, all
}
