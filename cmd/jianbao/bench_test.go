package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/worker"
)

// BenchmarkBatchIssue measures the work of a warm worker for one issue: reading,
// typesetting, writing in memory, hashing.
func BenchmarkBatchIssue(b *testing.B) {
	for _, profile := range []string{"screen", "archive"} {
		b.Run(profile, func(b *testing.B) {
			dir, err := filepath.Abs("../../testdata/issues/heyuan-2024-06")
			if err != nil {
				b.Fatal(err)
			}
			if other := os.Getenv("JIANBAO_BENCH_ISSUE"); other != "" {
				dir = other
			}
			manifest := filepath.Join(dir, "issue.toml")
			build := worker.New(worker.Config{Log: io.Discard}, batch.Options{Profile: profile, Lang: "en"})
			pages := 0
			for b.Loop() {
				r := build(batch.Issue{Key: "issue.toml", Path: manifest, Real: manifest})
				if r.Status == batch.Failed {
					b.Fatal(r.Findings)
				}
				pages = r.Pages
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "issues/s")
			b.ReportMetric(float64(pages), "pages")
		})
	}
}
