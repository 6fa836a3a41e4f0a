package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"jianbao/content/picture"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// Pictures of tests are so many pixels, placed one to a point. Pages are drawn
// with several dots for each, and the middle one is looked at: renderers smooth
// edges as they like.
const (
	testWidth, testHeight = 64, 48
	dots                  = 5
)

// testColour is the colour of a pixel: no two corners alike, opaque at the left,
// less and less so to the right.
func testColour(x, y int) color.NRGBA {
	c := color.NRGBA{R: uint8(x * 4), G: uint8(y * 5), B: 90, A: uint8(255 - x*4)}
	if x < 12 && y < 12 {
		c = color.NRGBA{R: 230, G: 20, B: 20, A: 255}
	}
	return c
}

func fill(img interface {
	image.Image
	Set(x, y int, c color.Color)
}, of func(x, y int) color.Color) image.Image {
	for y := range testHeight {
		for x := range testWidth {
			img.Set(x, y, of(x, y))
		}
	}
	return img
}

func opaque(x, y int) color.Color {
	c := testColour(x, y)
	c.A = 255
	return c
}

// smooth has no edges, which JPEG decoders blur each in their own way.
func smooth(x, y int) color.Color {
	return color.NRGBA{R: uint8(x * 4), G: uint8(y * 5), B: uint8(200 - x*2), A: 255}
}

func translucent(x, y int) color.Color { return testColour(x, y) }

// testPalette is 16 colours, some of them half there.
func testPalette(alpha bool) color.Palette {
	var p color.Palette
	for i := range 16 {
		c := color.NRGBA{R: uint8(i * 17), G: uint8(255 - i*10), B: uint8(i % 3 * 100), A: 255}
		if alpha && i%4 == 1 {
			c.A = uint8(i * 15)
		}
		p = append(p, c)
	}
	return p
}

func byIndex(p color.Palette) func(x, y int) color.Color {
	return func(x, y int) color.Color { return p[(x/4+y/8)%len(p)] }
}

// bounds of the pictures of tests.
var testBounds = image.Rect(0, 0, testWidth, testHeight)

// pngKinds are pictures of every kind of PNG, and what pdfimages calls them.
func pngKinds() []kindOfPicture {
	black := color.Palette{color.Gray{Y: 0}, color.Gray{Y: 255}}
	plain, half := testPalette(false), testPalette(true)
	return []kindOfPicture{
		{"rgb", fill(image.NewNRGBA(testBounds), opaque), "rgb 8"},
		{"rgb16", fill(image.NewNRGBA64(testBounds), opaque), "rgb 8"},
		{"rgba", fill(image.NewNRGBA(testBounds), translucent), "rgb 8 + 8"},
		{"rgba16", fill(image.NewNRGBA64(testBounds), translucent), "rgb 8 + 8"},
		{"gray", fill(image.NewGray(testBounds), opaque), "gray 8"},
		{"gray16", fill(image.NewGray16(testBounds), opaque), "gray 8"},
		{"palette", fill(image.NewPaletted(testBounds, plain), byIndex(plain)), "index 4"},
		{"palette-alpha", fill(image.NewPaletted(testBounds, half), byIndex(half)), "index 4 + 8"},
		{"bilevel", fill(image.NewPaletted(testBounds, black), byIndex(black)), "gray 1"},
	}
}

