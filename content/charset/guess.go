package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"jianbao/content/diag"
)

// maxSample is the number of bytes of a file that are examined to detect its
// encoding.
const maxSample = 1 << 18

// guess returns the probable encoding of a file without a declared one.
func (d *decoder) guess() string {
	if looksUTF16(d.raw) {
		d.log.Add("encoding-guessed", diag.Whole(d.src.Path), "UTF-16")
		return "utf-16"
	}
	if d.valid || mostlyUTF8(d.raw) {
		return "utf-8" // errors in it are reported at their places
	}
	if validIn("gb18030", d.raw) {
		d.holds = "gb18030"
	} else if (looksBig5(d.raw) || shaped(d.raw)) && validIn("big5", d.raw) {
		d.holds = "big5"
		d.log.Add("encoding-guessed", diag.Whole(d.src.Path), "Big5")
		return "big5"
	}
	d.log.Add("encoding-guessed", diag.Whole(d.src.Path), "GB18030")
	return "gb18030"
}

// otherThan returns the encoding that a file without a mark certainly has, if
// it is not the one given; otherwise it is empty. Decoding a file in a wrong
// encoding would give a great number of useless findings, or none and garbled
// text.
func (d *decoder) otherThan(enc string, declared bool) string {
	raw := d.raw
	switch {
	case enc != "utf-16" && declared && looksUTF16(raw):
		return "utf-16"
	case enc != "utf-8" && declared && d.valid && manyWide(raw):
		return "utf-8"
	case !d.implausible(enc): // checked first because it is cheapest
		return ""
	case enc != "big5" && looksBig5(raw) && validIn("big5", raw):
		return "big5"
	case enc != "gb18030" && looksGB(raw) && validIn("gb18030", raw):
		return "gb18030"
	}
	return ""
}

// doubt warns about a file that is valid in both Chinese encodings and is more
// likely in the other one, or in one that is not read.
func (d *decoder) doubt(enc string) {
	foreign := ""
	if enc == "gb18030" || enc == "big5" {
		foreign = looksForeign(d.raw)
	}
	switch {
	case foreign != "":
		d.log.Add("encoding-foreign", diag.Whole(d.src.Path), foreign, strings.Replace(strings.ToUpper(enc), "BIG", "Big", 1))
	case enc == "gb18030" && looksBig5(d.raw):
		d.log.Add("encoding-big5", diag.Whole(d.src.Path))
	case enc == "big5" && looksGB(d.raw):
		d.log.Add("encoding-gb18030", diag.Whole(d.src.Path))
	}
}

// implausible reports whether a file is not in an encoding at all, as opposed to
// being damaged.
func (d *decoder) implausible(enc string) bool {
	switch enc {
	case "utf-8":
		return !d.valid && !mostlyUTF8(d.raw)
	case "utf-16":
		right, _, _ := orders(d.raw)
		return 2*(right.ascii+right.chars) < right.all
	}
	return d.holds != enc && !validIn(enc, d.raw)
}

// validIn reports whether a file is valid in an encoding.
func validIn(enc string, raw []byte) bool {
	d := &decoder{src: &diag.Source{}, raw: raw, log: &diag.List{}}
	d.read(enc, false)
	return d.bad == 0
}

// manyWide reports whether valid UTF-8 has so many characters of three bytes and
// more that it cannot be in another encoding.
func manyWide(b []byte) bool {
	n := 0
	for i := 0; i < len(b) && n < 4; i++ {
		if b[i] >= 0xE0 {
			n++
		}
	}
	return n == 4
}

// mostlyUTF8 reports whether a text that is not valid UTF-8 has so many valid
// sequences of three or four bytes that it cannot be in another encoding: three, and three
// for each place that is damaged. In other encodings hardly two are valid by chance.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
			n = brokenSize(b[i:])
		case n >= 3:
			good++
		}
		i += n
	}
	return good >= 3 && good >= 3*bad
}

// brokenSize returns the size of what is left of a character at the beginning of b, which
// is not valid UTF-8: its first byte and those of the others that are there.
func brokenSize(b []byte) int {
	want := 1
	switch {
	case b[0] >= 0xF0 && b[0] <= 0xF4:
		want = 4
	case b[0] >= 0xE0 && b[0] < 0xF0:
		want = 3
	case b[0] >= 0xC2 && b[0] < 0xE0:
		want = 2
	}
	n := 1
	for n < min(want-1, len(b)) && b[n]&0xC0 == 0x80 {
		n++
	}
	return n
}

