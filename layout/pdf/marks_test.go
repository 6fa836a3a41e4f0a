package pdf

import (
	"image"
	"slices"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// TestMarks looks where MuPDF draws the marks, a tenth of a millimetre to the
// pixel.
func TestMarks(t *testing.T) {
	const perMM = 10
	for _, bleed := range []int64{0, 3, 5} {
		doc := sample(t)
		doc.Pages = doc.Pages[:1]
		doc.Outline = nil
		// A ground that covers the bleed, and would cover more.
		doc.Pages[0].Items = []frame.Item{&frame.Rule{X: -100 * unit.MM, Y: -100 * unit.MM, Width: 500 * unit.MM, Height: 500 * unit.MM,
			Ink: &frame.Ink{RGB: [3]uint8{230, 230, 230}, CMYK: [4]uint16{0, 0, 0, 100}}}}
		file := printFile(t, doc, Options{Bleed: unit.FromMM(bleed * 1000), Marks: true})
		pdftest.Validate(t, file)
		img := pdftest.Gray(t, file, 254)[0]
		away := int(max(3, bleed))
		margin := away + 10
		// dark returns the darkness of the darkest pixel within two tenths of a place.
		dark := func(x, y int) uint8 {
			least := uint8(255)
			for dy := -2; dy <= 2; dy++ {
				for dx := -2; dx <= 2; dx++ {
					least = min(least, img.GrayAt(x+dx, y+dy).Y)
				}
			}
			return 255 - least
		}
		left, top, right, bottom := margin*perMM, margin*perMM, (margin+210)*perMM, (margin+297)*perMM
		middle := (away*2 + 5) * perMM / 2 // of a crop mark, from the trim
		for _, p := range []image.Point{
			{left - middle, top}, {left, top - middle}, {right + middle, top}, {right, top - middle},
			{left - middle, bottom}, {left, bottom + middle}, {right + middle, bottom}, {right, bottom + middle},
			{(left + right) / 2, top - middle}, {(left + right) / 2, bottom + middle},
			{left - middle, (top + bottom) / 2}, {right + middle, (top + bottom) / 2},
		} {
			if dark(p.X, p.Y) < 100 {
				t.Errorf("bleed %d mm: no mark at %v", bleed, p)
			}
		}
		// Neither ground nor marks stand between: from the bleed outwards to
		// where the marks begin all is white, inside the bleed all is ground.
		edge := int(bleed) * perMM
		inner := image.Rect(left-edge+2, top-edge+2, right+edge-2, bottom+edge-2)
		outer := image.Rect(left-away*perMM+2, top-away*perMM+2, right+away*perMM-2, bottom+away*perMM-2)
		wrong := 0
		for y := outer.Min.Y; y < outer.Max.Y; y++ {
			for x := outer.Min.X; x < outer.Max.X; x++ {
				at, v := image.Pt(x, y), img.GrayAt(x, y).Y
				switch {
				case at.In(inner) && (v < 200 || v > 250):
					wrong++
				case !at.In(inner.Inset(-4)) && v != 255:
					wrong++
				}
			}
		}
		if wrong > 0 {
			t.Errorf("bleed %d mm: %d pixels inside the marks are wrong", bleed, wrong)
		}
	}
}

func TestSlug(t *testing.T) {
	doc := sample(t)
	doc.Meta.Publication, doc.Meta.Issue = "保障", "第 11 期"
	opt := Options{Bleed: unit.FromMM(3000), Marks: true}
	for _, standard := range []Standard{X4, X1a} {
		opt.Standard = standard
		want, level := "PDF/X-4", "4"
		if standard == X1a {
			want, level = "PDF/X-1a:2001", "1a"
		}
		pdftest.PDFX(t, printFile(t, doc, opt), level, "--plates", "Black,Red", "--bleed", "3")
		for n, lines := range pdftest.Text(t, pdftest.PopplerRaw, printFile(t, doc, opt)) {
			last := strings.Join(strings.Fields(lines[len(lines)-1]), " ")
			label := []string{"–", "–", "1", "2"}[n]
			if s := "保障 · 第 11 期 · p. " + label + " (" + string(rune('1'+n)) + "/4) · Black + Red · " + want + " · 2021-10-22"; last != s {
				t.Errorf("%s\nwant %s", last, s)
			}
		}
	}
	opt.OutlineText = true
	file := printFile(t, doc, opt)
	pdftest.Validate(t, file)
	pdftest.PDFX(t, file, "1a", "--plates", "Black,Red", "--bleed", "3")
	if strings.Contains(string(file), "/FontDescriptor") {
		t.Error("the slug line has a font")
	}
}

// TestSlugPlates compares the plates that the slug line names with those of the
// finished file.
func TestSlugPlates(t *testing.T) {
	rgb := pdftest.Open(t, "rgb", pdftest.PNG(t, image.NewNRGBA(image.Rect(0, 0, 8, 8))))
	gray := pdftest.Open(t, "gray", pdftest.PNG(t, image.NewGray(image.Rect(0, 0, 8, 8))))
	empty := sample(t)
	for _, inks := range []Inks{K, KSpot, CMYK, CMYKSpot} {
		for _, doc := range []*frame.Document{sample(t), pictures(t, rgb), pictures(t, gray), pictures(t, gray, rgb)} {
			doc.Meta = empty.Meta
			opt := Options{Profile: Print, Inks: inks, Marks: true}
			p, _ := planned(t, doc, opt)
			r, err := Build(doc, opt)
			if err != nil {
				t.Fatal(err)
			}
			if got := p.slugPlates(inks); !slices.Equal(got, r.Plates) {
				t.Errorf("inks %d: the slug line names %v, the file has %v", inks, got, r.Plates)
			}
		}
	}
}
