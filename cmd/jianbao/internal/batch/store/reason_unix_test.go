//go:build !windows

package store

import "syscall"

// causes returns a system error for each reason.
func causes() map[Reason]error {
	return map[Reason]error{Full: syscall.ENOSPC, ReadOnly: syscall.EROFS, Denied: syscall.EACCES}
}
