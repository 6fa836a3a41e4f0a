package page

import "cmp"

// faults counts the rules that a division into columns breaks.
type faults struct {
	kept, boxes, widows, orphans int // breaks by their cost
	lone                         int // parts of tables with one band (RULES 12.5)
	moved                        int // figures that go over from a page with room for them
	white                        int // blank rows of columns that end with such a part, squared and added
}

// compare orders faults: a worse one counts more than any number of others.
func (f faults) compare(g faults) int {
	return cmp.Or(f.compareBreaks(g), cmp.Compare(f.white, g.white))
}

// compareBreaks is compare without the white space, which heights of columns differ in.
func (f faults) compareBreaks(g faults) int {
	return cmp.Or(cmp.Compare(f.kept, g.kept), cmp.Compare(f.boxes, g.boxes), cmp.Compare(f.widows, g.widows), cmp.Compare(f.orphans, g.orphans), cmp.Compare(f.lone, g.lone), cmp.Compare(f.moved, g.moved))
}

// plus returns the sum of faults.
func (f faults) plus(g faults) faults {
	return faults{f.kept + g.kept, f.boxes + g.boxes, f.widows + g.widows, f.orphans + g.orphans, f.lone + g.lone, f.moved + g.moved, f.white + g.white}
}

// count adds the faults of a column to those of the columns before it.
func (p *placer) count(t *columnFill) {
	p.faults = p.faults.plus(p.faultsOf(t))
	if n := len(p.rows); t.brk > t.from && t.brk < n {
		if c := p.cost(t, t.brk); c > p.worst {
			p.worst, p.at = c, t.brk
		}
	}
}

// faultsOf returns the faults of a column that ends before row t.brk.
func (p *placer) faultsOf(t *columnFill) (f faults) {
	if t.brk > t.from && t.brk < len(p.rows) {
		switch p.cost(t, t.brk) {
		case kept:
			f.kept++
		case boxed:
			f.boxes++
		case widow:
			f.widows++
		case orphan:
			f.orphans++
		}
	}
	if p.endsOver(t) {
		f.kept++
	}
	if t.moved < len(p.figures) && p.figures[t.moved].anchor <= t.brk {
		f.moved++
	}
	for k := t.from; k < t.brk; {
		end := k + 1
		for end < t.brk && p.rows[end].block == p.rows[k].block {
			end++
		}
		if table := p.rows[k].table; table != nil && table.loneIn(p.rows[k].line, p.rows[end-1].line+1) > 0 {
			f.lone++
			if end == t.brk && end < len(p.rows) {
				white := p.whiteBelow(t)
				f.white += white * white
			}
		}
		k = end
	}
	return f
}

// endsOver reports whether a column ends with the headings that end the text while the figure
// below them, which they keep (RULES 5.3), goes over.
func (p *placer) endsOver(t *columnFill) bool {
	n := len(p.rows)
	return p.ending > 0 && t.brk == n && t.from < n && !t.stands(p.below)
}

// whiteBelow returns the blank rows at the foot of a column that ends before row t.brk,
// above its notes.
func (p *placer) whiteBelow(t *columnFill) int {
	if t.whole || t.brk == t.from {
		return 0
	}
	foot := t.rows[t.brk-t.from-1].foot
	lines := p.footLines()
	for i := range t.figures {
		s := &t.figures[i]
		if fig := &p.figures[s.figure]; fig.anchor <= t.brk {
			if s.align == alignFoot {
				return 0
			}
			foot = max(foot, s.row+fig.rows(s.size))
			for _, n := range fig.notes {
				lines += p.sizes[n]
			}
		}
	}
	for k := t.from; k < t.brk; k++ {
		lines += p.noteLines(&p.rows[k]) - t.rows[k-t.from].over
	}
	return max(0, p.capacity-foot-p.look.rows(lines, p.grid))
}
