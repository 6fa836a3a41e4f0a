package inline

import (
	"unicode"
	"unicode/utf8"

	"jianbao/content/diag"
)

// withoutGlyph returns the code of the finding about a character that is no matter
// of fonts, and what its texts need in addition; the code is empty for other
// characters.
func withoutGlyph(r rune) (code diag.Code, more []any) {
	switch {
	case r == 0xFFFC:
		return "object-character", nil
	case unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return "invisible-character", nil
	case r >= firstSymbol && r < firstSymbol+symbols:
		if signs, ok := symbolSigns(r); ok {
			return "symbol-character", []any{signs}
		}
	}
	if unicode.Is(unicode.Co, r) {
		return "private-character", nil
	}
	return "", nil
}

// bullet is the sign that is recommended for others before the items of a list.
const bullet = '●'

// bulletLike reports whether a character that begins a paragraph is a bullet: an arrow, a
// geometric shape, a star or another sign of no script.
func bulletLike(r rune) bool {
	if r == '‣' || r == '⁃' {
		return true
	}
	return unicode.Is(unicode.So, r) && (r >= 0x2190 && r <= 0x2BFF || r >= 0x1F650 && r <= 0x1F67F || r >= 0x1F780 && r <= 0x1F8FF)
}

// Word stores the characters of its symbol fonts at U+F000 plus their codes, from
// 0x20 to 0xFF.
const (
	firstSymbol = 0xF020
	symbols     = 0xE0
)

// The signs of the fonts by code, from 0x20 on; a blank where the sign has no
// character that fonts for text have. Wingdings by Unicode's document L2/11-052,
// Symbol by Adobe's Symbol encoding.
const (
	wingdingsSigns = "  ✂      ✆      " + "         ⌨    ✇✍" + " ✌   ☜☞☝☟ ☺ ☹   " + " ✈☼ ❄ ✞ ✠✡☪☯ ☸♈♉" +
		"♊♋♌♍♎♏♐♑♒♓&&●❍■□" + "□❑❒◆◆◆❖◆⌧ ⌘❀✿❝❞ " + "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹" + "❺❻❼❽❾❿        ·•" +
		"▪○○○◉◎○▪◻ ✦★✶✴✹✵" + " ⌖⟡⌑ ✪✰         " + "                " + "        ➢   ➲  ←" + "→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦" + "⇨⇧⇩ ⇳    ▭▫✗✓☒☑ "
	symbolFontSigns = " !∀#∃%&∋()∗+,−./" + "0123456789:;<=>?" + "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ" + "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_" +
		" αβχδεφγηιϕκλμνο" + "πθρστυϖωξψζ{|}∼ " + "                " + "                " +
		"€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓" + "°±″≥×∝∂•÷≠≡≈…  ↵" + "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉" + "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓" + "◊〈®©™∑          " + " 〉∫             "
)

// symbolSigns describes what a code of a symbol font is in Wingdings and in
// Symbol; ok is false if it is no sign in either.
func symbolSigns(r rune) (signs diag.Term, ok bool) {
	wing, symbol := signAt(wingdingsSigns, r), signAt(symbolFontSigns, r)
	switch {
	case wing == ' ' && symbol == ' ':
		return diag.Term{}, false
	case wing == ' ':
		return diag.Term{ZH: "Symbol 的“" + string(symbol) + "”", EN: `"` + string(symbol) + `" of Symbol`}, true
	case symbol == ' ':
		return diag.Term{ZH: "Wingdings 的“" + string(wing) + "”", EN: `"` + string(wing) + `" of Wingdings`}, true
	}
	return diag.Term{
		ZH: "Wingdings 的“" + string(wing) + "”，或 Symbol 的“" + string(symbol) + "”",
		EN: `"` + string(wing) + `" of Wingdings, or "` + string(symbol) + `" of Symbol`,
	}, true
}

func signAt(signs string, r rune) rune {
	for n := r - firstSymbol; n > 0; n-- {
		_, size := utf8.DecodeRuneInString(signs)
		signs = signs[size:]
	}
	sign, _ := utf8.DecodeRuneInString(signs)
	return sign
}
