package inline

import (
	"math"
	"slices"

	"jianbao/layout/unit"
)

// A paragraph with n legal breaks can be broken in up to 2ⁿ ways. Each way has a
// price, the sum of the costs of its lines and of their ends (cost.go), and the
// cheapest is the result (RULES 4.3). It is found by dynamic programming: the
// cheapest way to reach a break consists of a last line and the cheapest way to
// reach the break where that line starts, whatever follows. So the breaks are
// visited from left to right, every line that could end at a break is measured,
// and the cheapest way to reach the break is kept; the result is traced back
// from the end of the paragraph. Knuth and Plass (1981) describe this for Latin
// text; two things differ here.
//
// A stretched line costs more after another stretched one. The price of a line
// therefore depends on the line before it, and two ways to reach each break are
// kept: the cheapest whose last line is stretched, and the cheapest whose last
// line is not.
//
// Han text may break almost anywhere, so measuring a line must take no more than
// a few additions (measure.go), and only starts whose line comes near the
// measure are tried: those further left give lines that are too long even when
// fully shrunk, those further right lines that are too short even when fully
// stretched. Both limits move only to the right, so that the time is
// proportional to the length of the paragraph.
//
// Breaks have ranks, and each pass allows one rank more than the one before,
// until a pass finds a result that is good enough.

// node is the cheapest way found to reach a break.
type node struct {
	cost int64
	prev int32 // the break where the last line starts
	kind int8  // kind of the way that reaches prev
	ok   bool  // whether there is such a way
}

// branch holds the cheapest way to reach a break whose last line is not
// stretched (kind 0) and the cheapest whose last line is (kind 1).
type branch [2]node

func (b *branch) reached() bool { return b[0].ok || b[1].ok }

// pass limits the breaks that a search may use and how loose a line may be.
type pass struct {
	least  brk       // weakest break allowed
	needs  uint32    // bits of breaks without which the pass gives nothing new; 0: none
	gaps   slackness // of a line
	resort bool      // the last resort: every line is allowed
	good   int64     // a result with a lower price ends the search
}

// slackness is how far a pass lets the gaps of a line open.
type slackness uint8

const (
	tight  slackness = iota // the spaces to their limits, ⅛ em for each gap
	loose                   // ¼ em
	ragged                  // ¼ em, else the line is left short
	free                    // any width
)

// passes lists the passes for justified text in order, better breaks first, so
// that a word is hyphenated only to avoid a loose line, an address is broken
// anywhere only for the same reason, and a unit is divided only if nothing else
// fits (RULES 4.2).
var passes = []pass{
	{least: brkIdentifier, gaps: tight, good: priceLonely},
	{least: brkHyphen, needs: 1 << brkHyphen, gaps: tight, good: priceLonely},
	{least: brkInside, needs: 1 << brkInside, gaps: tight, good: priceLonely},
	{least: brkInside, gaps: loose, good: priceLonely},
	{least: brkInside, gaps: ragged, good: math.MaxInt64},
	{least: brkNumber, needs: 1<<brkNumber | 1<<brkName | 1<<brkLetter, gaps: ragged, good: priceStack},
	{least: brkStack, gaps: ragged, good: priceAny},
	{least: brkAny, gaps: ragged, resort: true, good: math.MaxInt64},
}

// unfilledPasses lists the passes for text that is not justified, whose lines
// may have any width. So a word is hyphenated only where the text would not fit
// otherwise (RULES 4.2).
var unfilledPasses = []pass{
	{least: brkAllow, gaps: free, good: priceStack},
	{least: brkHyphen, needs: 1<<brkHyphen | 1<<brkIdentifier, gaps: free, good: priceStack},
	{least: brkInside, needs: 1 << brkInside, gaps: free, good: priceStack},
	{least: brkNumber, needs: 1<<brkNumber | 1<<brkName | 1<<brkLetter, gaps: free, good: priceStack},
	{least: brkStack, gaps: free, good: priceAny},
	{least: brkAny, gaps: free, resort: true, good: math.MaxInt64},
}

// optimum returns the line ends of atoms [from,to), which end with a hard break
// or with the paragraph, that have the lowest total price.
func (p *Paragraph) optimum(from, to int, measure unit.Abs) []int {
	var best []int
	least := int64(math.MaxInt64)
	list := passes
	if !p.filled() {
		list = unfilledPasses
	}
	for _, ps := range list {
		if ps.needs != 0 && p.ranks&ps.needs == 0 {
			continue
		}
		if ends, cost := p.search(from, to, measure, ps); ends != nil && cost < least {
			best, least = ends, cost
		}
		if least < ps.good {
			return best
		}
	}
	return best
}

// filled reports whether lines are filled to their measure.
func (p *Paragraph) filled() bool { return p.settings.Align == Justify && !p.shaped() }

// usable reports whether a break may be used in a pass.
func (ps *pass) usable(b brk) bool { return b >= ps.least }

// scratch is the memory of a search, reused by the next.
type scratch struct {
	nodes      []branch // by break
	next       []int32  // by break: the next legal one, of addresses and identifiers too
	nextPlain  []int32  // by break: the next of these that adds no hyphen
	lineStarts []int32  // breaks that were reached, ascending
}

