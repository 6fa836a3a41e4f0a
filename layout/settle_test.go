package layout

import (
	"strings"
	"testing"
)

func TestSettle(t *testing.T) {
	doc, rounds, ok := settle(1, maxRounds, func(n int) (string, int) { return strings.Repeat("x", n), min(n+1, 3) })
	if doc != "xxx" || !ok || len(rounds) != 3 {
		t.Errorf("%q after %v, %v", doc, rounds, ok)
	}
	calls := 0
	_, swung, ok := settle(refs{front: 2}, maxRounds, func(r refs) (int, refs) {
		calls++
		return calls, refs{front: 6 - r.front} // contents that make room for what they then lack
	})
	if ok || calls != maxRounds || describe(swung) != "1: {front:4}; 2: {front:2}; 3: {front:4}; 4: {front:2}; 5: {front:4}" {
		t.Errorf("%d calls, %v: %s", calls, ok, describe(swung))
	}
	calls = 0
	_, rounds, ok = settle(2, maxRounds, func(n int) (int, int) { calls++; return calls, n })
	if !ok || calls != 1 || len(rounds) != 1 {
		t.Errorf("composed %d times what did not move", calls)
	}
}

func TestRoman(t *testing.T) {
	for n, want := range map[int]string{1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 99: "xcix", 2024: "mmxxiv"} {
		if got := roman(n); got != want {
			t.Errorf("%d = %s, want %s", n, got, want)
		}
	}
}
