package fonts

// Flags of a composite glyph's components (OpenType, table glyf).
const (
	argsAreWords   = 1 << 0
	haveScale      = 1 << 3
	moreComponents = 1 << 5
	haveXYScale    = 1 << 6
	haveTwoByTwo   = 1 << 7
)

// components calls visit with the offset of each component's glyph id in a
// composite glyph's data; it does nothing for simple glyphs. It returns false
// if the list extends beyond the data.
func components(d table, visit func(at int)) bool {
	if len(d) < 10 || d.i16(0) >= 0 {
		return true
	}
	o := 10
	for {
		if o+4 > len(d) {
			return false
		}
		flags := d.u16(o)
		visit(o + 2)
		o += 4
		if flags&argsAreWords != 0 {
			o += 4
		} else {
			o += 2
		}
		switch {
		case flags&haveScale != 0:
			o += 2
		case flags&haveXYScale != 0:
			o += 4
		case flags&haveTwoByTwo != 0:
			o += 8
		}
		if flags&moreComponents == 0 {
			return o <= len(d)
		}
	}
}
