package layout_test

import (
	"slices"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/frame"
)

// repeated is an issue with its sections n times over.
func repeated(is *content.Issue, n int) *content.Issue {
	big := *is
	big.Sections = slices.Repeat(is.Sections, n)
	return &big
}

func benchmarkCompose(b *testing.B, times int) {
	is := repeated(issue(b, samples+"heyuan-2024-06"), times)
	th := themed(b, "bulletin")
	lib := fonts.Bundled()
	pages, glyphs := 0, 0
	b.ReportAllocs()
	for b.Loop() {
		var log diag.List
		doc := layout.Compose(is, th, lib, layout.Options{}, &log)
		pages = len(doc.Pages)
		glyphs = 0
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				if l, ok := item.(*frame.Line); ok {
					glyphs += len(l.Glyphs)
				}
			}
		}
	}
	perOp := b.Elapsed().Seconds() / float64(b.N)
	b.ReportMetric(float64(pages)/perOp, "pages/s")
	b.ReportMetric(float64(glyphs)/perOp, "glyphs/s")
	b.ReportMetric(float64(pages), "pages")
}

// BenchmarkCompose composes the large sample; BenchmarkComposeBook composes
// twenty copies of it as one issue.
func BenchmarkCompose(b *testing.B)     { benchmarkCompose(b, 1) }
func BenchmarkComposeBook(b *testing.B) { benchmarkCompose(b, 20) }

func BenchmarkDump(b *testing.B) {
	var log diag.List
	doc := layout.Compose(issue(b, samples+"heyuan-2024-06"), themed(b, "bulletin"), fonts.Bundled(), layout.Options{}, &log)
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		size = len(dump(b, doc))
	}
	b.SetBytes(int64(size))
}
