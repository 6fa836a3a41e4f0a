package layout

import (
	"fmt"
	"strings"
)

// maxRounds bounds the search for contents that tell the truth about the pages
// they are part of.
const maxRounds = 5

// refs is what the contents know about the document they stand in. The numbers
// printed are those of the body, which no contents can move; but where its
// pages are in the file depends on how many the contents take.
type refs struct {
	front int // pages before the body's first
}

// settle looks for a fixed point of compose: refs that come out as they went
// in. It returns the last document, the refs of every round, and whether they
// settled within the given number of rounds.
func settle[D any, R comparable](guess R, most int, compose func(R) (D, R)) (doc D, rounds []R, settled bool) {
	for range most {
		next := guess
		doc, next = compose(guess)
		rounds = append(rounds, next)
		if next == guess {
			return doc, rounds, true
		}
		guess = next
	}
	return doc, rounds, false
}

// describe says what each round came to, for the warning that they do not
// settle.
func describe[R any](rounds []R) string {
	var b strings.Builder
	for i, r := range rounds {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%d: %+v", i+1, r)
	}
	return b.String()
}
