package work

import (
	"os/exec"
	"syscall"
)

// separate gives a worker its own process group, so that Ctrl-C at the console
// reaches only the parent.
func separate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