type kindOfPicture struct {
	name  string
	image image.Image
	list  string // color and bpc of pdfimages, after + those of the mask
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func stored(t testing.TB, name string) *picture.Image {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return pdftest.Open(t, name, data)
}

// pictures is a document with one page, no larger than it has to be: each picture at
// a pixel to the point, four to a row, 110 pt apart, and its caption under it.
func pictures(t testing.TB, list ...*picture.Image) *frame.Document {
	t.Helper()
	s := setter(t)
	page := pdftest.Page("1")
	corner := image.Pt(min(len(list), 4)*110, (len(list)+3)/4*100)
	page.Width, page.Height = unit.Abs(corner.X+60)*unit.Pt, unit.Abs(corner.Y+100)*unit.Pt
	for i, im := range list {
		w, h := im.Upright()
		at := pictureAt(i)
		page.Items = append(page.Items, &frame.Picture{Kind: frame.KindPicture, Section: 1, Article: 1, Block: i, Image: im,
			Alt: "图片 " + im.Name, X: unit.Abs(at.X) * unit.Pt, Y: unit.Abs(at.Y) * unit.Pt,
			Width: unit.Abs(w) * unit.Pt, Height: unit.Abs(h) * unit.Pt, Grid: -1})
		l := s.Line(fmt.Sprintf("图%d", i+1), unit.Abs(at.X)*unit.Pt, unit.Abs(at.Y+75)*unit.Pt)
		l.Kind, l.Section, l.Article, l.Block = frame.KindCaption, 1, 1, i
		page.Items = append(page.Items, l)
	}
	return pdftest.Structure(&frame.Document{Meta: frame.Meta{Title: "图片", Lang: "zh-Hans", Created: frame.Date{Year: 2021, Month: 10, Day: 22}}, Pages: []frame.Page{page}})
}

// pictureAt is the top left corner of the i-th picture, in points.
func pictureAt(i int) image.Point { return image.Pt(60+i%4*110, 60+i/4*100) }

// renderers returns the programs that draw files of a profile. Ghostscript takes as
// long as all others, and by default draws files for the screen alone.
func renderers(profile Profile) []pdftest.Renderer {
	list := pdftest.Renderers()
	if profile != Screen && os.Getenv("JIANBAO_THOROUGH") == "" {
		list = slices.DeleteFunc(list, func(r pdftest.Renderer) bool { return r == pdftest.DrawGhostscript })
	}
	return list
}

// compare checks that an area of a drawn page has the colours wanted.
func compare(t *testing.T, what string, page image.Image, at image.Point, width, height, near int, want func(x, y int) color.Color) {
	t.Helper()
	wrong := 0
	for y := range height {
		for x := range width {
			r, g, b, _ := page.At((at.X+x)*dots+dots/2, (at.Y+y)*dots+dots/2).RGBA()
			c := color.NRGBAModel.Convert(want(x, y)).(color.NRGBA)
			over := func(v uint8) int { return (int(v)*int(c.A) + 255*(255-int(c.A))) / 255 } // white paper
			for _, d := range [...]int{int(r>>8) - over(c.R), int(g>>8) - over(c.G), int(b>>8) - over(c.B)} {
				if d > near || d < -near {
					if wrong++; wrong == 1 {
						t.Errorf("%s: pixel %d %d is %d %d %d, want %d %d %d", what, x, y, r>>8, g>>8, b>>8, over(c.R), over(c.G), over(c.B))
					}
					break
				}
			}
		}
	}
	if wrong > 1 {
		t.Errorf("%s: %d pixels are wrong", what, wrong)
	}
}

func TestPNG(t *testing.T) {
	kinds := pngKinds()
	var list []*picture.Image
	for _, k := range kinds {
		list = append(list, pdftest.Open(t, k.name+".png", pdftest.PNG(t, k.image)))
	}
	doc := pictures(t, list...)
	for _, profile := range []Profile{Screen, Archive} {
		t.Run(fmt.Sprint(profile), func(t *testing.T) {
			file := build(t, doc, Options{Profile: profile})
			pdftest.Validate(t, file)
			pdftest.VeraPDF(t, file, "ua1")
			if profile == Archive {
				pdftest.VeraPDF(t, file, "2u")
			}
			for _, with := range renderers(profile) {
				t.Run(string(with), func(t *testing.T) {
					page := pdftest.Render(t, with, file, 1, 72*dots)
					for i, k := range kinds {
						compare(t, k.name, page, pictureAt(i), testWidth, testHeight, 2, k.image.At)
					}
				})
			}
			t.Run("kinds", func(t *testing.T) {
				var got []string
				for _, row := range pdftest.Images(t, file) {
					if is := row["color"] + " " + row["bpc"]; row["type"] == "smask" {
						got[len(got)-1] += " + " + row["bpc"]
					} else {
						got = append(got, is)
					}
				}
				if len(got) != len(kinds) {
					t.Fatalf("%d images of %d: %q", len(got), len(kinds), got)
				}
				for i, k := range kinds {
					if got[i] != k.list {
						t.Errorf("%s is %q, want %q", k.name, got[i], k.list)
					}
				}
			})
		})
	}
}

// turned gives the colours of a picture stored in each of EXIF's orientations as
// they look upright (Exif 2.3, tag 0x0112: where row 0 and column 0 are).
func turned(orientation int, at func(x, y int) color.Color) func(x, y int) color.Color {
	right, bottom := testWidth-1, testHeight-1
	return func(x, y int) color.Color {
		switch orientation {
		case 2: // row 0 top, column 0 right
			return at(right-x, y)
		case 3: // bottom, right
			return at(right-x, bottom-y)
		case 4: // bottom, left
			return at(x, bottom-y)
		case 5: // left, top
			return at(y, x)
		case 6: // right, top
			return at(y, bottom-x)
		case 7: // right, bottom
			return at(right-y, bottom-x)
		case 8: // left, bottom
			return at(right-y, x)
		}
		return at(x, y)
	}
}

func TestOrientation(t *testing.T) {
	var list []*picture.Image
	data := pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))
	for o := 1; o <= 8; o++ {
		im := pdftest.Open(t, fmt.Sprintf("orientation%d", o), data)
		im.Orientation = o
		list = append(list, im)
	}
	file := build(t, pictures(t, list...), Options{})
	for _, with := range pdftest.Renderers() {
		t.Run(string(with), func(t *testing.T) {
			page := pdftest.Render(t, with, file, 1, 72*dots)
			for i, im := range list {
				w, h := im.Upright()
				compare(t, im.Name, page, pictureAt(i), w, h, 2, turned(im.Orientation, opaque))
			}
		})
	}
}

