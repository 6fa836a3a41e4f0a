package lookalike

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"jianbao/content"
)

// garbage are the characters that GBK shows for what was lost before: U+FFFD
// twice in UTF-8, and memory that debuggers fill with one byte.
func garbage(s string) int {
	const lost = "锟斤拷"
	if strings.HasPrefix(s, lost) {
		n := len(lost)
		for strings.HasPrefix(s[n:], "锟") || strings.HasPrefix(s[n:], "斤拷") || strings.HasPrefix(s[n:], "拷") {
			_, size := utf8.DecodeRuneInString(s[n:])
			n += size
		}
		return n
	}
	for _, r := range []string{"烫", "屯", "葺"} {
		if n := len(s) - len(strings.TrimLeft(s, r)); n >= 3*len(r) {
			return n
		}
	}
	return 0
}

// garbageStart reports whether garbage may begin with a character.
func garbageStart(r rune) bool { return r == '锟' || r == '烫' || r == '屯' || r == '葺' }

// garbled checks for garbage at byte i and returns its size.
func (c *checker) garbled(t *content.Text, i int) int {
	n := garbage(t.Value[i:])
	before, _ := utf8.DecodeLastRuneInString(t.Value[:i])
	after, _ := utf8.DecodeRuneInString(t.Value[i+n:])
	if n > 0 && !(in("“‘「『《", before) && in("”’」』》", after)) { // else it is mentioned
		c.add("text-garbled", t, i, i+n, "")
		return n
	}
	return 0
}

// latin checks for UTF-8 that was read as Windows' code page 1252 or as Latin-1
// and begins at byte i, such as ï»¿, Â· and å¼ ä¸‰. It returns the size of what
// it has examined, 0 if that is nothing.
func (c *checker) latin(t *content.Text, i int) int {
	raw, end := []byte(nil), i
	wide, all := 0, 0 // sequences of three bytes, and all
	for end < len(t.Value) {
		seq, size := sequence1252(t.Value[end:])
		if size == 0 {
			break
		}
		if len(seq) == 3 {
			wide++
		}
		all++
		raw = append(raw, seq...)
		end += size
	}
	meant := string(raw)
	switch {
	case wide > 0 && (wide > 1 || strings.Trim(t.Value[i:end][len("â"):], "“”‘’—…–•") != ""):
	case all > 0 && (strings.ContainsAny(meant, "·°±×÷§") || strings.ContainsFunc(meant, func(r rune) bool { return r >= 'À' && r <= 'ÿ' })):
	default:
		return end - i
	}
	if meant = strings.ReplaceAll(meant, "\uFEFF", ""); meant == "" {
		meant = "U+FEFF"
	}
	c.add("text-mojibake", t, i, end, meant)
	return end - i
}

// minLatinGBK is the number of Chinese characters from which letters of Latin-1 are taken
// for text in GBK: no word has so many of them without one of ASCII.
const minLatinGBK = 2

// latinGBK checks for text in GBK that was read as code page 1252 or as Latin-1 and
// begins at byte i: ÖÐÎÄ for 中文. Only the two levels of GB 2312 count, and its marks. It
// returns the size of what it has reported. All these letters have two bytes in UTF-8: what
// is no text from here is none from any letter that divides it into the same pairs, and is
// not looked at again.
func (c *checker) latinGBK(t *content.Text, i int) int {
	none := &c.notGBK[i%4]
	if i < *none {
		return 0
	}
	var raw []byte
	end, good := i, 0
	for end < len(t.Value) {
		r, n := utf8.DecodeRuneInString(t.Value[end:])
		b, ok := encode1252(r)
		if !ok || b < 0xA1 || b == 0xFF {
			break
		}
		raw = append(raw, b)
		end += n
		switch lead := raw[(len(raw)-1)&^1]; {
		case lead <= 0xA3, lead >= 0xB0 && lead <= 0xF7:
			if len(raw)%2 == 0 && lead >= 0xB0 && !filler(lead, b) {
				good++
			}
		default:
			*none = end
			return 0
		}
	}
	if len(raw)%2 == 1 || good < minLatinGBK {
		*none = end
		return 0
	}
	meant, err := simplifiedchinese.GB18030.NewDecoder().String(string(raw))
	if err != nil {
		return 0
	}
	if bad := strings.IndexRune(meant, utf8.RuneError); bad >= 0 {
		*none = i + 4*utf8.RuneCountInString(meant[:bad]) + 1
		return 0
	}
	c.add("text-mojibake", t, i, end, meant)
	return end - i
}

// filler reports whether two letters are more likely what they look like than a character
// in GBK: blanks to be filled in (××××年, ×××°××′), a typed ellipsis (······), or any sign
// that is typed twice.
func filler(a, b byte) bool {
	sign := func(b byte) bool { return b == 0xD7 || b == 0xB7 || b == 0xB0 } // × · °
	return a == b || sign(a) && sign(b)
}

// upper1252 are the characters of code page 1252 from 0x80 to 0x9F; the others are those of
// Latin-1. Where the code page has none, decoders give the control character.
const upper1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ"

