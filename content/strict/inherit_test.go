package strict

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestInherit: each way of merging, and the places of inherited values.
func TestInherit(t *testing.T) {
	read := func(path, text string, log *diag.List) *Table {
		t.Helper()
		root, ok := Read(path, []byte(text), log)
		if !ok {
			t.Fatal(log.Items())
		}
		return root
	}
	how := func(name string) Merge {
		switch name {
		case "e", "e.list", "only":
			return Entries
		case "l":
			return Leaves
		case "s", "only.s":
			return Skip
		}
		return Replace
	}
	for _, tt := range []struct{ name, own, other, want string }{
		{"a value that is absent", "", "a = 1\n", "a=1(other)"},
		{"a value that both have", "a = 1\n", "a = 2\n", "a=1(own)"},
		{"a table that is replaced", "r = { x = 1 }\n", "r = { y = 2 }\n", "r.x=1(own)"},
		{"a list that is replaced", "a = [1]\n", "a = [2, 3]\n", "a=[1](own)"},
		{"a table by entry", "[e]\nx = 1\n", "[e]\nx = 2\ny = 3\n", "e.x=1(own) e.y=3(other)"},
		{"a table in braces by entry", "e = { x = 1 }\n", "e.x = 2\ne.y = 3\n", "e.x=1(own) e.y=3(other)"},
		{"an entry that is a table", "[e]\nx = { a = 1 }\n", "[e]\nx = { b = 2 }\n", "e.x.a=1(own)"},
		{"lists by entry", "[e]\nlist = [\"a\"]\n", "[e]\nlist = \"b\"\n", "e.list=[a b](own)"},
		{"a list and no list", "[e]\nlist = 3\n", "[e]\nlist = \"b\"\n", "e.list=3(own)"},
		{"a table and no table", "e = 3\n", "[e]\nx = 1\n", "e=3(own)"},
		{"values by their dotted keys", "[l.a]\nb = 1\n", "[l]\n\"a.b\" = 2\n\"a.c\" = 3\n", "l.a.b=1(own) l.a.c=3(other)"},
		{"values below quoted keys", "[l]\n\"a.b\" = 1\n", "[l.a]\nb = 2\nc = 3\n", "l.a.b=1(own) l.a.c=3(other)"},
		{"a value that is not inherited", "", "s = 1\n", ""},
		{"an entry that is not inherited", "", "[only]\ns = 1\nx = 2\n", "only.x=2(other)"},
	} {
		var log diag.List
		root, other := read("own", tt.own, &log), read("other", tt.other, &log)
		root.Inherit(other, how)
		var got []string
		for _, leaf := range root.Leaves() {
			got = append(got, fmt.Sprintf("%s=%v(%s)", leaf.Key, leaf.Value.Any(), leaf.Value.Span.Source.Path))
		}
		if strings.Join(got, " ") != tt.want || log.Len() > 0 {
			t.Errorf("%s: %s, want %s", tt.name, strings.Join(got, " "), tt.want)
		}
	}
}
