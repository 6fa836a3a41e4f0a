//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestWatchSignals: Ctrl-C and SIGTERM end watch with status 0, and no temporary file is
// left.
func TestWatchSignals(t *testing.T) {
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		dir := t.TempDir()
		writeText(t, filepath.Join(dir, "issue.toml"), watchedIssue)
		writeText(t, filepath.Join(dir, "articles", "01.txt"), "渠水放到了田里。\n")
		cmd := process(t, "watch", dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(out)
		first, err := lines.ReadString('\n')
		if err != nil || !strings.Contains(first, ": 3 pages") {
			t.Errorf("%q, %v", first, err)
		}
		writeText(t, filepath.Join(dir, "articles", "01.txt"), "渠水放到了田里，秧也插了。\n")
		if second, err := lines.ReadString('\n'); err != nil || !strings.Contains(second, ": 3 pages") {
			t.Errorf("%q, %v", second, err)
		}
		if err := cmd.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, lines)
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %v", s, err)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".*.tmp")); len(left) > 0 {
			t.Errorf("%v leaves %q", s, left)
		}
	}
}
