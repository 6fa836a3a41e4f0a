package fonts

// at is the i-th face in the order tried; nil behind the last.
func (s *Stack) at(i int, latinFirst bool) *Face {
	first, then := s.Han, s.Latin
	if latinFirst {
		first, then = then, first
	}
	if i < len(first) {
		return first[i]
	}
	if i -= len(first); i < len(then) {
		return then[i]
	}
	return nil
}

// Lookup is the first face that has a character, in the order Latin, Han if
// latinFirst and Han, Latin otherwise. index is its place in that order: 0 is
// the first choice, anything else a fallback. ok is false if no face has it.
func (s *Stack) Lookup(r rune, latinFirst bool) (f *Face, g GID, index int, ok bool) {
	for i := 0; ; i++ {
		f := s.at(i, latinFirst)
		if f == nil {
			return nil, 0, 0, false
		}
		if g, ok := f.GID(r); ok {
			return f, g, i, true
		}
	}
}

// LookupVariation is the first face that knows the variation sequence base, vs;
// whoever typed a selector means that form, so it comes before the order of
// faces. If none knows it, it is what Lookup finds for base alone, and the
// face's GIDVariation tells that the selector had no effect.
func (s *Stack) LookupVariation(base, vs rune, latinFirst bool) (f *Face, g GID, index int, ok bool) {
	for i := 0; ; i++ {
		f := s.at(i, latinFirst)
		if f == nil {
			return s.Lookup(base, latinFirst)
		}
		if g, ok := f.GIDVariation(base, vs); ok {
			return f, g, i, true
		}
	}
}

// Faces are the faces in the order tried.
func (s *Stack) Faces(latinFirst bool) []*Face {
	var out []*Face
	for i := 0; s.at(i, latinFirst) != nil; i++ {
		out = append(out, s.at(i, latinFirst))
	}
	return out
}
