package fonts

// Subset is the part of a font that a document uses, ready to be embedded.
type Subset struct {
	// Data is a TrueType file without names and character map (for FontFile2),
	// or a bare CID-keyed CFF table whose CIDs are the new glyph ids (for
	// FontFile3, CIDFontType0C).
	Data []byte
	CFF  bool
	// Glyphs are the glyphs of the face in the order of their new ids: .notdef,
	// those asked for, then the parts of composite glyphs.
	Glyphs []GID
}

// Subset cuts out glyphs: the i-th one asked for gets the id i+1, 0 is .notdef.
// The bytes depend on the face and the glyphs alone. An error means that the
// font is damaged where it was needed.
func (f *Face) Subset(glyphs []GID) (*Subset, error) {
	if len(glyphs) > 0xFFFE {
		return nil, refuse(Damaged, "subset of %d glyphs", len(glyphs))
	}
	for _, g := range glyphs {
		if int(g) >= f.numGlyphs {
			return nil, refuse(Damaged, "glyph %d of %d", g, f.numGlyphs)
		}
	}
	if f.cff != nil {
		return f.subsetCFF(glyphs)
	}
	return f.subsetGlyf(glyphs)
}

func (f *Face) subsetGlyf(glyphs []GID) (*Subset, error) {
	ids := append(make([]GID, 0, len(glyphs)+1), 0)
	ids = append(ids, glyphs...)
	// newID is by old id; 0 means not taken, which .notdef itself never is as a
	// component of others, and if it is, 0 is right.
	newID := make([]uint16, f.numGlyphs)
	for i := len(ids) - 1; i > 0; i-- {
		newID[ids[i]] = uint16(i)
	}
	total, damaged := 0, false
	for i := 0; i < len(ids); i++ {
		d := f.glyphData(ids[i])
		total += (len(d) + 1) &^ 1
		ok := components(d, func(at int) {
			g := d.u16(at)
			if g >= f.numGlyphs {
				damaged = true
			} else if g != 0 && newID[g] == 0 && len(ids) < 0xFFFF {
				newID[g] = uint16(len(ids))
				ids = append(ids, GID(g))
			}
		})
		if damaged || !ok {
			return nil, refuse(Damaged, "composite glyph %d", ids[i])
		}
	}
	n := len(ids)
	if n == 0xFFFF {
		return nil, refuse(Damaged, "too many components")
	}

	glyf := make([]byte, 0, total)
	long := total > 2*0xFFFF
	loca := make([]byte, 0, 4*(n+1))
	mark := func() {
		if o := len(glyf); long {
			loca = append(loca, byte(o>>24), byte(o>>16), byte(o>>8), byte(o))
		} else {
			loca = append(loca, byte(o>>9), byte(o>>1))
		}
	}
	for _, g := range ids {
		mark()
		start := len(glyf)
		d := f.glyphData(g)
		glyf = append(glyf, d...)
		copied := table(glyf[start:])
		components(d, func(at int) { put16(copied[at:], int(newID[d.u16(at)])) })
		if len(glyf)%2 != 0 {
			glyf = append(glyf, 0)
		}
	}
	mark()

	hmtx, numHMetrics := f.subsetHmtx(ids)
	head, hhea, maxp := clone(f.raw.head[:54]), clone(f.raw.hhea[:36]), clone(f.raw.maxp)
	put16(head[50:], 0)
	if long {
		put16(head[50:], 1)
	}
	put16(hhea[34:], numHMetrics)
	put16(maxp[4:], n)
	if total == 0 {
		glyf = []byte{0, 0} // readers want the table to be there
	}
	return &Subset{
		Data: buildSFNT("\x00\x01\x00\x00", []namedTable{
			{"cvt ", f.raw.cvt},
			{"fpgm", f.raw.fpgm},
			{"glyf", glyf},
			{"head", head},
			{"hhea", hhea},
			{"hmtx", hmtx},
			{"loca", loca},
			{"maxp", maxp},
			{"prep", f.raw.prep},
		}),
		Glyphs: ids,
	}, nil
}

// subsetHmtx writes the metrics; the run of equal advances at the end is stored
// once, as the table allows.
func (f *Face) subsetHmtx(ids []GID) (hmtx []byte, numHMetrics int) {
	n := len(ids)
	last := f.Advance(ids[n-1])
	for numHMetrics = n; numHMetrics > 1 && f.Advance(ids[numHMetrics-2]) == last; {
		numHMetrics--
	}
	hmtx = make([]byte, 0, 4*n)
	for i, g := range ids {
		if i < numHMetrics {
			a := f.Advance(g)
			hmtx = append(hmtx, byte(a>>8), byte(a))
		}
		b := f.leftBearing(g)
		hmtx = append(hmtx, byte(b>>8), byte(b))
	}
	return hmtx, numHMetrics
}

func clone(t table) []byte { return append([]byte(nil), t...) }
