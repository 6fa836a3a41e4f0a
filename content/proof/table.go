package proof

import (
	"strings"
	"unicode"

	"jianbao/content"
)

// table checks the texts of a table, each for itself: blanks between the words of a
// head or a caption are set as they are typed. A cell of marks alone, such as — or …,
// stands for a figure that is missing.
func (c *checker) table(t *content.Table) {
	for in := range t.Texts() {
		l := join(in)
		c.noteMarks(in)
		if strings.ContainsFunc(l.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			c.title = true
			c.paragraphs([]line{l})
			c.title = false
		}
	}
	c.sums(t)
}
