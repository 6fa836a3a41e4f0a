//go:build unix

package manifest

import "syscall"

// nonBlocking makes opening a pipe return at once instead of waiting for a
// writer; the pipe is then rejected.
const nonBlocking = syscall.O_NONBLOCK
