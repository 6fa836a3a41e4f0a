// Package deflate codes the rows of pictures in deflate form (RFC 1951).
//
// What a predictor leaves of a photo is small numbers, most of them used once:
// a search for repetitions finds none that pay, and short ones that cost more
// than the bytes they stand for. So each block has a Huffman code of its own,
// which gives nearly all there is to gain, and only repetitions longer than
// their price in the block's own code are taken. Files come out smaller than at
// any level of compress/flate, and in a fifth of the time; of a drawing, whose
// rows repeat, they are about as long as at its middle levels.
//
// The bytes depend on the data alone: everything is counted in integers.
package deflate

import (
	"encoding/binary"
	"slices"
)

// blockSize is how much data has a Huffman code of its own: less adapts better,
// more has fewer codes to write. A block and the match that it ends with fit one
// that is stored.
const blockSize = 63 << 10

// Limits of the format.
const (
	window   = 32 << 10
	longest  = 258   // bytes of a match
	stored   = 65535 // bytes of a block that is not coded
	literals = 286   // bytes, the end of a block, and lengths
	lengths  = 30    // of distances
	end      = 256   // the symbol
)

// Encoder codes one piece of data after another; none refers to those before it.
// Each goroutine needs its own.
type Encoder struct {
	matcher
	literal, distance code
	out               bits
	tree              tree
}

// Append appends data in deflate form to dst. A piece that is not the last of its
// stream ends on a whole byte, so that the next can follow.
func (e *Encoder) Append(dst, data []byte, last bool) []byte {
	e.out = bits{to: dst}
	e.reset(data)
	for at := 0; at < len(data); {
		to := e.block(at)
		e.write(at, to, last && to == len(data))
		at = to
	}
	switch {
	case !last:
		e.out.store(nil, false)
	case len(data) == 0:
		e.out.grow(2)
		e.out.put(3, 10) // a last block in the fixed code, and its end
	}
	return e.out.whole()
}

// write writes a block of the data, whichever way is shorter.
func (e *Encoder) write(from, to int, last bool) {
	e.literal.use(&e.tree, e.counts[:], maxLength)
	e.distance.use(&e.tree, e.distances[:], maxLength)
	e.tree.describe(e.literal.lengths[:literals], e.distance.lengths[:lengths])
	size := 3 + e.tree.size() + e.literal.size(e.counts[:]) + e.distance.size(e.distances[:]) + e.extra
	if size > (to-from+5)*8 {
		e.out.store(e.data[from:to], last)
		return
	}
	e.out.grow(size/8 + 1)
	head := uint64(2 << 1)
	if last {
		head |= 1
	}
	e.out.put(head, 3)
	e.tree.write(&e.out)
	for _, m := range e.matches {
		e.out.literals(e.data[from:m.at], &e.literal.codes)
		l, d := lengthSymbols[m.length], distanceSymbol(m.distance)
		c := e.literal.codes[l.symbol]
		e.out.put(uint64(c>>8)|uint64(m.length-l.base)<<(c&15), uint(c&15)+l.extra)
		c = e.distance.codes[d.symbol]
		e.out.put(uint64(c>>8)|uint64(m.distance-d.base)<<(c&15), uint(c&15)+d.extra)
		from = m.at + m.length
	}
	e.out.literals(e.data[from:to], &e.literal.codes)
	c := e.literal.codes[end]
	e.out.put(uint64(c>>8), uint(c&15))
}

// bits is what has been written: bytes, and fewer than 8 bits that fill none.
type bits struct {
	to  []byte // there is room for 8 bytes more than were asked for
	acc uint64
	n   uint
}

// grow makes room for size bytes more.
func (b *bits) grow(size int) { b.to = slices.Grow(b.to, size+16) }

// put writes up to 56 bits.
func (b *bits) put(v uint64, n uint) {
	b.acc |= v << b.n
	b.n += n
	at := len(b.to)
	binary.LittleEndian.PutUint64(b.to[at:at+8], b.acc)
	b.to = b.to[:at+int(b.n>>3)]
	b.acc >>= b.n &^ 7
	b.n &= 7
}

// literals writes bytes in a code whose words have at most 14 bits, which 4 of them
// at once leave room for.
func (b *bits) literals(data []byte, codes *[512]uint32) {
	to, acc, n := b.to[:cap(b.to)], b.acc, b.n
	at := len(b.to)
	for ; len(data) >= 4; data = data[4:] {
		c := codes[data[0]]
		acc |= uint64(c>>8) << (n & 63)
		n += uint(c & 15)
		c = codes[data[1]]
		acc |= uint64(c>>8) << (n & 63)
		n += uint(c & 15)
		c = codes[data[2]]
		acc |= uint64(c>>8) << (n & 63)
		n += uint(c & 15)
		c = codes[data[3]]
		acc |= uint64(c>>8) << (n & 63)
		n += uint(c & 15)
		binary.LittleEndian.PutUint64(to[at:], acc)
		at += int(n >> 3)
		acc >>= n & 56
		n &= 7
	}
	b.to, b.acc, b.n = to[:at], acc, n
	for _, v := range data {
		b.put(uint64(codes[v]>>8), uint(codes[v]&15))
	}
}

// store writes a block that is not coded.
func (b *bits) store(data []byte, last bool) {
	b.grow(len(data) + 8)
	head := uint64(0)
	if last {
		head = 1
	}
	b.put(head, 3)
	b.to = b.whole()
	b.acc, b.n = 0, 0
	b.to = binary.LittleEndian.AppendUint16(b.to, uint16(len(data)))
	b.to = binary.LittleEndian.AppendUint16(b.to, ^uint16(len(data)))
	b.to = append(b.to, data...)
}

// whole returns the bytes with the last one filled up.
func (b *bits) whole() []byte {
	if b.n > 0 {
		return append(b.to, byte(b.acc))
	}
	return b.to
}
