// Package unit defines the length type that layout computes with, an integer,
// and its exact arithmetic.
//
// Lengths are integers because floating point results depend on the processor:
// the Go compiler may fuse x*y+z into one operation with a single rounding on
// some and not on others, so that a line could break differently on another
// machine.
package unit

import (
	"math/bits"
	"strconv"
)

// Abs is a length in hundred-thousandths of a point (1 pt = 1/72 in).
//
// The step was chosen so that the sizes offices use (13.75 pt, 15.75 pt,
// 10.5 pt) divide exactly by 1000 and by 8: an advance of 1/1000 em and a gap
// of an eighth of an em are whole numbers, and so is every width written to a
// PDF.
type Abs int64

// Pt is one point; MM is the nearest Abs to one millimetre (360/127 pt).
const (
	Pt Abs = 100_000
	MM Abs = 283_465
)

// FromMM returns a length given in thousandths of a millimetre, rounded to
// nearest.
func FromMM(thousandths int64) Abs { return Abs(MulDiv(thousandths, 360*int64(Pt), 127_000)) }

// FromPt returns a length given in thousandths of a point.
func FromPt(thousandths int64) Abs { return Abs(thousandths) * (Pt / 1000) }

// Scale returns a·num/den rounded to nearest, halves away from zero. The product
// has 128 bits and does not overflow; den must be positive. It panics as MulDiv
// does.
func (a Abs) Scale(num, den int64) Abs { return Abs(MulDiv(int64(a), num, den)) }

// MulDiv returns a·b/den rounded to nearest, halves away from zero. The product
// does not overflow; den must be positive. It panics if the result does not fit
// an int64.
func MulDiv(a, b, den int64) int64 {
	if p := a * b; a == 0 || (p/a == b && p > -1<<62 && p < 1<<62) {
		return roundDiv(p, den)
	}
	neg := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(abs64(a), abs64(b))
	lo, carry := bits.Add64(lo, uint64(den)/2, 0)
	q, _ := bits.Div64(hi+carry, lo, uint64(den)) // panics if q does not fit 64 bits
	switch {
	case neg && q <= 1<<63:
		return -int64(q)
	case q < 1<<63:
		return int64(q)
	}
	panic("unit: length overflow")
}

func roundDiv(n, d int64) int64 {
	if n < 0 {
		return -((-n + d/2) / d)
	}
	return (n + d/2) / d
}

func abs64(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}

// String returns the length in points as an exact decimal without trailing
// zeros, the form of dumps and PDF operands.
func (a Abs) String() string { return string(a.Append(nil)) }

// Append appends the result of String to b.
func (a Abs) Append(b []byte) []byte {
	if a < 0 {
		b = append(b, '-')
	}
	v := abs64(int64(a))
	b = strconv.AppendUint(b, v/uint64(Pt), 10)
	frac := v % uint64(Pt)
	if frac == 0 {
		return b
	}
	b = append(b, '.')
	for digit := uint64(Pt) / 10; frac > 0; digit /= 10 {
		b = append(b, byte('0'+frac/digit))
		frac %= digit
	}
	return b
}
