package icc

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestParseRefuses(t *testing.T) {
	change := func(f func(d []byte) []byte) []byte { return f(slices.Clone(SRGB().Data)) }
	put := func(at int, s string) []byte {
		return change(func(d []byte) []byte { copy(d[at:], s); return d })
	}
	for want, data := range map[string][]byte{
		"shorter than":                      make([]byte, 100),
		"signature acsp":                    put(36, "xxxx"),
		"truncated: ":                       SRGB().Data[:1000],
		"version 5.0":                       put(8, "\x05\x00"),
		`class "link"`:                      put(12, "link"),
		`colour space "HSV "`:               put(16, "HSV "),
		`connection space "Luv "`:           put(20, "Luv "),
		"invalid number of tags":            put(128, "\xff\xff\xff\xff"),
		`tag "desc" is outside`:             put(136, "\xff\xff\xff\xff"),
		`tag "desc" occurs twice`:           put(144, "desc"),
		"rTRC":                              put(132+12*6, "xTRC"),
		"rXYZ is missing":                   put(132+12*3, "xXYZ"),
		"table from inks to colours (A2B0)": put(16, "CMYK"),
	} {
		p, err := Parse(data)
		if err == nil || !strings.Contains(err.Error(), want) || p != nil {
			t.Errorf("%v, want %q", err, want)
		}
	}
	p, err := Parse(append(slices.Clone(SRGB().Data), 1, 2, 3))
	if err != nil || len(p.Data) != len(SRGB().Data) {
		t.Errorf("bytes after the profile: %v", err)
	}
	// Every truncation is noticed where the header is honest about it.
	whole := Bundled().Profile.Data
	for n := 132; n < len(whole); n += 997 {
		d := slices.Clone(whole[:n])
		binary.BigEndian.PutUint32(d, uint32(n))
		if _, err := Parse(d); err == nil {
			t.Errorf("%d bytes of %d are taken for a profile", n, len(whole))
		}
	}
}

