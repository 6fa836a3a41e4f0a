package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
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

// laterHeap is the size of the heap in bytes below which garbage is not collected a second
// time. The heap of a 446-page issue grows to some 65 MB; collecting at three times what the
// first collection had left, at 42 MB, cost a tenth of its instructions and saved 18 MB.
const laterHeap = 72 << 20

// issueHeap is an upper bound of the bytes that a batch's parent keeps for an issue:
// its names and those of its files.
const issueHeap = 3 << 10

// collection is when garbage is collected in this process: first when the heap has reached
// startHeap, then at another size, and then as GOGC of laterGC says. Nil adjusts nothing.
type collection struct {
	mu    sync.Mutex
	ended bool
	later uint64 // heap at the second collection, in bytes
}

// deferCollection defers garbage collection, unless the user has set GOGC or GOMEMLIMIT.
func deferCollection() *collection {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	debug.SetGCPercent(startGC)
	d := &collection{later: laterHeap}
	d.await()
	return d
}

// forBatch adjusts collection to a batch of so many issues, whose heap is mostly garbage:
// it stays within startHeap up to some ten thousand issues.
func (d *collection) forBatch(issues int) {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = true
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(max(startHeap, 8<<20+issueHeap*int64(issues)))
}

// forLong adjusts collection to a process that stays: it does without laterHeap.
func (d *collection) forLong() {
	if d == nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.later = 0
}

// await has adjust called after the next collection.
func (d *collection) await() {
	// The object is too large for the tiny allocator, which would keep it alive together
	// with others.
	runtime.AddCleanup(new([64]byte), (*collection).adjust, d)
}

func (d *collection) adjust() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ended {
		return
	}
	percent := percentAfter(live[0].Value.Uint64(), d.later)
	if percent > laterGC {
		d.await()
	}
	debug.SetGCPercent(percent)
}

// percentAfter returns GOGC after a collection that has left so many bytes, for the next one
// at a heap of later bytes, or where laterGC has it if that is more.
func percentAfter(live, later uint64) int {
	if live == 0 || live >= later {
		return laterGC
	}
	return max(laterGC, int((later-live)*100/live))
}
