package inline

import (
	"strings"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/unit"
)

// Characters that join emoji to sequences (UTS #51 1.4.5–1.4.9).
const (
	zeroWidthJoiner = '\u200d'
	keycap          = '\u20e3'
)

// pictograph reports whether an emoji sequence may begin with r or have it after a
// joiner. More than the property Extended_Pictographic are accepted: others occur
// beside a joiner only by mistake.
func pictograph(r rune) bool {
	switch {
	case r < 0x2190:
		return r == 0xa9 || r == 0xae || r == 0x203c || r == 0x2049 || r == 0x2122 || r == 0x2139
	case r >= 0x1f000 && r <= 0x1faff:
		return !regional(r) && !skinTone(r)
	}
	return r <= 0x21ff || r >= 0x2300 && r <= 0x23ff || r >= 0x25a0 && r <= 0x27bf || r >= 0x2900 && r <= 0x297f || r >= 0x2b00 && r <= 0x2bff
}

// emojiAlone reports whether r is in a block of emoji alone, with signs of nothing else.
func emojiAlone(r rune) bool {
	return r >= 0x1f300 && r <= 0x1f64f || r >= 0x1f680 && r <= 0x1f6ff || r >= 0x1f900 && r <= 0x1faff
}

func regional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }
func skinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }
func tag(r rune) bool      { return r >= 0xe0020 && r <= 0xe007f }

// continued reports whether r continues the emoji sequence that c begins.
func (c *char) continued(r rune) bool {
	switch {
	case r == zeroWidthJoiner:
		return pictograph(c.r) && c.last != zeroWidthJoiner
	case regional(r):
		return regional(c.r) && c.last == 0
	case skinTone(r), tag(r):
		return pictograph(c.r)
	}
	return c.last == zeroWidthJoiner && pictograph(c.r) && pictograph(r)
}

// completes reports whether c becomes an emoji sequence by r: a joiner alone makes
// none.
func (c *char) completes(r rune) bool {
	if r == keycap {
		return c.r >= '0' && c.r <= '9' || c.r == '#' || c.r == '*'
	}
	return r != zeroWidthJoiner && c.continued(r)
}

// sequence adds an emoji sequence as one cluster: the face's glyph for it, or
// those of its parts side by side.
func (b *builder) sequence(i int, font *Font) {
	c := b.chars[i]
	text := b.p.text[c.at:c.end]
	f, index, ok := font.Stack.LookupSequence(text)
	if !ok {
		b.missingEmoji(c, text)
		b.add(c, font.Size, font.Size)
		return
	}
	if font.Stack.IsEmoji(index) {
		b.log.Add("emoji", b.span(c), f.PostScriptName())
	}
	shaped := b.shape(f, text, ofEmoji)
	switch {
	case apart(shaped, text):
		b.log.Add("emoji-apart", b.span(c), text, codePoints(text), strings.Join(visibleParts(text), " "))
	case regional(c.r) && shaped[0].ID == b.s.shape(f, noRegion, ofEmoji)[0].ID:
		b.log.Add("emoji-apart", b.span(c), text, codePoints(text), diag.Term{ZH: "代表“没有这个国家或地区”的旗", EN: "a flag for no country or region"})
	}
	b.pictographs(c, f, font, shaped)
}

var ofEmoji = fonts.Features{Script: "Zyyy", Lang: "en"}

// noRegion is a pair of letters that no country or region has (ISO 3166-1: ZZ is left
// to users). Faces have a flag with a question mark for such pairs, or none.
const noRegion = "\U0001F1FF\U0001F1FF"

// apart reports whether the face has no glyph for a sequence as a whole: several are
// printed side by side, or the tags that tell which flag is meant are lost. A joiner or
// selector without width may remain beside the glyph of the whole.
func apart(shaped []fonts.Shaped, text string) bool {
	printed := 0
	for _, s := range shaped {
		if s.Advance > 0 {
			printed++
		}
	}
	return printed > 1 || len(shaped) > 1 && strings.ContainsFunc(text, tag)
}

// visibleParts returns the characters of a sequence that print something by themselves.
func visibleParts(text string) []string {
	var parts []string
	for _, r := range text {
		if !fonts.Blank(r) {
			parts = append(parts, string(r))
		}
	}
	return parts
}

// missingEmoji reports an emoji that no face has, the whole sequence if it is one.
func (b *builder) missingEmoji(c char, text string) {
	b.log.Add("emoji-missing", b.span(c), text, codePoints(text))
}

func codePoints(text string) string {
	points := make([]string, 0, 8)
	for _, r := range text {
		points = append(points, codePoint(r))
	}
	return strings.Join(points, " ")
}

// pictographs adds glyphs of emoji as one cluster, each at most an em wide and in
// the middle of its box. Emoji are drawn larger than Han.
func (b *builder) pictographs(c char, f *fonts.Face, font *Font, shaped []fonts.Shaped) {
	em := font.Size
	a := b.add(c, 0, em)
	from, adv := c.at, unit.Abs(0)
	for _, s := range shaped {
		w := scaled(s.Advance, em, f)
		if w == 0 && len(shaped) > 1 {
			continue // a joiner or a selector
		}
		size := em
		if w > em {
			size, w = em.Scale(int64(em), int64(w)), em
		}
		g := glyph{face: f, id: s.ID, from: from, to: c.end, x: adv, adv: w, size: size}
		if ink, ok := f.Bounds(s.ID); ok {
			g.dy = emCentre(em) - scaled(ink.YMin+ink.YMax, size, f)/2
		}
		b.put(a, g)
		from, adv = c.end, adv+w
	}
	b.p.atoms[len(b.p.atoms)-1].adv = adv
}

// emCentre returns the height of the middle of the em box of Han above the
// baseline.
func emCentre(em unit.Abs) unit.Abs { return em.Scale(38, 100) }
