package parallel

import (
	"fmt"
	"runtime/debug"
	"sync"
)

// Panic is a panic that was carried from one goroutine to another.
type Panic struct {
	Value any    // the argument of panic
	Stack []byte // of the goroutine in which it happened
}

// Error returns the value and the stack, so that an unrecovered panic prints
// both.
func (p *Panic) Error() string { return fmt.Sprintf("%v\n\n%s", p.Value, p.Stack) }

// Recovered returns the *Panic for a value that recover returned: the value itself
// if the panic was carried here from another goroutine, else one with the stack of
// the calling goroutine.
func Recovered(value any) *Panic {
	if p, ok := value.(*Panic); ok {
		return p
	}
	return &Panic{Value: value, Stack: debug.Stack()}
}

// Label, when deferred, prefixes the value of a panic with a label, such as the
// name of the file being processed.
func Label(label string) {
	if v := recover(); v != nil {
		p := Recovered(v)
		panic(&Panic{Value: fmt.Sprintf("%s: %v", label, p.Value), Stack: p.Stack})
	}
}

// Group runs goroutines and passes their panics to the caller of Wait. The zero
// value is ready to use.
type Group struct {
	wait  sync.WaitGroup
	mu    sync.Mutex
	first *Panic
}

// Go calls f in a new goroutine.
func (g *Group) Go(f func()) {
	g.wait.Go(func() {
		defer func() {
			if v := recover(); v != nil {
				g.mu.Lock()
				defer g.mu.Unlock()
				if g.first == nil {
					g.first = Recovered(v)
				}
			}
		}()
		f()
	})
}

// Wait waits for all goroutines and panics with the *Panic of the first one
// that panicked, if any.
func (g *Group) Wait() {
	g.wait.Wait()
	if g.first != nil {
		panic(g.first)
	}
}
