package picture

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// codedScan is a scan of a JPEG file with what its coded data need to be read.
type codedScan struct {
	jpegScan
	tables   [2][4]huffmanTable // as defined before the scan
	interval int                // units between restart markers; 0: there are none
	start    int                // of the coded data in the file
	end      int
}

// Bytes that may stand behind a scan's last block: some cameras write one or two more before
// the end of a sound picture, and some encoders fill up to a whole number of words with 00.
const (
	maxTrailing = 2
	maxPadding  = 15
)

// check reads the codes of all scans without computing pixels: each interval between
// restart markers has exactly the blocks that it should have. Decoders skip what is
// left over, and fill up what is missing, in silence, with blocks that are shifted
// or gray.
func (j *jpegInfo) check(data []byte, width, height int) *Error {
	w := scanWalk{info: j, width: width, height: height, h: 1, v: 1, known: make([][]uint64, len(j.comps))}
	for i := range j.comps {
		w.h, w.v = max(w.h, j.comps[i].h), max(w.v, j.comps[i].v)
	}
	refined := false
	for _, s := range j.coding {
		refined = refined || s.from > 0 && s.high != 0
	}
	for i := range w.known {
		if refined {
			across, down := w.blocks(i)
			w.known[i] = make([]uint64, across*down)
		}
	}
	for _, s := range j.coding {
		if what := w.scan(data, s); what != "" {
			return damaged("JPEG, " + what)
		}
	}
	return nil
}

// scanWalk goes through the coded data of a file's scans.
type scanWalk struct {
	info          *jpegInfo
	width, height int
	h, v          int        // greatest sampling factors
	known         [][]uint64 // of each component's blocks, which coefficients are not 0, if a scan refines them
	lookups       [2][4]*huffmanLookup
	in            bitReader
}

// blocks returns how many blocks a component has when it is coded alone
// (T.81 A.2.2).
func (w *scanWalk) blocks(component int) (across, down int) {
	c := &w.info.comps[component]
	return up(up(w.width*c.h, w.h), 8), up(up(w.height*c.v, w.v), 8)
}

// scan reads a scan and returns what is wrong with it, or "".
func (w *scanWalk) scan(data []byte, s *codedScan) string {
	for class := range s.tables {
		for id := range s.tables[class] {
			w.lookups[class][id] = nil
		}
	}
	for _, c := range s.components {
		w.lookups[0][c.dc] = lookupOf(s.tables[0][c.dc])
		w.lookups[1][c.ac] = lookupOf(s.tables[1][c.ac])
	}
	units := up(w.width, 8*w.h) * up(w.height, 8*w.v)
	single := len(s.components) == 1
	if single {
		across, down := w.blocks(s.components[0].index)
		units = across * down
	}
	in := &w.in
	*in = bitReader{data: data[:s.end], at: s.start}
	run := 0 // of blocks without further coefficients
	for unit := range units {
		if s.interval > 0 && unit > 0 && unit%s.interval == 0 {
			if !in.restart(unit/s.interval - 1) {
				return "data before a restart marker"
			}
			run = 0
		}
		for _, c := range s.components {
			n := 1
			if !single {
				n = w.info.comps[c.index].h * w.info.comps[c.index].v
			}
			dc, ac := w.lookups[0][c.dc], w.lookups[1][c.ac]
			for range n {
				ok := false
				switch {
				case w.info.process != mSOF2:
					ok = in.block(dc, ac)
				case s.from == 0 && s.high == 0:
					ok = in.first(dc)
				case s.from == 0:
					ok = in.skip(1)
				case s.high == 0:
					var known *uint64
					if list := w.known[c.index]; list != nil {
						known = &list[unit]
					}
					ok = in.band(ac, int(s.from), int(s.to), &run, known)
				default:
					ok = in.refine(ac, int(s.from), int(s.to), &run, &w.known[c.index][unit])
				}
				if !ok {
					return "codes of its data"
				}
			}
		}
	}
	if !in.finished() {
		return "data after the last block"
	}
	return ""
}

