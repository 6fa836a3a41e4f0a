package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// The runtime first collects garbage at 4 MB × GOGC / 100 of heap. A memory limit would do the
// same but force a second collection before the first has lifted it.
const (
	// startGC is GOGC until then: an issue needs a quarter of these 80 MB, and a book of 446
	// pages ends just before them. Collecting at a third and at a half cost a tenth of its
	// time and saved 12 MB.
	startGC = 2000
	// longStartGC is startGC in a process that stays: others may need what it does not.
	longStartGC = 640
	// laterGC is GOGC after that. Collecting half as often as by default saved a sixth of
	// the time of a 446-page issue, for 8 MB.
	laterGC = 200
)

const (
	// batchHeap is the memory in bytes below which a batch's parent does not collect.
	batchHeap = 36 << 20
	// issueHeap is an upper bound of the bytes that a batch's parent keeps for an issue:
	// its names and those of its files.
	issueHeap = 3 << 10
)

// collection is when garbage is collected in this process. Nil: as the user has set it.
type collection struct{ later runtime.Cleanup }

// deferCollection defers garbage collection, and sets GOGC to laterGC after the first one.
// If the user has set GOGC or GOMEMLIMIT, it changes nothing and returns nil.
func deferCollection() *collection {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	debug.SetGCPercent(startGC)
	// Cleanups run after the first collection. The object is too large for the tiny allocator, which would keep it
	// alive together with others.
	sentinel := new([64]byte)
	return &collection{runtime.AddCleanup(sentinel, func(percent int) { debug.SetGCPercent(percent) }, laterGC)}
}

// forBatch adjusts collection to a batch of so many issues, whose heap is mostly garbage:
// it stays within batchHeap up to some ten thousand issues.
func (c *collection) forBatch(issues int) {
	if c == nil {
		return
	}
	c.later.Stop()
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(max(batchHeap, 8<<20+issueHeap*int64(issues)))
}

// forLong adjusts collection to a process that stays.
func (c *collection) forLong() {
	if c != nil {
		debug.SetGCPercent(longStartGC)
	}
}
