package fonts

import (
	"slices"
	"testing"

	"jianbao/fonts/bundled"
)

// TestScriptMeasures: scripts of the bundled faces stand like the ² and ₂ that
// they have drawn, within the limits that typesetting relies on.
func TestScriptMeasures(t *testing.T) {
	for _, info := range bundled.All() {
		f, err := Open([]byte(bundled.Data(info.File)), 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range []Script{f.Superscript(), f.Subscript()} {
			if s.Size*2 <= f.UnitsPerEm() || s.Size*5 > f.UnitsPerEm()*4 || s.Rise*2 > f.UnitsPerEm() || s.Rise*4 < -f.UnitsPerEm() {
				t.Errorf("%s: %+v", info.File, s)
			}
		}
	}
}

// TestScriptMeasuresOfBadTables: values that no script can have are replaced.
func TestScriptMeasuresOfBadTables(t *testing.T) {
	data := []byte(bundled.Data("NotoSansSC_400Regular.ttf"))
	f, err := Open(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	f = &Face{raw: f.raw, upem: f.upem} // without glyphs to measure
	f.raw.os2 = slices.Clone(f.raw.os2)
	if got, want := f.Superscript(), (Script{600, 350}); got != want {
		t.Errorf("%+v, not %+v as in OS/2", got, want)
	}
	for _, bad := range [][2]byte{{0, 0}, {0x7f, 0xff}, {0x80, 0}} {
		for _, at := range []int{12, 16, 20, 24} {
			copy(f.raw.os2[at:], bad[:])
		}
		if got := f.Superscript(); got != (Script{600, 350}) {
			t.Errorf("superscripts of %+v", got)
		}
		if got := f.Subscript(); got != (Script{600, -140}) {
			t.Errorf("subscripts of %+v", got)
		}
	}
}
