package inline

import "jianbao/layout/unit"

// raggedPrice returns the price of a line that is left short; ok is false if the
// pass does not allow it.
func (s *search) raggedPrice(c *candidate) (cost int64, ok bool) {
	short := c.target - c.nat
	own := s.atLiteralsPlace(&c.trial, s.from+c.j, short)
	switch {
	case s.pass.least > brkInside:
		return 0, false
	case own:
		cost = priceNotched + int64(short*1000/s.em)*(priceCarried/1000)
	case 2*short <= s.em:
		// Inside an address there is nothing to stretch, and no letter is
		// narrow enough to fill such a line.
		cost = priceNotched + int64(short*1000/s.em)*100
	case s.pass.gaps < ragged:
		return 0, false
	default:
		cost = priceRagged + int64(short*1000/s.em)*(priceLacking/1000)
	}
	next := s.next[c.j]
	if s.hyphenAt(c.i) { // never two hyphens in a row
		next = s.nextPlain[c.j]
	}
	for own && int(next) < s.n && s.atoms[s.from+int(next)-1].after == brkInside {
		next = s.next[next]
	}
	if !s.stuck(s.from+c.i, s.from+int(next), s.measure) {
		if !s.pass.resort {
			return 0, false
		}
		cost += priceStack
	}
	return cost, true
}

// mostNotched is how much, in em, a line at most lacks to end at a place of a literal
// rather than inside a part of it, and fewGaps how many gaps between Han there are at most
// in a line that is left short wherever it ends in a literal: up to ⅛ em they do not take
// another letter.
const (
	mostNotched = 4
	fewGaps     = 3
)

// atLiteralsPlace reports whether a line that lacks a width may end there, inside an
// address or identifier at one of its own places, since it has too few gaps to be filled
// inside a part of it (RULES 4.2).
func (p *Paragraph) atLiteralsPlace(t *trial, j int, short unit.Abs) bool {
	a := &p.atoms[j-1]
	return short <= mostNotched*p.em && t.hans <= fewGaps && (a.after == brkIdentifier || a.after == brkAllow && a.price == priceAddress)
}

// stuck reports whether the line [i,j) is too long even when fully shrunk. If j
// is the first legal break behind a line that needs gaps above ¼ em, that line
// may be ragged.
func (p *Paragraph) stuck(i, j int, measure unit.Abs) bool {
	t := p.try(i, j)
	target := p.target(measure, i)
	if j == len(p.atoms) || p.atoms[j-1].after == brkForce {
		target -= p.settings.LastRoom
	}
	return t.nat-t.shrinkAll > target
}

// mayBeRagged reports whether the line [i,j), whose gaps would exceed ¼ em, may be
// left short: with the text up to the next legal break it would be too long. Carried
// reports whether it is so that a part of an address or identifier stays whole.
func (p *Paragraph) mayBeRagged(i, j int, measure unit.Abs) (may, carried bool) {
	again := i > 0 && p.atoms[i-1].after == brkHyphen
	t := p.try(i, j)
	carried = p.atLiteralsPlace(&t, j, p.target(measure, i)-t.nat)
	next := j + 1
	for next < len(p.atoms) {
		if after := p.atoms[next-1].after; legalEnd(after) && !(again && after == brkHyphen) && !(carried && after == brkInside) {
			break
		}
		next++
	}
	return p.stuck(i, next, measure), carried
}
