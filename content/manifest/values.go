package manifest

import (
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// Value is a key of a manifest with a value, as an issue has it.
type Value struct {
	Key   string    // dotted
	Value any       // as strict.Value.Any has it; nil: none
	At    diag.Span // of the value in the manifest or publication.toml; zero: it is the default
}

// Values returns the keys of an issue outside its sections in the order of the
// documentation, with their values: those given, and the others with their defaults. A
// list whose items stand in two files is returned once for each.
func Values(issue *content.Issue) []Value {
	var log diag.List
	root, ok := names.Parse(&diag.Source{Path: issue.Source.Path, Data: issue.Source.Data}, &log)
	if !ok {
		return nil
	}
	if issue.Shared != nil {
		if shared, ok := names.Parse(&diag.Source{Path: issue.Shared.Source.Path, Data: issue.Shared.Source.Data}, &log); ok {
			root.Inherit(shared, sharing)
		}
	}
	var out valueList
	for _, k := range Keys() {
		if k.Name == "section" || k.Name == "document" && !root.Has(k.Name) {
			continue
		}
		out.add(root, "", &k)
	}
	return out
}

type valueList []Value

// add adds a key of a table, which is nil if it is not there, and the keys below it.
func (l *valueList) add(t *strict.Table, prefix string, k *key.Key) {
	var v *strict.Value
	if t != nil {
		v = t.Entry(k.Name)
	}
	name := prefix + k.Name
	switch {
	case k.Type == key.Settings: // keys of the theme
	case k.Name == "*":
		l.addAll(t, prefix, k)
	case v != nil && v.Table() == nil:
		l.given(name, v)
	case k.Type == key.Table && (v != nil || k.Shorthand == ""):
		var sub *strict.Table
		if v != nil {
			sub = v.Table()
		}
		for i := range k.Keys {
			l.add(sub, name+".", &k.Keys[i])
		}
	default:
		*l = append(*l, Value{Key: name, Value: defaultOf(k)})
	}
}

// addAll adds the entries of a table that may have any keys.
func (l *valueList) addAll(t *strict.Table, prefix string, k *key.Key) {
	if t == nil {
		return
	}
	for _, name := range t.Keys() {
		named := *k
		named.Name = name
		l.add(t, prefix, &named)
	}
}

// given adds a value; of a list with items from two files, a list for each.
func (l *valueList) given(name string, v *strict.Value) {
	items := v.Items()
	if len(items) == 0 || items[0].Span.Source == items[len(items)-1].Span.Source {
		*l = append(*l, Value{name, v.Any(), v.Span})
		return
	}
	at := 0
	for at < len(items) && items[at].Span.Source == items[0].Span.Source {
		at++
	}
	for _, part := range [][]*strict.Value{items[:at], items[at:]} {
		list := make([]any, len(part))
		for i, item := range part {
			list[i] = item.Any()
		}
		*l = append(*l, Value{name, list, part[0].Span})
	}
}

// defaultOf returns the default of a key; nil: none.
func defaultOf(k *key.Key) any {
	if k.Default == "" {
		return nil
	}
	t, ok := strict.Parse(&diag.Source{Data: []byte("v = " + k.Default)}, &diag.List{})
	if !ok {
		return strings.Trim(k.Default, `"`)
	}
	return t.Entry("v").Any()
}

// KeyNames returns the dotted names of the keys of manifests outside sections.
func KeyNames() []string {
	var out []string
	for _, name := range keyNames() {
		if !strings.HasPrefix(name, "section") && !strings.Contains(name, "*") {
			out = append(out, name)
		}
	}
	return out
}
