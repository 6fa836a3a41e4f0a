package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/work"
	"jianbao/content/linktest"
	"jianbao/content/manifest"
	"jianbao/content/parallel"
	"jianbao/fonts/fonttest"
)

// sabotageVar is the environment variable that makes the workers of this test binary
// fail at certain issues: "crash=a/issue.toml hang=b/issue.toml".
const sabotageVar = "JIANBAO_SABOTAGE"

// hungVar is the environment variable with the file that a worker makes before it hangs,
// so that the test need not wait, and no other issue has to end within some seconds.
const hungVar = "JIANBAO_HUNG"

// afterHung returns a function for work.Config.After: the time of an issue has passed when
// the file exists and the issue is the one that hangs by the orders.
func afterHung(file, orders string) func(batch.Issue, time.Duration) <-chan time.Time {
	return func(issue batch.Issue, _ time.Duration) <-chan time.Time {
		late := make(chan time.Time, 1)
		if slices.Contains(strings.Fields(orders), "hang="+issue.Key) {
			go func() {
				for {
					if _, err := os.Stat(file); err == nil {
						late <- time.Now()
						return
					}
					time.Sleep(5 * time.Millisecond)
				}
			}()
		}
		return late
	}
}

// saboteur is main for tests: the command, with workers that can be made to fail.
func saboteur() {
	sys := newSystem()
	sys.sabotage = func(key string) {
		for _, order := range strings.Fields(os.Getenv(sabotageVar)) {
			if what, whom, _ := strings.Cut(order, "="); whom == key {
				sabotage(what)
			}
		}
	}
	if file := os.Getenv(hungVar); file != "" {
		sys.after = afterHung(file, os.Getenv(sabotageVar))
	}
	os.Exit(start(sys, os.Args[1:]))
}

// sabotaged returns a command whose workers fail according to orders.
func sabotaged(command func() *exec.Cmd, orders string, env ...string) func() *exec.Cmd {
	return func() *exec.Cmd {
		cmd := command()
		cmd.Env = append(append(cmd.Env, sabotageVar+"="+orders), env...)
		return cmd
	}
}

func sabotage(what string) {
	switch what {
	case "overflow":
		debug.SetMaxStack(16 << 20) // it takes seconds to fill a gigabyte
		fmt.Fprintln(os.Stderr, deeper(1))
	case "crash":
		done := make(chan bool)
		go func() { panic("sabotage at 0xc000123456") }()
		<-done
	case "panic":
		panic("a bug")
	case "exit":
		os.Exit(7)
	case "hang":
		if file := os.Getenv(hungVar); file != "" {
			if err := os.WriteFile(file, nil, 0o666); err != nil {
				panic(err)
			}
		}
		time.Sleep(24 * time.Hour)
	case "spin":
		for n := 0; ; n++ {
			runtime.KeepAlive(n)
		}
	case "sleep":
		time.Sleep(300 * time.Millisecond)
	case "memory":
		var hoard [][]byte
		for {
			b := make([]byte, 1<<20)
			for i := 0; i < len(b); i += os.Getpagesize() {
				b[i] = 1
			}
			time.Sleep(time.Millisecond) // the limit is checked now and then
			hoard = append(hoard, b)
			runtime.KeepAlive(hoard)
		}
	case "garble":
		os.Stdout.WriteString("this is no frame, and was never meant to be one\n")
	}
}

//lint:ignore SA5007 the stack is to overflow: it is what no worker can recover from
func deeper(n int) int { return deeper(n+1) + n }

const tinyIssue = `schema = 1
[publication]
title = "工作简报"
issuer = ["办公室"]
[issue]
year = 2024
number = "%s"
date = 2024-05-01
%s
[[section]]
title = "动态"
[[section.article]]
title = "第%s期的头一篇"
file = "articles/01.txt"
`

// writeIssues makes issues in folders of their own and returns them.
func writeIssues(t *testing.T, dir string, names ...string) []batch.Issue {
	t.Helper()
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	var list []batch.Issue
	for i, name := range names {
		number := itoa(i + 1)
		writeText(t, filepath.Join(dir, name, "issue.toml"), fmt.Sprintf(tinyIssue, number, "", number))
		writeText(t, filepath.Join(dir, name, "articles", "01.txt"), "　　一季度各项工作有序推进，"+name+"。\n")
		key := name + "/issue.toml"
		path := filepath.Join(dir, filepath.FromSlash(key))
		list = append(list, batch.Issue{Root: dir, Key: key, Path: path, Real: path})
	}
	return list
}

