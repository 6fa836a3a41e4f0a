package icc

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"slices"
	"sync"
	"testing"
)

// TestFrom: a profile keeps the transforms to it, by the content of the other profile,
// and they convert as new ones do.
func TestFrom(t *testing.T) {
	parse := func(data []byte) *Profile {
		p, err := Parse(bytes.Clone(data))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	to := parse(Bundled().Profile.Data)
	transforms := make([]*Transform, 4)
	var all sync.WaitGroup
	for i := range transforms {
		all.Go(func() {
			var err error
			if transforms[i], err = to.From(parse(SRGB().Data)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, one := range transforms[1:] {
		if one != transforms[0] {
			t.Fatal("equal profiles have transforms of their own")
		}
	}
	fresh, err := New(SRGB(), to)
	if err != nil {
		t.Fatal(err)
	}
	samples := []byte{0, 0, 0, 255, 255, 255, 200, 16, 16, 12, 130, 77}
	got, want := make([]byte, 16), make([]byte, 16)
	transforms[0].Convert(got, samples)
	fresh.Convert(want, samples)
	if !bytes.Equal(got, want) {
		t.Errorf("%v, a new transform gives %v", got, want)
	}
	if other, err := to.From(GrayGamma()); err != nil || other == transforms[0] {
		t.Errorf("another profile has the same transform, error %v", err)
	}
	if again, _ := to.From(SRGB()); again != transforms[0] {
		t.Error("the transform was not kept")
	}
	if _, err := to.From(nil); err == nil {
		t.Error("no error without a profile")
	}
	if _, err := (*Profile)(nil).From(SRGB()); err == nil {
		t.Error("no error for no profile")
	}
}

// TestKeptTransforms: only the last ones are kept, an error is kept like a transform,
// and a panic is repeated.
func TestKeptTransforms(t *testing.T) {
	var k keptTransforms
	var built []int
	get := func(n int) {
		k.get(sha256.Sum256([]byte{byte(n)}), func() (*Transform, error) {
			built = append(built, n)
			return nil, errors.New("no transform")
		})
	}
	for n := range maxKept {
		get(n)
	}
	get(0)       // is now the last used one
	get(maxKept) // replaces 1
	built = nil
	for _, n := range []int{0, maxKept, 2, 1} {
		get(n)
	}
	if !slices.Equal(built, []int{1}) || len(k.list) != maxKept {
		t.Errorf("built %v again, %d are kept", built, len(k.list))
	}
	if _, err := k.get(sha256.Sum256([]byte{1}), nil); err == nil {
		t.Error("the error was not kept")
	}
	for range 2 {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			k.get(sha256.Sum256([]byte{99}), func() (*Transform, error) { panic("a bug") })
		}()
	}
}
