//go:build !windows

package main

import (
	"errors"
	"os"
	"syscall"
)

// systemLang returns "": the environment names the locale, on macOS too.
func systemLang() string { return "" }

// enableANSI does nothing: terminals understand escape sequences.
func enableANSI(*os.File) bool { return true }

// heldOpen returns false: an open file can be replaced.
func heldOpen(error) bool { return false }

func diskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
