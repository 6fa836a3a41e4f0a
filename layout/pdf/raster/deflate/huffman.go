package deflate

import (
	mathbits "math/bits"
	"slices"
)

// maxLength is the most bits of a word of a code. The format allows 15; with 12
// four words and what is left of a byte fit 64 bits, and the price is nothing
// that could be measured.
const maxLength = 12

// code is a Huffman code.
type code struct {
	lengths [literals]uint8 // 0: not used
	codes   [512]uint32     // the word in the bits above 8, first bit lowest; its length below
}

// use makes the code for so many of each symbol.
func (c *code) use(t *tree, counts []uint32, most int) {
	t.measure(c.lengths[:len(counts)], counts, most)
	number(c.codes[:], c.lengths[:len(counts)])
}

// size returns the bits of so many of each symbol.
func (c *code) size(counts []uint32) int {
	sum := 0
	for s, n := range counts {
		sum += int(n) * int(c.lengths[s])
	}
	return sum
}

// number gives words to symbols by their lengths (RFC 1951 3.2.2).
func number(codes []uint32, lengths []uint8) {
	var next [17]uint32
	for _, n := range lengths {
		next[n+1]++
	}
	next[1] = 0 // symbols that are not used
	for n := 1; n < len(next); n++ {
		next[n] = (next[n] + next[n-1]) << 1
	}
	for s, n := range lengths {
		if n > 0 {
			codes[s] = uint32(mathbits.Reverse16(uint16(next[n]))>>(16-n))<<8 | uint32(n)
			next[n]++
		}
	}
}

// tree is the memory in which codes are made, and their description (RFC 1951 3.2.7).
type tree struct {
	order  [literals]uint32 // counts above 9 bits, symbols below
	weight [2 * literals]uint32
	parent [2 * literals]uint16
	depth  [2 * literals]uint8

	words            []lengthWord
	literal, distant int // how many lengths are written of each code
	counts           [19]uint32
	code             code
	shown            int // lengths of the code of lengths
}

// measure sets the lengths of a code's words (Huffman 1952); none is longer than
// most. If only one symbol occurs, its word has one bit.
func (t *tree) measure(lengths []uint8, counts []uint32, most int) {
	clear(lengths)
	n := t.sort(counts)
	if n < 2 {
		for _, o := range t.order[:n] {
			lengths[o&511] = 1
		}
		return
	}
	t.grow(n)
	per := t.depths(n, most)
	// The rarest symbols have the longest words.
	i := 0
	for d := most; d > 0; d-- {
		for range per[d] {
			lengths[t.order[i]&511] = uint8(d)
			i++
		}
	}
}

// sort orders the symbols that occur by their counts and returns how many there are.
func (t *tree) sort(counts []uint32) int {
	order := t.order[:0]
	for s, n := range counts {
		if n > 0 {
			order = append(order, n<<9|uint32(s))
		}
	}
	slices.Sort(order)
	return len(order)
}

// grow joins the two lightest nodes until one is left, from n leaves. Leaves come by
// their weight, and so do the nodes made of them: the lightest is first in one of
// both rows.
func (t *tree) grow(n int) {
	for i, o := range t.order[:n] {
		t.weight[i] = o >> 9
	}
	leaf, node := 0, n
	lightest := func(made int) int {
		if leaf < n && (node == made || t.weight[leaf] <= t.weight[node]) {
			leaf++
			return leaf - 1
		}
		node++
		return node - 1
	}
	for made := n; made < 2*n-1; made++ {
		a, b := lightest(made), 0
		t.parent[a] = uint16(made)
		b = lightest(made)
		t.parent[b] = uint16(made)
		t.weight[made] = t.weight[a] + t.weight[b]
	}
}

// depths returns how many of n leaves have each depth, none below most.
func (t *tree) depths(n, most int) (per [16]int) {
	t.depth[2*n-2] = 0
	room := -1 << most
	for i := 2*n - 3; i >= 0; i-- {
		t.depth[i] = t.depth[t.parent[i]] + 1
		if i < n {
			d := min(int(t.depth[i]), most)
			per[d]++
			room += 1 << (most - d)
		}
	}
	// Cutting words short takes more room than there is. Each step makes two words
	// of a shorter one and its neighbour from the longest ones, which gains one.
	for ; room > 0; room-- {
		d := most - 1
		for per[d] == 0 {
			d--
		}
		per[d]--
		per[d+1] += 2
		per[most]--
	}
	return per
}

// lengthWord is a word of the code in which lengths are written: a length, or 16 to
// 18 for repetitions, with extra bits.
type lengthWord struct{ symbol, extra, bits uint8 }

// lengthOrder is the order of the lengths of that code (RFC 1951 3.2.7).
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// describe prepares the description of both codes.
func (t *tree) describe(literal, distance []uint8) {
	for len(literal) > end+1 && literal[len(literal)-1] == 0 {
		literal = literal[:len(literal)-1]
	}
	for len(distance) > 1 && distance[len(distance)-1] == 0 {
		distance = distance[:len(distance)-1]
	}
	t.literal, t.distant = len(literal), len(distance)
	t.words = t.words[:0]
	t.describeLengths(literal)
	t.describeLengths(distance)
	clear(t.counts[:])
	for _, w := range t.words {
		t.counts[w.symbol]++
	}
	t.measure(t.code.lengths[:19], t.counts[:], 7)
	number(t.code.codes[:], t.code.lengths[:19])
	t.shown = 19
	for t.shown > 4 && t.code.lengths[lengthOrder[t.shown-1]] == 0 {
		t.shown--
	}
}

// describeLengths adds lengths, those that repeat in short.
func (t *tree) describeLengths(lengths []uint8) {
	for len(lengths) > 0 {
		v, run := lengths[0], 1
		for run < len(lengths) && lengths[run] == v {
			run++
		}
		lengths = lengths[run:]
		if v == 0 {
			for ; run >= 11; run -= min(run, 138) {
				t.words = append(t.words, lengthWord{18, uint8(min(run, 138) - 11), 7})
			}
			if run >= 3 {
				t.words = append(t.words, lengthWord{17, uint8(run - 3), 3})
				run = 0
			}
		} else {
			t.words = append(t.words, lengthWord{v, 0, 0})
			for run--; run >= 3; run -= min(run, 6) {
				t.words = append(t.words, lengthWord{16, uint8(min(run, 6) - 3), 2})
			}
		}
		for range run {
			t.words = append(t.words, lengthWord{v, 0, 0})
		}
	}
}

// size returns the bits that describe takes.
func (t *tree) size() int {
	sum := 14 + 3*t.shown
	for _, w := range t.words {
		sum += int(t.code.lengths[w.symbol]) + int(w.bits)
	}
	return sum
}

func (t *tree) write(out *bits) {
	out.put(uint64(t.literal-end-1)|uint64(t.distant-1)<<5|uint64(t.shown-4)<<10, 14)
	for _, s := range lengthOrder[:t.shown] {
		out.put(uint64(t.code.lengths[s]), 3)
	}
	for _, w := range t.words {
		c := t.code.codes[w.symbol]
		out.put(uint64(c>>8)|uint64(w.extra)<<(c&15), uint(c&15)+uint(w.bits))
	}
}
