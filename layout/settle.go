package layout

import (
	"fmt"
	"strings"
)

// maxRounds bounds the search for front matter whose links agree with the
// document it is part of.
const maxRounds = 5

// refs holds the facts about the composed document that its front matter depends on.
// That is one, for the links of the contents, and it settles in two rounds at most: the
// printed numbers are those of the body, which is composed first, and the number of
// contents pages does not depend on the targets of their links, so the first guess is
// right. The facts of the body itself are bodyFacts.
type refs struct {
	front int // pages before the body's first
}

// settle searches for a fixed point of compose: refs that compose returns
// unchanged. It returns the last document, the refs of every round, and whether
// a fixed point was reached within most rounds.
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

// describe lists the result of each round, for the warning that no fixed point
// was found.
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
