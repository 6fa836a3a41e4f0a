package fonts

import "sync/atomic"

// cffFont is a CFF table (Adobe Technical Note 5176) read in place.
type cffFont struct {
	data        table
	top         dict
	charStrings index
	globalSubrs index
	cid         bool
	fdSelect    table     // of CID fonts
	fds         []private // one for each font dict; a single one outside CID fonts
}

// private holds a font dict with its private dict and local subroutines.
type private struct {
	font  dict // nil outside CID fonts
	data  dict
	subrs index
}

// index is a CFF INDEX: count objects after an array of offsets.
type index struct {
	count, offSize int
	offsets        table // count+1 offsets
	data           table // offsets count from its first byte, starting at 1
	end            int   // of the INDEX in the table it was read from
}

func readIndex(t table, at int) (index, bool) {
	if at < 0 || at+2 > len(t) {
		return index{}, false
	}
	n := t.u16(at)
	if n == 0 {
		return index{end: at + 2}, true
	}
	x := index{count: n, offSize: t.u8(at + 2)}
	if x.offSize < 1 || x.offSize > 4 {
		return index{}, false
	}
	x.offsets = t.sub(at+3, (n+1)*x.offSize)
	if x.offsets == nil {
		return index{}, false
	}
	start := at + 3 + (n+1)*x.offSize
	size := x.offset(n) - 1
	if x.data = t.sub(start, size); x.data == nil {
		return index{}, false
	}
	x.end = start + size
	return x, true
}

func (x *index) offset(i int) int {
	o := i * x.offSize
	switch x.offSize {
	case 1:
		return x.offsets.u8(o)
	case 2:
		return x.offsets.u16(o)
	case 3:
		return x.offsets.u24(o)
	}
	return x.offsets.u32(o)
}

// get returns object i; nil if there is none or its offsets are damaged.
func (x *index) get(i int) table {
	if i < 0 || i >= x.count {
		return nil
	}
	from, to := x.offset(i)-1, x.offset(i+1)-1
	return x.data.sub(from, to-from)
}

// dict is a CFF DICT; its two-byte operators 12 x are numbered 12<<8 | x.
type dict []byte

// Operators of top, font and private dicts that are read or written.
const (
	opFontBBox    = 5
	opCharset     = 15
	opCharStrings = 17
	opPrivate     = 18
	opSubrs       = 19
	opFontMatrix  = 12<<8 | 7
	opCharType    = 12<<8 | 6
	opROS         = 12<<8 | 30
	opCIDCount    = 12<<8 | 34
	opFDArray     = 12<<8 | 36
	opFDSelect    = 12<<8 | 37
)

// each calls visit for every operator with its operands as encoded and as
// integers (reals give 0), until visit returns false. It returns false if the
// dict is damaged.
func (d dict) each(visit func(op int, raw []byte, args []int)) bool {
	t := table(d)
	var args [48]int
	n, start := 0, 0
	for o := 0; o < len(t); {
		b, v := t.u8(o), 0
		switch {
		case b <= 21:
			end := o + 1
			if b == 12 {
				b = 12<<8 | t.u8(o+1)
				end++
			}
			if end > len(t) {
				return false
			}
			visit(b, d[start:o], args[:n])
			n, start, o = 0, end, end
			continue
		case b == 28:
			v = t.i16(o + 1)
			o += 3
		case b == 29:
			v = int(int32(uint32(t.u32(o + 1))))
			o += 5
		case b == 30:
			for o++; o < len(t); o++ {
				if t[o]&0xF == 0xF || t[o]>>4 == 0xF {
					break
				}
			}
			o++
		case b >= 32 && b <= 246:
			v = b - 139
			o++
		case b >= 247 && b <= 250:
			v = (b-247)*256 + t.u8(o+1) + 108
			o += 2
		case b >= 251 && b <= 254:
			v = -(b-251)*256 - t.u8(o+1) - 108
			o += 2
		default:
			return false
		}
		if n == len(args) {
			return false
		}
		args[n] = v
		n++
	}
	return true
}

// ints returns the integer operands of an operator; nil if the dict lacks it.
func (d dict) ints(op int) []int {
	var out []int
	d.each(func(o int, _ []byte, args []int) {
		if o == op {
			out = append([]int{}, args...)
		}
	})
	return out
}

// int returns an operator's first operand, or missing if the dict lacks it.
func (d dict) int(op, missing int) int {
	if a := d.ints(op); len(a) > 0 {
		return a[0]
	}
	return missing
}

// raw returns an operator with its operands as encoded; nil if the dict lacks
// it.
func (d dict) raw(op int) []byte {
	var out []byte
	d.each(func(o int, raw []byte, _ []int) {
		if o == op {
			out = append(append([]byte{}, raw...), opBytes(op)...)
		}
	})
	return out
}

// copies reports whether what a subset takes over from a top or font dict has all
// operands: renderers refuse a font in which one is missing.
func (d dict) copies() bool {
	matrix, box := d.ints(opFontMatrix), d.ints(opFontBBox)
	return (matrix == nil || len(matrix) >= 6) && (box == nil || len(box) >= 4)
}

