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

// dictionary finds a pattern by its letters. It is made by the first word of a run, so
// making it must be cheap: it is a hash table of offsets in the text of the patterns, with
// open addressing, and no pattern is copied.
type dictionary struct {
	patterns string               // each followed by a line end
	slots    [slotCount]slotIndex // offset of a pattern + 1; 0: none
	longest  int                  // letters
}

type slotIndex uint16

// slotCount is a power of two about four times the number of patterns.
const slotCount = 1 << 14

// hashed returns the hash of some letters and one more.
func hashed(hash uint32, letter byte) uint32 { return (hash ^ uint32(letter)) * 16777619 }

// slot returns where the search for letters with a hash begins.
func slot(hash uint32) int { return int(hash^hash>>15) % slotCount }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// parse reads patterns, one a line: letters with levels between them. Their text is
// shorter than 64 KB.
func parse(patterns string) *dictionary {
	d := &dictionary{patterns: patterns}
	begin, letters, hash := 0, 0, uint32(0)
	for i := range len(patterns) {
		switch c := patterns[i]; {
		case c == '\n':
			if letters > 0 {
				s := slot(hash)
				for d.slots[s] != 0 {
					s = (s + 1) % slotCount
				}
				d.slots[s] = slotIndex(begin + 1)
			}
			d.longest = max(d.longest, letters)
			begin, letters, hash = i+1, 0, 0
		case !isDigit(c):
			letters++
			hash = hashed(hash, c)
		}
	}
	return d
}

// find returns the pattern with exactly some letters, as it is written; "" if there is none.
func (d *dictionary) find(letters string, hash uint32) string {
	for s := slot(hash); d.slots[s] != 0; s = (s + 1) % slotCount {
		text := d.patterns[d.slots[s]-1:]
		n, i := 0, 0
		for ; text[i] != '\n'; i++ {
			if isDigit(text[i]) {
				continue
			}
			if n == len(letters) || text[i] != letters[n] {
				break
			}
			n++
		}
		if text[i] == '\n' && n == len(letters) {
			return text[:i]
		}
	}
	return ""
}

// raise raises the levels before and between letters to those of a pattern.
func raise(levels []byte, pattern string) {
	at := 0
	for i := range len(pattern) {
		if c := pattern[i]; isDigit(c) {
			levels[at] = max(levels[at], c-'0')
		} else {
			at++
		}
	}
}

func (d *dictionary) points(word string) []int {
	dotted := "." + word + "."
	levels := make([]byte, len(dotted)+1)
	for i := range len(dotted) {
		hash := uint32(0)
		for j := i + 1; j <= min(len(dotted), i+d.longest); j++ {
			hash = hashed(hash, dotted[j-1])
			raise(levels[i:], d.find(dotted[i:j], hash))
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
