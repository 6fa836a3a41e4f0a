package fonts

import (
	"encoding/binary"
	"iter"
	"sync/atomic"
)

// cmap is the character map of a face, searched in place.
type cmap struct {
	format int
	data   table // the subtable
	symbol bool  // codes U+F000–F0FF represent 00–FF
	mac    bool  // only ASCII is reliable
	uvs    table // variation sequences (format 14), nil if none
}

// chooseCmap returns the best readable subtable: full Unicode, then the BMP,
// then symbols, then the ASCII part of a Macintosh map.
func chooseCmap(t table) cmap {
	var best cmap
	bestRank := 0
	n := min(t.u16(2), maxTables)
	for i := range n {
		e := 4 + 8*i
		platform, encoding := t.u16(e), t.u16(e+2)
		sub := t.from(t.u32(e + 4))
		if len(sub) < 6 {
			continue
		}
		format := sub.u16(0)
		if format == 14 {
			if best.uvs == nil {
				best.uvs = sub
			}
			continue
		}
		rank := 0
		switch {
		case platform == 3 && encoding == 10:
			rank = 60
		case platform == 0 && (encoding == 4 || encoding == 6):
			rank = 50
		case platform == 3 && encoding == 1:
			rank = 40
		case platform == 0 && encoding <= 3:
			rank = 30 + encoding
		case platform == 3 && encoding == 0:
			rank = 20
		case platform == 1 && encoding == 0:
			rank = 10
		}
		sub = clipCmap(format, sub)
		if sub == nil || rank <= bestRank {
			continue
		}
		bestRank = rank
		best.format, best.data = format, sub
		best.symbol, best.mac = rank == 20, rank == 10
	}
	return best
}

// clipCmap returns a subtable whose arrays lie inside the font, so that
// searches need no further checks; nil if they do not, or if the format is
// unknown.
func clipCmap(format int, t table) table {
	switch format {
	case 0:
		return t.sub(0, 262)
	case 4:
		// The length field overflows in large tables and is ignored.
		if n := t.u16(6) / 2; n > 0 && len(t) >= 16+8*n {
			return t
		}
	case 6:
		return t.sub(0, 10+2*t.u16(8))
	case 10:
		if n := t.u32(16); n >= 0 && n <= len(t)/2 {
			return t.sub(0, 20+2*n)
		}
	case 12, 13:
		if n := t.u32(12); n >= 0 && n <= len(t)/12 {
			return t.sub(0, 16+12*n)
		}
	}
	return nil
}

// GID returns the glyph of a character; ok is false if the face has none. A
// visible character with a glyph without ink counts as missing: some fonts map
// characters to empty glyphs that have not been drawn.
func (f *Face) GID(r rune) (g GID, ok bool) {
	if r < 0 {
		return 0, false
	}
	return f.mapped.get(f, r)
}

// A text repeats its characters, and a binary search in the map of a large font
// misses the processor's cache a dozen times, so the latest answers are kept.
const recentSize = 1024

// recent holds the latest answers of a face's character map, each at the place
// given by the low bits of the character.
type recent [recentSize]atomic.Uint64

// A cell holds a character, its glyph, and these flags.
const (
	cellUsed  = 1 << 63
	cellFound = 1 << 62
)

func (c *recent) get(f *Face, r rune) (g GID, ok bool) {
	cell := &c[r%recentSize]
	if v := cell.Load(); v&^(cellFound|0xFFFF) == cellUsed|uint64(r)<<16 {
		return GID(v & 0xFFFF), v&cellFound != 0
	}
	g, ok = f.find(r)
	v := cellUsed | uint64(r)<<16 | uint64(g)
	if ok {
		v |= cellFound
	}
	cell.Store(v)
	return g, ok
}

// find answers for GID from the font's data.
func (f *Face) find(r rune) (g GID, ok bool) {
	c := &f.cmap
	if c.mac && r >= 0x80 {
		return 0, false
	}
	id := c.lookup(int(r))
	if id == 0 && c.symbol && r <= 0xFF {
		id = c.lookup(0xF000 + int(r))
	}
	if id <= 0 || id >= f.numGlyphs || !f.Inked(GID(id)) && !Blank(r) {
		return 0, false
	}
	return GID(id), true
}

