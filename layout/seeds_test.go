package layout_test

import (
	"os"
	"strconv"
	"testing"
)

// seeds returns the number of random documents of a test: few by default, more with
// JIANBAO_THOROUGH, and as many as JIANBAO_SEEDS says (make generated).
func seeds(t *testing.T, few, more int) int {
	t.Helper()
	if s := os.Getenv("JIANBAO_SEEDS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	switch {
	case thorough():
		return more
	case testing.Short():
		return (few + 3) / 4
	}
	return few
}

// thorough reports whether a test tries all of its cases.
func thorough() bool { return os.Getenv("JIANBAO_THOROUGH") != "" }
