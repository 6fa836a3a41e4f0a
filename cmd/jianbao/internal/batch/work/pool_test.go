package work

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
)

// workerVar is an environment variable that makes this test binary a worker; its
// value is the worker's build.
const workerVar = "JIANBAO_TEST_WORKER"

func TestMain(m *testing.M) {
	build, isWorker := os.LookupEnv(workerVar)
	if !isWorker {
		os.Exit(m.Run())
	}
	err := Serve(os.Stdin, os.Stdout, build, func(o batch.Options, limits batch.Limits) func(batch.Issue) batch.Result {
		done := 0
		return func(issue batch.Issue) batch.Result {
			done++
			return pretend(issue, o, limits, done)
		}
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(StatusMemory)
	}
}

// pretend handles an issue as its key specifies; done is the number of issues its
// worker has received, including this one.
func pretend(issue batch.Issue, o batch.Options, limits batch.Limits, done int) batch.Result {
	switch what, _, _ := strings.Cut(issue.Key, "/"); what {
	case "crash":
		fmt.Fprintln(os.Stderr, "panic: broken at 0xc000123456")
		os.Exit(2)
	case "second": // fails in a worker that has built another issue before
		if done > 1 {
			fmt.Fprintln(os.Stderr, "panic: not alone")
			os.Exit(2)
		}
	case "hang":
		time.Sleep(24 * time.Hour)
	case "garble":
		io.WriteString(os.Stdout, "some words, and not a frame")
	case "memory":
		os.Exit(StatusMemory)
	case "words":
		fmt.Fprintln(os.Stderr, "words of", issue.Key)
		os.Exit(7)
	}
	return batch.Result{
		Status: batch.OK, Title: issue.Key, Tool: fmt.Sprintf("%s %q %d", o.Profile, o.FontDirs, limits.Memory),
		PDF: []byte("%PDF of " + issue.Real), Inputs: []batch.Input{{Name: issue.Path, Data: []byte(issue.Root)}},
	}
}

func config(t *testing.T, workers int, build string) Config {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Config{
		Workers: workers, Tool: "test", Options: batch.Options{Profile: "archive", FontDirs: []string{"/\xff"}, Build: "this", Lang: "en"},
		Command: func() *exec.Cmd {
			cmd := Command(program, "-unused", workers)()
			cmd.Env = append(cmd.Env, workerVar+"="+build)
			return cmd
		},
	}
}

func issues(keys ...string) []batch.Issue {
	list := make([]batch.Issue, len(keys))
	for i, key := range keys {
		list[i] = batch.Issue{Root: "root\xff", Key: key, Path: "path of " + key, Real: filepath.Join("/", key)}
	}
	return list
}

// results runs a pool and returns its results.
func results(t *testing.T, c Config, list []batch.Issue) map[string]batch.Result {
	t.Helper()
	got := map[string]batch.Result{}
	busy := false
	err := Run(context.Background(), c, list, nil, func(i int, r batch.Result) error {
		if busy {
			t.Error("two results at once")
		}
		busy = true
		if _, twice := got[list[i].Key]; twice {
			t.Errorf("%s is reported twice", list[i].Key)
		}
		got[list[i].Key] = r
		busy = false
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(list) {
		t.Errorf("%d results of %d issues", len(got), len(list))
	}
	return got
}

func TestRun(t *testing.T) {
	t.Parallel()
	var keys []string
	for i := range 23 {
		keys = append(keys, fmt.Sprintf("%02d", i))
	}
	list := issues(keys...)
	for _, workers := range []int{1, 3, 40} {
		c := config(t, workers, "this")
		c.Limits.Memory = 1 << 30
		for key, r := range results(t, c, list) {
			if r.Status != batch.OK || r.Title != key || string(r.PDF) != "%PDF of "+filepath.Join("/", key) || r.Tool != `archive ["/\xff"] 1073741824` ||
				len(r.Inputs) != 1 || r.Inputs[0].Name != "path of "+key || string(r.Inputs[0].Data) != "root\xff" {
				t.Errorf("%d workers, %s: %+v", workers, key, r)
			}
		}
	}
	if err := Run(context.Background(), config(t, 2, "this"), nil, nil, nil); err != nil {
		t.Errorf("without issues: %v", err)
	}
}

// TestRunBroken: the death of a worker is the result of one issue, and does not
// affect the others.
func TestRunBroken(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var log []string
	c := config(t, 2, "this")
	c.Log = func(issue batch.Issue, stderr string) {
		mu.Lock()
		defer mu.Unlock()
		log = append(log, issue.Key+": "+stderr)
	}
	got := results(t, c, issues("a", "crash/1", "b", "second/1", "garble/1", "c", "memory/1", "words/1", "second/2", "d"))
	for key, want := range map[string][2]string{
		"crash/1": {codeCrashed, "broken at 0x…"}, "garble/1": {codeCrashed, "frame"}, "memory/1": {codeMemory, ""}, "words/1": {codeCrashed, "exit status 7"},
	} {
		r := got[key]
		if r.Status != batch.Failed || r.Errors != 1 || len(r.Findings) != 1 || r.Findings[0].Code != want[0] || r.Tool != "test" ||
			!strings.Contains(r.Findings[0].Message, want[1]) || len(r.PDF) > 0 {
			t.Errorf("%s: %+v; want %v", key, r, want)
		}
	}
	for _, key := range []string{"a", "b", "c", "d", "second/1", "second/2"} {
		if r := got[key]; r.Status != batch.OK || r.Title != key {
			t.Errorf("%s: %+v", key, r)
		}
	}
	if !slices.ContainsFunc(log, func(s string) bool { return s == "words/1: words of words/1\n" }) {
		t.Errorf("the log holds %q", log)
	}
}

func TestRunTimeout(t *testing.T) {
	t.Parallel()
	c := config(t, 1, "this")
	c.Limits.Timeout = time.Second
	r := results(t, c, issues("hang/1"))["hang/1"]
	if r.Status != batch.Failed || len(r.Findings) != 1 || r.Findings[0].Code != codeTimeout || !strings.Contains(r.Findings[0].Message, "1s") {
		t.Errorf("%+v", r)
	}
}

// TestRunCannotStart: without workers there are no results and one error.
func TestRunCannotStart(t *testing.T) {
	t.Parallel()
	none := func(int, batch.Result) error { t.Error("a result"); return nil }
	if err := Run(context.Background(), config(t, 2, "another"), issues("a", "b"), nil, none); !errors.Is(err, ErrOther) {
		t.Errorf("workers of another build: %v", err)
	}
	c := config(t, 2, "this")
	c.Command = func() *exec.Cmd { return exec.Command(filepath.Join(t.TempDir(), "gone")) }
	if err := Run(context.Background(), c, issues("a", "b"), nil, none); !errors.Is(err, ErrStart) {
		t.Errorf("a missing program: %v", err)
	}
}

// TestRunEnds: Run ends when stop is closed, when done fails or panics, and when
// the context ends.
func TestRunEnds(t *testing.T) {
	t.Parallel()
	list := issues("a", "b", "c", "d", "e", "f", "g", "h")
	stop := make(chan struct{})
	n := 0
	err := Run(context.Background(), config(t, 1, "this"), list, stop, func(int, batch.Result) error {
		if n++; n == 1 {
			close(stop)
		}
		return nil
	})
	if err != nil || n < 1 || n > 3 {
		t.Errorf("stopped after the first: %d results, %v", n, err)
	}
	full := errors.New("full")
	if err := Run(context.Background(), config(t, 2, "this"), list, nil, func(int, batch.Result) error { return full }); !errors.Is(err, full) {
		t.Errorf("a receiver that fails: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = Run(ctx, config(t, 2, "this"), append(issues("a"), issues("hang/1", "hang/2")...), nil, func(int, batch.Result) error {
		cancel() // the others would take a day
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a context that ends: %v", err)
	}
}

// TestServeEndsWithItsInput: a worker ends when its input ends, even while it
// is building an issue.
func TestServeEndsWithItsInput(t *testing.T) {
	begun := make(chan bool)
	in, parent := io.Pipe()
	reply, out := io.Pipe()
	go io.Copy(io.Discard, reply)
	ended := make(chan error)
	go func() {
		ended <- Serve(in, out, "this", func(batch.Options, batch.Limits) func(batch.Issue) batch.Result {
			return func(batch.Issue) batch.Result {
				close(begun)
				select {}
			}
		})
	}()
	for _, header := range []any{setup{Protocol: protocol}, request{Key: []byte("a")}} {
		if err := writeFrame(parent, header); err != nil {
			t.Fatal(err)
		}
	}
	<-begun
	parent.Close()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := Serve(strings.NewReader("words"), io.Discard, "this", nil); !errors.Is(err, errFrame) && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("text instead of frames: %v", err)
	}
}
