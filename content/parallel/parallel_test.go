package parallel

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var workerCounts = []int{-1, 0, 1, 2, 3, 16, 1000}

func TestForCallsEachIndexOnce(t *testing.T) {
	for _, workers := range workerCounts {
		for _, n := range []int{0, 1, 2, 100} {
			calls := make([]atomic.Int32, n)
			For(workers, n, func(i int) { calls[i].Add(1) })
			for i := range calls {
				if got := calls[i].Load(); got != 1 {
					t.Errorf("%d workers, n = %d: index %d called %d times", workers, n, i, got)
				}
			}
		}
	}
}

// TestForIsBounded: all workers run at once, and never more than that. The calls
// of a round wait for each other.
func TestForIsBounded(t *testing.T) {
	const workers, rounds = 4, 25
	var running, most atomic.Int32
	var round [rounds]sync.WaitGroup
	for i := range round {
		round[i].Add(workers)
	}
	For(workers, workers*rounds, func(i int) {
		now := running.Add(1)
		for {
			was := most.Load()
			if now <= was || most.CompareAndSwap(was, now) {
				break
			}
		}
		round[i/workers].Done()
		round[i/workers].Wait()
		running.Add(-1)
	})
	if most.Load() != workers {
		t.Errorf("%d calls at once, want %d", most.Load(), workers)
	}
}

// TestWithMakesOneValueForEachWorker: no value is used by two calls at once.
func TestWithMakesOneValueForEachWorker(t *testing.T) {
	for _, workers := range workerCounts {
		type scratch struct{ busy atomic.Bool }
		var made atomic.Int32
		With(workers, 200, func() *scratch {
			made.Add(1)
			return new(scratch)
		}, func(s *scratch, i int) {
			if s.busy.Swap(true) {
				t.Error("a value is used by two calls at once")
			}
			s.busy.Store(false)
		})
		if got, most := int(made.Load()), max(1, min(workers, 200)); got != most {
			t.Errorf("%d workers: %d values", workers, got)
		}
	}
	With(4, 0, func() int { t.Error("start called without an index"); return 0 }, func(int, int) {})
}

// TestTryReturnsTheErrorOfTheLowestIndex: whatever the number of workers, and
// although a higher index may fail first.
func TestTryReturnsTheErrorOfTheLowestIndex(t *testing.T) {
	for _, workers := range workerCounts {
		for range 20 {
			later := make(chan struct{})
			err := Try(workers, 100, func(i int) error {
				switch i {
				case 7:
					if workers > 1 {
						<-later
					}
					return errors.New("at 7")
				case 8:
					close(later)
					return errors.New("at 8")
				case 30:
					return errors.New("at 30")
				}
				return nil
			})
			if err == nil || err.Error() != "at 7" {
				t.Fatalf("%d workers: %v", workers, err)
			}
		}
		if err := Try(workers, 100, func(int) error { return nil }); err != nil {
			t.Errorf("%d workers: %v", workers, err)
		}
	}
}

func TestTryTakesNoIndexAfterAnError(t *testing.T) {
	for _, workers := range workerCounts {
		var calls atomic.Int32
		Try(workers, 1_000_000, func(i int) error {
			calls.Add(1)
			return errors.New("failed")
		})
		if got := int(calls.Load()); got > max(1, workers) {
			t.Errorf("%d workers: %d calls, though each fails", workers, got)
		}
	}
}

func caught(f func()) (p *Panic) {
	defer func() {
		if v := recover(); v != nil {
			p = Recovered(v)
		}
	}()
	f()
	return nil
}

func failingFunction(i int) { panic(fmt.Errorf("at %d", i)) }

// TestPanicsReachTheCaller: the caller gets the panic of the lowest index with
// its original stack, also from nested loops.
func TestPanicsReachTheCaller(t *testing.T) {
	for _, workers := range workerCounts {
		check := func(name string, f func()) {
			t.Helper()
			p := caught(f)
			if p == nil {
				t.Fatalf("%s, %d workers: no panic", name, workers)
			}
			if err, ok := p.Value.(error); !ok || err.Error() != "at 7" {
				t.Errorf("%s, %d workers: value %v", name, workers, p.Value)
			}
			if !strings.Contains(string(p.Stack), "failingFunction") {
				t.Errorf("%s, %d workers: the stack is not that of the panic:\n%s", name, workers, p.Stack)
			}
		}
		from7 := func(i int) {
			if i >= 7 {
				failingFunction(i)
			}
		}
		check("For", func() { For(workers, 100, from7) })
		check("With", func() { With(workers, 100, func() int { return 0 }, func(_, i int) { from7(i) }) })
		check("Try", func() {
			_ = Try(workers, 100, func(i int) error {
				from7(i)
				return nil
			})
		})
		check("an error after a panic", func() {
			_ = Try(workers, 100, func(i int) error {
				if i == 7 {
					failingFunction(i)
				} else if i > 7 {
					return errors.New("later")
				}
				return nil
			})
		})
		check("start", func() {
			With(workers, 100, func() int { failingFunction(7); return 0 }, func(_, i int) {})
		})
		check("nested", func() {
			For(workers, 3, func(int) { For(workers, 100, from7) })
		})
	}
}

func TestPanicAfterErrorIsAnError(t *testing.T) {
	for _, workers := range workerCounts {
		err := Try(workers, 100, func(i int) error {
			if i == 6 {
				return errors.New("at 6")
			}
			if i > 6 {
				failingFunction(i)
			}
			return nil
		})
		if err == nil || err.Error() != "at 6" {
			t.Errorf("%d workers: %v", workers, err)
		}
	}
}

func TestLabel(t *testing.T) {
	p := caught(func() {
		defer Label("issue.toml")
		failingFunction(1)
	})
	if p == nil || p.Value != "issue.toml: at 1" || !strings.Contains(string(p.Stack), "failingFunction") {
		t.Errorf("got %v", p)
	}
	if p := caught(func() { defer Label("issue.toml") }); p != nil {
		t.Errorf("a panic where there was none: %v", p)
	}
}

func TestGroup(t *testing.T) {
	var g Group
	var calls atomic.Int32
	for i := range 10 {
		g.Go(func() {
			calls.Add(1)
			if i == 4 {
				failingFunction(4)
			}
		})
	}
	p := caught(g.Wait)
	if p == nil || fmt.Sprint(p.Value) != "at 4" || !strings.Contains(string(p.Stack), "failingFunction") {
		t.Errorf("got %v", p)
	}
	if calls.Load() != 10 {
		t.Errorf("%d of 10 functions ran", calls.Load())
	}
	if text := p.Error(); !strings.HasPrefix(text, "at 4\n\n") || !strings.Contains(text, "failingFunction") {
		t.Errorf("the text lacks value or stack: %s", text)
	}
	var idle Group
	idle.Go(func() {})
	if p := caught(idle.Wait); p != nil {
		t.Error(p)
	}
}

// TestStopsAfterAFailure: once an index has failed no other is taken. The calls of
// the others are slow, so that a loop that went on would be at it for seconds.
func TestStopsAfterAFailure(t *testing.T) {
	const n = 5000
	var calls atomic.Int64
	failing := errors.New("failing")
	err := Try(2, n, func(i int) error {
		calls.Add(1)
		if i == 0 {
			return failing
		}
		time.Sleep(time.Millisecond)
		return nil
	})
	if got := calls.Load(); !errors.Is(err, failing) || got == n {
		t.Errorf("%v after %d of %d calls", err, got, n)
	}
}
