package main

import "testing"

// TestPercentAfter: the heap reaches laterHeap before garbage is collected again, or the
// factor that laterGC gives where that is more.
func TestPercentAfter(t *testing.T) {
	for _, c := range []struct {
		live uint64
		want int
	}{
		{0, laterGC},
		{8 << 20, 800},
		{18 << 20, 300},
		{24 << 20, laterGC},
		{40 << 20, laterGC},
		{laterHeap, laterGC},
		{1 << 40, laterGC},
	} {
		if got := percentAfter(c.live, laterHeap); got != c.want {
			t.Errorf("%d bytes: %d, want %d", c.live, got, c.want)
		}
	}
	if got := percentAfter(8<<20, 0); got != laterGC {
		t.Errorf("in a process that stays: %d, want %d", got, laterGC)
	}
}
