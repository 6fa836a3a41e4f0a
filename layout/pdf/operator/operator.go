// Package operator writes the numbers of content streams (ISO 32000-1 7.3.3): from
// integers, in as few digits as they need, so that they are the same on every
// machine.
package operator

import (
	"strconv"

	"jianbao/layout/unit"
)

// Thousandth is the unit of lengths written by AppendPt: a thousandth of a point,
// a third of a micrometre.
const Thousandth = unit.Pt / 1000

// AppendDecimal appends v / 10^digits without needless zeros.
func AppendDecimal(b []byte, v int64, digits int) []byte {
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

// AppendPt appends a length in points to the nearest Thousandth.
func AppendPt(b []byte, a unit.Abs) []byte {
	return AppendDecimal(b, Round(int64(a), int64(Thousandth)), 3)
}

// AppendByte appends v/255, a colour component, with the digits that give v back.
func AppendByte(b []byte, v uint8) []byte {
	return AppendDecimal(b, (int64(v)*1000+127)/255, 3)
}

// AppendRect appends left, bottom, width and height of a rectangle, and "re". They
// are in points, from the bottom left corner of the page.
func AppendRect(b []byte, left, bottom, width, height unit.Abs) []byte {
	for _, v := range [...]unit.Abs{left, bottom, width, height} {
		b = append(AppendPt(b, v), ' ')
	}
	return append(b, "re"...)
}

// Round returns v / step to the nearest integer, halves away from zero.
func Round(v, step int64) int64 {
	if v < 0 {
		return -((-v + step/2) / step)
	}
	return (v + step/2) / step
}
