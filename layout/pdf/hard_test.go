package pdf

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"
)

// hardLine sets random words of Han and Latin in several faces and sizes with
// every kind of gap, typed spaces and marks among them.
func hardLine(t testing.TB, r *rand.Rand, faces []*fonts.Face, size unit.Abs) *frame.Line {
	han := []rune("国家生态文明建设示范区大会在南京召开强调要坚持")
	latin := []rune("VOCsPMLancetkgh0123456789")
	marks := []rune("，。“”《》（）")
	l := &frame.Line{Kind: frame.KindBody, Size: size, First: true, Last: true}
	em := func(thousandths int) unit.Abs { return size.Scale(int64(thousandths), 1000) }
	stretch := em([]int{0, 0, 7, 33, 80, 140, 250}[r.IntN(7)])
	pen := unit.Abs(0)
	put := func(f *fonts.Face, c rune, sz, dy unit.Abs) {
		g, ok := f.GID(c)
		if !ok {
			t.Fatalf("%s has no %c", f.PostScriptName(), c)
		}
		w := sz.Scale(int64(f.Advance(g)), int64(f.UnitsPerEm()))
		l.Glyphs = append(l.Glyphs, frame.Glyph{Face: f, ID: g, X: pen, Advance: w, Size: sz, DY: dy, Text: string(c)})
		l.Text += string(c)
		pen += w
		l.Width = pen
	}
	for word := range 3 + r.IntN(6) {
		if word > 0 {
			switch r.IntN(5) {
			case 0: // typed, and set as a glyph
				put(faces[1], ' ', size, 0)
				pen += em(r.IntN(200))
			case 1: // typed, and set as a gap
				l.Text += " "
				pen += em(125 + r.IntN(500))
			case 2:
				pen += em(125 + r.IntN(375))
			}
		}
		switch r.IntN(5) {
		case 0, 1:
			f := faces[2*r.IntN(2)]
			for range 1 + r.IntN(5) {
				put(f, han[r.IntN(len(han))], size, 0)
				pen += stretch
			}
		case 2:
			for range 1 + r.IntN(6) {
				put(faces[1], latin[r.IntN(len(latin))], size, 0)
			}
		case 3:
			m := marks[r.IntN(len(marks))]
			half := em([]int{0, 500}[r.IntN(2)])
			if strings.ContainsRune("“《（", m) {
				pen -= half
				put(faces[0], m, size, 0)
				put(faces[0], han[r.IntN(len(han))], size, 0)
			} else {
				// In large sizes pdfium puts a high mark and low letters that stand
				// between other fonts on lines of their own, so marks stand by Han
				// here, as they do in Chinese.
				put(faces[0], han[r.IntN(len(han))], size, 0)
				put(faces[0], m, size, 0)
				pen -= half
			}
		case 4:
			put(faces[1], 'c', size, 0)
			put(faces[1], 'm', size, 0)
			put(faces[1], '3', size.Scale(6, 10), size/3)
		}
	}
	return l
}

// TestHardText sets thousands of gaps of every size and compares what readers
// extract from them with the source (RULES 9.2).
func TestHardText(t *testing.T) {
	faces := []*fonts.Face{face(t, "Noto Serif SC", false), face(t, "Source Serif 4", false), face(t, "Noto Sans SC", false)}
	r := rand.New(rand.NewPCG(1, 2))
	doc := &frame.Document{Meta: frame.Meta{Title: "难", Lang: "zh-Hans"}}
	for n := range 12 {
		page := pdftest.Page(fmt.Sprint(n + 1))
		page.Width = 1200 * unit.Pt
		size := []unit.Abs{unit.FromPt(13750), unit.FromPt(10500), unit.FromPt(22000)}[n%3]
		for i := range 25 {
			l := hardLine(t, r, faces, size)
			l.X, l.Y, l.Block = 60*unit.Pt+unit.Abs(r.IntN(100_000)), unit.Abs(60+29*i)*unit.Pt, i
			page.Items = append(page.Items, l)
		}
		doc.Pages = append(doc.Pages, page)
	}
	file := build(t, pdftest.Structure(doc), Options{})
	compareText(t, doc, file)
	t.Run("positions", func(t *testing.T) { pdftest.ComparePositions(t, doc, file) })
}
