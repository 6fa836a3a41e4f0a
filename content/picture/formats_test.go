package picture

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestFormatsAgree checks that the fixtures that hold the same pixels in several
// formats decode to the same.
func TestFormatsAgree(t *testing.T) {
	pixels := func(name string) []byte {
		_, r, err := read(fixture(t, name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return append(bytes.Clone(r.Pix), r.Alpha...)
	}
	for _, same := range []string{
		"rgb.tif rgb.bmp alpha.bmp clear-v4.bmp rgb-lzw.tif rgb-deflate.tif rgb-packbits.tif icc-orientation-6.tif lossless.webp",
		"alpha.tif alpha-v4.bmp lossless-alpha.webp",
		"palette.gif palette.bmp palette.tif interlaced.gif frames.gif",
		"gray.gif gray.bmp gray.tif pages.tif",
		"bilevel.tif bilevel.gif bilevel.bmp group-3.tif group-4.tif",
	} {
		names := strings.Fields(same)
		for _, name := range names[1:] {
			if !bytes.Equal(pixels(name), pixels(names[0])) {
				t.Errorf("%s differs from %s", name, names[0])
			}
		}
	}
}

// TestPartOfGIF checks a frame that does not cover the picture: what is around it is
// transparent.
func TestPartOfGIF(t *testing.T) {
	_, whole, err := read(fixture(t, "palette.gif"))
	if err != nil {
		t.Fatal(err)
	}
	_, r, err := read(fixture(t, "part.gif"))
	if err != nil {
		t.Fatal(err)
	}
	for y := range r.Height {
		for x := range r.Width {
			at := y*r.Width + x
			inside := x >= 2 && x < 2+whole.Width && y >= 1 && y < 1+whole.Height
			if r.Alpha[at] != opaque(inside) {
				t.Fatalf("%d, %d: opacity %d", x, y, r.Alpha[at])
			}
			if inside {
				w := (y-1)*whole.Width + x - 2
				if !bytes.Equal(r.Pix[3*at:3*at+3], whole.Pix[3*w:3*w+3]) {
					t.Fatalf("%d, %d: %v", x, y, r.Pix[3*at:3*at+3])
				}
			}
		}
	}
}

// TestMinimalHidesAuthors checks that what was typed into metadata is not in the
// minimal file, whose pixels are the same, and that only what is needed is kept.
func TestMinimalHidesAuthors(t *testing.T) {
	for _, name := range []string{"key.gif", "frames.gif", "icc-orientation-6.tif", "pages.tif", "icc-orientation-6.webp", "lossy-alpha.webp", "rgb.bmp"} {
		im, r, err := read(fixture(t, name))
		if err != nil {
			t.Fatal(err)
		}
		minimal := im.Minimal()
		if bytes.Contains(minimal, []byte("nobody")) {
			t.Errorf("%s: its author is in the minimal file", name)
		}
		again, same, err := read(minimal)
		if err != nil || !bytes.Equal(same.Pix, r.Pix) || !bytes.Equal(same.Alpha, r.Alpha) || again.Frames > 1 || again.Orientation != im.Orientation || !bytes.Equal(again.Profile, im.Profile) {
			t.Errorf("%s: the minimal file is another picture: %v", name, err)
		}
	}
}

// TestDamagedByte changes every byte of files: none makes the decoders fail in
// another way than with an error.
func TestDamagedByte(t *testing.T) {
	places := 50 // in each file
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		places = 400
	}
	for _, name := range fixtureNames(t) {
		if slices.ContainsFunc([]string{".jpg", ".png"}, func(end string) bool { return strings.HasSuffix(name, end) }) {
			continue
		}
		data := fixture(t, name)
		for i := 0; i < len(data); i += 1 + len(data)/places {
			for _, v := range []byte{0, 1, 0x7f, 0xff} {
				damaged := bytes.Clone(data)
				damaged[i] = v
				im, err := Open(name, damaged)
				if err != nil {
					isError(t, err)
					continue
				}
				if im.Width*im.Height > 1<<20 {
					continue
				}
				if _, err := im.Decode(); err != nil {
					isError(t, err)
				}
			}
		}
	}
}

// TestLimitsOfFormats checks that the size in a header is compared with the limits
// before anything is decoded, and that a header without pixels is damaged.
func TestLimitsOfFormats(t *testing.T) {
	set := func(name string, at int, v ...byte) []byte {
		data := fixture(t, name)
		copy(data[at:], v)
		return data
	}
	tiff := fixture(t, "rgb.tif")
	width := bytes.Index(tiff, []byte{0x00, 0x01, 4, 0, 1, 0, 0, 0}) // tag 256, LONG
	if width < 0 {
		t.Fatal("the fixture has no width")
	}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"gif", set("palette.gif", 6, 0xff, 0xff, 1, 0), "too-large"},
		{"gif of many pixels", set("palette.gif", 6, 0, 0x70, 0, 0x70), "too-large"},
		{"gif of nothing", set("palette.gif", 6, 0, 0), "damaged"},
		{"bmp", set("rgb.bmp", 18, 0xff, 0xff, 0, 0), "too-large"},
		{"bmp without its pixels", set("rgb.bmp", 18, 0, 0x10, 0, 0), "damaged"},
		{"bmp from the top, without its pixels", set("rgb.bmp", 22, 0, 0xf0, 0xff, 0xff), "damaged"},
		{"tiff", set("rgb.tif", width+8, 0xff, 0xff, 0, 0), "too-large"},
		{"webp", set("lossless.webp", 21, 0xff, 0xff, 0xff, 0x0f), "too-large"},
	} {
		if _, err := Open("x", c.data); reason(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}
