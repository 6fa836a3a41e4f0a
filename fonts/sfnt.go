package fonts

import (
	"encoding/binary"
	"math/bits"
)

// namedTable is a table of a font file to be written.
type namedTable struct {
	tag  string
	data []byte
}

// buildSFNT writes a font file of the given tables, which must be sorted by
// tag; empty ones are left out. Checksums are filled in, that of the whole file
// if there is a head table (OpenType, "Calculating checksums"); head's data is
// not changed, only its copy.
func buildSFNT(version string, tables []namedTable) []byte {
	n, size := 0, 12
	for _, t := range tables {
		if len(t.data) > 0 {
			n++
			size += 16 + (len(t.data)+3)&^3
		}
	}
	out := make([]byte, size)
	copy(out, version)
	put16(out[4:], n)
	if n > 0 {
		log := bits.Len(uint(n)) - 1
		put16(out[6:], 16<<log)
		put16(out[8:], log)
		put16(out[10:], 16*n-16<<log)
	}
	entry, at, head := 12, 12+16*n, 0
	total := uint32(0)
	for _, t := range tables {
		if len(t.data) == 0 {
			continue
		}
		copy(out[at:], t.data)
		if t.tag == "head" && len(t.data) >= 12 {
			head = at
			put32(out[at+8:], 0)
		}
		end := at + (len(t.data)+3)&^3
		copy(out[entry:], t.tag)
		sum := checksum(out[at:end])
		put32(out[entry+4:], sum)
		total += sum
		put32(out[entry+8:], uint32(at))
		put32(out[entry+12:], uint32(len(t.data)))
		entry, at = entry+16, end
	}
	if head > 0 {
		put32(out[head+8:], 0xB1B0AFBA-(total+checksum(out[:12+16*n])))
	}
	return out
}

// checksum sums big-endian 32-bit words; b's length is a multiple of 4.
func checksum(b []byte) uint32 {
	var high, low uint32
	for ; len(b) >= 8; b = b[8:] {
		v := binary.BigEndian.Uint64(b)
		high += uint32(v >> 32)
		low += uint32(v)
	}
	if len(b) >= 4 {
		high += binary.BigEndian.Uint32(b)
	}
	return high + low
}
