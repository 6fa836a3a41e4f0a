package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const fixtures = "../../testdata/pictures/fixtures"

var update = flag.Bool("update", false, "write what the fixtures decode to")

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(fixtures, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func fixtureNames(t testing.TB) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"*.jpg", "*.png", "*.gif", "*.bmp", "*.tif", "*.webp"} {
		found, err := filepath.Glob(filepath.Join(fixtures, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			names = append(names, filepath.Base(f))
		}
	}
	if len(names) < 50 {
		t.Fatalf("only %d fixtures", len(names))
	}
	return names
}

// describe returns everything read from a file as text, with a hash of its
// pixels.
func describe(name string, data []byte) string {
	im, err := Open(name, data)
	if err != nil {
		return name + "\t" + err.Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\t%s\t%d bit\t%d × %d\torientation %d", name,
		[...]string{Gray: "gray", RGB: "rgb", CMYK: "cmyk"}[im.Space], im.Bits, im.Width, im.Height, im.Orientation)
	if im.Alpha {
		b.WriteString("\talpha")
	}
	if im.Palette {
		b.WriteString("\tpalette")
	}
	if im.Frames > 1 {
		fmt.Fprintf(&b, "\t%d frames", im.Frames)
	}
	if im.Profile != nil {
		fmt.Fprintf(&b, "\tprofile of %d", len(im.Profile))
	}
	r, err := im.Decode()
	if err != nil {
		return b.String() + "\t" + err.Error()
	}
	fmt.Fprintf(&b, "\t%x", sha256.Sum256(append(bytes.Clone(r.Pix), r.Alpha...)))
	return b.String()
}

// TestFixtures compares the decoded fixtures with results that another decoder
// has confirmed (TestPillow).
func TestFixtures(t *testing.T) {
	var b strings.Builder
	for _, name := range fixtureNames(t) {
		b.WriteString(describe(name, fixture(t, name)) + "\n")
	}
	file := filepath.Join("testdata", "fixtures.tsv")
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got, expected := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	if len(got) != len(expected) {
		t.Fatalf("%d fixtures, %d expected", len(got), len(expected))
	}
	for i := range got {
		if got[i] != expected[i] {
			t.Errorf("got  %s\nwant %s", got[i], expected[i])
		}
	}
}

// rgba converts the raster of a PNG file to RGBA.
func rgba(r *Raster) []byte {
	n := r.Space.Channels()
	out := make([]byte, 0, 4*r.Width*r.Height)
	for i := range r.Width * r.Height {
		p := r.Pix[i*n : i*n+n]
		a := byte(255)
		if r.Alpha != nil {
			a = r.Alpha[i]
		}
		out = append(out, p[0], p[n/2], p[n-1], a)
	}
	return out
}

// differ returns the greatest difference between two rows of samples.
func differ(a, b []byte) int {
	if len(a) != len(b) {
		return 256
	}
	most := 0
	for i := range a {
		d := int(a[i]) - int(b[i])
		most = max(most, d, -d)
	}
	return most
}

// TestPNGAgainstStandardLibrary compares every kind of PNG, exactly.
func TestPNGAgainstStandardLibrary(t *testing.T) {
	for _, name := range fixtureNames(t) {
		if !strings.HasSuffix(name, ".png") {
			continue
		}
		data := fixture(t, name)
		im, err := Open(name, data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r, err := im.Decode()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if d := differ(rgba(r), standard(want)); d != 0 {
			t.Errorf("%s: differs by %d from image/png", name, d)
		}
	}
}

// standard returns the standard library's picture as RGBA, with 16 bits rounded
// to 8.
func standard(img image.Image) []byte {
	var out []byte
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			switch c := img.At(x, y).(type) {
			case color.NRGBA:
				out = append(out, c.R, c.G, c.B, c.A)
			default:
				w := color.NRGBA64Model.Convert(c).(color.NRGBA64)
				for _, v := range []uint16{w.R, w.G, w.B, w.A} {
					out = append(out, byte((int(v)*255*2+65535)/(2*65535)))
				}
			}
		}
	}
	return out
}

// TestPillow compares with Pillow, which uses libjpeg and its own PNG decoder.
func TestPillow(t *testing.T) {
	if err := exec.Command("python3", "-c", "import PIL").Run(); err != nil {
		t.Skip("Pillow is not installed")
	}
	args := []string{filepath.Join("testdata", "pillow.py")}
	streams := t.TempDir()
	for _, name := range fixtureNames(t) {
		switch name {
		case "cut.jpg": // neither accepts it
			continue
		case "cmyk.tif", "frames.webp": // not supported
			continue
		case "icc-orientation-6.tif", "part.gif": // Pillow turns the pixels itself, and paints the margin
			continue
		}
		if name != "no-eoi.jpg" { // Pillow rejects the file, but reads its stream
			args = append(args, filepath.Join(fixtures, name))
		}
		im, err := Open(name, fixture(t, name))
		if err != nil {
			t.Fatal(err)
		}
		if data, _, ok := im.Stream(); ok {
			file := filepath.Join(streams, name)
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
			args = append(args, file)
		}
	}
	out, err := exec.Command("python3", args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	if len(lines) != len(args)-1 {
		t.Fatalf("Pillow read %d of %d", len(lines), len(args)-1)
	}
	for _, line := range lines {
		var said struct {
			Name, Mode    string
			Width, Height int
			Turned        [2]int
			Pix           []byte
		}
		if err := json.Unmarshal(line, &said); err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(said.Name)
		im, err := Open(name, fixture(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		r, err := im.Decode()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		w, h := im.Upright()
		if filepath.Dir(said.Name) == streams {
			w, h = im.Width, im.Height // the stream has no EXIF
		}
		if im.Width != said.Width || im.Height != said.Height || [2]int{w, h} != said.Turned {
			t.Errorf("%s: %d × %d, upright %d × %d; Pillow %v", name, im.Width, im.Height, w, h, said)
		}
		got, most := r.Pix, 3 // of JPEG: two inverse transforms, rounded twice
		switch {
		case im.Format != JPEG:
			got, most = rgba(r), 0
			if im.Bits == 16 {
				most = 1 // Pillow truncates 16 bits instead of rounding
			}
			switch name {
			case "key.gif": // the colour of what is transparent
				for i := 0; i < len(got); i += 4 {
					if got[i+3] == 0 && said.Pix[i+3] == 0 {
						copy(got[i:i+3], said.Pix[i:i+3])
					}
				}
			case "clear-v4.bmp": // which Pillow shows as nothing
				for i := 3; i < len(got); i += 4 {
					said.Pix[i] = 255
				}
			case "rgb-16-key.png", "gray-1-key.png", "gray-2-key.png", "gray-4-key.png":
				// Pillow compares the transparent colour after conversion to 8 bits; the
				// standard library compares it before, as this package does.
				for i := 3; i < len(got); i += 4 {
					got[i], said.Pix[i] = 0, 0
				}
			}
		case im.Space == CMYK && !im.jpeg.adobe:
			// Pillow assumes Adobe's inverted CMYK for every file; this one has no
			// marker and is not inverted, as in PDF.
			for i := range said.Pix {
				said.Pix[i] = 255 - said.Pix[i]
			}
		}
		if d := differ(got, said.Pix); d > most {
			t.Errorf("%s (%s): differs by %d from Pillow", name, said.Mode, d)
		}
	}
}
