package picture

import "testing"

func TestUpright(t *testing.T) {
	for _, c := range []struct {
		orientation   int
		crop          Crop
		width, height int
	}{
		{1, Crop{}, 200, 100}, {6, Crop{}, 100, 200},
		{1, Crop{Left: 25_000, Right: 25_000, Top: 10_000}, 100, 90},
		{8, Crop{Left: 25_000, Bottom: 50_000}, 75, 100},
		{1, Crop{Left: 99_999}, 1, 100},
	} {
		im := &Image{Width: 200, Height: 100, Orientation: c.orientation, Crop: c.crop}
		if w, h := im.Upright(); w != c.width || h != c.height {
			t.Errorf("%d %v: %d × %d, want %d × %d", c.orientation, c.crop, w, h, c.width, c.height)
		}
	}
}
