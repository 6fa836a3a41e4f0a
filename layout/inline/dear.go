package inline

import (
	"strings"
	"unicode/utf8"

	"jianbao/layout/inline/lexicon"
)

// counters holds the Han units and classifiers that follow numbers.
const counters = "转年月日号时分秒点刻周岁载届期次批轮回第万亿千百十余多几元角块分毛斤两吨克升度里米亩顷丈尺寸公平立千毫厘纳微摄" +
	"个名位人户口家项件条款处座台辆艘架套张份本册卷页章节篇首部集幅封支枝根株棵颗粒片块层楼室栋幢间所站场村镇乡县市省区州国组队班级类种样笔宗起例桩" +
	"天夜倍成倍折分钟小字词句行步圈轮枚头只匹群对双副道门扇盏把杯瓶箱袋包桶车船列趟遍番顿席桌盘"

// ordered holds those of them that follow an ordinal: 第一时间 is none.
const ordered = "次届期批轮回条款项章节篇部集卷册页版代名位个号年月日周天组队级类"

// dearBreaks prices breaks that are allowed but part what is read together: a
// number from the unit or classifier after it, 第 from its number, the characters
// of a Han number, a standard's letters from its number, a name from the number of the
// model or part, equal signs, the mark of an item from its text. Those between the groups
// of a telephone number become the least that are allowed (RULES 1.5).
func (b *builder) dearBreaks() {
	atoms := b.p.atoms
	for i := 0; i+1 < len(atoms); i++ {
		a := &atoms[i]
		if a.after != brkAllow || a.price != 0 {
			continue
		}
		if a.class == cHan && atoms[i+1].class == cHan && a.number == noNumber && !b.symbol(a) {
			continue // most breaks
		}
		if a.price = b.dearPrice(i); a.price == priceTelephone {
			a.after = brkNumber
			b.p.ranks |= 1 << brkNumber
		}
	}
}

// dearPrice returns the price of the break after atom i; 0 for an ordinary one.
func (b *builder) dearPrice(i int) int32 {
	atoms, text := b.p.atoms, b.p.text
	a, next := &atoms[i], &atoms[i+1]
	before := a
	if a.class.space() && i > 0 {
		before = &atoms[i-1]
	}
	switch {
	case a == before && (b.mask(i) || b.yearOfNumber(i)):
		return priceUnit // 王*明, 政发〔2026〕3号
	case next.class == cHan && (a.number == numeral || a.class == cClose) && strings.ContainsRune(ordered, firstRune(text[next.from:])) && b.ordinal(a):
		return priceHanUnit // 第二次, 第（四）项
	case a.class == cHan && next.class == cHan && b.sameSign(i):
		return priceUnit // ★★★
	case next.class == cHan && a == before && !b.symbol(next) && b.itemMark(i):
		return priceModel // ①甲
	case before.class == cHan && before.number == beforeNumber:
		digits := next.latin() && digit(text[next.from])
		switch {
		case strings.HasPrefix(text[before.from:], "转"):
			if digits {
				return priceUnit
			}
		case digits, next.number == numeral:
			return priceInNumber // 第六次
		}
	case before.class == cHan:
		if a == before {
			return b.hanNumberPrice(a, next)
		}
	case next.class == cHan:
		if !before.latin() || !isDigit(text, int(before.to)) || b.script(before) {
			return 0
		}
		switch {
		case next.number == magnitude:
			return priceMultiple
		case strings.ContainsRune(counters, firstRune(text[next.from:])):
			return priceUnit
		}
		return priceCounter
	case next.latin() && digit(text[next.from]) && (a.class.space() || a.class == cClose):
		return numberPrice(text[:before.to], text[next.from:], a.class.space())
	}
	return 0
}

// mask reports whether the break after atom i is beside asterisks that stand for the
// characters of a name, or refer to a note: between them and the Han before them, or that
// behind them.
func (b *builder) mask(i int) bool {
	a, next := &b.p.atoms[i], &b.p.atoms[i+1]
	if next.latin() && b.p.text[next.from] == '*' {
		return a.class == cHan
	}
	if next.class != cHan || !a.latin() || b.p.text[a.to-1] != '*' {
		return false
	}
	return strongScript(lastRune(strings.TrimRight(b.p.text[:a.to], "*"))) == scriptHan
}