// A picture of which a part is cut off fills its box with the rest, whatever its
// orientation is.
func TestCrop(t *testing.T) {
	var list []*picture.Image
	data := pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))
	for o := 1; o <= 8; o++ {
		im := pdftest.Open(t, fmt.Sprintf("crop%d", o), data)
		im.Orientation, im.Crop = o, picture.Crop{Left: 25_000, Bottom: 50_000}
		list = append(list, im)
	}
	file := build(t, pictures(t, list...), Options{})
	for _, with := range pdftest.Renderers() {
		t.Run(string(with), func(t *testing.T) {
			page := pdftest.Render(t, with, file, 1, 72*dots)
			for i, im := range list {
				w, h := im.Upright()
				whole := turned(im.Orientation, opaque)
				compare(t, im.Name, page, pictureAt(i), w, h, 2, func(x, y int) color.Color { return whole(x+w/3, y) })
			}
		})
	}
}

func TestClip(t *testing.T) {
	doc := pictures(t, pdftest.Open(t, "clipped", pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))))
	at := pictureAt(0)
	doc.Pages[0].Items[0].(*frame.Picture).Clip = &frame.Rect{X: unit.Abs(at.X+10) * unit.Pt, Y: unit.Abs(at.Y+5) * unit.Pt, Width: 40 * unit.Pt, Height: 30 * unit.Pt}
	file := build(t, doc, Options{})
	want := func(x, y int) color.Color {
		if x >= 10 && x < 50 && y >= 5 && y < 35 {
			return opaque(x, y)
		}
		return color.White
	}
	for _, with := range pdftest.Renderers() {
		t.Run(string(with), func(t *testing.T) {
			compare(t, "clipped", pdftest.Render(t, with, file, 1, 72*dots), at, testWidth, testHeight, 2, want)
		})
	}
}

