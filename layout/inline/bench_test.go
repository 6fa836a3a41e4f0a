package inline

import (
	"os"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// prose returns the sample of ordinary bulletin copy that the benchmarks
// typeset.
func prose(tb testing.TB) ([]string, int) {
	tb.Helper()
	data, err := os.ReadFile("../../testdata/paragraphs/plain.txt")
	if err != nil {
		tb.Fatal(err)
	}
	paras := strings.Split(strings.TrimSpace(string(data)), "\n")
	return paras, len([]rune(string(data)))
}

func BenchmarkPrepare(b *testing.B) {
	paras, n := prose(b)
	f := songFont()
	s := NewShaper()
	var log diag.List
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range paras {
			s.Prepare([]Run{{Text: text, Font: f}}, bodySettings(f), &log)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "chars/s")
}

func BenchmarkBreak(b *testing.B) {
	paras, n := prose(b)
	f := songFont()
	s := NewShaper()
	var log diag.List
	var ps []*Paragraph
	for _, text := range paras {
		ps = append(ps, s.Prepare([]Run{{Text: text, Font: f}}, bodySettings(f), &log))
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range ps {
			p.Break(32 * f.Size)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "chars/s")
}

func bodySettings(f *Font) Settings {
	return Settings{Indent: 2 * f.Size, Autospace: 250, TrimStart: true, Hyphenate: true}
}

const bodySize = unit.Abs(1_375_000)
