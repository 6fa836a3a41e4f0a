package layout_test

import (
	"strings"
	"testing"

	"jianbao/content"
)

// TestWordDivided: a title that had to be divided inside a word is reported with
// the characters on both sides of the break (RULES 5.4).
func TestWordDivided(t *testing.T) {
	for _, c := range []struct{ key, size, want, entry string }{
		{"title.size", "40pt", "", ""},
		{"title.size", "150pt", `word-divided: a line ends inside a word: "乌鲁|木齐"; write \n where the line should end, or shorten the title`, ""},
		{"contents.size", "40pt", "", ""},
		{"contents.size", "100pt", "", `entry-divided: an entry of the contents has a line that ends inside a word: "乌鲁木|齐"; shorten the title, or reduce contents.size`},
	} {
		a := article("乌鲁木齐")
		a.Body = paragraphs(20)
		th := themed(t, "bulletin", content.Setting{Key: c.key, Value: c.size}, content.Setting{Key: strings.Replace(c.key, "size", "pitch", 1), Value: "170pt"})
		_, found := compose(t, bulletinOf(section("栏目", a)), th)
		if got := findingsOf(found, "word-divided"); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.key, c.size, got, c.want)
		}
		if got := findingsOf(found, "entry-divided"); got != c.entry {
			t.Errorf("%s %s: %q, want %q", c.key, c.size, got, c.entry)
		}
	}
}
