package store

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// nonBlocking is nothing on Windows: opening a pipe does not wait there.
const nonBlocking = 0

// lockedByte is where the locked byte is.
var lockedByte = windows.Overlapped{OffsetHigh: 0x7fffffff}

// lockFile locks a byte far beyond the end: a locked range cannot be read, and
// other processes read the holder from the file.
func lockFile(f *os.File, shared bool) error {
	how := uint32(windows.LOCKFILE_FAIL_IMMEDIATELY)
	if !shared {
		how |= windows.LOCKFILE_EXCLUSIVE_LOCK
	}
	where := lockedByte
	err := windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, &where)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errHeld
	}
	return err
}

// unlockFile unlocks the open file.
func unlockFile(f *os.File) error {
	where := lockedByte
	return windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, &where)
}