func TestPrinting(t *testing.T) {
	version := func(major, minor byte) *Profile {
		d := slices.Clone(Bundled().Profile.Data)
		d[8], d[9] = major, minor<<4
		p, err := Parse(d)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct {
		p    *Profile
		s    Standard
		want string
	}{
		{version(2, 4), PDFX1a, ""}, {version(2, 4), PDFX4, ""}, {version(4, 2), PDFX4, ""},
		{version(4, 2), PDFX1a, "version 4.2"}, {version(4, 3), PDFX4, "version 4.3"},
		{SRGB(), PDFX4, `class "mntr"`}, {layered(), PDFX4, "an RGB profile"},
	} {
		err := c.p.Printing(c.s)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

func TestText(t *testing.T) {
	mluc := "mluc\x00\x00\x00\x00\x00\x00\x00\x02\x00\x00\x00\x0c" +
		"deDE\x00\x00\x00\x04\x00\x00\x00\x28" + "enUS\x00\x00\x00\x04\x00\x00\x00\x2c" + "\x00F\x00\xfc" + "\x00H\x00i"
	if got := localized([]byte(mluc)); got != "Hi" {
		t.Errorf("%q", got)
	}
	if got := localized([]byte(strings.Replace(mluc, "enUS", "frFR", 1))); got != "Fü" {
		t.Errorf("%q", got)
	}
	for n := range len(mluc) {
		localized([]byte(mluc[:n]))
	}
}

// The fixed functions against those of floating point.
func TestFixed(t *testing.T) {
	f := func(v int64) float64 { return float64(v) / one }
	for v := int64(1); v < 8*one; v += v/50 + 1 {
		if got, want := f(cbrt(v)), math.Cbrt(f(v)); math.Abs(got-want) > 2e-6 {
			t.Errorf("cbrt(%g) = %g, want %g", f(v), got, want)
		}
		for _, g := range []float64{0.1, 0.45, 1, 1.8, 2.19921875, 2.4, 10, 255, -0.5} {
			got, want := f(pow(v, int64(g*65536))), math.Min(math.Pow(f(v), math.Floor(g*65536)/65536), 128)
			if math.Abs(got-want) > 1e-7+want*1e-7 {
				t.Errorf("%g to the power of %g = %g, want %g", f(v), g, got, want)
			}
		}
	}
	for root := int64(1); root < 1<<21; root += root/40 + 1 { // about the cubes, where the integer part changes
		cube := (root*root*root + 1<<36 - 1) >> 36
		for v := max(cube-1, 0); v <= cube+1 && v < 8*one; v++ {
			n, r := uint64(v)<<36, uint64(cbrt(v)>>4)
			if r*r*r > n || (r+1)*(r+1)*(r+1) <= n {
				t.Errorf("cbrt(%d) = %d", v, cbrt(v))
			}
		}
	}
	for l := int64(0); l <= 100; l += 4 {
		for a := int64(-120); a <= 120; a += 24 {
			var v vector
			labToXYZ(&v, l*one, a*one, -a*one)
			gl, ga, gb := xyzToLab(&v)
			if math.Abs(f(gl)-float64(l)) > 0.001 || math.Abs(f(ga)-float64(a)) > 0.005 || math.Abs(f(gb)+float64(a)) > 0.005 {
				t.Errorf("Lab %d %d %d came back as %g %g %g", l, a, -a, f(gl), f(ga), f(gb))
			}
		}
	}
}

// White paper has no ink, and no ink is white; what the bundled profile separates
// keeps the limit it was made with.
func TestEnds(t *testing.T) {
	inks := Bundled()
	to, err := New(SRGB(), inks.Profile)
	if err != nil {
		t.Fatal(err)
	}
	src := cube(3, 5)
	got := make([]byte, len(src)/3*4)
	to.Convert(got, src)
	if end := got[len(got)-4:]; !slices.Equal(end, []byte{0, 0, 0, 0}) {
		t.Errorf("white becomes %v", end)
	}
	if most := TotalInk(got); most > 302 || most > inks.TotalInk || most < 280 {
		t.Errorf("%d %% of ink", most)
	}
	back, err := New(inks.Profile, SRGB())
	if err != nil {
		t.Fatal(err)
	}
	pix := make([]byte, 3)
	back.Convert(pix, make([]byte, 4))
	if !slices.Equal(pix, []byte{255, 255, 255}) {
		t.Errorf("no ink becomes %v", pix)
	}
	same, err := New(inks.Profile, inks.Profile)
	if err != nil {
		t.Fatal(err)
	}
	same.Convert(got[:4], []byte{1, 2, 3, 4})
	if !slices.Equal(got[:4], []byte{1, 2, 3, 4}) {
		t.Errorf("a profile to itself: %v", got[:4])
	}
}

// The same bytes on every machine: these sums were taken on one.
func TestSameEverywhere(t *testing.T) {
	inks := Bundled().Profile
	for _, c := range []struct {
		name     string
		from, to *Profile
		step     int
		want     string
	}{
		{"sRGB to inks", SRGB(), inks, 5, "b2415871871fae11"},
		{"inks to sRGB", inks, SRGB(), 17, "9d192a3fe16b46eb"},
		{"Display P3 to sRGB", displayP3(), SRGB(), 7, "e82f27f5aa2d47d5"},
		{"tables of version 4 to inks", layered(), inks, 7, "cdd180cc16be5f7d"},
	} {
		tr, err := New(c.from, c.to)
		if err != nil {
			t.Fatal(err)
		}
		src := cube(tr.in, c.step)
		dst := make([]byte, len(src)/tr.in*tr.out)
		tr.Convert(dst, src)
		sum := sha256.Sum256(append(dst, c.to.Data...))
		if got := hex.EncodeToString(sum[:8]); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
