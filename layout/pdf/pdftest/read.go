package pdftest

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// Reader is a program that takes text out of a PDF.
type Reader string

// The readers whose text must be the source's. MuPDF is not among them: it takes
// no notice of ActualText.
const (
	PopplerRaw Reader = "poppler-raw" // in the order of the content
	Poppler    Reader = "poppler"     // in its reading order
	Pdfium     Reader = "pdfium"
)

// Readers are all of them.
func Readers() []Reader { return []Reader{PopplerRaw, Poppler, Pdfium} }

// Text returns the lines of each page as a reader takes them out, empty lines
// left out. Hyphens added at line ends come as U+00AD. The test is skipped, by
// name, if the reader is not installed.
func Text(t testing.TB, reader Reader, file []byte) [][]string {
	t.Helper()
	var out string
	switch reader {
	case PopplerRaw:
		need(t, "pdftotext")
		out = run(t, nil, "pdftotext", "-raw", save(t, file), "-")
	case Poppler:
		need(t, "pdftotext")
		out = run(t, nil, "pdftotext", save(t, file), "-")
	case Pdfium:
		needPdfium(t)
		var texts []string
		askPdfium(t, &texts, "text", save(t, file))
		out = strings.Join(texts, "\f") + "\f"
		// pdfium joins the lines of a word divided by a hyphen, and marks it.
		out = strings.ReplaceAll(out, "\ufffe", "\u00ad\n")
	default:
		t.Fatalf("no reader %q", reader)
	}
	var pages [][]string
	for _, page := range strings.Split(strings.TrimSuffix(out, "\f"), "\f") {
		var lines []string
		for _, line := range strings.Split(page, "\n") {
			if line = strings.TrimRight(line, "\r "); line != "" {
				lines = append(lines, line)
			}
		}
		pages = append(pages, lines)
	}
	return pages
}

// Placed is a glyph where a reader draws it: points from the top left corner,
// x and y of its origin.
type Placed struct {
	Text       string
	X, Y, Size float64
}

// Positions returns the glyphs of each page as MuPDF draws them, spaces left
// out.
func Positions(t testing.TB, file []byte) [][]Placed {
	t.Helper()
	need(t, "mutool")
	out := run(t, mupdfHarmless, "mutool", "trace", save(t, file))
	var pages [][]Placed
	var size, left, height float64
	d := xml.NewDecoder(strings.NewReader(out))
	for {
		tok, err := d.Token()
		if err != nil {
			break
		}
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		attr := func(name string) string {
			for _, a := range el.Attr {
				if a.Name.Local == name {
					return a.Value
				}
			}
			return ""
		}
		switch el.Name.Local {
		case "page":
			pages = append(pages, nil)
		case "fill_text":
			m := strings.Fields(attr("transform"))
			left, height = number(t, m[4]), number(t, m[5])
		case "span":
			size = number(t, strings.Fields(attr("trm"))[0])
		case "g":
			text := attr("unicode")
			if text == " " || text == "\u00a0" || attr("glyph") == "" { // more text of the glyph before
				continue
			}
			n := len(pages) - 1
			pages[n] = append(pages[n], Placed{Text: text, X: left + number(t, attr("x")), Y: height - number(t, attr("y")), Size: size})
		}
	}
	return pages
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// ComparePositions checks that every inked glyph of the document was drawn where
// the document states, within a hundredth of a point.
func ComparePositions(t testing.TB, doc *frame.Document, file []byte) {
	t.Helper()
	const near = 0.01
	pages := Positions(t, file)
	if len(pages) != len(doc.Pages) {
		t.Fatalf("%d pages drawn of %d", len(pages), len(doc.Pages))
	}
	pt := func(a unit.Abs) float64 { return float64(a) / float64(unit.Pt) }
	for n := range doc.Pages {
		got, wrong := pages[n], 0
		fail := func(format string, args ...any) {
			if wrong++; wrong <= 5 {
				t.Errorf("page %d: %s", n+1, fmt.Sprintf(format, args...))
			}
		}
		for _, item := range doc.Pages[n].Items {
			line, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			for i := range line.Glyphs {
				g := &line.Glyphs[i]
				if !g.Hyphen && g.Text != "" && strings.TrimSpace(g.Text) == "" {
					continue
				}
				if len(got) == 0 {
					t.Fatalf("page %d ends before %q of %q", n+1, g.Text, line.Text)
				}
				x, y := pt(line.X+g.X+g.DX), pt(line.Y-g.DY)
				if p := got[0]; diff(p.X, x) > near || diff(p.Y, y) > near || diff(p.Size, pt(g.Size)) > near {
					fail("%q of %q drawn as %q at %.4f %.4f size %g, want %.4f %.4f size %g", g.Text, line.Text, p.Text, p.X, p.Y, p.Size, x, y, pt(g.Size))
				}
				got = got[1:]
			}
		}
		if len(got) > 0 {
			t.Errorf("page %d: %d glyphs more than the document has, the first %q", n+1, len(got), got[0].Text)
		}
	}
}

func diff(a, b float64) float64 { return max(a-b, b-a) }
