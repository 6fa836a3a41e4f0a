package inline

import (
	"math"
	"slices"

	"jianbao/layout/unit"
)

// Prices of a title's breaks, in squares of 1/10 em: the improvement in balance
// that justifies a worse place or shape (RULES 5.4).
const (
	titleAtMark    = 2_500
	titleAnywhere  = 8_000
	titleEqual     = 300    // lines of equal length: neither trapezoid nor diamond
	titleHourglass = 2_000  // a middle line shorter than both its neighbours
	titleShortEnd  = 60_000 // one or two characters on the last line
	titleInQuote   = 40_000 // inside a quotation that would fit one line
)

// maxShaped is the greatest number of lines of a title whose shape is chosen,
// since the time that takes is proportional to that number and to the length of
// the title.
const maxShaped = 24

// shape returns the line ends of the atoms [from,to) of a title in the fewest
// lines that hold it, chosen for sense first and balance second.
func (p *Paragraph) shape(from, to int, measure unit.Abs) []int {
	lines := p.fewest(from, to, measure)
	if lines == 0 || lines > maxShaped {
		return p.optimum(from, to, measure)
	}
	return p.shapeInto(from, to, lines, measure)
}

// fewest returns the number of lines of a greedy division at legal breaks, with
// no line shrunk; 0 if text without a legal break does not fit on a line.
func (p *Paragraph) fewest(from, to int, measure unit.Abs) int {
	lines, i := 1, from
	best := -1 // the last break that the line from i reaches
	for j := from + 1; j <= to; j++ {
		if j < to && p.atoms[j-1].after != brkAllow {
			continue
		}
		if t := p.try(i, j); t.nat <= measure {
			best = j
			continue
		}
		if best < 0 {
			return 0
		}
		lines++
		i, j, best = best, best, -1
	}
	return lines
}

// titleShape searches for the best division of the atoms [from,from+n) of a
// title into a given number of lines. As in optimum, the best division into l
// lines that ends at a break consists of a last line and the best division into
// l-1 lines that ends where that line starts. Prices that depend on the lines
// before (equal lengths, an hourglass) are computed for that best division only,
// so the result can be suboptimal in these.
type titleShape struct {
	*Paragraph
	from, n, lines int
	measure        unit.Abs
	mean           unit.Abs      // width of a line if all were equal
	inside         []bool        // by break: inside a quotation that fits one line
	best           [][]titleNode // by number of lines and break, counted from from
}

// titleNode is the best division that ends at a break.
type titleNode struct {
	cost  int64
	start int      // break where its last line starts
	width unit.Abs // of its last line
}

const unreached = math.MaxInt64

// shapeInto returns the line ends of the best division into exactly the given
// number of lines. Such a division must exist.
func (p *Paragraph) shapeInto(from, to, lines int, measure unit.Abs) []int {
	whole := p.try(from, to)
	s := titleShape{Paragraph: p, from: from, n: to - from, lines: lines, measure: measure,
		mean: whole.nat / unit.Abs(lines), inside: p.quoted(from, to, measure), best: make([][]titleNode, lines+1)}
	for l := range s.best {
		s.best[l] = slices.Repeat([]titleNode{{cost: unreached}}, s.n+1)
	}
	s.best[0][0].cost = 0
	for l := 1; l <= lines; l++ {
		for j := l; j <= s.n; j++ {
			if s.mayEnd(l, j) {
				s.best[l][j] = s.bestLine(l, j)
			}
		}
	}
	ends := make([]int, lines)
	for l, j := lines, s.n; l > 0; l-- {
		ends[l-1] = from + j
		j = s.best[l][j].start
	}
	return ends
}

// mayEnd reports whether line l, counted from 1, may end at break j.
func (s *titleShape) mayEnd(l, j int) bool {
	if l == s.lines || j == s.n {
		return l == s.lines && j == s.n
	}
	return s.atoms[s.from+j-1].after == brkAllow
}

// bestLine returns the best division into l lines that ends at break j.
func (s *titleShape) bestLine(l, j int) titleNode {
	best := titleNode{cost: unreached}
	for i := j - 1; i >= l-1; i-- {
		before := s.best[l-1][i].cost
		if before == unreached {
			continue
		}
		t := s.try(s.from+i, s.from+j)
		if t.nat > s.measure {
			break
		}
		if cost := before + s.titleCost(i, j, l, t.nat); cost < best.cost {
			best = titleNode{cost, i, t.nat}
		}
	}
	return best
}

// titleCost returns the price of line l of a division, from break i to break j:
// for the difference of its width from the mean, for the place where it ends,
// and for its shape below the lines before it.
func (s *titleShape) titleCost(i, j, l int, width unit.Abs) int64 {
	tenth := s.em / 10
	off := int64((width - s.mean) / tenth)
	cost := off * off
	switch {
	case j < s.n:
		cost += s.titleBreak(s.from+j, s.inside[j])
	case s.chars(s.from+i, s.from+j) <= 2:
		cost += titleShortEnd
	}
	if !s.settings.Trapezoid || l == 1 {
		return cost
	}
	above := &s.best[l-1][i]
	if d := (above.width - width) / tenth; d > -5 && d < 5 {
		cost += titleEqual
	}
	if l > 2 && j == s.n {
		top := &s.best[l-2][above.start]
		if above.width < top.width && above.width < width {
			cost += titleHourglass
		}
	}
	return cost
}

// titleBreak returns the price of a break before atom j, by the kind of place.
func (p *Paragraph) titleBreak(j int, quoted bool) int64 {
	var c int64
	switch last, next := p.atoms[j-1].class, p.atoms[j].class; {
	case last.space():
	case last.closing() || last == cDash || last == cFused || next == cOpen:
		c = titleAtMark
	default:
		c = titleAnywhere
	}
	if quoted {
		c += titleInQuote
	}
	return c
}

// chars returns the number of Han and Latin atoms in [i,j).
func (p *Paragraph) chars(i, j int) int {
	n := 0
	for k := i; k < j; k++ {
		if c := p.atoms[k].class; c == cHan || c == cLatin {
			n++
		}
	}
	return n
}

// quoted reports for each break whether it lies inside a bracketed or quoted
// phrase that fits one line.
func (p *Paragraph) quoted(from, to int, measure unit.Abs) []bool {
	out := make([]bool, to-from+1)
	var open []int
	for k := from; k < to; k++ {
		switch p.atoms[k].class {
		case cOpen:
			open = append(open, k)
		case cClose:
			if len(open) == 0 {
				continue
			}
			o := open[len(open)-1]
			open = open[:len(open)-1]
			if t := p.try(o, k+1); t.nat <= measure {
				for b := o + 1; b <= k; b++ {
					out[b-from] = true
				}
			}
		}
	}
	return out
}
