package store

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
)

// holdFor is an environment variable. If it is set, this test program locks the
// output it names until stdin ends.
const holdFor = "JIANBAO_TEST_HOLD"

func TestMain(m *testing.M) {
	if out := os.Getenv(holdFor); out != "" {
		l, err := Acquire(out)
		fmt.Println("locked:", err)
		if err == nil {
			io.Copy(io.Discard, os.Stdin)
			l.Release()
		}
		return
	}
	os.Exit(m.Run())
}

// hold starts a process that locks the output, and returns its output.
func hold(t *testing.T, out string) (cmd *exec.Cmd, stdin io.Closer, said string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command(self)
	cmd.Env = append(os.Environ(), holdFor+"="+out)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	said, err = bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return cmd, in, said
}

func TestLockOfTwoProcesses(t *testing.T) {
	out := filepath.Join(t.TempDir(), "years", "out")
	first, _, said := hold(t, out)
	if said != "locked: <nil>\n" {
		t.Fatal(said)
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	_, err = Acquire(out)
	var held *HeldError
	if !errors.As(err, &held) || held.PID != first.Process.Pid || held.Host != host || held.Out != out {
		t.Fatalf("second: %v", err)
	}
	if age := time.Since(held.Since); age < 0 || age > time.Minute {
		t.Errorf("since %v", held.Since)
	}
	// The lock is released when the process ends in any way.
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	first.Wait()
	l, err := Acquire(out)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, said := hold(t, out); !strings.Contains(said, fmt.Sprintf("in use by process %d on %s", os.Getpid(), host)) {
		t.Errorf("the other process printed %q", said)
	}
	if _, err := Acquire(out); !errors.As(err, &held) {
		t.Errorf("the same process again: %v", err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	_, stdin, said := hold(t, out)
	if said != "locked: <nil>\n" {
		t.Errorf("after the release: %q", said)
	}
	stdin.Close()
}

func TestLockFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	var refused *SystemError
	if _, err := Acquire(filepath.Join(file, "out")); !errors.As(err, &refused) {
		t.Errorf("below a file: %v", err)
	}
}

// TestShare checks that a reader of an output excludes writers and not other
// readers.
func TestShare(t *testing.T) {
	out := t.TempDir()
	none, err := Share(out)
	if err != nil {
		t.Fatal(err)
	}
	none()
	if list, _ := os.ReadDir(out); len(list) > 0 {
		t.Errorf("it created %v", list)
	}
	writer, err := Acquire(out)
	if err != nil {
		t.Fatal(err)
	}
	var held *HeldError
	if _, err := Share(out); !errors.As(err, &held) || held.PID != os.Getpid() {
		t.Errorf("beside a writer: %v", err)
	}
	if err := writer.Release(); err != nil {
		t.Fatal(err)
	}
	one, err1 := Share(out)
	two, err2 := Share(out)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	one()
	if _, err := Acquire(out); !errors.As(err, &held) {
		t.Errorf("beside a reader: %v", err)
	}
	two()
	writer, err = Acquire(out)
	if err != nil {
		t.Fatal(err)
	}
	writer.Release()
}

// TestUnsignedLock checks a lock whose holder has not written to it.
func TestUnsignedLock(t *testing.T) {
	out := t.TempDir()
	l, err := Acquire(out)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Release()
	if err := os.Truncate(filepath.Join(out, batch.StateDir, "lock"), 0); err != nil {
		t.Fatal(err)
	}
	var held *HeldError
	if _, err := Acquire(out); !errors.As(err, &held) || held.PID != 0 || !strings.Contains(err.Error(), "another process") {
		t.Errorf("%v", err)
	}
}

// TestReleaseWithCopies: a released lock is free although another descriptor of the
// open file remains, as in a child between fork and exec.
func TestReleaseWithCopies(t *testing.T) {
	out := t.TempDir()
	lock, err := Acquire(out)
	if err != nil {
		t.Fatal(err)
	}
	copied := copyOf(t, lock.file)
	defer copied.Close()
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := Acquire(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Release(); err != nil {
		t.Fatal(err)
	}
}
