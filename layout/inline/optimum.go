package inline

import (
	"math"
	"slices"

	"jianbao/layout/unit"
)

// node is the best way to reach a break: one for lines before it that are not
// stretched, one for lines that are, since two stretched lines in a row cost
// more than two apart (typography 4.3).
type node struct {
	cost int64
	prev int32
	kind int8 // of prev
	ok   bool
}

// branch holds both ways to reach a break.
type branch [2]node

// pass says which breaks a search may use and how loose a line may be.
type pass struct {
	least  brk   // weakest break allowed
	hyphen bool  // words may be hyphenated
	tight  bool  // lines stay within their stretch and ⅛ em a gap
	last   bool  // whatever it takes
	good   int64 // a result that costs less ends the search
}

// passes are tried in order, better breaks first, so that a word is hyphenated
// only to avoid a loose line and a unit is torn only when nothing else fits.
var passes = []pass{
	{least: brkAllow, tight: true, good: priceLonely},
	{least: brkHyphen, hyphen: true, tight: true, good: priceLonely},
	{least: brkAllow, hyphen: true, good: priceStack},
	{least: brkStack, hyphen: true, good: priceAny},
	{least: brkAny, hyphen: true, last: true, good: math.MaxInt64},
}

// optimum chooses the breaks of atoms [from,to), which end in a hard break or
// the paragraph, for the least total cost. It returns the ends of the lines.
func (p *Paragraph) optimum(from, to int, measure unit.Abs, final bool) []int {
	var best []int
	least := int64(math.MaxInt64)
	for _, ps := range passes {
		if ps.least == brkHyphen && !p.hyphenated {
			continue
		}
		if ends, cost := p.search(from, to, measure, ps, final); ends != nil && cost < least {
			best, least = ends, cost
		}
		if least < ps.good {
			return best
		}
	}
	return best
}

// usable reports whether the break behind atom j-1 may be used in a pass.
func (ps *pass) usable(b brk) bool {
	switch b {
	case brkAllow, brkForce:
		return true
	case brkHyphen:
		return ps.hyphen
	case brkNone:
		return false
	}
	return b >= ps.least
}

// search runs the dynamic programme of one pass over the breaks. It is linear
// in the text: only starts whose line is neither too long nor hopelessly short
// are measured.
func (p *Paragraph) search(from, to int, measure unit.Abs, ps pass, final bool) ([]int, int64) {
	n := to - from
	store := p.nodes.Get().(*[]branch)
	defer p.nodes.Put(store)
	nodes := slices.Grow((*store)[:0], n+1)[:n+1]
	*store = nodes
	clear(nodes)
	starts := make([]int32, 1, 64)
	nodes[0][0].ok = true
	low, high := 0, 0 // starts[low:high+1] are worth measuring
	for j := 1; j <= n; j++ {
		if j < n && !ps.usable(p.atoms[from+j-1].after) {
			continue
		}
		top := len(starts) - 1
		if ps.tight && j < n {
			for high < top && !p.hopeless(from+int(starts[high+1]), from+j, measure) {
				high++
			}
			top = high
		}
		for k := top; k >= low; k-- {
			i := int(starts[k])
			t := p.try(from+i, from+j)
			target := p.target(measure, i == 0)
			if j == n {
				target -= p.set.LastRoom
			}
			if over := t.nat - t.shrinkAll - target; over > 0 && !(ps.last && p.single(from+i, from+j)) {
				// Marks at its start can make a longer line the shorter one,
				// by less than an em.
				if over > 2*p.em {
					low = k + 1
					break
				}
				continue
			}
			p.relax(nodes, from, i, j, n, &t, target, ps, final)
		}
		if nodes[j][0].ok || nodes[j][1].ok {
			starts = append(starts, int32(j))
		}
	}
	if !nodes[n][0].ok && !nodes[n][1].ok {
		return nil, 0
	}
	return trace(nodes, from, n)
}

