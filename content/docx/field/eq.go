package field

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content/numeral"
)

// EQ is what an EQ field of one of the forms that Word and WPS write for Chinese stands
// for: a text with its reading, or a character inside an enclosure.
type EQ struct {
	Base    string
	Reading string // of a phonetic guide (拼音指南)
}

// EQ returns what an EQ field stands for; ok is false where it is another form, whose
// meaning cannot be told from its parts.
func (f *Field) EQ() (eq EQ, ok bool) {
	if f.Kind != "EQ" {
		return EQ{}, false
	}
	code := strings.TrimSpace(f.Code[len("EQ"):])
	// Word writes \* jc2 \* "Font:宋体" \* hps10 before the phonetic guide: its adjustment,
	// font and size.
	for strings.HasPrefix(code, `\*`) {
		code = strings.TrimLeftFunc(code[2:], unicode.IsSpace)
		_, code = word(code)
		code = strings.TrimLeftFunc(code, unicode.IsSpace)
	}
	options, arguments, ok := overstrike(code)
	if !ok || len(arguments) != 2 {
		return EQ{}, false
	}
	if reading, ok := raised(arguments[0]); ok {
		base := plain(arguments[1])
		return EQ{Base: base, Reading: reading}, base != "" && reading != ""
	}
	if strings.ContainsAny(options, "lr") {
		return EQ{}, false
	}
	sign := enclosed(plain(arguments[0]), plain(arguments[1]))
	return EQ{Base: sign}, sign != ""
}

// overstrike takes \o\ac(…,…) apart: the options of alignment, and what is printed on
// top of each other.
func overstrike(code string) (options string, arguments []string, ok bool) {
	name, rest := switchName(code)
	if name != `\o` {
		return "", nil, false
	}
	for {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if !strings.HasPrefix(rest, `\`) {
			break
		}
		name, rest = switchName(rest)
		switch name {
		case `\ac`, `\ad`, `\al`, `\ar`, `\a`:
			options += name[1:]
		default:
			return "", nil, false
		}
	}
	arguments, rest, ok = list(rest)
	return strings.ReplaceAll(options, "a", ""), arguments, ok && strings.TrimSpace(rest) == ""
}

// list takes (a,b) apart, or (a;b) as where the comma is the decimal sign. Brackets inside
// belong together, and a backslash makes a sign mean itself.
func list(s string) (items []string, rest string, ok bool) {
	if !strings.HasPrefix(s, "(") {
		return nil, s, false
	}
	depth, start := 0, 1
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return append(items, s[start:i]), s[i+1:], true
			}
		case ',', ';':
			if depth == 1 {
				items = append(items, s[start:i])
				start = i + 1
			}
		}
	}
	return nil, s, false
}

// raised returns the text of \s\up 9(chóng), as which a phonetic guide is written.
func raised(s string) (text string, ok bool) {
	s = strings.TrimSpace(s)
	name, rest := switchName(s)
	if name != `\s` {
		return "", false
	}
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	if name, rest = switchName(rest); name != `\up` {
		return "", false
	}
	rest = strings.TrimLeft(rest, " 0123456789.")
	items, rest, ok := list(rest)
	if !ok || len(items) != 1 || strings.TrimSpace(rest) != "" {
		return "", false
	}
	return plain(items[0]), true
}

// plain returns a text that consists of characters alone: without its backslashes, ""
// if it contains an instruction.
func plain(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			if i+1 == len(s) || unicode.IsLetter(rune(s[i+1])) || s[i+1] == '*' {
				return ""
			}
			i++
		}
		b.WriteByte(s[i])
	}
	return strings.TrimSpace(b.String())
}

// enclosed returns the character for a text in an enclosure (带圈字符): ① for ○ and 1; "" if
// there is none, as for all other enclosures.
func enclosed(enclosure, text string) string {
	switch enclosure {
	case "○", "〇", "◯", "O", "o":
		return circled(text)
	}
	return ""
}

// circled returns the character for a number, letter or ideograph in a circle.
func circled(text string) string {
	switch n := number(text); {
	case n == 0:
		return "⓪"
	case n > numeral.MaxCircled:
		return ""
	case n > 0:
		return numeral.Circled(n)
	}
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || size != len(text) {
		return ""
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return string('Ⓐ' + r - 'A')
	case r >= 'a' && r <= 'z':
		return string('ⓐ' + r - 'a')
	}
	if i := strings.IndexRune(circledIdeographs, r); i >= 0 {
		return string(rune('㊀' + utf8.RuneCountInString(circledIdeographs[:i])))
	}
	if i := strings.IndexRune(circledPositions, r); i >= 0 {
		return string(rune('㊤' + utf8.RuneCountInString(circledPositions[:i])))
	}
	return ""
}

// The ideographs that Unicode has in circles from U+3280 and from U+32A4 on.
const (
	circledIdeographs = "一二三四五六七八九十月火水木金土日株有社名特財祝労秘男女適優印注項休写正"
	circledPositions  = "上中下左右"
)

// number returns the value of up to two digits of half or full width, -1 if it is none.
func number(text string) int {
	n, count := 0, 0
	for _, r := range text {
		if r >= '０' && r <= '９' {
			r += '0' - '０'
		}
		if r < '0' || r > '9' {
			return -1
		}
		n, count = n*10+int(r-'0'), count+1
		if count > 2 {
			return -1
		}
	}
	if count == 0 {
		return -1
	}
	return n
}
