package inline

import (
	"testing"

	"jianbao/content/diag"
)

// TestPlainForms: what a finding suggests for a compatibility character that no face
// has can be printed.
func TestPlainForms(t *testing.T) {
	f := songFont()
	has := func(r rune) bool {
		_, _, _, ok := f.Stack.Lookup(r, false)
		return ok
	}
	suggested := 0
	for r := rune(0x80); r < 0x1FBFF; r++ {
		if r >= 0xD800 && r < 0xF900 || r > 0x33FF && r < 0xD800 || has(r) { // surrogates, private use and ideographs
			continue
		}
		var log diag.List
		b := &builder{p: &Paragraph{runs: []Run{{Text: string(r), Font: f}}, starts: []int{0}}, log: &log}
		b.missing(char{r: r, end: int32(len(string(r)))}, f)
		d := log.Items()[0]
		if d.Code != "missing-form" {
			continue
		}
		suggested++
		for _, s := range d.Fix.Write {
			if !has(s) {
				t.Errorf("%q is suggested for U+%04X, which no face has", d.Fix.Write, r)
			}
		}
		if d.Fix.Write == "" {
			t.Errorf("nothing is suggested for U+%04X", r)
		}
	}
	if suggested < 400 {
		t.Errorf("%d suggestions, want 400", suggested)
	}
}
