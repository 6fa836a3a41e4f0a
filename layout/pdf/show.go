package pdf

import (
	"slices"
	"strconv"

	"jianbao/layout/pdf/object"
	"jianbao/layout/unit"
)

// tolerance is how far a glyph may stand from its place before the pen is
// corrected.
const tolerance = finePerPt * 4 / 1000

// textState is what text operators have set on the page so far; it outlives
// text objects (ISO 32000 9.3).
type textState struct {
	font    *fontUse
	size    unit.Abs
	rise    unit.Abs
	spacing int64 // Tc, in 1/10000 pt
}

const finePerSpacing = finePerPt / 10_000

// show writes a piece: from pen, the reader's pen from the line's X, it returns
// where the pen is then.
func (p *painter) show(c *piece, pen int64) int64 {
	s := &p.state
	p.setFont(c)
	if tc := p.spacing(c); s.spacing != tc {
		s.spacing = tc
		p.buf = append(appendDecimal(p.buf, tc, 4), " Tc\n"...)
	}

	start := len(p.buf)
	p.buf = append(p.buf, '[')
	p.codes = p.codes[:0]
	corrected := false
	for i, g := range c.glyphs {
		if c.fill && i == len(c.glyphs)-1 {
			g.x -= s.spacing * finePerSpacing // so that the pen needs no correction after it
		}
		if off := g.x - pen; off > tolerance || off < -tolerance {
			p.flush()
			var n int64
			p.buf, n = appendAdjust(p.buf, off, c.size)
			pen += n
			corrected = true
		}
		p.codes = append(p.codes, byte(g.cid>>8), byte(g.cid))
		pen += c.font.width(g.cid)*int64(c.size) + s.spacing*finePerSpacing
	}
	if corrected {
		p.flush()
		p.buf = append(p.buf, "]TJ\n"...)
		return pen
	}
	p.buf = p.buf[:start]
	p.flush()
	p.buf = append(p.buf, "Tj\n"...)
	return pen
}

// setFont sets what of a piece's font is not set.
func (p *painter) setFont(c *piece) {
	s := &p.state
	if s.font != c.font || s.size != c.size {
		s.font, s.size = c.font, c.size
		p.buf = append(p.buf, "/F"...)
		p.buf = strconv.AppendInt(p.buf, int64(c.font.index), 10)
		p.buf = c.size.Append(append(p.buf, ' '))
		p.buf = append(p.buf, " Tf\n"...)
		p.page.mark(c.font.index)
	}
	if s.rise != c.rise {
		s.rise = c.rise
		p.buf = append(c.rise.Append(p.buf), " Ts\n"...)
	}
}

func (p *painter) flush() {
	if len(p.codes) > 0 {
		p.buf = object.AppendString(p.buf, p.codes)
		p.codes = p.codes[:0]
	}
}

// spacing chooses the Tc of a piece: the gap that most of its glyphs have after
// them. An evenly stretched line then needs one number instead of one for each
// glyph.
func (p *painter) spacing(c *piece) int64 {
	now := p.state.spacing
	if wide := int64(c.size) * gapPlain / 10_000; now > wide || now < -wide {
		now = noSpacing // a gap that readers see must not leak out of what it is for
	}
	n := len(c.glyphs) - 1
	if n < 1 {
		if now != p.state.spacing {
			return 0
		}
		return now
	}
	p.gaps = p.gaps[:0]
	for i := range n {
		g, next := c.glyphs[i], c.glyphs[i+1]
		p.gaps = append(p.gaps, next.x-g.x-c.font.width(g.cid)*int64(c.size))
	}
	slices.Sort(p.gaps)
	mid := roundTo(p.gaps[n/2], finePerSpacing)
	best, least := int64(0), 1<<30
	for _, tc := range [...]int64{now, 0, mid} {
		cost := 0
		if tc == noSpacing {
			continue
		}
		if tc != now {
			cost = setSpacingCost
		}
		for _, gap := range p.gaps {
			if off := gap - tc*finePerSpacing; off > finePerSpacing || off < -finePerSpacing {
				cost++
			}
		}
		if cost < least {
			best, least = tc, cost
		}
	}
	return best
}

// noSpacing is no value of Tc.
const noSpacing = -1 << 62

// setSpacingCost is how many corrections of a TJ a change of Tc must save.
const setSpacingCost = 2

// appendAdjust writes the number of a TJ array that moves the pen by off, as
// short as the tolerance allows, and returns how far the pen then moves.
// The unit is 1/1000 em, to the left.
func appendAdjust(b []byte, off int64, size unit.Abs) ([]byte, int64) {
	unitFine := int64(size) * finePerAbs / 1000 // of 1; finePerAbs keeps it whole
	for digits, step := 0, unitFine; ; digits, step = digits+1, step/10 {
		n := roundTo(off, step)
		if err := off - n*step; digits == 3 || err <= tolerance && err >= -tolerance {
			return appendDecimal(b, -n, digits), n * step
		}
	}
}

func roundTo(v, step int64) int64 {
	if v < 0 {
		return -((-v + step/2) / step)
	}
	return (v + step/2) / step
}

// appendDecimal writes v / 10^digits without needless zeros.
func appendDecimal(b []byte, v int64, digits int) []byte {
	if v < 0 {
		b = append(b, '-')
		v = -v
	}
	scale := int64(1)
	for range digits {
		scale *= 10
	}
	whole, frac := v/scale, v%scale
	if whole != 0 || frac == 0 {
		b = strconv.AppendInt(b, whole, 10)
	}
	if frac == 0 {
		return b
	}
	b = append(b, '.')
	for scale /= 10; frac > 0; scale /= 10 {
		b = append(b, byte('0'+frac/scale))
		frac %= scale
	}
	return b
}
