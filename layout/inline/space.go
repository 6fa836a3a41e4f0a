package inline

import (
	"strings"
	"unicode/utf8"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// join determines what depends on neighbours: blanks between adjacent marks
// (RULES 2.2), the space between scripts (RULES 3), and how each gap breaks and
// stretches.
func (b *builder) join(brks, stretch []brk) {
	atoms := b.p.atoms
	k, lit := 0, 0
	for i := range atoms {
		for k < len(b.chars) && b.chars[k].at < atoms[i].to {
			k++
		}
		atoms[i].after = brks[k]
		b.p.ranks |= 1 << brks[k]
		for lit < len(b.s.literals) && int(b.s.literals[lit].to) <= k {
			lit++
		}
		if lit < len(b.s.literals) && int(b.s.literals[lit].from) < k {
			atoms[i].price = b.s.literals[lit].price(b.chars, k, brks[k])
		}
	}
	for i := range atoms {
		if atoms[i].class.space() && (i+1 < len(atoms) && atoms[i+1].class.space() || b.p.text[atoms[i].from] == '\t') {
			b.p.spread = true
		}
		switch {
		case atoms[i].class == cSpace:
			b.typedSpace(i)
		case atoms[i].class == cWide && i > 1 && i+1 < len(atoms) && (atoms[i-2].after == brkName || atoms[i+1].after == brkName):
			atoms[i].tier, atoms[i].stretch = tierWord, atoms[i].em/2 // between two names of a list (RULES 11.4)
		}
	}
	for i := 0; i+1 < len(atoms); i++ {
		switch x, y := &atoms[i], &atoms[i+1]; {
		case x.class.mark() && !y.latin():
			b.squeeze(x, y)
		case x.latin() != y.latin():
			b.hug(x, y)
		}
	}
	k = 0
	hanBase := false // of the script that atom i belongs to
	for i := 0; i+1 < len(atoms); i++ {
		for b.chars[k].at < atoms[i].to {
			k++
		}
		if !b.script(&atoms[i]) {
			hanBase = atoms[i].class == cHan
		}
		b.gap(&atoms[i], &atoms[i+1], stretch, k)
		if b.script(&atoms[i+1]) || b.script(&atoms[i]) && hanBase {
			withoutAutospace(&atoms[i])
		}
	}
	b.tabs()
	b.dearBreaks()
	b.stacks()
}

// squeeze is called for marks x. It removes the ½ em that two adjacent marks lose together (RULES 2.2),
// from the blank between them. A break between them restores it where the style
// keeps marks at line edges at full width.
func (b *builder) squeeze(x, y *atom) {
	if b.p.settings.Locale == ZhHantTW || x.after == brkForce {
		return
	}
	half := min(x.em, y.em) / 2
	long := func(a *atom) bool { return a.class == cDash && a.adv > a.em } // ——
	switch {
	case x.class.closing() && (y.class.closing() || y.class == cOpen || y.class == cFused),
		x.class == cClose && long(y):
		n := min(half, x.r)
		b.trim(x, 0, n)
		x.lost = n
		if rest := half - n; y.class == cOpen && rest > 0 && n > 0 {
			m := min(rest, y.l)
			b.trim(y, m, 0)
			y.lostL = m
		}
	case y.class == cOpen && (x.class == cOpen || x.class == cFused || long(x)):
		n := min(half, y.l)
		b.trim(y, n, 0)
		y.lostL = n
	}
}

// hug removes the blank of a full-width mark that faces an ASCII bracket around it, which
// has none: (“甲”) (RULES 2.2).
func (b *builder) hug(x, y *atom) {
	if b.p.settings.Locale == ZhHantTW || x.after == brkForce {
		return
	}
	half := min(x.em, y.em) / 2
	switch {
	case y.class == cOpen && strings.ContainsRune("([{", lastRune(b.p.text[x.from:x.to])):
		n := min(half, y.l)
		b.trim(y, n, 0)
		y.lostL = n
	case x.class.closing() && strings.ContainsRune(")]}", firstRune(b.p.text[y.from:y.to])):
		n := min(half, x.r)
		b.trim(x, 0, n)
		x.lost = n
	}
}

func lastRune(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// typedSpace sets the width of a space that the author typed: between Han and
// Latin that of RULES 3.1, between Latin words the font's own, between Han half
// an em, next to the blank of a mark zero (RULES 3.2). The width of tabs depends
// on what is before them.
func (b *builder) typedSpace(i int) {
	atoms := b.p.atoms
	a := &atoms[i]
	em := a.em
	own := a.adv
	resize := func(w unit.Abs) { b.resize(a, w) }
	if i == 0 || i+1 == len(atoms) {
		return
	}
	p, n := &atoms[i-1], &atoms[i+1]
	switch {
	case p.class.space() || n.class.space():
		if !p.latin() || !n.latin() {
			resize(em / 2)
		}
	case p.latin() && n.latin():
		a.tier = tierWord
		a.shrink = max(0, own-em/4)
		a.stretch = max(0, em/2-own)
	case p.latin() != n.latin() && (p.class == cHan || n.class == cHan):
		w := em.Scale(int64(b.p.settings.Autospace), 1000)
		if w == 0 {
			w = own
		}
		resize(w)
		a.tier = tierAuto
		a.shrink = max(0, w-em/8)
		a.stretch = max(0, em/2-w)
	case n.latin() && p.class.mark() && p.r > 0 || p.latin() && n.class == cOpen:
		resize(0) // the mark's blank already separates them
	case n.latin() && p.class == cOpen || p.latin() && n.class.closing():
		resize(0) // no space inside a bracket or before a closing mark
	case p.latin() || n.latin():
	case !b.p.settings.keepsBlanks() && besideMark(p.class, n.class) && (b.p.text[a.from] == ' ' || strings.HasPrefix(b.p.text[a.from:], "\u00a0")):
		resize(0) // next to text of another style; dropBlanks has the others
	default:
		resize(em / 2)
	}
}

// script reports whether an atom is of a subscript or superscript.
func (b *builder) script(a *atom) bool { return b.p.runs[a.run].Script != frame.NoScript }

// withoutAutospace removes the space of RULES 3.1 after x: a script is part of
// its base, so none is between the two, and the base decides what follows.
func withoutAutospace(x *atom) {
	if x.gapKind == gapAuto {
		x.gap, x.gapKind = 0, gapFixed
		if x.after == brkAllow {
			x.gapKind = gapHan
		}
	}
}

// gap sets the glue after x and how it stretches. At level none, stretch holds
// which gaps may open, by index k of the character after the gap; otherwise it
// is nil.
func (b *builder) gap(x, y *atom, stretch []brk, k int) {
	if x.after == brkForce || x.class.space() || y.class.space() || x.class == cZero || y.class == cZero {
		return
	}
	dash := func(c class) bool { return c == cDash || c == cTilde || c == cMiddle }
	switch {
	case b.betweenScripts(x, y):
		em := x.em
		if x.latin() {
			em = y.em
		}
		x.gap = em.Scale(int64(b.p.settings.Autospace), 1000)
		x.gapKind = gapAuto
	case dash(x.class) || dash(y.class):
		if !(x.class == cDash && y.class == cDash) {
			x.gapKind = gapDash
		}
	case opens(x.after) && !(x.latin() && y.latin()) && (stretch == nil || opens(stretch[k])):
		x.gapKind = gapHan
	}
	if x.after == brkAllow && (y.class == cDash || y.class == cEllipsis) {
		x.price = priceDashStart
	}
}

// opens reports whether a gap of a line stretches where it could break.
func opens(b brk) bool { return b == brkAllow || b == brkName || b == brkNumber }

func isDigit(text string, end int) bool {
	c := text[end-1]
	return c >= '0' && c <= '9'
}

// betweenScripts reports whether x and y are a Han character and a Latin letter,
// digit or symbol, which are separated by the space of RULES 3.1. Latin
// punctuation and brackets are not.
func (b *builder) betweenScripts(x, y *atom) bool {
	if b.p.settings.Autospace == 0 || x.latin() == y.latin() {
		return false
	}
	if x.latin() {
		r, _ := utf8.DecodeLastRuneInString(b.p.text[x.from:x.to])
		if hyphenRune(r) {
			return false // 2-甲基
		}
		h, _ := utf8.DecodeRuneInString(b.p.text[y.from:y.to])
		return spacedLatin(r) && y.class == cHan && spacedHan(h)
	}
	r, n := utf8.DecodeRuneInString(b.p.text[y.from:y.to])
	h, _ := utf8.DecodeRuneInString(b.p.text[x.from:x.to])
	if next, _ := utf8.DecodeRuneInString(b.p.text[int(y.from)+n:]); hyphenRune(r) && !digit(next) {
		return false // 毒素-LR; before a digit it is a sign: 气温-5 ℃
	}
	return spacedLatin(r) && x.class == cHan && spacedHan(h)
}

func hyphenRune(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// spacedHan reports whether r is a Han character that takes a Han–Latin space.
// Full-width letters and digits do not: they are Latin in a Han box.
func spacedHan(r rune) bool {
	return strongScript(r) == scriptHan && !(r >= 0xff00 && r <= 0xffef)
}

func spacedLatin(r rune) bool {
	return !strings.ContainsRune("()[]{}‹›«»｢｣,.:;!?\"'“”‘’/\\|·…—–_*@#~", r)
}

// stacks marks the gaps inside sequences of three or more closing marks, where
// the rules may be relaxed if nothing else fits (RULES 1.7), and all other
// forbidden gaps as the last resort.
func (b *builder) stacks() {
	atoms := b.p.atoms
	for i := 0; i < len(atoms); i++ {
		j := i
		for j < len(atoms) && atoms[j].class.closing() {
			j++
		}
		if j-i >= 3 {
			for k := i; k+1 < j; k++ {
				if atoms[k].after == brkNone {
					atoms[k].after = brkStack
				}
			}
		}
		for k := i; k < max(j, i+1) && k < len(atoms); k++ {
			// No line ever begins with a space.
			if atoms[k].after == brkNone && !(k+1 < len(atoms) && atoms[k+1].class.space()) {
				atoms[k].after = brkAny
			}
		}
		if j > i {
			i = j - 1
		}
	}
}
