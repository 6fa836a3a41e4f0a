package main

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/backissues"
	"jianbao/cmd/jianbao/internal/batch/find"
	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/content/diag"
)

// TestBackIssues builds years of back issues with known faults in known places: each
// is reported as what it is, and nothing else is.
func TestBackIssues(t *testing.T) {
	t.Parallel()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	expected, err := backissues.Generate(dir, backissues.Least(), 1)
	if err != nil {
		t.Fatal(err)
	}
	issues := foundBelow(t, dir)
	c := pool(t, 2)
	c.Limits = batch.Limits{Timeout: time.Minute, Memory: 1 << 30}
	results := runPool(t, c, issues)
	entries := make([]batch.Entry, len(issues))
	duplicates := report.Duplicates{Lang: "en"}
	for i, issue := range issues {
		entries[i] = batch.Entry{Key: issue.Key, Result: results[issue.Key]}
		duplicates.Add(&entries[i])
	}
	for i := range entries {
		duplicates.Mark(&entries[i])
	}
	compareBackIssues(t, expected, entries)
	for _, e := range entries {
		for _, f := range e.Result.Findings {
			if strings.Contains(f.Message, "%!") || f.Message == "" {
				t.Errorf("%s: %s: %q", e.Key, f.Code, f.Message)
			}
			if filepath.IsAbs(f.Place) || strings.Contains(f.Message, dir) {
				t.Errorf("%s: %s at %s contains a path of this machine: %s", e.Key, f.Code, f.Place, f.Message)
			}
		}
	}
}

// foundBelow returns the issues of a tree, and requires that there are no other
// findings and that the outputs do not collide.
func foundBelow(t *testing.T, dir string) []batch.Issue {
	t.Helper()
	var log diag.List
	issues, err := find.Find([]string{dir}, find.Skip{}, &log)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range log.Items() {
		t.Errorf("find: %s: %s", d.Code, d.Message(diag.EN))
	}
	if _, ok := name.Outputs(issues, name.Options{}, &log); !ok {
		for _, d := range log.Items() {
			t.Errorf("names: %s: %s", d.Code, d.Message(diag.EN))
		}
	}
	return issues
}

// compareBackIssues compares the results of a tree with the expected ones, in the
// order of the keys.
func compareBackIssues(t *testing.T, expected []backissues.Expected, entries []batch.Entry) {
	t.Helper()
	byKey := map[string]*batch.Result{}
	for i := range entries {
		byKey[entries[i].Key] = &entries[i].Result
	}
	for _, e := range expected {
		r := byKey[e.Key]
		if r == nil {
			t.Errorf("%q (%s) was not found", e.Key, e.Kind)
			continue
		}
		delete(byKey, e.Key)
		severity := map[batch.Status]string{batch.Failed: "error", batch.Warning: "warning"}[r.Status]
		var codes []string
		for _, f := range r.Findings {
			if f.Severity == severity {
				codes = append(codes, f.Code)
			}
		}
		slices.Sort(codes)
		if codes = slices.Compact(codes); r.Status != e.Status || !slices.Equal(codes, e.Codes) {
			t.Errorf("%s: %q: %s %q, want %s %q", e.Kind, e.Key, r.Status, codes, e.Status, e.Codes)
		}
	}
	for key := range byKey {
		t.Errorf("%q was not made, and is an issue", key)
	}
}

// TestDamagedBackIssues changes, removes and doubles bytes of such a tree at random.
// Each issue ends with a file or a finding, and never with a crash; by default every
// third of them is built.
func TestDamagedBackIssues(t *testing.T) {
	t.Parallel()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backissues.Generate(dir, backissues.Least(), 2); err != nil {
		t.Fatal(err)
	}
	issues := foundBelow(t, dir)
	if os.Getenv("JIANBAO_THOROUGH") == "" { // every third
		n := 0
		issues = slices.DeleteFunc(issues, func(batch.Issue) bool { n++; return n%3 != 0 })
	}
	r := rand.New(rand.NewPCG(1, 2))
	damaged := 0
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		info, err := e.Info()
		if err != nil || info.Size() == 0 || info.Size() > 1<<20 || info.Mode().Perm()&0o400 == 0 || r.IntN(5) > 0 {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		damaged++
		return os.WriteFile(path, damage(r, data), 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[batch.Status]int{}
	for key, result := range runPool(t, pool(t, 2), issues) {
		counts[result.Status]++
		if (result.Status == batch.Failed) != (result.Errors > 0) || (result.Status == batch.Failed) == bytes.HasPrefix(result.PDF, []byte("%PDF-")) {
			t.Errorf("%q: %s with %d errors and %d bytes", key, result.Status, result.Errors, len(result.PDF))
		}
		for _, f := range result.Findings {
			if f.Code == "internal" || strings.HasPrefix(f.Code, "worker-") {
				t.Errorf("%q: %s: %s", key, f.Code, f.Message)
			}
		}
	}
	t.Logf("%d files were damaged: %v", damaged, counts)
	if damaged < 80 || counts[batch.OK] == 0 {
		t.Errorf("%d files were damaged: %v", damaged, counts)
	}
}

// damage changes some bytes of a file.
func damage(r *rand.Rand, data []byte) []byte {
	for range 1 + r.IntN(4) {
		if len(data) == 0 {
			return data
		}
		from := r.IntN(len(data))
		to := min(len(data), from+1+r.IntN(8))
		switch r.IntN(5) {
		case 0:
			data[from] ^= 1 << r.IntN(8)
		case 1:
			data[from] = byte(r.IntN(256))
		case 2:
			data = slices.Delete(data, from, to)
		case 3:
			data = slices.Insert(data, from, slices.Clone(data[from:to])...)
		case 4:
			data = data[:to]
		}
	}
	return data
}
