package proof

import (
	"regexp"
	"strconv"
	"strings"

	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// sequence checks that the numbers of headings and numbered paragraphs, or of
// the sections' labels, are consecutive at each of the four levels 一、 （一） 1.
// （1）.
type sequence struct {
	c    *checker
	last [4]int // number seen last at each level since a higher level changed
}

var numbered = [4]func() *regexp.Regexp{
	pattern.New(`^([一二三四五六七八九十百零〇]+)、`),
	pattern.New(`^[（(]([一二三四五六七八九十百零〇]+)[）)]`),
	pattern.New(`^([0-9０-９]{1,3})(?:．|\.(?:[^0-9]|$)|、)`),
	pattern.New(`^[（(]([0-9０-９]{1,3})[）)]`),
}

// next checks the next paragraph, heading or label.
func (s *sequence) next(l line) {
	for level, re := range numbered {
		m := re().FindStringSubmatchIndex(l.text)
		if m == nil {
			continue
		}
		written := l.text[m[2]:m[3]]
		n := number(written)
		if n == 0 {
			return
		}
		if want := s.last[level] + 1; n != want && n != 1 {
			s.c.warn("proof-sequence", l.at(m[2], m[3]), diag.Fix{}, written, like(written, want))
		}
		s.last[level] = n
		for below := level + 1; below < len(s.last); below++ {
			s.last[below] = 0
		}
		return
	}
}

const numerals = "零一二三四五六七八九"

// number reads a number up to 999 in digits or Chinese numerals; 0 if s is not
// one.
func number(s string) int {
	if n, err := strconv.Atoi(halfWidth(s)); err == nil {
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

// like formats a number up to 999 in the style of another.
func like(written string, n int) string {
	if written[0] < 0x80 || strings.ContainsAny(written, "０１２３４５６７８９") {
		return strconv.Itoa(n)
	}
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
