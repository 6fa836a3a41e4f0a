package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func printed(p Printer, d ...Diagnostic) string {
	var b bytes.Buffer
	if err := p.Print(&b, d); err != nil {
		panic(err)
	}
	return b.String()
}

func TestPrint(t *testing.T) {
	finding := func(data string, start, end int) Diagnostic {
		return Diagnostic{Code: "unknown-key", Severity: Error, Args: []any{"k"},
			Span: Span{&Source{Path: "a.toml", Data: []byte(data)}, start, end}}
	}
	long := strings.Repeat("甲", 100) + "错" + strings.Repeat("乙", 100)
	hinted := finding("a", 0, 1)
	hinted.Fix = Fix{DidYouMean: "key", Write: "x\x1b[31m"}
	cases := []struct {
		name string
		d    Diagnostic
		want string
	}{
		{"wide characters", finding("ab\n甲乙 = 1\n", 6, 9), `a.toml:2:2: error[unknown-key]: unknown key "k"
   2 | 甲乙 = 1
     |   ^^
`},
		{"combining", finding("e\u0301x", 3, 4), `a.toml:1:3: error[unknown-key]: unknown key "k"
   1 | e` + "\u0301" + `x
     |  ^
`},
		{"tab, control and bidi", finding("\tx\x1b\u202Ey", 6, 7), `a.toml:1:5: error[unknown-key]: unknown key "k"
   1 |     x<U+001B><U+202E>y
     |                      ^
`},
		{"end of the line", finding("ab\ncd", 2, 2), `a.toml:1:3: error[unknown-key]: unknown key "k"
   1 | ab
     |   ^
`},
		{"over several lines", finding("ab\ncd\n", 1, 5), `a.toml:1:2: error[unknown-key]: unknown key "k"
   1 | ab
     |  ^
`},
		{"long line", finding(long, 300, 303), `a.toml:1:101: error[unknown-key]: unknown key "k"
   1 | …甲甲甲甲甲甲甲错乙乙乙乙乙乙乙…
     |                ^^
`},
		{"whole file", Diagnostic{Code: "toml-encoding", Severity: Error, Span: Whole("x\n\u202E.toml"), Args: []any{"GBK"}},
			`x\n<U+202E>.toml: error[toml-encoding]: the file is not UTF-8; it looks like GBK
   hint: save it as UTF-8: in Notepad, File > Save as, Encoding UTF-8; in WPS, save as plain text with the encoding Unicode (UTF-8)
`},
		{"no place", Diagnostic{Code: "unknown-key", Severity: Error, Args: []any{"k"}}, "error[unknown-key]: unknown key \"k\"\n"},
		{"fillers", Diagnostic{Code: "unknown-key", Severity: Error, Args: []any{"a\u034Fb\u3164\u2800\u17B4"}}, "error[unknown-key]: unknown key \"a<U+034F>b<U+3164><U+2800><U+17B4>\"\n"},
		{"fixes", hinted, `a.toml:1:1: error[unknown-key]: unknown key "k"
   1 | a
     | ^
   hint: did you mean "key"? write x<U+001B>[31m
`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := printed(Printer{Lang: EN, Width: 40}, c.d); got != c.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, c.want)
			}
		})
	}
	if got := printed(Printer{Lang: ZH, Color: true}, hinted); !strings.Contains(got, "\x1b[1;31merror[unknown-key]\x1b[0m: 不认识的键“k”\n") {
		t.Errorf("colours: %q", got)
	}
}

