package signals

import (
	"testing"

	"jianbao/content/parallel"
)

func TestUntil(t *testing.T) {
	ran := false
	if !Until(make(chan struct{}), func() { ran = true }) || !ran {
		t.Error("a function that returns was not waited for")
	}

	stop, held := make(chan struct{}), make(chan struct{})
	close(stop)
	defer close(held)
	if Until(stop, func() { <-held }) {
		t.Error("Until waits for a function after stop was closed")
	}
}

// TestUntilPanics checks that a panic does not end the program from a goroutine of its
// own, and is not lost either.
func TestUntilPanics(t *testing.T) {
	defer func() {
		p, ok := recover().(*parallel.Panic)
		if !ok || p.Value != "broken" {
			t.Errorf("the caller got %v", p)
		}
	}()
	Until(make(chan struct{}), func() { panic("broken") })
	t.Error("a panic was lost")
}
