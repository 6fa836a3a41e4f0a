package fonts

import (
	"sync"
	"sync/atomic"
)

// Face is one font, read in place from the bytes of its file. It never changes
// after Open and is safe for concurrent use. Lengths are in font units,
// UnitsPerEm to the em, y upwards.
type Face struct {
	data []byte
	raw  rawTables

	upem, numGlyphs, numHMetrics int
	locaLong                     bool
	cmap                         cmap
	cff                          *cffFont // nil: TrueType outlines

	names struct {
		once sync.Once
		list []nameRecord
	}
	halts struct {
		once sync.Once
		list []haltEntry
	}
	cffBounds struct {
		once  sync.Once
		cells []atomic.Uint64
	}
	ink struct {
		listed  bool // without is known: it comes with a bundled face
		without inkless
		once    sync.Once
		cells   []atomic.Uint64 // two bits a glyph: whether it is known, and inked
	}
	faults faults
	mapped recent
	shape  shapeState
}

// UnitsPerEm returns the number of font units in an em.
func (f *Face) UnitsPerEm() int { return f.upem }

// NumGlyphs returns the number of glyphs, including .notdef.
func (f *Face) NumGlyphs() int { return f.numGlyphs }

// IsCFF reports whether the outlines are Type 2 charstrings, not TrueType.
func (f *Face) IsCFF() bool { return f.cff != nil }

// Symbolic reports whether the font encodes its glyphs by a symbol character
// map (platform 3, encoding 0) instead of Unicode.
func (f *Face) Symbolic() bool { return f.cmap.symbol }

// Ascent returns the typographic ascender, a positive value.
func (f *Face) Ascent() int {
	if v := f.raw.os2.i16(68); v != 0 {
		return v
	}
	return f.raw.hhea.i16(4)
}

// Descent returns the typographic descender, negative below the baseline.
func (f *Face) Descent() int {
	if v := f.raw.os2.i16(70); v != 0 {
		return v
	}
	return f.raw.hhea.i16(6)
}

// CapHeight returns the height of a flat capital. If the font does not give it,
// it is measured on H; without H it is the ascent.
func (f *Face) CapHeight() int { return f.height(88, 'H', f.Ascent()) }

// XHeight returns the height of x, measured if the font does not give it; 0 if
// it has no such glyph.
func (f *Face) XHeight() int { return f.height(86, 'x', 0) }

func (f *Face) height(os2Offset int, like rune, fallback int) int {
	if f.raw.os2.u16(0) >= 2 {
		if v := f.raw.os2.i16(os2Offset); v > 0 {
			return v
		}
	}
	if g, ok := f.GID(like); ok {
		if b, ok := f.Bounds(g); ok {
			return b.YMax
		}
	}
	return fallback
}

// ItalicAngle returns the slant in degrees counter-clockwise from the vertical,
// rounded: 0 for upright faces, negative for italics.
func (f *Face) ItalicAngle() int {
	v := int(int32(uint32(f.raw.post.u32(4))))
	if v < 0 {
		return -((-v + 1<<15) >> 16)
	}
	return (v + 1<<15) >> 16
}

// FontBBox returns the union of the bounds of all glyphs, as given by the font.
func (f *Face) FontBBox() Bounds {
	h := f.raw.head
	return Bounds{XMin: h.i16(36), YMin: h.i16(38), XMax: h.i16(40), YMax: h.i16(42)}
}

// Weight returns the weight class, 1–1000: 400 is regular, 700 bold.
func (f *Face) Weight() int {
	if v := f.raw.os2.u16(4); v > 0 {
		return v
	}
	if f.raw.head.u16(44)&1 != 0 {
		return 700
	}
	return 400
}

// IsBold reports whether the face is the bold one of its family.
func (f *Face) IsBold() bool {
	return f.raw.head.u16(44)&1 != 0 || f.raw.os2.u16(62)&(1<<5) != 0 || f.Weight() >= 600
}

// FixedPitch reports whether the font is marked as monospaced.
func (f *Face) FixedPitch() bool { return f.raw.post.u32(12) != 0 }

// Serif reports whether the font's classification (PANOSE, else its IBM family
// class) is a serif one.
func (f *Face) Serif() bool {
	if f.raw.os2.u8(32) == 2 {
		if s := f.raw.os2.u8(33); s >= 2 {
			return s <= 10
		}
	}
	switch f.raw.os2.u8(30) {
	case 1, 2, 3, 4, 5, 7:
		return true
	}
	return false
}

// FSType returns the embedding permissions (OS/2 fsType): 0 allows everything,
// bit 1 alone forbids embedding, bit 8 forbids subsetting, bit 9 allows bitmaps
// only.
func (f *Face) FSType() uint16 { return uint16(f.raw.os2.u16(8)) }

// Advance returns the advance width of a glyph in font units.
func (f *Face) Advance(g GID) int {
	i := min(int(g), f.numHMetrics-1)
	if int(g) >= f.numGlyphs {
		return 0
	}
	return f.raw.hmtx.u16(4 * i)
}

func (f *Face) leftBearing(g GID) int {
	if i := int(g); i < f.numHMetrics {
		return f.raw.hmtx.i16(4*i + 2)
	}
	return f.raw.hmtx.i16(4*f.numHMetrics + 2*(int(g)-f.numHMetrics))
}

// Bounds returns the extent of a glyph's ink; ok is false for glyphs without
// ink and for damaged ones.
func (f *Face) Bounds(g GID) (b Bounds, ok bool) {
	if int(g) >= f.numGlyphs {
		return Bounds{}, false
	}
	if f.cff != nil {
		return f.boundsCFF(g)
	}
	d := f.glyphData(g)
	if len(d) < 10 {
		return Bounds{}, false
	}
	b = Bounds{XMin: d.i16(2), YMin: d.i16(4), XMax: d.i16(6), YMax: d.i16(8)}
	return b, b.XMin < b.XMax && b.YMin < b.YMax
}

// glyphData returns a glyph's entry in the glyf table; nil if empty or damaged.
func (f *Face) glyphData(g GID) table {
	if int(g) >= f.numGlyphs {
		return nil
	}
	from, to := f.location(g)
	if d := f.raw.glyf.sub(from, to-from); len(d) > 0 {
		return d
	}
	return nil
}

// location returns where the loca table says that the data of a glyph begin and end.
func (f *Face) location(g GID) (from, to int) {
	if f.locaLong {
		return f.raw.loca.u32(4 * int(g)), f.raw.loca.u32(4*int(g) + 4)
	}
	return 2 * f.raw.loca.u16(2*int(g)), 2 * f.raw.loca.u16(2*int(g)+2)
}

// misplaced reports whether the loca table gives a glyph a place that the glyf table does
// not have: damage, not a glyph without ink.
func (f *Face) misplaced(g GID) bool {
	from, to := f.location(g)
	return from > to || to > len(f.raw.glyf)
}
