package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Characters of subscripts and superscripts, each with the character that
// Unicode has for it in that position. A hyphen in a script is a minus sign.
const (
	plainSuper = "0123456789+−-=()ni"
	drawnSuper = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"
	plainSub   = "0123456789+−-=()aeoxəhklmnpst"
	drawnSub   = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₔₕₖₗₘₙₚₛₜ"
)

// corresponding returns the character of one list that stands where another one
// stands in the other; 0 if it is in none.
func corresponding(r rune, from, to string) rune {
	at := strings.IndexRune(from, r)
	if at < 0 {
		return 0
	}
	for range utf8.RuneCountInString(from[:at]) {
		_, n := utf8.DecodeRuneInString(to)
		to = to[n:]
	}
	found, _ := utf8.DecodeRuneInString(to)
	return found
}

// scripts adds the characters of a subscript or superscript from i on: as the
// face has drawn them if it has all of them, else scaled (RULES 2.6). It returns
// the index of the character after them.
func (b *builder) scripts(i int) int {
	run := &b.p.runs[b.chars[i].run]
	j := i
	for j < len(b.chars) && b.chars[j].run == b.chars[i].run && b.chars[j].class == cLatin {
		j++
	}
	plain, drawn := plainSub, drawnSub
	if run.Script == frame.Superscript {
		plain, drawn = plainSuper, drawnSuper
	}
	if face := run.Font.Stack.First(true); face != nil {
		all := true
		for _, c := range b.chars[i:j] {
			_, ok := face.GID(corresponding(c.r, plain, drawn))
			all = all && ok
		}
		if all {
			for _, c := range b.chars[i:j] {
				id, _ := face.GID(corresponding(c.r, plain, drawn))
				w := scaled(face.Advance(id), run.Font.Size, face)
				a := b.add(c, w, run.Font.Size)
				b.put(a, glyph{face: face, id: id, from: c.at, to: c.end, adv: w, size: run.Font.Size, script: run.Script})
			}
			return j
		}
	}
	for k := i; k < j; k++ {
		b.scaledScript(k, b.chars[k].r, run.Script)
	}
	return j
}

// scaledScript adds a character of a subscript or superscript as a plain one in
// the size and at the height of the font's Latin face (RULES 2.6).
func (b *builder) scaledScript(i int, plain rune, script frame.Script) {
	c := b.chars[i]
	font := b.p.runs[c.run].Font
	if plain == '-' {
		if _, _, _, ok := font.Stack.Lookup('−', true); ok {
			plain = '−'
		}
	}
	f, id, index, ok := font.Stack.Lookup(plain, true)
	if !ok {
		b.missing(c, font)
		b.add(c, font.Size/2, font.Size)
		return
	}
	if index > 0 && !b.expected(f, font, true) {
		b.fallback(c, f, font, true)
	}
	size, rise := scriptMeasures(font, script)
	w := scaled(f.Advance(id), size, f)
	a := b.add(c, w, font.Size)
	b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: w, dy: rise, size: size, script: b.p.runs[c.run].Script})
}

// scriptMeasures returns the size of a font's subscripts or superscripts, and
// how far their baseline is above that of the text.
func scriptMeasures(font *Font, script frame.Script) (size, rise unit.Abs) {
	f := font.Stack.First(true)
	m := f.Subscript()
	if script == frame.Superscript {
		m = f.Superscript()
	}
	return scaled(m.Size, font.Size, f), scaled(m.Rise, font.Size, f)
}

// typedScript returns the plain character that a superscript or subscript of
// Unicode is made of if no face has it; 0 for other characters.
func typedScript(r rune) (plain rune, script frame.Script) {
	if plain := corresponding(r, drawnSuper, plainSuper); plain != 0 {
		return plain, frame.Superscript
	}
	return corresponding(r, drawnSub, plainSub), frame.Subscript
}

// markedScript returns how a superscript or subscript letter of Unicode is
// written in Markdown; "" for other characters.
func markedScript(r rune) string {
	plain, _ := utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
	if plain == r || plain >= 0x400 || !unicode.IsLetter(plain) || !unicode.Is(unicode.Lm, r) && r != 'ª' && r != 'º' {
		return ""
	}
	if r >= 0x1D62 && r <= 0x1D6A || r == 0x2C7C || r >= 0x2090 && r <= 0x209C {
		return "~" + string(plain) + "~"
	}
	return "^" + string(plain) + "^"
}
