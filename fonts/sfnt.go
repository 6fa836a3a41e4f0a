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

// buildSFNT returns a font file with the given tables, which must be sorted by
// tag; empty ones are omitted.
func buildSFNT(version string, tables []namedTable) []byte {
	sizes := make([]int, len(tables))
	for i, t := range tables {
		sizes[i] = len(t.data)
	}
	out, bodies := layoutSFNT(version, tables, sizes)
	for i, t := range tables {
		copy(bodies[i], t.data)
	}
	sealSFNT(out)
	return out
}

// layoutSFNT returns a font file with a directory for tables of the given
// sizes, and the slices of it that hold the tables, so that callers write large
// tables in place.
func layoutSFNT(version string, tables []namedTable, sizes []int) (out []byte, bodies [][]byte) {
	n, size := 0, 12
	for _, s := range sizes {
		if s > 0 {
			n++
			size += 16 + (s+3)&^3
		}
	}
	out = make([]byte, size)
	copy(out, version)
	put16(out[4:], n)
	if n > 0 {
		log := bits.Len(uint(n)) - 1
		put16(out[6:], 16<<log)
		put16(out[8:], log)
		put16(out[10:], 16*n-16<<log)
	}
	entry, at := 12, 12+16*n
	bodies = make([][]byte, len(tables))
	for i, s := range sizes {
		if s == 0 {
			continue
		}
		copy(out[entry:], tables[i].tag)
		put32(out[entry+8:], uint32(at))
		put32(out[entry+12:], uint32(s))
		bodies[i] = out[at : at+s : at+s]
		entry, at = entry+16, at+(s+3)&^3
	}
	return out, bodies
}

// sealSFNT fills in the checksums of the tables and, if there is a head table,
// of the file (OpenType, "Calculating checksums").
func sealSFNT(out []byte) {
	n, head, total := table(out).u16(4), 0, uint32(0)
	for i := range n {
		e := out[12+16*i:]
		at, size := table(e).u32(8), table(e).u32(12)
		if string(e[:4]) == "head" && size >= 12 {
			head = at
			put32(out[at+8:], 0)
		}
		sum := checksum(out[at : at+(size+3)&^3])
		put32(e[4:], sum)
		total += sum
	}
	if head > 0 {
		put32(out[head+8:], 0xB1B0AFBA-(total+checksum(out[:12+16*n])))
	}
}

// checksum returns the sum of b's big-endian 32-bit words; the length of b must
// be a multiple of 4.
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
