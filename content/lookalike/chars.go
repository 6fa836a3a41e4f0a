package lookalike

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jianbao/content"
)

// radical returns the ideograph that a radical looks like, 0 if there is none.
// The equivalents of three Kangxi radicals are traditional forms; Simplified
// Chinese text has the other form, which is what its faces draw.
func (c *checker) radical(r rune) rune {
	table, first := supplementRadicals, rune(0x2E80)
	if r >= 0x2F00 {
		table, first = kangxiRadicals, 0x2F00
	}
	to := rune(0)
	for _, t := range table {
		if first == r {
			to = t
			break
		}
		first++
	}
	if c.lang == "zh-Hans" {
		switch to {
		case '戶':
			return '户'
		case '靑':
			return '青'
		case '黃':
			return '黄'
		}
	}
	if to == ' ' {
		return 0
	}
	return to
}

// unified returns the unified ideograph that normalization (NFC) puts in place of
// a compatibility ideograph; 0 for the twelve of the block that are unified
// ideographs themselves (FA0E, FA0F, FA11, FA13 …).
func unified(r rune) rune {
	to, _ := utf8.DecodeRuneInString(norm.NFC.String(string(r)))
	if to == r || !isHan(to) {
		return 0
	}
	return to
}

// dotLike reports whether a character is mistaken for the · in foreign names (GB/T
// 15834 4.14).
func dotLike(r rune) bool {
	switch r {
	case '•', '‧', '．', '・', '･', '∙', '⋅', '●', '▪', '\u0387', '∘', '﹒', '˙', 'ㆍ', '⸱':
		return true
	}
	return false
}

const hanDigits = "一二三四五六七八九〇"

// ordinal reports whether a text ends with a number of its own, as in 一．总则.
func ordinal(s string) bool {
	rest := strings.TrimRight(s, hanDigits+"十百零")
	return rest != s && !hanBefore(rest)
}

// reference reports whether a text is an entry of a list of references, whose parts are
// divided by full stops, also by ． of full width: it begins with its number, [3], or has a
// type of document, [M] or [EB/OL] (GB/T 7714-2015 8).
func reference(s string) bool {
	for i := 0; ; {
		at := strings.IndexByte(s[i:], '[')
		if at < 0 {
			return false
		}
		i += at + 1
		inside, _, closed := strings.Cut(s[i:], "]")
		if !closed {
			return false
		}
		if inside == "" {
			continue
		}
		if strings.Trim(inside, "0123456789") == "" && strings.TrimSpace(s[:i-1]) == "" {
			return true
		}
		kind, carrier, _ := strings.Cut(inside, "/")
		if upper(kind) && (carrier == "" || upper(carrier)) {
			return true
		}
	}
}

// upper reports whether a text is one or two capital letters.
func upper(s string) bool {
	return (len(s) == 1 || len(s) == 2) && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// zeroLike reports whether a character is mistaken for 〇 in numbers (GB/T 15835).
func zeroLike(r rune) bool {
	switch r {
	case '○', '◯', '０', '0', 'Ｏ', 'O', 'Ο', 'О', 'o', 'ｏ', '◦':
		return true
	}
	return false
}

// zero checks a run of characters that look like 〇 or 0 and begins at byte i: in a
// number of Chinese digits 〇 is meant, in one of Arabic digits 0. It returns the
// end of the run.
func (c *checker) zero(t *content.Text, i int) int {
	s := t.Value
	end := i
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !zeroLike(r) {
			break
		}
		end += n
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[end:])
	switch {
	case in(hanDigits, before) && in(hanDigits+"年月日号届〕", after):
		c.add("char-lookalike", t, i, end, strings.Repeat("〇", utf8.RuneCountInString(s[i:end])))
	case strings.ContainsAny(s[i:end], "O"):
		c.letterInNumber(t, i, end)
	}
	return end
}

// A letter O among digits is taken for a mistyped 0 in numbers of at least
// minNumber and at most maxNumber digits: 2O3 may be a formula.
const (
	minNumber = 4
	maxNumber = 20

	counted = "年月日号时分秒元万亿人个名户亩吨米次项份届期" // before which two digits are enough
)

// letterInNumber reports letters O in a number, which begins before byte i.
func (c *checker) letterInNumber(t *content.Text, i, end int) {
	s := t.Value
	from, to := i, end
	for from > 0 && i-from <= maxNumber && (s[from-1] >= '0' && s[from-1] <= '9' || s[from-1] == 'O') {
		from--
	}
	for to < len(s) && to-end <= maxNumber && (s[to] >= '0' && s[to] <= '9' || s[to] == 'O') {
		to++
	}
	number, least := s[from:to], minNumber
	if unit, _ := utf8.DecodeRuneInString(s[to:]); in(counted, unit) {
		least = 2
	}
	if len(number) < least || len(number) > maxNumber || from > 0 && alnum(s[from-1]) || to < len(s) && alnum(s[to]) || strings.Trim(number, "O0123456789") != "" ||
		number[0] == 'O' || strings.Trim(number, "O") == "" {
		return
	}
	for k := i; k < end; k++ {
		if s[k] == 'O' {
			c.add("char-lookalike", t, k, k+1, "0")
		}
	}
}

func alnum(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '-' || b == '_' || b == '.'
}

func in(set string, r rune) bool { return r != utf8.RuneError && strings.ContainsRune(set, r) }
