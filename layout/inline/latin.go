package inline

import (
	"jianbao/fonts"
	"jianbao/layout/frame"
)

// shapeKey is the key of a shaped text in the Shaper's cache.
type shapeKey struct {
	face *fonts.Face
	text string
	feat fonts.Features
}

// shape returns the shaped glyphs of a text, from the cache if they are there.
func (s *Shaper) shape(f *fonts.Face, text string, feat fonts.Features) []fonts.Shaped {
	key := shapeKey{f, text, feat}
	if got, ok := s.shaped[key]; ok {
		return got
	}
	got := f.Shape(text, feat)
	s.shaped[key] = got
	return got
}

// shape returns the shaped glyphs of a text. Shaping may put a glyph without ink, or the
// box for lacking characters, in the place of one that a character map gives, which has
// ink if its character must.
func (b *builder) shape(f *fonts.Face, text string, feat fonts.Features) []fonts.Shaped {
	shaped := b.s.shape(f, text, feat)
	for i := range shaped {
		if shaped[i].ID == 0 || !f.Inked(shaped[i].ID) {
			b.p.inkless = true
		}
	}
	return shaped
}

// latin shapes Latin text without spaces that is in one face and font, and
// divides it into clusters, so that a break inside it moves no letter. It
// returns the index of the character after it.
func (b *builder) latin(i int) int {
	c := b.chars[i]
	font := b.p.runs[c.run].Font
	if b.p.runs[c.run].Script != frame.NoScript {
		return b.scripts(i)
	}
	f, id, index := b.faceFor(c, font, true)
	if f == nil && c.marks {
		b.missingMark(c, font, true)
		b.add(c, font.Size/2, font.Size)
		return i + 1
	}
	if f == nil {
		if plain, script := typedScript(c.r); plain != 0 {
			b.scaledScript(i, plain, script)
			return i + 1
		}
		b.missing(c, font)
		b.add(c, font.Size/2, font.Size)
		return i + 1
	}
	separate, edge := b.inLiteral(i)
	j := i + 1
	for j < edge && b.chars[j].class == cLatin && b.chars[j].run == c.run && !b.chars[j-1].ends {
		if g, _, _ := b.faceFor(b.chars[j], font, true); g != f {
			break
		}
		j++
	}
	switch {
	case font.Stack.IsEmoji(index):
		b.log.Add("emoji", b.span(c), f.PostScriptName())
	case index > 0 && !b.expected(f, font, true):
		b.fallback(c, f, font, true)
	}
	for _, c := range b.chars[i:j] {
		if c.vs != 0 { // the shaper gets none
			b.noVariant(c)
		}
	}
	if j == i+1 && c.end-c.at == 1 {
		w := scaled(f.Advance(id), font.Size, f)
		a := b.add(c, w, font.Size)
		b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: w, size: font.Size})
		return j
	}
	b.clusters(i, j, f, font, separate)
	return j
}

// inLiteral reports whether character i is in a literal, and returns where that
// changes. Calls must have ascending i.
func (b *builder) inLiteral(i int) (yes bool, edge int) {
	for b.literal < len(b.s.literals) && int(b.s.literals[b.literal].to) <= i {
		b.literal++
	}
	if b.literal == len(b.s.literals) {
		return false, len(b.chars)
	}
	if l := b.s.literals[b.literal]; int(l.from) > i {
		return false, int(l.from)
	} else {
		return true, int(l.to)
	}
}

// clusters makes an atom of each cluster of shaped glyphs. A cluster covers the
// characters up to the next cluster, so that the letters of a ligature stay
// together. Separate turns ligatures off.
func (b *builder) clusters(i, j int, f *fonts.Face, font *Font, separate bool) {
	base := b.chars[i].at
	text := b.p.text[base:b.chars[j-1].end]
	shaped := b.shape(f, text, fonts.Features{Script: "Latn", Lang: "en", Separate: separate})
	k := i
	for g := 0; g < len(shaped); {
		end := g + 1
		for end < len(shaped) && shaped[end].Cluster == shaped[g].Cluster {
			end++
		}
		c := b.chars[k]
		stop := int32(len(text))
		if end < len(shaped) {
			stop = int32(shaped[end].Cluster)
		}
		for k < j && b.chars[k].at-base < stop {
			c.end = b.chars[k].end
			c.ends = b.chars[k].ends
			k++
		}
		a := b.add(c, 0, font.Size)
		from := c.at
		for ; g < end; g++ {
			w := scaled(shaped[g].Advance, font.Size, f)
			b.put(a, glyph{
				face: f, id: shaped[g].ID, from: from, to: c.end, x: a.adv, adv: w,
				dx: scaled(shaped[g].DX, font.Size, f), dy: scaled(shaped[g].DY, font.Size, f), size: font.Size,
			})
			from = c.end
			a.adv += w
		}
	}
}

// hyphen returns the glyph that is added where a word is hyphenated; ok is false
// if the font has none.
func (b *builder) hyphen(font *Font) (glyph, bool) {
	f, id, _, ok := font.Stack.Lookup('-', true)
	if !ok {
		return glyph{}, false
	}
	return glyph{face: f, id: id, adv: scaled(f.Advance(id), font.Size, f), size: font.Size}, true
}
