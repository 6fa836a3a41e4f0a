package desk

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestMerge(t *testing.T) {
	for _, c := range []struct{ old, edited, want string }{
		{"一\r\n二\r\n", "一\n甲\n二\n", "一\r\n甲\r\n二\r\n"},
		{"一\r二\n三\r\n", "一\n二\n三四\n", "一\r二\n三四\r\n"},
		{"没有换行", "没有\n换行", "没有\n换行"},
		{"", "新\n", "新\n"},
		{"未", "末", "末"},
		{"a\r\nb", "a\nb\nc", "a\r\nb\r\nc"},
		{"a\r\n\r\nb", "a\nb", "a\r\nb"},
		{"a\r\n", "a", "a"},
	} {
		if got := string(merge([]byte(c.old), c.edited)); got != c.want {
			t.Errorf("merge(%q, %q) = %q, want %q", c.old, c.edited, got, c.want)
		}
	}
}

// Whatever is edited, the file has the edited text, and the line ends outside the change
// are those that it had.
func TestMergeRandom(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"\n", "\r\n", "\r", "甲", "乙", "末", "未", "a", "𠀀", "é", " "}
	text := func(n int) string {
		var b strings.Builder
		for range rnd.IntN(n) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		return b.String()
	}
	for range 20_000 {
		old := text(12)
		was, at := normal([]byte(old))
		runes := []rune(was)
		from := rnd.IntN(len(runes) + 1)
		to := from + rnd.IntN(len(runes)-from+1)
		inserted, _ := normal([]byte(text(4)))
		edited := string(runes[:from]) + inserted + string(runes[to:])
		got := merge([]byte(old), edited)
		if now, _ := normal(got); now != edited {
			t.Fatalf("merge(%q, %q) = %q, which is %q", old, edited, got, now)
		}
		a, b := changed(was, edited)
		head, tail := old[:at(a)], old[at(b):]
		if !strings.HasPrefix(string(got), head) || !strings.HasSuffix(string(got), tail) {
			t.Fatalf("merge(%q, %q) = %q: the text changed outside of %q and %q", old, edited, got, head, tail)
		}
	}
}
