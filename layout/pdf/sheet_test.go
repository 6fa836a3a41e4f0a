package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/pdf/press"
	"jianbao/layout/pdf/shell"
	"jianbao/layout/unit"
)

// planned paints a document in a profile's usual standard, or the given one.
func planned(t testing.TB, doc *frame.Document, opt Options) (*plan, conformance) {
	t.Helper()
	conf := conformances[opt.Profile][0]
	for _, c := range conformances[opt.Profile] {
		if c.standard == opt.Standard {
			conf = c
		}
	}
	p, err := paint(doc, opt, conf)
	if err != nil {
		t.Fatal(err)
	}
	return p, conf
}

// printFile builds a print file.
func printFile(t testing.TB, doc *frame.Document, opt Options) []byte {
	t.Helper()
	opt.Profile = Print
	return build(t, doc, opt)
}

// TestScreenContent holds what is painted on screen to what it was before there
// were sheets: print must not show in it. A new digest is fine where the change
// is meant.
func TestScreenContent(t *testing.T) {
	const want = "c454a37c4083051e0480f06ad98fdb1d3a72ed6f168dee5da6f248b8120bf5c4"
	p, _ := planned(t, sample(t), Options{})
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(joined(p)))); got != want {
		t.Errorf("the content of the sample is %s", got)
	}
	if b := pdftest.PageBoxes(t, build(t, sample(t), Options{}))[0]; b.Trim != nil || b.Bleed != nil || b.Crop != nil || b.Art != nil {
		t.Errorf("boxes on screen: %v", b)
	}
}

// slugOf makes the slug lines of a file as painting does.
func slugOf(p *plan, opt Options, conf conformance) *press.Slug {
	return &press.Slug{Meta: &p.doc.Meta, Plates: p.slugPlates(opt.Inks), Standard: conf.name}
}

// joined are the contents of a file's pages.
func joined(p *plan) string {
	var all []string
	for i := range p.contents {
		all = append(all, p.contents[i].operators)
	}
	return strings.Join(all, "\f")
}

// box reads a box exactly.
func box(t *testing.T, numbers []json.Number) [4]unit.Abs {
	t.Helper()
	var out [4]unit.Abs
	if len(numbers) != 4 {
		t.Fatalf("box %v", numbers)
	}
	for i, n := range numbers {
		whole, frac, _ := strings.Cut(n.String(), ".")
		v, err := strconv.ParseInt(whole+(frac + "00000")[:5], 10, 64)
		if err != nil || len(frac) > 5 {
			t.Fatalf("number %s in a box", n)
		}
		out[i] = unit.Abs(v)
	}
	return out
}

func TestBoxes(t *testing.T) {
	const width, height = 210 * unit.MM, 297 * unit.MM
	for _, bleed := range []unit.Abs{0, unit.FromMM(3000), unit.FromMM(5000), 12345} {
		for _, marks := range []bool{false, true} {
			file := printFile(t, sample(t), Options{Bleed: bleed, Marks: marks})
			margin := bleed
			if marks {
				margin = max(unit.FromMM(3000), bleed) + unit.FromMM(10000)
			}
			for n, b := range pdftest.PageBoxes(t, file) {
				media, trim, bled := box(t, b.Media), box(t, b.Trim), box(t, b.Bleed)
				if media != [4]unit.Abs{0, 0, width + 2*margin, height + 2*margin} {
					t.Errorf("bleed %s, marks %v, page %d: MediaBox %v", bleed, marks, n+1, media)
				}
				if trim != [4]unit.Abs{margin, margin, margin + width, margin + height} {
					t.Errorf("bleed %s, marks %v, page %d: TrimBox %v", bleed, marks, n+1, trim)
				}
				if bled != [4]unit.Abs{margin - bleed, margin - bleed, margin + width + bleed, margin + height + bleed} {
					t.Errorf("bleed %s, marks %v, page %d: BleedBox %v", bleed, marks, n+1, bled)
				}
				if b.Crop != nil || b.Art != nil {
					t.Errorf("CropBox %v, ArtBox %v", b.Crop, b.Art)
				}
			}
		}
	}
}

// TestPlacesInPrint compares the glyphs of the print file, as MuPDF draws them,
// with the document moved by the bleed.
func TestPlacesInPrint(t *testing.T) {
	for _, opt := range []Options{{}, {Bleed: unit.FromMM(3000)}, {Bleed: unit.FromMM(5000), Marks: true}} {
		doc := sample(t)
		file := printFile(t, doc, opt)
		pdftest.Validate(t, file)
		opt.Profile = Print
		p, conf := planned(t, doc, opt)
		moved(doc, p.sheets)
		if opt.Marks {
			slug := slugOf(p, opt, conf)
			for i := range p.sheets {
				doc.Pages[i].Items = append(doc.Pages[i].Items, slug.Line(&p.sheets[i], &doc.Pages[i], i, len(p.sheets)))
			}
		}
		pdftest.ComparePositions(t, doc, file)
	}
}

// moved moves the lines of a document with a page to each sheet to where they
// are on it.
func moved(doc *frame.Document, list []press.Sheet) {
	for i := range list {
		at := &list[i].Places[0]
		page := &doc.Pages[at.Page]
		page.Height = list[i].Height
		for _, item := range page.Items {
			if l, ok := item.(*frame.Line); ok {
				l.X, l.Y = l.X+at.X, l.Y+at.Y
			}
		}
	}
}

