package icc

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// curve is a function of 0…1 to 0…1 (ICC.1:2010 10.5, 10.15).
type curve struct {
	table []uint16 // values at equal steps; nil for a parametric curve
	kind  uint16
	p     [7]int64 // g a b c d e f, with 16 fractional bits
}

// identity is the identity function.
var identity = curve{table: []uint16{0, 65535}}

// parameters holds the number of parameters of each kind of parametric curve.
var parameters = [...]int{1, 3, 4, 5, 7}

// readCurve reads a curve and returns its size in bytes.
func readCurve(data []byte) (c curve, size int, err error) {
	if len(data) < 12 {
		return c, 0, errors.New("a curve is truncated")
	}
	switch string(data[:4]) {
	case "curv":
		count := uint64(binary.BigEndian.Uint32(data[8:]))
		if 12+2*count > uint64(len(data)) {
			return c, 0, fmt.Errorf("a curve of %d points is truncated", count)
		}
		size = 12 + 2*int(count)
		switch count {
		case 0:
			c = identity
		case 1:
			c.p[0] = int64(binary.BigEndian.Uint16(data[12:])) << 8
		default:
			c.table = words(data[12:size])
		}
	case "para":
		c.kind = binary.BigEndian.Uint16(data[8:])
		if int(c.kind) >= len(parameters) {
			return c, 0, fmt.Errorf("unknown kind of parametric curve: %d", c.kind)
		}
		size = 12 + 4*parameters[c.kind]
		if size > len(data) {
			return c, 0, errors.New("a parametric curve is truncated")
		}
		for i := range parameters[c.kind] {
			c.p[i] = s15Fixed16(data[12+4*i:])
		}
	default:
		return c, 0, fmt.Errorf("unknown type of curve: %q", data[:4])
	}
	return c, size, nil
}

func words(data []byte) []uint16 {
	w := make([]uint16, len(data)/2)
	for i := range w {
		w[i] = binary.BigEndian.Uint16(data[2*i:])
	}
	return w
}

func s15Fixed16(data []byte) int64 { return int64(int32(binary.BigEndian.Uint32(data))) }

// at returns the curve's value for 0 ≤ x ≤ 1.
func (c *curve) at(x int64) int64 {
	if c.table != nil {
		return interpolate(c.table, x)
	}
	g, a, b, cc, d, e, f := c.p[0], c.p[1], c.p[2], c.p[3], c.p[4]<<(shift-16), c.p[5]<<(shift-16), c.p[6]<<(shift-16)
	power := func() int64 { return pow(clamp((a*x)>>16+b<<(shift-16), 0, one<<7), g) }
	var y int64
	switch c.kind {
	case 0:
		y = pow(x, g)
	case 1: // CIE 122-1966
		if a*x>>16 >= -b<<(shift-16) {
			y = power()
		}
	case 2: // IEC 61966-3
		y = cc << (shift - 16)
		if a*x>>16 >= -b<<(shift-16) {
			y += power()
		}
	case 3: // IEC 61966-2-1
		if x >= d {
			y = power()
		} else {
			y = (cc * x) >> 16
		}
	case 4:
		if x >= d {
			y = power() + e
		} else {
			y = (cc*x)>>16 + f
		}
	}
	return clamp1(y)
}

// interpolate returns the value of a table of equal steps at 0 ≤ x ≤ 1.
func interpolate(table []uint16, x int64) int64 {
	last := int64(len(table) - 1)
	pos := clamp1(x) * last
	i := pos >> shift
	if i >= last {
		return from16(table[last])
	}
	low, high := from16(table[i]), from16(table[i+1])
	return low + mul(high-low, pos&(one-1))
}

// inverse is the inverse function of a rising curve. It continues beyond 0 and
// 1, so that colours outside a gamut stay distinct until they are clipped.
type inverse struct {
	y    []int64  // values of the curve at equal steps, ascending
	from []uint16 // for each step of the values from 0 to 1, the first index with at least that value
}

const (
	inverseBits  = 12
	inverseSteps = 1 << inverseBits
	inverseStep  = one / inverseSteps
)

func (c *curve) inverse() (inverse, error) {
	v := inverse{y: make([]int64, inverseSteps+1), from: make([]uint16, inverseSteps+2)}
	highest := int64(0)
	for i := range v.y {
		highest = max(highest, c.at(int64(i)*inverseStep))
		v.y[i] = highest
	}
	if v.y[inverseSteps]-v.y[0] < one/256 {
		return inverse{}, errors.New("a curve is not increasing")
	}
	i := 0
	for k := range v.from {
		for i < inverseSteps && v.y[i] < int64(k)*inverseStep {
			i++
		}
		v.from[k] = uint16(i)
	}
	return v, nil
}

func (v inverse) at(y int64) int64 {
	switch low, high := v.y[0], v.y[inverseSteps]; {
	case y < low && low > 0:
		return 0
	case y < 0:
		return -v.at(-y)
	case y > high:
		return one + (y-high)/2
	}
	// The first value that is at least y; y is at most one.
	first, last := int(v.from[y/inverseStep]), int(v.from[y/inverseStep+1])
	for first < last {
		if middle := (first + last) / 2; v.y[middle] < y {
			first = middle + 1
		} else {
			last = middle
		}
	}
	i := max(first-1, 0)
	low, high := v.y[i], v.y[i+1]
	if high <= low {
		return int64(i) * inverseStep
	}
	return int64(i)*inverseStep + (y-low)*inverseStep/(high-low)
}
