package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"slices"
	"testing"

	"golang.org/x/image/tiff"
)

func words(values ...uint32) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// TestPNGColour checks which of several descriptions of colours counts.
func TestPNGColour(t *testing.T) {
	srgb := SRGBPrimaries()
	wide := []uint32{31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000}
	ch := func(name string, body []byte) []byte { return chunkOf(name, body) }
	gama, chrm := func(v uint32) []byte { return ch("gAMA", words(v)) }, ch("cHRM", words(wide...))
	intent := ch("sRGB", []byte{0})
	cicp := func(values ...byte) []byte { return ch("cICP", values) }
	plain := asPNG(t, testPicture(4, 4))
	head := len(pngSignature) + 25
	for _, c := range []struct {
		name   string
		chunks [][]byte
		want   string
	}{
		{"nothing", nil, ""},
		{"gamma of 2.2", [][]byte{gama(45455)}, ""},
		{"what most programs write", [][]byte{intent, gama(45455), ch("cHRM", words(srgb[:]...))}, ""},
		{"without sRGB", [][]byte{gama(45455), ch("cHRM", words(srgb[:]...))}, ""},
		{"linear light", [][]byte{gama(100000)}, "PNG gAMA 100000"},
		{"sRGB before gAMA", [][]byte{intent, gama(100000)}, ""},
		{"a gamma that is none", [][]byte{gama(0)}, ""},
		{"wide primaries", [][]byte{gama(45455), chrm}, "PNG cHRM gAMA 45455"},
		{"primaries alone", [][]byte{chrm}, "PNG cHRM"},
		{"sRGB by code points", [][]byte{cicp(1, 13, 0, 1), gama(100000)}, ""},
		{"Display P3", [][]byte{cicp(12, 13, 0, 1), intent}, "PNG cHRM"},
		{"BT.709", [][]byte{cicp(1, 1, 0, 1)}, "PNG BT.709"},
		{"PQ", [][]byte{cicp(9, 16, 0, 1)}, "HDR PQ"},
		{"HLG, and gAMA", [][]byte{cicp(9, 18, 0, 1), gama(100000)}, "HDR HLG PNG gAMA 100000"},
		{"narrow range", [][]byte{cicp(1, 13, 0, 0)}, "misread cICP 1/13/0/0"},
		{"unknown code points", [][]byte{cicp(2, 2, 0, 1), intent}, "misread cICP 2/2/0/1"},
		{"a wrong length", [][]byte{cicp(9, 16)}, "misread cICP (2 B)"},
		{"a wrong length, and gAMA", [][]byte{cicp(1, 13, 0, 1, 0), gama(100000)}, "misread cICP (5 B) PNG gAMA 100000"},
		{"without a byte", [][]byte{cicp()}, "misread cICP (0 B)"},
	} {
		im, err := Open("x", slices.Concat(plain[:head], slices.Concat(c.chunks...), plain[head:]))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if im.HDR != "" {
			got = "HDR " + im.HDR + " "
		}
		if im.Misread != "" {
			got += "misread " + im.Misread + " "
		}
		if im.Colour != nil {
			got += im.Colour.Name() + " "
		}
		if fmt.Sprintf("%s ", c.want) != got && (c.want != "" || got != "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if again, err := Open("x", im.Minimal()); err != nil || again.HDR != im.HDR || (again.Colour == nil) != (im.Colour == nil) {
			t.Errorf("%s: not the same without metadata", c.name)
		}
	}
}

