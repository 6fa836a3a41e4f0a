package gen

import (
	"iter"
	"os"
	"strconv"
	"strings"
	"testing"
)

// Seeds returns the seeds of the random documents of a test: few by default and the first
// of those that found a fault, more with JIANBAO_THOROUGH and all that found one, and with
// JIANBAO_SEEDS as many as that says, or from one to another (make generated): 2500,
// 300-399. A test that has failed gets no more, but for those of JIANBAO_SEEDS.
func Seeds(t testing.TB, few, more int, found ...uint64) iter.Seq[uint64] {
	t.Helper()
	from, to, asked := 0, few, os.Getenv("JIANBAO_SEEDS")
	number := func(text string) int {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("JIANBAO_SEEDS=%s is no number and no range", asked)
		}
		return n
	}
	switch first, last, isRange := strings.Cut(asked, "-"); {
	case isRange:
		from, to, found = number(first), number(last)+1, nil
	case asked != "":
		to, found = number(asked), nil
	case os.Getenv("JIANBAO_THOROUGH") != "":
		to = more
	case testing.Short():
		to, found = (few+3)/4, nil
	default:
		found = found[:min(len(found), 1)]
	}
	return func(yield func(uint64) bool) {
		for _, seed := range found {
			if !yield(seed) {
				return
			}
		}
		for seed := from; seed < to && (asked != "" || !t.Failed()); seed++ {
			if !yield(uint64(seed)) {
				return
			}
		}
	}
}