// huffmanLookup finds symbols by their codes (T.81 F.2.2.3).
type huffmanLookup struct {
	short   [1 << lookupBits]uint16 // by the next bits: the code's length and the symbol << 8; 0: longer
	largest [17]int32               // code of each length; -1: none
	offset  [17]int32               // of its symbol, from the code
	symbols []byte
}

const lookupBits = 10

func lookupOf(t huffmanTable) *huffmanLookup {
	if !t.defined {
		return nil
	}
	l := &huffmanLookup{symbols: t.symbols}
	code, k := int32(0), int32(0)
	for length := 1; length <= 16; length++ {
		count := int32(t.counts[length-1])
		l.largest[length], l.offset[length] = -1, k-code
		for range count {
			if length <= lookupBits {
				first := code << (lookupBits - length)
				for i := first; i < first+1<<(lookupBits-length); i++ {
					l.short[i] = uint16(length) | uint16(t.symbols[k])<<8
				}
			}
			code++
			k++
		}
		if count > 0 {
			l.largest[length] = code - 1
		}
		code <<= 1
	}
	return l
}

// bitReader reads bits of coded data up to the next marker. What is missing there
// reads as 0 and makes left negative.
type bitReader struct {
	data []byte
	at   int    // of the next byte
	bits uint64 // the next bits, from the highest
	left int    // number of them
}

// fill takes up bytes until there are at least 32 bits, or a marker follows.
func (r *bitReader) fill() {
	if r.left < 0 {
		return
	}
	for r.left <= 32 {
		if r.at+4 <= len(r.data) {
			four := binary.BigEndian.Uint32(r.data[r.at:])
			if not := ^four; (not-0x01010101)&^not&0x80808080 == 0 { // no byte is FF
				r.bits |= uint64(four) << (32 - r.left)
				r.left += 32
				r.at += 4
				return
			}
		}
		if r.at >= len(r.data) {
			return
		}
		b := r.data[r.at]
		if b == 0xff {
			if r.at+1 >= len(r.data) || r.data[r.at+1] != 0 {
				return
			}
			r.at++
		}
		r.at++
		r.bits |= uint64(b) << (56 - r.left)
		r.left += 8
	}
}

// take removes bits, of which there are at most 32.
func (r *bitReader) take(n int) uint64 {
	b := r.bits >> (64 - n)
	r.bits <<= n
	r.left -= n
	return b
}

func (r *bitReader) skip(n int) bool {
	for ; n > 32; n -= 32 {
		if r.left < 32 {
			r.fill()
		}
		r.take(32)
	}
	if r.left < n {
		r.fill()
	}
	r.take(n)
	return r.left >= 0
}

// symbol reads a code. There are 32 bits before it, hence 16 behind it, or no more bytes.
func (r *bitReader) symbol(l *huffmanLookup) (byte, bool) {
	if r.left < 32 {
		r.fill()
	}
	if e := l.short[r.bits>>(64-lookupBits)]; e != 0 {
		r.bits <<= e & 255
		r.left -= int(e & 255)
		return byte(e >> 8), r.left >= 0
	}
	for length := lookupBits + 1; length <= 16; length++ {
		if code := int32(r.bits >> (64 - length)); code <= l.largest[length] {
			r.take(length)
			return l.symbols[code+l.offset[length]], r.left >= 0
		}
	}
	return 0, false
}

// first reads the code of a DC coefficient.
func (r *bitReader) first(dc *huffmanLookup) bool {
	size, ok := r.symbol(dc)
	if !ok || size > 15 {
		return false
	}
	r.take(int(size))
	return r.left >= 0
}

