package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
)

// commandVar is the environment variable that makes this test binary run as the
// command.
const commandVar = "JIANBAO_TEST_COMMAND"

// process returns the command as a separate process, which can be killed.
func process(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), commandVar+"=1", "LANG=en_US.UTF-8")
	return cmd
}

// batchOf runs `jianbao batch` to its end and requires a status.
func batchOf(t *testing.T, status int, args ...string) string {
	t.Helper()
	return sabotagedBatch(t, "", status, args...)
}

// sabotagedBatch is batchOf with workers that fail according to orders.
func sabotagedBatch(t *testing.T, orders string, status int, args ...string) string {
	t.Helper()
	cmd := process(t, append([]string{"batch"}, args...)...)
	cmd.Env = append(cmd.Env, sabotageVar+"="+orders)
	if strings.Contains(orders, "hang=") {
		cmd.Env = append(cmd.Env, hungVar+"="+filepath.Join(t.TempDir(), "hung"))
	}
	said, err := cmd.CombinedOutput()
	if got := cmd.ProcessState.ExitCode(); got != status {
		t.Fatalf("batch %q: status %d, want %d (%v)\n%s", args, got, status, err, said)
	}
	return string(said)
}

// treeOf returns the files of an output, except those that may differ between runs.
func treeOf(t *testing.T, out string) map[string]string {
	t.Helper()
	tree := map[string]string{}
	err := filepath.WalkDir(out, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(out, path)
		if err != nil {
			return err
		}
		if rel == batch.StateDir {
			return filepath.SkipDir
		}
		if e.IsDir() {
			tree[filepath.ToSlash(rel)+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(path)
		tree[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func sameTree(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		data, ok := got[name]
		if !ok {
			t.Fatalf("%s: %s is missing", what, name)
		}
		if data != want[name] {
			t.Fatalf("%s: %s differs: %d bytes, not %d", what, name, len(data), len(want[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Fatalf("%s: %s should not be there", what, name)
		}
	}
}

// indexOf reads the index of an output, by manifest.
func indexOf(t *testing.T, out string) map[string]map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(out, "index.csv"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]map[string]string{}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		rows[row["manifest"]] = row
	}
	return rows
}

// someIssues makes a tree of n issues, two of them with faults.
func someIssues(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf("%d/%02d", 1998+i%3, i+1))
	}
	writeIssues(t, dir, names...)
	writeText(t, filepath.Join(dir, names[1], "issue.toml"), "schema = 1\n[[section]\n")
	if err := os.Remove(filepath.Join(dir, names[3], "articles", "01.txt")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestBatchSameBytes: the output does not depend on the number of workers or shards,
// with and without bags.
func TestBatchSameBytes(t *testing.T) {
	t.Parallel()
	tree := someIssues(t, 11)
	work := t.TempDir()
	at := func(name string) string { return filepath.Join(work, name) }
	shards := map[int][]string{}
	counts, workers := []int{1, 3}, []string{"4"}
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		counts, workers = []int{1, 3, 7}, []string{"2", "4"}
	}
	for _, n := range counts {
		for i := 1; i <= n; i++ {
			out := at(fmt.Sprintf("shard-%d-%d", i, n))
			cmd := process(t, "batch", "--quiet", "--shard", fmt.Sprintf("%d/%d", i, n), "-o", out, tree)
			if said, err := cmd.CombinedOutput(); cmd.ProcessState.ExitCode() > statusCopy {
				t.Fatalf("shard %d/%d: %v\n%s", i, n, err, said)
			}
			shards[n] = append(shards[n], out)
		}
	}
	for _, bags := range []bool{false, true} {
		var flags []string
		if bags {
			flags = []string{"--bag"}
		}
		name := fmt.Sprint("bags-", bags)
		batchOf(t, statusCopy, append(flags, "--quiet", "--jobs", "1", "-o", at(name), tree)...)
		want := treeOf(t, at(name))
		for _, jobs := range workers {
			out := at(name + "-jobs-" + jobs)
			batchOf(t, statusCopy, append(flags, "--quiet", "--jobs", jobs, "-o", out, tree)...)
			sameTree(t, jobs+" workers", treeOf(t, out), want)
		}
		for _, n := range counts {
			if bags && n == 1 {
				continue // a run without shards and bags keeps no material for bags
			}
			out := at(fmt.Sprintf("%s-merged-%d", name, n))
			batchOf(t, statusCopy, slices.Concat([]string{"--merge", "--quiet", "-o", out}, flags, shards[n])...)
			sameTree(t, fmt.Sprint(n, " shards, bags ", bags), treeOf(t, out), want)
		}
	}
}

// TestBatchKilled kills a run with all its workers at random moments and resumes it:
// the final output is that of an undisturbed run.
func TestBatchKilled(t *testing.T) {
	t.Parallel()
	tree := someIssues(t, 14)
	work := t.TempDir()
	whole := filepath.Join(work, "whole")
	begun := time.Now()
	batchOf(t, statusCopy, "--bag", "--quiet", "-o", whole, tree)
	took := time.Since(begun)
	want := treeOf(t, whole)
	moments := 10
	switch {
	case os.Getenv("JIANBAO_THOROUGH") != "":
		moments = 50
	case testing.Short():
		moments = 5
	}
	random := rand.New(rand.NewPCG(1, 2))
	out := filepath.Join(work, "out")
	killed := 0
	for i := range moments {
		if i%4 == 0 { // the other runs continue where the last was killed
			if err := os.RemoveAll(out); err != nil {
				t.Fatal(err)
			}
		}
		cmd := process(t, "batch", "--bag", "--quiet", "--resume", "-o", out, tree)
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Int64N(int64(took))))
		if cmd.Process.Kill() == nil {
			killed++
		}
		cmd.Wait()
		time.Sleep(100 * time.Millisecond) // a worker that was being started has the lock until it runs
		if code := cmd.ProcessState.ExitCode(); code > statusCopy {
			t.Fatalf("status %d:\n%s", code, &said)
		}
		if i%4 == 3 || i == moments-1 {
			batchOf(t, statusCopy, "--bag", "--quiet", "--resume", "-o", out, tree)
			sameTree(t, fmt.Sprint("after kill ", i+1), treeOf(t, out), want)
		}
	}
	if killed < moments/2 {
		t.Errorf("only %d of %d runs were killed before their end", killed, moments)
	}
}

// TestBatchInterrupted: after Ctrl-C the current issues are finished and the status is
// 130; meanwhile a second process is refused, with a message that names the first.
func TestBatchInterrupted(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprintf("%02d", i+1))
	}
	writeIssues(t, tree, names...)
	var slow []string
	for _, name := range names {
		slow = append(slow, "sleep="+name+"/issue.toml")
	}
	for what, c := range map[string]struct {
		send   func(*os.Process) error
		status int
	}{"interrupt": {interrupt, statusInterrupted}, "terminate": {terminate, statusTerminated}} {
		t.Run(what, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			cmd := process(t, "batch", "-o", out, tree)
			cmd.Env = append(cmd.Env, sabotageVar+"="+strings.Join(slow, " "))
			var said bytes.Buffer
			cmd.Stderr = &said
			interruptible(cmd)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			waitFor(t, func() bool { list, _ := filepath.Glob(filepath.Join(out, "*", "*.pdf")); return len(list) > 0 })
			second := batchOf(t, statusSystem, "--resume", "-o", out, tree)
			if want := fmt.Sprintf("(process %d on ", cmd.Process.Pid); !strings.Contains(second, "batch-out-held") || !strings.Contains(second, want) {
				t.Errorf("messages of the second process: %s", second)
			}
			var told bytes.Buffer
			look := process(t, "verify", out)
			look.Stderr = &told
			if look.Run(); look.ProcessState.ExitCode() != statusSystem || !strings.Contains(told.String(), "batch-out-held") {
				t.Errorf("verify meanwhile: %v\n%s", look.ProcessState, &told)
			}
			if err := c.send(cmd.Process); err != nil {
				notSent(t, cmd, err)
			}
			err := cmd.Wait()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != c.status {
				t.Fatalf("%v, want status %d\n%s", err, c.status, &said)
			}
			rows := indexOf(t, out)
			built := 0
			for _, name := range names {
				row := rows[name+"/issue.toml"]
				switch {
				case row["status"] == "ok":
					built++
					if _, err := os.Stat(filepath.Join(out, row["pdf"])); err != nil {
						t.Error(err)
					}
				case row["code"] != "batch-not-built":
					t.Errorf("%s: %q", name, row)
				}
			}
			if built == 0 || built == len(names) {
				t.Errorf("%d of %d built", built, len(names))
			}
			if !strings.Contains(said.String(), "with --resume to continue") {
				t.Errorf("the summary lacks how to continue: %s", &said)
			}
		})
	}
}

