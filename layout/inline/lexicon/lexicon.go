// Package lexicon finds the words of Chinese text, so that titles are not divided
// inside one (GB/T 9704-2012 7.3.1, 词意完整).
package lexicon

import _ "embed"

// words is the dictionary of jieba 0.42.1 (MIT licence, LICENSE-jieba.txt) with
// the words of own.txt, written by ./generate. It is searched where it lies, so
// that a program that breaks no title reads nothing of it.
//
// It consists of blocks of blockSize bytes with words in ascending order of
// their UTF-16. A word is a byte with the number of code units that it shares
// with the word before it, in the upper half, and the number of the others less
// one; the others, in big-endian order; and its price. The first word of a block
// shares nothing. Zeros fill the end of a block.
//
// A price is the negative binary logarithm of the word's relative frequency, in
// eighths of a bit.
//
//go:embed words.bin
var words string

const (
	blockSize = 256
	longest   = 16 // code units of the longest word
)

// found is the result of a search.
type found struct {
	price  int
	ok     bool // whether the word is in the dictionary
	longer bool // whether it begins a longer word
	block  int  // the first block whose first word is greater
}

// find searches for a word of 1 to longest code units. from is 0, or the block
// that was found for the beginning of the word: a longer word is in that block or
// soon after it.
func find(word []uint16, from int) found {
	low, high := 0, len(words)/blockSize
	if from > 0 {
		low = from
		for end, step := from, 1; end < high; step *= 2 {
			if compareFirst(end, word) > 0 {
				high = end
				break
			}
			low, end = end+1, end+step
		}
	}
	for low < high {
		if mid := (low + high) / 2; compareFirst(mid, word) <= 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	var f found
	if low > 0 {
		f = scan(words[(low-1)*blockSize:low*blockSize], word)
	}
	if !f.longer && low < len(words)/blockSize {
		f.longer = begins(words[low*blockSize:], word)
	}
	f.block = low
	return f
}

// unit returns the code unit at an offset.
func unit(s string, at int) uint16 { return uint16(s[at])<<8 | uint16(s[at+1]) }

// compareFirst compares the first word of a block with a word.
func compareFirst(block int, word []uint16) int {
	s := words[block*blockSize:]
	n := int(s[0]&15) + 1
	for i := range min(n, len(word)) {
		if d := int(unit(s, 1+2*i)) - int(word[i]); d != 0 {
			return d
		}
	}
	return n - len(word)
}

// begins reports whether the first word of a block begins with a word and is
// longer.
func begins(s string, word []uint16) bool {
	if int(s[0]&15)+1 <= len(word) {
		return false
	}
	for i, u := range word {
		if unit(s, 1+2*i) != u {
			return false
		}
	}
	return true
}

// scan searches a block for a word that is not less than the block's first.
// While the entries are less than the word, match is the number of code units
// that the last one shares with it.
func scan(s string, word []uint16) (f found) {
	match := 0
	for at := 0; at+4 <= len(s); {
		shared, n := int(s[at]>>4), int(s[at]&15)+1
		rest := at + 1
		if unit(s, rest) == 0 {
			return f
		}
		at = rest + 2*n + 1
		switch {
		case shared > match:
			continue // as the entry before it, it is less than the word
		case shared < match:
			return f // it is greater, and does not begin with the word
		}
		k := 0
		for k < n && match < len(word) && unit(s, rest+2*k) == word[match] {
			k++
			match++
		}
		switch {
		case match == len(word) && k == n:
			f.ok, f.price = true, int(s[rest+2*n])
		case match == len(word):
			f.longer = true
			return f
		case k < n && unit(s, rest+2*k) > word[match]:
			return f
		}
	}
	return f
}
