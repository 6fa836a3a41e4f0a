package icc

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// lcms converts pixels with LittleCMS, each by itself: relative colorimetric
// with black point compensation, without any optimization. The test
// is skipped, by name, if Pillow is not installed.
func lcms(t *testing.T, from, to *Profile, src []byte) []byte {
	t.Helper()
	if err := exec.Command("python3", "-c", "from PIL import ImageCms").Run(); err != nil {
		t.Skip("needs python3 with Pillow")
	}
	dir := t.TempDir()
	for name, data := range map[string][]byte{"from": from.Data, "to": to.Data, "src": src} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mode := map[Space]string{Gray: "L", RGB: "RGB", CMYK: "CMYK"}
	script := `
import sys, os
from PIL import Image, ImageCms
d, a, b = sys.argv[1:]
src = open(d + "/src", "rb").read()
n = len(src) // len(Image.new(a, (1, 1)).tobytes())
t = ImageCms.buildTransform(d + "/from", d + "/to", a, b, renderingIntent=1, flags=0x2000 | 0x0100)
open(d + "/dst", "wb").write(ImageCms.applyTransform(Image.frombytes(a, (n, 1), src), t).tobytes())
`
	out, err := exec.Command("python3", "-c", script, dir, mode[from.Space], mode[to.Space]).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dst, err := os.ReadFile(filepath.Join(dir, "dst"))
	if err != nil {
		t.Fatal(err)
	}
	return dst
}

// compare tells how far two conversions are apart, in 1/255.
func compare(t *testing.T, in, out int, src, got, want []byte, most int, mean float64) {
	t.Helper()
	sum, far, where, more := 0, 0, 0, 0
	for i := range got {
		d := int(got[i]) - int(want[i])
		d = max(d, -d)
		sum += d
		if d > 1 {
			more++
		}
		if d > far {
			far, where = d, i/out
		}
	}
	average := float64(sum) / float64(len(got))
	summary := fmt.Sprintf("%d pixels: at most %d, on average %.4f; more than 1: %d of %d samples; worst %v becomes %v, LittleCMS %v",
		len(src)/in, far, average, more, len(got), src[where*in:(where+1)*in],
		got[where*out:(where+1)*out], want[where*out:(where+1)*out])
	if far > most || average > mean {
		t.Errorf("more than %v, %v: %s", most, mean, summary)
	} else {
		t.Log(summary)
	}
}

// cube returns all colours with samples 0, step, 2·step … 255.
func cube(channels, step int) []byte {
	var values []byte
	for v := 0; v < 255; v += step {
		values = append(values, byte(v))
	}
	values = append(values, 255)
	n := 1
	for range channels {
		n *= len(values)
	}
	out := make([]byte, 0, n*channels)
	for i := range n {
		for c, k := 0, i; c < channels; c++ {
			out = append(out, values[k%len(values)])
			k /= len(values)
		}
	}
	return out
}

// The path itself is LittleCMS's within rounding. What the grids of a link add is
// held to less than LittleCMS's own grids add at its default: at most 10, on
// average 0.16 from sRGB to these inks, 22 and 0.25 back (version 2.17).
func TestAgainstLittleCMS(t *testing.T) {
	inks := Bundled().Profile
	for _, c := range []struct {
		name     string
		from, to *Profile
		src      []byte
		exact    int // at most, through the path
		most     int // at most, through the transform
		mean     float64
	}{
		{"sRGB to inks", SRGB(), inks, cube(3, 5), 1, 8, 0.1},
		{"inks to sRGB", inks, SRGB(), cube(4, 13), 1, 11, 0.1},
		{"gray to inks", GrayGamma(), inks, cube(1, 1), 1, 1, 0.1},
		{"gray to sRGB", GrayGamma(), SRGB(), cube(1, 1), 0, 0, 0},
		{"sRGB to gray", SRGB(), GrayGamma(), cube(3, 7), 1, 1, 0.1},
		{"inks to gray", inks, GrayGamma(), cube(4, 17), 1, 2, 0.2},
		{"Adobe RGB to sRGB", adobeRGB(), SRGB(), cube(3, 7), 1, 1, 0.1},
		{"Display P3 to sRGB", displayP3(), SRGB(), cube(3, 7), 1, 1, 0.1},
		{"Display P3 to inks", displayP3(), inks, cube(3, 7), 1, 8, 0.1},
		{"linear RGB to inks", linearRGB(), inks, cube(3, 7), 2, 8, 0.2},
		{"gray of gamma 2.2 to sRGB", gray22(), SRGB(), cube(1, 1), 1, 1, 0.1},
		{"tables of version 4 to sRGB", layered(), SRGB(), cube(3, 7), 1, 8, 0.1},
		{"sRGB to tables of version 4", SRGB(), layered(), cube(3, 7), 2, 8, 0.3},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := lcms(t, c.from, c.to, c.src)
			tr, err := New(c.from, c.to)
			if err != nil {
				t.Fatal(err)
			}
			way, err := connect(c.from, c.to)
			if err != nil {
				t.Fatal(err)
			}
			got := make([]byte, 0, len(want))
			for i := 0; i < len(c.src); i += tr.in {
				var v vector
				for k := range tr.in {
					v[k] = from8(c.src[i+k])
				}
				way.whole.apply(&v)
				for k := range tr.out {
					got = append(got, to8(v[k]))
				}
			}
			compare(t, tr.in, tr.out, c.src, got, want, c.exact, 0.1)
			tr.Convert(got, c.src)
			compare(t, tr.in, tr.out, c.src, got, want, c.most, c.mean)
		})
	}
}
