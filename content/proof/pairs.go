package proof

import (
	"strings"
	"unicode"

	"jianbao/content/diag"
)

// closerOf returns the closing partner of an opening mark, 0 if r is none.
func closerOf(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '‘':
		return '’'
	case '「':
		return '」'
	case '『':
		return '』'
	case '（':
		return '）'
	case '(':
		return ')'
	case '〔':
		return '〕'
	case '[':
		return ']'
	case '［':
		return '］'
	case '【':
		return '】'
	case '《':
		return '》'
	case '〈':
		return '〉'
	case '{':
		return '}'
	case '｛':
		return '｝'
	case '〖':
		return '〗'
	}
	return 0
}

// openerOf returns the opening partner of a closing mark, 0 if r is none.
func openerOf(r rune) rune {
	for _, o := range "“‘「『（(〔[［【《〈{｛〖" {
		if closerOf(o) == r {
			return o
		}
	}
	return 0
}

// family returns the same mark for all bracket shapes that are mistaken for
// each other.
func family(opener rune) rune {
	switch opener {
	case '（':
		return '('
	case '［', '【', '〔', '〖':
		return '['
	case '｛':
		return '{'
	}
	return opener
}

func isQuote(opener rune) bool { return strings.ContainsRune("“‘「『", opener) }

// openMark is an opening mark whose closing partner has not been found yet.
type openMark struct {
	i     int  // in the line's characters
	r     rune // the mark
	inner bool // a quote directly inside one of the same shape
}

// pairs checks that quotes and brackets have partners, in the right order and
// shape. In a quotation of several paragraphs each begins with an opening quote
// and only the last ends with a closing one.
func (c *checker) pairs(lines []line) {
	for n, l := range lines {
		chars := split(l.text)
		stack, unpaired := c.match(l, chars)
		stack = c.reversedQuotes(l, chars, stack)
		c.unpaired(l, chars, unpaired)
		for _, o := range stack {
			if isQuote(o.r) && continues(lines, n, o.r) {
				continue
			}
			c.warn("proof-unclosed", l.at(chars[o.i].from, chars[o.i].to), diag.Fix{}, string(o.r), string(closerOf(o.r)))
		}
	}
}

// continues reports whether the paragraph after line n begins with the same
// quote.
func continues(lines []line, n int, quote rune) bool {
	return n+1 < len(lines) && strings.HasPrefix(lines[n+1].text, string(quote))
}

// match pairs opening and closing marks, warns about wrong pairs and returns
// the unpaired marks.
func (c *checker) match(l line, chars []char) (stack []openMark, unpaired []int) {
	halfOpen := -1 // end of an interval
	for i, ch := range chars {
		if end := intervalEnd(chars, i); end > 0 {
			halfOpen = end
		}
		if i <= halfOpen {
			continue
		}
		if closer := closerOf(ch.r); closer != 0 {
			if mouth(chars, i) {
				continue
			}
			o := openMark{i: i, r: ch.r}
			if isQuote(ch.r) {
				o.inner = enclosing(stack) == ch.r
			}
			stack = append(stack, o)
			continue
		}
		opener := openerOf(ch.r)
		if opener == 0 || apostrophe(stack, chars, i) ||
			listNumber(chars, i) && (partner(stack, opener) < 0 || closesLater(chars, i)) ||
			mouth(chars, i) && partner(stack, opener) < 0 {
			continue
		}
		k := partner(stack, opener)
		if k < 0 {
			unpaired = append(unpaired, i)
			continue
		}
		o := stack[k]
		top := stack[len(stack)-1]
		if k != len(stack)-1 {
			c.warn("proof-nesting", l.at(ch.from, ch.to), diag.Fix{}, string(ch.r), string(top.r))
		}
		stack = append(stack[:k], stack[k+1:]...)
		switch {
		case o.r != opener:
			c.warn("proof-shape", l.at(ch.from, ch.to), diag.Fix{Write: string(closerOf(o.r))}, string(o.r), string(ch.r))
		case o.inner:
			c.warn("proof-quote-level", l.at(chars[o.i].from, chars[o.i].to), diag.Fix{Write: innerQuotes(o.r)}, string(o.r))
		case o.r == '‘' && c.outerSingle(stack, chars, o.i, i):
			c.warn("proof-quote-level", l.at(chars[o.i].from, chars[o.i].to), diag.Fix{Write: "“…”"}, string(o.r))
		case o.r == '(' && hasHan(chars[o.i+1:i]):
			c.warn("proof-ascii-mark", l.at(chars[o.i].from, ch.to), diag.Fix{Write: "（…）"}, "( )")
		}
	}
	return stack, unpaired
}

// maxInterval is the number of characters of the longest interval.
const maxInterval = 20

// intervalEnd returns the index of the bracket that closes the half-open interval which
// begins at i, as in [0, 1) or (−∞, 3]; 0 if there is none.
func intervalEnd(chars []char, i int) int {
	closer := rune(0)
	switch at(chars, i) {
	case '[':
		closer = ')'
	case '(':
		closer = ']'
	default:
		return 0
	}
	commas := 0
	for k := i + 1; k < min(len(chars), i+maxInterval); k++ {
		switch r := chars[k].r; {
		case r == closer:
			if commas == 1 {
				return k
			}
			return 0
		case r == ',' || r == '，':
			commas++
		case !isDigit(r) && !isLatin(r) && !isOneOf(r, " .+-−∞%√π"):
			return 0
		}
	}
	return 0
}

// maxOpen is the number of open marks that are searched for a partner.
const maxOpen = 32

