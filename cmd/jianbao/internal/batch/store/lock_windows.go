package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// nonBlocking is nothing on Windows: opening a pipe does not wait there.
const nonBlocking = 0

// lockFile locks a byte far beyond the end: a locked range cannot be read, and
// other processes read the holder from the file.
func lockFile(f *os.File, shared bool) error {
	how := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !shared {
		how |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	where := windows.Overlapped{OffsetHigh: 0x7fffffff}
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &where)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errHeld
	}
	return err
}
