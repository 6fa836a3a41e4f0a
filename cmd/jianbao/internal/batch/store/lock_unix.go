//go:build !windows

package store

import (
	"errors"
	"os"
	"syscall"
)

// nonBlocking makes opening a pipe return at once instead of waiting for a
// writer; the pipe is then rejected.
const nonBlocking = syscall.O_NONBLOCK

// lockFile locks the open file, shared or exclusively. POSIX locks belong to the
// process and are lost when any descriptor of the file is closed. Go's descriptors
// are not inherited by workers.
func lockFile(f *os.File, shared bool) error {
	how := syscall.LOCK_EX
	if shared {
		how = syscall.LOCK_SH
	}
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EWOULDBLOCK):
			return errHeld
		case !errors.Is(err, syscall.EINTR):
			return err
		}
	}
}

// unlockFile unlocks the open file, for all who have a descriptor of it.
func unlockFile(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
