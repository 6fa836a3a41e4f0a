package proof

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/content/lookalike"
	"jianbao/content/pattern"
)

// marks checks ASCII punctuation and straight quotes in Chinese, and marks
// typed twice.
func (c *checker) marks(l line, chars []char) {
	cited := reference().MatchString(l.text)
	var quotes ['\'' + 1]int // straight quotes so far that are no signs of inches
	for i, ch := range chars {
		before, after := at(chars, i-1), at(chars, i+1)
		span := l.at(ch.from, ch.to)
		switch ch.r {
		case ',', ';', ':', '?', '!':
			if ch.r == '?' && lookalike.Lost(l.place.Source, before, after) {
				break // it may be no question mark, and has its own finding
			}
			// 8%,同比 and VOCs,治理 are Chinese text too; 10:30 is not.
			if face(chars, i) || cited && ch.r != '?' && ch.r != '!' {
				break
			}
			if hanSide(before) || isHan(after) && (isDigit(before) || isLatin(before) || before == '%') {
				write := fullMark(ch.r)
				if ch.r == ',' && fullStop(chars, i) == "、" {
					write = "、" // 二,总体要求
				}
				c.warn("proof-ascii-mark", span, diag.Fix{Write: write}, string(ch.r))
			}
		case '.':
			if !cited && isHan(before) && after != '.' && !isDigit(after) && !isLatin(after) {
				c.warn("proof-ascii-mark", span, diag.Fix{Write: fullStop(chars, i)}, ".")
			}
		case '"', '\'':
			if isDigit(before) && quotes[ch.r]%2 == 0 {
				break // 6"水管 is in inches, 30' in minutes
			}
			quotes[ch.r]++
			if hanSide(before) || hanSide(after) {
				c.warn("proof-straight-quote", span, diag.Fix{}, string(ch.r))
			}
		}
		c.doubled(l, chars, i)
	}
}

// fullStop returns what is meant by the full stop of ASCII at i between Han: 、 behind a
// Chinese number at the start of a paragraph, empty between words as short as the
// parts of a foreign name (阿迪力.买买提), else 。.
func fullStop(chars []char, i int) string {
	const numerals, maxPart = "一二三四五六七八九十百", 5
	from := i
	for isHan(at(chars, from-1)) {
		from--
	}
	number := i > from && blankStart(chars, from) == 0
	for _, ch := range chars[from:i] {
		number = number && isOneOf(ch.r, numerals)
	}
	if number {
		return "、"
	}
	to := i + 1
	for isHan(at(chars, to)) {
		to++
	}
	if to > i+1 && i-from <= maxPart && to-i-1 <= maxPart {
		return ""
	}
	return "。"
}

// reference is an entry of a list of references, whose parts are divided by ASCII
// marks (GB/T 7714-2015 8): it has a type of document, as in [M]. or [J/OL]., or
// begins with its number, [3], and has parts that end with a full stop and a blank.
var reference = pattern.New(`\[(?:[A-Z]{1,2}|CP|DB|EB)(?:/(?:OL|CD|DK|MT))?\](?:[.:,]|//)|^\s*\[[0-9]{1,3}\][^.]*[\p{L})]\.\s`)

func fullMark(r rune) string {
	return string(r + 0xFEE0)
}

// doubled warns at the first of several marks that must not be adjacent.
func (c *checker) doubled(l line, chars []char, i int) {
	const stops = "，、。；："
	if !isOneOf(chars[i].r, stops) || isOneOf(at(chars, i-1), stops) {
		return
	}
	j, same := i+1, true
	for isOneOf(at(chars, j), stops) {
		same = same && chars[j].r == chars[i].r
		j++
	}
	if j-i < 2 || same && j-i >= 3 && chars[i].r == '。' { // that is an ellipsis
		return
	}
	fix := diag.Fix{}
	if same {
		fix.Write = string(chars[i].r)
	}
	c.warn("proof-doubled", l.at(chars[i].from, chars[j-1].to), fix, l.text[chars[i].from:chars[j-1].to])
}

func isOneOf(r rune, set string) bool { return r != 0 && strings.ContainsRune(set, r) }

// ellipses checks that an ellipsis is two … (GB/T 15834 4.11, 5.1.5).
func (c *checker) ellipses(l line, chars []char) {
	for i := 0; i < len(chars); {
		r := chars[i].r
		j := run(chars, i)
		before, after := at(chars, i-1), at(chars, j)
		wrong := false
		switch r {
		case '.', '·':
			wrong = j-i >= 3 && (hanSide(before) || hanSide(after))
		case '。':
			wrong = j-i >= 3
		case '…', '⋯':
			// One is right in Latin text.
			wrong = (j-i)%2 == 1 && !latinAround(chars, i, j)
		}
		if wrong && !quotedAlone(chars, i, j) {
			c.warn("proof-ellipsis", l.at(chars[i].from, chars[j-1].to), diag.Fix{Write: "……"}, l.text[chars[i].from:chars[j-1].to])
		}
		i = j
	}
}

// latinAround reports whether the nearest letters on both sides of chars[i:j],
// where present, are Latin.
func latinAround(chars []char, i, j int) bool {
	const near = 40 // characters
	found := false
	for k := i - 1; k >= max(0, i-near); k-- {
		if r := chars[k].r; isHan(r) {
			return false
		} else if isLatin(r) {
			found = true
			break
		}
	}
	for k := j; k < min(len(chars), j+near); k++ {
		if r := chars[k].r; isHan(r) {
			return false
		} else if isLatin(r) {
			found = true
			break
		}
	}
	return found
}

