package work

import (
	"os/exec"
	"syscall"
)

// separate gives a worker a process group of its own, so that Ctrl-C at the
// console reaches the parent alone.
func separate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
