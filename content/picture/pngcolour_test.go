package picture

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"
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
		{"a wrong length", [][]byte{cicp(9, 16, 0)}, ""},
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
