package main

import (
	"errors"
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

// interruptible configures a process so that interrupt reaches it but not the test.
func interruptible(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}

// interrupt sends Ctrl-Break, which Go reports as os.Interrupt: Ctrl-C cannot be sent
// to a single process group.
func interrupt(p *os.Process) error {
	return windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, uint32(p.Pid))
}

func terminate(*os.Process) error { return errors.New("Windows has no such signal") }

func makeFIFO(string) error { return errors.New("Windows has no such pipes") }
