package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"slices"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// printed are pictures of all that a print shop must not get as it is, and of
// what it may.
func printed(t testing.TB) []*picture.Image {
	black := color.Palette{color.Gray{Y: 0}, color.Gray{Y: 255}}
	list := []*picture.Image{
		pdftest.Open(t, "rgb", pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))),
		pdftest.Open(t, "rgba", pdftest.PNG(t, fill(image.NewNRGBA(testBounds), translucent))),
		pdftest.Open(t, "rgb-jpeg", asJPEG(t, fill(image.NewRGBA(testBounds), smooth))),
		pdftest.Open(t, "gray", pdftest.PNG(t, fill(image.NewGray(testBounds), opaque))),
		pdftest.Open(t, "gray-jpeg", asJPEG(t, fill(image.NewGray(testBounds), opaque))),
		pdftest.Open(t, "bilevel", pdftest.PNG(t, fill(image.NewPaletted(testBounds, black), byIndex(black)))),
	}
	for _, name := range []string{"cmyk-adobe.jpg", "cmyk-plain.jpg", "cmyk-heavy.jpg"} {
		list = append(list, stored(t, name))
	}
	return list
}

func TestPrintedPictures(t *testing.T) {
	list := printed(t)
	limit := icc.Bundled().TotalInk
	for _, variant := range []struct {
		name  string
		opt   Options
		kinds string
	}{
		{"k", Options{Inks: K}, "gray8 gray8 gray8 gray8 gray8jpeg gray1 gray8 gray8 gray8"},
		{"k+spot", Options{Inks: KSpot, Standard: X1a}, "gray8 gray8 gray8 gray8 gray8jpeg gray1 gray8 gray8 gray8"},
		{"cmyk", Options{Inks: CMYK}, "cmyk8 cmyk8 cmyk8 gray8 gray8jpeg gray1 cmyk8jpeg cmyk8jpeg cmyk8"},
		{"cmyk+spot", Options{Inks: CMYKSpot, Standard: X1a}, "cmyk8 cmyk8 cmyk8 gray8 gray8jpeg gray1 cmyk8jpeg cmyk8jpeg cmyk8"},
	} {
		t.Run(variant.name, func(t *testing.T) {
			opt := variant.opt
			opt.Profile = Print
			doc := pictures(t, list...)
			var first []byte
			for _, workers := range []int{1, 2, 4} {
				opt.Workers = workers
				r, err := Build(doc, opt)
				if err != nil {
					t.Fatal(err)
				}
				if first == nil {
					first = r.Data
					checkUses(t, r, limit)
				}
				if !bytes.Equal(first, r.Data) {
					t.Errorf("%d workers make other bytes", workers)
				}
			}
			pdftest.Validate(t, first)
			t.Run("kinds", func(t *testing.T) {
				var got []string
				for _, row := range pdftest.Images(t, first) {
					is := row["color"] + row["bpc"]
					if row["enc"] != "image" {
						is += row["enc"]
					}
					if row["type"] != "image" {
						is += "!" + row["type"]
					}
					got = append(got, is)
				}
				if fmt.Sprint(got) != "["+variant.kinds+"]" {
					t.Errorf("images\n%v\nwant\n[%s]", got, variant.kinds)
				}
			})
		})
	}
}

// checkUses checks what Build returns about the pictures in the file.
func checkUses(t *testing.T, r *Result, limit int) {
	t.Helper()
	colour := false
	for _, u := range r.Pictures {
		name := u.Item.Image.Name
		switch {
		case u.Space == picture.RGB:
			t.Errorf("%s is RGB", name)
		case u.Space == picture.CMYK:
			colour = true
			if u.TotalInk <= 0 || u.TotalInk > limit {
				t.Errorf("%s has %d %% of ink, at most %d may be", name, u.TotalInk, limit)
			}
			if u.InkGiven < u.TotalInk || u.Limited != (u.InkGiven > limit) {
				t.Errorf("%s had %d %% of ink, now %d", name, u.InkGiven, u.TotalInk)
			}
			if heavy := name == "cmyk-heavy.jpg"; heavy != u.Limited && u.Item.Image.Space == picture.CMYK {
				t.Errorf("%s: ink taken away: %v", name, u.Limited)
			}
		case u.TotalInk != 0 || u.Limited:
			t.Errorf("%s is gray and has ink", name)
		}
	}
	want := []string{"Black"}
	if colour {
		want = []string{"Black", "Cyan", "Magenta", "Yellow"}
	}
	if !slices.Equal(r.Plates, want) {
		t.Errorf("plates %q, want %q", r.Plates, want)
	}
}

