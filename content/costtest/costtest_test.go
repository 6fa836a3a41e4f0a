package costtest

import (
	"testing"
	"time"
)

// spin does work that the compiler cannot remove.
func spin(steps int) (sum uint32) {
	for i := range steps {
		sum = sum*1664525 + uint32(i)
	}
	return sum
}

// TestLinear: a linear cost passes and a quadratic one fails.
func TestLinear(t *testing.T) {
	if _, ok := threadTime(); !ok {
		t.Skip("the processor time of a thread is not available on this system")
	}
	var sum uint32
	Linear(t, 1000, 10_000, 0, func(n int) { sum += spin(1000 * n) })
	probe := new(testing.T)
	Linear(probe, 300, 3000, time.Millisecond, func(n int) { sum += spin(n * n) })
	if !probe.Failed() {
		t.Error("a quadratic cost passes")
	}
	Linear(t, 30, 300, time.Second, func(n int) { sum += spin(n * n) }) // below the floor
	t.Log(sum)
}
