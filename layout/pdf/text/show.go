package text

import (
	"slices"
	"strconv"

	"jianbao/layout/pdf/cidfont"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/operator"
	"jianbao/layout/unit"
)

// tolerance is how far a glyph may stand from its place before the pen is
// corrected.
const tolerance = finePerPt * 4 / 1000

// state is the text state that operators have set on the page so far; it outlives
// text objects (ISO 32000-1 9.3).
type state struct {
	font    *cidfont.Font
	size    unit.Abs
	rise    unit.Abs
	spacing int64 // Tc, in 1/10000 pt
}

const finePerSpacing = finePerPt / 10_000

// show writes a piece. pen is the reader's pen before it, from the line's X; the one
// after it is returned.
func (e *Encoder) show(p *Piece, pen int64) int64 {
	s := &e.state
	e.setFont(p)
	if tc := e.spacing(p); s.spacing != tc {
		s.spacing = tc
		e.buf = append(operator.AppendDecimal(e.buf, tc, 4), " Tc\n"...)
	}

	start := len(e.buf)
	e.buf = append(e.buf, '[')
	e.codes = e.codes[:0]
	corrected := false
	for i, g := range p.glyphs {
		if p.fill && i == len(p.glyphs)-1 {
			g.x -= s.spacing * finePerSpacing // so that the pen needs no correction after it
		}
		if off := g.x - pen; off > tolerance || off < -tolerance {
			e.flush()
			var n int64
			e.buf, n = appendAdjust(e.buf, off, p.size)
			pen += n
			corrected = true
		}
		e.codes = append(e.codes, byte(g.cid>>8), byte(g.cid))
		pen += p.font.Width(g.cid)*int64(p.size) + s.spacing*finePerSpacing
	}
	if corrected {
		e.flush()
		e.buf = append(e.buf, "]TJ\n"...)
		return pen
	}
	e.buf = e.buf[:start]
	e.flush()
	e.buf = append(e.buf, "Tj\n"...)
	return pen
}

// setFont sets what of a piece's font is not set.
func (e *Encoder) setFont(p *Piece) {
	s := &e.state
	if s.font != p.font || s.size != p.size {
		s.font, s.size = p.font, p.size
		e.buf = append(e.buf, "/F"...)
		e.buf = strconv.AppendInt(e.buf, int64(p.font.Index), 10)
		e.buf = p.size.Append(append(e.buf, ' '))
		e.buf = append(e.buf, " Tf\n"...)
		e.resources.Fonts = add(e.resources.Fonts, p.font.Index)
	}
	if s.rise != p.rise {
		s.rise = p.rise
		e.buf = append(p.rise.Append(e.buf), " Ts\n"...)
	}
}

func (e *Encoder) flush() {
	if len(e.codes) > 0 {
		e.buf = object.AppendString(e.buf, e.codes)
		e.codes = e.codes[:0]
	}
}

// spacing chooses the Tc of a piece: the gap that most of its glyphs have after
// them. An evenly stretched line then needs one number instead of one for each
// glyph.
func (e *Encoder) spacing(p *Piece) int64 {
	now := e.state.spacing
	if wide := int64(p.size) * gapPlain / 10_000; now > wide || now < -wide {
		now = noSpacing // a gap that readers see must not leak out of what it is for
	}
	n := len(p.glyphs) - 1
	if n < 1 {
		if now != e.state.spacing {
			return 0
		}
		return now
	}
	e.gaps = e.gaps[:0]
	for i := range n {
		g, next := p.glyphs[i], p.glyphs[i+1]
		e.gaps = append(e.gaps, next.x-g.x-p.font.Width(g.cid)*int64(p.size))
	}
	slices.Sort(e.gaps)
	mid := operator.Round(e.gaps[n/2], finePerSpacing)
	best, least := int64(0), 1<<30
	for _, tc := range [...]int64{now, 0, mid} {
		cost := 0
		if tc == noSpacing {
			continue
		}
		if tc != now {
			cost = setSpacingCost
		}
		for _, gap := range e.gaps {
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

// noSpacing is not a value of Tc.
const noSpacing = -1 << 62

// setSpacingCost is how many corrections of a TJ a change of Tc must save.
const setSpacingCost = 2

// appendAdjust writes the number of a TJ array that moves the pen by off, as
// short as the tolerance allows, and returns how far the pen then moves.
// The unit is 1/1000 em, to the left.
func appendAdjust(b []byte, off int64, size unit.Abs) ([]byte, int64) {
	unitFine := int64(size) * finePerAbs / 1000 // of 1; finePerAbs keeps it whole
	for digits, step := 0, unitFine; ; digits, step = digits+1, step/10 {
		n := operator.Round(off, step)
		if err := off - n*step; digits == 3 || err <= tolerance && err >= -tolerance {
			return operator.AppendDecimal(b, -n, digits), n * step
		}
	}
}

// add adds an index to a sorted list.
func add(list []int, n int) []int {
	if i, ok := slices.BinarySearch(list, n); !ok {
		return slices.Insert(list, i, n)
	}
	return list
}
