package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/pdftest"
)

// withProfile is a picture in whose file a profile would lie.
func withProfile(im *picture.Image, p *icc.Profile) *picture.Image {
	c := *im
	c.Name += " " + p.Space.String()
	c.Profile = p.Data
	for i := range c.Sum {
		c.Sum[i] ^= p.Data[i%len(p.Data)] + 1
	}
	return &c
}

// TestPictureProfiles: a profile in a picture goes with it, once for all that have it;
// what has none is the file's own space.
func TestPictureProfiles(t *testing.T) {
	rgb := pdftest.Open(t, "rgb", asJPEG(t, fill(image.NewRGBA(testBounds), smooth)))
	gray := pdftest.Open(t, "gray", pdftest.PNG(t, fill(image.NewGray(testBounds), smooth)))
	indexed := testPalette(true)
	palette := pdftest.Open(t, "palette", pdftest.PNG(t, fill(image.NewPaletted(testBounds, indexed), byIndex(indexed))))
	adobe, plain := stored(t, "cmyk-adobe.jpg"), stored(t, "cmyk-plain.jpg")
	list := []*picture.Image{
		rgb, withProfile(rgb, icc.SRGB()), withProfile(palette, icc.SRGB()), gray, withProfile(gray, icc.GrayGamma()),
		adobe, withProfile(plain, icc.Bundled().Profile), withProfile(adobe, icc.Bundled().Profile),
		withProfile(gray, icc.SRGB()), // not its space: as if there were none
	}
	for _, c := range []struct {
		opt   Options
		kinds string
	}{
		{Options{}, "rgb icc index gray icc cmyk icc icc gray"},
		{Options{Profile: Archive}, "rgb icc index gray icc rgb icc icc gray"},
	} {
		t.Run(fmt.Sprint(c.opt.Profile), func(t *testing.T) {
			r, err := Build(pictures(t, list...), c.opt)
			if err != nil {
				t.Fatal(err)
			}
			pdftest.Validate(t, r.Data)
			pdftest.VeraPDF(t, r.Data, "ua1")
			if c.opt.Profile == Archive {
				pdftest.VeraPDF(t, r.Data, "2u")
			}
			want := []picture.Space{picture.RGB, picture.RGB, picture.RGB, picture.Gray, picture.Gray, picture.CMYK, picture.CMYK, picture.CMYK, picture.Gray}
			if c.opt.Profile == Archive {
				want[5] = picture.RGB
			}
			for i, u := range r.Pictures {
				if u.Space != want[i] {
					t.Errorf("%s is in space %d, want %d", u.Item.Image.Name, u.Space, want[i])
				}
			}
			t.Run("kinds", func(t *testing.T) {
				var got []string
				for _, row := range pdftest.Images(t, r.Data) {
					if row["type"] == "image" {
						got = append(got, row["color"])
					}
				}
				if fmt.Sprint(got) != "["+c.kinds+"]" {
					t.Errorf("images %v, want [%s]", got, c.kinds)
				}
			})
			for _, with := range renderers(c.opt.Profile) {
				t.Run(string(with), func(t *testing.T) {
					page := pdftest.Render(t, with, r.Data, 1, 72*dots)
					for i := range 2 {
						compare(t, list[i].Name, page, pictureAt(i), testWidth, testHeight, 12, smooth)
					}
					for i := 5; i < 8; i++ {
						comparePatches(t, list[i].Name, page, pictureAt(i))
					}
				})
			}
		})
	}
}

// TestGrayArchive: where all is gray, so is what the file means by its colours.
func TestGrayArchive(t *testing.T) {
	doc := pictures(t, pdftest.Open(t, "gray", pdftest.PNG(t, fill(image.NewGray(testBounds), opaque))))
	file := build(t, doc, Options{Profile: Archive})
	pdftest.VeraPDF(t, file, "2u")
	doc = pictures(t, pdftest.Open(t, "rgb", pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))))
	pdftest.VeraPDF(t, build(t, doc, Options{Profile: Archive}), "2u") // fails with the gray intent
}

// TestSameArchive: what is converted is the same with any number of workers.
func TestSameArchive(t *testing.T) {
	cmyk := stored(t, "cmyk-plain.jpg")
	doc := pictures(t, cmyk, pdftest.Open(t, "rgb", pdftest.PNG(t, fill(image.NewNRGBA(testBounds), func(x, y int) color.Color { return opaque(x, y) }))))
	var want []byte
	for _, workers := range []int{1, 2, 4} {
		got := build(t, doc, Options{Profile: Archive, Workers: workers})
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%d workers make other bytes", workers)
		}
	}
}
