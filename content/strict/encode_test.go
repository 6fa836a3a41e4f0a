package strict

import (
	"testing"

	"jianbao/content/diag"
)

// TestEncode: a value that is encoded and parsed is the same.
func TestEncode(t *testing.T) {
	for _, text := range []string{
		`"一\n\"二\" \\"`, "3", "-9223372036854775808", "true", "1.0", "0.25", "2026-03-15", "08:30:00", "2026-03-15T08:30:00.25", "2026-03-15T08:30:00Z",
		`["a", ["b", 2]]`, "[]", `""`,
	} {
		root, ok := Parse(&diag.Source{Data: []byte("v = " + text)}, &diag.List{})
		if !ok {
			t.Fatal(text)
		}
		if got := Encode(root.Entry("v").Any()); got != text {
			t.Errorf("%s, want %s", got, text)
		}
	}
	if got := Encode(nil); got != "" {
		t.Errorf("nothing: %q", got)
	}
}
