package fonts

// table is a part of a font file. Reads outside it return 0 and never panic: a
// damaged font then has blank or missing glyphs.
type table []byte

func (t table) u8(o int) int {
	if o < 0 || o >= len(t) {
		return 0
	}
	return int(t[o])
}

func (t table) u16(o int) int {
	if o < 0 || o > len(t)-2 {
		return 0
	}
	return int(t[o])<<8 | int(t[o+1])
}

func (t table) i16(o int) int { return int(int16(t.u16(o))) }

func (t table) u24(o int) int {
	if o < 0 || o > len(t)-3 {
		return 0
	}
	return int(t[o])<<16 | int(t[o+1])<<8 | int(t[o+2])
}

// u32 returns an unsigned value; where int has 32 bits, a value of 2³¹ or more
// is negative. Every offset is checked against both bounds on use.
func (t table) u32(o int) int {
	if o < 0 || o > len(t)-4 {
		return 0
	}
	return int(uint32(t[o])<<24 | uint32(t[o+1])<<16 | uint32(t[o+2])<<8 | uint32(t[o+3]))
}

// sub returns the n bytes from o; nil if they are not all within t.
func (t table) sub(o, n int) table {
	if o < 0 || n < 0 || o > len(t) || n > len(t)-o {
		return nil
	}
	return t[o : o+n : o+n]
}

// from returns everything from o; nil if o is out of range.
func (t table) from(o int) table {
	if o < 0 || o > len(t) {
		return nil
	}
	return t[o:]
}

func put16(b []byte, v int) { b[0], b[1] = byte(v>>8), byte(v) }

func put32(b []byte, v uint32) {
	b[0], b[1], b[2], b[3] = byte(v>>24), byte(v>>16), byte(v>>8), byte(v)
}
