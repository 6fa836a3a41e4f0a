package charset

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// minSevenBit is the number of Han from which ASCII may be Chinese in a code of seven bits.
const minSevenBit = 4

// sevenBit is a way of writing Chinese in ASCII, as mail and news of the nineties needed.
// None is read, only recognized: a file of it is valid UTF-8 and would be printed as it is.
type sevenBit struct {
	name   string
	run    func() *regexp.Regexp
	decode func(run []byte) string // empty: the run is something else
}

var sevenBits = [...]sevenBit{
	// RFC 1843: GB 2312 without its highest bits, between ~{ and ~} or the line's end.
	{"HZ (RFC 1843)", pattern.New(`~\{(?:[!-w][!-~])+(?:~\}|~?\r?(?:\n|$))`), decodeHZ},
	// RFC 2152: UTF-16 in Base64, between + and the first character that is none of Base64.
	{"UTF-7 (RFC 2152)", pattern.New(`\+[A-Za-z0-9+/]{3,}-?`), decodeUTF7},
	// RFC 2045 6.7; an = at a line's end joins it to the next.
	{"quoted-printable (RFC 2045)", pattern.New(`(?:=[0-9A-F]{2}(?:=\r?\n)?){4,}`), decodeQuoted},
	// RFC 2045 6.8: the whole file.
	{"Base64 (RFC 2045)", pattern.New(`^\s*(?:[A-Za-z0-9+/]{20,}={0,2}\s*)+$`), decodeBase64},
}

// warnSevenBit tells of a file of ASCII that is Chinese in a code of seven bits, at the
// first place, with what it means there.
func warnSevenBit(src *diag.Source, log *diag.List) {
	data := src.Data[:min(len(src.Data), maxSample)]
	if bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 {
		return // most files, at their first character
	}
	for i := range sevenBits {
		c := &sevenBits[i]
		han, place, meant := 0, []int(nil), ""
		for _, at := range c.run().FindAllIndex(data, -1) {
			text := c.decode(data[at[0]:at[1]])
			n := countHan(text)
			if han += n; n > 0 && place == nil {
				place, meant = at, text
			}
			if han >= minSevenBit {
				span := diag.Span{Source: src, Start: place[0], End: place[1]}
				line, _, _ := strings.Cut(strings.TrimSpace(meant), "\n")
				log.Add("encoding-seven-bit", span, c.name, content.Excerpt(line))
				return
			}
		}
	}
}

// countHan counts the Han of a text; a text that has what Chinese copy has not counts as
// none: it is one by chance.
func countHan(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			n++
		case r >= 0x20 && r < 0x7F, r == '\n', r == '\r', r == '\t', // ASCII
			r >= 0x2010 && r <= 0x2027, r >= 0x3000 && r <= 0x30FF, r >= 0xFF01 && r <= 0xFF5E, // marks, kana
			r == '·', r == '×', r == '℃', r == '‰', r >= '①' && r <= '⑳':
		default:
			return 0
		}
	}
	return n
}

func decodeHZ(run []byte) string {
	pairs := bytes.TrimSuffix(bytes.TrimSuffix(run[2:], []byte("~}")), []byte("\n"))
	pairs = bytes.TrimSuffix(bytes.TrimSuffix(pairs, []byte("\r")), []byte("~"))
	high := make([]byte, len(pairs)&^1)
	for i := range high {
		high[i] = pairs[i] | 0x80
	}
	return chinese(high)
}

func decodeUTF7(run []byte) string {
	code := bytes.TrimRight(run[1:], "-")
	units, err := base64.RawStdEncoding.Strict().DecodeString(string(code))
	if err != nil || len(units)%2 != 0 {
		return ""
	}
	var text strings.Builder
	for i := 0; i < len(units); i += 2 {
		text.WriteRune(rune(units[i])<<8 | rune(units[i+1]))
	}
	return text.String()
}

func decodeQuoted(run []byte) string {
	raw, err := io.ReadAll(quotedprintable.NewReader(bytes.NewReader(run)))
	if err != nil {
		return ""
	}
	return chinese(raw)
}

func decodeBase64(file []byte) string {
	raw, err := base64.StdEncoding.DecodeString(string(bytes.Join(bytes.Fields(file), nil)))
	if err != nil {
		return ""
	}
	return chinese(raw)
}

// chinese decodes text of eight bits as UTF-8 or GB18030; what is neither is empty.
func chinese(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return ""
	}
	return string(text)
}
