package inline

import "strings"

// A break at none of its own places leaves so many characters of a literal before
// and behind it: a line of one letter looks like a slip.
const (
	insideHead = 3
	insideTail = 4
)

// breakLiteral sets the breaks inside a literal (RULES 1.5).
func breakLiteral(chars []char, out []brk, l literal) {
	for k := l.from + 1; k < l.to; k++ {
		out[k] = literalBreak(chars, l, k)
	}
}

// bracketed reports whether character k is a bracket between a Latin word and an address:
// Notes(https://a.example/). Without a space before it UAX #14 allows no break there, and
// none is inside the word.
func bracketed(chars []char, k int) bool {
	b, before := &chars[k], &chars[k-1]
	return (b.r == '(' || b.r == '[') && printable(b) && !b.code && !before.ends && !before.glued &&
		printable(before) && (alphanumeric(byte(before.r)) || strings.IndexByte(")].!?", byte(before.r)) >= 0)
}

// literalBreak returns the class of the gap before character k of a literal.
func literalBreak(chars []char, l literal, k int32) brk {
	at := func(i int32) byte {
		if i < l.from || i >= l.to {
			return ' '
		}
		return byte(chars[i].r)
	}
	a, b := at(k-1), at(k)
	switch {
	case l.whole:
		return brkNone
	case l.address && k >= l.scheme && a == '/' && b == '?':
		return brkAllow
	case k < l.scheme, !l.address && l.bare(chars, k), strings.IndexByte(`/\.,;:!?)]}`, b) >= 0, strings.IndexByte("-([{", a) >= 0,
		escaped(at(k-1), at(k), at(k+1)), escaped(at(k-2), a, b):
		return brkNone
	case l.address && (strings.IndexByte("/._?&=:@~", a) >= 0 || b == '%' || b == '-'):
		return brkAllow
	case !l.address && k-l.from > 1 && l.to-k > 1 && (strings.IndexByte(`_/.:\@`, a) >= 0 && !(digit(at(k-2)) && digit(b) && (a == '.' || a == ':')) || humps(a, b) || capitals(a, b, at(k+1))):
		return brkIdentifier
	case k-l.from < insideHead || l.to-k < insideTail:
		return brkNone
	case l.oneLetter(chars, int(k)):
		return brkLetter
	}
	return brkInside
}

// oneLetter reports whether a break before character k of the literal leaves a single
// letter or digit of a part of it: co|m/, pull/1|54083.
func (l literal) oneLetter(chars []char, k int) bool {
	at := func(i int) byte {
		if i < int(l.from) || i >= int(l.to) {
			return ' '
		}
		return byte(chars[i].r)
	}
	a, b := at(k-1), at(k)
	return alphanumeric(a) && alphanumeric(b) && (l.begins(at(k-2), a) || l.begins(b, at(k+1)))
}

// begins reports whether a part of the literal, a word or a number, begins or ends between
// two characters of it.
func (l literal) begins(a, b byte) bool {
	return !alphanumeric(a) || !alphanumeric(b) || !l.address && humps(a, b)
}

// longestBare is the number of signs at most that begin a path: \\, ~/.
const longestBare = 4

// bare reports whether nothing but signs is before character k of the literal: the \\ of a
// server's name does not end a line.
func (l literal) bare(chars []char, k int32) bool {
	if k-l.from > longestBare {
		return false
	}
	for i := l.from; i < k; i++ {
		if alphanumeric(byte(chars[i].r)) {
			return false
		}
	}
	return true
}

// price returns the price of a break of a class before character k of the literal.
func (l literal) price(chars []char, k int, class brk) int32 {
	switch class {
	case brkAllow:
		return priceAddress
	case brkIdentifier:
		return priceIdentifier
	case brkInside:
		return l.insidePrice(chars, k)
	case brkLetter:
		return l.insidePrice(chars, k) + priceOneLetter
	}
	return 0
}

// longCode is the number of letters and digits that a part of a literal with digits must
// exceed to be a code, which has no beginning or end that a reader looks for.
const longCode = 6

// insidePrice returns the price of a break before character k of the literal that is at
// none of its own places: low beside any other sign, high inside a word, since the next place behind a sign is near
// and the line rather opens a little, higher inside a number (pull/15|4083), low inside a
// code, which is nothing but a row of characters.
func (l literal) insidePrice(chars []char, k int) int32 {
	ends := func(i int) bool { return l.begins(byte(chars[i-1].r), byte(chars[i].r)) }
	if a, b := byte(chars[k-1].r), byte(chars[k].r); (a == '.' || a == ':' || a == ',') && k-2 >= int(l.from) && digit(chars[k-2].r) && digit(b) {
		return priceInFigure // Qwen2.|5
	} else if (!alphanumeric(a) || !alphanumeric(b)) && a != '-' && b != '-' {
		return priceInside // beside another sign: html|#top
	}
	from, to, digits := k-1, k+1, digit(chars[k-1].r) || digit(chars[k].r)
	for ; from > int(l.from) && k-from <= longName && !ends(from); from-- {
		digits = digits || digit(chars[from-1].r)
	}
	for ; to < int(l.to) && to-k <= longName && !ends(to); to++ {
		digits = digits || digit(chars[to].r)
	}
	switch {
	case to-from > longName:
		return priceInside
	case digit(chars[k-1].r) && digit(chars[k].r) && figure(chars[from:to]):
		return priceInFigure
	case digits && to-from > longCode:
		return priceInside
	case k < int(l.host):
		return priceInHost
	}
	return priceInWord
}

// figure reports whether a part of a literal is a number, letters before it aside: 154083,
// D119846.
func figure(part []char) bool {
	i := 0
	for i < len(part) && letter(part[i].r) {
		i++
	}
	for i < len(part) && digit(part[i].r) {
		i++
	}
	return i == len(part)
}

// escaped reports whether three bytes are a percent-encoded octet (RFC 3986 2.1).
func escaped(a, b, c byte) bool { return a == '%' && hexDigit(b) && hexDigit(c) }

func hexDigit(c byte) bool { return digit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// shortestLinked is the number of letters and digits that are at least on both sides of a
// link's edge at which a line may end.
const shortestLinked = 3

// linkEdges allows a line to end where a link begins or ends between a word and a number,
// or beside an address or identifier: UAX #14 takes both for one word.
func (s *Shaper) linkEdges(chars []char, out []brk) {
	next := 0
	for i := 1; i < len(chars); i++ {
		a, b := &chars[i-1], &chars[i]
		if !b.edge || !printable(a) || !printable(b) || a.glued || out[i].forced() {
			continue
		}
		for next < len(s.literals) && int(s.literals[next].to) < i {
			next++
		}
		beside := next < len(s.literals) && int(s.literals[next].from) <= i
		part := letter(a.r) != letter(b.r) || beside && letter(a.r)
		if part && sameWord(chars, i-1, -1) >= shortestLinked && sameWord(chars, i, 1) >= shortestLinked {
			out[i] = brkAllow
		}
	}
}

// sameWord returns the number of letters and digits from character i on in the direction
// of step, up to shortestLinked.
func sameWord(chars []char, i, step int) int {
	n := 0
	for ; n < shortestLinked && i >= 0 && i < len(chars) && printable(&chars[i]) && alphanumeric(byte(chars[i].r)); i += step {
		n++
	}
	return n
}