func (c *cmap) lookup(r int) int {
	t := c.data
	switch c.format {
	case 12, 13:
		groups := t[16:]
		lo, hi := 0, len(groups)/12
		for lo < hi {
			mid := int(uint(lo+hi) / 2)
			if uint32(r) > binary.BigEndian.Uint32(groups[12*mid+4:]) {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		e := groups.sub(12*lo, 12)
		if e == nil || uint32(r) < uint32(e.u32(0)) {
			return 0
		}
		if c.format == 13 {
			return e.u32(8)
		}
		return e.u32(8) + r - e.u32(0)
	case 4:
		return lookup4(t, r)
	case 0:
		if r < 256 {
			return t.u8(6 + r)
		}
	case 6:
		if i := r - t.u16(6); i >= 0 && i < t.u16(8) {
			return t.u16(10 + 2*i)
		}
	case 10:
		if i := r - t.u32(12); i >= 0 && i < t.u32(16) {
			return t.u16(20 + 2*i)
		}
	}
	return 0
}

func lookup4(t table, r int) int {
	if r > 0xFFFF {
		return 0
	}
	n := t.u16(6) / 2
	lo, hi := 0, n
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if r > t.u16(14+2*mid) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	start := t.u16(16 + 2*n + 2*lo)
	if lo == n || r < start {
		return 0
	}
	delta := t.u16(16 + 4*n + 2*lo)
	at := 16 + 6*n + 2*lo
	offset := t.u16(at)
	if offset == 0 || offset == 0xFFFF {
		return (r + delta) & 0xFFFF
	}
	if id := t.u16(at + offset + 2*(r-start)); id != 0 {
		return (id + delta) & 0xFFFF
	}
	return 0
}

// GIDVariation returns the glyph of a variation sequence. For a sequence listed
// as a default form it is the glyph of base; ok is false for a sequence that
// the font does not list, even if it has a glyph for base.
func (f *Face) GIDVariation(base, selector rune) (g GID, ok bool) {
	t := f.cmap.uvs
	if t == nil || base < 0 || selector < 0 {
		return 0, false
	}
	rec := searchRanges(t.from(10), t.u32(6), 11, func(e table) (int, int) { v := e.u24(0); return v, v }, int(selector))
	if rec == nil {
		return 0, false
	}
	if o := rec.u32(3); o > 0 {
		d := t.from(o)
		if searchRanges(d.from(4), d.u32(0), 4, func(e table) (int, int) { v := e.u24(0); return v, v + e.u8(3) }, int(base)) != nil {
			return f.GID(base)
		}
	}
	if o := rec.u32(7); o > 0 {
		d := t.from(o)
		if e := searchRanges(d.from(4), d.u32(0), 5, func(e table) (int, int) { v := e.u24(0); return v, v }, int(base)); e != nil {
			if id := e.u16(3); id > 0 && id < f.numGlyphs && (f.Inked(GID(id)) || Blank(base)) {
				return GID(id), true
			}
		}
	}
	return 0, false
}

// searchRanges returns the one of n sorted records of size bytes whose range
// contains v; nil if there is none.
func searchRanges(t table, n, size int, span func(table) (first, last int), v int) table {
	lo, hi := 0, min(n, len(t)/size)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		e := t[size*mid:][:size]
		first, last := span(e)
		switch {
		case v < first:
			hi = mid
		case v > last:
			lo = mid + 1
		default:
			return e
		}
	}
	return nil
}

// segments yields the ranges of codes in the map, in the map's order, which is
// ascending in valid fonts. Not all of their codes need to have a glyph.
func (c *cmap) segments() iter.Seq2[int, int] {
	return func(yield func(first, last int) bool) {
		t := c.data
		switch c.format {
		case 12, 13:
			for i := range (len(t) - 16) / 12 {
				if !yield(t.u32(16+12*i), t.u32(20+12*i)) {
					return
				}
			}
		case 4:
			n := t.u16(6) / 2
			for i := range n {
				if !yield(t.u16(16+2*n+2*i), t.u16(14+2*i)) {
					return
				}
			}
		case 0:
			yield(0, 255)
		case 6:
			yield(t.u16(6), t.u16(6)+t.u16(8)-1)
		case 10:
			yield(t.u32(12), t.u32(12)+t.u32(16)-1)
		}
	}
}
