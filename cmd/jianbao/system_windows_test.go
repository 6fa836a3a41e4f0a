package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/sys/windows"
)

// TestHeldOpen replaces a file that another handle holds without sharing, as
// PDF readers do.
func TestHeldOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, share := range []uint32{0, windows.FILE_SHARE_READ, windows.FILE_SHARE_READ | windows.FILE_SHARE_WRITE} {
		h, err := windows.CreateFile(name, windows.GENERIC_READ, share, nil, windows.OPEN_EXISTING, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		err = writeOutput(path, []byte("new"), nil)
		windows.CloseHandle(h)
		if !errors.Is(err, errHeldOpen) {
			t.Errorf("share %d: got %v, want %v", share, err, errHeldOpen)
		}
		holds(t, path, "old")
		onlyFiles(t, dir, "a.pdf")
	}
	if err := writeOutput(path, []byte("new"), nil); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "new")
}

func TestHeldOpenIsNotEverything(t *testing.T) {
	for _, err := range []error{fs.ErrNotExist, windows.ERROR_DISK_FULL, windows.ERROR_PATH_NOT_FOUND} {
		if heldOpen(err) {
			t.Errorf("%v is taken for a file held open", err)
		}
	}
}
