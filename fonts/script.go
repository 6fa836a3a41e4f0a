package fonts

// Script describes how a face places its subscripts or superscripts. Lengths
// are in font units.
type Script struct {
	Size int // the em of their characters
	Rise int // of their baseline above that of the text; negative below it
}

// Superscript returns the measures of superscripts: those of the face's own ²,
// else those of its OS/2 table, else usual ones.
func (f *Face) Superscript() Script {
	if s, ok := f.drawnScript('²'); ok && f.sizeOfScript(s.Size) && f.within(s.Rise, 200, 500) {
		return s
	}
	s := Script{Size: f.raw.os2.i16(20), Rise: f.raw.os2.i16(24)}
	if f.sizeOfScript(s.Size) && f.within(s.Rise, 200, 500) {
		return s
	}
	return Script{Size: f.upem * 3 / 5, Rise: f.upem * 7 / 20}
}

// Subscript returns the measures of subscripts: those of the face's own ₂,
// else those of its OS/2 table, else usual ones.
func (f *Face) Subscript() Script {
	if s, ok := f.drawnScript('₂'); ok && f.sizeOfScript(s.Size) && f.within(-s.Rise, 50, 250) {
		return s
	}
	s := Script{Size: f.raw.os2.i16(12), Rise: -f.raw.os2.i16(16)}
	if f.sizeOfScript(s.Size) && f.within(-s.Rise, 50, 250) {
		return s
	}
	return Script{Size: f.upem * 3 / 5, Rise: -f.upem * 7 / 50}
}

// drawnScript measures a ² or ₂ against the 2 of the same face.
func (f *Face) drawnScript(r rune) (Script, bool) {
	small, ok1 := f.bounds(r)
	digit, ok2 := f.bounds('2')
	height := digit.YMax - digit.YMin
	if !ok1 || !ok2 || height <= 0 {
		return Script{}, false
	}
	size := (small.YMax - small.YMin) * f.upem / height
	return Script{Size: size, Rise: small.YMin - digit.YMin*size/f.upem}, true
}

func (f *Face) bounds(r rune) (Bounds, bool) {
	g, ok := f.GID(r)
	if !ok {
		return Bounds{}, false
	}
	return f.Bounds(g)
}

// sizeOfScript reports whether a size is one that scripts can have. Fonts
// converted from other formats have half an em and offsets of an em there.
func (f *Face) sizeOfScript(size int) bool { return f.within(size, 501, 800) }

// within reports whether a length is in a range given in 1/1000 em.
func (f *Face) within(units, from, to int) bool {
	return units*1000 >= from*f.upem && units*1000 <= to*f.upem
}
