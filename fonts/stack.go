package fonts

import "strings"

// at returns the i-th face in the order in which they are tried; nil after the
// last.
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
	if i -= len(then); i < len(s.Supplements) {
		return s.Supplements[i]
	}
	if i == len(s.Supplements) && s.Emoji != nil {
		return s.Emoji()
	}
	return nil
}

// IsEmoji reports whether the face with an index, as Lookup returns it, is the
// one of emoji.
func (s *Stack) IsEmoji(index int) bool {
	return s.Emoji != nil && index == len(s.Han)+len(s.Latin)+len(s.Supplements)
}

// LookupSequence returns the first face that has all characters of a sequence but
// those without a visible form, and its index; ok is false if none has.
func (s *Stack) LookupSequence(sequence string) (f *Face, index int, ok bool) {
	for i := 0; ; i++ {
		f := s.at(i, false)
		if f == nil {
			return nil, 0, false
		}
		if f.HasAll(sequence) {
			return f, i, true
		}
	}
}

// HasAll reports whether a face has all characters of a text but those without a visible
// form.
func (f *Face) HasAll(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		_, has := f.GID(r)
		return !has && !Blank(r)
	})
}

// First returns the first choice for Latin text or other text; nil if the stack
// is empty.
func (s *Stack) First(latin bool) *Face { return s.at(0, latin) }

// Lookup returns the first face that has a character, and its glyph, in the
// order Latin, Han if latinFirst and Han, Latin otherwise, then supplements and emoji. index is the face's
// index in that order: 0 is the first choice, others are fallbacks. ok is false
// if no face has the character.
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

// LookupVariation returns the first face that has the variation sequence base,
// vs. The requested form takes precedence over the order of faces. If no face
// has it, the result is that of Lookup for base, and the face's GIDVariation
// reports that the selector has no effect.
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

// Faces returns the faces in the order in which they are tried.
func (s *Stack) Faces(latinFirst bool) []*Face {
	var out []*Face
	for i := 0; s.at(i, latinFirst) != nil; i++ {
		out = append(out, s.at(i, latinFirst))
	}
	return out
}
