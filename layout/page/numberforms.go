package page

import (
	"strings"
	"unicode/utf8"

	"jianbao/content/numeral"
	"jianbao/content/pattern"
)

// numberSigns holds the first and last of the signs that are numbers by themselves.
var numberSigns = [...][2]rune{
	{'①', '⑳'}, {'㉑', '㉟'}, {'㊱', '㊿'}, {'⑴', '⒇'}, {'⒈', '⒛'}, {'❶', '❿'}, {'⓫', '⓴'}, {'➀', '➉'}, {'➊', '➓'}, {'⓵', '⓾'},
	{'㈠', '㈩'}, {'㊀', '㊉'}, {'⒜', '⒵'}, {'Ⓐ', 'Ⓩ'}, {'ⓐ', 'ⓩ'},
}

// The numbers of headings outside of the four levels of GB/T 9704, in parts: the number, and
// for those that may be words what follows.
var (
	romanNumber  = pattern.New(`^(?:([Ⅰ-Ⅻ])(?:[.．、：:)）]|[ \t\x{3000}])|([IVX]{1,4})[.．、](?:[^A-Za-z0-9]|$))`)
	letterNumber = pattern.New(`^(?:[（(]([A-Za-zＡ-Ｚａ-ｚ])[)）]|([A-Za-zＡ-Ｚａ-ｚ])[.．、)）](?:[^A-Za-z0-9]|$))`)
	formalNumber = pattern.New(`^([壹贰叁肆伍陆柒捌玖拾]{1,2})[、.．，：: \t\x{3000}]`)
	partNumber   = pattern.New(`^第([一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:[步讲课篇站轮批组编卷辑集]|部分|单元|阶段|方面|环节)?[、，：:]`)
	hanBefore    = pattern.New(`^([一二三四五六七八九十]{1,3})(?:[：，]|:|[ \t\x{3000}]+([^ \t\x{3000}]))`)
	digitsBefore = pattern.New(`^([0-9０-９]{1,2})(?:[：:]([^0-9０-９]|$)|[ \t\x{3000}]+([^ \t\x{3000}])(.?))`)
	dottedNumber = pattern.New(`^([0-9]{1,2})\.[0-9]{1,2}\p{Han}`)
)

const formalDigits = "壹贰叁肆伍陆柒捌玖"

// otherNumber returns the number that a heading begins with in a form outside of the four
// levels of GB/T 9704: ① A. Ⅰ. 壹、 四 展望, 五：, 1 概况. Figures before what they count,
// as in 5 个问题 and 3 月工作, are none; where that is in doubt, as in 2 人员安排, they are
// one if it goes on from the number typed last, or is the first. above is the number of the
// heading above. ok is false if there is none.
func otherNumber(s string, last, above int) (n int, ok bool) {
	r, _ := utf8.DecodeRuneInString(s)
	for i, signs := range numberSigns {
		if r >= signs[0] && r <= signs[1] {
			n = int(r-signs[0]) + 1
			switch i {
			case 1: // ㉑
				n += 20
			case 2: // ㊱
				n += 35
			case 6: // ⓫
				n += 10
			}
			return n, true
		}
	}
	if m := romanNumber().FindStringSubmatch(s); m != nil {
		if m[1] != "" {
			r, _ := utf8.DecodeRuneInString(m[1])
			return int(r-'Ⅰ') + 1, true
		}
		return roman(m[2]), true
	}
	if m := letterNumber().FindStringSubmatch(s); m != nil {
		r, _ := utf8.DecodeRuneInString(m[1] + m[2])
		for _, first := range [...]rune{'a', 'A', 'Ａ', 'ａ'} {
			if r >= first && r < first+26 {
				n = int(r-first) + 1
			}
		}
		return n, true
	}
	if m := formalNumber().FindStringSubmatch(s); m != nil {
		for _, r := range m[1] {
			if r == '拾' {
				n = max(n, 1) * 10
			} else {
				n += strings.IndexRune(formalDigits, r)/len("壹") + 1
			}
		}
		return n, true
	}
	if m := partNumber().FindStringSubmatch(s); m != nil {
		return numeral.Parse(m[1]), true
	}
	if m := hanBefore().FindStringSubmatch(s); m != nil {
		n = numeral.Parse(m[1])
		holiday := n == 11 && last != 10 // 十一 is the First of October, too
		return n, numeral.Chinese(n) == m[1] && (m[2] == "" || !strings.Contains(numeral.Han, m[2]) && !holiday)
	}
	if m := digitsBefore().FindStringSubmatch(s); m != nil {
		n = numeral.Parse(m[1])
		return n, n > 0 && (m[3] == "" || words(m[3], m[4], n == last+1))
	}
	if m := dottedNumber().FindStringSubmatch(s); m != nil {
		n = numeral.Parse(m[1])
		return n, n > 0 && n == above
	}
	if m, ok := numeral.ItemAt(s); ok { // 1.2026年展望
		return m.N, true
	}
	return 0, false
}

// roman returns the value of a Roman number below 40.
func roman(s string) (n int) {
	for i := range len(s) {
		value := func(i int) int {
			if i >= len(s) {
				return 0
			}
			return [...]int{1, 5, 10}[strings.IndexByte("IVX", s[i])]
		}
		if v := value(i); v < value(i+1) {
			n -= v
		} else {
			n += v
		}
	}
	return n
}

// words reports whether what stands behind a figure and a blank is a heading, and not what
// the figure counts: the first characters are given. next tells that the figure is the next
// number, which decides in doubt.
func words(first, second string, next bool) bool {
	const counted = "年月日号时分秒天周项条件名人位次批家户座所类级期届场份张台套米公里元万亿千百倍岁点步大小种双只支站村镇县市区省国校轮篇幅吨亩克升层栋道门行字句页章节"
	r, _ := utf8.DecodeRuneInString(first)
	switch {
	case first == "个":
		return strings.Contains("人别体性案", second) && second != ""
	case strings.Contains(counted, first), r < utf8.RuneSelf && (r|0x20 >= 'a' && r|0x20 <= 'z'):
		return next
	}
	return r >= utf8.RuneSelf && !strings.ContainsRune("％℃‰°～—–－×", r)
}
