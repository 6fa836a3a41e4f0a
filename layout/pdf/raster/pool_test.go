package raster

import (
	"sync/atomic"
	"testing"

	"jianbao/content/parallel"
)

// TestRastersBounded: rasters wait for room, one that is too large for any is
// alone, and none waits for ever.
func TestRastersBounded(t *testing.T) {
	p, err := newPool(Resources{Workers: 4})
	if err != nil {
		t.Fatal(err)
	}
	var most atomic.Int64
	parallel.For(8, 40, func(i int) {
		size := inFlight / 3
		if i%10 == 0 {
			size = 2 * inFlight
		}
		p.reserve(size)
		p.mu.Lock()
		if used := int64(p.used); used > most.Load() && size < inFlight {
			most.Store(used)
		}
		if size > inFlight && p.used != size {
			t.Errorf("a large raster is not alone: %d of %d", size, p.used)
		}
		p.mu.Unlock()
		p.release(size)
	})
	if p.used != 0 || most.Load() > inFlight {
		t.Errorf("%d bytes at once, %d left", most.Load(), p.used)
	}
}
