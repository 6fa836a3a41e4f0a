package inline

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jianbao/fonts"
	"jianbao/layout/unit"
)

// combine makes a combining mark a part of c: one character with the base if Unicode has
// it composed (か and U+3099: が), else a mark that the face of the base must have, too.
func (c *char) combine(mark rune) {
	if !c.marks {
		composed := norm.NFC.String(string(c.r) + string(mark))
		if r, n := utf8.DecodeRuneInString(composed); n == len(composed) {
			c.r = r
			return
		}
	}
	c.marks = true
	if c.class != cLatin {
		c.class = cHan // a full-width box, whatever the base is
	}
}

// combining reports whether a character is a mark on the one before it.
func combining(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me) && !isVariation(r) }

// faceFor returns the first face that has a character with its combining marks, the glyph
// of the base, and the face's index in the order that latin gives; nil if none has.
func (b *builder) faceFor(c char, font *Font, latin bool) (f *fonts.Face, id fonts.GID, index int) {
	if !c.marks {
		f, id, index, ok := font.Stack.Lookup(c.r, latin)
		if !ok {
			return nil, 0, 0
		}
		return f, id, index
	}
	text := b.p.text[c.at:c.end]
	composed := norm.NFC.String(text)
	for i, f := range font.Stack.Faces(latin) {
		if f.HasAll(text) || f.HasAll(composed) {
			id, _ := f.GID(c.r)
			return f, id, i
		}
	}
	return nil, 0, 0
}

// missingMark reports a cluster that no face can draw: the base, if no face has that,
// else the first mark that the first face with the base lacks.
func (b *builder) missingMark(c char, font *Font, latin bool) {
	f, _, _, ok := font.Stack.Lookup(c.r, latin)
	if !ok {
		b.missing(c, font)
		return
	}
	mark := c.last
	for _, r := range b.p.text[c.at:c.end] {
		if _, has := f.GID(r); !has && combining(r) {
			mark = r
			break
		}
	}
	b.log.Add("missing-mark", b.span(c), b.p.text[c.at:c.end], codePoint(mark), f.PostScriptName(), newName(font.Stack))
}

// marked adds a full-width character with combining marks, each where the face has it.
func (b *builder) marked(i int, font *Font) {
	c := b.chars[i]
	f, _, index := b.faceFor(c, font, false)
	if f == nil {
		b.missingMark(c, font, false)
		b.add(c, font.Size, font.Size)
		return
	}
	if index > 0 && !b.expected(f, font, false) {
		b.fallback(c, f, font, false)
	}
	shaped := b.shape(f, b.p.text[c.at:c.end], fonts.Features{Script: "Hani", Lang: "zh-Hans", Separate: true})
	var w unit.Abs
	for _, s := range shaped {
		w += scaled(s.Advance, font.Size, f)
	}
	box := font.Size
	if w < box*3/4 || w > box*5/4 {
		box = w
	}
	a := b.add(c, box, font.Size)
	x, from := (box-w)/2, c.at
	for _, s := range shaped {
		adv := scaled(s.Advance, font.Size, f)
		b.put(a, glyph{face: f, id: s.ID, from: from, to: c.end, x: x, adv: adv, dx: scaled(s.DX, font.Size, f), dy: scaled(s.DY, font.Size, f), size: font.Size})
		x, from = x+adv, c.end
	}
}
