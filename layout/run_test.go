package layout

import (
	"strings"
	"testing"
)

func TestRunHandsPanicsToItsCaller(t *testing.T) {
	defer func() {
		if r := recover(); r == nil || !strings.Contains(r.(string), "at 7") {
			t.Fatalf("recovered %v", r)
		}
	}()
	run(100, func() func(int) {
		return func(i int) {
			if i == 7 {
				panic("at 7")
			}
		}
	})
}
