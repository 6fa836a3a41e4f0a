package pdf

import (
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/internal/naive"
	"jianbao/layout/pdf/pdftest"
	"jianbao/layout/unit"

	_ "jianbao/content/testgc"
)

// bulletinText makes articles of the size of a real issue: 21 of about 400
// characters in all some 1,300 different ones, the frequent ones frequent.
func bulletinText(articles int) []naive.Article {
	r := rand.New(rand.NewPCG(7, 7))
	char := func() rune {
		// Squaring prefers the low code points: 1,300 characters, a few often.
		x := r.Float64()
		return 0x4E00 + rune(1300*x*x)*16
	}
	var out []naive.Article
	for n := range articles {
		a := naive.Article{Title: fmt.Sprintf("第%d篇：我省召开专项督查动员会", n+1)}
		for range 3 + n%3 {
			var p []rune
			for i := range 100 {
				switch i % 17 {
				case 9:
					p = append(p, '，')
				case 13:
					p = append(p, []rune(fmt.Sprint(r.IntN(3000)))...)
				default:
					p = append(p, char())
				}
			}
			a.Paragraphs = append(a.Paragraphs, string(append(p, '。')))
		}
		out = append(out, a)
	}
	return out
}

// bulletin sets articles one to a page in lines of 32 characters.
func bulletin(tb testing.TB, articles []naive.Article) *frame.Document {
	s := setter(tb)
	s.Stretch = 20_000
	title := *s
	title.Han, title.Size, title.Gap, title.Stretch = face(tb, "Noto Serif SC", true), 18*unit.Pt, 18*unit.Pt/4, 0
	doc := &frame.Document{Meta: frame.Meta{Title: "简报", Lang: "zh-Hans", Created: frame.Date{Year: 2021, Month: 10, Day: 22}}}
	for n, a := range articles {
		page := pdftest.Page(fmt.Sprint(n + 1))
		y := 120 * unit.Pt
		put := func(l *frame.Line, kind frame.Kind, block int) {
			l.Kind, l.Section, l.Article, l.Block = kind, 1+n/5, n+1, block
			page.Items = append(page.Items, l)
			y += 26 * unit.Pt
		}
		put(title.Line(a.Title, 100*unit.Pt, y), frame.KindTitle, 0)
		for i, p := range a.Paragraphs {
			rest := []rune(p)
			for first := true; len(rest) > 0; first = false {
				k := min(30, len(rest))
				l := s.Line(string(rest[:k]), 70*unit.Pt, y)
				rest = rest[k:]
				put(l, frame.KindBody, i+1)
				l.First, l.Last = first, len(rest) == 0
			}
		}
		folio := s.Line("— "+page.Label+" —", 280*unit.Pt, 800*unit.Pt)
		folio.Kind = frame.KindFolio
		page.Items = append(page.Items, folio)
		doc.Pages = append(doc.Pages, page)
	}
	return pdftest.Structure(doc)
}

func benchmarkBytes(b *testing.B, pages int, opt Options) {
	doc := bulletin(b, bulletinText(pages))
	size := 0
	for b.Loop() {
		size = len(build(b, doc, opt))
	}
	b.ReportMetric(float64(len(doc.Pages)*b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(size)/1000, "KB")
}

func BenchmarkIssue(b *testing.B)         { benchmarkBytes(b, 21, Options{}) }
func BenchmarkIssueUntagged(b *testing.B) { benchmarkBytes(b, 21, Options{untagged: true}) }
func BenchmarkIssueLevel9(b *testing.B)   { benchmarkBytes(b, 21, Options{level: 9}) }
func BenchmarkBook(b *testing.B)          { benchmarkBytes(b, 446, Options{}) }

// BenchmarkPaint is what comes before deflating, but for cutting fonts.
func BenchmarkPaint(b *testing.B) {
	doc := bulletin(b, bulletinText(446))
	for b.Loop() {
		if _, err := paint(doc, Options{}, conformances[Screen][0]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(doc.Pages)*b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkNaive is the yardstick: the same text through AddUTF8Font and
// MultiCell.
func BenchmarkNaive(b *testing.B) {
	const dir = "../../fonts/bundled/"
	articles := bulletinText(21)
	size := 0
	for b.Loop() {
		var w counter
		if err := naive.Write(&w, dir+"NotoSerifSC_400Regular.ttf", dir+"NotoSerifSC_700Bold.ttf", articles); err != nil {
			b.Fatal(err)
		}
		size = int(w)
	}
	b.ReportMetric(float64(len(articles)*b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(size)/1000, "KB")
}

// counter counts what is written.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return io.Discard.Write(p) }

// What tags cost an archival file: at most a quarter of the time and 15 % of
// the size.
func BenchmarkArchive(b *testing.B) { benchmarkBytes(b, 21, Options{Profile: Archive}) }
func BenchmarkArchiveUntagged(b *testing.B) {
	benchmarkBytes(b, 21, Options{Profile: Archive, untagged: true})
}
