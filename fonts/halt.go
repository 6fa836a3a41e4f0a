package fonts

import (
	"cmp"
	"slices"
)

// haltEntry is what the feature halt does to one glyph.
type haltEntry struct {
	glyph        GID
	dx, dAdvance int16
}

// Bounds on what a damaged or hostile GPOS table can make us do.
const (
	maxFeatures  = 1024
	maxSubtables = 4096
	maxHalts     = 1 << 16
)

// Halt is how the font itself makes a full-width glyph half width (GPOS feature
// `halt`): dx moves the ink, dAdvance is added to the advance. A mark with its
// ink in the left half has dx 0, one in the right half dx = -½ em, a centred
// one between. ok is false for glyphs that the font leaves alone.
func (f *Face) Halt(g GID) (dx, dAdvance int, ok bool) {
	f.halts.once.Do(func() { f.halts.list = readHalts(f.raw.gpos) })
	i, ok := slices.BinarySearchFunc(f.halts.list, g, func(e haltEntry, g GID) int { return cmp.Compare(e.glyph, g) })
	if !ok {
		return 0, 0, false
	}
	e := f.halts.list[i]
	return int(e.dx), int(e.dAdvance), true
}

func readHalts(gpos table) []haltEntry {
	if len(gpos) < 10 {
		return nil
	}
	features, lookups := gpos.from(gpos.u16(6)), gpos.from(gpos.u16(8))
	var seen []int
	var list []haltEntry
	for i := range min(features.u16(0), maxFeatures) {
		e := features.sub(2+6*i, 6)
		if e == nil || string(e[:4]) != "halt" {
			continue
		}
		feature := features.from(e.u16(4))
		for j := range min(feature.u16(2), maxFeatures) {
			n := feature.u16(4 + 2*j)
			if n >= lookups.u16(0) || slices.Contains(seen, n) {
				continue
			}
			seen = append(seen, n)
			list = readHaltLookup(list, lookups.from(lookups.u16(2+2*n)))
		}
	}
	// Of several lookups for a glyph the first one applies.
	slices.SortStableFunc(list, func(a, b haltEntry) int { return cmp.Compare(a.glyph, b.glyph) })
	return slices.CompactFunc(list, func(a, b haltEntry) bool { return a.glyph == b.glyph })
}

func readHaltLookup(list []haltEntry, lookup table) []haltEntry {
	kind := lookup.u16(0)
	for i := range min(lookup.u16(4), maxSubtables) {
		sub := lookup.from(lookup.u16(6 + 2*i))
		k := kind
		if k == 9 { // extension
			k, sub = sub.u16(2), sub.from(sub.u32(4))
		}
		if k == 1 && len(list) < maxHalts {
			list = readSinglePos(list, sub)
		}
	}
	return list
}

// readSinglePos reads a single adjustment subtable (OpenType, GPOS lookup 1).
func readSinglePos(list []haltEntry, t table) []haltEntry {
	format, valueFormat := t.u16(0), t.u16(4)
	size := 0
	for bit := range 8 {
		size += 2 * (valueFormat >> bit & 1)
	}
	add := func(g, at int) {
		var v haltEntry
		v.glyph = GID(g)
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
		if v.dAdvance != 0 && len(list) < maxHalts {
			list = append(list, v)
		}
	}
	eachCovered(t.from(t.u16(2)), func(i, g int) {
		switch {
		case format == 1:
			add(g, 6)
		case format == 2 && i < t.u16(6):
			add(g, 8+size*i)
		}
	})
	return list
}

// eachCovered visits the glyphs of a coverage table with their index.
func eachCovered(t table, visit func(i, g int)) {
	n := t.u16(2)
	switch t.u16(0) {
	case 1:
		for i := range min(n, len(t)/2) {
			visit(i, t.u16(4+2*i))
		}
	case 2:
		total := 0
		for i := range min(n, len(t)/6) {
			e := 4 + 6*i
			first, last, at := t.u16(e), t.u16(e+2), t.u16(e+4)
			for g := first; g <= last && total < maxHalts; g++ {
				visit(at+g-first, g)
				total++
			}
		}
	}
}
