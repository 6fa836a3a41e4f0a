package strict

import (
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestDivide: a table with a source of its own has all places in it, at the same text; what
// is left out and what is inherited keep theirs.
func TestDivide(t *testing.T) {
	text := `on = true
[[s]] # 注
title = "甲\n乙"
list = ["丙", { k = '丁' }]
d.e = 2021-10-22
inline = { a = "x\ty", b = { c = 1 } }
[[s.a]]
y = "1"
[[s.a.b]]
z = """
第一行\
   第二行"""
[last]
x = 1
`
	places := func(t *Table, without ...string) (texts []string, spans []*diag.Span) {
		t.places(without, func(s *diag.Span, v *Value) {
			if s.Source == nil {
				return
			}
			spans = append(spans, s)
			all := s.Text()
			if v != nil {
				if str, ok := v.Str(); ok {
					for i := range str.Value {
						all += " " + str.Place.At(i, i+1).Text()
					}
				}
			}
			texts = append(texts, all)
		})
		return texts, spans
	}
	root, log, ok := parse(text)
	other, _, _ := parse("[s]\ninherited = \"y\"\n")
	if !ok {
		t.Fatal(codes(log))
	}
	whole := root.Span().Source
	section := root.Value("s").Items()[0].Table()
	section.Inherit(other.Peek("s"), func(string) Merge { return Entries })
	article := section.Entry("a").Items()[0].Table()
	for _, c := range []struct {
		table     *Table
		without   []string
		from, end string
	}{
		{section, []string{"a"}, "[[s]]", "c = 1 } }"},
		{article, nil, "[[s.a]]", `第二行"""`},
		{section.Entry("inline").Table(), nil, "", ""}, // already in a part
	} {
		before, _ := places(c.table, c.without...)
		extent := c.table.Extent(c.without...)
		if c.from != "" && (extent.Source != whole || extent.Text() != text[strings.Index(text, c.from):strings.Index(text, c.end)+len(c.end)]) {
			t.Errorf("extent %q", extent.Text())
		}
		part := &diag.Source{Path: whole.Path, Data: []byte(extent.Text())}
		c.table.Divide(part, c.without...)
		after, spans := places(c.table, c.without...)
		if strings.Join(before, "\n") != strings.Join(after, "\n") {
			t.Errorf("before\n%q\nafter\n%q", before, after)
		}
		inherited := 0
		for _, s := range spans {
			if s.Source == other.Span().Source {
				inherited++
			} else if s.Source != part {
				t.Errorf("%q is not in the part", s.Text())
			}
		}
		if want := map[bool]int{true: 2}[c.table == section]; inherited != want {
			t.Errorf("%d places of inherited values, want %d", inherited, want)
		}
	}
	root, _, _ = parse("x = 'a'\n t = \"\"\"\n甲\\n乙\"\"\" # 注\n")
	value := root.Entry("t")
	if got := value.Extent().Text(); got != "t = \"\"\"\n甲\\n乙\"\"\"" {
		t.Errorf("extent %q", got)
	}
	part := &diag.Source{Data: []byte(value.Extent().Text())}
	value.Divide(part)
	if s, _ := value.Str(); value.Key.Source != part || value.Key.Text() != "t" || value.Span.Source != part || s.Place.At(4, 7).Text() != "乙" || root.Entry("x").Key.Source == part {
		t.Errorf("key %q, value %q", value.Key.Text(), value.Span.Text())
	}
	if at := section.Entry("a").Span; at.Source != whole {
		t.Error("what was left out has moved")
	}
}