func waitFor(t *testing.T, what func() bool) {
	t.Helper()
	for range 1000 {
		if what() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("waited in vain")
}

// TestBatchBrokenWorkers: the command writes failed rows for the issues that end their
// workers, and PDFs for all others.
func TestBatchBrokenWorkers(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	writeIssues(t, tree, "a", "b", "c", "d", "e")
	out := filepath.Join(t.TempDir(), "out")
	sabotagedBatch(t, "crash=b/issue.toml hang=c/issue.toml memory=d/issue.toml", statusCopy, "--timeout", "8s", "--max-memory", "256MiB", "-o", out, tree)
	rows := indexOf(t, out)
	for name, code := range map[string]string{"a": "", "b": "worker-crashed", "c": "worker-timeout", "d": "worker-memory", "e": ""} {
		if row := rows[name+"/issue.toml"]; row["code"] != code || (row["pdf"] == "") != (code != "") {
			t.Errorf("%s: %q", name, row)
		}
	}
	log, err := os.ReadFile(filepath.Join(out, batch.StateDir, "workers.log"))
	if err != nil || !strings.Contains(string(log), "b/issue.toml") {
		t.Errorf("the crash's own words are not kept: %v", err)
	}
}

// notSent skips a test whose signal could not be sent: Windows has only one, and only
// between processes of a console.
func notSent(t *testing.T, cmd *exec.Cmd, err error) {
	t.Helper()
	cmd.Process.Kill()
	cmd.Wait()
	if runtime.GOOS == "windows" {
		t.Skip(err)
	}
	t.Fatal(err)
}

// TestBatchInterruptedTwice: a second Ctrl-C stops the current issues as well, and the
// run can be resumed.
func TestBatchInterruptedTwice(t *testing.T) {
	t.Parallel()
	tree := t.TempDir()
	writeIssues(t, tree, "a", "b", "c")
	out := filepath.Join(t.TempDir(), "out")
	cmd := process(t, "batch", "--jobs", "2", "--timeout", "24h", "-o", out, tree)
	cmd.Env = append(cmd.Env, sabotageVar+"=hang=b/issue.toml hang=c/issue.toml")
	interruptible(cmd)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, func() bool { _, err := os.Stat(filepath.Join(out, "a", "a.pdf")); return err == nil })
	for range 2 {
		if err := interrupt(cmd.Process); err != nil {
			notSent(t, cmd, err)
		}
		time.Sleep(300 * time.Millisecond)
	}
	cmd.Wait() // the issues under way would take a day
	if code := cmd.ProcessState.ExitCode(); code != statusInterrupted {
		t.Errorf("status %d\n%s", code, &said)
	}
	batchOf(t, statusDone, "--resume", "-o", out, tree)
	if rows := indexOf(t, out); len(rows) != 3 || rows["c/issue.toml"]["status"] != "ok" {
		t.Errorf("%q", rows)
	}
}

