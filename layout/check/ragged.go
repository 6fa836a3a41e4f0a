package check

import (
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// checkRagged checks that a line is left short only where gaps of ¼ em would not
// fill it, and where the text up to the next place for a line end would make it
// too long even when fully shrunk (RULES 4.2).
func (p *paragraph) checkRagged(c *collector, i int) {
	l := p.lines[i]
	if l.Repair != frame.RepairRagged {
		return
	}
	room := l.Measure - l.Width
	switch {
	case !l.Justify || l.Last || p.forcedEnd[i]:
		c.at("ragged 4.2", l, "a line that need not be filled is flagged %s", l.Repair)
	case room <= 0:
		c.at("ragged 4.2", l, "a line of the full measure is flagged %s", l.Repair)
	case room < p.stretchOf(i):
		c.at("ragged 4.2", l, "%s are missing, which gaps of ¼ em would fill", em(room, l.Size))
	}
	if i+1 == len(p.lines) || len(l.Readings)+len(p.lines[i+1].Readings) > 0 {
		return // a reading at the line's end may need more
	}
	if more, ok := p.nextPiece(i, p.carried(i)); ok && more+1 < room+p.shrinkOf(i) {
		c.at("ragged 4.2", l, "%s are missing, and the next %s fit", em(room, l.Size), em(more, l.Size))
	}
}

// stretchOf returns the least by which line i can stretch with gaps of ¼ em. Gaps
// beside marks are left out.
func (p *paragraph) stretchOf(i int) (sum unit.Abs) {
	s := p.sortGaps(i)
	for _, j := range s.script {
		size := min(p.cells[i][j].size, p.cells[i][j+1].size)
		if p.settings.Autospace > 0 {
			sum += max(0, size.Scale(1, 2)-p.gaps[i][j].width)
		}
	}
	for _, j := range s.word {
		size := min(p.cells[i][j].size, p.cells[i][j+1].size)
		if w := p.gaps[i][j].width; w < size.Scale(1, 2) {
			sum += size.Scale(1, 2) - w
		}
	}
	for _, j := range s.han {
		sum += p.cells[i][j].size.Scale(1, 4)
	}
	return sum - unit.Abs(len(s.han)+len(s.word)+len(s.script)+2)
}

// shrinkOf returns the least by which line i, set at its natural width, can
// shrink.
func (p *paragraph) shrinkOf(i int) (sum unit.Abs) {
	for _, j := range p.sortGaps(i).script {
		size := max(p.cells[i][j].size, p.cells[i][j+1].size)
		sum += max(0, p.gaps[i][j].width-size.Scale(1, 8))
	}
	for _, r := range p.rows(i) {
		if r.exact && r.single {
			sum += max(0, r.room-r.least)
		}
	}
	return sum
}

// mustAllow reports whether a line may end before cell k of line i, beyond doubt:
// UAX #14 forbids more than the rules that this package reads.
func (p *paragraph) mustAllow(i, k int) bool {
	at := p.ctx.index.of(p.cells[i][k].from)
	if p.ctx.noBreak(at, p.settings.Level, false) != "" || p.offered(i, k-1) || p.besideBase(i, k-1) || p.gaps[i][k-1].typed != "" {
		return false
	}
	if p.ctx.literal[at] != plainText {
		return true
	}
	if p.mayBeName(at) {
		return false
	}
	before, after := p.classAt(&p.cells[i][k-1], true), p.classAt(&p.cells[i][k], false)
	return (before == han || before == closing || before == stop) && (after == han || after == opening) &&
		!p.ctx.unclear[at] && !p.ctx.unclear[at-1]
}

// mayBeName reports whether the runes before and at i can be parts of one name of
// a list, two to four Han beside 、 or a blank, which is not divided (RULES 11.4).
func (p *paragraph) mayBeName(i int) bool {
	from, to := i, i
	for from > 0 && p.ctx.class[from-1] == han {
		from--
	}
	for to < len(p.ctx.runes) && p.ctx.class[to] == han {
		to++
	}
	between := func(k int) bool {
		return k >= 0 && k < len(p.ctx.runes) && (p.ctx.runes[k] == '、' || p.ctx.class[k] == space)
	}
	return from < i && i < to && to-from <= 4 && (between(from-1) || between(to))
}

// carried reports whether line i, of few gaps between Han and lacking no more than 4 em,
// ends inside an address or identifier at a place of its own: a part of it that would fit
// as far as some letter stays whole.
func (p *paragraph) carried(i int) bool {
	l := p.lines[i]
	return i+1 < len(p.lines) && l.Measure-l.Width <= 4*l.Size && len(p.sortGaps(i).han) <= 3 && p.atOwnPlace(p.ctx.index.of(p.base[i+1]))
}

// atOwnPlace reports whether the gap before rune i is inside an address or identifier, at
// a place of its own.
func (p *paragraph) atOwnPlace(i int) bool {
	c := p.ctx
	if i <= 0 || i >= len(c.runes) || c.literal[i] == plainText {
		return false
	}
	from, to := c.literalAround(i)
	g := gapAt{context: c, a: i - 1, b: i, before: c.runes[i-1], after: c.runes[i]}
	return g.ownPlace(from, to)
}

// nextPiece returns the most that the text from line i's end to the next place
// for a line end adds to the line; ok is false if that place is not in the next
// line or cannot be determined.
func (p *paragraph) nextPiece(i int, carried bool) (width unit.Abs, ok bool) {
	if i+1 >= len(p.lines) || len(p.cells[i+1]) == 0 || p.lines[i+1].Repair == frame.RepairShrink {
		return 0, false
	}
	l, cells := p.lines[i], p.cells[i+1]
	for k := 1; k < len(cells); k++ {
		if cells[k].hyphen || !p.mustAllow(i+1, k) {
			continue
		}
		if at := p.ctx.index.of(cells[k].from); carried && p.ctx.literal[at] != plainText && !p.atOwnPlace(at) {
			continue
		}
		width = cells[k-1].right - cells[0].left
		if p.classAt(&cells[0], false) != p.classAt(&p.cells[i][len(p.cells[i])-1], true) || p.ctx.spacedAt(p.ctx.index.of(cells[0].from)) {
			width += l.Size // whatever is between them
		}
		return width, true
	}
	return 0, false
}
