package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/work"
	"jianbao/content/manifest"
)

// TestVanished: files that were found may be deleted or replaced before their issue
// is built. Then this issue fails, and no other.
func TestVanished(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	changes := []struct {
		name   string
		change func(folder string) error
		code   string
	}{
		{"folder-gone", os.RemoveAll, "file-missing"},
		{"folder-is-a-file", func(folder string) error {
			if err := os.RemoveAll(folder); err != nil {
				return err
			}
			return os.WriteFile(folder, nil, 0o666)
		}, "file-unreadable"},
		{"manifest-gone", func(folder string) error { return os.Remove(filepath.Join(folder, "issue.toml")) }, "file-missing"},
		{"manifest-is-a-folder", func(folder string) error { return turned(filepath.Join(folder, "issue.toml")) }, "file-not-regular"},
		{"manifest-is-empty", func(folder string) error { return os.Truncate(filepath.Join(folder, "issue.toml"), 0) }, "missing-key"},
		{"articles-gone", func(folder string) error { return os.RemoveAll(filepath.Join(folder, "articles")) }, "file-missing"},
		{"article-gone", func(folder string) error { return os.Remove(filepath.Join(folder, "articles", "01.txt")) }, "file-missing"},
		{"article-is-a-folder", func(folder string) error { return turned(filepath.Join(folder, "articles", "01.txt")) }, "file-not-regular"},
		{"article-is-empty", func(folder string) error { return os.Truncate(filepath.Join(folder, "articles", "01.txt"), 0) }, "empty-article"},
		{"nothing", func(string) error { return nil }, ""},
	}
	var names []string
	for _, c := range changes {
		names = append(names, c.name)
	}
	issues := writeIssues(t, dir, names...)
	for i, c := range changes {
		if err := c.change(filepath.Dir(issues[i].Path)); err != nil {
			t.Fatal(err)
		}
	}
	results := runPool(t, pool(t, 2), issues)
	for i, c := range changes {
		r := results[issues[i].Key]
		has := slices.ContainsFunc(r.Findings, func(f batch.Finding) bool { return f.Severity == "error" && f.Code == c.code })
		if want := c.code != ""; want != (r.Status == batch.Failed) || want != has || want == (len(r.PDF) > 0) {
			t.Errorf("%s: %s, %d bytes, %v; want %s", c.name, r.Status, len(r.PDF), r.Findings, c.code)
		}
	}
}

// TestFontFolderVanished: the finding for a missing folder of fonts names the folder,
// not the manifest.
func TestFontFolderVanished(t *testing.T) {
	t.Parallel()
	issues := writeIssues(t, t.TempDir(), "a")
	c := pool(t, 1)
	c.Options.FontDirs = []string{filepath.Join(t.TempDir(), "gone")}
	if r := runPool(t, c, issues)[issues[0].Key]; r.Status != batch.Failed || len(r.Findings) != 1 || r.Findings[0].Code != "batch-font-folder" {
		t.Errorf("%s %v", r.Status, r.Findings)
	}
}

// turned replaces a file by a folder.
func turned(name string) error {
	if err := os.Remove(name); err != nil {
		return err
	}
	return os.Mkdir(name, 0o777)
}