func TestJPEG(t *testing.T) {
	gray, rgb := asJPEG(t, fill(image.NewGray(testBounds), smooth)), asJPEG(t, fill(image.NewRGBA(testBounds), smooth))
	list := []*picture.Image{pdftest.Open(t, "gray.jpg", gray), pdftest.Open(t, "rgb.jpg", rgb), stored(t, "cmyk-adobe.jpg"), stored(t, "cmyk-plain.jpg")}
	doc := pictures(t, list...)
	file := build(t, doc, Options{})
	pdftest.Validate(t, file)
	pdftest.VeraPDF(t, file, "ua1")
	for _, with := range pdftest.Renderers() {
		t.Run(string(with), func(t *testing.T) {
			page := pdftest.Render(t, with, file, 1, 72*dots)
			for i, data := range [][]byte{gray, rgb} {
				want, err := jpeg.Decode(bytes.NewReader(data))
				if err != nil {
					t.Fatal(err)
				}
				compare(t, list[i].Name, page, pictureAt(i), testWidth, testHeight, 10, want.At)
			}
			for i := 2; i < 4; i++ {
				comparePatches(t, list[i].Name, page, pictureAt(i))
			}
		})
	}
	t.Run("kinds", func(t *testing.T) {
		for i, row := range pdftest.Images(t, file) {
			if want := []string{"gray", "rgb", "cmyk", "cmyk"}[i]; row["enc"] != "jpeg" || row["color"] != want {
				t.Errorf("%s is %s %s", list[i].Name, row["color"], row["enc"])
			}
		}
	})
}

// comparePatches checks the patches of the stored CMYK pictures: cyan, magenta,
// yellow and black on white. What a renderer makes of pure inks is its own
// matter; which channel is dark and which light is not.
func comparePatches(t *testing.T, what string, page image.Image, at image.Point) {
	t.Helper()
	for _, p := range []struct {
		x, y             int
		red, green, blue bool // light
	}{{20, 16, false, true, true}, {44, 16, true, false, true}, {20, 32, true, true, false}, {44, 32, false, false, false}, {3, 3, true, true, true}} {
		r, g, b, _ := page.At((at.X+p.x)*dots, (at.Y+p.y)*dots).RGBA()
		for _, c := range []struct {
			v     uint32
			light bool
		}{{r, p.red}, {g, p.green}, {b, p.blue}} {
			// Magenta is light in blue, but no renderer that knows inks makes it white.
			if c.light && c.v>>8 < 110 || !c.light && c.v>>8 > 100 {
				t.Errorf("%s: the patch at %d %d is drawn %d %d %d", what, p.x, p.y, r>>8, g>>8, b>>8)
				break
			}
		}
	}
}

func TestOneXObject(t *testing.T) {
	data := pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))
	other := pdftest.PNG(t, fill(image.NewGray(testBounds), opaque))
	doc := pictures(t, pdftest.Open(t, "a", data), pdftest.Open(t, "b", other), pdftest.Open(t, "c", data))
	second := pictures(t, pdftest.Open(t, "a", data))
	doc.Pages = append(doc.Pages, second.Pages...)
	r, err := Build(pdftest.Structure(doc), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(r.Data, []byte("/Subtype/Image")); n != 2 {
		t.Errorf("%d XObjects of 2 pictures", n)
	}
	var got []string
	for _, u := range r.Pictures {
		got = append(got, fmt.Sprint(u.Page, u.Item.Image.Name, u.Space))
	}
	if want := fmt.Sprint([]string{"0a2", "0b1", "0c2", "1a2"}); fmt.Sprint(got) != want {
		t.Errorf("uses %v, want %v", got, want)
	}
	p, err := paint(doc, Options{}, conformances[Screen][0])
	if err != nil {
		t.Fatal(err)
	}
	if a, b := p.contents[0].pictures, p.contents[1].pictures; fmt.Sprint(a, b) != "[0 1] [0]" {
		t.Errorf("pages name the pictures %v and %v", a, b)
	}
}

func TestPicturesSameBytes(t *testing.T) {
	var list []*picture.Image
	for _, k := range pngKinds() {
		list = append(list, pdftest.Open(t, k.name, pdftest.PNG(t, k.image)))
	}
	big := image.NewRGBA(image.Rect(0, 0, 500, 700))
	for i := range big.Pix {
		big.Pix[i] = byte(i*i>>7) | byte(255*(i%4/3))
	}
	list = append(list, pdftest.Open(t, "big", pdftest.PNG(t, big)))
	for _, profile := range []Profile{Screen, Archive} {
		var want []byte
		for _, workers := range []int{1, 2, 4} {
			got := build(t, pictures(t, list...), Options{Profile: profile, Workers: workers})
			if want == nil {
				want = got
			}
			if !bytes.Equal(got, want) {
				t.Errorf("profile %d: %d workers make other bytes", profile, workers)
			}
		}
	}
}

