package pdf

import (
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/pdf/pdftest"
)

// fixturePictures are the readable pictures of testdata/pictures/fixtures, one in four
// by default, and palettes that have every byte beside every line end.
func fixturePictures(t *testing.T) []*picture.Image {
	t.Helper()
	step := 4 // readers take long to draw them
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		step = 1
	}
	readable := 0
	var list []*picture.Image
	for _, pattern := range []string{"*.png", "*.jpg", "*.gif", "*.bmp", "*.tif", "*.webp"} {
		found, err := filepath.Glob(filepath.Join("../../testdata/pictures/fixtures", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			im, e := picture.Open(filepath.Base(name), data)
			if e != nil {
				continue
			}
			if _, e := im.Decode(); e == nil {
				if readable++; readable%step == 0 {
					list = append(list, im)
				}
			}
		}
	}
	if readable < 50 {
		t.Fatalf("only %d fixtures", readable)
	}
	for _, end := range []uint8{'\n', '\r', '\\', '('} {
		var p color.Palette
		for i := range 256 {
			p = append(p, color.NRGBA{R: uint8(i), G: end, B: end, A: 255})
		}
		img := image.NewPaletted(testBounds, p)
		for i := range img.Pix {
			img.Pix[i] = uint8(i)
		}
		list = append(list, pdftest.Open(t, fmt.Sprintf("palette-%02x.png", end), pdftest.PNG(t, img)))
	}
	return list
}

// TestFixturesInReaders has Ghostscript read files with every picture, without a
// warning, and compares what it draws with what Poppler draws.
func TestFixturesInReaders(t *testing.T) {
	list := fixturePictures(t)
	const perPage = 12
	profiles := []Profile{Screen, Archive}
	if os.Getenv("JIANBAO_THOROUGH") == "" {
		profiles = profiles[:1]
	}
	for _, profile := range profiles {
		for from := 0; from < len(list); from += perPage {
			part := list[from:min(from+perPage, len(list))]
			t.Run(fmt.Sprint(profile, "-", from/perPage), func(t *testing.T) {
				file := build(t, pictures(t, part...), Options{Profile: profile})
				gs := pdftest.Render(t, pdftest.DrawGhostscript, file, 1, 72*dots)
				poppler := pdftest.Render(t, pdftest.DrawPoppler, file, 1, 72*dots)
				for i, im := range part {
					at := pictureAt(i)
					w, h := im.Upright()
					near := 3
					if im.Space == picture.CMYK {
						near = 64 // each program converts inks as it likes; single pixels of full ink differ by 53
					}
					compare(t, im.Name, gs, at, w, h, near, func(x, y int) color.Color {
						return poppler.At((at.X+x)*dots+dots/2, (at.Y+y)*dots+dots/2)
					})
				}
			})
		}
	}
}
