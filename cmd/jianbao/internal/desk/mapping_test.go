package desk

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// Each byte of the text is mapped to the byte of the manifest that it is read from.
func TestInlineText(t *testing.T) {
	for _, c := range []struct{ value, text string }{
		{`"一\n二\"三\\"`, "一\n二\"三\\"},
		{"\"\"\"\n一\r\n二 \\u4e09\n\"\"\"", "一\n二 三\n"},
		{"'''\n一\\n\n'''", "一\\n\n"},
		{"'一'", "一"},
		{"\"\"\"一 \\\n   二\"\"\"", "一 二"},
	} {
		text := "[[section]]\n[[section.article]]\ntitle = \"甲\"\ntext = " + c.value + "\n"
		v, ok := inlineText(text, 0)
		if !ok || v.text != c.text {
			t.Errorf("%s: %v %q, want %q", c.value, ok, v.text, c.text)
			continue
		}
		for i, r := range v.text {
			at := v.raw(i)
			if rest := text[at:]; !strings.HasPrefix(rest, string(r)) && rest[0] != '\\' && r != '\n' {
				t.Errorf("%s: %q at %d is mapped to %q", c.value, r, i, rest)
			}
		}
	}
}

// Whatever is typed into a text of the manifest, the manifest has it, and its other
// bytes are the same.
func TestWithInlineRandom(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	pieces := []string{"甲", "\n", "\"", `"""`, `\`, "'", "'''", "末", "\t", "𠀀", " ", "\x01"}
	random := func(n int) string {
		var b strings.Builder
		for range rnd.IntN(n) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		return b.String()
	}
	head, tail := "# 首\n[[section]]\n[[section.article]]\ntitle = \"甲\"\ntext = ", " # 尾\n\n[[section.article]]\ntitle = \"乙\"\nfile = \"b.md\"\n"
	for _, value := range []string{`"一\u4e8c"`, "\"\"\"\n一\r\n二\\\"\n\"\"\"", "'''\n一\n'''", "'一'"} {
		text := head + value + tail
		for range 3000 {
			v, ok := inlineText(text, 0)
			if !ok {
				t.Fatalf("no text in %s", text)
			}
			runes := []rune(v.text)
			from := rnd.IntN(len(runes) + 1)
			to := from + rnd.IntN(min(3, len(runes)-from)+1)
			edited := string(runes[:from]) + random(4) + string(runes[to:])
			next, ok := withInline(text, 0, edited)
			if !ok || !strings.HasPrefix(next, head) || !strings.HasSuffix(next, tail) {
				t.Fatalf("%q in\n%s\ngives\n%s", edited, text, next)
			}
			if now, ok := inlineText(next, 0); !ok || now.text != edited {
				t.Fatalf("%q in\n%s\ngives\n%s", edited, text, next)
			}
			if len(titles(next)) != 2 {
				t.Fatalf("%q: articles are lost in\n%s", edited, next)
			}
			if text = next; len(text) > 400 {
				text = head + value + tail
			}
		}
	}
}
