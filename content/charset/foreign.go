package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// minForeign is the number of frequent characters from which a file may be in an
// encoding that is not read.
const minForeign = 5

// unread is an encoding that is not read, only recognized. Its characters are of one byte
// or two; those that are counted are compared as bytes, since the decoders of
// golang.org/x/text would add their tables and those of the encoders to the program.
type unread struct {
	name   string
	size   func(lead, trail byte) int // of a character that is not ASCII; 0: it is none
	common string                     // the commonest characters, two bytes each
	share  int                        // least share of the common characters, in percent
}

var unreadEncodings = [...]unread{
	// のにはをたがでとしてれさいるなからも、。
	{"Shift-JIS", shiftJISSize, "\x82\xCC\x82\xC9\x82\xCD\x82\xF0\x82\xBD\x82\xAA\x82\xC5\x82\xC6\x82\xB5\x82\xC4\x82\xEA\x82\xB3\x82\xA2\x82\xE9\x82\xC8\x82\xA9\x82\xE7\x82\xE0\x81\x41\x81\x42", 20},
	// All hiragana: Chinese text has none. The marks are those of GB 2312, too.
	{"EUC-JP", eucJPSize, hiragana, 25},
	// 이다는을의에가고하지로한사서를은도기대인리어자정으니
	{"EUC-KR", eucKRSize, "\xC0\xCC\xB4\xD9\xB4\xC2\xC0\xBB\xC0\xC7\xBF\xA1\xB0\xA1\xB0\xED\xC7\xCF\xC1\xF6\xB7\xCE\xC7\xD1\xBB\xE7\xBC\xAD\xB8\xA6\xC0\xBA\xB5\xB5\xB1\xE2\xB4\xEB\xC0\xCE\xB8\xAE\xBE\xEE\xC0\xDA\xC1\xA4\xC0\xB8\xB4\xCF", 20},
}

// shiftJISSize knows the rows of JIS X 0208 and of its extensions by IBM and NEC, and
// katakana of one byte.
func shiftJISSize(lead, trail byte) int {
	switch {
	case lead >= 0xA1 && lead <= 0xDF:
		return 1
	case trail < 0x40 || trail == 0x7F || trail > lastTrail(lead):
		return 0
	case lead >= 0x81 && lead <= 0x84, lead >= 0x87 && lead <= 0x9F, lead >= 0xE0 && lead <= 0xEA, lead >= 0xED && lead <= 0xEE, lead >= 0xFA && lead <= 0xFC:
		return 2
	}
	return 0
}

const hiragana = "\xA4\xA1\xA4\xA2\xA4\xA3\xA4\xA4\xA4\xA5\xA4\xA6\xA4\xA7\xA4\xA8\xA4\xA9\xA4\xAA\xA4\xAB\xA4\xAC\xA4\xAD\xA4\xAE\xA4\xAF\xA4\xB0\xA4\xB1\xA4\xB2\xA4\xB3\xA4\xB4\xA4\xB5\xA4\xB6\xA4\xB7\xA4\xB8\xA4\xB9\xA4\xBA\xA4\xBB\xA4\xBC\xA4\xBD\xA4\xBE\xA4\xBF\xA4\xC0\xA4\xC1\xA4\xC2\xA4\xC3\xA4\xC4\xA4\xC5\xA4\xC6\xA4\xC7\xA4\xC8\xA4\xC9\xA4\xCA\xA4\xCB\xA4\xCC\xA4\xCD\xA4\xCE\xA4\xCF\xA4\xD0\xA4\xD1\xA4\xD2\xA4\xD3\xA4\xD4\xA4\xD5\xA4\xD6\xA4\xD7\xA4\xD8\xA4\xD9\xA4\xDA\xA4\xDB\xA4\xDC\xA4\xDD\xA4\xDE\xA4\xDF\xA4\xE0\xA4\xE1\xA4\xE2\xA4\xE3\xA4\xE4\xA4\xE5\xA4\xE6\xA4\xE7\xA4\xE8\xA4\xE9\xA4\xEA\xA4\xEB\xA4\xEC\xA4\xED\xA4\xEE\xA4\xEF\xA4\xF0\xA4\xF1\xA4\xF2\xA4\xF3"

