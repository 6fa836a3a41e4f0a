package icc

import (
	"math"
	"testing"
)

func TestMade(t *testing.T) {
	// The primaries that HP and Microsoft published, from a white of four digits;
	// they sum to a little more than D50.
	want := [3][3]int64{{0x6fa2, 0x38f5, 0x0390}, {0x6299, 0xb785, 0x18da}, {0x24a0, 0x0f84, 0xb6cf}}
	var sum [3]int64
	for i, p := range srgbPrimaries() {
		for k, v := range p {
			sum[k] += v
			if d := v - want[i][k]; d < -12 || d > 12 {
				t.Errorf("primary %d: %#x, want about %#x", i, p, want[i])
			}
		}
	}
	for i := range 256 { // IEC 61966-2-1 5.2
		x := float64(i) / 255
		want := x / 12.92
		if x > 0.04045 {
			want = math.Pow((x+0.055)/1.055, 2.4)
		}
		c, _, err := readCurve(srgbCurve())
		if err != nil {
			t.Fatal(err)
		}
		if got := float64(c.at(from8(uint8(i)))) / one; math.Abs(got-want) > 1.2/65535 {
			t.Errorf("curve at %d: %g, want %g", i, got, want)
		}
	}
	if sum != [3]int64{0xf6d6, 0x10000, 0xd32d} {
		t.Errorf("white is %#x", sum)
	}
}