func TestDamagedPicture(t *testing.T) {
	whole := pdftest.PNG(t, fill(image.NewNRGBA(testBounds), opaque))
	good := pdftest.Open(t, "good", pdftest.PNG(t, fill(image.NewGray(testBounds), opaque)))
	broken := func(name string, at int) *picture.Image {
		data := bytes.Clone(whole)
		for i := range 8 {
			data[at+i] ^= 0xA5
		}
		return pdftest.Open(t, name, data)
	}
	bad, worse := broken("bad", len(whole)/2), broken("worse", len(whole)/3)
	for _, workers := range []int{1, 3} {
		doc := pictures(t, good, bad, worse, bad)
		_, err := Build(doc, Options{Workers: workers})
		var pe *PictureError
		if !errors.As(err, &pe) {
			t.Fatalf("%v is no PictureError", err)
		}
		if pe.Item != doc.Pages[0].Items[2] {
			t.Errorf("the error is of %s, want the first place of the first damaged one", pe.Item.Image.Name)
		}
		var reason *picture.Error
		if !errors.As(err, &reason) || reason.Reason != "damaged" {
			t.Errorf("%v does not say why", err)
		}
	}
}

// TestFigures checks the structure elements of pictures: their alternate text
// and their place, in the order of the copy, whatever the order on the page; a
// paragraph goes on around a picture.
func TestFigures(t *testing.T) {
	a, b := pdftest.Open(t, "a", pdftest.PNG(t, fill(image.NewGray(testBounds), opaque))), stored(t, "cmyk-adobe.jpg")
	doc := pictures(t, a, b)
	page := &doc.Pages[0]
	s := setter(t)
	art := frame.NewNode(frame.RoleArt)
	line := func(text string, node *frame.Node) frame.Item {
		l := s.Line(text, 60*unit.Pt, unit.Abs(200+30*len(page.Items))*unit.Pt)
		l.Node = node
		return l
	}
	title, paragraph := art.Add("H1"), art.Add(frame.RoleP)
	for i := range 2 {
		div := art.Add(frame.RoleDiv)
		picture, caption := page.Items[2*i].(*frame.Picture), page.Items[2*i+1].(*frame.Line)
		picture.Node, caption.Node = div.Add(frame.RoleFigure), div.Add(frame.RoleCaption)
		picture.Node.Alt = picture.Alt
	}
	doc.Root = frame.NewNode(frame.RoleDocument, art)
	deco := *page.Items[0].(*frame.Picture)
	deco.Decorative, deco.Alt, deco.X, deco.Node = true, "", 350*unit.Pt, nil
	// Both pictures, then both captions, in the middle of a paragraph.
	figures := []frame.Item{page.Items[0], page.Items[2], page.Items[1], page.Items[3]}
	page.Items = append([]frame.Item{line("题目", title), line("第一段", paragraph)}, append(figures, &deco, line("还是第一段", paragraph))...)

	p, err := paint(doc, Options{}, conformances[Screen][0])
	if err != nil {
		t.Fatal(err)
	}
	var write func(e *element) string
	write = func(e *element) string {
		out := string(e.role)
		if e.node != nil && e.node.Alt != "" {
			out += "=" + e.node.Alt
		}
		for _, k := range p.tree.all(e) {
			if k.element != nil {
				out += " (" + write(k.element) + ")"
			} else {
				out += fmt.Sprint(" ", k.mcid)
			}
		}
		return out
	}
	want := "Document (Art (H1 0) (P 1 6) (Div (Figure=图片 a 2) (Caption 4)) (Div (Figure=图片 cmyk-adobe.jpg 3) (Caption 5)))"
	if got := write(p.tree.of(p.tree.root)); got != want {
		t.Errorf("structure\n%s\nwant\n%s", got, want)
	}
	for _, opt := range []Options{{}, {Profile: Archive, Standard: A2a}} {
		file := build(t, pictures(t, a), opt)
		pdftest.VeraPDF(t, file, "ua1")
		if opt.Profile == Archive {
			pdftest.VeraPDF(t, file, "2a")
		}
	}
}
