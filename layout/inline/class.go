package inline

import (
	"unicode"

	"golang.org/x/text/width"
)

// class is the typographic class of a character.
type class uint8

const (
	cHan      class = iota // ideographs, kana, Hangul and other full-width characters
	cOpen                  // opening marks, blank at their left
	cClose                 // closing marks, blank at their right
	cComma                 // ，、；：
	cPeriod                // 。．？！
	cFused                 // ？！ ！！ … in a common box
	cDash                  // —— and a single —
	cEllipsis              // ……
	cTilde                 // ～ 〜
	cMiddle                // – · / between Han: half an em
	cLatin                 // all characters from the Latin faces
	cSpace                 // U+0020, U+00A0
	cWide                  // U+3000
	cZero                  // U+200B, U+2060 and other characters without a box
)

// stop reports whether c is a mark of class S (RULES 2).
func (c class) stop() bool { return c == cComma || c == cPeriod }

// closing reports whether c is a mark with its blank at the right (class C or
// S).
func (c class) closing() bool { return c == cClose || c.stop() }

// mark reports whether c is a full-width mark, next to which there is no
// Han–Latin space.
func (c class) mark() bool { return c >= cOpen && c <= cMiddle }

func (c class) space() bool { return c == cSpace || c == cWide }

// markClass returns the class of a mark that is always taken from the Han face;
// ok is false for other characters. Marks with two shapes (quotes, dashes, dots)
// depend on context and are left to resolve.
func markClass(r rune) (class, bool) {
	switch r {
	case '「', '『', '（', '〔', '【', '〖', '《', '〈', '［', '｛', '〝', '｟', '﹁', '﹃':
		return cOpen, true
	case '」', '』', '）', '〕', '】', '〗', '》', '〉', '］', '｝', '〞', '〟', '｠', '﹂', '﹄':
		return cClose, true
	case '，', '、', '；', '：':
		return cComma, true
	case '。', '．', '？', '！':
		return cPeriod, true
	case '～', '〜':
		return cTilde, true
	case '⸺':
		return cDash, true
	case '⋯':
		return cEllipsis, true
	case '\u3000':
		return cWide, true
	case ' ', '\u00a0', '\t', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2009', '\u202f':
		return cSpace, true
	case '\u200b', '\u2060', '\ufeff', '\u200c', '\u200d', '\u00ad':
		return cZero, true
	}
	return 0, false
}

// wideClass returns the class of a character that is not a mark: Han or Latin by
// its East Asian width (UAX #11). Ambiguous symbols (①, →, ※) are Han, ambiguous
// letters Latin.
func wideClass(r rune) class {
	if r < 0x300 {
		return cLatin
	}
	if r >= 0x4e00 && r <= 0x9fff || r >= 0x20000 {
		return cHan
	}
	if r >= 0x2070 && r <= 0x209f { // superscripts and subscripts belong to their base
		return cLatin
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return cHan
	case width.EastAsianAmbiguous:
		if unicode.IsLetter(r) && r < 0x2000 || unicode.IsMark(r) || r == '\u2032' || r == '\u2033' {
			return cLatin
		}
		return cHan
	}
	if r >= 0x2100 && unicode.IsSymbol(r) || r >= 0xe000 && r <= 0xf8ff {
		return cHan
	}
	return cLatin
}

// startForbidden reports whether r may not begin a line (RULES 1.1). Closing
// marks are not listed, except quotes in their Latin form.
func startForbidden(r rune) bool {
	switch r {
	case '”', '’', '‼', '⁇', '⁈', '⁉', '～', '〜', '・', '‧', '／', '々', '〻', '‐', '゠',
		'¹', '²', '³', '°', '′', '″', '℃', '℉', '％', '‰', '￠', '%', '–', '·', '/',
		'﹚', '﹜', '﹞', '›', '»', '®', '™', '℠',
		'ー', 'ゝ', 'ゞ', 'ヽ', 'ヾ', '〆',
		'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'っ', 'ゃ', 'ゅ', 'ょ', 'ゎ',
		'ァ', 'ィ', 'ゥ', 'ェ', 'ォ', 'ッ', 'ャ', 'ュ', 'ョ', 'ヮ', 'ヵ', 'ヶ':
		return true
	}
	return r >= 0x2070 && r <= 0x209c || // superscripts and subscripts keep their base
		r >= '㍱' && r <= '㏟' || r == '㏿' // units in one square: ㎡, ㎏
}

// endForbidden reports whether r may not end a line (RULES 1.2). Opening marks
// are not listed, except quotes in their Latin form.
func endForbidden(r rune) bool {
	switch r {
	case '“', '‘', '￥', '¥', '＄', '$', '£', '€', '￡',
		'﹙', '﹛', '﹝', '‹', '«', '©', '№', '℡':
		return true
	}
	return false
}

// script is the script that a character implies for the marks around it.
type script uint8

const (
	neutral script = iota
	scriptHan
	scriptLatin
)

func strongScript(r rune) script {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return scriptLatin
	case r < 0xa0:
		return neutral
	}
	if _, ok := markClass(r); ok {
		if r >= 0x3001 && r != '\u3000' {
			return scriptHan
		}
		return neutral
	}
	if wideClass(r) == cHan {
		if r >= 0x4e00 && r <= 0x9fff || r == '〇' || unicode.IsLetter(r) {
			return scriptHan
		}
		return neutral
	}
	if unicode.IsLetter(r) {
		return scriptLatin
	}
	return neutral
}
