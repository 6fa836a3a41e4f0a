// Package numeral reads the numbers with which headings and items begin, in the
// four levels of GB/T 9704 7.3.3: 一、 （一） 1. （1）.
package numeral

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Mark is the number at the beginning of a line.
type Mark struct {
	Level    int  // 1 to 4: 一、 （一） 1. （1）
	N        int  // its value, from 0 to 999
	From, To int  // bytes of the number without brackets and stop
	End      int  // bytes of the mark
	Comma    bool // 1、 in place of 1. at level 3
}

// Han is the set of Chinese numerals that marks have.
const Han = "一二三四五六七八九十百零〇"

const digits = "0123456789０１２３４５６７８９"

// maxDigits is the maximum number of Arabic digits of a mark: four are a year.
const maxDigits = 3

// At returns the mark at the beginning of a line; ok is false if there is none.
func At(line string) (m Mark, ok bool) {
	first, n := utf8.DecodeRuneInString(line)
	bracket := first == '（' || first == '('
	if bracket {
		m.From = n
	}
	m.To = m.From + prefix(line[m.From:], Han)
	han := m.To > m.From
	if !han {
		m.To += prefix(line[m.From:], digits)
		if m.To == m.From || utf8.RuneCountInString(line[m.From:m.To]) > maxDigits {
			return Mark{}, false
		}
	}
	rest := line[m.To:]
	stop, n := utf8.DecodeRuneInString(rest)
	m.End = m.To + n
	switch {
	case bracket && (stop == '）' || stop == ')'):
		m.Level = 4
		if han {
			m.Level = 2
		}
	case bracket:
		return Mark{}, false
	case han && stop == '、':
		m.Level = 1
	case !han && (stop == '．' || stop == '、'), !han && stop == '.' && !digitAt(rest[n:]):
		m.Level, m.Comma = 3, stop == '、'
	default:
		return Mark{}, false
	}
	m.N = Parse(line[m.From:m.To])
	return m, true
}

// prefix returns the length in bytes of the characters of set at the beginning
// of s.
func prefix(s, set string) int {
	return len(s) - len(strings.TrimLeft(s, set))
}

func digitAt(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

const numerals = "零一二三四五六七八九"

// Parse returns the value of a number up to 999 in digits, half or full width, or
// in Chinese numerals; 0 if s is not one.
func Parse(s string) int {
	if n, err := strconv.Atoi(Half(s)); err == nil {
		return n
	}
	total, digit := 0, 0
	for _, r := range s {
		switch r {
		case '百':
			total += max(digit, 1) * 100
			digit = 0
		case '十':
			total += max(digit, 1) * 10
			digit = 0
		case '〇':
			digit = 0
		default:
			i := strings.IndexRune(numerals, r)
			if i < 0 {
				return 0
			}
			digit = i / len("零")
		}
	}
	return total + digit
}

// Half returns a text with its full-width digits as those of ASCII.
func Half(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

// Like returns a number up to 999 in the style of another: digits or Chinese
// numerals.
func Like(written string, n int) string {
	if first, _ := utf8.DecodeRuneInString(written); strings.ContainsRune(digits, first) {
		return strconv.Itoa(n)
	}
	return Chinese(n)
}

// Chinese returns a number from 1 to 999 in Chinese numerals: 十, 二十一, 一百零一.
func Chinese(n int) string {
	digit := func(d int) string { return numerals[d*3 : d*3+3] }
	var b strings.Builder
	if n >= 100 {
		b.WriteString(digit(n/100%10) + "百")
		if n%100 > 0 && n%100 < 10 {
			b.WriteString("零")
		}
	}
	if tens := n / 10 % 10; tens > 0 {
		if tens > 1 || n >= 100 {
			b.WriteString(digit(tens))
		}
		b.WriteString("十")
	}
	if n%10 > 0 {
		b.WriteString(digit(n % 10))
	}
	return b.String()
}

// MaxCircled is the greatest number that has a sign in a circle, ㊿.
const MaxCircled = 50

// Circled returns a number in a circle, ① to ㊿; outside of them its digits.
func Circled(n int) string {
	switch {
	case n >= 1 && n <= 20:
		return string(rune('①' + n - 1))
	case n >= 21 && n <= 35:
		return string(rune('㉑' + n - 21))
	case n >= 36 && n <= MaxCircled:
		return string(rune('㊱' + n - 36))
	}
	return strconv.Itoa(n)
}