// eucJPSize knows the rows of JIS X 0208 and of its extensions by NEC, and katakana of one byte behind 8E.
func eucJPSize(lead, trail byte) int {
	switch {
	case trail < 0xA1 || trail > lastTrailJP(lead):
		return 0
	case lead == 0x8E, lead >= 0xA1 && lead <= 0xA8, lead == 0xAD, lead >= 0xB0 && lead <= 0xF4, lead >= 0xF9 && lead <= 0xFC:
		return 2
	}
	return 0
}

// lastTrailJP is lastTrail for EUC-JP.
func lastTrailJP(lead byte) byte {
	switch lead {
	case 0x8E:
		return 0xDF
	case 0xA3:
		return 0xFA
	case 0xA4:
		return 0xF3
	case 0xA5:
		return 0xF6
	case 0xA6:
		return 0xD8
	case 0xA7:
		return 0xF1
	case 0xA8:
		return 0xC0
	case 0xCF:
		return 0xD3
	case 0xF4:
		return 0xA6
	}
	return 0xFE
}

// lastTrail is the last second byte after a first one of Shift-JIS: kana, letters, signs
// and the levels of kanji do not fill their last rows.
func lastTrail(lead byte) byte {
	switch lead {
	case 0x82:
		return 0xF1
	case 0x83:
		return 0xD6
	case 0x84:
		return 0xBE
	case 0x87:
		return 0x9C
	case 0xEA:
		return 0xA4
	case 0xFC:
		return 0x4B
	}
	return 0xFC
}

// eucKRSize knows the rows of KS X 1001, and the other syllables in code page 949.
func eucKRSize(lead, trail byte) int {
	switch {
	case trail >= 0xA1 && trail <= 0xFE:
		if lead >= 0x81 && lead <= 0xAC || lead >= 0xB0 && lead <= 0xC8 || lead >= 0xCA && lead <= 0xFD {
			return 2
		}
	case trail >= 0x41 && trail <= 0x5A, trail >= 0x61 && trail <= 0x7A, trail >= 0x81 && trail <= 0xA0:
		if lead >= 0x81 && lead <= 0xC6 {
			return 2
		}
	}
	return 0
}

// looksForeign returns Shift-JIS, EUC-JP or EUC-KR if a file that could be in a Chinese
// encoding is more likely in that one, else an empty text. Japanese is known by
// its kana, Korean by its commonest syllables; the frequent characters of Chinese
// speak against all.
func looksForeign(raw []byte) string {
	raw = raw[:min(len(raw), maxSample)]
	if mostlyASCII(raw) && len(raw) > 1000 {
		return ""
	}
	chinese, all := frequentChinese(raw)
	if chinese >= minForeign && 20*chinese > all {
		return "" // most files
	}
	for i := range unreadEncodings {
		f := &unreadEncodings[i]
		n, all := f.frequent(raw)
		if n >= minForeign && 100*n >= f.share*all && n > 2*chinese {
			return f.name
		}
	}
	return ""
}

// undecodable is how many characters a byte counts as that cannot be decoded.
const undecodable = 10

// frequent counts the common characters of a text, and all that are not ASCII.
func (f *unread) frequent(raw []byte) (n, all int) {
	for len(raw) > 0 {
		if raw[0] < utf8.RuneSelf {
			raw = raw[1:]
			continue
		}
		var trail byte
		if len(raw) > 1 {
			trail = raw[1]
		}
		size := f.size(raw[0], trail)
		if size == 0 {
			all += undecodable
			size = 1
			if trail >= utf8.RuneSelf {
				size = 2
			}
		} else {
			all++
		}
		if size == 2 && f.isCommon(raw[0], trail) {
			n++
		}
		raw = raw[size:]
	}
	return n, all
}

func (f *unread) isCommon(lead, trail byte) bool {
	for i := 0; i < len(f.common); i += 2 {
		if f.common[i] == lead && f.common[i+1] == trail {
			return true
		}
	}
	return false
}

// frequentChinese counts the commonest characters of Chinese texts, and all that are not
// ASCII.
func frequentChinese(raw []byte) (n, all int) {
	text, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(raw) // damaged bytes become U+FFFD
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		switch {
		case r < utf8.RuneSelf:
		case r == utf8.RuneError:
			all += undecodable
		default:
			all++
			if strings.ContainsRune("的一是在不了有人中大和为年，。、：", r) {
				n++
			}
		}
	}
	return n, all
}
