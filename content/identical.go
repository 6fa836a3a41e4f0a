package content

import (
	"reflect"
	"slices"
)

// Identical reports whether two articles are one and the same: their texts, blocks and
// places are not only equal but the same memory. What was made of one then holds for the
// other. It is for articles that a reader returns again because their files have not
// changed; blocks that were read again are not identical, even if they are equal.
func (a *Article) Identical(b *Article) bool {
	return a == b || identical(reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem())
}

// Equal reports whether two texts are equal and from the same place of one source.
func (t *Text) Equal(other *Text) bool {
	return t.Value == other.Value && t.Place.Source == other.Place.Source && slices.Equal(t.Place.Steps, other.Place.Steps)
}

// identical compares values without following pointers: two slices are identical if they
// have the same memory. It walks all fields, so that no new one is forgotten.
func identical(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !identical(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		return a.Len() == b.Len() && (a.Len() == 0 && a.IsNil() == b.IsNil() || a.UnsafePointer() == b.UnsafePointer())
	}
	return a.Equal(b)
}
