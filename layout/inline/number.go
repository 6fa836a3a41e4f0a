package inline

import (
	"strings"
	"unicode/utf8"
)

// numberPart is what a Han character is to a number.
type numberPart uint8

const (
	noNumber     numberPart = iota
	numeral                 // of Han numbers
	magnitude               // 万 and 亿, behind numbers in digits too
	vague                   // 几, in the place of a numeral: 几百, 十几
	fraction                // 分 and 之 of 百分之五
	beforeNumber            // 第 of an ordinal, 转 of an extension
)

func numberPartOf(r rune) numberPart {
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千':
		return numeral
	case '万', '亿':
		return magnitude
	case '几':
		return vague
	case '分', '之':
		return fraction
	case '第', '转':
		return beforeNumber
	}
	return noNumber
}

// counts reports whether a character alone is a number or the end of one: 五, 百, 万.
func (n numberPart) counts() bool { return n == numeral || n == magnitude }

// hanNumberPrice returns the price of the break between two Han, the first of which may be
// part of a number: high inside the number, which reads as another one up to there (第三百|
// 一十八条, 百分之五|十, 二百|元), 0 if there is none. A single numeral is a number before 万
// and 亿 alone, since it is part of many words (统一|项目, 十分|).
func (b *builder) hanNumberPrice(a, next *atom) int32 {
	before, behind := b.p.text[:a.to], b.p.text[next.from:]
	number := trailingNumber(before)
	switch {
	case number == "":
		if a.number == fraction && inFraction(before, behind) {
			return priceInNumber
		}
	case a.number == numeral && (next.number == numeral || next.number == vague),
		a.number == magnitude && next.number == numeral && number != before[a.from:],
		a.number == vague && next.number == numeral && strings.ContainsRune("十百千", firstRune(behind)),
		strings.HasPrefix(behind, "分之") && numberPartOf(firstRune(behind[len("分之"):])).counts():
		return priceInNumber
	case next.number == magnitude:
		return priceMultiple
	case !strings.ContainsRune(counters, firstRune(behind)):
	case b.multiple(a):
		return priceUnit
	case severalNumerals(number):
		return priceHanUnit
	}
	return 0
}

// trailingNumber returns the number in Han with which a text ends.
func trailingNumber(text string) string {
	return text[len(strings.TrimRightFunc(text, func(r rune) bool {
		part := numberPartOf(r)
		return part.counts() || part == vague
	})):]
}

// inFraction reports whether two texts part a fraction at the 分 or 之 with which the first
// ends: 百分|之五, 百分之|五.
func inFraction(before, behind string) bool {
	if rest, ok := strings.CutPrefix(behind, "之"); ok {
		behind = rest
	} else if before, ok = strings.CutSuffix(before, "之"); !ok {
		return false
	}
	before, ok := strings.CutSuffix(before, "分")
	return ok && trailingNumber(before) != "" && behind != "" && (numberPartOf(firstRune(behind)).counts() || digit(behind[0]))
}

// severalNumerals reports whether a number is no word of one or two numerals (统一, 五一):
// of two, one is a power of ten. 千千万万 is none.
func severalNumerals(number string) bool {
	n := utf8.RuneCountInString(number)
	return n > 2 && !strings.HasSuffix(number, "万万") || n == 2 && strings.ContainsAny(number, "十百千万亿")
}

// multiple reports whether an atom is the 万 or 亿 behind a number in digits.
func (b *builder) multiple(a *atom) bool {
	return a.number == magnitude && trailingDigits(strings.TrimRight(b.p.text[:a.from], " ")) > 0
}

// ordinal reports whether an atom ends a number of Han, or one in brackets, behind 第.
func (b *builder) ordinal(a *atom) bool {
	text := b.p.text[:a.to]
	switch {
	case a.class == cHan && a.number == numeral:
		return strings.HasSuffix(strings.TrimRightFunc(text, inHan), "第")
	case a.class == cClose:
		inner, ok := strings.CutSuffix(text, "）")
		open := strings.LastIndex(inner, "（")
		return ok && open >= 0 && strings.HasSuffix(inner[:open], "第") && isNumber(inner[open+len("（"):])
	}
	return false
}

// inHan reports whether r is a character of a Han number.
func inHan(r rune) bool { return numberPartOf(r) == numeral }

// isNumber reports whether a text is a number in digits or in Han.
func isNumber(text string) bool {
	return text != "" && (strings.Trim(text, "0123456789") == "" || strings.TrimLeftFunc(text, inHan) == "")
}
