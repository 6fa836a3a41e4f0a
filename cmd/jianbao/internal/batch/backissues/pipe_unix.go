//go:build unix

package backissues

import "syscall"

func makePipe(name string) error { return syscall.Mkfifo(name, 0o666) }