// yearOfNumber reports whether the break after atom i is before or behind the year in the
// number of a document (GB/T 9704 7.2.5).
func (b *builder) yearOfNumber(i int) bool {
	a, next := &b.p.atoms[i], &b.p.atoms[i+1]
	if next.class == cOpen && a.class == cHan {
		return bracketedYear(b.p.text[next.from:])
	}
	return a.class == cClose && next.latin() && digit(b.p.text[next.from]) && a.to >= longBracketed && bracketedYear(b.p.text[a.to-longBracketed:])
}

const longBracketed = int32(len("〔2026〕"))

// bracketedYear reports whether a text begins with a year in brackets.
func bracketedYear(text string) bool {
	rest, ok := strings.CutPrefix(text, "〔")
	return ok && leadingDigits(rest) == 4 && strings.HasPrefix(rest[4:], "〕")
}

// numberPrice returns the price of a break between a text and a number.
func numberPrice(before, number string, spaced bool) int32 {
	switch last := before[len(before)-1]; {
	case areaCode(before), spaced && leadingDigits(number) >= 2 && countryCode(before), spaced && trailingDigits(before) >= 3 && leadingDigits(number) >= 3:
		return priceTelephone
	case spaced && grouped(before, number):
		return priceInNumber
	case spaced && last >= 'A' && last <= 'Z':
		return priceUnit // GB 3838
	case spaced && capitalized(before):
		return priceModel
	}
	return 0
}

// grouped reports whether a text ends with the one or two digits that begin a number in
// groups of three, which goes on with another: 1 234.56, 10 000.
func grouped(before, number string) bool {
	n := trailingDigits(before)
	return n >= 1 && n <= 2 && leadingDigits(number) == 3 && before[len(before)-n] != '0' && !strings.HasSuffix(before[:len(before)-n], ".") && !strings.HasSuffix(before[:len(before)-n], "-")
}

