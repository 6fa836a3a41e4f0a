package cluster

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
)

const (
	issues = 150
	broken = 17
	sample = "../../../issues/small"
)

// makeTree makes copies of the smallest sample with different numbers, and returns the
// path of an article that is missing in one of them.
func makeTree(t *testing.T, tree string) (missing string) {
	t.Helper()
	number := regexp.MustCompile(`(?m)^number = \d+$`)
	for i := 1; i <= issues; i++ {
		issue := filepath.Join(tree, fmt.Sprintf("%d/%03d", 1998+i%3, i))
		if err := os.CopyFS(issue, os.DirFS(sample)); err != nil {
			t.Fatal(err)
		}
		manifest := filepath.Join(issue, "issue.toml")
		data, err := os.ReadFile(manifest)
		if err != nil || len(number.FindAll(data, -1)) != 1 {
			t.Fatal("the sample's manifest has not one number", err)
		}
		if err := os.WriteFile(manifest, number.ReplaceAll(data, fmt.Appendf(nil, "number = %d", i)), 0o644); err != nil {
			t.Fatal(err)
		}
		if i == broken {
			missing = filepath.Join(issue, "articles", "01.md")
		}
	}
	if err := os.Remove(missing); err != nil {
		t.Fatal(err)
	}
	return missing
}

// content returns the files of an output that must not differ between runs.
func content(t *testing.T, out string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(out), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && e.Name() == ".jianbao":
			return fs.SkipDir
		case e.IsDir():
			files[name+"/"] = nil
			return nil
		}
		files[name], err = os.ReadFile(filepath.Join(out, name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func sameBytes(t *testing.T, what, got, want string) {
	t.Helper()
	a, b := content(t, got), content(t, want)
	pdfs := 0
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if data, ok := a[name]; !ok {
			t.Errorf("%s: there is no %s", what, name)
		} else if !bytes.Equal(data, b[name]) {
			t.Errorf("%s: %s differs", what, name)
		}
		if strings.HasSuffix(name, ".pdf") {
			pdfs++
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d files and folders, want %d", what, len(a), len(b))
	}
	t.Logf("%s: %d PDFs, the same bytes as of one process", what, pdfs)
}

// outside runs the program without a cluster.
func outside(t *testing.T, status int, program string, args ...string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	said, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != status {
		t.Fatalf("%q: %v, want status %d\n%s", args, err, status, said)
	}
}

// TestBatch runs both Jobs with the program. One pod is killed while working, and the
// node of another is drained; then the broken issue is repaired and the Jobs are created
// again. Each time the merged output has the bytes of a single process.
func TestBatch(t *testing.T) {
	program := os.Getenv("JIANBAO")
	if program == "" {
		t.Skip("JIANBAO names no program")
	}
	program, err := filepath.Abs(program)
	if err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	at := func(name string) string {
		path := filepath.Join(work, name)
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
		return path
	}
	tree, whole, bulletins := at("tree"), at("whole"), at("bulletins")
	missing := makeTree(t, tree)
	outside(t, 1, program, "batch", "--quiet", "--resume", "-o", whole, tree)
	h := host{program: program, claims: map[string]string{"back-issues": tree, "bulletins": bulletins}, log: at("logs")}

	const killed, drained = 2, 5
	var mu sync.Mutex
	var statuses []string
	j, attempts := runJob(t, jobOf(t, "batch.yaml"), func(ctx context.Context, pod *corev1.Pod, index, attempt int) ending {
		status := h.run(ctx, t, pod, func(pid int) {
			signal := map[int]syscall.Signal{killed: syscall.SIGKILL, drained: syscall.SIGTERM}[index]
			if signal == 0 || attempt > 0 {
				return
			}
			journal := filepath.Join(bulletins, fmt.Sprintf("parts/%d-of-8/.jianbao/journal.jsonl", index))
			for range 20_000 {
				if data, _ := os.ReadFile(journal); bytes.Count(data, []byte("\n")) > 3 {
					break
				}
				time.Sleep(time.Millisecond)
			}
			if err := syscall.Kill(pid, signal); err != nil {
				t.Error(err)
			}
		})
		mu.Lock()
		defer mu.Unlock()
		statuses = append(statuses, fmt.Sprintf("%d.%d: %d", index, attempt, status))
		return ending{status: status, disrupted: status == 143}
	})
	slices.Sort(statuses)
	t.Log("index, attempt and status: ", strings.Join(statuses, ", "))
	expect(t, "the batch", outcome(j), "Failed FailedIndexes")
	failed := -1
	for i := range 8 {
		last := fmt.Sprintf("%d.%d: ", i, attempts[i]-1)
		if slices.Contains(statuses, last+"1") {
			failed = i
		} else if !slices.Contains(statuses, last+"0") {
			t.Errorf("index %d ended otherwise", i)
		}
		if want := map[int]int{killed: 2, drained: 2}[i]; attempts[i] != max(1, want) {
			t.Errorf("index %d: %d pods", i, attempts[i])
		}
	}
	if f := j.Status.FailedIndexes; f == nil || *f != fmt.Sprint(failed) {
		t.Errorf("failed indexes: %v, want %d", f, failed)
	}
	for _, want := range []string{fmt.Sprintf("%d.0: 137", killed), fmt.Sprintf("%d.0: 143", drained)} {
		if !slices.Contains(statuses, want) {
			t.Errorf("no pod ended with %s", want)
		}
	}

	plainly := func(ctx context.Context, pod *corev1.Pod, _, _ int) ending {
		return ending{status: h.run(ctx, t, pod, func(int) {})}
	}
	merged := filepath.Join(bulletins, "all")
	j, _ = runJob(t, jobOf(t, "merge.yaml"), plainly)
	expect(t, "the merge", outcome(j), "Failed PodFailurePolicy: Container merge for pod default/jianbao-merge-1 failed with exit code 1 ")
	sameBytes(t, "disturbed", merged, whole)

	data, err := os.ReadFile(filepath.Join(sample, "articles", "01.md"))
	if err == nil {
		err = os.WriteFile(missing, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	outside(t, 0, program, "batch", "--quiet", "--resume", "-o", whole, tree)
	for _, name := range []string{"batch.yaml", "merge.yaml"} {
		j, _ = runJob(t, jobOf(t, name), plainly)
		expect(t, name, outcome(j), "Complete")
	}
	sameBytes(t, "mended", merged, whole)
	if t.Failed() {
		showLogs(t, h.log)
	}
}

// showLogs prints the ends of the containers' logs.
func showLogs(t *testing.T, folder string) {
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
		t.Logf("%s:\n%s", filepath.Base(name), strings.Join(lines[max(0, len(lines)-8):], "\n"))
	}
}