// operands reports whether each operator of a private dict, which a subset takes over
// as it is, has an operand; lists may be empty.
func (d dict) operands() bool {
	complete := true
	d.each(func(op int, _ []byte, args []int) {
		switch op {
		case 6, 7, 8, 9, 12<<8 | 12, 12<<8 | 13: // BlueValues … FamilyOtherBlues, StemSnapH, StemSnapV
		default:
			complete = complete && len(args) > 0
		}
	})
	return complete
}

func opBytes(op int) []byte {
	if op >= 12<<8 {
		return []byte{12, byte(op)}
	}
	return []byte{byte(op)}
}

func parseCFF(t table) (*cffFont, error) {
	bad := func(what string) (*cffFont, error) { return nil, refuse(Damaged, "table CFF: %s", what) }
	if len(t) < 4 || t[0] != 1 {
		return bad("version")
	}
	names, ok := readIndex(t, t.u8(2))
	if !ok {
		return bad("names")
	}
	tops, ok := readIndex(t, names.end)
	if !ok || tops.count == 0 {
		return bad("top dict")
	}
	strs, ok := readIndex(t, tops.end)
	if !ok {
		return bad("strings")
	}
	c := &cffFont{data: t, top: dict(tops.get(0))}
	if c.globalSubrs, ok = readIndex(t, strs.end); !ok {
		return bad("global subroutines")
	}
	if !c.top.each(func(int, []byte, []int) {}) || !c.top.copies() {
		return bad("top dict")
	}
	if c.top.int(opCharType, 2) != 2 {
		return bad("charstrings that are not Type 2")
	}
	if c.charStrings, ok = readIndex(t, c.top.int(opCharStrings, -1)); !ok {
		return bad("charstrings")
	}
	c.cid = c.top.ints(opROS) != nil
	if !c.cid {
		p, ok := readPrivate(t, c.top)
		if !ok {
			return bad("private dict")
		}
		c.fds = []private{p}
		return c, nil
	}
	fds, ok := readIndex(t, c.top.int(opFDArray, -1))
	if !ok || fds.count == 0 || fds.count > 256 {
		return bad("font dicts")
	}
	for i := range fds.count {
		p, ok := readPrivate(t, dict(fds.get(i)))
		if !ok {
			return bad("private dict")
		}
		p.font = dict(fds.get(i))
		c.fds = append(c.fds, p)
	}
	if c.fdSelect = t.from(c.top.int(opFDSelect, -1)); len(c.fdSelect) < 4 {
		return bad("font dict selection")
	}
	return c, nil
}

// readPrivate reads the private dict that a top or font dict names. A dict
// without one is valid: it has no subroutines and default widths.
func readPrivate(t table, d dict) (private, bool) {
	a := d.ints(opPrivate)
	if a == nil {
		return private{}, true
	}
	if len(a) < 2 {
		return private{}, false
	}
	data := t.sub(a[1], a[0])
	if data == nil {
		return private{}, false
	}
	p := private{data: dict(data)}
	if !d.copies() || !p.data.operands() {
		return private{}, false
	}
	if o := p.data.int(opSubrs, 0); o != 0 {
		var ok bool
		if p.subrs, ok = readIndex(t, a[1]+o); !ok {
			return private{}, false
		}
	}
	return p, true
}

// fd returns the number of the font dict of a glyph.
func (c *cffFont) fd(g GID) int {
	if !c.cid {
		return 0
	}
	fd := 0
	switch t := c.fdSelect; t.u8(0) {
	case 0:
		fd = t.u8(1 + int(g))
	case 3:
		n := t.u16(1)
		lo, hi := 0, min(n, (len(t)-3)/3)
		for lo < hi { // the last range that does not start after g
			mid := int(uint(lo+hi) / 2)
			if t.u16(3+3*mid) <= int(g) {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		fd = t.u8(3 + 3*(lo-1) + 2)
	}
	if fd >= len(c.fds) {
		return 0
	}
	return fd
}

func (f *Face) boundsCFF(g GID) (Bounds, bool) {
	f.cffBounds.once.Do(func() { f.cffBounds.cells = make([]atomic.Uint64, f.numGlyphs) })
	cell := &f.cffBounds.cells[g]
	if v := cell.Load(); v != 0 {
		return unpackBounds(v)
	}
	p := &f.cff.fds[f.cff.fd(g)]
	m := charstring{global: &f.cff.globalSubrs, local: &p.subrs}
	b, ok := Bounds{}, false
	if m.run(f.cff.charStrings.get(int(g))) == nil {
		b, ok = m.bounds()
	}
	v := packBounds(b, ok)
	cell.Store(v)
	return unpackBounds(v)
}

// noInk is the cached value for a glyph without an outline; 0 means not
// computed yet.
const noInk = 1

func packBounds(b Bounds, ok bool) uint64 {
	if !ok {
		return noInk
	}
	pack := func(v int) uint64 { return uint64(uint16(max(-1<<15, min(1<<15-1, v)))) }
	return pack(b.XMin)<<48 | pack(b.YMin)<<32 | pack(b.XMax)<<16 | pack(b.YMax)
}

func unpackBounds(v uint64) (Bounds, bool) {
	b := Bounds{
		XMin: int(int16(v >> 48)), YMin: int(int16(v >> 32)),
		XMax: int(int16(v >> 16)), YMax: int(int16(v)),
	}
	if b.XMin >= b.XMax || b.YMin >= b.YMax {
		return Bounds{}, false
	}
	return b, true
}
