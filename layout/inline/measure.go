package inline

import (
	"slices"
	"strings"

	"jianbao/layout/unit"
)

// sums holds totals over the atoms before one, so that a line's natural width,
// shrink and stretch are differences of two entries.
type sums struct {
	nat    unit.Abs // natural widths and gaps
	shrink [tiers]unit.Abs
	word   unit.Abs // stretch of Latin word spaces, up to ½ em, and of U+3000 between names, by ½ em
	auto   unit.Abs // stretch of Han–Latin spaces, up to ½ em
	words  int32    // number of these spaces
	hans   int32    // number of gaps of kind gapHan
	dashes int32    // number of gaps of kind gapDash
}

// trial is a line that has been measured but not built.
type trial struct {
	sums
	shrinkAll unit.Abs
}

// total sets p.sum and p.solid once the atoms are final.
func (p *Paragraph) total() {
	n := len(p.atoms) + 1
	p.sum = slices.Grow(p.sum[:0], n)[:n]
	p.solid = slices.Grow(p.solid[:0], n)[:n]
	p.sum[0], p.solid[0] = sums{}, 0
	var t sums
	for i := range p.atoms {
		a := &p.atoms[i]
		t.nat += a.adv + a.gap
		if a.l+a.r > 0 {
			t.shrink[a.tier] += a.l + a.r
		}
		switch {
		case a.class.space() && a.tier == tierWord:
			t.shrink[tierWord] += a.shrink
			t.word += a.stretch
			t.words++
		case a.class == cSpace && a.tier == tierAuto:
			t.shrink[tierAuto] += a.shrink
			t.auto += a.stretch
		}
		switch a.gapKind {
		case gapAuto:
			t.shrink[tierAuto] += max(0, a.gap-a.em/8)
			t.auto += max(0, a.em/2-a.gap)
		case gapHan:
			t.hans++
		case gapDash:
			t.dashes++
		}
		p.sum[i+1] = t
		p.solid[i+1] = p.solid[i]
		if !a.class.space() && a.class != cZero {
			p.solid[i+1] = int32(i + 1)
		}
	}
}

// end returns the end of the visible atoms of the line [i,j): spaces at a line's
// end are dropped.
func (p *Paragraph) end(i, j int) int { return max(int(p.solid[j]), min(i+1, j)) }

// try measures the line of atoms [i,j), with its edges as RULES 2.3 and 3
// require.
func (p *Paragraph) try(i, j int) trial {
	var t trial
	p.tryInto(&t, i, j)
	return t
}

// tryInto is try for the search of breaks, which measures many lines.
func (p *Paragraph) tryInto(t *trial, i, j int) {
	e := p.end(i, j)
	from, to := &p.sum[i], &p.sum[e]
	t.nat = to.nat - from.nat
	for k := range t.shrink {
		t.shrink[k] = to.shrink[k] - from.shrink[k]
	}
	t.shrinkAll = 0
	t.word, t.auto = to.word-from.word, to.auto-from.auto
	t.words, t.hans, t.dashes = to.words-from.words, to.hans-from.hans, to.dashes-from.dashes
	last := &p.atoms[e-1]
	// The gap behind the last atom is not part of the line.
	t.nat -= last.gap
	switch last.gapKind {
	case gapAuto:
		t.shrink[tierAuto] -= max(0, last.gap-last.em/8)
		t.auto -= max(0, last.em/2-last.gap)
	case gapHan:
		t.hans--
	case gapDash:
		t.dashes--
	}
	if first := &p.atoms[i]; first.class == cOpen {
		if p.trimsStart() {
			t.nat -= first.l
			t.shrink[first.tier] -= first.l
		} else {
			t.nat += first.lostL
			t.shrink[first.tier] += first.lostL
		}
	}
	if last.class.closing() {
		if p.halfAtEnd() {
			t.nat -= last.r
			t.shrink[last.tier] -= last.r
		} else {
			t.nat += last.lost
			t.shrink[last.tier] -= last.r
			t.shrink[tierEnd] += last.r + last.lost
		}
	}
	if j < len(p.atoms) && p.atoms[j-1].after == brkHyphen {
		t.nat += p.hyphenWidth(j - 1)
	}
	for _, s := range t.shrink {
		t.shrinkAll += s
	}
}

// Widths returns the width of the widest line of a paragraph that ends lines only
// at its hard breaks, the least measure at which no line is longer and no
// word or unit is divided (addresses and identifiers may be), and the least at which no
// number is parted from its unit, and no day from its month, either. Indents do not count;
// all are 0 without text.
func (p *Paragraph) Widths() (natural, least, kept unit.Abs) {
	number := 0 // where the number begins that the next unit belongs to
	for from, line := 0, 0; from < len(p.atoms); {
		to := from + 1
		for to < len(p.atoms) && p.atoms[to-1].after < brkIdentifier && p.atoms[to-1].after != brkInside {
			to++
		}
		piece := p.try(from, to)
		least = max(least, piece.nat)
		if last := &p.atoms[to-1]; to == len(p.atoms) || last.after != brkAllow || last.price < priceUnit && !p.insideDay(last.to) {
			whole := p.try(number, to)
			kept, number = max(kept, whole.nat), to
		}
		if from = to; to == len(p.atoms) || p.atoms[to-1].after == brkForce {
			whole := p.try(line, to)
			natural, line = max(natural, whole.nat), to
		}
	}
	return natural, max(least, min(natural, p.em)), kept
}

// insideDay reports whether an offset in the text is between a month and its day (8月|15日).
func (p *Paragraph) insideDay(at int32) bool {
	month, ok := strings.CutSuffix(p.text[:at], "月")
	if !ok || trailingDigits(strings.TrimRight(month, " ")) == 0 {
		return false
	}
	day := strings.TrimLeft(p.text[at:], " ")
	n := leadingDigits(day)
	rest := strings.TrimLeft(day[n:], " ")
	return n > 0 && n <= 2 && (strings.HasPrefix(rest, "日") || strings.HasPrefix(rest, "号"))
}

// trimsStart reports whether an opening mark at a line's start has half width.
func (p *Paragraph) trimsStart() bool {
	return p.settings.TrimStart || p.settings.Title || p.settings.Cell
}

// halfAtEnd reports whether marks at a line's end always have half width (RULES
// 2.3; in Taiwan and Japan they never have, RULES 8.1, 8.2).
func (p *Paragraph) halfAtEnd() bool {
	if p.shaped() || p.settings.Cell {
		return true
	}
	return (p.settings.Punctuation == Hangmo || p.settings.Punctuation == Banjiao) && p.settings.Locale != ZhHantTW && p.settings.Locale != Ja
}

func (p *Paragraph) hyphenWidth(i int) unit.Abs {
	g, ok := p.hyphens[p.atoms[i].run]
	if !ok {
		return 0
	}
	return g.adv
}

// indent returns the indentation of a line that begins with atom i.
func (p *Paragraph) indent(i int) unit.Abs {
	if i == 0 || p.settings.BreakIndent && p.atoms[i-1].after == brkForce {
		return p.settings.Indent
	}
	return p.settings.Hang
}

// target returns the width that a line that begins with atom i has to fill.
func (p *Paragraph) target(measure unit.Abs, i int) unit.Abs { return measure - p.indent(i) }
