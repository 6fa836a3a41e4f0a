// Package costtest tests that the cost of a function grows at most linearly with
// its input.
package costtest

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// tries is the number of measurements if the first is too high. The minimum counts,
// because other programs can only increase the cost.
const tries = 5

// Linear fails the test if the cost of do grows much faster than its input n: the
// ratio of the costs for large and small may be at most 2.5 times that of the
// sizes. A quadratic cost exceeds this if large is several times small. The test
// passes if the cost for large is below floor.
//
// It measures the processor time of the thread, which does not include other
// programs and waiting. On systems without this measurement the test is skipped.
func Linear(t *testing.T, small, large int, floor time.Duration, do func(n int)) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if _, ok := threadTime(); !ok {
		t.Skip("the processor time of a thread is not available on this system")
	}
	measure := func(n int) time.Duration {
		runtime.GC()
		defer debug.SetGCPercent(debug.SetGCPercent(-1)) // garbage collection may run on any thread
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
