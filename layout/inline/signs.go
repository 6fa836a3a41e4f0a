package inline

import (
	"strings"
	"unicode"
)

// numberSigns are signs that belong to the number or letter behind them.
const numberSigns = "＋－﹢﹣−±＜＞≤≥≦≧≮≯≈≒√∛∠△⊙"

// keepSigns forbids lines to end between a sign and what it belongs to, and to begin with
// what connects (RULES 1.1, 1.2, 1.5). UAX #14 treats these signs as ideographs.
func keepSigns(chars []char, out []brk) {
	var open openSigns
	for i := range chars {
		if i > 0 && chars[i-1].ends {
			open = openSigns{}
		}
		if ideograph(&chars[i]) || latinWord(chars[i]) {
			continue // most characters
		}
		start, end := open.edges(chars, i)
		if start && i > 0 && !out[i].forced() {
			out[i] = brkNone
		}
		if end && i+1 < len(chars) && !out[i+1].forced() {
			out[i+1] = brkNone
		}
	}
}

// openSigns tells which signs that stand on both sides of a text are open.
type openSigns struct{ angle, quote, topic bool }

// edges reports whether character i may not begin or not end a line.
func (o *openSigns) edges(chars []char, i int) (start, end bool) {
	c := &chars[i]
	var before, after char
	if i > 0 && !chars[i-1].ends {
		before = chars[i-1]
	}
	if i+1 < len(chars) && !c.ends {
		after = chars[i+1]
	}
	if c.class.space() || c.class.stop() {
		o.topic = false
	}
	number := latinWord(after) || fullDigit(after.r) || after.r != 0 && strings.ContainsRune("+-$￥¥"+numberSigns, after.r)
	switch c.r {
	case '－', '﹣':
		return before.r != 0 && !blank(before.class) && before.class != cOpen && !before.class.stop(), number && !counted(before)
	case '＋', '﹢':
		return false, number && !counted(before)
	case '＜':
		o.angle = !number
		return false, true
	case '＞':
		closes := o.angle
		o.angle = false
		return closes, number && !closes
	case '＂':
		o.quote = !o.quote
		return !o.quote, o.quote
	case '∶':
		between := anyDigit(before.r) && anyDigit(after.r)
		return between, between
	case '：':
		return false, anyDigit(before.r) && anyDigit(after.r)
	case '~':
		return han(after) && (han(before) || counted(before)) || han(before) && anyDigit(after.r), false
	case '@', '＠':
		return false, han(after) && !latinWord(before)
	case '#', '＃':
		if o.topic {
			o.topic = false
			return true, false
		}
		o.topic = han(after) && !latinWord(before)
		return false, o.topic
	case '─', '━':
		return strokePair(chars, i), false
	case '―':
		return strokePair(chars, i) || before.r != c.r && after.r != c.r, false
	}
	if c.r >= 'Ⅰ' && c.r <= 'ⅿ' {
		return before.r >= 'Ⅰ' && before.r <= 'ⅿ', false
	}
	return false, number && strings.ContainsRune(numberSigns, c.r)
}

func han(c char) bool { return unicode.Is(unicode.Han, c.r) }

// counted reports whether a number may end with a character, so that a sign behind it
// connects two.
func counted(c char) bool {
	return latinWord(c) || fullDigit(c.r) || c.class == cClose || c.r != 0 && strings.ContainsRune("%‰°℃℉％²³", c.r)
}

// strokePair reports whether character i is the second of two equal strokes that are typed
// as a dash; more of them are a rule.
func strokePair(chars []char, i int) bool {
	same := func(k int) bool { return k >= 0 && k < len(chars) && chars[k].r == chars[i].r }
	return same(i-1) && !same(i-2) && !same(i+1)
}

// sameSign reports whether atoms i and i+1 are the same sign: ★★★, □□.
func (b *builder) sameSign(i int) bool {
	a, next := &b.p.atoms[i], &b.p.atoms[i+1]
	sign := b.p.text[a.from:a.to]
	return b.symbol(a) && sign == b.p.text[next.from:next.to] && strongScript(firstRune(sign)) == neutral && sign != "\u3000"
}

// symbol reports whether an atom of Han is no ideograph of the Basic Multilingual Plane,
// by the first byte of its text.
func (b *builder) symbol(a *atom) bool {
	lead := b.p.text[a.from]
	return lead < 0xE3 || lead > 0xE9 || lead == 0xE3 && b.p.text[a.from+1] < 0x90
}

// enclosed reports whether r is a number or letter in a circle or brackets, or with a stop.
func enclosed(r rune) bool {
	return r >= '①' && r <= '⓿' || r >= '㈠' && r <= '㈩' || r >= '❶' && r <= '➓' || r >= '㊀' && r <= '㊉' || r >= '㉑' && r <= '㉟' || r >= '㊱' && r <= '㊿'
}

// itemMark reports whether atom i ends the mark of an item in running text: ①, A., 1）,
// （1） at the paragraph's start or behind a blank or a mark.
func (b *builder) itemMark(i int) bool {
	at := func(k int) rune {
		if k < 0 || k < i && b.p.atoms[k].after == brkForce {
			return 0
		}
		return firstRune(b.p.text[b.p.atoms[k].from:])
	}
	if b.p.runs[b.p.atoms[i].run].Note != 0 {
		return false
	}
	k := i
	if last := at(i); !enclosed(last) {
		if !strings.ContainsRune(".．、)）", last) {
			return false
		}
		for k--; i-k <= 3 && itemNumber(at(k)); k-- {
		}
		if i-k == 1 || letter(at(k+1)) && i-k > 2 {
			return false
		}
		if open := at(k); !strings.ContainsRune(")）", last) || open != '(' && open != '（' {
			k++
		}
	}
	before := at(k - 1)
	return before == 0 || b.p.atoms[k-1].class.space() || b.p.atoms[k-1].class.stop() || b.p.atoms[k-1].class == cOpen
}

// itemNumber reports whether r may be a part of an item's number.
func itemNumber(r rune) bool { return anyDigit(r) || letter(r) || numberPartOf(r) == numeral }
