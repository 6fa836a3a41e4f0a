package strict

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"

	"jianbao/content/diag"
)

func parse(text string) (*Table, *diag.List, bool) {
	log := &diag.List{}
	t, ok := Read("a.toml", []byte(text), log)
	return t, log, ok
}

func codes(log *diag.List) string {
	var out []string
	for _, d := range log.Items() {
		out = append(out, fmt.Sprintf("%s@%d", d.Code, d.Span.Start))
	}
	return strings.Join(out, " ")
}

const sample = "\uFEFF" + `# 注
title = "a\nb\u7532\"c" # 注 "x"
'raw key'.x = 'C:\d'
multi = """
第一行\
   接上 ""引号""
第三行"""
lit = '''
'a'
b'''
n = +1_000
f = 1e3
on = true
d = 2021-10-22
list = [1, "二", # 注
  [3], { k = "v" },
]
[t.u]
v = { a.b = 1, "c" = [ 2 ] }
[[s]]
x = 1
[[s.a]]
y = "1"
[[s.a]]
y = "2"
[[s]]
x = 2
[[s.a]]
y = "3"
`

func TestPlaces(t *testing.T) {
	root, log, ok := parse(sample)
	if !ok {
		t.Fatal(codes(log))
	}
	check := func(got diag.Span, want string) {
		t.Helper()
		if got.Text() != want {
			t.Errorf("the place of %q has %q", want, got.Text())
		}
	}
	check(root.KeySpan("title"), "title")
	check(root.ValueSpan("title"), `"a\nb\u7532\"c"`)
	title, _ := root.Str("title")
	if title.Value != "a\nb甲\"c" {
		t.Errorf("title %q", title.Value)
	}
	check(title.Place.At(0, 1), "a")
	check(title.Place.At(2, 3), "b")
	check(title.Place.At(7, 8), "c")
	check(title.Place.At(3, 6), `\u7`) // an escape has no bytes of its own; its beginning shows it
	check(root.Sub("raw key").ValueSpan("x"), `'C:\d'`)
	multi, _ := root.Str("multi")
	if multi.Value != "第一行接上 \"\"引号\"\"\n第三行" {
		t.Errorf("multi %q", multi.Value)
	}
	i := strings.Index(multi.Value, "接")
	check(multi.Place.At(i, i+3), "接")
	i = strings.Index(multi.Value, "第三")
	check(multi.Place.At(i, i+9), "第三行")
	lit, _ := root.Str("lit")
	check(lit.Place.At(0, len(lit.Value)), "'a'\nb")
	check(root.ValueSpan("n"), "+1_000")
	check(root.ValueSpan("d"), "2021-10-22")
	items := root.Value("list").Items()
	check(items[1].Span, `"二"`)
	check(items[2].Items()[0].Span, "3")
	check(items[3].Table().ValueSpan("k"), `"v"`)
	v := root.Sub("t").Sub("u").Sub("v")
	check(v.Sub("a").ValueSpan("b"), "1")
	check(v.KeySpan("c"), `"c"`)
	var ys []string
	for _, s := range root.Subs("s") {
		for _, a := range s.Subs("a") {
			y, _ := a.Str("y")
			ys = append(ys, y.Value)
			check(y.Place.At(0, 1), y.Value)
			check(a.Span(), "[[s.a]]")
		}
	}
	if strings.Join(ys, "") != "123" {
		t.Errorf("s.a.y: %q", ys)
	}
	if n, ok := root.Int("n", 0, 2000); n != 1000 || !ok {
		t.Errorf("n = %d", n)
	}
	if y, m, d, ok := root.Date("d"); y != 2021 || m != 10 || d != 22 || !ok {
		t.Errorf("d = %d-%d-%d", y, m, d)
	}
	if b, ok := root.Bool("on"); !b || !ok {
		t.Error("on")
	}
	if src := root.Span().Source; src.RawOffset(0) != 3 {
		t.Error("the byte order mark is not counted")
	}
	root.Finish(func() []string { return nil })
	var unknown []string
	for _, d := range log.Items() {
		unknown = append(unknown, fmt.Sprint(d.Code, " ", d.Args[0]))
	}
	want := "unknown-key raw key.x, unknown-key f, unknown-key t.u.v.a.b, unknown-key t.u.v.c, unknown-key s.x, unknown-key s.x"
	if got := strings.Join(unknown, ", "); got != want {
		t.Errorf("got %s", got)
	}
}

func TestLeaves(t *testing.T) {
	root, _, _ := parse("b.c = 1\na = [1, 'x', true, 1.5, 2021-01-02]\n[b.d]\ne = 'x'\n[f.g]\n")
	var got []string
	for _, l := range root.Leaves() {
		got = append(got, fmt.Sprintf("%s=%v", l.Key, l.Value.Any()))
	}
	if s := strings.Join(got, " "); s != "b.c=1 b.d.e=x a=[1 x true 1.5 2021-01-02 00:00:00 +0000 date-local] f.g=<nil>" {
		t.Error(s)
	}
}

