package inline

import "jianbao/layout/unit"

// Prices are dimensionless; only their ratios matter. For scale: 1000 is about
// the price of a line whose Han gaps are all widened by 1/60 em, which readers
// hardly notice.
const (
	priceCounter    = 150         // a break between a number and other Han after it
	priceShort      = 200         // a last line of less than shortLast
	priceDashStart  = 2500        // a line that starts with —— or ……
	priceModel      = 1500        // a break between a name and its number: Quest 3
	priceUnit       = 10_000      // a break between a number and its unit, and the like
	priceHanUnit    = 100_000     // the same with a number in Han, which does not stand out from the text as digits do
	priceMultiple   = 200_000     // a break between a number and 万 or 亿
	priceInNumber   = 300_000     // a break inside a Han number, an ordinal or 百分之五, which reads as another number
	priceName       = 500_000_000 // a break inside a name of a list
	priceAddress    = 300         // a break inside an address
	priceIdentifier = 4000        // a break inside an identifier, behind a sign
	priceHyphen     = 6000        // a hyphenated Latin word
	priceInside     = 15_000      // a break inside a long part of an address or identifier, or in a code
	priceInWord     = 120_000     // a break inside a word of these: more than a line with gaps of ⅛ em
	priceInHost     = 150_000     // a break inside a word of an address's host
	priceInFigure   = 300_000     // a break inside a number of these
	priceOneLetter  = 150_000     // what a break that leaves one letter of a part costs besides: used only where nothing else fits
	priceLoose      = 200_000     // a line with gaps between Han above ⅛ em
	priceEmpty      = 500_000_000
	priceLonely     = 30_000_000  // 孤字: a last line of one character
	priceTelephone  = 500_000_000 // a break inside a telephone number
	priceRagged     = 10_000_000  // a line left short
	priceAgain      = 3_000_000   // a second hyphen in a row, rather than a line left short
	priceLacking    = 100_000     // an em that such a line lacks: no line before it is torn to shorten it
	priceNotched    = 60_000      // a line left short by no more than half an em, or inside an address
	priceCarried    = 50_000      // an em that such a line lacks to end at a place of the address
	priceWhite      = 500         // an em of white at the end of a line that is not filled; square
	priceLonelyCell = 1400        // a last line of one character in a cell, where lines have few: less than a line of one character above it
	priceLonelyWide = 3000        // the same where lines have more: more than 2 em of white at the end of the line above
	priceStack      = 1_000_000_000
	priceAny        = 50_000_000_000
	priceOverfull   = 3_000_000_000_000
)

// shortLast is the width, in em, below which a last line counts as short.
const shortLast = 4

// runPrice returns the surcharge for a stretched line that follows another
// stretched line (RULES 4.3).
func runPrice(price int64) int64 { return 300 + price/2 }

// tierPrice is the price of using up a tier; using a fraction of it costs the
// square of that fraction of the price.
var tierPrice = [tiers]int64{
	tierEnd: 40, tierWord: 250, tierDot: 100, tierBracket: 300, tierComma: 500, tierAuto: 700, tierPeriod: 1500,
	tierNumber: 20_000,
}

// looseGap is the reciprocal of the gap between Han, in em, above which a line
// is loose (RULES 4.2).
const looseGap = 8

// widestGap is the reciprocal of the greatest gap between Han, in em; where a
// line needs more it is ragged (RULES 4.2).
const widestGap = 4

// fill is the adjustment that brings a line to its width: how much each tier
// shrinks, and how much spaces and gaps are widened.
type fill struct {
	shrink [tiers]unit.Abs
	word   unit.Abs // added to all Latin word spaces together
	auto   unit.Abs
	hans   unit.Abs
	dashes unit.Abs
	extra  unit.Abs // added to word spaces beyond ½ em
	short  unit.Abs // width left empty at the right
	over   unit.Abs // width by which the line exceeds its measure
}

// solve distributes the difference between target and natural width over tiers,
// spaces and gaps (RULES 4).
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
		f.hans, f.dashes, f.extra = t.open(d, em)
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

// open distributes a width over the gaps between Han and the word spaces, evenly;
// what would widen them beyond ¼ em goes to the gaps next to dashes.
func (t *trial) open(d, em unit.Abs) (hans, dashes, extra unit.Abs) {
	n := unit.Abs(t.hans + t.words)
	if most := n * em / widestGap; d > most {
		dashes = min(d-most, unit.Abs(t.dashes)*em/widestGap)
		d -= dashes
	}
	if t.words == 0 {
		return d, dashes, 0
	}
	hans = d.Scale(int64(t.hans), int64(n))
	return hans, dashes, d - hans
}

// openings returns the number of gaps that widen together.
func (t *trial) openings() int32 { return t.hans + t.words }

// unfilledPrice returns the price of the white at the end of a line that is not
// filled: convex, so that lines have about the same length, and lower than that
// of gaps of the same width, which readers see everywhere in the line.
func unfilledPrice(white, em unit.Abs) int64 {
	tenths := int64(white) * 10 / int64(em)
	return tenths * tenths * priceWhite / 100
}

// torn reports whether the line would need gaps wider than ¼ em, or word spaces
// wider than 1 em.
func (f *fill) torn(t *trial, em unit.Abs) bool {
	return f.short > 0 ||
		f.hans > 0 && (f.hans+f.extra)*widestGap > em*unit.Abs(t.openings()) ||
		f.hans == 0 && f.extra > unit.Abs(t.words)*em/2 ||
		f.dashes > unit.Abs(t.dashes)*em/widestGap
}

// loose reports whether gaps are wider than the limit of RULES 4.2.
func (f *fill) loose(t *trial, em unit.Abs) bool {
	return f.hans > 0 && f.hans*looseGap > em*unit.Abs(t.hans) ||
		f.dashes > 0 && f.dashes*looseGap > em*unit.Abs(t.dashes) ||
		f.extra > 0 && f.extra > unit.Abs(t.words)*em/4
}

// opens reports whether the line is visibly stretched.
func (f *fill) opens() bool { return f.hans > 0 || f.extra > 0 }

// cost returns the price of a filled line. Each class of gaps has its own convex
// price; shrinking is cheaper than stretching by the same amount (RULES 4.3).
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
		c += gapPrice(f.hans+f.extra, t.openings(), em)
	}
	if f.dashes > 0 {
		c += gapPrice(f.dashes, t.dashes, em)
	}
	if f.hans == 0 && f.extra > 0 {
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

// gapPrice returns the price of n gaps that share total. It is convex in the
// single gap up to ¼ em, with a jump where the line becomes loose. Beyond ¼ em
// it is linear, which is enough to prefer narrower gaps, and any gap to a line
// left short.
func gapPrice(total unit.Abs, n int32, em unit.Abs) int64 {
	g := int64(total) * 10_000 / (int64(n) * int64(em)) // in 1/10000 em
	convex := min(g, 2500)
	c := 100 + convex*(convex+400)/100 + convex*convex*convex/20_000 + (g-convex)*1500
	if int64(total)*looseGap > int64(em)*int64(n) {
		c += priceLoose
	}
	return c
}
