package fonts

import (
	"cmp"
	"slices"
)

// haltEntry is the adjustment of one glyph by the feature halt.
type haltEntry struct {
	glyph        GID
	dx, dAdvance int16
}

// maxHaltWork bounds the subtables and glyphs read from a damaged or malicious
// table; those of Noto need some 400.
const maxHaltWork = 1 << 18

// Halt returns the font's own adjustment from full to half width (GPOS feature
// `halt`) in font units: dx moves the ink, dAdvance is added to the advance. A
// mark with its ink in the left half has dx 0, one in the right half dx = -½
// em, a centred one a value between. ok is false for glyphs that the feature
// does not change.
func (f *Face) Halt(g GID) (dx, dAdvance int, ok bool) {
	f.halts.once.Do(func() { f.halts.list = readHalts(f.raw.gpos) })
	i, ok := slices.BinarySearchFunc(f.halts.list, g, func(e haltEntry, g GID) int { return cmp.Compare(e.glyph, g) })
	if !ok {
		return 0, 0, false
	}
	e := f.halts.list[i]
	return int(e.dx), int(e.dAdvance), true
}

// haltReader collects entries up to maxHaltWork.
type haltReader struct {
	list []haltEntry
	work int
}

func (r *haltReader) spend() bool {
	r.work++
	return r.work <= maxHaltWork
}

func readHalts(gpos table) []haltEntry {
	if len(gpos) < 10 {
		return nil
	}
	features, lookups := gpos.from(gpos.u16(6)), gpos.from(gpos.u16(8))
	var r haltReader
	seen := make([]bool, lookups.u16(0))
	for i := range features.u16(0) {
		e := features.sub(2+6*i, 6)
		if e == nil || string(e[:4]) != "halt" {
			continue
		}
		feature := features.from(e.u16(4))
		for j := range feature.u16(2) {
			n := feature.u16(4 + 2*j)
			if n < len(seen) && !seen[n] && r.spend() {
				seen[n] = true
				r.lookup(lookups.from(lookups.u16(2 + 2*n)))
			}
		}
	}
	// Of several lookups for a glyph the first one applies.
	slices.SortStableFunc(r.list, func(a, b haltEntry) int { return cmp.Compare(a.glyph, b.glyph) })
	return slices.CompactFunc(r.list, func(a, b haltEntry) bool { return a.glyph == b.glyph })
}

func (r *haltReader) lookup(t table) {
	for i := range t.u16(4) {
		if !r.spend() {
			return
		}
		kind, sub := t.u16(0), t.from(t.u16(6+2*i))
		if kind == 9 { // extension
			kind, sub = sub.u16(2), sub.from(sub.u32(4))
		}
		if kind == 1 {
			r.single(sub)
		}
	}
}

// single reads a single adjustment subtable (OpenType, GPOS lookup type 1).
func (r *haltReader) single(t table) {
	format, valueFormat := t.u16(0), t.u16(4)
	size := 0
	for bit := range 8 {
		size += 2 * (valueFormat >> bit & 1)
	}
	r.covered(t.from(t.u16(2)), func(i, g int) {
		at := 6
		switch {
		case format == 2 && i < t.u16(6):
			at = 8 + size*i
		case format != 1:
			return
		}
		v := haltEntry{glyph: GID(g)}
		if valueFormat&1 != 0 {
			v.dx = int16(t.i16(at))
			at += 2
		}
		if valueFormat&2 != 0 {
			at += 2
		}
		if valueFormat&4 != 0 {
			v.dAdvance = int16(t.i16(at))
		}
		if v.dAdvance != 0 {
			r.list = append(r.list, v)
		}
	})
}

// covered calls visit for the glyphs of a coverage table with their coverage
// index.
func (r *haltReader) covered(t table, visit func(i, g int)) {
	n := t.u16(2)
	switch t.u16(0) {
	case 1:
		for i := range min(n, len(t)/2) {
			if !r.spend() {
				return
			}
			visit(i, t.u16(4+2*i))
		}
	case 2:
		for i := range min(n, len(t)/6) {
			e := 4 + 6*i
			first, last, at := t.u16(e), t.u16(e+2), t.u16(e+4)
			for g := first; g <= last; g++ {
				if !r.spend() {
					return
				}
				visit(at+g-first, g)
			}
		}
	}
}