func TestPictureWithoutCondition(t *testing.T) {
	condition, ok := icc.Lookup("FOGRA39")
	if !ok {
		t.Fatal("FOGRA39 is not known")
	}
	doc := pictures(t, pdftest.Open(t, "rgb", pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))))
	_, err := Build(doc, Options{Profile: Print, Standard: X1a, Inks: CMYK, Condition: &condition})
	var pe *PictureError
	if !errors.As(err, &pe) || pe.Item != doc.Pages[0].Items[0] {
		t.Errorf("without a profile: %v", err)
	}
}

// TestPictureKnocksOut: a gray picture over a tint of a spot ink leaves nothing
// of it under itself. Black text before it overprints; the picture must not.
func TestPictureKnocksOut(t *testing.T) {
	gray := pdftest.Open(t, "gray", pdftest.PNG(t, fill(image.NewGray(testBounds), opaque)))
	doc := pictures(t, gray)
	page := &doc.Pages[0]
	at := pictureAt(0)
	red := &frame.Ink{Name: "BulletinRed", RGB: [3]uint8{200, 16, 16}, CMYK: [4]uint16{0, 800, 800, 0}}
	tint := &frame.Rule{Kind: frame.KindBody, X: unit.Abs(at.X-20) * unit.Pt, Y: unit.Abs(at.Y-20) * unit.Pt, Width: 200 * unit.Pt, Height: 90 * unit.Pt, Ink: red}
	caption := page.Items[1]
	page.Items = []frame.Item{tint, caption, page.Items[0]}
	plate := pdftest.Plate(t, build(t, doc, Options{Profile: Print, Inks: KSpot}), "BulletinRed", 72)
	for _, p := range []struct {
		what string
		x, y int
		ink  bool
	}{{"the tint", at.X - 10, at.Y + 20, true}, {"the picture", at.X + 30, at.Y + 20, false}, {"the paper", at.X - 30, at.Y, false}} {
		if has := plate.AlphaAt(p.x, p.y).A > 0; has != p.ink {
			t.Errorf("%s: ink of the plate: %v", p.what, has)
		}
	}
}

// TestPictureOnSheet: a cover picture that bleeds is painted into the bleed, and
// its structure element has its place on the sheet.
func TestPictureOnSheet(t *testing.T) {
	doc := pictures(t, pdftest.Open(t, "cover", pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))))
	page := &doc.Pages[0]
	bleed := 3 * unit.MM
	cover := page.Items[0].(*frame.Picture)
	cover.Kind, cover.Section, cover.Article = frame.KindCover, 0, 0
	cover.X, cover.Y, cover.Width, cover.Height = -20*unit.Pt, -20*unit.Pt, 600*unit.Pt, 450*unit.Pt
	cover.Clip = &frame.Rect{X: -bleed, Y: -bleed, Width: page.Width + 2*bleed, Height: page.Height + 2*bleed}
	page.Items = page.Items[:1]
	opt := Options{Profile: Print, Inks: CMYK, Bleed: bleed}
	conf, err := conform(&opt)
	if err != nil {
		t.Fatal(err)
	}
	p, err := paint(doc, opt, conf)
	if err != nil {
		t.Fatal(err)
	}
	figure := p.tree.of(cover.Node)
	want := [4]unit.Abs{0, 0, page.Width + 2*bleed, page.Height + 2*bleed}
	if figure.role != frame.RoleFigure || figure.box == nil || *figure.box != want {
		t.Errorf("%s with the box %v, want %v", figure.role, figure.box, want)
	}
	file := build(t, doc, opt)
	pdftest.Validate(t, file)
	yellow := pdftest.Plate(t, file, "Yellow", 72)
	for _, at := range []image.Point{{1, 1}, {yellow.Rect.Max.X - 2, yellow.Rect.Max.Y - 2}} {
		if yellow.AlphaAt(at.X, at.Y).A == 0 {
			t.Errorf("no ink in the bleed at %v", at)
		}
	}
	for _, opt := range []Options{
		{Profile: Print, Inks: K, Bleed: bleed, Marks: true},
		{Profile: Print, Inks: CMYK, Booklet: &Booklet{}},
		{Profile: Print, Inks: KSpot, OutlineText: true},
	} {
		both := *doc
		for range 3 {
			both.Pages = append(slices.Clip(both.Pages), pictures(t, cover.Image).Pages...)
		}
		r, err := Build(pdftest.Structure(&both), opt)
		if err != nil {
			t.Fatal(err)
		}
		pdftest.Validate(t, r.Data)
		if n := bytes.Count(r.Data, []byte("/Subtype/Image")); n != 1 {
			t.Errorf("%+v: %d XObjects of one picture", opt, n)
		}
	}
}

