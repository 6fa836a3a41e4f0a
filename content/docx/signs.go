package docx

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/docx/field"
	"jianbao/content/docx/opc"
	"jianbao/content/docx/symbol"
)

// signs adds text without line breaks, in which characters may stand for signs of a
// font.
func (r *reader) signs(s string, l look) {
	run := l.run
	if run.Link == "" {
		run.Link = r.fieldDestination()
	}
	if run.Link != "" {
		run.Decoration.Line = content.NoLine
	}
	if run.Decoration.Line != content.NoLine && strings.ContainsAny(s, blanks) {
		r.underlined(s, l, run)
		return
	}
	fonts := symbol.IsFont(l.font) || symbol.IsUnknown(l.font)
	from := 0
	for i, c := range s {
		if c >= 0xF020 && c <= 0xF0FF || fonts && c > ' ' && c <= 0xFF {
			r.text(s[from:i], run)
			from = i + utf8.RuneLen(c)
			if c >= 0xF020 {
				r.sign(c, l.signFont, run)
			} else {
				r.sign(c, l.font, run)
			}
		}
	}
	r.text(s[from:], run)
}

// sign adds a sign of a font.
func (r *reader) sign(c rune, font string, run content.Run) {
	sign, ok := symbol.Unicode(font, c)
	if !ok {
		r.log.Add("docx-symbol", r.here(), font, fmt.Sprintf("%04X", c))
		return
	}
	r.text(string(sign), run)
}

// symbol reads w:sym.
func (r *reader) symbol(font, code string, l look) {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil || n == 0 || n > unicode.MaxRune {
		r.log.Add("docx-symbol", r.here(), font, code)
		return
	}
	l.font, l.signFont = font, font
	r.say(string(rune(n)), l)
}

// signOf returns the sign of w:sym, its code if it is not known.
func signOf(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 16)
	if sign, ok := symbol.Unicode(font, rune(n)); ok {
		return string(sign)
	}
	if err != nil || n >= 0xF000 && n <= 0xF0FF || symbol.IsFont(font) {
		return code
	}
	return string(rune(n))
}

// symbolField reads a field that shows a sign: SYMBOL 224 \f "Wingdings".
func (r *reader) symbolField(code *field.Field, l look) {
	n, err := strconv.ParseUint(strings.Join(code.Arguments, ""), 0, 16)
	font := code.Value(`\f`)
	if err != nil || n == 0 || font == "" && n >= 0x80 && !code.Has(`\u`) {
		r.log.Add("docx-symbol", r.here(), font, strings.Join(code.Arguments, " "))
		return
	}
	l.font, l.signFont = font, font
	r.say(string(rune(n)), l)
}

// ruby reads w:ruby: a text and its reading.
func (r *reader) ruby(n opc.Node, l look) {
	base, reading := n.Child("w:rubyBase"), strings.TrimSpace(textOf(n.Child("w:rt")))
	from := len(r.out)
	for c := base.First(); c.Ok(); c = c.Next() {
		r.inline(c, l.context)
	}
	if len(r.out) > from && !l.dropped && reading != "" {
		r.giveReading(from, reading)
	}
	for c := n.First(); c.Ok(); c = c.Next() {
		switch c.Name() {
		case "w:rubyPr", "w:rt", "w:rubyBase":
		case "":
			r.loose(c, l.context)
		default:
			r.inline(c, l.context)
		}
	}
}

// giveReading gives the text from an offset on, alone Han, its reading.
func (r *reader) giveReading(from int, reading string) {
	text := string(r.out[from:])
	if strings.ContainsFunc(text, func(c rune) bool { return !unicode.Is(unicode.Han, c) }) {
		r.log.Add("docx-ruby", r.since(from), text, reading)
		return
	}
	list := r.par.text.list
	look := list[len(list)-1].(content.Run)
	r.marks++
	look.Ruby = content.Ruby{Text: reading, Nth: r.marks}
	// The base is cut from what it was joined to, and is one run.
	r.src.Data = r.out // in which places are looked up
	cut := inlines{list: r.withoutTail(from)}
	cut.text(r.src, text, from, look)
	r.par.text = cut
}

// withoutTail returns the text of the paragraph up to an offset of the extracted text.
func (r *reader) withoutTail(from int) []content.Inline {
	list := r.par.text.list
	for len(list) > 0 {
		last := len(list) - 1
		run, ok := list[last].(content.Run)
		if !ok {
			break
		}
		steps := run.Place.Steps
		switch end := steps[len(steps)-1]; {
		case steps[0].Src >= from:
			list = list[:last]
			continue
		case end.Src+len(run.Value)-end.Off > from:
			keep := len(run.Value) - (end.Src + len(run.Value) - end.Off - from)
			run.Value, run.Place = run.Value[:keep], run.Place.Slice(0, keep)
			list[last] = run
		}
		break
	}
	return list
}

// formula reads a formula, which cannot be set.
func (r *reader) formula(n opc.Node, c context) {
	if !c.dropped {
		r.log.Add("docx-formula", r.here(), shortened(textOf(n)))
	}
}

// equation reads what an EQ field shows: a sign in a circle, or a text with its reading.
func (r *reader) equation(code *field.Field, l look) {
	eq, ok := code.EQ()
	if !ok {
		r.log.Add("docx-equation", r.here(), strings.TrimSpace(strings.TrimPrefix(code.Code, code.Kind)))
		return
	}
	from := len(r.out)
	r.say(eq.Base, l)
	if eq.Reading != "" && len(r.out) > from {
		r.giveReading(from, eq.Reading)
	}
}
