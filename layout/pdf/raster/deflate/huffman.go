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

// tree is the memory in which codes are made, and how they are told.
type tree struct {
	order  [literals]uint32 // counts above 9 bits, symbols below
	weight [2 * literals]uint32
	parent [2 * literals]uint16
	depth  [2 * literals]uint8

	said             []lengthWord
	literal, distant int // how many lengths are said of each code
	counts           [19]uint32
	code             code
	shown            int // lengths of the code of lengths
}

// measure sets the lengths of a code's words (Huffman 1952); none is longer than
// most. If only one symbol occurs, its word has one bit.
func (t *tree) measure(lengths []uint8, counts []uint32, most int) {
	clear(lengths)
	order := t.order[:0]
	for s, n := range counts {
		if n > 0 {
			order = append(order, n<<9|uint32(s))
		}
	}
	n := len(order)
	if n < 2 {
		for _, o := range order {
			lengths[o&511] = 1
		}
		return
	}
	slices.Sort(order)
	for i, o := range order {
		t.weight[i] = o >> 9
	}
	// Leaves come by their weight, and so do the nodes made of them: the lightest
	// is first in one of both rows.
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
	t.depth[2*n-2] = 0
	var per [16]int
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
	i := 0
	for d := most; d > 0; d-- {
		for range per[d] {
			lengths[order[i]&511] = uint8(d)
			i++
		}
	}
}

// lengthWord is a word of the code in which lengths are told: a length, or 16 to
// 18 for repetitions, with extra bits.
type lengthWord struct{ symbol, extra, bits uint8 }

// lengthOrder is the order of the lengths of that code (RFC 1951 3.2.7).
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// describe prepares what tells the lengths of both codes.
func (t *tree) describe(literal, distance []uint8) {
	for len(literal) > end+1 && literal[len(literal)-1] == 0 {
		literal = literal[:len(literal)-1]
	}
	for len(distance) > 1 && distance[len(distance)-1] == 0 {
		distance = distance[:len(distance)-1]
	}
	t.literal, t.distant = len(literal), len(distance)
	t.said = t.said[:0]
	t.say(literal)
	t.say(distance)
	clear(t.counts[:])
	for _, w := range t.said {
		t.counts[w.symbol]++
	}
	t.measure(t.code.lengths[:19], t.counts[:], 7)
	number(t.code.codes[:], t.code.lengths[:19])
	t.shown = 19
	for t.shown > 4 && t.code.lengths[lengthOrder[t.shown-1]] == 0 {
		t.shown--
	}
}

// say adds lengths, those that repeat in short.
func (t *tree) say(lengths []uint8) {
	for len(lengths) > 0 {
		v, run := lengths[0], 1
		for run < len(lengths) && lengths[run] == v {
			run++
		}
		lengths = lengths[run:]
		if v == 0 {
			for ; run >= 11; run -= min(run, 138) {
				t.said = append(t.said, lengthWord{18, uint8(min(run, 138) - 11), 7})
			}
			if run >= 3 {
				t.said = append(t.said, lengthWord{17, uint8(run - 3), 3})
				run = 0
			}
		} else {
			t.said = append(t.said, lengthWord{v, 0, 0})
			for run--; run >= 3; run -= min(run, 6) {
				t.said = append(t.said, lengthWord{16, uint8(min(run, 6) - 3), 2})
			}
		}
		for range run {
			t.said = append(t.said, lengthWord{v, 0, 0})
		}
	}
}

// size returns the bits that describe takes.
func (t *tree) size() int {
	sum := 14 + 3*t.shown
	for _, w := range t.said {
		sum += int(t.code.lengths[w.symbol]) + int(w.bits)
	}
	return sum
}

func (t *tree) write(out *bits) {
	out.put(uint64(t.literal-end-1)|uint64(t.distant-1)<<5|uint64(t.shown-4)<<10, 14)
	for _, s := range lengthOrder[:t.shown] {
		out.put(uint64(t.code.lengths[s]), 3)
	}
	for _, w := range t.said {
		c := t.code.codes[w.symbol]
		out.put(uint64(c>>8)|uint64(w.extra)<<(c&15), uint(c&15)+uint(w.bits))
	}
}
