package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// squared reports whether r is a unit in one square, such as ㎡ (RULES 1.1).
func squared(r rune) bool { return r >= 0x3371 && r <= 0x33df || r == 0x33ff }

// besideNumbers are signs that belong to the number or letter behind them, and those of
// them that connect two numbers.
const (
	besideNumbers = "＋－﹢﹣−±＜＞≤≥≦≧≮≯≈≒√∛∠△⊙"
	connecting    = "＋－﹢﹣"
)

// bySign returns the rule about signs, if one forbids a line end (RULES 1.1, 1.2, 1.4,
// 1.5). It is about neighbours: a blank between them parts them.
func (g *gapAt) bySign() string {
	if g.b-g.a != 1 {
		return ""
	}
	outer, next := g.base(g.a-1), rune(0)
	if g.b+1 < len(g.runes) {
		next = g.runes[g.b+1]
	}
	isHan := func(r rune) bool { return unicode.Is(unicode.Han, r) }
	number := func(r rune) bool { return isDigit(r) || r >= '０' && r <= '９' }
	numeral := func(r rune) bool { return r >= 'Ⅰ' && r <= 'ⅿ' }
	ended := func(r rune) bool { // of a number or what stands like one
		return number(r) || isLetter(r) || in("%‰°℃℉％²³”’", r) || r != 0 && in(closeMarks, r)
	}
	signed := number(g.after) || isLetter(g.after) || in("+-$￥¥"+besideNumbers, g.after)
	switch {
	case in("－﹣", g.after) && !in(neverAtEnd+stopMarks, g.before) && g.class[g.a] != joiner && g.before != '\n',
		g.after == '~' && isHan(next) && (isHan(g.before) || ended(g.before)),
		g.after == '~' && isHan(g.before) && number(next),
		g.after == '―' && g.before != '―' && next != '―':
		return "line-start 1.1"
	case in(connecting, g.before) && signed && !ended(outer),
		in(besideNumbers, g.before) && !in(connecting+"＞", g.before) && signed:
		return "sign 1.5"
	case number(g.after) && (g.before == '：' || g.before == '∶') && number(outer), g.after == '∶' && number(g.before) && number(next):
		return "ratio 1.5"
	case numeral(g.before) && numeral(g.after):
		return "numeral 1.5"
	case in("─━―", g.after) && g.before == g.after && outer != g.after && next != g.after:
		return "pair 1.4"
	case in("@＠", g.before) && isHan(g.after) && !isDigit(outer) && !isLetter(outer):
		return "line-end 1.2"
	}
	return g.byPartner(signed)
}

// base returns the character at i without what is combined with it; 0 before a text or line.
func (g *gapAt) base(i int) rune {
	for i > 0 && unicode.Is(unicode.M, g.runes[i]) {
		i--
	}
	if i < 0 || g.runes[i] == '\n' {
		return 0
	}
	return g.runes[i]
}

var (
	// A # behind a letter or digit is a part of it.
	reTopic = regexp.MustCompile(`[0-9\p{Latin}\p{Greek}\p{Cyrillic}][#＃]|[#＃]\p{Han}[^#＃\s\x{3000}\x{a0}、，。．：；？！]*[#＃]`)
)

// byPartner returns the rule about signs on both sides of a text, which look alike at both
// ends or are a sign before numbers, too: ＜注＞, ＂注＂, #话题#.
func (g *gapAt) byPartner(signed bool) string {
	at := g.offset[g.b]
	line := strings.LastIndex(g.text[:at], "\n") + 1
	text, at := g.text[line:], at-line
	switch {
	case g.before == '＜', g.before == '＂' && strings.Count(text[:at], "＂")%2 == 1, in("#＃", g.before) && unicode.Is(unicode.Han, g.after) && !g.closesTopic(text, at-utf8.RuneLen(g.before)) && !(g.a > 0 && classOf(g.runes[g.a-1]) == latin):
		return "line-end 1.2"
	case g.after == '＂' && strings.Count(text[:at], "＂")%2 == 1, in("#＃", g.after) && g.closesTopic(text, at):
		return "line-start 1.1"
	case g.after == '＞':
		if g.closesAngle(text, at) {
			return "line-start 1.1"
		}
	case g.before == '＞' && signed:
		if !g.closesAngle(text, at-len("＞")) {
			return "sign 1.5"
		}
	}
	return ""
}

// closesAngle reports whether the ＞ at an offset is the end of ＜注＞: behind a ＜ that is
// no sign of a number.
func (g *gapAt) closesAngle(text string, at int) bool {
	from := strings.LastIndexAny(text[:at], "＜＞")
	if from < 0 || !strings.HasPrefix(text[from:], "＜") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[from+len("＜"):])
	return !isDigit(r) && !isLetter(r) && !(r >= '０' && r <= '９') && !in("+-$￥¥"+besideNumbers, r)
}

// closesTopic reports whether a topic ends with the # at an offset.
func (g *gapAt) closesTopic(text string, at int) bool {
	for _, loc := range reTopic.FindAllStringIndex(text, -1) {
		if topic := text[loc[0]:loc[1]]; in("#＃", []rune(topic)[0]) {
			_, size := utf8.DecodeLastRuneInString(topic)
			if loc[1]-size == at {
				return true
			}
		}
	}
	return false
}
