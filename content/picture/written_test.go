package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// written returns a picture with strokes in colours, side by side, on a ground.
func written(t *testing.T, ground color.Color, asJPEG bool, strokes ...color.Color) *Image {
	t.Helper()
	m := image.NewNRGBA(image.Rect(0, 0, 60*len(strokes), 60))
	for y := range 60 {
		for x := range 60 * len(strokes) {
			m.Set(x, y, ground)
			if x%60 > 20 && x%60 < 40 && y > 10 && y < 50 {
				m.Set(x, y, strokes[x/60])
			}
		}
	}
	var out bytes.Buffer
	var err error
	if asJPEG {
		err = jpeg.Encode(&out, m, &jpeg.Options{Quality: 85})
	} else {
		err = png.Encode(&out, m)
	}
	if err != nil {
		t.Fatal(err)
	}
	im, err := Open("name", out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return im
}

// TestInOneColour: what is written in one colour on white is found, whatever holds it, and
// what has several colours is not.
func TestInOneColour(t *testing.T) {
	white, cream, clear := color.White, color.NRGBA{250, 246, 235, 255}, color.NRGBA{255, 255, 255, 0}
	red, black, blue := color.NRGBA{208, 16, 24, 255}, color.NRGBA{24, 20, 30, 255}, color.NRGBA{30, 40, 160, 255}
	for _, c := range []struct {
		what    string
		im      *Image
		one     bool
		neutral bool
		red     bool
		stroke  uint8 // gray in the middle of the first stroke
	}{
		{"red", written(t, white, false, red), true, false, true, 0},
		{"pale red", written(t, white, false, color.NRGBA{230, 90, 90, 255}), true, false, true, 0},
		{"red on cream", written(t, cream, false, red), true, false, true, 0},
		{"red, JPEG", written(t, white, true, red, red), true, false, true, 0},
		{"red on nothing", written(t, clear, false, red), true, false, true, 0},
		{"black", written(t, cream, false, black), true, true, false, 20},
		{"black, JPEG", written(t, white, true, black), true, true, false, 20},
		{"blue", written(t, white, false, blue), true, false, false, 0},
		{"red and blue", written(t, white, false, red, blue), false, false, false, 0},
		{"red and black", written(t, white, false, red, red, red, black), false, false, false, 0},
		{"on gold", written(t, color.NRGBA{200, 160, 60, 255}, false, red), false, false, false, 0},
		{"paper alone", written(t, cream, false, white), false, false, false, 0},
	} {
		if c.im.Space != RGB {
			t.Fatalf("%s: the picture is no RGB", c.what)
		}
		one := c.im.InOneColour()
		if one == nil || !c.one {
			if (one != nil) != c.one {
				t.Errorf("%s: %v", c.what, one)
			}
			continue
		}
		if one.Neutral() != c.neutral || one.Like([3]uint8{200, 0, 0}) != c.red {
			t.Errorf("%s: colour %v, neutral %v", c.what, one.Colour, one.Neutral())
		}
		r, err := one.Gray.Decode()
		if err != nil || r.Space != Gray || r.Width != c.im.Width || r.Height != c.im.Height || r.Alpha != nil {
			t.Fatalf("%s: %v, %+v", c.what, err, r)
		}
		at := func(x, y int) int { return int(r.Pix[y*r.Width+x]) }
		if got := at(30, 30); got < int(c.stroke)-12 || got > int(c.stroke)+12 {
			t.Errorf("%s: a stroke of %d", c.what, got)
		}
		if at(4, 4) < 225 {
			t.Errorf("%s: paper of %d", c.what, at(4, 4))
		}
		if again := c.im.InOneColour(); again.Gray.Sum != one.Gray.Sum {
			t.Errorf("%s: another picture the second time", c.what)
		}
	}
	gray, err := Open("name", fixture(t, "gray-16.png"))
	if err != nil || gray.InOneColour() != nil {
		t.Errorf("a gray picture has a colour, or %v", err)
	}
	broken := written(t, white, false, red)
	broken.Data[len(broken.Data)/2] ^= 0xff
	if broken.InOneColour() != nil {
		t.Error("a broken file has a colour")
	}
}
