package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// startHeap is how large the heap may grow before garbage is collected at all.
// One issue needs less, and then its run ends without having paid for a
// collection; with the pages of the program that are touched, a process stays
// well under 66 MB.
const startHeap = 36 << 20

// laterGC is the collector's percentage from then on. Collecting half as often
// as is usual saved a sixth of the time of a 446-page issue, for 8 MB.
const laterGC = 200

// issueHeap is more than what a batch's parent keeps of an issue: its names, and
// those of its files.
const issueHeap = 3 << 10

// deferCollection puts garbage collection off until the heap has reached
// startHeap, and lets it work at laterGC from then on. Settings of the user's own
// are left alone.
//
// What it returns is for a batch of so many issues, whose garbage is most of its
// heap: that stays within startHeap until there are more than ten thousand.
func deferCollection() (forBatch func(issues int)) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return func(int) {}
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startHeap)
	// Cleanups run after the first collection, which is when the limit was
	// reached. The object must not be of the kind that is allocated together
	// with others, which could keep it alive.
	sentinel := new([64]byte)
	later := runtime.AddCleanup(sentinel, func(percent int) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(math.MaxInt64)
	}, laterGC)
	return func(issues int) {
		later.Stop()
		debug.SetGCPercent(-1)
		debug.SetMemoryLimit(max(startHeap, 8<<20+issueHeap*int64(issues)))
	}
}
