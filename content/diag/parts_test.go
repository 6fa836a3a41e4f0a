package diag

import (
	"slices"
	"testing"
)

// TestParts: findings about parts of a file are listed as findings about the file, in its
// order, also after they were joined to another list, and the list that they were taken
// from keeps them.
func TestParts(t *testing.T) {
	file, other := &Source{Path: "a", Data: []byte("0123456789")}, &Source{Path: "b", Data: []byte("0")}
	first, second := &Source{Path: "a", Data: []byte("234")}, &Source{Path: "a", Data: []byte("678")}
	parts := Parts{first: {file, 2, 5}, second: {file, 6, 9}}
	var kept, log, all List
	kept.Add("unknown-key", Span{second, 0, 1}, "x")
	kept.Add("unknown-key", Span{first, 1, 3}, "x")
	log.Join(&kept)
	log.In(parts)
	log.Add("unknown-key", Span{file, 5, 6}, "x")
	log.Add("unknown-key", Span{second, 2, 2}, "x")
	log.Add("unknown-key", Span{other, 0, 1}, "x")
	all.Join(&log)
	want := []Span{{file, 3, 5}, {file, 5, 6}, {file, 6, 7}, {file, 8, 8}, {other, 0, 1}}
	for _, l := range []*List{&log, &all} {
		var got []Span
		for _, d := range l.Items() {
			got = append(got, d.Span)
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v", got)
		}
	}
	log.In(Parts{second: {file, 0, 3}}) // for findings that follow
	if log.Add("unknown-key", Span{second, 0, 1}, "y"); log.Items()[0].Span != (Span{file, 0, 1}) || log.Items()[3].Span != want[2] {
		t.Errorf("then %v", log.Items())
	}
	if kept.Items()[1].Span.Source != first {
		t.Error("the list that was joined has changed")
	}
	place := Place{second, []Step{{0, 1}, {2, 3}}}
	if got := parts.Place(place); got.At(0, 1) != (Span{file, 7, 8}) || got.Steps[1] != (Step{2, 9}) || place.Steps[1].Src != 3 {
		t.Errorf("place %v, of %v", got, place)
	}
	if got := parts.Place(Place{Source: other}); got.Source != other {
		t.Errorf("place %v", got)
	}
}
