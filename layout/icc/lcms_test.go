package icc

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "store LittleCMS's answers anew, with JIANBAO_LITTLECMS set")

// lcmsVersion is the version whose answers are stored and that the live comparison
// wants. Versions 2.18 to 2.19.1 compensate for the hue of the source's black, which
// TestNearBlackByHand shows to be wrong; LittleCMS itself calls the change an
// error that it has undone since (its commit 6a5a890).
const lcmsVersion = "2.17"

// lcms converts pixels with LittleCMS, each by itself: relative colorimetric
// with black point compensation, without any optimization.
func lcms(t *testing.T, from, to *Profile, src []byte) []byte {
	t.Helper()
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

// compare returns the differences of two conversions, in 1/255.
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

// conversion is one that is compared with LittleCMS.
type conversion struct {
	name        string
	from, to    *Profile
	step, dense int     // of the cubes of colours: of the stored answers, and live
	exact       int     // how far apart at most, through the path
	most        int     // how far apart at most, through the transform
	mean        float64 // and on average
}

// The path itself is LittleCMS's within rounding. What the grids of a link add is
// held to less than LittleCMS's own grids add at its default: at most 10, on
// average 0.16 from sRGB to these inks, 22 and 0.25 back (version 2.17).
func conversions() []conversion {
	inks := Bundled().Profile
	return []conversion{
		{"sRGB to inks", SRGB(), inks, 17, 5, 1, 8, 0.1},
		{"inks to sRGB", inks, SRGB(), 26, 13, 1, 11, 0.1},
		{"gray to inks", GrayGamma(), inks, 1, 1, 1, 1, 0.1},
		{"gray to sRGB", GrayGamma(), SRGB(), 1, 1, 0, 0, 0},
		{"sRGB to gray", SRGB(), GrayGamma(), 17, 7, 1, 1, 0.1},
		{"inks to gray", inks, GrayGamma(), 34, 17, 1, 2, 0.2},
		{"Adobe RGB to sRGB", adobeRGB(), SRGB(), 17, 7, 1, 1, 0.1},
		{"Display P3 to sRGB", displayP3(), SRGB(), 17, 7, 1, 1, 0.1},
		{"Display P3 to inks", displayP3(), inks, 17, 7, 1, 8, 0.1},
		{"linear RGB to inks", linearRGB(), inks, 17, 7, 2, 8, 0.2},
		{"gray of gamma 2.2 to sRGB", gray22(), SRGB(), 1, 1, 1, 1, 0.1},
		{"tables of version 4 to sRGB", layered(), SRGB(), 17, 7, 1, 8, 0.1},
		{"sRGB to tables of version 4", SRGB(), layered(), 17, 7, 2, 8, 0.3},
	}
}

// stored names the file with LittleCMS's answers for the cube of a step.
func (c *conversion) stored() string {
	return filepath.Join("testdata", "littlecms", strings.ReplaceAll(c.name, " ", "-")+".bin")
}

// check compares LittleCMS's answers with the path and with the transform.
func (c *conversion) check(t *testing.T, src, want []byte) {
	t.Helper()
	tr, err := New(c.from, c.to)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) != len(src)/tr.in*tr.out {
		t.Fatalf("%d samples for %d pixels", len(want), len(src)/tr.in)
	}
	way, err := connect(c.from, c.to)
	if err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 0, len(want))
	for i := 0; i < len(src); i += tr.in {
		var v vector
		for k := range tr.in {
			v[k] = from8(src[i+k])
		}
		way.whole.apply(&v)
		for k := range tr.out {
			got = append(got, to8(v[k]))
		}
	}
	compare(t, tr.in, tr.out, src, got, want, c.exact, 0.1)
	tr.Convert(got, src)
	compare(t, tr.in, tr.out, src, got, want, c.most, c.mean)
}

func TestAgainstLittleCMS(t *testing.T) {
	for _, c := range conversions() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(c.stored())
			if err != nil {
				t.Fatal(err)
			}
			c.check(t, cube(c.from.Space.Channels(), c.step), want)
		})
	}
}

// TestAgainstLittleCMSLive compares more colours, with the LittleCMS of Pillow, and
// the stored answers with its own. It depends on what is installed, and runs only
// where the environment variable JIANBAO_LITTLECMS asks for it, as .ci/run does.
func TestAgainstLittleCMSLive(t *testing.T) {
	if os.Getenv("JIANBAO_LITTLECMS") == "" {
		t.Skip("JIANBAO_LITTLECMS is not set")
	}
	version, err := exec.Command("python3", "-c", "from PIL import ImageCms; print(ImageCms.core.littlecms_version)").CombinedOutput()
	if got := strings.TrimSpace(string(version)); err != nil || got != lcmsVersion {
		t.Fatalf("LittleCMS is %s, want %s (%v)", got, lcmsVersion, err)
	}
	for _, c := range conversions() {
		t.Run(c.name, func(t *testing.T) {
			answers := lcms(t, c.from, c.to, cube(c.from.Space.Channels(), c.step))
			if *update {
				if err := os.WriteFile(c.stored(), answers, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(c.stored()); err != nil || !bytes.Equal(answers, want) {
				t.Errorf("%s does not hold LittleCMS's answers (%v)", c.stored(), err)
			}
			src := cube(c.from.Space.Channels(), c.dense)
			c.check(t, src, lcms(t, c.from, c.to, src))
		})
	}
}
