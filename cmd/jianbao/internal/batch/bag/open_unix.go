//go:build unix

package bag

import "syscall"

// nonBlocking lets a pipe be opened, and refused, without waiting for a writer.
const nonBlocking = syscall.O_NONBLOCK
