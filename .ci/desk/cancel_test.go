package desk

import (
	"testing"
	"time"
)

// The making of a file of a book ends soon after it is cancelled, whatever stage it is in.
func TestCancelBook(t *testing.T) {
	d := Start(t, Repeated(t, "luting-2025-02", 40))
	p := d.Open()
	p.WaitSettled()
	longest := time.Duration(0)
	for _, after := range []time.Duration{0, 100, 300, 500, 800, 1200} {
		p.Act("print")
		time.Sleep(after * time.Millisecond)
		if !Eval[bool](p, `() => document.querySelector("[data-action=cancel]") !== null`) {
			t.Logf("made within %d ms", after)
			break
		}
		begun := time.Now()
		p.Act("cancel")
		p.WaitFor("the end", `() => document.querySelector("[data-action=cancel]") === null`)
		took := time.Since(begun)
		longest = max(longest, took)
		t.Logf("cancelled after %d ms: %v, %s", after, took, p.Status())
		p.WaitSettled()
	}
	if longest > 3*time.Second { // half a second, on a machine that does nothing else
		t.Errorf("the longest took %v", longest)
	}
}
