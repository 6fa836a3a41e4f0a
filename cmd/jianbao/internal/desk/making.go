package desk

import (
	"context"
	"slices"
	"sync"
	"time"
)

// making ends the files that are being made, all of them.
type making struct {
	mu  sync.Mutex
	end []*context.CancelFunc
}

// begin returns the context of a file that is made, and a function that ends it.
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

// cancel ends the making of all files.
func (m *making) cancel() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, end := range m.end {
		(*end)()
	}
}

// interruption lets what has time give way to what has not.
type interruption struct {
	mu  sync.Mutex
	end context.CancelFunc // nil: nothing is going on that has time
}

// begin returns the context of something that has time, and a function for its end.
func (i *interruption) begin() (context.Context, func()) {
	ctx, end := context.WithCancel(context.Background())
	i.mu.Lock()
	defer i.mu.Unlock()
	i.end = end
	return ctx, i.stop
}

// stop ends it.
func (i *interruption) stop() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.end != nil {
		i.end()
		i.end = nil
	}
}

// lock locks the engine for making a file; ok is false if ctx was done before.
func (w *work) lock(ctx context.Context) (ok bool) {
	for !w.composing.TryLock() {
		w.pause.stop()
		select {
		case <-ctx.Done():
			return false
		case <-time.After(10 * time.Millisecond):
		}
	}
	return true
}
