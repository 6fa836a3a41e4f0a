package layout

import (
	"fmt"
	"strings"
)

// maxRounds bounds the search for contents that agree with the document they
// stand in.
const maxRounds = 5

// refs are the facts about the composed document that its own text uses. Today
// that is one, for the links of the contents. It always settles, in two rounds
// at most: the numbers printed are those of the body, which is composed before;
// how many pages the contents take does not depend on where their links lead; so
// the second round starts from the right count. References to pages in running
// text would be facts too, and since the width of a number moves lines, they
// could take all rounds, or swing.
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

// describe lists the result of each round, for the warning that they do not
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