// single reports whether the line [i,j) is one atom and the spaces behind it.
func (p *Paragraph) single(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if !p.atoms[k].class.space() {
			return false
		}
	}
	return true
}

// hopeless reports whether the line [i,j) stays too short for the measure even
// with every gap at its limit; an em of doubt covers the treatment of edges.
func (p *Paragraph) hopeless(i, j int, measure unit.Abs) bool {
	a, b := &p.sum[i], &p.sum[j]
	room := b.nat - a.nat + b.word - a.word + b.auto - a.auto +
		unit.Abs(b.hans-a.hans+b.dashes-a.dashes)*p.em/looseGap
	return room+p.em < measure-max(p.set.Indent, p.set.Hang)
}

// relax offers the line [i,j) to the best ways known to reach j.
func (p *Paragraph) relax(nodes []branch, from, i, j, n int, t *trial, target unit.Abs, ps pass, final bool) {
	atoms := p.atoms
	after := atoms[from+j-1].after
	second := after == brkHyphen && i > 0 && atoms[from+i-1].after == brkHyphen
	if second && !ps.last {
		return // never two hyphens in a row, unless a word has no other places
	}
	var cost int64
	opens := int8(0)
	if j < n || t.nat > target {
		f := t.solve(target, p.em)
		if ps.tight && (f.loose(t, p.em) || f.short > 0 || f.extra > 0) {
			return
		}
		cost = f.cost(t, p.em)
		if f.opens() {
			opens = 1
		}
	}
	if j < n {
		switch after {
		case brkHyphen:
			cost += priceHyphen
			if second {
				cost += priceAny
			}
		case brkStack:
			cost += priceStack
		case brkAny, brkNone:
			cost += priceAny
		default:
			cost += int64(atoms[from+j-1].price)
		}
	} else if final {
		cost += p.lastPrice(from+i, from+j, i == 0)
	}
	for kind := range nodes[i] {
		q := &nodes[i][kind]
		if !q.ok {
			continue
		}
		c := q.cost + cost
		if kind == 1 && opens == 1 {
			c += 300 + cost/2
		}
		if to := &nodes[j][opens]; !to.ok || c < to.cost {
			*to = node{cost: c, prev: int32(i), kind: int8(kind), ok: true}
		}
	}
}

// lastPrice keeps a paragraph from ending in a line of one character
// (typography 4.4) and, more gently, in a very short one.
func (p *Paragraph) lastPrice(i, j int, only bool) int64 {
	if only {
		return 0
	}
	if p.lonely(i, j) {
		return priceLonely
	}
	if t := p.try(i, j); t.nat < 4*p.em {
		return 200
	}
	return 0
}

// lonely reports a last line with fewer than two Han and less than 2 em beside
// its closing marks.
func (p *Paragraph) lonely(i, j int) bool {
	han := 0
	var w unit.Abs
	for k := i; k < j; k++ {
		a := &p.atoms[k]
		switch {
		case a.class == cHan:
			if 2*a.adv >= p.em { // ‐ and other narrow signs are set from the Han face, too
				han++
			}
			w += a.adv
		case a.class == cZero || a.class.space():
		case a.class.closing() || a.class == cOpen:
		default:
			w += a.adv
		}
		w += a.gap
	}
	return han < 2 && w < 2*p.em
}

func trace(nodes []branch, from, n int) ([]int, int64) {
	kind := int8(0)
	if !nodes[n][0].ok || nodes[n][1].ok && nodes[n][1].cost < nodes[n][0].cost {
		kind = 1
	}
	cost := nodes[n][kind].cost
	count := 0
	for j, k := n, kind; j > 0; count++ {
		j, k = int(nodes[j][k].prev), nodes[j][k].kind
	}
	ends := make([]int, count)
	for j, k := n, kind; j > 0; {
		count--
		ends[count] = from + j
		j, k = int(nodes[j][k].prev), nodes[j][k].kind
	}
	return ends, cost
}
