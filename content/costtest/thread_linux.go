package costtest

import (
	"time"

	"golang.org/x/sys/unix"
)

// threadTime returns the processor time that the calling thread has used. That of
// getrusage has steps of some milliseconds.
func threadTime() (time.Duration, bool) {
	var at unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &at); err != nil {
		return 0, false
	}
	return time.Duration(at.Nano()), true
}