// block reads a block of a sequential file.
func (r *bitReader) block(dc, ac *huffmanLookup) bool {
	if !r.first(dc) {
		return false
	}
	for k := 1; k < 64; k++ {
		symbol, ok := r.symbol(ac)
		if !ok {
			return false
		}
		zeros, size := int(symbol>>4), int(symbol&15)
		if size == 0 {
			if zeros != 15 {
				break
			}
			k += zeros
			continue
		}
		if k += zeros; k > 63 {
			return false
		}
		r.bits <<= size
		r.left -= size
	}
	return r.left >= 0
}

// band reads the first scan of some AC coefficients of a block (T.81 G.1.2.2).
// known, if not nil, collects those that are not 0.
func (r *bitReader) band(ac *huffmanLookup, from, to int, run *int, known *uint64) bool {
	if *run > 0 {
		*run--
		return true
	}
	for k := from; k <= to; k++ {
		symbol, ok := r.symbol(ac)
		if !ok {
			return false
		}
		zeros, size := int(symbol>>4), int(symbol&15)
		if size == 0 {
			if zeros != 15 {
				*run = 1<<zeros + int(r.take(zeros)) - 1
				break
			}
			k += zeros
			continue
		}
		if k += zeros; k > to {
			return false
		}
		r.take(size)
		if known != nil {
			*known |= 1 << k
		}
	}
	return r.left >= 0
}

// refine reads a scan that adds a bit to some AC coefficients of a block
// (T.81 G.1.2.3).
func (r *bitReader) refine(ac *huffmanLookup, from, to int, run *int, known *uint64) bool {
	k := from
	for *run == 0 && k <= to {
		symbol, ok := r.symbol(ac)
		if !ok {
			return false
		}
		zeros, size := int(symbol>>4), int(symbol&15)
		switch {
		case size > 1:
			return false
		case size == 0 && zeros < 15:
			*run = 1<<zeros + int(r.take(zeros))
			continue
		case size == 1:
			r.take(1) // sign
		}
		corrections := 0
		for ; k <= to; k++ {
			if *known>>k&1 != 0 {
				corrections++
			} else if zeros--; zeros < 0 {
				break
			}
		}
		if !r.skip(corrections) || size == 1 && k > to {
			return false
		}
		if size == 1 {
			*known |= 1 << k
		}
		k++
	}
	if *run > 0 {
		*run--
		if k <= to {
			return r.skip(bits.OnesCount64(*known >> k << (63 - to + k)))
		}
	}
	return r.left >= 0
}

// restart reads the marker after an interval, which must follow directly, after
// fill bytes if there are any (T.81 B.1.1.2).
func (r *bitReader) restart(n int) bool {
	if r.fill(); r.left < 0 || r.left >= 8 {
		return false
	}
	if !r.passMarker(mRST0 + byte(n&7)) {
		return false
	}
	r.bits, r.left = 0, 0
	return true
}

func (r *bitReader) passMarker(marker byte) bool {
	at := r.at
	for at+1 < len(r.data) && r.data[at] == 0xff && r.data[at+1] == 0xff {
		at++
	}
	if at+1 >= len(r.data) || r.data[at] != 0xff || r.data[at+1] != marker {
		return false
	}
	r.at = at + 2
	return true
}

// finished reports whether nothing is left of a scan's data. Some encoders end a scan
// with a restart marker, too.
func (r *bitReader) finished() bool {
	if r.fill(); r.left < 0 {
		return false
	}
	whole := r.left / 8 // bytes taken up already
	rest := len(r.data) - r.at
	if n := len(r.data); rest >= 2 && r.data[n-2] == 0xff && r.data[n-1] >= mRST0 && r.data[n-1] <= mRST7 {
		rest -= 2
	}
	for rest > 0 && r.data[r.at+rest-1] == 0xff {
		rest--
	}
	padding := r.bits<<(r.left%8) == 0 && bytes.Count(r.data[r.at:r.at+rest], []byte{0}) == rest
	return whole+rest <= maxTrailing || padding && whole+rest <= maxPadding
}
