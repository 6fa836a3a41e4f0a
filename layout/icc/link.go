package icc

import "encoding/binary"

// Grid points of a link on each axis. A link of three channels takes 0.9 MB, one
// of four 3.1 MB. Tables of inks often have 9 points; 25 divide each of their
// cells into three.
const (
	linkPoints3 = 49
	linkPoints4 = 25
)

// linkUnit is one in the fractions of a link, nodeUnit is 1/255 in its nodes.
// Nodes have a range of half a byte below zero and above 255, so that colours
// outside the target's gamut are clipped after interpolation, not before.
const (
	linkBits = 15
	linkUnit = 1 << linkBits
	nodeBits = 7
	nodeUnit = 1 << nodeBits
	nodeZero = 128 * nodeUnit
)

// link is a path sampled into a single grid of 16-bit nodes.
type link struct {
	out   int
	base  [4][256]uint32 // offset of the cell of a sample
	axis  [4][256]uint64 // position within the cell in the upper 32 bits, the step to the next node in the lower
	step  [4]uint32
	table []uint64 // four samples of 16 bits, the first lowest
}

func newLink(p path, in, out, points int) *link {
	l := &link{out: out}
	nodes := 1
	for c := in - 1; c >= 0; c-- {
		l.step[c] = uint32(nodes)
		nodes *= points
	}
	for c := range in {
		for s := range 256 {
			x := from8(uint8(s))
			if p.first != nil {
				x = p.first[c].at(x)
			}
			if p.linear {
				x = compand(x)
			}
			pos := clamp1(x) * int64(points-1)
			cell := min(pos>>shift, int64(points-2))
			l.base[c][s] = uint32(cell) * l.step[c]
			frac := (pos - cell<<shift + 1<<(shift-linkBits-1)) >> (shift - linkBits)
			l.axis[c][s] = uint64(frac)<<32 | uint64(l.step[c])
		}
	}
	stages := p.stages
	if p.linear {
		stages = append([]stage{expand{}}, stages...)
	}
	rest := path{stages: stages}
	l.table = make([]uint64, 0, nodes)
	var at [4]int
	for range nodes {
		var v vector
		for c := range in {
			v[c] = int64(at[c]) * one / int64(points-1)
		}
		rest.rest(&v)
		var node uint64
		for k := range out {
			sample := (clamp(v[k], -one, 2*one)*255*nodeUnit+one/2)>>shift + nodeZero
			node |= uint64(clamp(sample, 0, 65535)) << (16 * k)
		}
		l.table = append(l.table, node)
		for c := in - 1; c >= 0; c-- { // the next node
			if at[c]++; at[c] < points {
				break
			}
			at[c] = 0
		}
	}
	return l
}

// A word has four samples in lanes of 16 bits. Products need 32 bits and take
// two words: one for samples 0 and 2, one for samples 1 and 3.
const (
	lanes = 0x0001_0001_0001_0001
	pairs = 0x0000_ffff_0000_ffff
)

// sums holds weighted sums of nodes, 32 bits for each of four samples.
type sums struct{ even, odd uint64 }

func (s *sums) add(node, weight uint64) {
	s.even += node & pairs * weight
	s.odd += node >> 16 & pairs * weight
}

// pixel returns the samples of the sums, the first one lowest.
func (s sums) pixel() uint32 {
	const (
		bits  = linkBits + nodeBits
		half  = 1 << (bits - 1) * (1 | 1<<32)
		whole = 0x3ff * (1 | 1<<32)
	)
	v := (s.even+half)>>bits&whole | (s.odd+half)>>bits&whole<<16
	// All four lanes at once: the offset of zero is subtracted, and results are
	// clamped to 0…255.
	v = (v | lanes<<15) - lanes*(nodeZero/nodeUnit)
	notBelow := v & (lanes << 15)
	v &= notBelow - notBelow>>15
	above := v & (lanes << 8)
	v = (v | (above - above>>8)) & (lanes * 255)
	v |= v >> 8
	return uint32(v&0xffff | v>>16&0xffff_0000)
}

// chunk is the number of pixels that are interpolated before they are written.
const chunk = 256

// convert converts pixels of in channels.
func (l *link) convert(dst, src []byte, in int) {
	var pixels [chunk]uint32
	for len(src) >= in {
		n := min(chunk, len(src)/in)
		if in == 3 {
			l.convert3(pixels[:n], src)
		} else {
			l.convert4(pixels[:n], src)
		}
		put(dst[:n*l.out], pixels[:n])
		src, dst = src[n*in:], dst[n*l.out:]
	}
}

// put writes the samples of pixels, as many of each as dst has room for.
func put(dst []byte, pixels []uint32) {
	switch len(dst) / len(pixels) {
	case 4:
		for i, v := range pixels {
			binary.LittleEndian.PutUint32(dst[4*i:], v)
		}
	case 3:
		for _, v := range pixels {
			d := dst[:3]
			d[0], d[1], d[2] = byte(v), byte(v>>8), byte(v>>16)
			dst = dst[3:]
		}
	case 1:
		for i, v := range pixels {
			dst[i] = byte(v)
		}
	}
}

// order returns two numbers below 2^63, the greater first, without branches.
func order(a, b uint64) (uint64, uint64) {
	swap := (a ^ b) & uint64(int64(a-b)>>63)
	return a ^ swap, b ^ swap
}

// convert3 interpolates in the tetrahedron of the cell that the colour is in:
// from its lowest corner to the opposite one, along the axes in descending order
// of their fractions. It selects one of the six tetrahedra without branches,
// since in a photograph they would be unpredictable.
func (l *link) convert3(dst []uint32, src []byte) {
	table := l.table
	src = src[:3*len(dst)]
	for i := range dst {
		src := src[3*i : 3*i+3 : 3*i+3]
		at := l.base[0][src[0]] + l.base[1][src[1]] + l.base[2][src[2]]
		x, y, z := l.axis[0][src[0]], l.axis[1][src[1]], l.axis[2][src[2]]
		x, y = order(x, y)
		x, z = order(x, z)
		y, z = order(y, z)
		var sum sums
		sum.add(table[at], linkUnit-x>>32)
		at += uint32(x)
		sum.add(table[at], x>>32-y>>32)
		at += uint32(y)
		sum.add(table[at], y>>32-z>>32)
		at += uint32(z)
		sum.add(table[at], z>>32)
		dst[i] = sum.pixel()
	}
}

// convert4 does the same in the simplex of four axes, from the corner with the
// least ink to the one with the most.
func (l *link) convert4(dst []uint32, src []byte) {
	table := l.table
	src = src[:4*len(dst)]
	for i := range dst {
		src := src[4*i : 4*i+4 : 4*i+4]
		at := l.base[0][src[0]] + l.base[1][src[1]] + l.base[2][src[2]] + l.base[3][src[3]]
		x, y, z, w := l.axis[0][src[0]], l.axis[1][src[1]], l.axis[2][src[2]], l.axis[3][src[3]]
		x, y = order(x, y)
		z, w = order(z, w)
		x, z = order(x, z)
		y, w = order(y, w)
		y, z = order(y, z)
		var sum sums
		sum.add(table[at], linkUnit-x>>32)
		at += uint32(x)
		sum.add(table[at], x>>32-y>>32)
		at += uint32(y)
		sum.add(table[at], y>>32-z>>32)
		at += uint32(z)
		sum.add(table[at], z>>32-w>>32)
		at += uint32(w)
		sum.add(table[at], w>>32)
		dst[i] = sum.pixel()
	}
}
