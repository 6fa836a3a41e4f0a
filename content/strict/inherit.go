package strict

import (
	"slices"

	"jianbao/content/diag"
)

// Merge is how a value that two tables have is merged.
type Merge uint8

// The ways of merging. Own is the value of the table that inherits.
const (
	Replace Merge = iota // own value stands
	Entries              // tables: entry by entry; lists: own items, then the others
	Leaves               // tables: value by value, by their dotted keys, however they are written
	Skip                 // the other value is not inherited, whether there is an own one or not
)

// Inherit adds to the table what another table has and it lacks. Values that both have
// are merged as how says for their dotted name. An inherited value keeps its place in
// the other's source, so that findings about it are placed there.
func (t *Table) Inherit(other *Table, how func(name string) Merge) {
	for _, key := range other.order {
		theirs := other.entries[key]
		merge := how(t.child(key))
		if merge == Skip {
			continue
		}
		own := t.entries[key]
		switch {
		case own == nil:
			t.put(key, theirs.inheritable(t.child(key), how))
		case merge == Replace:
		case own.table != nil && theirs.table != nil && merge == Leaves:
			own.table.inheritLeaves(theirs.table)
		case own.table != nil && theirs.table != nil:
			own.table.Inherit(theirs.table, how)
		case merge == Entries && own.listable() && theirs.listable():
			t.entries[key] = own.joined(theirs)
		}
	}
}

// Replaced returns the values of another table that Inherit would leave out because the
// table has its own.
func (t *Table) Replaced(other *Table, how func(name string) Merge) []Leaf {
	return t.replaced(other, how, nil)
}

func (t *Table) replaced(other *Table, how func(name string) Merge, out []Leaf) []Leaf {
	for _, key := range other.order {
		own, theirs := t.entries[key], other.entries[key]
		name := t.child(key)
		merge := how(name)
		switch {
		case own == nil || merge == Skip:
		case own.table != nil && theirs.table != nil && merge == Leaves:
			leaves := own.table.dottedKeys("", nil)
			for _, leaf := range theirs.table.allLeaves("", nil) {
				if slices.Contains(leaves, leaf.Key) {
					out = append(out, Leaf{name + "." + leaf.Key, leaf.Value})
				}
			}
		case own.table != nil && theirs.table != nil && merge == Entries:
			out = own.table.replaced(theirs.table, how, out)
		case merge == Entries && own.listable() && theirs.listable():
		default:
			out = append(out, Leaf{name, theirs})
		}
	}
	return out
}

// inheritable returns a value without the entries of its table that are not inherited.
func (v *Value) inheritable(name string, how func(name string) Merge) *Value {
	if v.table == nil || how(name) != Entries {
		return v
	}
	t := newTable(v.table.doc, v.table.name, v.table.span)
	t.header, t.inline = v.table.header, v.table.inline
	t.Inherit(v.table, how)
	out := *v
	out.table = t
	return &out
}

// inheritLeaves adds the values of another table whose dotted keys the table lacks.
func (t *Table) inheritLeaves(other *Table) {
	own := t.dottedKeys("", nil)
	for _, leaf := range other.allLeaves("", nil) {
		if !slices.Contains(own, leaf.Key) {
			t.put(leaf.Key, leaf.Value)
		}
	}
}

// dottedKeys returns the dotted keys of the values of a table and its subtables.
func (t *Table) dottedKeys(prefix string, out []string) []string {
	for _, leaf := range t.allLeaves(prefix, nil) {
		out = append(out, leaf.Key)
	}
	return out
}

// listable reports whether a value is a list or may stand for one of one item.
func (v *Value) listable() bool { return v.kind == KindString || v.kind == KindArray && !v.tables }

// list returns the items of a listable value.
func (v *Value) list() []*Value {
	if v.kind == KindArray {
		return v.items
	}
	return []*Value{v}
}

// joined returns a list with the items of both.
func (v *Value) joined(other *Value) *Value {
	return &Value{Key: v.Key, Span: v.Span, kind: KindArray, items: slices.Concat(v.list(), other.list())}
}

// Peek returns a subtable without marking it as read; nil if it is absent or not a
// table.
func (t *Table) Peek(key string) *Table {
	if v := t.entries[key]; v != nil {
		return v.table
	}
	return nil
}

// EntrySpan returns the place of an entry as its author sees it: of a table with a header
// the header, of other values the key.
func (t *Table) EntrySpan(key string) diag.Span {
	v := t.entries[key]
	switch {
	case v == nil:
		return t.span
	case v.table != nil && v.table.header:
		return v.Span
	case v.tables && len(v.items) > 0:
		return v.items[0].Span
	}
	return v.Key
}

// Entry returns a value without marking it as read; nil if it is absent.
func (t *Table) Entry(key string) *Value { return t.entries[key] }

// Headed reports whether a value is a table below a header, or a list of them.
func (v *Value) Headed() bool { return v.table != nil && v.table.header || v.tables }

// Inline reports whether a value is a table in braces.
func (v *Value) Inline() bool { return v.table != nil && v.table.inline }
