package inline

import (
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/unit"
)

// builder builds the atoms of one paragraph.
type builder struct {
	s       *Shaper
	p       *Paragraph
	chars   []char
	log     *diag.List
	literal int // the first of s.literals that boxes has not passed
}

// boxes makes the atom of each character, with its box (RULES 2.1): the width
// follows from the rules, the ink from the font.
func (b *builder) boxes() {
	for i := 0; i < len(b.chars); {
		c := b.chars[i]
		font := b.p.runs[c.run].Font
		if b.p.runs[c.run].Note != 0 {
			b.noteMark(i)
			i++
			continue
		}
		if c.emoji {
			b.sequence(i, font)
			i++
			continue
		}
		if needsShaper(c.r) {
			i = b.unsupported(i, font)
			continue
		}
		if c.marks && c.class != cLatin {
			b.marked(i, font)
			i++
			continue
		}
		switch c.class {
		case cLatin:
			i = b.latin(i)
		case cDash, cEllipsis:
			i = b.dashes(i)
		case cFused:
			i = b.fused(i)
		case cSpace, cWide:
			b.space(i)
			i++
		case cZero:
			b.zero(i)
			i++
		case cOpen, cClose, cComma, cPeriod:
			b.mark(i, font)
			i++
		case cMiddle:
			b.centred(i, font, font.Size/2)
			i++
		default:
			b.han(i, font)
			i++
		}
	}
}

func (b *builder) add(c char, adv unit.Abs, em unit.Abs) *atom {
	p := b.p
	p.atoms = append(p.atoms, atom{
		from: c.at, to: c.end, run: c.run, class: c.class,
		g0: int32(len(p.glyphs)), g1: int32(len(p.glyphs)), adv: adv, em: em,
	})
	a := &p.atoms[len(p.atoms)-1]
	if c.class == cHan {
		a.number = numberPartOf(c.r)
	}
	return a
}

func (b *builder) put(a *atom, g glyph) {
	b.p.glyphs = append(b.p.glyphs, g)
	a.g1 = int32(len(b.p.glyphs))
}

// han adds an ideograph or other full-width character. Its box is 1 em if its
// advance is about that, as in every face made for Chinese; a glyph whose
// advance is off by more than a quarter keeps its own width.
func (b *builder) han(i int, font *Font) {
	c := b.chars[i]
	f, id := b.lookup(c, font, false)
	if f == nil {
		b.add(c, font.Size, font.Size)
		return
	}
	w := scaled(f.Advance(id), font.Size, f)
	box := font.Size
	if w > box*5/4 && font.Stack.Emoji != nil && f == font.Stack.Emoji() {
		b.pictographs(c, f, font, []fonts.Shaped{{ID: id, Advance: f.Advance(id)}})
		return
	}
	if w < box*3/4 || w > box*5/4 {
		box = w
	}
	a := b.add(c, box, font.Size)
	b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: box, dx: (box - w) / 2, size: font.Size})
}

// centred adds a mark with its ink in the middle of a box of the given width.
func (b *builder) centred(i int, font *Font, box unit.Abs) {
	c := b.chars[i]
	a := b.add(c, box, font.Size)
	f, id := b.lookup(c, font, false)
	if f == nil {
		return
	}
	b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: box, dx: centre(f, id, font.Size, 0, box), size: font.Size})
}

// centre returns the glyph origin that puts the glyph's ink in the middle of
// [from,to).
func centre(f *fonts.Face, id fonts.GID, size, from, to unit.Abs) unit.Abs {
	ink, ok := f.Bounds(id)
	if !ok {
		return from
	}
	l, r := scaled(ink.XMin, size, f), scaled(ink.XMax, size, f)
	return from + (to-from-(r-l))/2 - l
}

