//go:build unix

package work

import (
	"os/exec"
	"syscall"
)

// separate gives a worker its own process group, so that Ctrl-C at the terminal
// reaches only the parent.
func separate(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