// TestLinksOnSheets checks that what leads to a place finds it where the sheet
// has it.
func TestLinksOnSheets(t *testing.T) {
	doc := sample(t)
	opt := Options{Profile: Print, Bleed: 20 * unit.Pt, Booklet: &Booklet{Paper: unit.Pt}}
	p, err := paint(doc, opt, conformances[Screen][0]) // which has links
	if err != nil {
		t.Fatal(err)
	}
	plain, _ := planned(t, sample(t), Options{})
	width := doc.Pages[0].Width
	// Page 2, with the contents, is on the left of the second side of the only
	// sheet; page 3 on its right.
	got, want := p.contents[1].links, append(slices.Clone(plain.contents[1].links), plain.contents[2].links...)
	if len(got) != len(want) || len(got) < 3 {
		t.Fatalf("%d links of %d", len(got), len(want))
	}
	for i := range got {
		r := want[i].rect
		by := 20 * unit.Pt
		if got[i].page == 2 {
			by += width
		}
		if got[i].rect != [4]unit.Abs{r[0] + by, r[1] + 20*unit.Pt, r[2] + by, r[3] + 20*unit.Pt} {
			t.Errorf("link %d at %v, on its page at %v", i, got[i].rect, r)
		}
	}
	f := &finisher{plan: p, Shell: &shell.Shell{Pages: []object.Ref{10, 11}}}
	for page, sheet := range []int{0, 1, 1, 0} {
		d, err := f.dest(frame.Dest{Page: page, Y: 100 * unit.Pt})
		if err != nil {
			t.Fatal(err)
		}
		if d[0] != f.Pages[sheet] || d[3] != number(doc.Pages[0].Height+20*unit.Pt-100*unit.Pt) {
			t.Errorf("destination on page %d: %v", page+1, d)
		}
	}
}

// longDoc has n pages with one line each, the page's number in characters.
func longDoc(t testing.TB, n int) *frame.Document {
	s := setter(t)
	doc := &frame.Document{Meta: frame.Meta{Title: "册", Lang: "zh-Hans", Created: frame.Date{Year: 2021, Month: 10, Day: 22}}}
	for i := range n {
		page := pdftest.Page(fmt.Sprint(i + 1))
		page.Items = append(page.Items, s.Line(fmt.Sprintf("第%d页", i+1), 250*unit.Pt, 400*unit.Pt))
		doc.Pages = append(doc.Pages, page)
	}
	return pdftest.Structure(doc)
}

// TestBooklet reads the pages of a booklet in the order the printer gets them.
func TestBooklet(t *testing.T) {
	for n, want := range map[int]string{
		4:  "4 1, 2 3",
		8:  "8 1, 2 7, 6 3, 4 5",
		12: "12 1, 2 11, 10 3, 4 9, 8 5, 6 7",
	} {
		options := Options{Profile: Print, Booklet: &Booklet{Paper: unit.FromMM(100)}}
		r, err := Build(longDoc(t, n), options)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(r.Plates, []string{"Black"}) {
			t.Errorf("plates %v", r.Plates)
		}
		file := printFile(t, longDoc(t, n), options)
		pdftest.Validate(t, file)
		for _, b := range pdftest.PageBoxes(t, file) {
			whole := [4]unit.Abs{0, 0, 420 * unit.MM, 297 * unit.MM}
			if box(t, b.Media) != whole || box(t, b.Trim) != whole || box(t, b.Bleed) != whole {
				t.Errorf("boxes %v", b)
			}
		}
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			var got []string
			for _, lines := range pdftest.Text(t, pdftest.PopplerRaw, file) {
				// Both pages have their line at one height.
				text := strings.NewReplacer("第", "", "页", " ").Replace(strings.Join(lines, ""))
				got = append(got, strings.Join(strings.Fields(text), " "))
			}
			if s := strings.Join(got, ", "); s != want {
				t.Errorf("%s, want %s", s, want)
			}
		})
	}
}

// TestBookletClaims: a booklet keeps its colours as print files do, and states that it
// conforms to nothing.
func TestBookletClaims(t *testing.T) {
	for _, tagged := range []bool{true, false} {
		r, err := Build(longDoc(t, 4), Options{Profile: Print, Booklet: &Booklet{}, untagged: !tagged})
		if err != nil {
			t.Fatal(err)
		}
		for _, claim := range []string{"pdfxid:", "GTS_PDFXVersion", "GTS_PDFXConformance", "pdfaid:", "pdfuaid:"} {
			if bytes.Contains(r.Data, []byte(claim)) {
				t.Errorf("a booklet has %s", claim)
			}
		}
		if !bytes.Contains(r.Data, []byte("OutputConditionIdentifier")) {
			t.Error("a booklet does not state its inks")
		}
	}
	for _, standard := range []Standard{X4, X1a} {
		if _, err := Build(longDoc(t, 4), Options{Profile: Print, Booklet: &Booklet{}, Standard: standard}); !errors.Is(err, errBooklet) {
			t.Errorf("standard %d: %v", standard, err)
		}
	}
}

// TestBookletStructure checks that the structure is in reading order although
// the sheets are not.
func TestBookletStructure(t *testing.T) {
	var want, got strings.Builder
	plain, _ := planned(t, sample(t), Options{Profile: Print})
	folded, _ := planned(t, sample(t), Options{Profile: Print, Booklet: &Booklet{}})
	dumpTree(&want, plain.tree, plain.tree.of(plain.tree.root), 0)
	dumpTree(&got, folded.tree, folded.tree.of(folded.tree.root), 0)
	if got.String() != want.String() {
		t.Errorf("the booklet's structure is\n%s", got.String())
	}
	if l := strings.Join(folded.sheetLabels(), ", "); l != "2 + i, ii + 1" {
		t.Errorf("labels %s", l)
	}
}