// The folder of the editor's desk in an issue's folder and above changes nothing in a
// batch: not which issues are found, not the bags, not the findings.
func TestBatchIgnoresTheDesk(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	outs := map[string]map[string]string{}
	for _, name := range []string{"plain", "desk"} {
		tree := filepath.Join(dir, name, "tree")
		if err := os.CopyFS(filepath.Join(tree, "2026", "一月"), os.DirFS("../../testdata/issues/small")); err != nil {
			t.Fatal(err)
		}
		if name == "desk" {
			for file, text := range map[string]string{
				"2026/.jianbao/desk.json":                                 "{}",
				"2026/一月/.jianbao/history/issue.toml/00000001.json":       "{}",
				"2026/一月/.jianbao/history/articles%2F01.md/00000001.json": "{}",
				"2026/一月/.jianbao/removed/001-03.md":                      "旧稿",
				"2026/一月/.jianbao/tmp/X":                                  "旧稿",
			} {
				full := filepath.Join(tree, filepath.FromSlash(file))
				if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
		cmd := process(t, "batch", "--bag", "--quiet", "-o", "out", "tree")
		cmd.Dir = filepath.Join(dir, name)
		cmd.Env = append(cmd.Env, "SOURCE_DATE_EPOCH=1700000000")
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, said)
		}
		outs[name] = treeOf(t, filepath.Join(dir, name, "out"))
	}
	if len(outs["plain"]) < 5 {
		t.Errorf("the output has %d files", len(outs["plain"]))
	}
	sameTree(t, "with the desk's folders", outs["desk"], outs["plain"])
	sameTree(t, "without the desk's folders", outs["plain"], outs["desk"])
}
