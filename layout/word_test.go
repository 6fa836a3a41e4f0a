package layout_test

import (
	"testing"

	"jianbao/content"
)

// TestWordDivided: a title that had to be divided inside a word is reported with
// the characters on both sides of the break (RULES 5.4).
func TestWordDivided(t *testing.T) {
	for _, c := range []struct{ size, want string }{
		{"40pt", ""},
		{"80pt", `word-divided: a line ends inside a word: "华人民|共和国"; write \n where the line should end, or shorten the title`},
	} {
		a := article("中华人民共和国")
		a.Body = paragraphs(20)
		th := themed(t, "bulletin", content.Setting{Key: "title.size", Value: c.size}, content.Setting{Key: "title.pitch", Value: "100pt"})
		_, found := compose(t, bulletinOf(section("栏目", a)), th)
		if got := findingsOf(found, "word-divided"); got != c.want {
			t.Errorf("%s: %q, want %q", c.size, got, c.want)
		}
	}
}