func TestJSON(t *testing.T) {
	src := &Source{Path: "a.txt", Data: []byte("甲\n乙丙\u202E"), Raw: []RawRun{{0, 0, 3, 2}, {3, 2, 1, 1}, {4, 3, 3, 2}}}
	var b bytes.Buffer
	err := WriteJSON(&b, []Diagnostic{
		{Code: "unknown-key", Severity: Error, Span: Span{src, 4, 10}, Args: []any{"\u202E\U000E0001<"}, Fix: Fix{DidYouMean: "k"}},
		{Code: "unknown-key", Severity: Error, Span: Whole("b"), Args: []any{"k"}},
	}, EN)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"code":"unknown-key","severity":"error","message":"unknown key \"\u202e\udb40\udc01<\"","hint":"did you mean \"k\"?","didYouMean":"k","path":"a.txt","line":2,"column":1,"endLine":2,"endColumn":3,"start":3,"end":7}
{"code":"unknown-key","severity":"error","message":"unknown key \"k\"","path":"b"}
`
	if got := b.String(); got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

// FuzzPrint checks for arbitrary sources that the excerpt has no control
// characters and that the carets are under the place.
func FuzzPrint(f *testing.F) {
	f.Add([]byte("甲乙\n丙 = \x1b\u202E"), 3, 6, 30, "é\u0301")
	f.Add([]byte("\r\n\f\xFF\xFE"), 0, 5, 0, "\n")
	f.Add(bytes.Repeat([]byte("甲e\u0301\t"), 200), 900, 905, 50, "k")
	f.Fuzz(func(t *testing.T, data []byte, start, end, room int, arg string) {
		if room > 1000 || room < 0 {
			room %= 1000
		}
		start, end = start%(len(data)+2), end%(len(data)+2)
		d := Diagnostic{Code: "unknown-key", Severity: Error, Args: []any{arg}, Fix: Fix{DidYouMean: arg},
			Span: Span{&Source{Path: arg, Data: data}, start, end}}
		p := Printer{Lang: EN, Width: room}
		got := printed(p, d)
		if !utf8.ValidString(got) {
			t.Fatalf("invalid UTF-8: %q", got)
		}
		for _, r := range got {
			if r != '\n' && hidden(r) {
				t.Fatalf("%U in the output: %q", r, got)
			}
		}
		lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
		if len(lines) == 4 {
			checkCarets(t, lines[1], lines[2], data, start)
		} else if len(lines) < 1 || len(lines) > 4 {
			t.Fatalf("%d lines: %q", len(lines), got)
		}
		var b bytes.Buffer
		if err := WriteJSON(&b, []Diagnostic{d}, ZH); err != nil {
			t.Fatal(err)
		}
		var back map[string]any
		if err := json.Unmarshal(b.Bytes(), &back); err != nil || strings.Count(b.String(), "\n") != 1 {
			t.Fatalf("not a line of JSON: %q %v", b.String(), err)
		}
	})
}

// checkCarets compares the character above the first caret with the character
// at the place. It walks the two lines column by column, as a terminal does.
func checkCarets(t *testing.T, text, carets string, data []byte, start int) {
	t.Helper()
	column := strings.IndexByte(carets, '^')
	if column < 0 {
		t.Fatalf("no caret: %q", carets)
	}
	start = min(max(start, 0), len(data))
	for start > 0 && start < len(data) && !utf8.RuneStart(data[start]) && utf8.Valid(data) {
		start--
	}
	if start == len(data) || !utf8.Valid(data) || strings.IndexByte("\n\r\f\t ", data[start]) >= 0 {
		return
	}
	r, n := utf8.DecodeRune(data[start:])
	want := visible(r, string(data[start:start+n]))
	if RuneWidth(r) == 0 && !hidden(r) {
		return // combines with the character before
	}
	at := 0
	for i, c := range text {
		if at == column && RuneWidth(c) > 0 {
			if !strings.HasPrefix(text[i:], want) {
				t.Fatalf("caret under %q, want %q:\n%s\n%s", text[i:], want, text, carets)
			}
			return
		}
		at += RuneWidth(c)
	}
	t.Fatalf("caret beyond the text:\n%s\n%s", text, carets)
}

// TestManyFindingsInOneLine: columns are counted from the previous finding on; the
// result must not depend on the order of findings.
func TestManyFindingsInOneLine(t *testing.T) {
	const n = 3000
	src := &Source{Path: "a.txt", Data: []byte(strings.Repeat("甲", n))}
	items := make([]Diagnostic, n)
	for i := range items {
		items[i] = Diagnostic{Code: "text-control", Severity: Error, Span: Span{Source: src, Start: 3 * i, End: 3*i + 3}, Args: []any{7, 3 * i}}
	}
	var out tailWriter
	if err := (&Printer{}).Print(&out, items); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.last, "a.txt:1:3000: error[text-control]") {
		t.Errorf("the last one: %.300q", out.last)
	}
	l := NewLines(src.Data)
	for _, off := range []int{30, 3, 300, 299, 0, 3 * n, 3 * n} {
		if _, column := l.Position(off); column != off/3+1 {
			t.Errorf("byte %d is in column %d", off, column)
		}
	}
}

type tailWriter struct{ last string }

func (w *tailWriter) Write(b []byte) (int, error) {
	w.last = string(b[max(0, len(b)-2000):])
	return len(b), nil
}