// encode1252 returns the byte of a character of code page 1252 or of Latin-1. The package
// charmap would add the tables of all its code pages to the program.
func encode1252(r rune) (b byte, ok bool) {
	if r < 0x80 || r >= 0xA0 && r <= 0xFF {
		return byte(r), true
	}
	b = 0x80
	for _, c := range upper1252 {
		if c == r {
			return b, true
		}
		b++
	}
	return byte(r), r < 0xA0 // a control character of Latin-1
}

// sequence1252 returns the bytes of a character in UTF-8 whose bytes were read as
// characters of code page 1252, and the size of these characters. Two-byte
// sequences are those of U+00A0 to U+00FF; longer ones are Han, kana and marks.
func sequence1252(s string) (seq []byte, size int) {
	need := 0
	for need == 0 || len(seq) < need {
		r, n := utf8.DecodeRuneInString(s[size:])
		b, ok := encode1252(r)
		switch {
		case n == 0 || !ok || b < 0x80:
			return nil, 0
		case need == 0 && (b == 0xC2 || b == 0xC3):
			need = 2
		case need == 0 && b >= 0xE2 && b <= 0xEF:
			need = 3
		case need == 0 || b > 0xBF || need == 2 && r >= 0x100:
			return nil, 0
		}
		seq = append(seq, b)
		size += n
	}
	r, n := utf8.DecodeRune(seq)
	if n != len(seq) || n == 3 && !expected(r) {
		return nil, 0
	}
	return seq, size
}

// expected reports whether a character may be what a garbled one was.
func expected(r rune) bool {
	return r == '\uFEFF' || r >= 0x2010 && r <= 0x2044 || r >= 0x2100 && r <= 0x22FF || r >= 0x2460 && r <= 0x26FF || r >= 0x3000 && r <= 0x30FF ||
		r >= 0x4E00 && r <= 0x9FFF || r >= 0xFF00 && r <= 0xFFEF
}

// mojibake checks a text for UTF-8 that was read as GBK: encoded in GBK again it
// is UTF-8, but for a byte that was lost here and there.
func (c *checker) mojibake(t *content.Text) {
	s := t.Value
	for from := 0; from < len(s); {
		r, n := utf8.DecodeRuneInString(s[from:])
		if r < utf8.RuneSelf {
			from += n
			continue
		}
		to := from
		for to < len(s) && (s[to] >= utf8.RuneSelf || s[to] == '?') {
			_, n := utf8.DecodeRuneInString(s[to:])
			to += n
		}
		if meant := fromGBK(s[from:to]); meant != "" {
			c.add("text-mojibake", t, from, to, meant)
		}
		from = to
	}
}

// minMisread is the number of characters from which a text is taken for UTF-8 that
// was read as GBK.
const minMisread = 3

// MisreadLine returns the text in UTF-8 that was read as GBK, with U+FFFD for bytes that were
// lost, and is now a line; empty if it is none. It is shortened, and has … where something
// was lost.
func MisreadLine(line string) string {
	if len(line) > maxMisread {
		line = line[:maxMisread]
	}
	strange := 0
	for _, r := range line {
		if r >= 0x4E00 && r <= 0x9FFF && misread(r) {
			strange++
		}
	}
	if strange < 2 {
		return ""
	}
	meant, good, _ := decodeGBK(line)
	if good < minMisread {
		return ""
	}
	return excerpt(meant)
}

// maxMisread is the number of bytes of a line that are decoded again.
const maxMisread = 600

// fromGBK returns the text that was read as GBK, empty if s is none.
func fromGBK(s string) string {
	meant, good, bad := decodeGBK(s)
	if good < minMisread || good <= 2*bad {
		return ""
	}
	return meant
}

// decodeGBK returns what a text is if it is encoded in GBK and read as UTF-8: … stands for
// what is no UTF-8. good is the number of Han and Chinese marks, bad that of bytes that are
// no UTF-8.
func decodeGBK(s string) (text string, good, bad int) {
	var raw []byte
	enc := simplifiedchinese.GB18030.NewEncoder()
	for _, r := range s {
		b, err := enc.Bytes([]byte(string(r)))
		if err != nil || len(b) > 2 {
			b = []byte{0xFF}
		}
		raw = append(raw, b...)
	}
	var meant strings.Builder
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError || n < 3 && r >= utf8.RuneSelf:
			bad++
			if bad == 1 || !strings.HasSuffix(meant.String(), "…") {
				meant.WriteString("…")
			}
		case n == 3 && (isHan(r) || expected(r)):
			good++
			meant.WriteRune(r)
		default:
			meant.WriteRune(r)
		}
		i += n
	}
	return meant.String(), good, bad
}

// misread reports whether an ideograph is one of those that appear when UTF-8 is
// read as GBK: its two bytes are the first two of a Chinese character in UTF-8.
func misread(r rune) bool {
	i := uint(r - 0x4E00)
	return misreadSet[i/64]&(1<<(i%64)) != 0
}
