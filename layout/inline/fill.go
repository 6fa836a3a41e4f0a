package inline

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// build sets the line of atoms [i,j).
func (p *Paragraph) build(line *frame.Line, arena []frame.Glyph, i, j int, target unit.Abs, justify bool) []frame.Glyph {
	e := p.end(i, j)
	t := p.try(i, j)
	var f fill
	if justify || t.nat > target {
		f = t.solve(target, p.em)
	}
	s := spread{f: &f, t: &t}
	start := len(arena)
	var x unit.Abs
	for k := i; k < e; k++ {
		a := &p.atoms[k]
		l, r := a.l, a.r // blanks that may shrink
		trimL, trimR := unit.Abs(0), unit.Abs(0)
		endTier := false
		if k == i && a.class == cOpen {
			if p.set.TrimStart || p.set.Title {
				trimL, l = l, 0
			} else {
				trimL, l = -a.lostL, l+a.lostL
			}
		}
		if k == e-1 && a.class.closing() {
			if p.halfAtEnd() {
				trimR, r = r, 0
			} else {
				trimR, r, endTier = -a.lost, r+a.lost, true
			}
		}
		if l+r > 0 {
			if endTier {
				n := s.take(tierEnd, r)
				trimR += n
				n = s.take(a.tier, l)
				trimL += n
			} else {
				n := s.take(a.tier, l+r)
				nl := n.Scale(int64(l), int64(l+r))
				trimL, trimR = trimL+nl, trimR+n-nl
			}
		}
		open := s.space(a)
		for q := a.g0; q < a.g1; q++ {
			g := &p.glyphs[q]
			adv := g.adv
			if q == a.g1-1 {
				adv += open - trimL - trimR
			}
			arena = append(arena, frame.Glyph{
				Face: g.face, ID: g.id, X: x + g.x, Advance: adv, DX: g.dx - trimL, DY: g.dy, Size: g.size, Text: p.text[g.from:g.to],
			})
		}
		x += a.adv + open - trimL - trimR
		if k == e-1 {
			break
		}
		x += s.gap(a)
	}
	if p.atoms[j-1].after == brkHyphen && j < len(p.atoms) {
		if g, ok := p.hyphens[p.atoms[j-1].run]; ok {
			arena = append(arena, frame.Glyph{Face: g.face, ID: g.id, X: x, Advance: g.adv, Size: g.size, Hyphen: true})
			x += g.adv
		}
	}
	line.Glyphs = arena[start:len(arena):len(arena)]
	line.Width = x
	line.Repair = repairOf(&f, &t, p.em)
	if j < len(p.atoms) {
		switch p.atoms[j-1].after {
		case brkAny, brkStack, brkNone:
			line.Repair = frame.RepairForced
		case brkHyphen:
			if i > 0 && p.atoms[i-1].after == brkHyphen {
				line.Repair = frame.RepairForced
			}
		}
	}
	return arena
}

func repairOf(f *fill, t *trial, em unit.Abs) frame.Repair {
	var shrunk unit.Abs
	for _, n := range f.shrink {
		shrunk += n
	}
	switch {
	case f.over > 0 || f.short > 0:
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

// spread hands out what a fill assigned to each class, evenly over its members
// and exactly to the last unit: every member gets the difference of two
// rounded running shares.
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

// next returns the share of a member with capacity c out of total, of which
// amount is to be handed out.
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

func (s *spread) take(k tier, c unit.Abs) unit.Abs {
	return s.shrink[k].next(s.f.shrink[k], c, s.t.shrink[k])
}

// space returns what a typed space opens or gives up.
func (s *spread) space(a *atom) unit.Abs {
	if a.class != cSpace {
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

// gap returns the set width of the gap behind an atom.
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
