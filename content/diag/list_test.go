package diag

import (
	"errors"
	"fmt"
	"slices"
	"testing"
)

func TestListOrder(t *testing.T) {
	a, b := &Source{Path: "a", Data: []byte("0123456789")}, &Source{Path: "b", Data: []byte("0")}
	var l, m List
	l.Add("unknown-key", Span{b, 0, 1}, "x")
	l.Add("unknown-key", Span{a, 5, 6}, "x")
	l.Add("missing-key", Span{a, 5, 6}, "x")
	m.Add("unknown-key", Span{a, 1, 2}, "x")
	m.Add("unknown-key", Span{a, 5, 6}, "x") // again
	m.Add("unknown-key", Span{a, 5, 6}, "y") // not the same
	m.Add("encoding-guessed", Span{}, "GB18030")
	l.Join(&m)
	var got []string
	for _, d := range l.Items() {
		s := string(d.Code)
		for _, arg := range d.Args {
			s += " " + arg.(string)
		}
		got = append(got, s)
	}
	want := []string{
		"encoding-guessed GB18030", "unknown-key x", "missing-key x", "unknown-key x", "unknown-key y", "unknown-key x",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if l.Count(Error) != 6 || l.Count(Notice) != 1 || l.Len() != 7 {
		t.Errorf("counts %d %d %d", l.Count(Error), l.Count(Notice), l.Len())
	}
	if worst, ok := l.Worst(); worst != Error || !ok {
		t.Errorf("worst %v", worst)
	}
	if _, ok := (&List{}).Worst(); ok {
		t.Error("an empty list has a worst")
	}
}

func TestPosition(t *testing.T) {
	l := NewLines([]byte("甲b\r\n\fc\rd\n𬬱e\xFFf"))
	for _, c := range []struct{ off, line, column int }{
		{0, 1, 1}, {1, 1, 1}, {3, 1, 2}, {4, 1, 3}, {5, 1, 4}, {6, 2, 1}, {7, 3, 1}, {8, 3, 2},
		{9, 4, 1}, {11, 5, 1}, {13, 5, 1}, {15, 5, 2}, {16, 5, 3}, {17, 5, 4}, {18, 5, 5}, {99, 5, 5}, {-1, 1, 1},
	} {
		if line, column := l.Position(c.off); line != c.line || column != c.column {
			t.Errorf("offset %d is %d:%d, want %d:%d", c.off, line, column, c.line, c.column)
		}
	}
	for line, want := range []string{1: "甲b", 2: "", 3: "c", 4: "d", 5: "𬬱e\xFFf"} {
		if line == 0 {
			continue
		}
		if start, end := l.Bounds(line); string(l.data[start:end]) != want {
			t.Errorf("line %d is %q, want %q", line, l.data[start:end], want)
		}
	}
}

func TestPlace(t *testing.T) {
	src := &Source{Data: []byte(`a = "x\n甲"`)}
	p := Place{src, []Step{{0, 5}, {1, 6}, {2, 8}}} // x, \n, 甲
	for _, c := range []struct {
		from, to int
		want     string
	}{{0, 1, "x"}, {1, 2, `\`}, {2, 5, "甲"}, {0, 5, `x\n甲`}, {5, 5, ""}} {
		if got := p.At(c.from, c.to).Text(); got != c.want {
			t.Errorf("At(%d,%d) is %q, want %q", c.from, c.to, got, c.want)
		}
	}
	if got := p.Slice(1, 5).At(1, 4).Text(); got != "甲" {
		t.Errorf("Slice: %q", got)
	}
	if s := (Place{}).At(1, 2); s != (Span{}) {
		t.Errorf("no place gives %v", s)
	}
}

// TestNear: names that may be anything are near to another only where they are
// misspelt.
func TestNear(t *testing.T) {
	names := []string{"song", "song-bold", "hei", "kai", "fangsong", "sans", "Noto Serif SC"}
	for word, want := range map[string]string{
		"fangsng": "fangsong", "fagnsong": "fangsong", "fansong": "fangsong", "FangSng": "fangsong", "songbold": "song-bold", "kaiti": "kai",
		"kia": "kai", "sogn": "song", "noto serif s": "Noto Serif SC",
		"extb": "", "ext": "", "emoji": "", "supplement": "", "rare": "", "simsunb": "", "a": "", "song": "",
	} {
		if got := Near(word, names); got != want {
			t.Errorf("Near(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "issuer", "lang", "body.size", "to", "start"}
	for word, want := range map[string]string{
		"titel": "title", "Title": "title", "issuers": "issuer", "ｌａｎｇ": "lang", "body-size": "body.size",
		"body_size": "body.size", "x": "", "zzzzz": "", "language": "", "": "", "title": "", "strat": "start",
	} {
		if got := Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

// TestListKeepsWhatDiffers: only a finding with equal arguments is a repetition.
func TestListKeepsWhatDiffers(t *testing.T) {
	type other string
	tests := []struct {
		name string
		a, b []any
		same bool
	}{
		{"same strings", []any{"ab", "c"}, []any{"ab", "c"}, true},
		{"adjacent strings", []any{"ab", "cd"}, []any{"a", "bcd"}, false},
		{"a string more", []any{"ab"}, []any{"ab", ""}, false},
		{"a string that looks like two", []any{"a", "b"}, []any{`a" 10 string:"b`}, false},
		{"number of arguments", nil, []any{""}, false},
		{"string and integer", []any{"1"}, []any{1}, false},
		{"types of integers", []any{int64(1)}, []any{1}, false},
		{"types of strings", []any{other("a")}, []any{"a"}, false},
		{"integers that are no characters", []any{0x110000}, []any{0x110001}, false},
		{"the same integer", []any{0x110000}, []any{0x110000}, true},
		{"integers beside each other", []any{1, 23}, []any{12, 3}, false},
		{"surrogates", []any{0xD800}, []any{0xDFFF}, false},
		{"same errors", []any{errors.New("full")}, []any{errors.New("full")}, true},
		{"texts of errors", []any{errors.New("full")}, []any{errors.New("gone")}, false},
		{"types of errors", []any{errors.New("full")}, []any{fmt.Errorf("%w", errors.New("full"))}, false},
		{"error and string", []any{errors.New("full")}, []any{"full"}, false},
		{"same lists", []any{[]string{"a", "b"}}, []any{[]string{"a", "b"}}, true},
		{"where strings of a list end", []any{[]string{"a b"}}, []any{[]string{"a", "b"}}, false},
		{"lists beside each other", []any{[]string{"a"}, []string{"b"}}, []any{[]string{"a", "b"}, []string(nil)}, false},
		{"same terms", []any{Term{"甲", "a"}}, []any{Term{"甲", "a"}}, true},
		{"terms", []any{Term{"甲 a", "b"}}, []any{Term{"甲", "a b"}}, false},
	}
	src := &Source{Path: "a", Data: []byte("0123456789")}
	for _, tt := range tests {
		for _, at := range []Span{{}, {src, 1, 2}} {
			var l List
			l.Add("unknown-key", at, tt.a...)
			l.Add("unknown-key", at, tt.b...)
			want := 2
			if tt.same {
				want = 1
			}
			if got := len(l.Items()); got != want {
				t.Errorf("%s: %d findings, want %d", tt.name, got, want)
			}
		}
	}
}

// TestListReportsOnce: a finding about the whole issue is kept with its first place
// only, findings with other arguments are all kept.
func TestListReportsOnce(t *testing.T) {
	src := &Source{Path: "a", Data: []byte("0123456789")}
	var l List
	l.Add("glyph-fallback", Span{src, 5, 6}, "鿍")
	l.Add("glyph-fallback", Span{src, 1, 2}, "鿍")
	l.Add("glyph-fallback", Span{src, 3, 4}, "𫠊")
	items := l.Items()
	if len(items) != 2 || items[0].Span.Start != 1 || items[1].Span.Start != 3 {
		t.Errorf("got %v", items)
	}
}
