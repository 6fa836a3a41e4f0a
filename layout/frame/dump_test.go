package frame

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"

	"jianbao/layout/unit"
)

func TestDump(t *testing.T) {
	root := NewNode(RoleDocument)
	root.Add(RoleSect)
	article := root.Add(RoleSect).Add(RoleArt)
	doc := &Document{Root: root, Pages: []Page{
		{Label: "1", Items: []Item{
			&Rule{Kind: KindCover},
			&Line{Kind: KindBody, Section: 2, Article: 3, Block: 4, Node: article, Text: "甲\"\n", X: 100 * unit.Pt, Y: unit.Pt / 8, Width: 20 * unit.Pt,
				Measure: 21 * unit.Pt, Size: 10 * unit.Pt, Grid: -1, Register: "article-3", First: true, Justify: true, Repair: RepairShrink,
				Glyphs: []Glyph{{Text: "甲", Advance: 10 * unit.Pt}, {Text: `"`, X: 1_312_345, Advance: unit.Pt / 2, Hyphen: true}}},
		}},
		{},
	}}
	var b bytes.Buffer
	if err := Dump(&b, doc); err != nil {
		t.Fatal(err)
	}
	want := `{"page":1,"label":"1","kind":"body","section":2,"article":3,"block":4,"level":0,"node":"Sect[2]/Art[1]","text":"甲\"\n",` +
		`"x":100,"y":0.125,"width":20,"measure":21,"size":10,"grid":-1,"register":"article-3","first":true,"last":false,` +
		`"justify":true,"repair":"shrink","glyphs":[["甲",100,10,""],["\"",113.12345,0.5,""]]}` + "\n"
	if b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
}

// TestDumpTable: lines of tables have their place in it, cells also theirs; rules
// are dumped only if a table's.
func TestDumpTable(t *testing.T) {
	doc := &Document{Pages: []Page{{Items: []Item{
		&Rule{Kind: KindImprint, Width: unit.Pt, Height: unit.Pt},
		&Line{Kind: KindContinued, Text: "续表1", Grid: -1, Table: &InTable{Table: 2, Part: 2}},
		&Line{Kind: KindCell, Grid: -1, First: true, Last: true, Turned: true,
			Table: &InTable{Table: 2, Part: 2, Row: 1, Column: 3, Rows: 2, Columns: 4, Head: true, Repeated: true}},
		&Rule{Kind: KindRule, X: unit.Pt, Y: 2 * unit.Pt, Width: 3 * unit.Pt, Height: unit.Pt / 2, Table: 2, Part: 2},
	}}}}
	var b bytes.Buffer
	if err := Dump(&b, doc); err != nil {
		t.Fatal(err)
	}
	const rest = `"x":0,"y":0,"width":0,"measure":0,"size":0,"grid":-1,"register":"",`
	want := `{"page":1,"label":"","kind":"continued","section":0,"article":0,"block":0,"level":0,"node":"","table":2,"part":2,"text":"续表1",` + rest +
		`"first":false,"last":false,"justify":false,"repair":"none","glyphs":[]}` + "\n" +
		`{"page":1,"label":"","kind":"cell","section":0,"article":0,"block":0,"level":0,"node":"","table":2,"part":2,"turned":true,` +
		`"row":1,"column":3,"rows":2,"columns":4,"head":true,"repeated":true,"text":"",` + rest +
		`"first":true,"last":true,"justify":false,"repair":"none","glyphs":[]}` + "\n" +
		`{"page":1,"label":"","kind":"rule","table":2,"part":2,"x":1,"y":2,"width":3,"height":0.5}` + "\n"
	if b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
}

// TestPaths checks that the numbers in paths count all children of the parent,
// whatever their roles.
func TestPaths(t *testing.T) {
	body := NewNode(RoleLBody)
	own := body.Add(RoleL)
	root := NewNode(RoleDocument, NewNode(RoleP), nil, NewNode(RoleL, NewNode(RoleLI, NewNode(RoleLbl), body)), NewNode(RoleP))
	all := paths(root)
	for n, want := range map[*Node]string{root: "", body: "L[2]/LI[1]/LBody[2]", own: "L[2]/LI[1]/LBody[2]/L[1]", root.Children[2]: "P[3]", nil: ""} {
		if got := all[n]; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if len(paths(nil)) != 0 {
		t.Error("paths without a tree")
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestDumpReportsWriteErrors(t *testing.T) {
	doc := &Document{Pages: []Page{{Items: []Item{&Line{}}}}}
	if err := Dump(full{}, doc); !errors.Is(err, errFull) {
		t.Errorf("got %v", err)
	}
}

// FuzzDumpString checks that a JSON reader reads back each string of a dump.
func FuzzDumpString(f *testing.F) {
	for _, s := range []string{"", "甲𬬱", "\x00\x1f\x7f\"\\/\t\n\r", "a\u2028b\u2029", "\xff\xfe甲\xe4"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var back string
		if err := json.Unmarshal(appendString(nil, s), &back); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if want := string([]rune(s)); back != want || utf8.ValidString(s) && back != s {
			t.Errorf("%q read back as %q", s, back)
		}
	})
}

// TestRoleHeading: there are no roles of headings beside H1 to H6.
func TestRoleHeading(t *testing.T) {
	for level, want := range map[int]Role{-1: "H1", 0: "H1", 1: "H1", 2: "H2", 6: "H6", 7: "H6", 99: "H6"} {
		if got := RoleHeading(level); got != want {
			t.Errorf("level %d: %s, want %s", level, got, want)
		}
	}
}
