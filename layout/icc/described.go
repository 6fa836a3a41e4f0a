package icc

import (
	"encoding/binary"

	"jianbao/content/picture"
)

// Described returns a profile of the colours that a PNG file describes without one, for
// RGB or gray samples; nil if no colours have such chromaticities.
func Described(c *picture.Colour, space picture.Space) *Profile {
	name := c.Name() + " (jianbao)"
	switch {
	case space == picture.Gray:
		return buildGray(name, curveOf(c))
	case space == picture.RGB && plausible(c.Primaries):
		return buildRGB(name, primariesOf(c.Primaries), curveOf(c))
	}
	return nil
}

// plausible reports whether chromaticities are those of a white inside a triangle of
// primaries that visible or nearly visible colours have.
func plausible(c [8]uint32) bool {
	at := func(i int) (x, y int64) { return int64(c[2*i]), int64(c[2*i+1]) }
	for i := range 4 {
		if x, y := at(i); y < 1000 || x > 100_000 || y > 100_000 {
			return false
		}
	}
	// The area of each triangle of white and two primaries has the same sign, and is
	// not next to nothing.
	area := func(i, k int) int64 {
		wx, wy := at(0)
		ax, ay := at(i)
		bx, by := at(k)
		return (ax-wx)*(by-wy) - (ay-wy)*(bx-wx)
	}
	const least = 10_000_000 // of sRGB the smallest is some 500,000,000
	return area(1, 2) > least && area(2, 3) > least && area(3, 1) > least
}

// curveOf returns the curve from samples to light as a table of equal steps.
func curveOf(c *picture.Colour) []byte {
	switch c.Transfer {
	case picture.SRGBTransfer:
		return srgbCurve()
	case picture.LinearTransfer:
		return append([]byte("curv\x00\x00\x00\x00"), 0, 0, 0, 0) // identity
	}
	data := binary.BigEndian.AppendUint32([]byte("curv\x00\x00\x00\x00"), curvePoints)
	for i := range int64(curvePoints) {
		x := i * one / (curvePoints - 1)
		var y int64
		switch {
		case c.Transfer == picture.GammaTransfer:
			y = pow(x, 100_000<<16/int64(c.Gamma))
		case i*1000 < 81*(curvePoints-1): // ITU-R BT.709: below 0.081 x/4.5, else ((x + 0.099)/1.099)^(1/0.45)
			y = x * 10 / 45
		default:
			y = pow((i*one*1000+99*one*(curvePoints-1))/(1099*(curvePoints-1)), 20<<16/9)
		}
		data = binary.BigEndian.AppendUint16(data, to16(y))
	}
	return data
}
