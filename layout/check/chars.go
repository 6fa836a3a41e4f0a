package check

import (
	"strings"
	"unicode"
)

// The lists of characters in the rules. They are deliberately written a second
// time here, from the rules, and not shared with package inline.
const (
	// RULES 1.1
	neverAtStart = "、，。．：；？！‼⁇⁈⁉”’」』）〕】〗》〉］｝–～〜·・‧/／々〻‐゠°′″℃℉％‰￠%﹚﹜﹞›»®™℠"
	// UAX #14 class NS and small kana, before which no line ends
	nonStarters = "ーゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
	// RULES 1.2, brackets
	neverAtEnd = "“‘「『（〔【〖《〈［｛"
	// RULES 1.2, brackets that are half as wide or small, and signs before what they name
	neverAtEndToo = "﹙﹛﹝‹«©№℡"
	// RULES 1.2, before a number
	currency = "￥¥＄$£€"

	openMarks  = "“‘「『（〔【〖《〈［｛"
	closeMarks = "”’」』）〕】〗》〉］｝"
	stopMarks  = "、，。．：；？！"
	halfMarks  = "–·/" // half an em between Han (RULES 2.1)
	superSub   = "²³¹⁰⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₍₎"
)

// class is the class of a character in RULES 2 and 3.
type class uint8

const (
	other    class = iota
	han            // ideographs, kana, bopomofo: one em, a break on either side
	latin          // letters and digits of scripts set with word spaces
	opening        // O
	closing        // C
	stop           // S
	dash           // —, in pairs one stroke of two em
	ellipsis       // … ⋯, in pairs two em
	tilde          // ～ 〜
	half           // – · /
	space          // typed spaces of any width
	joiner         // without width: variation selectors, U+2060, U+200B
)

var classByRune = func() map[rune]class {
	m := map[rune]class{
		'—': dash, '⸺': dash, '…': ellipsis, '⋯': ellipsis, '～': tilde, '〜': tilde,
		' ': space, '\t': space, '\u00a0': space, '\u3000': space,
		'\u200b': joiner, '\u2060': joiner, '\ufeff': joiner, '\u200d': joiner, '\u00ad': joiner,
		'々': han, '〻': han, '〇': han, 'ー': han,
	}
	for _, list := range []struct {
		marks string
		class class
	}{{openMarks, opening}, {closeMarks, closing}, {stopMarks, stop}, {halfMarks, half}} {
		for _, r := range list.marks {
			m[r] = list.class
		}
	}
	return m
}()

func classOf(r rune) class {
	switch { // most of all text
	case r >= 0x4e00 && r <= 0x9fff:
		return han
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
		return latin
	}
	if c, ok := classByRune[r]; ok {
		return c
	}
	switch {
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo):
		if r >= 0xff66 && r <= 0xff9f { // half-width katakana
			return other
		}
		if unicode.Is(unicode.Mn, r) {
			return joiner
		}
		return han
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0100 && r <= 0xe01ef:
		return joiner
	case r >= 0xff00 && r <= 0xffef:
		return other // full-width letters and digits are neither Han nor Latin in RULES 3
	case unicode.IsLetter(r) && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic), r >= '0' && r <= '9', isSuperSub(r):
		return latin
	}
	return other
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isLetter reports whether r is a letter of a word that must not be divided
// without a hyphen.
func isLetter(r rune) bool {
	return classOf(r) == latin && !isDigit(r) && !isSuperSub(r) && unicode.IsLetter(r)
}

func isSuperSub(r rune) bool { return in(superSub, r) }

func in(list string, r rune) bool { return strings.ContainsRune(list, r) }
