package inline

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// lineBuilder fills lines with glyphs, all of which are allocated in one arena.
type lineBuilder struct {
	p     *Paragraph
	arena []frame.Glyph
}

// build sets glyphs, width and repair of the line of atoms [i,j). A line that is
// justified or too wide is adjusted to its measure.
func (b *lineBuilder) build(line *frame.Line, i, j int) {
	p := b.p
	t := p.try(i, j)
	var f fill
	if line.Justify || t.nat > line.Measure {
		f = t.solve(line.Measure, p.em)
	}
	torn := f.torn(&t, p.em)
	if torn {
		f = fill{}
	}
	s := spread{f: &f, t: &t}
	start := len(b.arena)
	end := p.end(i, j)
	var x unit.Abs
	for k := i; k < end; k++ {
		a := &p.atoms[k]
		var left, right unit.Abs
		if k == i || k == end-1 || a.l+a.r > 0 {
			left, right = s.trims(p.blanks(k, k == i, k == end-1), a.tier)
		}
		extra := s.space(a) - left - right
		b.glyphs(a, x, left, extra)
		x += a.adv + extra
		if k < end-1 {
			x += s.gap(a)
		}
	}
	if j < len(p.atoms) && p.atoms[j-1].after == brkHyphen {
		x += b.hyphen(p.atoms[j-1].run, x)
	}
	line.Glyphs = b.arena[start:len(b.arena):len(b.arena)]
	line.Width = x
	line.Repair = repairOf(&f, &t, p.em)
	if torn {
		line.Repair = frame.RepairRagged
	}
	if p.forced(i, j) {
		line.Repair = frame.RepairForced
	}
}

// glyphs appends an atom's glyphs at x, moved left by the blank trimmed there;
// extra is added to the advance of the last.
func (b *lineBuilder) glyphs(a *atom, x, left, extra unit.Abs) {
	for q := a.g0; q < a.g1; q++ {
		g := &b.p.glyphs[q]
		adv := g.adv
		if q == a.g1-1 {
			adv += extra
		}
		b.arena = append(b.arena, frame.Glyph{
			Face: g.face, ID: g.id, X: x + g.x, Advance: adv, DX: g.dx - left, DY: g.dy, Size: g.size, Script: g.script, Text: b.p.text[g.from:g.to],
		})
	}
}

// hyphen appends the hyphen of a run and returns its width.
func (b *lineBuilder) hyphen(run int32, x unit.Abs) unit.Abs {
	g, ok := b.p.hyphens[run]
	if !ok {
		return 0
	}
	b.arena = append(b.arena, frame.Glyph{Face: g.face, ID: g.id, X: x, Advance: g.adv, Size: g.size, Hyphen: true})
	return g.adv
}

// forced reports whether the line [i,j) ends at a break that the rules forbid.
func (p *Paragraph) forced(i, j int) bool {
	if j == len(p.atoms) {
		return false
	}
	switch p.atoms[j-1].after {
	case brkAny, brkStack, brkLetter, brkNone:
		return true
	case brkHyphen:
		return i > 0 && p.atoms[i-1].after == brkHyphen
	}
	return false
}

// blanks holds the blank sides of a mark in a line: the parts that may shrink,
// and the parts that the mark's position in the line has removed already. The
// latter are negative where blank removed because of a neighbour is restored.
type blanks struct {
	left, right         unit.Abs
	trimLeft, trimRight unit.Abs
	atEnd               bool // the right one is in tierEnd
}

// blanks returns the blanks of atom k in a line in which it is first, last or
// neither (RULES 2.3).
func (p *Paragraph) blanks(k int, first, last bool) blanks {
	a := &p.atoms[k]
	b := blanks{left: a.l, right: a.r}
	if first && a.class == cOpen {
		if p.trimsStart() {
			b.trimLeft, b.left = a.l, 0
		} else {
			b.trimLeft, b.left = -a.lostL, a.l+a.lostL
		}
	}
	if last && a.class.closing() {
		if p.halfAtEnd() {
			b.trimRight, b.right = a.r, 0
		} else {
			b.trimRight, b.right, b.atEnd = -a.lost, a.r+a.lost, true
		}
	}
	return b
}

// repairOf returns the repair that a fill amounts to.
func repairOf(f *fill, t *trial, em unit.Abs) frame.Repair {
	var shrunk unit.Abs
	for _, n := range f.shrink {
		shrunk += n
	}
	switch {
	case f.over > 0:
		return frame.RepairForced
	case f.loose(t, em):
		return frame.RepairLoose
	case f.word+f.auto+f.hans+f.dashes+f.extra > 0:
		return frame.RepairStretch
	case shrunk > 0:
		return frame.RepairShrink
	}
	return frame.RepairNone
}

// spread distributes the amounts of a fill over the members of each class,
// evenly and without remainder: each member gets the difference of two rounded
// cumulative shares.
type spread struct {
	f      *fill
	t      *trial
	shrink [tiers]share
	word   share
	auto   share
	hans   share
	dashes share
	extra  share
}

type share struct{ seen, given unit.Abs }

// next returns the part of amount for the next member, whose capacity is c out
// of total.
func (s *share) next(amount, c, total unit.Abs) unit.Abs {
	if amount == 0 || total == 0 {
		return 0
	}
	s.seen += c
	upto := amount.Scale(int64(s.seen), int64(total))
	n := upto - s.given
	s.given = upto
	return n
}

// trims returns the width that a mark, whose blanks are in tier k, loses at its
// left and right.
func (s *spread) trims(b blanks, k tier) (left, right unit.Abs) {
	switch both := b.left + b.right; {
	case both <= 0:
		return b.trimLeft, b.trimRight
	case b.atEnd:
		right = s.take(tierEnd, b.right)
		return b.trimLeft + s.take(k, b.left), b.trimRight + right
	default:
		n := s.take(k, both)
		left = n.Scale(int64(b.left), int64(both))
		return b.trimLeft + left, b.trimRight + n - left
	}
}

func (s *spread) take(k tier, c unit.Abs) unit.Abs {
	return s.shrink[k].next(s.f.shrink[k], c, s.t.shrink[k])
}

// space returns the width that a typed space gains (or, if negative, loses).
func (s *spread) space(a *atom) unit.Abs {
	if !a.class.space() {
		return 0
	}
	switch a.tier {
	case tierWord:
		n := s.word.next(s.f.word, a.stretch, s.t.word) - s.take(tierWord, a.shrink)
		return n + s.extra.next(s.f.extra, 1, unit.Abs(s.t.words))
	case tierAuto:
		return s.auto.next(s.f.auto, a.stretch, s.t.auto) - s.take(tierAuto, a.shrink)
	}
	return 0
}

// gap returns the final width of the gap after an atom.
func (s *spread) gap(a *atom) unit.Abs {
	switch a.gapKind {
	case gapAuto:
		return a.gap + s.auto.next(s.f.auto, max(0, a.em/2-a.gap), s.t.auto) - s.take(tierAuto, max(0, a.gap-a.em/8))
	case gapHan:
		return a.gap + s.hans.next(s.f.hans, 1, unit.Abs(s.t.hans))
	case gapDash:
		return a.gap + s.dashes.next(s.f.dashes, 1, unit.Abs(s.t.dashes))
	}
	return a.gap
}
