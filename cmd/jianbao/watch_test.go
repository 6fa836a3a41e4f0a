package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// watchedHead is a manifest up to the file of its first article.
const watchedHead = `schema = 1
[publication]
title = "石塘简讯"
[issue]
year = 2026
number = 3
date = 2026-03-15
[[section]]
title = "要闻"
[[section.article]]
title = "渠水放到了田里"
`

const watchedIssue = watchedHead + `file = "articles/01.txt"
`

// watchSteps runs watch on a folder and does one step at each pause of polling; the run
// ends after the last. It returns what stdout and stderr have after each.
func watchSteps(t *testing.T, dir string, args []string, steps ...func()) (lines, messages []string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	take := func() {
		lines, messages = append(lines, stdout.String()), append(messages, stderr.String())
		stdout.Reset()
		stderr.Reset()
	}
	n := 0
	sys := &system{
		stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }, systemLang: func() string { return "" },
		now: func() time.Time { return time.Date(2026, 3, 15, 8, 30, 0, 0, time.UTC) },
		pause: func(d time.Duration, _ <-chan struct{}) bool {
			if d == settleFor {
				return true
			}
			if take(); n == len(steps) {
				return false
			}
			steps[n]()
			n++
			return true
		},
		openFile: func(path string) error {
			stdout.WriteString("opened " + filepath.ToSlash(path) + "\n")
			return nil
		},
	}
	if status := run(sys, append([]string{"watch", "--lang", "en"}, args...)); status != statusDone {
		t.Fatalf("status %d %s", status, &stderr)
	}
	for _, pattern := range []string{".*.tmp", "*/.*.tmp"} {
		if left, _ := filepath.Glob(filepath.Join(dir, pattern)); len(left) > 0 {
			t.Errorf("temporary files %q", left)
		}
	}
	return lines, messages
}

