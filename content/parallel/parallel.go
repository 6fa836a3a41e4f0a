// Package parallel runs a function for each index of a list, in a bounded number
// of goroutines, with a result that does not depend on their number: results are
// stored by index, and of several failures the one with the lowest index is
// reported.
//
// A panic in one of the goroutines is raised again in the caller. Otherwise it
// would end the process with status 2 before any deferred function of the caller
// runs.
package parallel

import (
	"sync"
	"sync/atomic"
)

// For calls do for each index from 0 to n-1, in at most workers goroutines that
// take the indexes in increasing order, and returns when all calls have
// returned. With fewer than two workers the calls run in the calling goroutine.
//
// If calls panic, no further index is taken, and For panics with the *Panic of
// the lowest index that does.
func For(workers, n int, do func(i int)) {
	With(workers, n, func() struct{} { return struct{}{} }, func(_ struct{}, i int) { do(i) })
}

// With is For with a value for each goroutine, which the goroutine creates by
// calling start: for instance buffers that its calls reuse.
func With[W any](workers, n int, start func() W, do func(w W, i int)) {
	// The calls return no error, so the result is always nil.
	_ = try(workers, n, start, func(w W, i int) error {
		do(w, i)
		return nil
	})
}

// Try is For with calls that return errors. After an error no further index is
// taken, and the error is that of the lowest index that returns one: all lower
// indexes have been taken by then.
func Try(workers, n int, do func(i int) error) error {
	return try(workers, n, func() struct{} { return struct{}{} }, func(_ struct{}, i int) error { return do(i) })
}

func try[W any](workers, n int, start func() W, do func(w W, i int) error) error {
	if workers = min(workers, n); workers <= 1 {
		if n <= 0 {
			return nil
		}
		w := start()
		for i := range n {
			if err := do(w, i); err != nil {
				return err
			}
		}
		return nil
	}
	l := loop{n: int64(n), index: n}
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			i := -1 // a panic in start precedes those of all indexes
			defer func() {
				if v := recover(); v != nil {
					l.fail(i, Recovered(v))
				}
			}()
			w := start()
			for i = l.take(); i < n; i = l.take() {
				if err := do(w, i); err != nil {
					l.fail(i, err)
					return
				}
			}
		})
	}
	wait.Wait()
	if p, ok := l.failure.(*Panic); ok {
		panic(p)
	}
	return l.failure
}

// loop is the state that the goroutines of one call share.
type loop struct {
	n    int64
	next atomic.Int64

	mu      sync.Mutex
	index   int // the lowest that failed; n if none did
	failure error
}

// take returns the next index, or a value of at least n if there is none.
func (l *loop) take() int { return int(l.next.Add(1)) - 1 }

// fail records the failure of an index and stops further indexes from being
// taken.
func (l *loop) fail(i int, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if i < l.index {
		l.index, l.failure = i, err
	}
	l.next.Store(l.n)
}
