// Package hyphen finds the hyphenation points of English words, by the method of
// F. M. Liang's thesis (Word Hy-phen-a-tion by Com-put-er, 1983) and the
// patterns for American English of the TeX distributions.
package hyphen

import (
	_ "embed"
	"strings"
	"sync"
)

// Left and Right are the fewest letters kept before and after a division.
const (
	Left  = 2
	Right = 3
)

//go:embed en-us.pat.txt
var patterns string

// English returns the byte offsets at which an English word may be divided, in
// ascending order. It returns nil for a word with other characters than ASCII
// letters, and for one with capitals after its first letter, which is a name or
// an acronym.
func English(word string) []int {
	if len(word) < Left+Right {
		return nil
	}
	for i := range len(word) {
		c := word[i]
		if i > 0 && c >= 'A' && c <= 'Z' || (c|0x20) < 'a' || (c|0x20) > 'z' {
			return nil
		}
	}
	return english().points(strings.ToLower(word))
}

var english = sync.OnceValue(func() *dictionary { return parse(patterns) })

// dictionary holds the levels between the letters of each pattern, by its
// letters.
type dictionary struct {
	values  map[string]string
	longest int
}

func parse(patterns string) *dictionary {
	d := &dictionary{values: make(map[string]string, 5000)}
	for p := range strings.FieldsSeq(patterns) {
		letters := make([]byte, 0, len(p))
		digits := []byte{0}
		for i := range len(p) {
			if c := p[i]; c >= '0' && c <= '9' {
				digits[len(digits)-1] = c - '0'
			} else {
				letters = append(letters, c)
				digits = append(digits, 0)
			}
		}
		d.values[string(letters)] = string(digits)
		d.longest = max(d.longest, len(letters))
	}
	return d
}

func (d *dictionary) points(word string) []int {
	dotted := "." + word + "."
	levels := make([]byte, len(dotted)+1)
	for i := range len(dotted) {
		for j := i + 1; j <= min(len(dotted), i+d.longest); j++ {
			v, ok := d.values[dotted[i:j]]
			if !ok {
				continue
			}
			for k := range len(v) {
				levels[i+k] = max(levels[i+k], v[k])
			}
		}
	}
	var out []int
	for at := Left; at <= len(word)-Right; at++ {
		if levels[at+1]%2 == 1 {
			out = append(out, at)
		}
	}
	return out
}
