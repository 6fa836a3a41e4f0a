package ink

import (
	"slices"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
)

var (
	red   = &frame.Ink{Name: "Red", RGB: [3]uint8{200, 16, 16}, CMYK: [4]uint16{0, 900, 800, 0}}
	tint  = &frame.Ink{Name: "Tint", RGB: [3]uint8{128, 128, 128}, CMYK: [4]uint16{0, 0, 0, 500}}
	black = &frame.Ink{Name: "Black", RGB: [3]uint8{0, 0, 0}, CMYK: [4]uint16{0, 0, 0, 1000}}
)

func TestShade(t *testing.T) {
	for _, c := range []struct {
		target    Target
		ink       *frame.Ink
		operators string
		spot      int
		overprint bool
	}{
		{Screen, nil, "0 g\n", -1, false}, {Screen, red, ".784 .063 .063 rg\n", -1, false}, {Screen, tint, ".502 g\n", -1, false},
		{Black, nil, "0 0 0 1 k\n", -1, true}, {Black, red, "0 0 0 .784 k\n", -1, false}, {Black, tint, "0 0 0 .5 k\n", -1, false},
		{Process, nil, "0 0 0 1 k\n", -1, true}, {Process, red, "0 .9 .8 0 k\n", -1, false}, {Process, black, "0 0 0 1 k\n", -1, true},
		{Spot, nil, "0 0 0 1 k\n", -1, true}, {Spot, red, "/CS0 cs 1 scn\n", 0, false}, {Spot, tint, "0 0 0 .5 k\n", -1, false},
	} {
		got, err := New(c.target).Shade(c.ink)
		if want := (Shade{c.operators, c.spot, c.overprint && c.target != Screen}); err != nil || got != want {
			t.Errorf("target %d, %+v: %+v, want %+v (%v)", c.target, c.ink, got, want, err)
		}
	}
}

// TestSpots: one name is one plate and one ink.
func TestSpots(t *testing.T) {
	inks := New(Spot)
	same, other, nameless := *red, *red, *red
	other.CMYK[0], nameless.Name = 10, ""
	for range 2 {
		for _, k := range []*frame.Ink{red, &same} {
			if s, err := inks.Shade(k); err != nil || s.Spot != 0 {
				t.Errorf("%+v, %v", s, err)
			}
		}
	}
	for _, k := range []*frame.Ink{&other, &nameless} {
		if s, err := inks.Shade(k); err == nil {
			t.Errorf("%+v is painted as %+v", k, s)
		}
	}
	file := object.New()
	refs := inks.Write(file)
	if len(refs) != 1 || SpaceName(0) != "CS0" {
		t.Fatalf("%d spaces", len(refs))
	}
	space := file.Resolve(refs[0]).(object.Array)
	if space[0] != object.Name("Separation") || space[1] != object.Name("Red") {
		t.Errorf("%v", space)
	}
	full := space[3].(*object.Dict).Get("C1").(object.Array)
	if !slices.Equal(full, object.Array{object.Int(0), object.Real(".9"), object.Real(".8"), object.Int(0)}) {
		t.Errorf("full ink is %v", full)
	}
}

func TestPlates(t *testing.T) {
	for _, c := range []struct {
		target Target
		inks   []*frame.Ink
		spaces []picture.Space
		want   []string
	}{
		{Screen, []*frame.Ink{nil, red}, []picture.Space{picture.CMYK}, nil},
		{Black, []*frame.Ink{red}, nil, []string{"Black"}},
		{Spot, []*frame.Ink{red}, nil, []string{"Red"}},
		{Spot, []*frame.Ink{nil, red}, nil, []string{"Black", "Red"}},
		{Process, []*frame.Ink{red}, nil, []string{"Cyan", "Magenta", "Yellow"}},
		{Spot, []*frame.Ink{red}, []picture.Space{picture.Gray}, []string{"Black", "Red"}},
		{Spot, nil, []picture.Space{picture.CMYK}, []string{"Black", "Cyan", "Magenta", "Yellow"}},
	} {
		inks := New(c.target)
		for _, k := range c.inks {
			if _, err := inks.Shade(k); err != nil {
				t.Fatal(err)
			}
		}
		for _, s := range c.spaces {
			inks.SeePicture(s)
		}
		if got := inks.Plates(); !slices.Equal(got, c.want) {
			t.Errorf("%+v: plates %v", c, got)
		}
	}
}

// TestColoured: an archival file needs an intent in colour if anything is not gray.
func TestColoured(t *testing.T) {
	inks := New(Screen)
	inks.Shade(nil)
	inks.Shade(tint)
	inks.SeePicture(picture.Gray)
	if inks.Coloured() {
		t.Error("gray is coloured")
	}
	inks.Shade(red)
	if !inks.Coloured() {
		t.Error("red is not coloured")
	}
}

// TestPalette: a gray scale in an ink has all of it at black and none at white, on
// the plates of the ink.
func TestPalette(t *testing.T) {
	plate := object.Ref(7)
	for _, c := range []struct {
		target Target
		ink    *frame.Ink
		space  object.Object
		want   []byte // at 4 levels
	}{
		{Screen, red, object.Name("DeviceRGB"), []byte{200, 16, 16, 218, 96, 96, 237, 175, 175, 255, 255, 255}},
		{Spot, red, plate, []byte{255, 170, 85, 0}},
		{Process, red, object.Name("DeviceCMYK"), []byte{0, 230, 204, 0, 0, 153, 136, 0, 0, 77, 68, 0, 0, 0, 0, 0}},
		{Black, red, object.Name("DeviceGray"), []byte{55, 122, 188, 255}},
		{Spot, black, object.Name("DeviceCMYK"), []byte{0, 0, 0, 255, 0, 0, 0, 170, 0, 0, 0, 85, 0, 0, 0, 0}},
	} {
		inks := New(c.target)
		if _, err := inks.Shade(c.ink); err != nil {
			t.Fatal(err)
		}
		space, got := inks.Palette(c.ink, 4, []object.Ref{plate})
		if space != c.space || !slices.Equal(got, c.want) {
			t.Errorf("target %d, %s: %v %v, want %v %v", c.target, c.ink.Name, space, got, c.space, c.want)
		}
	}
}
