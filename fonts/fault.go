package fonts

import (
	"sync"
	"sync/atomic"
	"unicode"
)

// Fault is damage of one glyph, of which a page would show nothing, or show it in a
// wrong place.
type Fault uint8

// The faults.
const (
	Sound         Fault = iota
	BrokenOutline       // renderers refuse the outline and leave the glyph out
	FarInk              // the ink is beside the advance, or far away from it
	BadAdvance          // none, so that the next character is printed on this one; or a huge one
)

// maxReach is the distance, in em, by which the ink of a character may go beyond
// its advance, its baseline and its em, and the greatest advance: that of ⸻.
const maxReach = 3

// faults holds what is known of the glyphs of a face, two bits a glyph.
type faults struct {
	once  sync.Once
	cells []atomic.Uint64
}

const (
	faultUnknown = iota
	faultNone
	faultOutline
	faultFar
)

// Fault returns the damage of a glyph that stands for a character, of which only
// the outline is judged if r is 0. The outline is read once, and of a bundled
// face never: the tests read all of them.
func (f *Face) Fault(g GID, r rune) Fault {
	if f.ink.listed || int(g) >= f.numGlyphs {
		return Sound
	}
	f.faults.once.Do(func() { f.faults.cells = make([]atomic.Uint64, f.numGlyphs/32+1) })
	cell, shift := &f.faults.cells[g/32], 2*(g%32)
	found := cell.Load() >> shift & 3
	if found == faultUnknown {
		found = f.findFault(g)
		cell.Or(found << shift)
	}
	switch advance := f.Advance(g); {
	case found == faultOutline:
		return BrokenOutline
	case !standsAlone(r):
	case advance > maxReach*f.upem, advance == 0 && f.Inked(g):
		return BadAdvance
	case found == faultFar && !unicode.IsPunct(r): // real faces have such marks for vertical text
		return FarInk
	}
	return Sound
}

func (f *Face) findFault(g GID) uint64 {
	path, err := f.outline(g)
	if err != nil {
		return faultOutline
	}
	if len(path) == 0 {
		return faultNone
	}
	low, high := extent(path)
	em, advance := int64(f.upem)*OutlineUnit, int64(f.Advance(g))*OutlineUnit
	switch {
	case high.X <= 0, low.X >= advance, max(-low.X, high.X-advance, -low.Y, high.Y-em) > maxReach*em:
		return faultFar
	case f.cff == nil && abs(f.leftBearing(g)-f.glyphData(g).i16(2)) > maxReach*f.upem:
		return faultFar // where renderers do not move outlines to their side bearing
	}
	return faultNone
}

func abs(v int) int { return max(v, -v) }

// standsAlone reports whether every face gives a character a place of its own: a
// letter, a digit or a mark of the scripts whose letters are not joined.
func standsAlone(r rune) bool {
	switch {
	case r >= 0x3400 && r <= 0x9FFF:
		return true
	case unicode.Is(unicode.Lm, r):
		return false
	case unicode.IsDigit(r), unicode.IsPunct(r):
		return true
	}
	return unicode.IsLetter(r) && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo)
}
