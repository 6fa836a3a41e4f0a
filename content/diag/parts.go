package diag

import "slices"

// Parts are the places of sources that are parts of other ones, each a range of bytes of
// the whole. A part of a file that is edited elsewhere stays the same Source, so that what
// was made of it holds; only its place is another. It is looked up only, never walked.
type Parts map[*Source]Span

// Span returns the range in the whole for one in a part; of another source the range itself.
func (p Parts) Span(s Span) Span {
	if at, part := p[s.Source]; part {
		return Span{Source: at.Source, Start: at.Start + s.Start, End: at.Start + s.End}
	}
	return s
}

// Place returns the place in the whole for one in a part; of another source the place
// itself.
func (p Parts) Place(place Place) Place {
	at, part := p[place.Source]
	if !part {
		return place
	}
	out := Place{Source: at.Source, Steps: slices.Clone(place.Steps)}
	for i := range out.Steps {
		out.Steps[i].Src += at.Start
	}
	return out
}
