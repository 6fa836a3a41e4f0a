package desk

import (
	"context"
	"slices"
	"sync"
	"time"
)

// making ends what is going on, all of it: the files that are being made, or what has time
// and gives way to what has not.
type making struct {
	mu  sync.Mutex
	end []*context.CancelFunc
}

// begin returns the context of something that goes on, and a function for its end.
func (m *making) begin(ctx context.Context) (context.Context, func()) {
	ctx, end := context.WithCancel(ctx)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.end = append(m.end, &end)
	return ctx, func() {
		end()
		m.mu.Lock()
		defer m.mu.Unlock()
		m.end = slices.DeleteFunc(m.end, func(f *context.CancelFunc) bool { return f == &end })
	}
}

// cancel ends all that goes on.
func (m *making) cancel() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, end := range m.end {
		(*end)()
	}
}

// lock locks the engine for making a file; ok is false if ctx was done before.
func (w *work) lock(ctx context.Context) (ok bool) {
	for !w.composing.TryLock() {
		w.pause.cancel()
		select {
		case <-ctx.Done():
			return false
		case <-time.After(10 * time.Millisecond):
		}
	}
	return true
}
