package strict

import (
	"slices"
	"strings"

	"jianbao/content/diag"
)

// Extent returns the range of bytes from the header of a table to the end of its last
// value, without the values of some keys. Values that it inherits are elsewhere.
func (t *Table) Extent(without ...string) diag.Span {
	all := t.span
	t.places(without, func(s *diag.Span, _ *Value) {
		if s.Source == all.Source {
			all.Start, all.End = min(all.Start, s.Start), max(all.End, s.End)
		}
	})
	return all
}

// Divide gives the table, without the values of some keys, places in a source of its own,
// which has the bytes of its Extent.
func (t *Table) Divide(part *diag.Source, without ...string) {
	t.places(without, move(t.Extent(without...), part))
}

// Extent returns the range of bytes of a value and its key.
func (v *Value) Extent() diag.Span {
	return diag.Span{Source: v.Span.Source, Start: v.Key.Start, End: v.Span.End}
}

// Divide gives the value of a key places in a source of its own, which has the bytes of its
// Extent.
func (v *Value) Divide(part *diag.Source) { v.places(move(v.Extent(), part)) }

// move returns a function for places that gives those in the source of a range places in a
// part that has its bytes.
func move(whole diag.Span, part *diag.Source) func(s *diag.Span, of *Value) {
	return func(s *diag.Span, v *Value) {
		if s.Source != whole.Source {
			return
		}
		*s = diag.Span{Source: part, Start: s.Start - whole.Start, End: s.End - whole.Start}
		if v == nil {
			return
		}
		if v.Place.Source != nil {
			v.Place.Source = part
			for i := range v.Place.Steps {
				v.Place.Steps[i].Src -= whole.Start
			}
		}
		// The parser's texts may be the file's memory, which would be kept as long as the part.
		if text, ok := v.val.(string); ok {
			v.val = strings.Clone(text)
		}
	}
}

// places calls do with the places of the table, of its keys and of its values, these with
// the value.
func (t *Table) places(without []string, do func(s *diag.Span, of *Value)) {
	do(&t.span, nil)
	for _, key := range t.order {
		if !slices.Contains(without, key) {
			t.entries[key].places(do)
		}
	}
}

func (v *Value) places(do func(s *diag.Span, of *Value)) {
	do(&v.Key, nil)
	do(&v.Span, v)
	for _, item := range v.items {
		item.places(do)
	}
	if v.table != nil {
		v.table.places(nil, do)
	}
}