func TestLimits(t *testing.T) {
	deep := func(n int) string { return "a = " + strings.Repeat("[", n) + strings.Repeat("]", n) }
	parts := func(n int) string { return strings.TrimSuffix(strings.Repeat("a.", n), ".") + " = 1" }
	for _, c := range []struct{ name, text, want string }{
		{"deepest", deep(MaxDepth), ""},
		{"too deep", deep(MaxDepth + 1), "toml-too-deep@68"},
		{"500 brackets never closed", "a = " + strings.Repeat("[", 500), "toml-too-deep@68"},
		{"inline tables", "a = " + strings.Repeat("{a=", 500), "toml-too-deep@196"},
		{"brackets in a header", strings.Repeat("[", 500), "toml-no-key@2"},
		{"longest key", parts(MaxKeyParts), ""},
		{"16 parts", parts(16), ""},
		{"17 parts", parts(17), "toml-key-parts@0"},
		{"too many parts", parts(MaxKeyParts + 1), "toml-key-parts@0"},
		{"too many parts in a header", "[" + strings.TrimSuffix(parts(MaxKeyParts+1), " = 1") + "]", "toml-key-parts@1"},
		{"brackets in strings", `a = "` + strings.Repeat("[", 500) + `" # ` + strings.Repeat("[", 500), ""},
		{"too large", strings.Repeat(" ", MaxSize+1), "toml-too-large@0"},
		{"too many values", "a = [" + strings.Repeat("1,", MaxValues) + "]", fmt.Sprintf("toml-too-many@%d", 5+2*(MaxValues-1))},
		{"nothing", "", ""},
		{"GBK", "title = \"\xB1\xA3\xD5\xCF\"", "toml-encoding@0"},
		{"UTF-16", "\xFF\xFEa\x00", "toml-encoding@0"},
		{"UTF-16 without a mark", "a\x00=\x00", "toml-encoding@0"},
		{"zeros", strings.Repeat("\x00", 500), "file-zeros@0"},
		{"zeros at the end", "a = 1\n" + strings.Repeat("\x00", 500), "file-zeros@0"},
		{"broken UTF-8", "# \xE4\xBF\na = \"\xE4\xBF\x9D\"", "toml-utf8@2"},
		{"controls", "a = \"\x00\x7F\"", "toml-control@5 toml-control@6"},
		{"lone CR", "a = 1\rb = 2\rc = 3\r", "toml-return@5"},
	} {
		_, log, ok := parse(c.text)
		if got := codes(log); got != c.want || ok != (c.want == "") {
			t.Errorf("%s: %q, %v; want %q", c.name, got, ok, c.want)
		}
	}
}

// TestSuggestions checks the suggested replacements.
func TestSuggestions(t *testing.T) {
	for text, want := range map[string]string{
		"a ＝ 1":              "=",
		"a = “保障”":           `"保障"`,
		"a = “他说\"好\"”":      `"他说\"好\""`,
		"a = 「保障」 # 注":       `"保障"`,
		"a = \"保障”":          `"`,
		"a = 保障":             `"保障"`,
		"a = 2021年":          "2021",
		"a = 第 11 期":         `"第 11 期"`,
		"a = 是":              "true",
		"a = TRUE":           "true",
		"a = 2021.10.2":      "2021-10-02",
		"a = 2021年 10 月 2 日": "2021-10-02",
		"期号 = 1":             `"期号"`,
		"a = [1， 2]":         ",",
		"a: 1":               "a =",
		"a：1":                "=",
	} {
		_, log, ok := parse(text)
		items := log.Items()
		if ok || len(items) != 1 || items[0].Fix.Write != want {
			t.Errorf("%s: %v, want one finding that suggests %s", text, items, want)
		}
	}
}

// compare checks that the scanner's tree has exactly the values that the
// library decoded.
func compare(t *testing.T, path string, lib any, v *Value) {
	t.Helper()
	switch lib := lib.(type) {
	case map[string]any:
		if v.table == nil {
			t.Fatalf("%s: the library has a table", path)
		}
		compareTable(t, path, lib, v.table)
	case []map[string]any:
		if len(lib) != len(v.items) {
			t.Fatalf("%s: %d tables, the library has %d", path, len(v.items), len(lib))
		}
		for i := range lib {
			compare(t, fmt.Sprintf("%s[%d]", path, i), lib[i], v.items[i])
		}
	case []any:
		if len(lib) != len(v.items) {
			t.Fatalf("%s: %d items, the library has %d", path, len(v.items), len(lib))
		}
		for i := range lib {
			compare(t, fmt.Sprintf("%s[%d]", path, i), lib[i], v.items[i])
		}
	case string:
		comparePlace(t, path, lib, v)
	default:
		var again map[string]any
		if _, err := toml.Decode("x = "+v.Span.Text(), &again); err != nil || !same(again["x"], lib) {
			t.Fatalf("%s = %v stands at %q", path, lib, v.Span.Text())
		}
	}
}

