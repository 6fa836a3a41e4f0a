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
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		return more
	}
	return few
}
