package strict

import (
	"math"
	"testing"

	"jianbao/content/diag"
)

// TestBeyondIntegers: decimal integers out of range become the greatest or least one, so
// that their key can refuse them; what is no integer does not.
func TestBeyondIntegers(t *testing.T) {
	for _, c := range []struct {
		text string
		want any // nil: no value of TOML
	}{
		{"99999999999999999999", int64(math.MaxInt64)},
		{"-99999999999999999999", int64(math.MinInt64)},
		{"99999999999999999999mm", nil},
		{"-99999999999999999999.x", nil},
		{"99999999999999999999.5", 1e20},
	} {
		var log diag.List
		table, ok := Parse(&diag.Source{Data: []byte("v = " + c.text)}, &log)
		if ok != (c.want != nil) {
			t.Errorf("%s: %v, %v", c.text, ok, log.Items())
			continue
		}
		if ok && table.Value("v").Any() != c.want {
			t.Errorf("%s: %v, want %v", c.text, table.Value("v").Any(), c.want)
		}
	}
}