// mark adds a full-width mark (class O, C or S) and determines which part of its
// box is blank: from the font's halt feature if it has one, else from the
// outline (RULES 2.5).
func (b *builder) mark(i int, font *Font) {
	c := b.chars[i]
	em := font.Size
	a := b.add(c, em, em)
	switch c.class {
	case cComma:
		a.tier = tierComma
		if c.r == '、' && b.numbers(i) {
			a.tier = tierNumber
		}
	case cPeriod:
		a.tier = tierPeriod
	default:
		a.tier = tierBracket
		if b.numbers(i) {
			a.tier = tierNumber
		}
	}
	a.l, a.r = 0, em/2
	if c.class == cOpen {
		a.l, a.r = em/2, 0
	}
	f, id := b.lookup(c, font, false)
	if f == nil {
		return
	}
	w := scaled(f.Advance(id), em, f)
	var dx unit.Abs
	if dxu, da, ok := f.Halt(id); ok && da < 0 && w > em*9/10 {
		a.l = scaled(-dxu, em, f)
		a.r = scaled(-da, em, f) - a.l
	} else if ink, ok := f.Bounds(id); ok && w > em*9/10 {
		l, r := scaled(ink.XMin, em, f), scaled(ink.XMax, em, f)
		switch mid := (l + r) / 2; {
		case l > em*9/20 && mid > em/2:
			a.l, a.r = em/2, 0
		case r < em*11/20 && mid < em/2:
			a.l, a.r = 0, em/2
		default:
			a.l, a.r = em/4, em/4
		}
	} else if c.class == cOpen {
		dx = centre(f, id, em, em/2, em)
	} else {
		dx = centre(f, id, em, 0, em/2)
	}
	b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: em, dx: dx, size: em})
	if b.halfWidth(c) {
		b.trim(a, a.l, a.r)
	}
}

// numbers reports whether the mark is a bracket of a number that begins the
// paragraph, or what follows a hard break: （一）, （12）, or the 、 behind one: 3、. If these
// shrank as others do, the items of a list would begin half a character apart.
func (b *builder) numbers(i int) bool {
	const longest = 4 // （二十一）
	first := func(k int) bool { return b.chars[k].r == '（' && (k == 0 || b.chars[k-1].ends) }
	number := func(k int) bool {
		return k < len(b.chars) && (digit(b.chars[k].r) || numberPartOf(b.chars[k].r) == numeral)
	}
	open, end := i, i+1
	if b.chars[i].r == '、' {
		for open > 0 && open >= i-longest && number(open-1) && !b.chars[open-1].ends {
			open--
		}
		return open < i && i-open <= longest && (open == 0 || b.chars[open-1].ends)
	}
	if b.chars[i].r == '）' {
		for open--; open >= 0 && open >= i-longest && number(open); open-- {
		}
		return open >= 0 && open < i-1 && first(open)
	}
	for end <= i+longest && number(end) {
		end++
	}
	return first(open) && end > i+1 && end < len(b.chars) && b.chars[end].r == '）'
}

// halfWidth reports whether the mark has half width everywhere in this style
// (RULES 2.4).
func (b *builder) halfWidth(c char) bool {
	switch b.p.settings.Punctuation {
	case Banjiao:
		return true
	case Kaiming:
		return c.r != '。' && c.r != '！' && c.r != '？' && c.r != '．'
	}
	return false
}

// trim permanently removes blank from the sides of a mark.
func (b *builder) trim(a *atom, l, r unit.Abs) {
	a.adv -= l + r
	a.l -= l
	a.r -= r
	for k := a.g0; k < a.g1; k++ {
		g := &b.p.glyphs[k]
		g.dx -= l
		g.adv = a.adv
	}
}

// fused adds ？！ and ！！ in 1 em and ！！！ in 2 em, with the ink of each mark in the
// middle of its share.
func (b *builder) fused(i int) int {
	j := i
	for j < len(b.chars) && b.chars[j].class == cFused && b.chars[j].run == b.chars[i].run {
		j++
	}
	for i < j {
		n := min(j-i, 3)
		if j-i == 4 {
			n = 2
		}
		font := b.p.runs[b.chars[i].run].Font
		total := font.Size
		if n == 3 {
			total = 2 * font.Size
		}
		if n == 1 { // the other mark is in a run of another style
			total = font.Size / 2
		}
		var used unit.Abs
		for k := range n {
			next := total * unit.Abs(k+1) / unit.Abs(n)
			b.centred(i+k, font, next-used)
			used = next
		}
		i += n
	}
	return j
}

