// Package costtest tests that the cost of a function grows no faster than its input.
package costtest

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// tries is how often a cost that looks too high is measured again: the least of all
// counts, since other programs can only add to it.
const tries = 5

// Linear fails if do costs much more for a large input than a small one: the ratio of
// the costs may be 2.5 times that of the sizes. A quadratic cost exceeds that if large
// is some times small. Costs of the large input below floor pass.
//
// What is measured is the processor time of the thread, in which other programs and
// waiting have no part. Where the system does not tell it the test is skipped.
func Linear(t *testing.T, small, large int, floor time.Duration, do func(n int)) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if _, ok := threadTime(); !ok {
		t.Skip("this system does not tell the processor time of a thread")
	}
	measure := func(n int) time.Duration {
		runtime.GC()
		defer debug.SetGCPercent(debug.SetGCPercent(-1)) // collecting is another thread's work, by chance this one's
		begun, _ := threadTime()
		do(n)
		ended, _ := threadTime()
		return ended - begun
	}
	few, many := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
	for range tries {
		many = min(many, measure(large))
		if many < floor {
			return
		}
		few = min(few, measure(small))
		if float64(many) < 2.5*float64(large)/float64(small)*float64(few) {
			return
		}
	}
	t.Errorf("%v of processor time for %d, %v for %d", few, small, many, large)
}
