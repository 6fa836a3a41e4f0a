package number

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/content/numeral"
)

// Format returns a number in a format of ST_NumberFormat (ECMA-376 part 1, 17.18.59).
// Numbers that a format has no sign for are in digits, as Word prints them. An unknown
// format is an *UnknownFormat.
func Format(format string, n int) (string, error) {
	plain := strconv.Itoa(n)
	switch format {
	case "none", "bullet":
		return "", nil
	case "decimal", "decimalHalfWidth", "":
		return plain, nil
	case "decimalZero":
		return padded(n, 2), nil
	case "decimalFullWidth", "decimalFullWidth2":
		return fullWidth(plain), nil
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return numeral.Circled(n), nil
	case "decimalEnclosedParen":
		return sign('⑴', n, 20, plain), nil
	case "decimalEnclosedFullstop":
		return sign('⒈', n, 20, plain), nil
	case "upperRoman":
		return roman(n, plain), nil
	case "lowerRoman":
		return strings.ToLower(roman(n, plain)), nil
	case "upperLetter":
		return letters('A', n, plain), nil
	case "lowerLetter":
		return letters('a', n, plain), nil
	case "ordinal":
		return plain + ordinalSuffix(n), nil
	}
	if zeros, ok := strings.CutPrefix(format, "custom "); ok {
		return custom(zeros, n, format)
	}
	return han(format, n, plain)
}

// han returns numbers in the Chinese formats.
func han(format string, n int, plain string) (string, error) {
	switch format {
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return counting(n, "零一二三四五六七八九", "十百千", '万', false), nil
	case "chineseLegalSimplified":
		return counting(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", '万', true), nil
	case "ideographLegalTraditional":
		return counting(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟", '萬', true), nil
	case "ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand":
		return digits(plain), nil
	case "ideographTraditional":
		return nth("甲乙丙丁戊己庚辛壬癸", n, plain), nil
	case "ideographZodiac":
		return nth("子丑寅卯辰巳午未申酉戌亥", n, plain), nil
	case "ideographEnclosedCircle":
		return sign('㊀', n, 10, plain), nil
	}
	return "", &UnknownFormat{Format: format}
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	if n < 0 {
		return s
	}
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// custom returns numbers in the formats that Word 2010 adds: 001, 002, 003, ….
func custom(example string, n int, format string) (string, error) {
	first, _, _ := strings.Cut(example, ",")
	if len(first) > 5 || strings.TrimLeft(first, "0") != "1" {
		return "", &UnknownFormat{Format: format}
	}
	return padded(n, len(first)), nil
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

// sign returns the n-th of count signs in a row of Unicode.
func sign(first rune, n, count int, otherwise string) string {
	if n < 1 || n > count {
		return otherwise
	}
	return string(first + rune(n) - 1)
}

// nth returns the n-th character of a list.
func nth(list string, n int, otherwise string) string {
	runes := []rune(list)
	if n < 1 || n > len(runes) {
		return otherwise
	}
	return string(runes[n-1])
}

// letters returns A to Z, AA to ZZ, AAA and so on.
func letters(first rune, n int, otherwise string) string {
	if n < 1 || n > 26*30 {
		return otherwise
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int, otherwise string) string {
	if n < 1 || n > 32767 {
		return otherwise
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}

func ordinalSuffix(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		return "st"
	case n%10 == 2:
		return "nd"
	case n%10 == 3:
		return "rd"
	}
	return "th"
}

// digits returns a number digit by digit: 二〇二五.
func digits(plain string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return []rune("〇一二三四五六七八九")[r-'0']
		}
		return r
	}, plain)
}

// counting returns a number below a hundred million in words. Ten is 十, but 壹拾 where
// full.
func counting(n int, words, units string, tenThousand rune, full bool) string {
	if n <= 0 || n >= 100_000_000 {
		if n == 0 {
			return string([]rune(words)[:1])
		}
		return strconv.Itoa(n)
	}
	if n < 10_000 {
		return belowTenThousand(n, []rune(words), []rune(units), full)
	}
	s := belowTenThousand(n/10_000, []rune(words), []rune(units), full) + string(tenThousand)
	switch rest := n % 10_000; {
	case rest == 0:
		return s
	case rest < 1000:
		return s + words[:utf8.RuneLen('零')] + belowTenThousand(rest, []rune(words), []rune(units), true)
	default:
		return s + belowTenThousand(rest, []rune(words), []rune(units), true)
	}
}

func belowTenThousand(n int, words, units []rune, full bool) string {
	var b strings.Builder
	gap := false // a zero is due before the next digit
	for i, value := 3, 1000; i >= 0; i, value = i-1, value/10 {
		d := n / value % 10
		if d == 0 {
			gap = gap || b.Len() > 0
			continue
		}
		if gap {
			b.WriteRune(words[0])
			gap = false
		}
		if d != 1 || i != 1 || b.Len() > 0 || full {
			b.WriteRune(words[d])
		}
		if i > 0 {
			b.WriteRune(units[i-1])
		}
	}
	return b.String()
}
