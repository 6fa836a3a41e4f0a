//go:build !windows

package osfiles

import (
	"errors"
	"os"
	"syscall"
)

// nonBlocking makes opening a pipe return at once instead of waiting for a
// writer; the pipe is then rejected.
const nonBlocking = syscall.O_NONBLOCK

func rename(do func(oldName, newName string) error, oldName, newName string) error {
	return do(oldName, newName)
}

// syncDir syncs a folder. Errors of file systems that do not support it, EINVAL
// or ENOTSUP, are ignored, and so are folders that are writable and not
// readable.
func syncDir(name string) error {
	d, err := os.Open(name)
	if err != nil {
		if errors.Is(err, os.ErrPermission) {
			return nil
		}
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
