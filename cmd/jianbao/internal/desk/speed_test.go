package desk

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkKey measures the desk's own work for a key in a median article: from the
// edited text to the pages, and to the findings.
func BenchmarkKey(b *testing.B) {
	for _, c := range []struct {
		name  string
		times int
	}{{"sample", 1}, {"book", 19}} {
		b.Run(c.name, func(b *testing.B) {
			dir := b.TempDir()
			repeatIssue(b, filepath.Join("..", "..", "..", "..", "testdata", "issues", "heyuan-2024-06"), dir, c.times)
			w, err := openWork(Options{}, dir)
			if err != nil {
				b.Fatal(err)
			}
			w.compose()
			name := medianArticle(b, w, dir)
			b.ReportMetric(float64(len(w.state().pages)), "pages")
			random := rand.New(rand.NewPCG(1, 2))
			var took []time.Duration
			for b.Loop() {
				info, err := w.textOf(name)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := w.edit(name, withKey(info.Text, random)); err != nil {
					b.Fatal(err)
				}
				<-w.changed
				begun := time.Now()
				w.compose()
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/p50")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms/p95")
		})
	}
}

// withKey returns a text after a key at a random place: a character more, or one less.
func withKey(text string, random *rand.Rand) string {
	runes := []rune(text)
	at := len(runes)/4 + random.IntN(len(runes)/2)
	if random.IntN(3) == 0 && runes[at] != '\n' {
		return string(slices.Delete(runes, at, at+1))
	}
	return string(slices.Insert(runes, at, []rune("的一是在不了有和人这中大为上个国我以要他")[random.IntN(20)]))
}

// repeatIssue writes an issue whose sections are repeated so often, with files of their
// own.
func repeatIssue(tb testing.TB, from, to string, times int) {
	tb.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		tb.Fatal(err)
	}
	manifest, err := os.ReadFile(filepath.Join(from, manifestName))
	if err != nil {
		tb.Fatal(err)
	}
	head, sections, ok := strings.Cut(string(manifest), "[[section]]")
	if !ok {
		tb.Fatal("no sections")
	}
	sections = "[[section]]" + sections
	all := head + sections
	for n := 2; n <= times; n++ {
		folder := fmt.Sprintf("articles%02d", n)
		if err := os.CopyFS(filepath.Join(to, folder), os.DirFS(filepath.Join(from, "articles"))); err != nil {
			tb.Fatal(err)
		}
		all += strings.ReplaceAll(sections, `"articles/`, `"`+folder+"/")
	}
	if err := os.WriteFile(filepath.Join(to, manifestName), []byte(all), 0o666); err != nil {
		tb.Fatal(err)
	}
}

// medianArticle returns the article whose file is of the median size.
func medianArticle(tb testing.TB, w *work, dir string) string {
	tb.Helper()
	sizes := map[string]int64{}
	var names []string
	for _, a := range w.state().articles {
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(a.File))); a.File != "" && err == nil && sizes[a.File] == 0 {
			sizes[a.File] = info.Size()
			names = append(names, a.File)
		}
	}
	if len(names) == 0 {
		tb.Fatal("no articles")
	}
	slices.SortFunc(names, func(a, b string) int {
		if sizes[a] != sizes[b] {
			return int(sizes[a] - sizes[b])
		}
		return strings.Compare(a, b)
	})
	return names[len(names)/2]
}

// BenchmarkField measures the desk's own work for a change of the manifest: of the title
// of an article in the middle, and of the imprint.
func BenchmarkField(b *testing.B) {
	dir := b.TempDir()
	repeatIssue(b, filepath.Join("..", "..", "..", "..", "testdata", "issues", "heyuan-2024-06"), dir, 19)
	w, err := openWork(Options{}, dir)
	if err != nil {
		b.Fatal(err)
	}
	w.compose()
	for _, c := range []struct {
		name string
		request
	}{
		{"title", request{Article: 200, Table: "section.article", Key: "title", Type: "text"}},
		{"source", request{Article: 200, Table: "section.article", Key: "source", Type: "text"}},
		{"copies", request{Article: -1, Table: "imprint", Key: "copies", Type: "int"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took []time.Duration
			var all stages
			for n := 0; b.Loop(); n++ {
				q := c.request
				q.Action, q.Value = "set", fmt.Sprint(1000+n%7)
				if _, err := w.do(&q); err != nil {
					b.Fatal(err)
				}
				<-w.changed
				begun := time.Now()
				w.compose()
				took = append(took, time.Since(begun))
				s := w.state().took
				all = stages{all.read + s.read, all.compose + s.compose, all.draw + s.draw, all.proof + s.proof}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/p50")
			for name, d := range map[string]time.Duration{"read": all.read, "compose": all.compose, "draw": all.draw, "proof": all.proof} {
				b.ReportMetric(float64(d.Microseconds())/1000/float64(len(took)), "ms/"+name)
			}
		})
	}
}
