//go:build !windows

package main

import (
	"errors"
	"os"
	"syscall"
)

// systemLang has nothing to add: the environment names the locale, on macOS too.
func systemLang() string { return "" }

// enableANSI is always done: terminals understand escape sequences.
func enableANSI(*os.File) bool { return true }

// heldOpen is never the reason: an open file can be replaced.
func heldOpen(error) bool { return false }

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// syncDir makes a rename in the folder last. File systems that cannot sync a
// folder say so with EINVAL or ENOTSUP, and then there is nothing to be done.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		if errors.Is(err, os.ErrPermission) { // a folder may be writable and not readable
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
