package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// profiles are all the profiles and variants that a document can be written in.
func profiles() map[string]Options {
	return map[string]Options{
		"screen":       {},
		"x4-k+spot":    {Profile: Print},
		"x4-k":         {Profile: Print, Inks: K},
		"x4-cmyk":      {Profile: Print, Inks: CMYK},
		"x4-cmyk+spot": {Profile: Print, Inks: CMYKSpot},
		"x1a":          {Profile: Print, Standard: X1a},
		"a2u":          {Profile: Archive},
		"a2a":          {Profile: Archive, Standard: A2a},
		"a3u": {Profile: Archive, Standard: A3u, Attachments: []Attachment{
			{Name: "issue.toml", MIME: "application/toml", Data: []byte("schema = 1\n"), Relationship: "Source", Description: "manifest"},
			{Name: "articles/01 第一篇.txt", MIME: "text/plain", Data: []byte("正文"), Relationship: "Source"},
			{Name: "record.json", MIME: "application/json", Data: []byte("{}"), Relationship: "Data"},
		}},
	}
}

func TestProfiles(t *testing.T) {
	articles := 5
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		articles = 21
	}
	doc := bulletin(t, bulletinText(articles))
	doc.Meta.Record = "J001-WS·2021-Y-BGS-0011"
	doc.Meta.Year, doc.Meta.Number, doc.Meta.Publication = 2021, "11", "保障"
	doc.Meta.Elements = []frame.Element{{Key: "fonds", Value: "J001"}}
	for name, opt := range profiles() {
		t.Run(name, func(t *testing.T) {
			r, err := Build(doc, opt)
			if err != nil {
				t.Fatal(err)
			}
			opt.Workers = 1
			again, err := Build(doc, opt)
			if err != nil || !bytes.Equal(r.Data, again.Data) {
				t.Fatal("not the same bytes again", err)
			}
			pdftest.Validate(t, r.Data)
			switch opt.Standard {
			case A2a:
				pdftest.VeraPDF(t, r.Data, "2a")
			case A3u:
				pdftest.VeraPDF(t, r.Data, "3u")
			default:
				if opt.Profile == Archive {
					pdftest.VeraPDF(t, r.Data, "2u")
				}
			}
			if opt.Profile == Print {
				level := "4"
				if opt.Standard == X1a {
					level = "1a"
				}
				pdftest.PDFX(t, r.Data, level, "--plates", strings.Join(r.Plates, ","))
			} else {
				pdftest.VeraPDF(t, r.Data, "ua1")
			}
		})
	}
}

func TestPrintNeedsDate(t *testing.T) {
	for _, spoil := range []func(*frame.Meta){
		func(m *frame.Meta) { m.Created = frame.Date{} },
		func(m *frame.Meta) { m.Title = " " },
	} {
		doc := sample(t)
		spoil(&doc.Meta)
		if _, err := Build(doc, Options{Profile: Print}); !errors.Is(err, errUndated) {
			t.Errorf("error %v", err)
		}
		if _, err := Build(doc, Options{}); err != nil {
			t.Error(err)
		}
	}
}

// TestPlates prints black text on a tint, and a title in the theme's ink, on
// plates: black knocks nothing out, and no ink is where it does not belong.
func TestPlates(t *testing.T) {
	red := &frame.Ink{Name: "BulletinRed", RGB: [3]uint8{0xC0, 0x10, 0x10}, CMYK: [4]uint16{0, 900, 800, 0}}
	pale := &frame.Ink{Name: "Pale", RGB: [3]uint8{0xD0, 0xE0, 0xF0}, CMYK: [4]uint16{200, 50, 0, 0}}
	s := setter(t)
	page := pdftest.Page("1")
	title := s.Line("简报", 100*unit.Pt, 80*unit.Pt)
	title.Kind, title.Ink = frame.KindTitle, red
	page.Items = []frame.Item{
		title,
		&frame.Rule{X: 80 * unit.Pt, Y: 90 * unit.Pt, Width: 300 * unit.Pt, Height: 2 * unit.Pt, Ink: red},
		&frame.Rule{X: 80 * unit.Pt, Y: 100 * unit.Pt, Width: 300 * unit.Pt, Height: 60 * unit.Pt, Ink: pale},
		s.Line("底色上的黑字，压印不镂空。", 100*unit.Pt, 130*unit.Pt),
	}
	doc := pdftest.Structure(&frame.Document{Pages: []frame.Page{page}, Meta: frame.Meta{Title: "版", Lang: "zh-Hans", Created: frame.Date{Year: 2021, Month: 10, Day: 22}}})
	for _, standard := range []Standard{X4, X1a} {
		for _, outline := range []bool{false, true} {
			for inks, want := range map[Inks][2]string{
				K: {"k", "Black"}, KSpot: {"k+spot", "Black,BulletinRed,Pale"},
				CMYK: {"cmyk", "Black,Cyan,Magenta,Yellow"}, CMYKSpot: {"cmyk+spot", "Black,BulletinRed,Pale"},
			} {
				t.Run(fmt.Sprintf("%d %s outline=%v", standard, want[0], outline), func(t *testing.T) {
					r, err := Build(doc, Options{Profile: Print, Standard: standard, Inks: inks, OutlineText: outline, Marks: true, Bleed: unit.FromMM(3000)})
					if err != nil {
						t.Fatal(err)
					}
					level := map[Standard]string{X4: "4", X1a: "1a"}[standard]
					pdftest.PDFX(t, r.Data, level, "--plates", want[1], "--bleed", "3")
					pdftest.Separations(t, r.Data, "--inks", want[0])
				})
			}
		}
	}
}

// TestSamePages compares the files of one document: the same glyphs in the same
// places of the page.
func TestSamePages(t *testing.T) {
	doc := sample(t)
	screen := build(t, doc, Options{})
	for name, opt := range map[string]Options{
		"x4":          {Profile: Print, Bleed: unit.FromMM(3000)},
		"x4 marks":    {Profile: Print, Bleed: unit.FromMM(5000), Marks: true},
		"x4 no bleed": {Profile: Print},
		"x1a":         {Profile: Print, Standard: X1a, Marks: true},
		"a2u":         {Profile: Archive},
		"a3u":         {Profile: Archive, Standard: A3u},
	} {
		t.Run(name, func(t *testing.T) {
			pdftest.SamePages(t, screen, build(t, doc, opt))
		})
	}
}
