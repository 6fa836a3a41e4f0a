package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// startHeap is the size of the memory in bytes at which garbage is collected for the
// first time. One issue usually needs less, so that its run ends without any
// collection; the whole process stays well under 66 MB.
const startHeap = 36 << 20

// startGC is GOGC until then: the runtime first collects at 4 MB × GOGC / 100 of heap, and
// the rest of startHeap are stacks, globals and the runtime's own data. A memory limit would
// do the same but force a second collection before the first has lifted it.
const startGC = 640

// laterGC is GOGC after that. Collecting half as often as by default saved a sixth
// of the time of a 446-page issue, for 8 MB.
const laterGC = 200

// issueHeap is an upper bound of the bytes that a batch's parent keeps for an issue:
// its names and those of its files.
const issueHeap = 3 << 10

// deferCollection defers garbage collection until the heap has reached startHeap,
// and sets GOGC to laterGC from then on. If the user has set GOGC or GOMEMLIMIT, it
// changes nothing.
//
// The function it returns adjusts this to a batch of so many issues, whose heap is
// mostly garbage: it stays within startHeap up to some ten thousand issues.
func deferCollection() (forBatch func(issues int)) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func(int) {}
	}
	debug.SetGCPercent(startGC)
	// Cleanups run after the first collection. The object is too large for the tiny allocator, which would keep it
	// alive together with others.
	sentinel := new([64]byte)
	later := runtime.AddCleanup(sentinel, func(percent int) { debug.SetGCPercent(percent) }, laterGC)
	return func(issues int) {
		later.Stop()
		debug.SetGCPercent(-1)
		debug.SetMemoryLimit(max(startHeap, 8<<20+issueHeap*int64(issues)))
	}
}