// capitalized reports whether a text ends with a Latin word that begins with a capital:
// Quest, before a 3.
func capitalized(text string) bool {
	word := strings.TrimRightFunc(text, func(r rune) bool { return 'a' <= r && r <= 'z' })
	return len(word) < len(text) && word != "" && 'A' <= word[len(word)-1] && word[len(word)-1] <= 'Z'
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// areaCode reports whether a text ends with the area code of a telephone number
// in brackets: （0571）.
func areaCode(text string) bool {
	inner, ok := strings.CutSuffix(text, "）")
	if !ok {
		inner, ok = strings.CutSuffix(text, ")")
	}
	n := trailingDigits(inner)
	if !ok || n < 3 || n > 4 {
		return false
	}
	outer := inner[:len(inner)-n]
	return inner[len(outer)] == '0' && (strings.HasSuffix(outer, "（") || strings.HasSuffix(outer, "("))
}

// countryCode reports whether a text ends with the country code of a telephone number:
// +86.
func countryCode(text string) bool {
	n := trailingDigits(text)
	return n >= 1 && n <= 3 && strings.HasSuffix(text[:len(text)-n], "+")
}

func trailingDigits(text string) int { return len(text) - len(strings.TrimRight(text, "0123456789")) }
func leadingDigits(text string) int  { return len(text) - len(strings.TrimLeft(text, "0123456789")) }

// A list of names has at least leastNames items of two to four Han, half of
// which begin with a surname.
const (
	leastNames  = 4
	longestName = 4
)

// keepNames makes the breaks inside the names of a list the least of those that
// are allowed (RULES 11.4).
func keepNames(chars []char, out []brk) {
	marks := 0
	for i := range chars {
		if c := &chars[i]; c.r == '、' || c.class.space() {
			marks++
		}
	}
	if marks < leastNames-1 {
		return
	}
	var names [][2]int // the items of the list so far
	end := func() {
		if len(names) >= leastNames && 2*surnames(chars, names) >= len(names) {
			for _, n := range names {
				for k := n[0] + 1; k < n[1]; k++ {
					if out[k] == brkAllow {
						out[k] = brkName
					}
				}
			}
		}
		names = names[:0]
	}
	for i := 0; i < len(chars); {
		if !ideograph(&chars[i]) {
			if chars[i].r != '、' && !chars[i].class.space() || chars[i].ends {
				end()
			}
			i++
			continue
		}
		j := i + 1
		for j < len(chars) && ideograph(&chars[j]) && !chars[j-1].ends {
			j++
		}
		if j-i == 1 {
			if k := spreadName(chars, i); k > 0 {
				j = k
			}
		}
		if j-i < 2 || j-i > longestName {
			end()
		} else {
			names = append(names, [2]int{i, j})
		}
		i = j
	}
	end()
}

// spreadName returns the end of a name of two Han that begins with character i and was
// typed with a blank inside, as wide as one of three (王　明); 0 if there is none. Wider
// blanks or a mark are at its sides.
func spreadName(chars []char, i int) int {
	blanks := func(k, step int) (n int) { // from character k on
		for ; k >= 0 && k < len(chars) && chars[k].class.space() && !chars[k].ends; k += step {
			n++
		}
		return n
	}
	inside := blanks(i+1, 1)
	last := i + 1 + inside
	if chars[i].ends || inside != 1 || last >= len(chars) || !ideograph(&chars[last]) {
		return 0
	}
	for _, side := range [...][2]int{{i - 1, -1}, {last + 1, 1}} {
		k, step := side[0], side[1]
		switch n := blanks(k, step); {
		case n > inside:
		case n > 0, k >= 0 && k < len(chars) && ideograph(&chars[k]) && !(step > 0 && chars[last].ends) && !(step < 0 && chars[k].ends):
			return 0
		}
	}
	return last + 1
}

// surnames counts the items of a list that begin with a surname.
func surnames(chars []char, names [][2]int) int {
	n := 0
	for _, name := range names {
		if lexicon.Surname(chars[name[0]].r) {
			n++
		}
	}
	return n
}

func ideograph(c *char) bool {
	return c.class == cHan && c.r >= 0x4e00 && c.r < 0xa000 || c.r >= 0x20000
}

// tildes sets ~ between numbers in Chinese text as ～; it stays in the text as it
// was typed (RULES 1.5).
func (s *Shaper) tildes(text string, chars []char) {
	if strings.IndexByte(text, '~') < 0 || !chineseText(chars) {
		return
	}
	s.findLiterals(chars)
	next := 0
	for i := range chars {
		for next < len(s.literals) && int(s.literals[next].to) <= i {
			next++
		}
		if chars[i].r != '~' || !printable(&chars[i]) || next < len(s.literals) && int(s.literals[next].from) <= i {
			continue
		}
		if numberBefore(chars, i) && numberAfter(chars, i) && !inPath(chars, i) {
			chars[i].r, chars[i].class = '～', cTilde
		}
	}
}

func chineseText(chars []char) bool {
	for i := range chars {
		if strongScript(chars[i].r) == scriptHan {
			return true
		}
	}
	return false
}

// numberBefore reports whether a number, with a sign of percentage or degree, or
// a Roman numeral ends before character i, one blank aside.
func numberBefore(chars []char, i int) bool {
	k := i - 1
	if k > 0 && droppable(chars[k]) {
		k--
	}
	for k > 0 && strings.ContainsRune("%‰°℃℉％", chars[k].r) {
		k--
	}
	return k >= 0 && (anyDigit(chars[k].r) || roman(chars, k, -1))
}

// numberAfter reports whether a number, with a sign or currency, or a Roman
// numeral begins after character i, one blank aside.
func numberAfter(chars []char, i int) bool {
	k := i + 1
	if k+1 < len(chars) && droppable(chars[k]) {
		k++
	}
	if k+1 < len(chars) && strings.ContainsRune("+-−±￥¥$€£", chars[k].r) {
		k++
	}
	return k < len(chars) && (anyDigit(chars[k].r) || roman(chars, k, 1))
}

func anyDigit(r rune) bool { return digit(r) || fullDigit(r) }

// roman reports whether a Roman numeral reaches from character k in the direction
// of step to the end of its word.
func roman(chars []char, k, step int) bool {
	if chars[k].r >= 'Ⅰ' && chars[k].r <= 'ⅿ' {
		return true
	}
	n := 0
	for ; k >= 0 && k < len(chars) && strings.ContainsRune("IVXLCDM", chars[k].r); k += step {
		n++
	}
	return n > 0 && (k < 0 || k >= len(chars) || !latinWord(chars[k]))
}

// inPath reports whether a ~ is in a short path: after a sign of paths in its word.
func inPath(chars []char, i int) bool {
	slash := false
	for k := i - 1; k >= 0 && k > i-maxLook && printable(&chars[k]); k-- {
		switch r := chars[k].r; {
		case r == '\\', slash && letter(r):
			return true
		case r == '/':
			slash = true
		}
	}
	return false
}