// units counts the code units of a text read as UTF-16 in one byte order.
type units struct {
	all    int // except those that are not significant
	ascii  int
	chars  int // Han, kana, and the marks of Chinese texts
	hangul int
}

func (u units) sense() int { return u.ascii + u.chars + u.hangul }

// unitsOf counts the units of a text. U+3000 and 一 are not significant: in the
// other byte order they are ASCII, just as two ASCII letters are a Han
// character.
func unitsOf(b []byte, bigEndian bool) (n units) {
	for i := 0; i+1 < len(b); i += 2 {
		u := int(b[i+1])<<8 | int(b[i])
		if bigEndian {
			u = int(b[i])<<8 | int(b[i+1])
		}
		switch {
		case u == 0x3000, u == 0x0030, u == 0x4E00, u == 0x004E:
			continue
		case u >= 0x20 && u < 0x7F, u == '\n', u == '\r', u == '\t', u == '\f', u == 0x1A:
			n.ascii++
		case u >= 0x4E00 && u <= 0x9FFF, u >= 0x3000 && u <= 0x30FF, u >= 0xFF00 && u <= 0xFFEF, u >= 0x2010 && u <= 0x2026, u == 0xB7:
			n.chars++
		case u >= 0xAC00 && u <= 0xD7A3:
			n.hangul++
		}
		n.all++
	}
	return n
}

// orders counts the units at the beginning of a text in the more likely UTF-16
// byte order and in the other one.
func orders(b []byte) (right, wrong units, bigEndian bool) {
	b = b[:min(len(b), maxSample)]
	little, big := unitsOf(b, false), unitsOf(b, true)
	if big.sense()+big.ascii > little.sense()+little.ascii {
		return big, little, true
	}
	return little, big, false
}

// looksBigEndian returns the probable byte order of UTF-16 without a mark. Zero
// bytes are not sufficient: 一 and the ideographic space have them in the other
// position than ASCII.
func looksBigEndian(b []byte) bool {
	_, _, big := orders(b)
	return big
}

// looksUTF16 reports whether a text is UTF-16 without a mark: nearly all units
// are plausible in one byte order and far fewer in the other, or it is ASCII
// with zero bytes in between.
func looksUTF16(b []byte) bool {
	if len(b)%2 != 0 || bytes.IndexByte(b, 0) < 0 {
		return false
	}
	right, wrong, _ := orders(b)
	if 10*right.sense() < 9*right.all {
		return false
	}
	if 2*right.ascii >= right.all {
		return true
	}
	return 10*wrong.sense() <= 7*wrong.all && !mostlyASCII(b[:min(len(b), maxSample)])
}

// mostlyASCII reports whether nearly all bytes of a text are ASCII. Such a text
// is UTF-16 only if every second byte is zero.
func mostlyASCII(b []byte) bool {
	n := 0
	for _, c := range b {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return 20*n < len(b)
}

// looksBig5 and looksGB compare the frequency of the most common characters in
// both encodings.
func looksBig5(b []byte) bool {
	big5, gb := commonest(b)
	return big5 >= 3 && big5 > 2*gb
}

// shaped reports whether the bytes of a text that may be too short for frequencies are
// distributed as those of Big5: nearly all Han are of its first level, which has the common
// ones, and a fifth of the second bytes is below 0x80, where GBK has rare characters.
func shaped(b []byte) bool {
	all, han, common, low := 0, 0, 0, 0
	for i := 0; i+1 < len(b); i++ {
		lead, trail := b[i], b[i+1]
		if lead < utf8.RuneSelf {
			continue
		}
		i++
		if all++; trail < utf8.RuneSelf {
			low++
		}
		if lead >= 0xA4 {
			if han++; lead <= 0xC6 {
				common++
			}
		}
	}
	return han >= 3 && 5*common >= 4*han && 5*low >= all
}

func looksGB(b []byte) bool {
	big5, gb := commonest(b)
	return gb >= 3 && gb > 2*big5
}

func commonest(b []byte) (big5, gb int) {
	const common = "的一是在不了有人中大上，。、"
	count := func(e encoding.Encoding, more string) (n int) {
		text, _ := e.NewDecoder().Bytes(b[:min(len(b), maxSample)]) // damaged bytes only lower the count
		frequent := map[rune]bool{}
		for _, r := range common + more {
			frequent[r] = true
		}
		for _, r := range string(text) {
			if frequent[r] {
				n++
			}
		}
		return n
	}
	big5 = count(traditionalchinese.Big5, "國這個為來們說會過時")
	gb = count(simplifiedchinese.GB18030, "国这个为来们说会过时")
	return big5, gb
}