// search is one pass over the breaks of the atoms [from,from+n). Breaks are
// counted from from: break j is before atom from+j.
type search struct {
	*Paragraph
	pass    pass
	from, n int
	measure unit.Abs
	scratch
	targets   [2]unit.Abs // widths that the first line and the others have to fill
	wider     unit.Abs    // by how much a line that starts earlier may fit better
	low, high int         // lineStarts[low:high+1] are worth measuring
}

// search returns the line ends of the cheapest result within a pass, and its
// price; nil if there is none.
func (p *Paragraph) search(from, to int, measure unit.Abs, ps pass) ([]int, int64) {
	pooled := p.searches.Get().(*scratch)
	defer p.searches.Put(pooled)
	s := newSearch(p, from, to, measure, ps, *pooled)
	for j := 1; j <= s.n; j++ {
		if j == s.n || ps.usable(p.atoms[from+j-1].after) {
			s.reach(j)
		}
	}
	*pooled = s.scratch
	if !s.nodes[s.n].reached() {
		return nil, 0
	}
	return s.trace()
}

func newSearch(p *Paragraph, from, to int, measure unit.Abs, ps pass, mem scratch) search {
	n := to - from
	s := search{Paragraph: p, pass: ps, from: from, n: n, measure: measure}
	s.targets = [2]unit.Abs{p.target(measure, from), measure - p.settings.Hang}
	// The first line may be wider than the others, and a hyphen makes a line
	// longer than one that ends a letter later.
	s.wider = max(0, p.settings.Hang-p.indent(from)) + p.em
	s.lineStarts = append(mem.lineStarts[:0], 0)
	s.nodes = slices.Grow(mem.nodes[:0], n+1)[:n+1]
	clear(s.nodes)
	s.nodes[0][0].ok = true
	s.next, s.nextPlain = mem.next, mem.nextPlain
	if ps.least <= brkInside && ps.gaps < free {
		s.findNext()
	}
	return s
}

// findNext sets s.next and s.nextPlain.
func (s *search) findNext() {
	s.next = slices.Grow(s.next[:0], s.n+1)[:s.n+1]
	s.nextPlain = slices.Grow(s.nextPlain[:0], s.n+1)[:s.n+1]
	next, plain := int32(s.n), int32(s.n)
	for j := s.n; j >= 0; j-- {
		s.next[j], s.nextPlain[j] = next, plain
		if j > 0 && legalEnd(s.atoms[s.from+j-1].after) {
			next = int32(j)
			if !s.hyphenAt(j) {
				plain = next
			}
		}
	}
}

// legalEnd reports whether a line may end at a break without breaking a rule.
func legalEnd(b brk) bool { return b >= brkInside }

// reach finds the cheapest ways to reach break j. The nearest starts come first:
// if a line is too long, so are all that start earlier, except for the first
// line of the paragraph, which may be wider.
func (s *search) reach(j int) {
	var c candidate
	for k := s.newest(j); k >= s.low; k-- {
		s.measureLine(&c, int(s.lineStarts[k]), j)
		over := c.nat - c.shrinkAll - c.target
		if over <= 0 || s.pass.resort && s.single(s.from+c.i, s.from+c.j) {
			s.offer(&c)
		} else if over > s.wider {
			s.low = k + 1
		}
	}
	if s.nodes[j].reached() {
		s.lineStarts = append(s.lineStarts, int32(j))
	}
}

// newest returns the index of the last start whose line up to break j is not too
// short.
func (s *search) newest(j int) int {
	last := len(s.lineStarts) - 1
	if s.pass.gaps != tight || j == s.n {
		return last
	}
	for s.high < last && !s.tooShort(s.from+int(s.lineStarts[s.high+1]), s.from+j, s.measure) {
		s.high++
	}
	return s.high
}

// tooShort reports whether the line [i,j) is too short for the measure even with
// every gap at its limit; one em of tolerance covers the treatment of edges.
func (p *Paragraph) tooShort(i, j int, measure unit.Abs) bool {
	a, b := &p.sum[i], &p.sum[j]
	room := b.nat - a.nat + b.word - a.word + b.auto - a.auto +
		unit.Abs(b.hans-a.hans+b.dashes-a.dashes+b.words-a.words)*p.em/looseGap
	return room+p.em < measure-max(p.settings.Indent, p.settings.Hang)
}

// single reports whether the line [i,j) is one atom and the spaces after it.
func (p *Paragraph) single(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if !p.atoms[k].class.space() {
			return false
		}
	}
	return true
}

// candidate is a measured line from break i to break j, with the width it has to
// fill.
type candidate struct {
	i, j int
	trial
	target unit.Abs
}

// measureLine sets c to the line from break i to break j.
func (s *search) measureLine(c *candidate, i, j int) {
	c.i, c.j = i, j
	s.tryInto(&c.trial, s.from+i, s.from+j)
	c.target = s.targets[min(i, 1)]
	if j == s.n {
		c.target -= s.settings.LastRoom
	}
}

