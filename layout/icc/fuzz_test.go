package icc

import (
	"slices"
	"testing"
)

// FuzzParse checks that a profile that Parse accepts converts in both
// directions, within bounds and with the same result each time, and that every
// gray has one colour.
func FuzzParse(f *testing.F) {
	for _, p := range []*Profile{SRGB(), GrayGamma(), adobeRGB(), displayP3(), gray22(), layered(), Bundled().Profile} {
		f.Add(p.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Parse(data)
		if (p == nil) != (err != nil) {
			t.Fatalf("%v with error %v", p, err)
		}
		if err != nil {
			return
		}
		again, err := Parse(p.Data)
		if err != nil || again.Description != p.Description || again.Space != p.Space {
			t.Fatalf("read again: %v", err)
		}
		for _, pair := range [][2]*Profile{{p, SRGB()}, {GrayGamma(), p}} {
			tr, err := newTransform(pair[0], pair[1], 4, 3) // small grids: many profiles
			if err != nil {
				continue
			}
			src := noise(60 * tr.in)
			a, b := make([]byte, 60*tr.out), make([]byte, 60*tr.out)
			tr.Convert(a, src)
			tr.Convert(b, src)
			if !slices.Equal(a, b) {
				t.Fatal("one colour, two results")
			}
			for i := range 60 { // a pixel by itself, without its neighbours
				one := make([]byte, tr.out)
				tr.Convert(one, src[i*tr.in:(i+1)*tr.in])
				if !slices.Equal(one, a[i*tr.out:(i+1)*tr.out]) {
					t.Fatalf("pixel %d: %v by itself, %v among others", i, one, a[i*tr.out:(i+1)*tr.out])
				}
			}
		}
	})
}