// widths checks for full-width digits and letters (RULES 10.1), and for
// numbers that mix the two widths.
func (c *checker) widths(l line, chars []char) {
	for i := 0; i < len(chars); {
		j := i
		full, half := 0, 0
		for ; j < len(chars); j++ {
			switch r := chars[j].r; {
			case fullAlnum(r):
				full++
			case isDigit(r):
				half++
			case j > i && isOneOf(r, ".．,，") && isDigitOfAnyWidth(at(chars, j-1)) && isDigitOfAnyWidth(at(chars, j+1)) && r != '，':
			default:
				goto end
			}
		}
	end:
		if full > 0 && !hanZero(chars, i, j) {
			from, to := chars[i].from, chars[j-1].to
			fix := diag.Fix{Write: halfWidth(l.text[from:to])}
			if half > 0 {
				c.warn("proof-mixed-width", l.at(from, to), fix, l.text[from:to])
			} else {
				c.warn("proof-full-width", l.at(from, to), fix, l.text[from:to])
			}
		}
		i = max(j, i+1)
	}
}

// hanZero reports whether chars[i:j] is a letter O for 〇 in a Chinese number, which
// package lookalike reports: 二Ｏ二六.
func hanZero(chars []char, i, j int) bool {
	const numerals = "一二三四五六七八九〇"
	return j == i+1 && isOneOf(chars[i].r, "Ｏｏ０") && isOneOf(at(chars, i-1), numerals) && isOneOf(at(chars, j), numerals+"年月日号届")
}

func fullAlnum(r rune) bool {
	return r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ'
}

func isDigitOfAnyWidth(r rune) bool { return isDigit(r) || r >= '０' && r <= '９' }

func halfWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFF00 && r < 0xFF5F {
			return r - 0xFEE0
		}
		return r
	}, s)
}

// spaces checks for spaces before closing marks, and for single blanks on
// either side of full-width marks, which are not set (RULES 3.2).
func (c *checker) spaces(l line, chars []char) {
	for i := 0; i < len(chars); i++ {
		if !isSpace(chars[i].r) {
			continue
		}
		j := i
		for j < len(chars) && isSpace(chars[j].r) {
			j++
		}
		before, after := at(chars, i-1), at(chars, j)
		span := l.at(chars[i].from, chars[j-1].to)
		single := j-i == 1 && (chars[i].r == ' ' || chars[i].r == '\u00A0') && !c.title
		switch {
		case face(chars, j), automatic(span), besideMarkup(span, before, after), j-i > 1 && closerOf(before) == after && after != 0, single && itemNumber(chars[:i]), i > 0 && itemDash(chars, i-1, i):
		case before != 0 && spaceBefore(before, after, at(chars, j+1)), single && besideMark(after, before):
			c.warn("proof-space", span, diag.Fix{}, string(after), diag.Term{ZH: "前面", EN: "before"})
		case single && besideMark(before, after):
			c.warn("proof-space", span, diag.Fix{}, string(before), diag.Term{ZH: "后面", EN: "after"})
		}
		i = j
	}
}

// itemNumber reports whether a line begins with the number of an item and has nothing else:
// 1）, （一）, 一、. The blank behind it is not set, and nothing is meant by it.
func itemNumber(chars []char) bool {
	const longest = len("（100）") // in bytes, more than it has characters
	n := len(chars) - 1
	if n < 1 || n > longest || !isOneOf(chars[n].r, "）)、") {
		return false
	}
	chars = chars[:n]
	if chars[0].r == '（' || chars[0].r == '(' {
		chars = chars[1:]
	}
	for _, ch := range chars {
		if !isDigitOfAnyWidth(ch.r) && !isOneOf(ch.r, "〇一二三四五六七八九十百") && !(len(chars) == 1 && (isLatin(ch.r) || numberSign(ch.r))) {
			return false
		}
	}
	return len(chars) > 0
}

// automatic reports whether a text is of the automatic number of a document's paragraph,
// which nobody typed.
func automatic(span diag.Span) bool {
	if span.Source == nil {
		return false
	}
	u := span.Source.UnitAt(span.Start)
	return u != nil && span.Start >= u.Off && span.Start < u.Off+u.Unseen
}

// besideMarkup reports whether a blank stands beside markup of Markdown, where many type
// one and some programs need it: **早部署。** 二月…. It is not set, as elsewhere.
func besideMarkup(span diag.Span, before, after rune) bool {
	if span.Source == nil {
		return false
	}
	markup := func(at int, next rune) bool {
		return at >= 0 && at < len(span.Source.Data) && (span.Source.Data[at] == '*' || span.Source.Data[at] == '_') && next != rune(span.Source.Data[at])
	}
	return markup(span.Start-1, before) || markup(span.End, after)
}

// spaceBefore reports whether a space before a mark is wrong; before and after
// are the characters around them.
func spaceBefore(before, mark, after rune) bool {
	// ’ and ” may be opening quotes typed wrongly; before Latin text a space is
	// correct.
	if isOneOf(mark, "”’") && isLatin(after) {
		return false
	}
	return isOneOf(mark, "，。、；：！？”’）》〉〕】」』］｝") || isOneOf(mark, ",;:!?)") && hanSide(before)
}

// besideMark reports whether a blank between a mark and another character is not
// set: the mark is full width, or has a Chinese and a Latin shape and Han on the
// other side.
func besideMark(mark, other rune) bool {
	if mark == 0 || other == 0 {
		return false
	}
	if isOneOf(mark, "“”‘’…—") {
		return isHan(other)
	}
	return isOneOf(mark, "，。、；：！？（）《》〈〉〔〕【】「」『』［］｛｝～")
}
