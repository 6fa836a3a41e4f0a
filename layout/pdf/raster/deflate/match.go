package deflate

import (
	"encoding/binary"
	mathbits "math/bits"
)

// match is bytes that repeat those a distance before them.
type match struct{ at, length, distance int }

// Hashes are of 8 bytes: shorter matches seldom pay.
const (
	hashed   = 8
	hashBits = 13
)

// stride is how far apart the places lie that are looked at, and put into the
// table: a match is found at its second byte as well, and grows to both sides.
const stride = 2

// hurry makes the stride longer by one for each 1<<hurry places without a match.
const hurry = 4

// matchPrice is what a match costs but for its extra bits, and leastPrice what the
// bytes must cost of one that is looked at, both in bits. Bytes are looked at from
// hashed to mostLeast of them; those of sureLength pay whatever they are.
const (
	matchPrice = 11
	leastPrice = 32
	mostLeast  = 16
	sureLength = 40
)

// fine is one bit, where costs are counted.
const fine = 16

// matcher finds the matches of a block.
type matcher struct {
	data  []byte
	table [1 << hashBits]int32 // the last place of each hash, one more

	matches   []match
	counts    [literals]uint32
	distances [lengths]uint32
	extra     int // bits beside the codes
}

func (m *matcher) reset(data []byte) {
	m.data = data
	clear(m.table[:])
}

func hash(v uint64) uint64 { return v * 0x9e3779b185ebca87 >> (64 - hashBits) }

func (m *matcher) load(at int) uint64 { return binary.LittleEndian.Uint64(m.data[at:]) }

// block finds the matches of the block at from, counts its symbols, and returns
// where it ends: the last match may lie across the border.
func (m *matcher) block(from int) (to int) {
	to = min(len(m.data), from+blockSize)
	m.count(m.data[from:to])
	cost, least := m.costs(to - from)
	m.matches, m.distances, m.extra = m.matches[:0], [lengths]uint32{}, 0
	tail := least - hashed
	at, free, misses := from, from, 0 // what comes before free is in a match or counted
	for at < to && at+least <= len(m.data) {
		v := m.load(at)
		h := hash(v)
		before := int(m.table[h]) - 1
		m.table[h] = int32(at + 1)
		if before < 0 || at-before > window || m.load(before) != v || m.load(before+tail) != m.load(at+tail) {
			misses++
			at += stride + misses>>hurry
			continue
		}
		found := match{at, m.same(before, at), at - before}
		for found.at > free && before > 0 && found.length < longest && m.data[found.at-1] == m.data[before-1] {
			found.at--
			before--
			found.length++
		}
		if !m.pays(found, &cost) {
			misses++
			at += stride
			continue
		}
		m.take(found, to)
		free, misses = found.at+found.length, 0
		for at += stride; at < free && at+hashed <= len(m.data); at += stride {
			m.table[hash(m.load(at))] = int32(at + 1)
		}
		at = free
	}
	m.counts[end]++
	if len(m.matches) == 0 {
		m.distances[0] = 1 // some readers need one
	}
	return max(to, free)
}

// same returns how many bytes at two places are the same.
func (m *matcher) same(a, b int) int {
	most := min(longest, len(m.data)-b)
	n := 0
	for ; n+8 <= most; n += 8 {
		if x := m.load(a+n) ^ m.load(b+n); x != 0 {
			return n + mathbits.TrailingZeros64(x)>>3
		}
	}
	for n < most && m.data[a+n] == m.data[b+n] {
		n++
	}
	return n
}

// take adds a match to the block, whose bytes up to to were counted as literals.
func (m *matcher) take(found match, to int) {
	m.matches = append(m.matches, found)
	for _, v := range m.data[found.at:min(found.at+found.length, to)] {
		m.counts[v]--
	}
	l, d := lengthSymbols[found.length], distanceSymbol(found.distance)
	m.counts[l.symbol]++
	m.distances[d.symbol]++
	m.extra += int(l.extra + d.extra)
}

// pays reports whether a match is shorter than its bytes.
func (m *matcher) pays(found match, cost *[256]uint16) bool {
	if found.length >= sureLength {
		return true
	}
	l, d := lengthSymbols[found.length], distanceSymbol(found.distance)
	left := fine * int(matchPrice+l.extra+d.extra)
	for _, v := range m.data[found.at : found.at+found.length] {
		left -= int(cost[v])
	}
	return left < 0
}

// count counts bytes; in four tables, since a count that has just changed is slow
// to change again.
func (m *matcher) count(data []byte) {
	var n [4][256]uint32
	for ; len(data) >= 4; data = data[4:] {
		n[0][data[0]]++
		n[1][data[1]]++
		n[2][data[2]]++
		n[3][data[3]]++
	}
	for _, v := range data {
		n[0][v]++
	}
	clear(m.counts[:])
	for i := range 256 {
		m.counts[i] = n[0][i] + n[1][i] + n[2][i] + n[3][i]
	}
}

// costs returns about what each byte costs as a literal of this block, and how
// long a match must be to be worth a look.
func (m *matcher) costs(size int) (cost [256]uint16, least int) {
	total, whole := 0, log2(uint32(size))
	for i, n := range m.counts[:256] {
		cost[i] = maxLength * fine
		if n > 0 {
			cost[i] = uint16(min(max(whole-log2(n), fine), maxLength*fine))
		}
		total += int(n) * int(cost[i])
	}
	return cost, min(max(leastPrice*fine*size/total, hashed), mostLeast)
}

// log2 returns about the logarithm of v, in steps of 1/fine.
func log2(v uint32) int {
	whole := mathbits.Len32(v) - 1
	return whole*fine + int(v<<(31-whole)>>(31-4))&(fine-1)
}

// symbol stands for a range of lengths or distances; extra bits give which.
type symbol struct {
	symbol, base int
	extra        uint
}

// lengthSymbols are the symbols of lengths (RFC 1951 3.2.5).
var lengthSymbols = func() (table [longest + 1]symbol) {
	for n := 3; n < longest; n++ {
		s := symbol{end + 1 + n - 3, n, 0}
		if v := n - 3; v >= 8 {
			s.extra = uint(mathbits.Len(uint(v)) - 3)
			s.symbol = end + 1 + 4*int(s.extra) + v>>s.extra
			s.base = 3 + v>>s.extra<<s.extra
		}
		table[n] = s
	}
	table[longest] = symbol{literals - 1, longest, 0}
	return table
}()

// distanceSymbol returns the symbol of a distance.
func distanceSymbol(distance int) symbol {
	v := distance - 1
	if v < 4 {
		return symbol{v, distance, 0}
	}
	extra := uint(mathbits.Len(uint(v)) - 2)
	return symbol{2*int(extra) + v>>extra, 1 + v>>extra<<extra, extra}
}
