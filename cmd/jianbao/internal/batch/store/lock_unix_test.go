//go:build !windows

package store

import (
	"os"
	"syscall"
	"testing"
)

// copyOf returns another descriptor of an open file.
func copyOf(t *testing.T, f *os.File) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(fd), f.Name())
}
