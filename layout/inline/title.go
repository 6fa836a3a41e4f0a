package inline

import (
	"math"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Prices of a title's breaks, in squares of a tenth of an em: what a break at a
// worse kind of place has to win in balance (typography 5.4).
const (
	titleAtMark   = 2_500
	titleAnywhere = 8_000
	titleEqual    = 300    // lines of equal length: neither trapezoid nor diamond
	titleHourglas = 2_000  // a middle line shorter than both its neighbours
	titleShortEnd = 60_000 // one or two characters on the last line
	titleInQuote  = 40_000 // inside a quotation that would fit one line
)

// maxShaped is how many lines a title may have whose shape is thought about. The
// cost is a product of their number and the title's length.
const maxShaped = 24

// shape breaks the atoms [from,to) of a title into the fewest lines that hold
// it, for sense first and balance second.
func (p *Paragraph) shape(from, to int, measure unit.Abs) []int {
	if t := p.try(from, to); t.nat <= measure {
		return []int{to}
	}
	fewest := p.fewest(from, to, measure)
	if fewest > maxShaped {
		return p.optimum(from, to, measure, true)
	}
	for k := fewest; k <= fewest+1 && k <= to-from; k++ {
		if ends := p.shapeInto(from, to, k, measure); ends != nil {
			return ends
		}
	}
	return p.optimum(from, to, measure, true)
}

// fewest counts the lines of a greedy setting.
func (p *Paragraph) fewest(from, to int, measure unit.Abs) int {
	lines, i := 1, from
	best := -1
	for j := from + 1; j <= to; j++ {
		if j < to && p.atoms[j-1].after != brkAllow {
			continue
		}
		if t := p.try(i, j); t.nat > measure {
			if best < 0 {
				return 1 // a piece that fits nowhere: left to the general search
			}
			lines++
			i, j, best = best, best, -1
			continue
		}
		best = j
	}
	return lines
}

// shapeInto finds the best division into exactly k lines, or nil.
func (p *Paragraph) shapeInto(from, to, k int, measure unit.Abs) []int {
	n := to - from
	type cell struct {
		cost int64
		prev int
	}
	const none = math.MaxInt64
	inside := p.quoted(from, to, measure)
	whole := p.try(from, to)
	mean := whole.nat / unit.Abs(k)
	tenth := p.em / 10
	table := make([][]cell, k+1)
	for l := range table {
		table[l] = make([]cell, n+1)
		for j := range table[l] {
			table[l][j].cost = none
		}
	}
	table[0][0].cost = 0
	for l := 1; l <= k; l++ {
		for j := l; j <= n; j++ {
			if j < n && (p.atoms[from+j-1].after != brkAllow || l == k) || j == n && l < k {
				continue
			}
			for i := j - 1; i >= l-1; i-- {
				before := table[l-1][i].cost
				if before == none {
					continue
				}
				t := p.try(from+i, from+j)
				if t.nat > measure {
					break
				}
				off := int64((t.nat - mean) / tenth)
				c := before + off*off
				if j < n {
					c += p.titleBreak(from+j, inside[j])
				} else if p.chars(from+i, from+j) <= 2 {
					c += titleShortEnd
				}
				if p.set.Trapezoid && i > 0 {
					q := table[l-1][i].prev
					w := p.try(from+q, from+i)
					if d := (w.nat - t.nat) / tenth; d > -5 && d < 5 {
						c += titleEqual
					}
					if l > 2 && j == n {
						r := table[l-2][q].prev
						v := p.try(from+r, from+q)
						if w.nat < v.nat && w.nat < t.nat {
							c += titleHourglas
						}
					}
				}
				if c < table[l][j].cost {
					table[l][j] = cell{c, i}
				}
			}
		}
	}
	if table[k][n].cost == none {
		return nil
	}
	ends := make([]int, k)
	for l, j := k, n; l > 0; l-- {
		ends[l-1] = from + j
		j = table[l][j].prev
	}
	return ends
}

// titleBreak prices the break before atom j by the kind of place it is.
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

// chars counts what a reader sees as characters in [i,j).
func (p *Paragraph) chars(i, j int) int {
	n := 0
	for k := i; k < j; k++ {
		if c := p.atoms[k].class; c == cHan || c == cLatin {
			n++
		}
	}
	return n
}

// quoted tells for each break whether it lies inside a bracketed or quoted
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

// flag marks a title whose last line could not be kept from being too short.
func (p *Paragraph) flag(lines []frame.Line, i, j int) {
	if len(lines) > 1 && p.lonely(i, j) {
		lines[len(lines)-1].Repair = frame.RepairForced
	}
}