// TestConvertedCMYK checks that CMYK with a profile of another condition keeps its
// coding, unless it is to be converted; with the condition's own it always does.
func TestConvertedCMYK(t *testing.T) {
	own := icc.Bundled().Profile
	other := bytes.ReplaceAll(own.Data, []byte("TR 006"), []byte("TR 999"))
	if bytes.Equal(other, own.Data) || icc.Name(other) == own.Description {
		t.Fatal("the profile has not changed")
	}
	for _, c := range []struct {
		name    string
		profile []byte
		convert bool
		want    string
	}{
		{"kept", other, false, "jpeg"}, {"converted", other, true, "image"}, {"of the condition", own.Data, true, "jpeg"},
		{"without a profile", nil, true, "jpeg"}, {"damaged", other[:200], true, "jpeg"},
	} {
		im := stored(t, "cmyk-plain.jpg")
		im.Profile = c.profile
		r, err := Build(pictures(t, im), Options{Profile: Print, Inks: CMYK, ConvertCMYK: c.convert})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range pdftest.Images(t, r.Data) {
			if row["enc"] != c.want || row["color"] != "cmyk" {
				t.Errorf("%s: %s %s", c.name, row["color"], row["enc"])
			}
		}
	}
}

// TestWrittenNamePlates: a gray picture with an ink, the written name of a
// publication, marks the plate of the ink alone: solid where it is black.
func TestWrittenNamePlates(t *testing.T) {
	name := image.NewGray(testBounds)
	for x := range testBounds.Dx() {
		for y := range testBounds.Dy() {
			if name.Pix[y*name.Stride+x] = 255; x < testBounds.Dx()/2 {
				name.Pix[y*name.Stride+x] = 0
			}
		}
	}
	doc := pictures(t, pdftest.Open(t, "name", pdftest.PNG(t, name)))
	page := &doc.Pages[0]
	p := page.Items[0].(*frame.Picture)
	p.Kind, p.Ink = frame.KindMasthead, &frame.Ink{Name: "BulletinRed", RGB: [3]uint8{200, 16, 16}, CMYK: [4]uint16{0, 800, 800, 0}}
	page.Items = page.Items[:1]
	file := build(t, doc, Options{Profile: Print, Inks: KSpot})
	y := int((p.Y + p.Height/2) / unit.Pt)
	left, right := int((p.X+p.Width/4)/unit.Pt), int((p.X+p.Width*3/4)/unit.Pt)
	red, black := pdftest.Plate(t, file, "BulletinRed", 72), pdftest.Plate(t, file, "Black", 72)
	for _, c := range []struct {
		what      string
		got, want uint8
	}{
		{"red of the black half", red.AlphaAt(left, y).A, 255},
		{"red of the white half", red.AlphaAt(right, y).A, 0},
		{"black of the black half", black.AlphaAt(left, y).A, 0},
		{"black of the white half", black.AlphaAt(right, y).A, 0},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, not %d", c.what, c.got, c.want)
		}
	}
}
