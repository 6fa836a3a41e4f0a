//go:build unix

package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestWatchSignals: Ctrl-C and SIGTERM end watch with status 0, and no temporary file is
// left; SIGTERM also below limits of the system, where the program is run a second time.
func TestWatchSignals(t *testing.T) {
	for i, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGTERM} {
		dir := t.TempDir()
		writeText(t, filepath.Join(dir, "issue.toml"), watchedIssue)
		writeText(t, filepath.Join(dir, "articles", "01.txt"), "渠水放到了田里。\n")
		cmd := process(t, "watch", dir)
		if i == 2 {
			sh, err := exec.LookPath("sh")
			if err != nil {
				t.Skip("needs sh")
			}
			cmd.Args = append([]string{sh, "-c", `ulimit -n 60; exec "$0" "$@"`, cmd.Path}, cmd.Args[1:]...)
			cmd.Path = sh
		}
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
