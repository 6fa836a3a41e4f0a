package inline

import (
	"slices"

	"jianbao/layout/unit"
)

func (s *Settings) keepsBlanks() bool { return s.Title || s.KeepBlanks }

// dropBlanks joins single blanks beside a full-width mark to the character before
// them, whose text they then belong to: they are extracted but have no width
// (RULES 3.2). Runs of blanks, U+3000 and tabs are the author's and stay. It
// returns the characters that are left.
func dropBlanks(chars []char) []char {
	first := slices.IndexFunc(chars, droppable)
	if first < 0 {
		return chars
	}
	kept := chars[:first]
	for i := first; i < len(chars); i++ {
		if c := chars[i]; droppable(c) && len(kept) > 0 && i+1 < len(chars) && !c.ends {
			if before := &kept[len(kept)-1]; before.run == c.run && !before.ends && dropped(*before, chars[i+1]) {
				before.end, before.glued = c.end, c.r == '\u00a0'
				continue
			}
		}
		kept = append(kept, chars[i])
	}
	return kept
}

func droppable(c char) bool { return c.r == ' ' || c.r == '\u00a0' }

// dropped reports whether a single blank between two characters is dropped. Two
// marks that would join into one are kept apart.
func dropped(before, after char) bool {
	joined := func(c char) bool { return c.class == cDash || c.class == cEllipsis || c.class == cFused }
	return besideMark(before.class, after.class) && !(joined(before) && joined(after))
}

// besideMark reports whether one of two characters is a full-width mark and the
// other is one too, or Han.
func besideMark(before, after class) bool {
	full := func(c class) bool { return c.mark() && c != cMiddle }
	wide := func(c class) bool { return full(c) || c == cHan }
	return wide(before) && wide(after) && (full(before) || full(after))
}

// tabEm is the distance of the tab stops and tabLeast the least width of a tab,
// in em. Both keep the columns of a table that was copied as text apart, and an
// empty cell visible.
const (
	tabEm    = 4
	tabLeast = 1
)

// tabs gives tabs the width to their next stop, counted from where the paragraph
// or the last hard break begins. In a line that is filled the columns are only
// kept apart.
func (b *builder) tabs() {
	var x unit.Abs
	for i := range b.p.atoms {
		a := &b.p.atoms[i]
		if a.class == cSpace && b.p.text[a.from] == '\t' {
			stop := tabEm * a.em
			w := (x/stop+1)*stop - x
			if w < tabLeast*a.em {
				w += stop
			}
			b.resize(a, w)
		}
		x += a.adv + a.gap
		if a.after == brkForce {
			x = 0
		}
	}
}

// resize sets the width of a blank.
func (b *builder) resize(a *atom, w unit.Abs) {
	a.adv = w
	if a.g1 > a.g0 {
		b.p.glyphs[a.g0].adv = w
	}
}
