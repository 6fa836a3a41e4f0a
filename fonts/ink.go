package fonts

import (
	"bytes"
	"sync/atomic"
	"unicode"
)

// Blank reports whether a character has no visible form, so that its glyph
// needs no ink: blanks, controls, format characters, variation selectors,
// fillers, the blank Braille pattern, and the object replacement character.
func Blank(r rune) bool {
	switch {
	case r > ' ' && r < 0x7F, r >= 0x3400 && r <= 0x9FFF:
		return false
	case r == 0x2800, r == 0xFFFC:
		return true
	}
	return unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// Inked reports whether a glyph paints anything. It reads no more than
// necessary: of a TrueType glyph its loca entry and header, of a composite one
// its components, of a charstring the part up to its first area. A glyph whose
// charstring is damaged counts as inked, as does one that is not where the loca table says
// or has more contours than data: embedding it is an error.
//
// Every character of a text asks for the ink of its glyph, so answers are kept;
// a bundled face comes with them.
func (f *Face) Inked(g GID) bool {
	if int(g) >= f.numGlyphs {
		return false
	}
	if f.ink.listed {
		return !f.ink.without.has(g)
	}
	f.ink.once.Do(func() { f.ink.cells = make([]atomic.Uint64, f.numGlyphs/32+1) })
	const known, inked = 1, 2
	cell, shift := &f.ink.cells[g/32], 2*(g%32)
	if bits := cell.Load() >> shift; bits&known != 0 {
		return bits&inked != 0
	}
	found := f.findInk(g)
	bits := uint64(known)
	if found {
		bits |= inked
	}
	cell.Or(bits << shift)
	return found
}

// inkless holds all glyphs of a face that paint nothing, in ascending order: a few.
type inkless []uint16

func (l inkless) has(g GID) bool {
	for _, blank := range l {
		if blank >= uint16(g) {
			return blank == uint16(g)
		}
	}
	return false
}

// findInk answers for Inked from the font's data. A copy of glyph 0 says that a character is
// lacking, and is no glyph of that character.
func (f *Face) findInk(g GID) bool {
	if g != 0 && f.copiesNotdef(g) {
		return false
	}
	if f.cff != nil {
		p := &f.cff.fds[f.cff.fd(g)]
		m := charstring{global: &f.cff.globalSubrs, local: &p.subrs, probe: true}
		if m.run(f.cff.charStrings.get(int(g))) != nil {
			return true
		}
		return m.area()
	}
	if f.misplaced(g) {
		return true
	}
	parts := 0
	return f.inkedGlyf(g, 0, &parts)
}

// copiesNotdef reports whether a glyph has the data of glyph 0.
func (f *Face) copiesNotdef(g GID) bool {
	var own, lacking []byte
	if f.cff != nil {
		own, lacking = f.cff.charStrings.get(int(g)), f.cff.charStrings.get(0)
	} else {
		own, lacking = f.glyphData(g), f.glyphData(0)
	}
	return len(own) > 0 && bytes.Equal(own, lacking)
}

func (f *Face) inkedGlyf(g GID, depth int, parts *int) bool {
	d := f.glyphData(g)
	if *parts++; len(d) < 10 || *parts > maxParts || depth > maxPartDepth {
		return false
	}
	switch contours := d.i16(0); {
	case contours == 0:
		return false
	case 10+2*contours > len(d):
		return true // damaged
	case contours > 0:
		points := d.u16(10+2*(contours-1)) + 1
		return points > 2 && (d.i16(2) < d.i16(6) && d.i16(4) < d.i16(8) || f.hasArea(g))
	}
	for at, more := 10, true; more; {
		more = d.u16(at)&moreComponents != 0
		part, next, ok := readComponent(d, at)
		if !ok {
			return false
		}
		if part.xx*part.yy != part.xy*part.yx && f.inkedGlyf(part.glyph, depth+1, parts) {
			return true
		}
		at = next
	}
	return false
}

// hasArea reports whether the outline of a glyph has an extent in both
// directions, regardless of its header.
func (f *Face) hasArea(g GID) bool {
	path, err := f.Outline(g)
	if err != nil || len(path) == 0 {
		return false
	}
	low, high := extent(path)
	return low.X < high.X && low.Y < high.Y
}

// extent returns the least and the greatest coordinates of the ends of segments, of
// which there must be one.
func extent(path []Segment) (low, high Point) {
	low, high = path[0].To, path[0].To
	for _, s := range path {
		low.X, low.Y = min(low.X, s.To.X), min(low.Y, s.To.Y)
		high.X, high.Y = max(high.X, s.To.X), max(high.Y, s.To.Y)
	}
	return low, high
}