// TestChangedMeanwhile builds issues while their files are written, truncated,
// removed and replaced all the time. Every issue must have a result, and every PDF
// must be the one built from the bytes that were hashed as its inputs.
func TestChangedMeanwhile(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("files that are read cannot be replaced")
	}
	names := make([]string, 12)
	for i := range names {
		names[i] = fmt.Sprintf("n%02d", i)
	}
	issues := writeIssues(t, t.TempDir(), names...)
	stop := make(chan bool)
	var wg sync.WaitGroup
	for _, issue := range issues {
		wg.Go(func() {
			article := filepath.Join(filepath.Dir(issue.Path), "articles", "01.txt")
			manifest, err := os.ReadFile(issue.Path)
			if err != nil {
				t.Error(err)
				return
			}
			for n := 1; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				var err error
				switch text := strings.Repeat("　　稿件改了又改。\n", 1+n%40); n % 6 {
				case 0: // another file of the name, at once
					if err = os.WriteFile(article+".new", []byte(text), 0o666); err == nil {
						err = os.Rename(article+".new", article)
					}
				case 1: // the same file, cut and written
					err = os.WriteFile(article, []byte(text), 0o666)
				case 2:
					err = os.WriteFile(article, []byte(text+text), 0o666)
				case 3:
					err = os.WriteFile(issue.Path, append(manifest, fmt.Sprintf("source = \"第%d科\"\n", n)...), 0o666)
				case 4:
					if n%24 == 4 {
						err = os.Remove(article)
					}
				case 5:
					if err = os.WriteFile(issue.Path+".new", manifest, 0o666); err == nil {
						err = os.Rename(issue.Path+".new", issue.Path)
					}
				}
				if err != nil {
					t.Error(err)
					return
				}
				time.Sleep(200 * time.Microsecond) // an issue takes many times as long
			}
		})
	}
	var results []batch.Result
	var keys []string
	for range 3 {
		for key, r := range runPool(t, pool(t, 2), issues) {
			results, keys = append(results, r), append(keys, key)
		}
	}
	close(stop)
	wg.Wait()

	built := 0
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var again []batch.Issue
	first := map[string]batch.Result{}
	for i, r := range results {
		if r.Status == batch.Failed {
			for _, f := range r.Findings {
				if f.Severity == "error" && (f.Code == "internal" || strings.HasPrefix(f.Code, "worker-")) {
					t.Errorf("%s: %s: %s", keys[i], f.Code, f.Message)
				}
			}
			continue
		}
		built++
		key := fmt.Sprintf("again%02d/issue.toml", i)
		for _, in := range r.Inputs {
			writeText(t, filepath.Join(dir, filepath.Dir(key), filepath.FromSlash(in.Name)), string(in.Data))
		}
		path := filepath.Join(dir, filepath.FromSlash(key))
		again = append(again, batch.Issue{Root: dir, Key: key, Path: path, Real: path})
		first[key] = r
	}
	if built == 0 {
		t.Fatal("no issue was built from unchanged files")
	}
	for key, r := range runPool(t, pool(t, 2), again) {
		if was := first[key]; !bytes.Equal(r.PDF, was.PDF) || r.InputHash != was.InputHash {
			t.Errorf("%s: building the recorded inputs gives %d bytes, not %d", key, len(r.PDF), len(was.PDF))
		}
	}
	t.Logf("%d of %d were built", built, len(results))
}

// TestSourceReadsOnce: reading a file again returns the bytes of the first time, even
// if the file has changed; the list of inputs has the same bytes.
func TestSourceReadsOnce(t *testing.T) {
	issue := writeIssues(t, t.TempDir(), "a")[0]
	s, err := work.Open(issue, nil, work.NewCache())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const article = "articles/01.txt"
	first, err := s.Read(manifest.KindArticle, article, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(manifest.KindArticle, "articles/02.txt", 1<<20); !os.IsNotExist(err) {
		t.Errorf("a file that is not there: %v", err)
	}
	inputs := fmt.Sprint(s.Inputs())
	folder := filepath.Dir(issue.Path)
	writeText(t, filepath.Join(folder, article), "另一篇稿子\n")
	writeText(t, filepath.Join(folder, "articles", "02.txt"), "来迟了\n")
	second, err := s.Read(manifest.KindArticle, article, 1<<20)
	if err != nil || !bytes.Equal(first, second) {
		t.Errorf("read again: %q, %v; the first time %q", second, err, first)
	}
	if _, err := s.Read(manifest.KindArticle, "articles/02.txt", 1<<20); !os.IsNotExist(err) {
		t.Errorf("a file that was not there the first time: %v", err)
	}
	if _, err := s.Read(manifest.KindArticle, article, 3); err == nil {
		t.Error("a file beyond the limit of who asks again")
	}
	if now := fmt.Sprint(s.Inputs()); now != inputs {
		t.Errorf("inputs %s, before %s", now, inputs)
	}
}