func writeText(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// pool is a run with workers that are this test binary.
func pool(t *testing.T, workers int) work.Config {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return work.Config{
		Workers: workers, Command: work.Command(program, workerName, workers), Tool: "jianbao test",
		Options: batch.Options{Profile: "archive", Build: buildIdentity(), Lang: "en"},
		Limits:  batch.Limits{Timeout: 30 * time.Second, Memory: 512 << 20},
		Log:     func(issue batch.Issue, stderr string) { t.Logf("%s: %.300s", issue.Key, stderr) },
	}
}

// runPool returns the results by key.
func runPool(t *testing.T, c work.Config, issues []batch.Issue) map[string]batch.Result {
	t.Helper()
	results := map[string]batch.Result{}
	err := work.Run(context.Background(), c, issues, nil, func(i int, r batch.Result) error {
		if _, twice := results[issues[i].Key]; twice {
			t.Errorf("%s comes twice", issues[i].Key)
		}
		results[issues[i].Key] = r
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(results) != len(issues) {
		t.Errorf("%d results of %d issues", len(results), len(issues))
	}
	return results
}

// TestPanicOfThePoolIsTheCallers: a panic in the pool reaches its caller; here it is
// in the function that logs the output of a crashed worker.
func TestPanicOfThePoolIsTheCallers(t *testing.T) {
	t.Parallel()
	issues := writeIssues(t, t.TempDir(), "a", "b", "c", "d")
	c := pool(t, 2)
	c.Command = sabotaged(c.Command, "crash=b/issue.toml")
	c.Log = func(batch.Issue, string) { panic("a bug in the log") }
	defer func() {
		v := recover()
		if v == nil {
			t.Fatal("no panic")
		}
		if p := parallel.Recovered(v); p.Value != "b/issue.toml: a bug in the log" || !strings.Contains(string(p.Stack), "pool).logStderr") {
			t.Errorf("got %v", p)
		}
	}()
	work.Run(context.Background(), c, issues, nil, func(int, batch.Result) error { return nil })
}

// TestBrokenWorkers: if a worker fails in any way, its issue has one failed result
// with the reason, and the results of all others do not change.
func TestBrokenWorkers(t *testing.T) {
	t.Parallel()
	names := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "k"}
	issues := writeIssues(t, t.TempDir(), names...)
	sound := runPool(t, pool(t, 2), issues)
	for key, r := range sound {
		if r.Status != batch.OK || !bytes.HasPrefix(r.PDF, []byte("%PDF-")) {
			t.Fatalf("%s: %s %v", key, r.Status, r.Findings)
		}
	}
	c := pool(t, 2)
	orders, hung := "overflow=b/issue.toml crash=c/issue.toml hang=d/issue.toml memory=e/issue.toml exit=g/issue.toml panic=h/issue.toml garble=i/issue.toml", filepath.Join(t.TempDir(), "hung")
	c.Command = sabotaged(c.Command, orders, hungVar+"="+hung)
	c.Limits = batch.Limits{Timeout: 8 * time.Second, Memory: 256 << 20}
	c.After = afterHung(hung, orders)
	broken := runPool(t, c, issues)
	want := map[string][2]string{
		"b": {"worker-crashed", "stack"}, "c": {"worker-crashed", "sabotage at 0x…"}, "d": {"worker-timeout", "8s"},
		"e": {"worker-memory", "256"}, "g": {"worker-crashed", "exit status 7"}, "h": {"internal", "a bug"},
		"i": {"worker-crashed", "frame"},
	}
	for _, name := range names {
		key := name + "/issue.toml"
		r := broken[key]
		w, isBroken := want[name]
		if !isBroken {
			if !bytes.Equal(r.PDF, sound[key].PDF) || !bytes.Equal(r.Sidecar, sound[key].Sidecar) || r.InputHash != sound[key].InputHash {
				t.Errorf("%s is not what it was without the others' failures: %s %v", name, r.Status, r.Findings)
			}
			continue
		}
		if r.Status != batch.Failed || r.Errors != 1 || len(r.Findings) != 1 || r.Findings[0].Code != w[0] ||
			!strings.Contains(r.Findings[0].Message, w[1]) || len(r.PDF) > 0 {
			t.Errorf("%s: %s, %d errors, %v; want %s: … %s …", name, r.Status, r.Errors, r.Findings, w[0], w[1])
		}
	}
}

// TestWorkersSameBytes: results do not depend on the number of workers or the order of
// the issues.
func TestWorkersSameBytes(t *testing.T) {
	t.Parallel()
	issues := writeIssues(t, t.TempDir(), "a", "b", "c", "d", "e", "f", "g")
	first := runPool(t, pool(t, 1), issues)
	for _, workers := range []int{2, 4} {
		slices.Reverse(issues)
		for key, r := range runPool(t, pool(t, workers), issues) {
			a := first[key]
			if !bytes.Equal(a.PDF, r.PDF) || !bytes.Equal(a.Sidecar, r.Sidecar) || a.InputHash != r.InputHash || fmt.Sprint(a.Inputs) != fmt.Sprint(r.Inputs) {
				t.Errorf("%d workers: %s differs", workers, key)
			}
		}
	}
}

// TestSameAsBuild: batch and build make the same file.
func TestSameAsBuild(t *testing.T) {
	t.Parallel()
	issues := writeIssues(t, t.TempDir(), "a")
	r := runPool(t, pool(t, 1), issues)[issues[0].Key]
	out := filepath.Join(t.TempDir(), "a.pdf")
	var stderr bytes.Buffer
	sys := &system{stdout: &stderr, stderr: &stderr, getenv: func(string) string { return "" }, systemLang: func() string { return "" }}
	if status := run(sys, []string{"build", "--profile", "archive", "-o", out, issues[0].Path}); status != statusDone {
		t.Fatalf("build: status %d: %s", status, &stderr)
	}
	built, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(built, r.PDF) {
		t.Error("the file of a batch is not that of build")
	}
	if r.Profile != "archive PDF/A-2u" || r.Number != "第1期" || r.Title != "工作简报" || r.Pages == 0 || len(r.Fonts) == 0 {
		t.Errorf("result: %q %q %q, %d pages, fonts %v", r.Profile, r.Number, r.Title, r.Pages, r.Fonts)
	}
	for _, element := range []string{`"题名": "工作简报 2024 年第 1 期"`, `"责任者": "办公室"`, `"日期": "2024-05-01"`, `"格式信息": "archive PDF/A-2u"`} {
		if !strings.Contains(string(r.Sidecar), element) {
			t.Errorf("the sidecar lacks %s:\n%s", element, r.Sidecar)
		}
	}
}

// TestInputs: every file is listed with the bytes that were read, and the input
// hash follows each of them.
func TestInputs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fontDir := t.TempDir()
	issues := writeIssues(t, dir, "a")
	font := fonttest.Data(fonttest.Family("Office"))
	writeText(t, filepath.Join(fontDir, "office.otf"), string(font))
	writeText(t, filepath.Join(dir, "a", "look.toml"), "extends = \"bulletin\"\n")
	writeText(t, issues[0].Path, fmt.Sprintf(tinyIssue, "1", "[style]\ntheme = \"./look.toml\"\n[style.fonts]\nhei = \"C/Fonts/office.otf\"\n", "1"))
	c := pool(t, 1)
	c.Options.FontDirs = []string{fontDir}
	r := runPool(t, c, issues)[issues[0].Key]
	if r.Status == batch.Failed {
		t.Fatal(r.Findings)
	}
	var got []string
	for _, in := range r.Inputs {
		got = append(got, in.Kind+" "+in.Name)
		if (len(in.Data) == 0) != (in.Kind == manifest.KindFont) {
			t.Errorf("%s: %d bytes", in.Name, len(in.Data))
		}
	}
	if want := []string{"article articles/01.txt", "manifest issue.toml", "theme look.toml", "font office.otf"}; !slices.Equal(got, want) {
		t.Errorf("inputs %q, want %q", got, want)
	}
	now := func() string { return work.Current(issues[0], r.Inputs, c.Options, work.NewCache()) }
	if now() != r.InputHash || r.InputHash == "" {
		t.Fatalf("nothing has changed: %q, %q", now(), r.InputHash)
	}
	for _, name := range []string{"a/articles/01.txt", "a/issue.toml", "a/look.toml", filepath.Join(fontDir, "office.otf")} {
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		was, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for what, change := range map[string]func() error{
			"changed": func() error { return os.WriteFile(name, append([]byte("#"), was[1:]...), 0o666) },
			"grown":   func() error { return os.WriteFile(name, append(slices.Clip(was), '\n'), 0o666) },
			"gone":    func() error { return os.Remove(name) },
		} {
			if err := change(); err != nil {
				t.Fatal(err)
			}
			if now() == r.InputHash {
				t.Errorf("%s %s, and the hash is the same", name, what)
			}
			if err := os.WriteFile(name, was, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if now() != r.InputHash {
			t.Errorf("%s is as it was, and the hash is not", name)
		}
	}
	// A font that appears where the issue looks first is another font.
	writeText(t, filepath.Join(dir, "a", "C/Fonts/office.otf"), string(font))
	if now() == r.InputHash {
		t.Error("a font below the issue's folder comes first, and the hash is the same")
	}
	for _, o := range []batch.Options{
		{Profile: "screen", Build: c.Options.Build, Lang: "en"}, {Profile: "archive", Build: "another", Lang: "en"},
		{Profile: "archive", Build: c.Options.Build, Lang: "en", Epoch: "0"}, {Profile: "archive", Standard: "2a", Build: c.Options.Build, Lang: "en"},
	} {
		if work.InputHash(r.Inputs, o) == r.InputHash {
			t.Errorf("%+v gives the same hash", o)
		}
	}
}

// TestOutside: a batch reads no file outside the issue's folder.
func TestOutside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeText(t, filepath.Join(dir, "secret", "f.otf"), "a font")
	writeText(t, filepath.Join(dir, "secret", "look.toml"), "extends = \"bulletin\"\n")
	issues := writeIssues(t, dir, "a", "b", "c", "d")
	writeText(t, issues[0].Path, fmt.Sprintf(tinyIssue, "1", "[style.fonts]\nhei = \"../secret/f.otf\"\n", "1"))
	writeText(t, issues[1].Path, fmt.Sprintf(tinyIssue, "2", "[style]\ntheme = \"../secret/look.toml\"\n", "2"))
	writeText(t, issues[2].Path, fmt.Sprintf(tinyIssue, "3", "[style.fonts]\nhei = \""+filepath.ToSlash(dir)+"/secret/f.otf\"\n", "3"))
	want := "batch-outside"
	if err := linktest.Make("../secret/f.otf", filepath.Join(dir, "d", "f.otf")); err != nil {
		t.Log(err)
		issues = issues[:3]
	} else {
		writeText(t, issues[3].Path, fmt.Sprintf(tinyIssue, "4", "[style.fonts]\nhei = \"f.otf\"\n", "4"))
	}
	for key, r := range runPool(t, pool(t, 2), issues) {
		if r.Status != batch.Failed || !slices.ContainsFunc(r.Findings, func(f batch.Finding) bool { return f.Code == want && f.Place != "" }) {
			t.Errorf("%s: %s %v", key, r.Status, r.Findings)
		}
	}
}

// TestStop: after a stop current issues are finished and no others are started; a
// cancelled run ends at once.
func TestStop(t *testing.T) {
	t.Parallel()
	issues := writeIssues(t, t.TempDir(), "a", "b", "c", "d", "e", "f")
	var orders []string
	for _, i := range issues {
		orders = append(orders, "sleep="+i.Key)
	}
	c := pool(t, 1)
	slow := c
	slow.Command = sabotaged(c.Command, strings.Join(orders, " "))
	stop := make(chan struct{})
	n := 0
	var once sync.Once
	err := work.Run(context.Background(), slow, issues, stop, func(i int, r batch.Result) error {
		n++
		if r.Status != batch.OK {
			t.Errorf("%d: %v", i, r.Findings)
		}
		once.Do(func() { close(stop) })
		return nil
	})
	if err != nil || n < 1 || n > 3 {
		t.Errorf("%d issues were finished: %v", n, err)
	}

	// Without a limit of its own this issue would never end.
	busy := c
	busy.Command, busy.Limits.Timeout = sabotaged(c.Command, "spin=a/issue.toml"), 0
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	err = work.Run(ctx, busy, issues[:1], nil, func(int, batch.Result) error { return nil })
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("ended with %v", err)
	}

	full := errors.New("full")
	err = work.Run(context.Background(), pool(t, 2), issues[1:], nil, func(int, batch.Result) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("an error of the receiver: %v", err)
	}
}

// TestOtherBuild: a worker of another build of the program is refused.
func TestOtherBuild(t *testing.T) {
	t.Parallel()
	issues := writeIssues(t, t.TempDir(), "a")
	c := pool(t, 1)
	c.Options.Build = "another"
	err := work.Run(context.Background(), c, issues, nil, func(int, batch.Result) error { return nil })
	if !errors.Is(err, work.ErrOther) {
		t.Errorf("%v, want ErrOther", err)
	}
}