// dashes adds —— and …… as one atom of 2 em, a single one as 1 em.
func (b *builder) dashes(i int) int {
	c := b.chars[i]
	font := b.p.runs[c.run].Font
	em := font.Size
	if c.r == '⸺' {
		b.wideDash(i, i+1, font)
		return i + 1
	}
	j := i + 1
	if j < len(b.chars) && b.chars[j].r == c.r && b.chars[j].class == c.class && b.chars[j].run == c.run {
		j++
	}
	if j-i == 2 && c.r == '—' {
		b.wideDash(i, j, font)
		return j
	}
	b.centred(i, font, em)
	if j-i == 2 {
		b.centred(i+1, font, em)
		b.fuse()
	}
	return j
}

// fuse merges the last two atoms into one, which neither breaks nor stretches
// inside.
func (b *builder) fuse() {
	atoms := b.p.atoms
	x, y := &atoms[len(atoms)-2], &atoms[len(atoms)-1]
	for k := y.g0; k < y.g1; k++ {
		b.p.glyphs[k].x += x.adv
	}
	x.to, x.g1 = y.to, y.g1
	x.adv += y.adv
	b.p.atoms = atoms[:len(atoms)-1]
}

// wideDash adds —— as one unbroken stroke of 2 em: the font's own two-em dash if
// shaping yields one, else two dashes that touch.
func (b *builder) wideDash(i, j int, font *Font) {
	c := b.chars[i]
	c.end = b.chars[j-1].end
	em := font.Size
	a := b.add(c, 2*em, em)
	f, id := b.lookup(char{r: '—', at: c.at, end: c.end, run: c.run}, font, false)
	if f == nil {
		return
	}
	if got := b.shape(f, "——", fonts.Features{Script: "Hani", Lang: "zh-Hans"}); len(got) == 1 {
		if w := scaled(f.Advance(got[0].ID), em, f); w > em*8/5 && w < em*12/5 {
			b.put(a, glyph{face: f, id: got[0].ID, from: c.at, to: c.end, adv: 2 * em, dx: centre(f, got[0].ID, em, 0, 2*em), size: em})
			return
		}
	}
	ink, ok := f.Bounds(id)
	if !ok {
		return
	}
	// Each stroke has the length that the font gives it. They meet in the
	// middle, so that the pair is one line, slightly shorter than 2 em if the
	// strokes are shorter than 1 em.
	b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: em, dx: em - scaled(ink.XMax, em, f), size: em})
	b.put(a, glyph{face: f, id: id, from: c.end, to: c.end, x: em, adv: em, dx: -scaled(ink.XMin, em, f), size: em})
}

// space adds a typed space. Its final width depends on its neighbours
// (typedSpace).
func (b *builder) space(i int) {
	c := b.chars[i]
	font := b.p.runs[c.run].Font
	em := font.Size
	w := em
	if c.class == cSpace {
		w = em / 4
	}
	a := b.add(c, w, em)
	f, id, _, ok := font.Stack.Lookup(' ', true)
	if !ok {
		return
	}
	if c.class == cSpace {
		a.adv = scaled(f.Advance(id), em, f)
	}
	b.put(a, glyph{face: f, id: id, from: c.at, to: c.end, adv: a.adv, size: em})
}

// zero adds a character without a box to the text of the atom before it.
func (b *builder) zero(i int) {
	c := b.chars[i]
	if n := len(b.p.atoms); n > 0 {
		a := &b.p.atoms[n-1]
		a.to = c.end
		if a.g1 > a.g0 && b.p.glyphs[a.g0].to == c.at {
			b.p.glyphs[a.g0].to = c.end
		}
		return
	}
	b.add(c, 0, b.p.runs[c.run].Font.Size)
}