// enclosing returns the innermost open quote, 0 if there is none.
func enclosing(stack []openMark) rune {
	for i := len(stack) - 1; i >= max(0, len(stack)-maxOpen); i-- {
		if isQuote(stack[i].r) {
			return stack[i].r
		}
	}
	return 0
}

// partner finds the opening mark a closing one belongs to: the nearest of its
// own shape, else the nearest if only the shape differs.
func partner(stack []openMark, opener rune) int {
	if n := len(stack) - 1; n >= 0 && stack[n].r != opener && family(stack[n].r) == family(opener) {
		return n
	}
	for k := len(stack) - 1; k >= max(0, len(stack)-maxOpen); k-- {
		if stack[k].r == opener {
			return k
		}
	}
	return -1
}

// outerSingle reports whether single quotes are used where double ones are
// required: in Simplified Chinese the outer quotes are double (GB/T 15834
// 4.8.3.5).
func (c *checker) outerSingle(stack []openMark, chars []char, from, to int) bool {
	return c.issue.Publication.Lang == "zh-Hans" && enclosing(stack) == 0 && hasHan(chars[from+1:to])
}

func innerQuotes(r rune) string {
	switch r {
	case '“':
		return "‘…’"
	case '「':
		return "『…』"
	case '『':
		return "「…」"
	}
	return "“…”"
}

func hasHan(chars []char) bool {
	for _, ch := range chars {
		if isHan(ch.r) {
			return true
		}
	}
	return false
}

// apostrophe reports whether ’ is part of a Latin word (RULES 1.8), or
// after one with no single quote open, as in the boss’ office, or stands for the century of
// a year.
func apostrophe(stack []openMark, chars []char, i int) bool {
	if chars[i].r != '’' {
		return false
	}
	if isDigit(at(chars, i+1)) && isDigit(at(chars, i+2)) && !isDigit(at(chars, i+3)) && partner(stack, '‘') < 0 {
		return true // ’98
	}
	if !unicode.Is(unicode.Latin, at(chars, i-1)) {
		return false
	}
	after := at(chars, i+1)
	return unicode.Is(unicode.Latin, after) || (after == 0 || isSpace(after)) && partner(stack, '‘') < 0
}

// face reports whether a sign begins a face such as :-) or ;).
func face(chars []char, i int) bool {
	if !isOneOf(at(chars, i), ":;") {
		return false
	}
	if at(chars, i+1) == '-' {
		return isOneOf(at(chars, i+2), "()")
	}
	return at(chars, i+1) == ')'
}

// mouth reports whether a parenthesis ends a face.
func mouth(chars []char, i int) bool {
	return face(chars, i-1) || at(chars, i-1) == '-' && face(chars, i-2)
}

// listNumber reports whether a closing parenthesis belongs to a number like 1）,
// a), ⅱ), ①）, 甲） or 注1）, which has no opening one.
func listNumber(chars []char, i int) bool {
	if r := chars[i].r; r != '）' && r != ')' {
		return false
	}
	j := i - 1
	for j >= 0 && i-j <= 3 && (isDigitOfAnyWidth(chars[j].r) || strings.ContainsRune("一二三四五六七八九十", chars[j].r)) {
		j--
	}
	if j == i-1 && j >= 0 && (isLatin(chars[j].r) || numberSign(chars[j].r)) {
		j--
	}
	if j == i-1 {
		return false
	}
	if at(chars, j) == '注' {
		j--
	}
	before := at(chars, j)
	return before == 0 || isSpace(before) || strings.ContainsRune("，。；：、", before)
}

// numberSign reports whether a sign is a number by itself: in a circle, Roman, or one of
// the ten stems.
func numberSign(r rune) bool {
	return r >= '①' && r <= '⑳' || r >= 'Ⅰ' && r <= 'ⅿ' || strings.ContainsRune("甲乙丙丁戊己庚辛壬癸", r)
}

// closesLater reports whether the next parenthesis after a closing one is
// closing, too: then that one is the partner of the open parenthesis, as in （分
// 1）甲 2）乙两步）.
func closesLater(chars []char, i int) bool {
	for _, ch := range chars[i+1:] {
		switch ch.r {
		case '）', ')':
			return true
		case '（', '(':
			return false
		}
	}
	return false
}

// reversedQuotes finds closing quotes typed as opening ones (“文字“) among the open
// marks, warns and removes both.
func (c *checker) reversedQuotes(l line, chars []char, stack []openMark) []openMark {
	var out []openMark
	for k := 0; k < len(stack); k++ {
		if k+1 < len(stack) && isQuote(stack[k].r) && stack[k+1].r == stack[k].r {
			ch := chars[stack[k+1].i]
			closer := string(closerOf(ch.r))
			c.warn("proof-turned", l.at(ch.from, ch.to), diag.Fix{Write: closer}, string(ch.r), closer)
			k++
			continue
		}
		out = append(out, stack[k])
	}
	return out
}

// unpaired warns about closing marks without a partner; of two quotes, the first
// was typed as a closing one (”文字”).
func (c *checker) unpaired(l line, chars []char, unpaired []int) {
	for k := 0; k < len(unpaired); k++ {
		ch := chars[unpaired[k]]
		opener := openerOf(ch.r)
		if k+1 < len(unpaired) && isQuote(opener) && chars[unpaired[k+1]].r == ch.r {
			c.warn("proof-turned", l.at(ch.from, ch.to), diag.Fix{Write: string(opener)}, string(ch.r), string(opener))
			k++
			continue
		}
		c.warn("proof-unopened", l.at(ch.from, ch.to), diag.Fix{}, string(ch.r), string(opener))
	}
}
