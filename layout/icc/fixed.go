package icc

import (
	"math"
	"math/bits"
)

// Values between stages are fixed-point numbers with 24 fractional bits. The
// absolute values of a profile's numbers are below 2^15, so that a product of
// two fits 64 bits.
const (
	shift = 24
	one   = 1 << shift
)

func mul(a, b int64) int64 { return (a*b + one/2) >> shift }

func clamp(v, lo, hi int64) int64 { return min(max(v, lo), hi) }

func clamp1(v int64) int64 { return clamp(v, 0, one) }

// from16 and to16 convert samples of 0…65535 to fixed-point numbers of 0…1 and
// back.
func from16(v uint16) int64 { return (int64(v)<<shift + 32767) / 65535 }

func to16(v int64) uint16 { return uint16((clamp1(v)*65535 + one/2) >> shift) }

func from8(v uint8) int64 { return from16(uint16(v) * 257) }

// cbrt returns the cube root of a fixed-point number, 0 ≤ v < 8.
func cbrt(v int64) int64 {
	// The integer root of v·2^36 has 20 fractional bits; the others are linearly
	// interpolated between it and the next integer. The root in floating point may be
	// off by one where the exact one is near an integer; comparing integers corrects it,
	// on every machine to the same number.
	n := uint64(v) << 36
	root := uint64(math.Cbrt(float64(n)))
	for root*root*root > n {
		root--
	}
	step := 3*root*(root+1) + 1 // to the next cube
	rest := n - root*root*root
	for rest >= step {
		rest -= step
		root++
		step = 3*root*(root+1) + 1
	}
	return int64(root<<4 + (rest<<4)/step)
}

// log2 returns the binary logarithm of a fixed-point number above zero, with 56
// fractional bits.
func log2(v int64) int64 {
	top := bits.Len64(uint64(v)) - 1
	m := uint64(v) << uint(63-top) // 1.63 bits, 1 ≤ m < 2
	frac := uint64(0)
	for range 56 {
		hi, lo := bits.Mul64(m, m) // 2.126 bits
		frac <<= 1
		if hi>>63 != 0 {
			frac |= 1
			m = hi
		} else {
			m = hi<<1 | lo>>63
		}
	}
	return int64(top-shift)<<56 + int64(frac)
}

const ln2 = 0xb17217f7d1cf79ab // ln 2 · 2^64

// exp2 returns 2 to the power of v, which has 56 fractional bits, as a
// fixed-point number; the result is limited to 2^7.
func exp2(v int64) int64 {
	whole := v >> 56
	switch {
	case whole < -shift-1:
		return 0
	case whole >= 7:
		return one << 7
	}
	x, _ := bits.Mul64(uint64(v&(1<<56-1))<<8, ln2) // natural exponent · 2^64
	sum := uint64(1) << 62                          // 2.62 bits
	for k := uint64(22); k > 0; k-- {               // Horner's method on the exponential series
		hi, _ := bits.Mul64(sum, x)
		sum = 1<<62 + hi/k
	}
	s := uint(62 - shift - whole)
	return int64((sum + 1<<(s-1)) >> s)
}

// pow returns base to the power of gamma; base is a fixed-point number, gamma
// has 16 fractional bits. The result is limited to 2^7; it is zero for a base
// that is not above zero.
func pow(base, gamma int64) int64 {
	if base <= 0 {
		return 0
	}
	if gamma == 1<<16 { // the straight curves of many profiles of version 4
		return min(base, one<<7)
	}
	l := log2(base)
	negative := (l < 0) != (gamma < 0)
	hi, lo := bits.Mul64(abs(l), abs(gamma)) // 72 fractional bits
	if hi>>15 != 0 {
		if negative {
			return 0
		}
		return one << 7
	}
	e := int64(hi<<48 | lo>>16)
	if negative {
		e = -e
	}
	return exp2(e)
}

func abs(v int64) uint64 {
	if v < 0 {
		return uint64(-v)
	}
	return uint64(v)
}
