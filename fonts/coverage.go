package fonts

import "unicode/utf8"

// Range is a range of characters, inclusive at both ends.
type Range struct{ First, Last rune }

// Coverage is the set of characters a face has glyphs for.
type Coverage struct {
	Ranges []Range // ascending, neither touching nor overlapping
	Count  int     // characters
}

// Coverage returns the characters of the face by reading the entire character
// map. It is meant for listings; typesetting uses GID.
func (f *Face) Coverage() Coverage {
	var c Coverage
	next := 0 // codes below it have been added; a damaged map may go backwards
	add := func(r int) {
		if n := len(c.Ranges); n > 0 && int(c.Ranges[n-1].Last) == r-1 {
			c.Ranges[n-1].Last = rune(r)
		} else {
			c.Ranges = append(c.Ranges, Range{rune(r), rune(r)})
		}
		c.Count++
	}
	for first, last := range f.cmap.segments() {
		for r := max(first, next); r <= min(last, utf8.MaxRune); r++ {
			if _, ok := f.GID(rune(r)); ok {
				add(r)
			}
		}
		next = max(next, min(last, utf8.MaxRune)+1)
	}
	return c
}

// Has reports whether the set contains r.
func (c Coverage) Has(r rune) bool {
	lo, hi := 0, len(c.Ranges)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if r > c.Ranges[mid].Last {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(c.Ranges) && r >= c.Ranges[lo].First
}

// In returns the number of characters of the set from first to last, for
// listing how much of a block a face covers.
func (c Coverage) In(first, last rune) int {
	n := 0
	for _, r := range c.Ranges {
		if lo, hi := max(r.First, first), min(r.Last, last); lo <= hi {
			n += int(hi-lo) + 1
		}
	}
	return n
}
