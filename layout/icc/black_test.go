package icc

import (
	"math"
	"testing"

	_ "jianbao/content/testgc"
)

// TestNearBlackByHand checks how near-black of the version 4 profile layered in
// sRGB is converted, relative colorimetric with black point compensation, computed here from
// the definitions alone.
//
// The colorimetric intent scales so that "the white point of the actual medium is
// mapped to the PCS white point" (ICC.1:2022 6.2.2), and moves nothing else: a dark
// colour with a hue keeps it. Black of the connection space is L* 0, a* 0, b* 0
// (6.3.4.3). Compensation moves one neutral black to another (ISO 18619:2015 4.2.3),
// so it compares L* alone. The profile's darkest colour has L* 0 and a little a* and
// b*; sRGB's has L* 0: there is nothing to compensate. To take the hue of the darkest
// colour for part of the black point would move all colours towards the opposite hue,
// grays near L* 50 still by 2/255.
func TestNearBlackByHand(t *testing.T) {
	way, err := connect(layered(), SRGB())
	if err != nil {
		t.Fatal(err)
	}
	if way.black.scale != one {
		t.Errorf("black is compensated by %v, though both are L* 0", float64(way.black.scale)/one)
	}
	for g := 0; g < 256; g += 5 {
		want := layeredInSRGB(float64(g) / 255)
		gray := from8(uint8(g))
		got := vector{gray, gray, gray}
		way.whole.apply(&got)
		for k := range want {
			if sample := float64(clamp1(got[k])) / one * 255; math.Abs(sample-want[k]) > 1 {
				t.Errorf("gray %d becomes %.2f in channel %d, by hand %.2f", g, sample, k, want)
			}
		}
	}
}

// layeredInSRGB returns the samples of sRGB, 0 to 255, for a gray of layered.
func layeredInSRGB(g float64) (out [3]float64) {
	// Curves A and the grid, which is linear: L* is the mean of three equal samples,
	// a* and b* are their differences. Curves M.
	l, a, b := math.Pow(math.Pow(g, 1.2), 1.1), math.Pow(0.5, 1.1), math.Pow(0.5, 1.1)
	// The matrix, clipped to the encoding; curves B are straight.
	a, b = 0.9*a+0.1*b+0.02, 0.02*l+0.1*a+0.9*b
	a, b = min(a, 1), min(b, 1)
	// Encoded 0 to 1: L* 0 to 100, a* and b* -128 to 127 (ICC.1:2010 6.3.4.2).
	fy := (100*l + 16) / 116
	f := [3]float64{fy + (255*a-128)/500, fy, fy - (255*b-128)/200}
	var xyz [3]float64
	for i, w := range [3]float64{0.9642, 1, 0.8249} { // D50
		if f[i] > 6.0/29 {
			xyz[i] = w * f[i] * f[i] * f[i]
		} else {
			xyz[i] = w * (f[i] - 4.0/29) * 3 * (6.0 / 29) * (6.0 / 29)
		}
	}
	// sRGB's primaries adapted to D50 by Bradford's matrix, inverted; IEC 61966-2-1.
	for i, row := range [3][3]float64{
		{3.1338561, -1.6168667, -0.4906146},
		{-0.9787684, 1.9161415, 0.0334540},
		{0.0719453, -0.2289914, 1.4052427},
	} {
		v := row[0]*xyz[0] + row[1]*xyz[1] + row[2]*xyz[2]
		if v = min(max(v, 0), 1); v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		out[i] = 255 * v
	}
	return out
}
