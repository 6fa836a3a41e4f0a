//go:build !windows

package main

import (
	"os"
	"os/exec"
	"syscall"
)

// terminate is what asks a process to end.
var terminate os.Signal = syscall.SIGTERM

// interruptible lets interrupt reach a process and not the test.
func interruptible(*exec.Cmd) {}

// interrupt is what Ctrl-C sends.
func interrupt(p *os.Process) error { return p.Signal(os.Interrupt) }

func makeFIFO(path string) error { return syscall.Mkfifo(path, 0o600) }
