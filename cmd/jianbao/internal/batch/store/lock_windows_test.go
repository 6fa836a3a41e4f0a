package store

import (
	"os"
	"testing"

	"golang.org/x/sys/windows"
)

// copyOf returns another handle of an open file.
func copyOf(t *testing.T, f *os.File) *os.File {
	t.Helper()
	var h windows.Handle
	self := windows.CurrentProcess()
	if err := windows.DuplicateHandle(self, windows.Handle(f.Fd()), self, &h, 0, false, windows.DUPLICATE_SAME_ACCESS); err != nil {
		t.Fatal(err)
	}
	return os.NewFile(uintptr(h), f.Name())
}
