package check_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"jianbao/layout/check"
	"jianbao/layout/unit"
)

var qualityMeasures = []int{8, 12, 16, 20, 24, 28, 31, 36, 42}

// qualityText is the paragraphs to measure: testdata's, or those of the file or
// folder (its .txt files, at any depth) that JIANBAO_QUALITY_TEXT names.
func qualityText(tb testing.TB) (name string, texts []string) {
	name = os.Getenv("JIANBAO_QUALITY_TEXT")
	if name == "" {
		name = "../../testdata/paragraphs/plain.txt"
	}
	var files []string
	err := filepath.WalkDir(name, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && (path == name || strings.HasSuffix(path, ".txt")) {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	sort.Strings(files)
	for _, f := range files {
		texts = append(texts, paragraphs(tb, f)...)
	}
	if len(texts) == 0 {
		tb.Fatalf("no paragraph in %s", name)
	}
	return name, texts
}

// measureQuality typesets the paragraphs in Noto Serif SC with its own Latin,
// indented by 2 em.
func measureQuality(tb testing.TB, texts []string) map[int]*check.Quality {
	s := newTypesetter(serif(tb))
	s.font.Stack.Latin = s.font.Stack.Han[:1]
	s.settings.Hyphenate = os.Getenv("JIANBAO_QUALITY_HYPHENATE") != "no"
	out := map[int]*check.Quality{}
	for _, m := range qualityMeasures {
		out[m] = &check.Quality{}
	}
	for _, text := range texts {
		p := s.prepare(text)
		for _, m := range qualityMeasures {
			settings := s.check
			settings.Measure = unit.Abs(m) * size
			out[m].Add(text, p.Break(settings.Measure), settings)
		}
	}
	return out
}

func milli(n int) string { return fmt.Sprintf("%d.%03d", n/1000, n%1000) }

// TestQualityTable prints, with -v, what readers see at each measure, and fails
// where it is not what it must be: no bad start or end, at 12 em and more no
// last line of one character, no Han–Latin gap outside ⅛–½ em.
func TestQualityTable(t *testing.T) {
	name, texts := qualityText(t)
	results := measureQuality(t, texts)
	t.Logf("%d paragraphs of %s", len(texts), name)
	t.Logf("%3s %6s %6s %6s %4s %5s  %-11s %5s %4s %6s %6s %5s %6s %4s", "em", "lines", "p95", "max", "one", "short", "Han–Latin", "start", "end", "loose", "ragged", "force", "hyphen", "run")
	for _, m := range qualityMeasures {
		q := results[m]
		p95, most := q.Gap()
		t.Logf("%3d %6d %6s %6s %4d %5d  %s–%s %5d %4d %6d %6d %5d %6d %4d", m, q.Lines, milli(p95), milli(most), q.LastOne, q.LastShort,
			milli(q.ScriptFrom), milli(q.ScriptTo), q.BadStart, q.BadEnd, q.Loose, q.Ragged, q.Forced, q.Hyphens, q.StretchedRun)
		if most > 0 {
			t.Logf("%10s the widest: %s", "", q.Worst)
		}
		if q.BadStart+q.BadEnd > 0 {
			t.Errorf("%d em: %d bad starts, %d bad ends", m, q.BadStart, q.BadEnd)
		}
		if m >= 12 && q.LastOne > 0 {
			t.Errorf("%d em: %d last lines of one character", m, q.LastOne)
		}
		if q.ScriptTo > 0 && (q.ScriptFrom < 125 || q.ScriptTo > 500) {
			t.Errorf("%d em: Han–Latin gaps from %s to %s em", m, milli(q.ScriptFrom), milli(q.ScriptTo))
		}
	}
}

// BenchmarkQuality reports the same figures as metrics, in addition to the time
// for the complete text at a measure.
func BenchmarkQuality(b *testing.B) {
	_, texts := qualityText(b)
	results := measureQuality(b, texts)
	for _, m := range qualityMeasures {
		b.Run(fmt.Sprintf("em=%d", m), func(b *testing.B) {
			s := newTypesetter(serif(b))
			chars := 0
			for _, text := range texts {
				chars += len([]rune(text))
			}
			for b.Loop() {
				for _, text := range texts {
					s.prepare(text).Break(unit.Abs(m) * size)
				}
			}
			p95, most := results[m].Gap()
			b.ReportMetric(float64(p95)/1000, "gap-p95-em")
			b.ReportMetric(float64(most)/1000, "gap-max-em")
			b.ReportMetric(float64(results[m].LastOne), "one-char-last")
			b.ReportMetric(float64(results[m].Loose), "loose")
			b.ReportMetric(float64(chars)*float64(b.N)/b.Elapsed().Seconds(), "chars/s")
		})
	}
}