// TestWatch: what is built after each kind of change, what is printed, and that the last
// good PDF stays.
func TestWatch(t *testing.T) {
	top := t.TempDir()
	dir := filepath.Join(top, "刊", "03")
	article, pdf := filepath.Join(dir, "articles", "01.txt"), filepath.Join(dir, "03.pdf")
	writeText(t, filepath.Join(dir, "issue.toml"), watchedIssue)
	writeText(t, article, "渠水放到了田里。\n")
	shown := filepath.ToSlash(pdf)
	var good []byte
	read := func() []byte {
		data, err := os.ReadFile(pdf)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	old := filepath.Join(top, "old")
	lines, messages := watchSteps(t, dir, []string{"--open", dir},
		func() { good = read() }, // 0: nothing has changed
		func() { writeText(t, article, "渠水放到了田里，秧也插了。\n") },
		func() { // 2: an error: the file is gone
			if bytes.Equal(good, read()) {
				t.Error("a change of the article is not in the PDF")
			}
			good = read()
			must(os.Remove(article))
		},
		func() { // 3: it is back
			if !bytes.Equal(good, read()) {
				t.Error("an error has changed the PDF")
			}
			writeText(t, article, "渠水放到了田里，稻也熟了。\n")
		},
		func() { // 4: publication.toml appears
			writeText(t, filepath.Join(top, "刊", "publication.toml"), "schema = 1\n[style]\ntheme = \"look.toml\"\n")
		},
		func() { // 5: so does the theme that it names
			writeText(t, filepath.Join(top, "刊", "look.toml"), "extends = \"jianbao\"\n")
		},
		func() { // 6: a folder is replaced by another of the same files, sizes and times
			good = read()
			must(os.Rename(filepath.Join(dir, "articles"), old))
			info, err := os.Stat(filepath.Join(old, "01.txt"))
			must(err)
			writeText(t, article, "渠水放到了田里，粮也收了。\n")
			must(os.Chtimes(article, info.ModTime(), info.ModTime()))
		},
		func() { // 7: an editor saves by renaming
			if bytes.Equal(good, read()) {
				t.Error("a replaced folder is not in the PDF")
			}
			writeText(t, article+"~", "渠水放到了田里，人也来了。\n")
			must(os.Rename(article+"~", article))
		},
		func() {
			writeText(t, filepath.Join(dir, "issue.toml"), strings.Replace(watchedIssue, "title = \"要闻\"", "titel = 3", 1))
		},
		func() {}, // 9: nothing
	)
	wants := []string{
		"08:30:00 " + shown + ": 3 pages\nopened " + shown + "\n", "", "08:30:00 " + shown + ": 3 pages\n", "08:30:00 " + shown + ": 1 error, PDF not updated\n",
		"08:30:00 " + shown + ": 3 pages\n", "1 error", ": 1 page", ": 1 page", ": 1 page", "2 errors, 2 notices, PDF not updated\n", "",
	}
	for i, want := range wants {
		if i < 5 && lines[i] != want || !strings.Contains(lines[i], want) || want == "" && lines[i] != "" {
			t.Errorf("after step %d: %q, want %q", i-1, lines[i], want)
		}
	}
	for i, code := range map[int]string{3: "file-missing", 5: "theme-missing", 9: "unknown-key"} {
		if strings.Count(messages[i], code) != 1 {
			t.Errorf("after step %d: %q", i-1, messages[i])
		}
	}
	if messages[4] != "" || messages[10] != "" || strings.Contains(messages[7], "font-substitute") {
		t.Errorf("findings that were there before: %q", messages)
	}
}

// TestWatchGrowing: a file that is still growing is waited for, and a change while an issue
// is built is not lost.
func TestWatchGrowing(t *testing.T) {
	dir := t.TempDir()
	article := filepath.Join(dir, "articles", "01.txt")
	writeText(t, filepath.Join(dir, "issue.toml"), watchedIssue)
	writeText(t, article, "渠水。\n")
	var stdout bytes.Buffer
	polls, settles := 0, 0
	text := "渠水。\n"
	sys := &system{
		stdout: &stdout, stderr: &stdout, getenv: func(string) string { return "" }, systemLang: func() string { return "" },
		pause: func(d time.Duration, _ <-chan struct{}) bool {
			if d == settleFor {
				if settles++; settles < 5 {
					text += "秧也插了，稻也熟了。\n"
					writeText(t, article, text)
				}
				return true
			}
			if polls++; polls == 1 {
				writeText(t, article, text+"秧。\n")
			}
			return polls < 3
		},
	}
	if status := run(sys, []string{"watch", "--lang", "en", "--dump", filepath.Join(dir, "lines.jsonl"), dir}); status != statusDone {
		t.Fatal(&stdout)
	}
	if builds := strings.Count(stdout.String(), "\n"); builds != 2 || settles != 5 {
		t.Errorf("%d builds, %d looks at a growing file\n%s", builds, settles, &stdout)
	}
	lines, err := os.ReadFile(filepath.Join(dir, "lines.jsonl"))
	if err != nil || strings.Count(string(lines), "秧也插了") != 4 {
		t.Errorf("the PDF does not have the whole file: %v", err)
	}
}

// TestWatchMemory: what is kept does not grow with the number of builds.
func TestWatchMemory(t *testing.T) {
	dir := t.TempDir()
	builds := 40
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		builds = 3000
	}
	article := filepath.Join(dir, "articles", "01.txt")
	writeText(t, filepath.Join(dir, "issue.toml"), watchedIssue+"[style.fonts]\nkai = \"kai.ttf\"\n")
	font, err := os.ReadFile(filepath.Join("..", "..", "fonts", "bundled", "SourceSerif4_400Regular.ttf"))
	if err != nil {
		t.Fatal(err)
	}
	writeText(t, filepath.Join(dir, "kai.ttf"), string(font))
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var early, late uint64
	steps := make([]func(), builds)
	for i := range steps {
		steps[i] = func() {
			switch i {
			case builds / 4:
				early = heap()
			case builds - 1:
				late = heap()
			}
			writeText(t, article, strings.Repeat("渠水放到了田里，今年的秧插得早。\n", 1+i%7))
		}
	}
	watchSteps(t, dir, []string{dir}, steps...)
	if late > early+4<<20 {
		t.Errorf("%d bytes after a quarter of the builds, %d after all", early, late)
	}
}

// TestWatchArguments: stdout is for the lines of the builds.
func TestWatchArguments(t *testing.T) {
	for _, args := range [][]string{{"-o", "-"}, {"--dump", "-"}, {"--report", "-"}} {
		if status, _, stderr := quietly(append([]string{"watch", "x"}, args...)...); status != statusUsage || !strings.Contains(stderr, "usage-watch-stdout") {
			t.Errorf("%v: status %d %s", args, status, stderr)
		}
	}
}
