package diag

import "strings"

// Nearest returns the option most similar to word, or "" if none is close.
// Letter case, full-width forms and the choice of - or _ do not count as
// differences; of equally close options the first wins.
func Nearest(word string, options []string) string {
	w := foldForTypos(word)
	limit := max(1, len(w)/3)
	best, bestDist := "", limit+1
	for _, o := range options {
		f := foldForTypos(o)
		if o == word || len(f) == 0 {
			continue
		}
		// With a distance as long as the word, any short word would be suggested for
		// any other.
		if d := typoDistance(w, f); d < bestDist && d < max(len(w), len(f)) {
			best, bestDist = o, d
		}
	}
	return best
}

// Near returns the option that differs from word by at most two letters, of a
// short word by at most half of them; "" if there is none, or word is an option. It
// is for names in Latin letters that may be anything, where Nearest would find more
// likeness than there is.
func Near(word string, options []string) string {
	w := foldForTypos(word)
	limit := min(2, len(w)/2)
	best := ""
	for _, o := range options {
		switch d := typoDistance(w, foldForTypos(o)); {
		case d == 0:
			return ""
		case d <= limit:
			best, limit = o, d-1
		}
	}
	return best
}

func foldForTypos(s string) []rune {
	out := []rune(s)
	for i, r := range out {
		if r >= 0xFF01 && r <= 0xFF5E { // full-width ASCII
			r -= 0xFEE0
		}
		if r == '_' || r == ' ' {
			r = '-'
		}
		out[i] = r
	}
	return []rune(strings.ToLower(string(out)))
}

// typoDistance counts insertions, deletions, replacements and swaps of
// neighbours (optimal string alignment).
func typoDistance(a, b []rune) int {
	const longest = 200 // longer words are not typing errors, and the cost grows with the product of the lengths
	if len(a) > longest || len(b) > longest {
		return longest
	}
	before := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}