func same(a, b any) bool {
	if x, ok := a.(time.Time); ok {
		y, ok := b.(time.Time)
		return ok && x.Equal(y)
	}
	return a == b || a != a && b != b
}

func compareTable(t *testing.T, path string, lib map[string]any, table *Table) {
	t.Helper()
	if len(lib) != len(table.entries) || len(lib) != len(table.order) {
		t.Fatalf("%s: keys %q, the library has %v", path, table.order, lib)
	}
	for key, value := range lib {
		v := table.entries[key]
		if v == nil {
			t.Fatalf("%s: the library has %q", path, key)
		}
		written := v.Key.Text()
		var again map[string]any
		if _, err := toml.Decode(written+" = 1", &again); err != nil || again[key] == nil {
			t.Fatalf("%s.%s: its place has %q", path, key, written)
		}
		compare(t, path+"."+key, value, v)
	}
}

// comparePlace checks that every byte of a string that does not come from an
// escape is the byte at its place.
func comparePlace(t *testing.T, path, lib string, v *Value) {
	t.Helper()
	if v.val != lib {
		t.Fatalf("%s = %q, not %q", path, v.val, lib)
	}
	for i := range len(lib) {
		at := v.Place.At(i, i+1)
		if at.Start < v.Span.Start || at.Start >= v.Span.End {
			t.Fatalf("%s: byte %d of %q is outside the value", path, i, lib)
		}
		if at.Source.Data[at.Start] != lib[i] && !strings.Contains(v.Span.Text(), `\`) {
			t.Fatalf("%s: byte %d of %q stands at %q", path, i, lib, at.Text())
		}
	}
	// Without escapes the place is the text itself.
	if len(lib) > 0 && !strings.Contains(v.Span.Text(), `\`) && v.Place.At(0, len(lib)).Text() != lib {
		t.Fatalf("%s: %q stands at %q", path, lib, v.Place.At(0, len(lib)).Text())
	}
}

// FuzzParse compares the scanner with the library: in every text that the
// library accepts, the scanner finds all keys and values.
func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Add("a.b.c = 1\n[a.d]\n[[a.e]]\n[a.e.f]\n\"\" = '''\r\n''x'''''\n")
	f.Add("a = \"\"\"\\\r\n  x\\\\\\\"\"\"\"\n")
	f.Add("t = 10:20\nd = 2021-10-22 10:20:30.5Z\nx = {a = 1,\n b = [{}, {c.d = nan}],\n}\n")
	f.Add("a ＝ “x”\n【b】\n")
	f.Add("a = \"\"\"x" + sixQuotes + " ")
	f.Fuzz(func(t *testing.T, text string) {
		log := &diag.List{}
		root, ok := Read("a.toml", []byte(text), log)
		if ok == log.HasErrors() {
			t.Fatalf("ok is %v, but the findings are %s", ok, codes(log))
		}
		p := diag.Printer{Lang: diag.EN}
		var out strings.Builder
		if err := p.Print(&out, log.Items()); err != nil || strings.Contains(out.String(), "%!") && !strings.Contains(text, "%!") {
			t.Fatalf("messages: %s %v", out.String(), err)
		}
		for _, d := range log.Items() {
			if s := d.Span; s.Source.Data != nil && (s.Start < 0 || s.End < s.Start || s.End > len(s.Source.Data)) {
				t.Fatalf("%s at %d–%d of %d bytes", d.Code, s.Start, s.End, len(s.Source.Data))
			}
		}
		values, err := decode(strings.TrimPrefix(text, "\uFEFF"))
		if !ok {
			if err == nil && !refused(log) && !strings.Contains(text, sixQuotes) {
				t.Fatalf("the library accepts what the scanner reports as %s", codes(log))
			}
			return
		}
		compareTable(t, "", values, root)
	})
}

// sixQuotes is a backslash that is escaped and six quotation marks. Two may stand before
// the three that end a string (TOML 1.0, multi-line basic string), and the library counts
// them, but takes the backslash before them for the escape of a third.
const sixQuotes = `\\` + `""""""`

// refused reports whether a text may be refused although the library accepts
// it: because of limits, or because it violates the specification.
func refused(log *diag.List) bool {
	for _, d := range log.Items() {
		switch d.Code {
		case "toml-too-deep", "toml-key-parts", "toml-too-many", "toml-too-large", "toml-encoding", "toml-utf8",
			"toml-control", "toml-return", "file-zeros", "duplicate-key", "duplicate-table", "single-table", "inline-table":
			return true
		}
	}
	return false
}
