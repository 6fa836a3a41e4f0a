package fonts

// Subset is the part of a font that a document uses, ready to be embedded.
type Subset struct {
	// Data is a TrueType file without names and character map (for FontFile2),
	// or a bare CID-keyed CFF table whose CIDs are the new glyph ids (for
	// FontFile3, CIDFontType0C).
	Data []byte
	CFF  bool
	// Glyphs holds the face's glyphs in the order of their new ids: .notdef, those
	// requested, then components of composite glyphs.
	Glyphs []GID
}

// Subset returns a subset of the font. The i-th glyph requested gets the id
// i+1; 0 is .notdef. The result depends only on the face and the glyphs. It
// returns a *FaceError if data of these glyphs are damaged.
func (f *Face) Subset(glyphs []GID) (*Subset, error) {
	s, err := f.subset(glyphs)
	if err != nil {
		return nil, &FaceError{f, err}
	}
	return s, nil
}

func (f *Face) subset(glyphs []GID) (*Subset, error) {
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
	// newID maps old ids to new ones; 0 means not included. For .notdef, which is
	// always included, 0 is the correct new id.
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

	long := total > 2*0xFFFF
	locaEntry := 2
	if long {
		locaEntry = 4
	}
	numHMetrics := f.runOfMetrics(ids)
	list := []namedTable{
		{"cvt ", f.raw.cvt}, {"fpgm", f.raw.fpgm}, {"glyf", nil}, {"head", f.raw.head[:54]}, {"hhea", f.raw.hhea[:36]},
		{"hmtx", nil}, {"loca", nil}, {"maxp", f.raw.maxp}, {"prep", f.raw.prep},
	}
	const glyf, head, hhea, hmtx, loca, maxp = 2, 3, 4, 5, 6, 7
	sizes := make([]int, len(list))
	for i, t := range list {
		sizes[i] = len(t.data)
	}
	sizes[glyf] = max(total, 2) // readers require the table
	sizes[hmtx] = 2*n + 2*numHMetrics
	sizes[loca] = locaEntry * (n + 1)
	out, body := layoutSFNT("\x00\x01\x00\x00", list, sizes)
	for i, t := range list {
		copy(body[i], t.data)
	}
	put16(body[head][50:], locaEntry/2-1)
	put16(body[hhea][34:], numHMetrics)
	put16(body[maxp][4:], n)

	at := 0
	for i := range n + 1 {
		if long {
			put32(body[loca][4*i:], uint32(at))
		} else {
			put16(body[loca][2*i:], at/2)
		}
		if i == n {
			break
		}
		d := f.glyphData(ids[i])
		copied := table(body[glyf][at:])
		copy(copied, d)
		components(d, func(at int) { put16(copied[at:], int(newID[d.u16(at)])) })
		at += (len(d) + 1) &^ 1
	}
	w := body[hmtx]
	for i, g := range ids {
		if i < numHMetrics {
			put16(w, f.Advance(g))
			w = w[2:]
		}
		put16(w, f.leftBearing(g))
		w = w[2:]
	}
	sealSFNT(out)
	return &Subset{Data: out, Glyphs: ids}, nil
}

// runOfMetrics returns the number of glyphs with an advance of their own: the
// run of equal advances at the end is stored once.
func (f *Face) runOfMetrics(ids []GID) int {
	n := len(ids)
	last := f.Advance(ids[n-1])
	for n > 1 && f.Advance(ids[n-2]) == last {
		n--
	}
	return n
}
