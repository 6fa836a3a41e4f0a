package pdf

import (
	"strings"
	"testing"

	"jianbao/content/parallel"
	"jianbao/layout/frame"
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

// TestPanicOfAPictureIsTheCallers: of a picture, and of a band of one; the benches
// are free again afterwards.
func TestPanicOfAPictureIsTheCallers(t *testing.T) {
	for _, workers := range []int{1, 4} {
		table := &pictureTable{first: []*frame.Picture{{}, {}, {}}} // without images
		p := carried(t, func() { table.makePictures(Options{Workers: workers}) })
		if !strings.Contains(string(p.Stack), "pictureMaker).make") {
			t.Errorf("%d workers: not the stack of the panic:\n%v", workers, p)
		}
		shop, err := newWorkshop(workers, 0)
		if err != nil {
			t.Fatal(err)
		}
		rows := &pixels{width: bandSize / 2, height: 40, channels: 1, bits: 8}
		p = carried(t, func() {
			shop.bands(rows, func(_ *bench, n, from, to int) {
				if n >= 3 {
					panic("a bug")
				}
			})
		})
		if p.Value != "a bug" || len(shop.benches) != workers {
			t.Errorf("%d workers: %v; %d benches are free", workers, p, len(shop.benches))
		}
	}
}
