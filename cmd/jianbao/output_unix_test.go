//go:build !windows

package main

import (
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestWriteOutputPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan string, 1)
	go func() {
		f, err := os.Open(path)
		if err != nil {
			got <- err.Error()
			return
		}
		defer f.Close()
		b, _ := io.ReadAll(f)
		got <- string(b)
	}()
	text := strings.Repeat("more than a pipe holds ", 10_000)
	if err := writeOutput(path, []byte(text), nil); err != nil {
		t.Fatal(err)
	}
	select {
	case s := <-got:
		if s != text {
			t.Errorf("the pipe carried %d bytes, want %d", len(s), len(text))
		}
	case <-time.After(10 * time.Second):
		t.Fatal("nothing came through the pipe")
	}
	if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Error("the pipe was replaced by a file")
	}
}

func TestWriteOutputFull(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("the system has no /dev/full")
	}
	err := writeOutput("/dev/full", []byte("x"), nil)
	if err == nil || !diskFull(err) {
		t.Errorf("got %v, want a full disk", err)
	}
}

func TestWriteOutputDevStdout(t *testing.T) {
	// After a shell's ">>", writing to /dev/stdout must append.
	path := filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(path, []byte("before "), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := "/dev/fd/" + strconv.Itoa(int(f.Fd()))
	if _, err := os.Stat(name); err != nil {
		t.Skip("the system has no /dev/fd")
	}
	if err := writeOutput(name, []byte("after"), f); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "before after")
}
