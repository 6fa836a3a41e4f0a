package inline

import "jianbao/layout/unit"

// Prices have no unit; only their ratios matter. 1000 is about what a reader
// forgives on one line: all Han gaps widened by 1/60 em.
const (
	priceCounter   = 150     // a number parted from the word that counts
	priceShort     = 200     // a last line of less than shortLast
	priceDashStart = 2500    // a line that starts with —— or ……
	priceHyphen    = 6000    // a broken Latin word
	priceLoose     = 200_000 // a gap between Han above ⅛ em
	priceEmpty     = 500_000_000
	priceLonely    = 30_000_000 // 孤字: a last line of one character
	priceStack     = 1_000_000_000
	priceAny       = 50_000_000_000
	priceOverfull  = 3_000_000_000_000
)

// shortLast is the width in em below which a last line is short.
const shortLast = 4

// runPrice is what a stretched line of a price costs more behind another
// stretched one (RULES 4.3).
func runPrice(price int64) int64 { return 300 + price/2 }

// tierPrice is what exhausting a tier costs; using a part of it costs the
// square of the part.
var tierPrice = [tiers]int64{
	tierEnd: 40, tierWord: 250, tierDot: 100, tierBracket: 300, tierComma: 500, tierAuto: 700, tierPeriod: 1500,
}

// looseGap is the gap between Han above which a line is loose, as a part of the
// em (RULES 4.2).
const looseGap = 8

// fill is how a line comes to its width: how much of each shrink tier is
// used, how far spaces and gaps open.
type fill struct {
	shrink [tiers]unit.Abs
	word   unit.Abs // opened in all Latin word spaces together
	auto   unit.Abs
	hans   unit.Abs
	dashes unit.Abs
	extra  unit.Abs // put into word spaces beyond ½ em, because nothing else on the line can stretch
	short  unit.Abs // left empty at the right
	over   unit.Abs // what sticks out
}

// solve distributes target−natural width over the tiers (RULES 4).
func (t *trial) solve(target, em unit.Abs) fill {
	var f fill
	d := target - t.nat
	if d < 0 {
		need := -d
		for k := range t.shrink {
			n := min(need, t.shrink[k])
			f.shrink[k] = n
			need -= n
		}
		f.over = need
		return f
	}
	f.word = min(d, t.word)
	d -= f.word
	f.auto = min(d, t.auto)
	d -= f.auto
	switch {
	case d == 0:
	case t.hans > 0:
		f.hans = d
	case t.dashes > 0 && d <= unit.Abs(t.dashes)*em/2:
		f.dashes = d
	case t.words > 0:
		f.extra = d
	case t.dashes > 0:
		f.dashes = d
	default:
		f.short = d
	}
	return f
}

// loose reports whether gaps pass the limit.
func (f *fill) loose(t *trial, em unit.Abs) bool {
	return f.hans > 0 && f.hans*looseGap > em*unit.Abs(t.hans) ||
		f.dashes > 0 && f.dashes*looseGap > em*unit.Abs(t.dashes) ||
		f.extra > 0 && f.extra > unit.Abs(t.words)*em/4
}

// opens reports whether the line is stretched where readers see it.
func (f *fill) opens() bool { return f.hans > 0 || f.extra > 0 }

// cost prices a filled line. Gaps of each class are priced apart and convexly;
// compression is cheaper than equal expansion (RULES 4.3).
func (f *fill) cost(t *trial, em unit.Abs) int64 {
	var c int64
	for k, n := range f.shrink {
		if n > 0 {
			part := int64(n) * 1000 / int64(t.shrink[k])
			c += 20 + tierPrice[k]*part*part/1_000_000
		}
	}
	if f.word > 0 {
		part := int64(f.word) * 1000 / int64(t.word)
		c += 20 + 300*part*part/1_000_000
	}
	if f.auto > 0 {
		part := int64(f.auto) * 1000 / int64(t.auto)
		c += 30 + 600*part*part/1_000_000
	}
	if f.hans > 0 {
		c += gapPrice(f.hans, t.hans, em)
	}
	if f.dashes > 0 {
		c += gapPrice(f.dashes, t.dashes, em)
	}
	if f.extra > 0 {
		c += priceLoose/4 + 4*gapPrice(f.extra, t.words, em)
	}
	if f.short > 0 {
		c += priceEmpty + int64(f.short*1000/em)*100
	}
	if f.over > 0 {
		c += priceOverfull + int64(f.over*1000/em)*1000
	}
	return c
}

// gapPrice prices n gaps that share total: convex in the single gap up to ¼ em,
// with a jump where the line becomes loose. Beyond that it only has to keep the
// order: a wide gap is bad, a line left short is worse.
func gapPrice(total unit.Abs, n int32, em unit.Abs) int64 {
	g := int64(total) * 10_000 / (int64(n) * int64(em)) // in 1/10000 em
	convex := min(g, 2500)
	c := 100 + convex*(convex+400)/100 + convex*convex*convex/20_000 + (g-convex)*1500
	if int64(total)*looseGap > int64(em)*int64(n) {
		c += priceLoose
	}
	return c
}
