package page

import (
	"strings"

	"jianbao/content/numeral"
)

const hanDigits = "一二三四五六七八九"

// hanNumber returns n in Chinese: 一, 十, 十一, 二十, 九十九. Above 99 it is written
// digit by digit, as years are.
func hanNumber(n int) string {
	digit := func(d int) string {
		if d == 0 {
			return "〇"
		}
		return hanDigits[(d-1)*3 : d*3]
	}
	if n > 0 && n < 100 {
		return numeral.Chinese(n)
	}
	s := digit(n % 10)
	for n /= 10; n > 0; n /= 10 {
		s = digit(n%10) + s
	}
	return s
}

// headingNumber returns the number that a heading begins with, in any form. last is the
// number of the heading before it on its level, above that of the heading above it. ok is
// false if there is none.
func headingNumber(s string, last, above int) (n int, ok bool) {
	s = strings.TrimLeft(s, " \t　")
	if n, ok = usualNumber(s); ok {
		return n, true
	}
	return otherNumber(s, last, above)
}

// usualNumber returns the number that a heading begins with: 一、 （一） 1. 1．1、
// （1） 第一章 and the like. ok is false if there is none.
func usualNumber(s string) (n int, ok bool) {
	const opening, closing = "（(〔[【", "）)〕]】"
	rest := s
	bracket := false
	if r := first(rest); r != "" && strings.Contains(opening, r) {
		bracket, rest = true, rest[len(r):]
	} else if r == "第" {
		rest = rest[len(r):]
		n, rest = readNumber(rest)
		return n, n > 0 && strings.Contains("章节条款项部", first(rest)) && rest != ""
	}
	if n, rest = readNumber(rest); n == 0 {
		return 0, false
	}
	r := first(rest)
	if bracket {
		return n, r != "" && strings.Contains(closing, r)
	}
	if r == "." && len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' {
		// 1.2 is a number of a lower level, unless text follows: 3.5 亿元
		_, after := readNumber(rest[1:])
		return n, strings.HasPrefix(after, " ") || strings.HasPrefix(after, ".") || strings.HasPrefix(after, "　")
	}
	return n, r != "" && strings.Contains("、.．)）", r)
}

func first(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// readNumber reads a number in digits of half or full width, or a Chinese number
// up to 99, and returns it with the rest of the text; n is 0 if there is none.
func readNumber(s string) (n int, rest string) {
	rest = s
	for digits := 0; digits < 4; digits++ {
		r := first(rest)
		switch {
		case len(r) == 1 && r[0] >= '0' && r[0] <= '9':
			n = n*10 + int(r[0]-'0')
		case len(r) == 3 && r >= "０" && r <= "９":
			n = n*10 + int(r[2]-"０"[2])
		default:
			digits = 4
			continue
		}
		rest = rest[len(r):]
	}
	if len(rest) < len(s) {
		return n, rest
	}
	tens, digits, any := 0, 0, false
	for {
		r := first(s)
		switch at := strings.Index(hanDigits, r); {
		case r == "十":
			tens, digits = max(1, digits), 0
		case r == "〇" || r == "○":
			tens, digits = digits, 0
		case at >= 0 && r != "":
			digits = at/3 + 1
		default:
			if !any {
				return 0, s
			}
			return tens*10 + digits, s
		}
		any = true
		s = s[len(r):]
	}
}
