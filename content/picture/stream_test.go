package picture

import (
	"bytes"
	"compress/zlib"
	"io"
	"strings"
	"testing"
)

func newZlib(w io.Writer) *zlib.Writer { return zlib.NewWriter(w) }

// markers lists the markers of a JPEG file up to its first scan.
func markers(data []byte) (list []byte) {
	for at := 2; ; at += 2 + int(data[at+2])<<8 + int(data[at+3]) {
		list = append(list, data[at+1])
		if data[at+1] == mSOS {
			return list
		}
	}
}

func TestStream(t *testing.T) {
	adobe := map[string]int{ // the transform of the marker; -1 none
		"cmyk-adobe.jpg": 0, "cmyk-progressive.jpg": 0, "cmyk-bare.jpg": -1, "ycck.jpg": 2,
		"rgb-420.jpg": -1, "rgb-named.jpg": 0, "rgb-adobe0.jpg": 0, "rgb-adobe1.jpg": 1,
		"rgb-jfif-adobe0.jpg": 1, "rgb-bare.jpg": -1, "gray.jpg": -1,
	}
	for _, name := range fixtureNames(t) {
		im, want, err := read(fixture(t, name))
		if err != nil {
			continue
		}
		data, inverted, ok := im.Stream()
		if ok != strings.HasSuffix(name, ".jpg") {
			t.Errorf("%s: ok is %v", name, ok)
		}
		if !ok {
			continue
		}
		if inverted != (name == "cmyk-adobe.jpg" || name == "cmyk-progressive.jpg" || name == "ycck.jpg") {
			t.Errorf("%s: inverted is %v", name, inverted)
		}
		checkStream(t, im, want)
		if bytes.Contains(data, []byte("SECRET")) {
			t.Errorf("%s: metadata of the file is in the stream", name)
		}
		for _, m := range markers(data) {
			if !bytes.Contains([]byte{mDQT, mDHT, mDRI, mSOF0, mSOF2, mSOS, mAPP14}, []byte{m}) {
				t.Errorf("%s: marker %02X", name, m)
			}
		}
		transform := -1
		if at := bytes.Index(data, []byte("Adobe")); at >= 0 {
			transform = int(data[at+11])
		}
		if want, ok := adobe[name]; ok && transform != want {
			t.Errorf("%s: transform %d, want %d", name, transform, want)
		}
	}
}

// checkStream checks that the result of Stream decodes to the same picture.
func checkStream(t *testing.T, im *Image, want *Raster) {
	t.Helper()
	data, _, ok := im.Stream()
	if !ok {
		return
	}
	again, r, err := read(data)
	if err != nil {
		t.Fatalf("%s: %v", im.Name, err)
	}
	if !bytes.Equal(r.Pix, want.Pix) || again.Width != im.Width || again.Height != im.Height || again.Space != im.Space {
		t.Errorf("%s: the stream is another picture", im.Name)
	}
	if again.Orientation != 1 || again.Profile != nil {
		t.Errorf("%s: the stream has orientation %d, a profile of %d bytes", im.Name, again.Orientation, len(again.Profile))
	}
	if twice, _, _ := again.Stream(); !bytes.Equal(twice, data) {
		t.Errorf("%s: the stream of the stream is another", im.Name)
	}
}

// TestStreamOfTruncatedMarker checks that a file cut within its EOI marker is
// complete, and that its stream has one EOI.
func TestStreamOfTruncatedMarker(t *testing.T) {
	im, r, err := read(append(fixture(t, "no-eoi.jpg"), 0xff))
	if err != nil {
		t.Fatal(err)
	}
	checkStream(t, im, r)
	if data, _, _ := im.Stream(); !bytes.HasSuffix(data, []byte{0xff, mEOI}) || bytes.HasSuffix(data, []byte{0xff, 0xff, mEOI}) {
		t.Errorf("the stream ends in % x", data[len(data)-4:])
	}
}
