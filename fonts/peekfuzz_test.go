package fonts

import (
	"bytes"
	"os"
	"reflect"
	"testing"
)

// FuzzSummaries damages font files. Of every face that Open accepts, Summaries must
// return the names and permissions that the opened face has.
func FuzzSummaries(f *testing.F) {
	f.Add(build("\x00\x01\x00\x00", compositeTables()))
	f.Add(testOTF(testCFF(testCharstrings...), len(testCharstrings)))
	named := tinyTables()
	named["name"] = tinyName("Peek", "Peek Regular", "Peek-Regular")
	named["OS/2"] = append(be16(4, 500, 700, 5, 2), make([]byte, 68)...)
	face := build("\x00\x01\x00\x00", named)
	f.Add(face)
	f.Add(tinyCollection(face, build("true", tinyTables())))
	variable := tinyTables()
	variable["fvar"] = be16(1, 0)
	f.Add(build("\x00\x01\x00\x00", variable))
	if data, err := os.ReadFile("bundled/SourceSans3_400Regular.ttf"); err == nil {
		if face, err := Open(data, 0); err == nil {
			if s, err := face.Subset([]GID{10, 11}); err == nil {
				f.Add(withEmptyCmap(s.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := Summaries(bytes.NewReader(data))
		if err != nil {
			list = nil
		} else if len(list) == 0 && NumFaces(data) > 0 {
			t.Fatal("no faces and no error")
		}
		for i := range list {
			s := &list[i]
			if s.Index != i {
				t.Fatalf("face %d has index %d", i, s.Index)
			}
			opened, err := Open(data, i)
			if err != nil {
				continue
			}
			want := Summary{
				Index: i, Families: opened.FamilyNames(), FullNames: opened.namesOf(nameFull), PostScript: opened.PostScriptName(),
				Bold: opened.IsBold(), FSType: opened.FSType(), Usable: true,
			}
			if len(data) <= maxSummaryTable && !reflect.DeepEqual(*s, want) {
				t.Fatalf("face %d: %+v, want %+v", i, *s, want)
			}
		}
		if opened, err := Open(data, 0); err == nil && list == nil && NumFaces(data) == 1 {
			t.Fatalf("%s can be opened, but has no summary", opened.PostScriptName())
		}
	})
}

// tinyName returns a name table with a family, a full and a PostScript name (ids 1, 4
// and 6) for Windows.
func tinyName(family, full, postScript string) []byte {
	var records, text []byte
	for i, s := range []string{family, full, postScript} {
		records = append(records, be16(3, 1, 0x409, [3]int{1, 4, 6}[i], 2*len(s), len(text))...)
		for _, c := range []byte(s) {
			text = append(text, 0, c)
		}
	}
	return append(append(be16(0, 3, 6+len(records)), records...), text...)
}

// tinyCollection returns a collection of fonts; the offsets in their directories are
// moved to where they stand.
func tinyCollection(files ...[]byte) []byte {
	out := append([]byte("ttcf"), be16(1, 0, 0, len(files))...)
	at := len(out) + 4*len(files)
	var bodies []byte
	for _, file := range files {
		out = append(out, be16(0, at)...)
		moved := bytes.Clone(file)
		for i := range table(file).u16(4) {
			e := table(moved).sub(12+16*i, 16)
			copy(e[8:], be16((e.u32(8)+at)>>16, (e.u32(8)+at)&0xFFFF))
		}
		bodies = append(bodies, moved...)
		at += len(moved)
	}
	return append(out, bodies...)
}

// TestSummaries reads two faces of a collection.
func TestSummaries(t *testing.T) {
	named := tinyTables()
	named["name"] = tinyName("Peek", "Peek Regular", "Peek-Regular")
	named["OS/2"] = append(be16(4, 500, 700, 5, 2), make([]byte, 68)...)
	list, err := Summaries(bytes.NewReader(tinyCollection(build("true", tinyTables()), build("\x00\x01\x00\x00", named))))
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	if s := list[1]; s.Index != 1 || s.PostScript != "Peek-Regular" || !s.Bold || s.FSType != 2 || !s.Usable {
		t.Errorf("%+v", s)
	}
}
