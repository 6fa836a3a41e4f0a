//go:build !windows

package main

import (
	"os"
	"syscall"
)

// terminate is what asks a process to end.
var terminate os.Signal = syscall.SIGTERM

func makeFIFO(path string) error { return syscall.Mkfifo(path, 0o600) }
