package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/content/qr"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

const codeAddress = "https://www.shitang.example/baoming?year=2026&class=calligraphy"

// withCode is a document with a QR code of a width.
func withCode(t testing.TB, width unit.Abs) *frame.Document {
	t.Helper()
	code, err := qr.Encode(codeAddress)
	if err != nil {
		t.Fatal(err)
	}
	page := pdftest.Page("1")
	page.Items = []frame.Item{&frame.Picture{Kind: frame.KindPicture, Code: code, Alt: "二维码：" + codeAddress,
		X: 100 * unit.Pt, Y: 200 * unit.Pt, Width: width, Height: width, Grid: -1}}
	return pdftest.Structure(&frame.Document{Meta: frame.Meta{Title: "二维码", Lang: "zh-Hans", Created: frame.Date{Year: 2026, Month: 3, Day: 18}}, Pages: []frame.Page{page}})
}

// TestCodeLink: a code is a link on screen and in the archive, in a Link around its
// Figure, and none in print; its pixels are no picture of the file.
func TestCodeLink(t *testing.T) {
	for _, c := range []struct {
		name  string
		opt   Options
		links int
	}{{"screen", Options{}, 1}, {"archive", Options{Profile: Archive}, 1}, {"print", Options{Profile: Print, Inks: K}, 0}} {
		doc := withCode(t, 80*unit.Pt)
		p, conf := planned(t, doc, c.opt)
		links := p.contents[0].links
		if len(links) != c.links || len(p.pictures.first) != 0 {
			t.Fatalf("%s: %d links and %d pictures, want %d and none", c.name, len(links), len(p.pictures.first), c.links)
		}
		if c.links == 0 {
			continue
		}
		l := &links[0]
		height := doc.Pages[0].Height
		want := [4]unit.Abs{100 * unit.Pt, height - 280*unit.Pt, 180 * unit.Pt, height - 200*unit.Pt}
		if l.url != codeAddress || l.text != "二维码："+codeAddress || l.rect != want {
			t.Errorf("%s: link %q %q %v", c.name, l.url, l.text, l.rect)
		}
		file, err := finish(p, nil, c.opt, conf)
		if err != nil {
			t.Fatal(err)
		}
		var roles []string
		var walk func(e pdftest.Element)
		walk = func(e pdftest.Element) {
			roles = append(roles, e.Role)
			for _, k := range e.Kids {
				walk(k)
			}
		}
		walk(pdftest.Elements(t, file))
		if i := slices.Index(roles, "Link"); i < 0 || i+1 == len(roles) || roles[i+1] != "Figure" {
			t.Errorf("%s: structure %q has no Figure in a Link", c.name, roles)
		}
	}
}

// TestCodeOperators: a code is one path of at most one rectangle for each run.
func TestCodeOperators(t *testing.T) {
	p, _ := planned(t, withCode(t, 80*unit.Pt), Options{})
	code := p.doc.Pages[0].Items[0].(*frame.Picture).Code
	content := p.contents[0].operators
	runs := 0
	for y := range code.Size {
		for x := range code.Size {
			if code.Dark(x, y) && !code.Dark(x-1, y) {
				runs++
			}
		}
	}
	if n := strings.Count(content, " re\n"); n == 0 || n > runs {
		t.Errorf("%d rectangles, but %d runs", n, runs)
	}
	if n := strings.Count(content, "\nf\n"); n != 1 {
		t.Errorf("%d paths are filled, want 1", n)
	}
	if len(content) > 16*runs {
		t.Errorf("the content has %d bytes for %d runs", len(content), runs)
	}
}

// TestCodeReadBack has zbarimg read a code from pages as they are drawn, at sizes
// of a module that are no whole number of pixels, and sees no light lines between
// dark modules. By default each profile has a renderer of its own.
func TestCodeReadBack(t *testing.T) {
	if testing.Short() {
		t.Skip("short: without zbarimg")
	}
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Skip("needs zbarimg")
	}
	for i, opt := range []Options{{}, {Profile: Archive}, {Profile: Print, Inks: K}} {
		doc := withCode(t, unit.FromMM(400)*45)
		file := build(t, doc, opt)
		for k, with := range pdftest.Renderers() {
			if i != k && os.Getenv("JIANBAO_THOROUGH") == "" {
				continue
			}
			t.Run(fmt.Sprintf("%d/%s", opt.Profile, with), func(t *testing.T) {
				img := pdftest.Render(t, with, file, 1, 211)
				path := filepath.Join(t.TempDir(), "page.png")
				var b bytes.Buffer
				if err := png.Encode(&b, img); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
				out, err := exec.Command("zbarimg", "--quiet", "--raw", path).Output()
				if got := strings.TrimSpace(string(out)); err != nil || got != codeAddress {
					t.Fatalf("zbarimg reads %q: %v", got, err)
				}
				if opt.Profile != Print { // whose page lies on a larger sheet
					checkSolid(t, img, doc.Pages[0].Items[0].(*frame.Picture), 211)
				}
			})
		}
	}
}

// checkSolid checks that the corners where four dark modules meet are dark.
func checkSolid(t *testing.T, img image.Image, p *frame.Picture, dpi int) {
	t.Helper()
	met := 0
	for y := 1; y < p.Code.Size; y++ {
		for x := 1; x < p.Code.Size; x++ {
			if !p.Code.Dark(x, y) || !p.Code.Dark(x-1, y) || !p.Code.Dark(x, y-1) || !p.Code.Dark(x-1, y-1) {
				continue
			}
			met++
			at := func(origin unit.Abs, k int) int {
				return int((origin + p.Module()*unit.Abs(k+qr.Quiet)) * unit.Abs(dpi) / (72 * unit.Pt))
			}
			if r, _, _, _ := img.At(at(p.X, x), at(p.Y, y)).RGBA(); r > 0x2000 {
				t.Fatalf("a light point of %#x where four dark modules meet at %d, %d", r, x, y)
			}
		}
	}
	if met == 0 {
		t.Fatal("no four dark modules meet")
	}
}
