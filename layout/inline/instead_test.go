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

// TestMissingBullets: for a sign that no face has and that begins a paragraph, one that can
// be printed is suggested; a font helps with it elsewhere, and with other characters.
func TestMissingBullets(t *testing.T) {
	f := songFont()
	for _, c := range []struct {
		r    rune
		at   int32
		code diag.Code
	}{{'➢', 0, "missing-bullet"}, {'❖', 0, "missing-bullet"}, {'⮚', 0, "missing-bullet"}, {'⁃', 0, "missing-bullet"}, {'➢', 3, "missing-glyph"}, {'ꀕ', 0, "missing-glyph"}} {
		var log diag.List
		b := &builder{p: &Paragraph{runs: []Run{{Text: "甲" + string(c.r), Font: f}}, starts: []int{0}}, log: &log}
		b.missing(char{r: c.r, at: c.at, end: c.at + int32(len(string(c.r)))}, f)
		if d := log.Items()[0]; d.Code != c.code || d.Code == "missing-bullet" && d.Fix.Write != "●" {
			t.Errorf("%q at %d: %s, %q", c.r, c.at, d.Code, d.Fix.Write)
		}
	}
}
