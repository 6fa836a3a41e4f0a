//go:build !windows

package main

import (
	"os"
	"os/exec"
	"syscall"
)

// interruptible configures a process so that interrupt reaches it but not the test.
func interruptible(*exec.Cmd) {}

// interrupt sends the signal of Ctrl-C.
func interrupt(p *os.Process) error { return p.Signal(os.Interrupt) }

// terminate asks a process to end.
func terminate(p *os.Process) error { return p.Signal(syscall.SIGTERM) }

func makeFIFO(path string) error { return syscall.Mkfifo(path, 0o600) }