// TestPNGBadProfile: a profile that cannot be read is told, unless other chunks say what
// the colours are.
func TestPNGBadProfile(t *testing.T) {
	plain := asPNG(t, testPicture(4, 4))
	head := len(pngSignature) + 25
	bad := chunkOf("iCCP", []byte("x\x00\x00no zlib"))
	wrongSum := slices.Clone(bad)
	wrongSum[len(wrongSum)-1] ^= 1
	for _, c := range []struct {
		name   string
		chunks [][]byte
		want   bool
	}{
		{"nothing", nil, false}, {"bad", [][]byte{bad}, true}, {"a wrong checksum", [][]byte{wrongSum}, true},
		{"with sRGB", [][]byte{bad, chunkOf("sRGB", []byte{0})}, false}, {"with gAMA", [][]byte{chunkOf("gAMA", words(45455)), bad}, false},
		{"with cICP", [][]byte{chunkOf("cICP", []byte{1, 13, 0, 1}), bad}, false},
	} {
		im, err := Open("x", slices.Concat(plain[:head], slices.Concat(c.chunks...), plain[head:]))
		if err != nil {
			t.Fatal(err)
		}
		if im.BadProfile != c.want || im.Profile != nil {
			t.Errorf("%s: %v", c.name, im.BadProfile)
		}
	}
}

// TestPNGLateColour: chunks about colour behind the pixels do not count.
func TestPNGLateColour(t *testing.T) {
	plain := asPNG(t, testPicture(4, 4))
	tail := len(plain) - 12 // IEND
	for _, late := range [][]byte{chunkOf("gAMA", words(100000)), chunkOf("cICP", []byte{1, 8, 0, 1}), chunkOf("iCCP", []byte("x\x00\x00no zlib"))} {
		im, err := Open("x", slices.Concat(plain[:tail], late, plain[tail:]))
		if err != nil {
			t.Fatal(err)
		}
		if im.Colour != nil || im.BadProfile || im.Misread != "" {
			t.Errorf("%s behind the pixels: %v %v %q", late[4:8], im.Colour, im.BadProfile, im.Misread)
		}
	}
}

// TestTones: the profile of a palette of grays is kept, unless they are black and white.
func TestTones(t *testing.T) {
	profile := make([]byte, 132)
	binary.BigEndian.PutUint32(profile, uint32(len(profile)))
	copy(profile[16:], "RGB ")
	copy(profile[36:], "acsp")
	var deflated bytes.Buffer
	z := zlib.NewWriter(&deflated)
	z.Write(profile)
	z.Close()
	iccp := chunkOf("iCCP", append([]byte("x\x00\x00"), deflated.Bytes()...))
	paletted := func(levels ...uint8) *image.Paletted {
		m := image.NewPaletted(image.Rect(0, 0, 4, 4), nil)
		for _, v := range levels {
			m.Palette = append(m.Palette, color.NRGBA{v, v, v, 255})
		}
		m.Pix[5] = uint8(len(levels) - 1)
		return m
	}
	for _, c := range []struct {
		img  *image.Paletted
		want bool
	}{{paletted(60, 190), true}, {paletted(0, 90, 255), true}, {paletted(0, 255), false}} {
		var b bytes.Buffer
		if err := png.Encode(&b, c.img); err != nil {
			t.Fatal(err)
		}
		const head = len(pngSignature) + 25
		im, perr := Open("x", slices.Concat(b.Bytes()[:head], iccp, b.Bytes()[head:]))
		if perr != nil {
			t.Fatal(perr)
		}
		if im.Space != Gray || (im.Tones != nil) != c.want || im.OtherProfile != "" || im.Profile != nil {
			t.Errorf("PNG %v: space %d, tones %d bytes, other %q", c.img.Palette, im.Space, len(im.Tones), im.OtherProfile)
		}
		b.Reset()
		if err := tiff.Encode(&b, c.img, nil); err != nil {
			t.Fatal(err)
		}
		if im, perr = Open("x", b.Bytes()); perr != nil {
			t.Fatal(perr)
		}
		im.Profile = profile // joinTIFF writes it
		im.tiff.fields = append(im.tiff.fields, tiffField{tag: iccTag, kind: 7, count: len(profile), value: profile})
		if err := im.joinTIFF(); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if im, perr = Open("x", im.Minimal()); perr != nil {
				t.Fatal(perr)
			}
			if (im.Tones != nil) != c.want || im.OtherProfile != "" {
				t.Errorf("TIFF %v: tones %d bytes, other %q", c.img.Palette, len(im.Tones), im.OtherProfile)
			}
		}
	}
}
