package raster

import (
	"strings"
	"testing"

	"jianbao/content/parallel"
	"jianbao/content/picture"
)

// carried returns the panic of f, which must have one.
func carried(t *testing.T, f func()) (p *parallel.Panic) {
	t.Helper()
	defer func() {
		v := recover()
		if v == nil {
			t.Fatal("no panic")
		}
		p = parallel.Recovered(v)
	}()
	f()
	return nil
}

// TestPanicOfAPictureIsTheCallers: of a picture, and of a band of one; the
// scratches are free again afterwards.
func TestPanicOfAPictureIsTheCallers(t *testing.T) {
	for _, workers := range []int{1, 4} {
		list := make([]*picture.Image, 3) // of nothing
		p := carried(t, func() { Images(list, Target{}, Resources{Workers: workers}) })
		if !strings.Contains(string(p.Stack), "maker).image") {
			t.Errorf("%d workers: not the stack of the panic:\n%v", workers, p)
		}
		shared, err := newPool(Resources{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		rows := &pixels{width: bandSize / 2, height: 40, channels: 1, bits: 8}
		p = carried(t, func() {
			shared.bands(rows, func(_ *scratch, n, from, to int) {
				if n >= 3 {
					panic("a bug")
				}
			})
		})
		if p.Value != "a bug" || len(shared.scratches) != workers {
			t.Errorf("%d workers: %v; %d scratches are free", workers, p, len(shared.scratches))
		}
	}
}
