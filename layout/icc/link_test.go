package icc

import (
	"math/rand/v2"
	"testing"
)

// Each lane of a pixel is rounded and clipped by itself, whatever its neighbours are.
func TestPixelOfSums(t *testing.T) {
	sample := func(sum uint64) byte {
		const unit = linkUnit * nodeUnit
		v := (int64(sum) - linkUnit*nodeZero + unit/2) / unit
		if int64(sum) < linkUnit*nodeZero-unit/2 {
			v = 0
		}
		return byte(min(max(v, 0), 255))
	}
	edges := []uint64{0, linkUnit*nodeZero - 1, linkUnit * nodeZero, linkUnit * (nodeZero + 255*nodeUnit), 65535 * linkUnit}
	for v := range uint64(512) { // about where one byte becomes the next
		for d := range uint64(3) {
			if at := v*linkUnit*nodeUnit + linkUnit*nodeUnit/2 + d - 1; at <= 65535*linkUnit {
				edges = append(edges, at)
			}
		}
	}
	r := rand.New(rand.NewPCG(2, 2))
	for _, a := range edges {
		lane := [4]uint64{a, edges[r.IntN(len(edges))], r.Uint64N(65535 * linkUnit), edges[r.IntN(len(edges))]}
		for shift := range 4 {
			var v [4]uint64
			for k := range v {
				v[k] = lane[(k+shift)%4]
			}
			got := sums{v[0] | v[2]<<32, v[1] | v[3]<<32}.pixel()
			for k := range v {
				if want := sample(v[k]); byte(got>>(8*k)) != want {
					t.Fatalf("%d of %d becomes %d, want %d", k, v, byte(got>>(8*k)), want)
				}
			}
		}
	}
}

// The greater of two comes first.
func TestOrder(t *testing.T) {
	for _, c := range [][2]uint64{{0, 0}, {1, 0}, {0, 1}, {1 << 47, 1<<47 - 1}, {5<<32 | 7, 5<<32 | 8}} {
		if a, b := order(c[0], c[1]); a != max(c[0], c[1]) || b != min(c[0], c[1]) {
			t.Errorf("%d: %d, %d", c, a, b)
		}
	}
}

func TestTotalInk(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	for range 200 {
		pix := make([]byte, 4*r.IntN(9))
		want := 0
		for i := range pix {
			pix[i] = byte(r.IntN(256) | r.IntN(2)*255)
		}
		for i := 0; i < len(pix); i += 4 {
			want = max(want, int(pix[i])+int(pix[i+1])+int(pix[i+2])+int(pix[i+3]))
		}
		if got := TotalInk(pix); got != inkPercent(want) {
			t.Fatalf("%v: %d %%, want %d", pix, got, inkPercent(want))
		}
	}
}
