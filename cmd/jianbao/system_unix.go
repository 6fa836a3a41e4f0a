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
