package picture

import (
	"bytes"
	"errors"
	"testing"
)

func seeds(f *testing.F) {
	for _, name := range fixtureNames(f) {
		f.Add(fixture(f, name))
	}
	f.Add([]byte("\xff\xd8\xff"))
	f.Add([]byte(pngSignature))
	f.Add([]byte("<svg"))
}

func isError(t *testing.T, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%v is not an *Error", err)
	}
	switch e.Reason {
	case "format", "unknown", "damaged", "too-large", "unsupported":
	default:
		t.Fatalf("reason %q", e.Reason)
	}
}

// FuzzOpen checks that pictures that open are within the limits.
func FuzzOpen(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := Open("x", data)
		if err != nil {
			isError(t, err)
			return
		}
		if im.Width < 1 || im.Height < 1 || im.Width > MaxSide || im.Height > MaxSide || im.Width*im.Height > MaxPixels {
			t.Fatalf("%d × %d", im.Width, im.Height)
		}
		if im.Orientation < 1 || im.Orientation > 8 || im.Space < Gray || im.Space > CMYK || len(im.Profile) > maxProfile {
			t.Fatalf("%+v", im)
		}
		if stream, inverted, ok := im.Stream(); ok != (im.Format == JPEG) || inverted && im.Space != CMYK || len(stream) > len(data)+20 {
			t.Fatalf("stream of %d bytes, %v %v", len(stream), inverted, ok)
		}
		minimal := im.Minimal()
		again, err := Open("x", minimal)
		if err != nil || again.Sum != im.Sum || !bytes.Equal(again.Minimal(), minimal) {
			t.Fatalf("%d bytes without metadata: %v", len(minimal), err)
		}
		if again.Space != im.Space || again.Bits != im.Bits || again.Alpha != im.Alpha || again.Width != im.Width || again.Height != im.Height ||
			again.Orientation != im.Orientation || !bytes.Equal(again.Profile, im.Profile) {
			t.Fatalf("without metadata %+v, before %+v", again, im)
		}
	})
}

// FuzzDecode checks that a decoded picture has the number of pixels in its
// header, and that its stream decodes to the same.
func FuzzDecode(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := Open("x", data)
		if err != nil || im.Width*im.Height > 1<<20 {
			return
		}
		r, err := im.Decode()
		if err != nil {
			isError(t, err)
			if verify := im.Verify(); verify == nil && err.(*Error).Reason != "unsupported" {
				t.Fatalf("verified, yet %v", err)
			}
			return
		}
		if err := im.Verify(); err != nil {
			t.Fatalf("decoded, yet %v", err)
		}
		n := r.Width * r.Height
		if r.Width != im.Width || r.Height != im.Height || r.Space != im.Space || len(r.Pix) != n*r.Space.Channels() {
			t.Fatalf("%d × %d, %d bytes", r.Width, r.Height, len(r.Pix))
		}
		if r.Alpha != nil && (!im.Alpha || len(r.Alpha) != n || unlessOpaque(r.Alpha) == nil) {
			t.Fatalf("alpha of %d", len(r.Alpha))
		}
		checkStream(t, im, r)
	})
}