// offer considers the ways to reach break j that end with a line, and keeps
// those that are cheaper than the ones known.
func (s *search) offer(c *candidate) {
	price, stretched, ok := s.price(c)
	if !ok {
		return
	}
	kind := 0
	if stretched {
		kind = 1
	}
	best := &s.nodes[c.j][kind]
	for k := range s.nodes[c.i] {
		way := &s.nodes[c.i][k]
		if !way.ok {
			continue
		}
		cost := way.cost + price
		if s.hyphenAt(c.j) && s.hyphenAt(c.i) && s.hyphenAt(int(way.prev)) {
			if !s.pass.resort {
				continue // never three hyphens
			}
			cost += priceAny
		}
		if k == 1 && stretched {
			cost += runPrice(price)
		}
		if !best.ok || cost < best.cost {
			*best = node{cost: cost, prev: int32(c.i), kind: int8(k), ok: true}
		}
	}
}

// price returns the price of a line and its end, and whether the line is visibly
// stretched; ok is false if the pass does not allow the line.
func (s *search) price(c *candidate) (cost int64, stretched, ok bool) {
	i, j := s.from+c.i, s.from+c.j
	last := c.j == s.n
	again := s.hyphenAt(c.i) && s.hyphenAt(c.j)
	if again && s.pass.gaps != ragged && !s.pass.resort {
		return 0, false, false // never two hyphens in a row, unless a word has no other places
	}
	if !last || c.nat > c.target {
		f := c.solve(c.target, s.em)
		switch {
		case s.pass.gaps == free && c.nat <= c.target:
			cost = unfilledPrice(c.target-c.nat, s.em)
		case s.pass.gaps < free && f.torn(&c.trial, s.em):
			if cost, ok = s.raggedPrice(c); !ok {
				return 0, false, false
			}
		case s.pass.gaps == tight && (f.loose(&c.trial, s.em) || f.short > 0 || f.hans == 0 && f.extra*looseGap > s.em*unit.Abs(c.words)):
			return 0, false, false
		default:
			cost, stretched = f.cost(&c.trial, s.em), f.opens()
		}
	}
	switch {
	case last:
		cost += s.lastPrice(i, j, c.nat, c.target, c.i == 0)
	case again && s.pass.gaps == ragged: // rather than a line left short
		cost += s.endPrice(j) + priceAgain
	case again:
		cost += s.endPrice(j) + priceAny
	default:
		cost += s.endPrice(j)
	}
	return cost, stretched, true
}

// hyphenAt reports whether a hyphen is added at a break.
func (s *search) hyphenAt(j int) bool { return j > 0 && s.atoms[s.from+j-1].after == brkHyphen }

// endPrice returns the price of a break before atom j.
func (p *Paragraph) endPrice(j int) int64 {
	a := &p.atoms[j-1]
	switch a.after {
	case brkHyphen:
		return priceHyphen
	case brkName:
		return priceName
	case brkStack:
		return priceStack
	case brkAny, brkNone:
		return priceAny
	}
	return int64(a.price)
}

// wideCell is the width, in em, from which a cell has room for two em of white at the end
// of a line.
const wideCell = 6

// lastPrice returns the price of [i,j) as a last line whose natural width is
// nat, of target: high for a line of one character (RULES 4.4), lower for a very short one.
// A paragraph's only line has none.
func (p *Paragraph) lastPrice(i, j int, nat, target unit.Abs, only bool) int64 {
	switch {
	case only:
		return 0
	case p.lonely(i, j):
		switch {
		case !p.settings.Cell:
			return priceLonely
		case target < wideCell*p.em:
			return priceLonelyCell
		}
		return priceLonelyWide
	case nat < shortLast*p.em:
		return priceShort
	}
	return 0
}

// lonely reports whether [i,j) as a last line has fewer than two Han and,
// without its marks, less than 2 em.
func (p *Paragraph) lonely(i, j int) bool {
	han := 0
	var w unit.Abs
	for k := i; k < j; k++ {
		a := &p.atoms[k]
		switch {
		case a.class == cHan:
			if 2*a.adv >= p.em { // ‐ and other narrow signs are taken from the Han face too
				if han++; han > 1 {
					return false
				}
			}
			w += a.adv
		case a.class == cZero || a.class.space():
		case a.class.closing() || a.class == cOpen:
		default:
			w += a.adv
		}
		w += a.gap
	}
	return w < 2*p.em
}

// trace follows the cheapest way from the last break back to the first. It
// returns the line ends and the price.
func (s *search) trace() ([]int, int64) {
	end := &s.nodes[s.n]
	kind := int8(0)
	if !end[0].ok || end[1].ok && end[1].cost < end[0].cost {
		kind = 1
	}
	count := 0
	for j, k := s.n, kind; j > 0; count++ {
		way := s.nodes[j][k]
		j, k = int(way.prev), way.kind
	}
	ends := make([]int, count)
	for j, k := s.n, kind; j > 0; {
		count--
		ends[count] = s.from + j
		way := s.nodes[j][k]
		j, k = int(way.prev), way.kind
	}
	return ends, end[kind].cost
}
