package edition

import (
	"slices"
	"strings"

	"jianbao/content/key"
	"jianbao/content/manifest"
	"jianbao/content/strict"
	"jianbao/layout/theme"
)

// Field is a key of a manifest with a single value, as a form shows it.
type Field struct {
	Table  string // of the manifest: issue; style.set for keys of the theme
	Key    string
	Type   string   // as in package key
	Values []string // of which it is one; nil: any
	Needed bool
	Given  string // value that applies without the key, in TOML; empty: none
	ZH, EN string // what the key decides
}

// Fields returns the keys of a manifest's tables that occur once, and then those of
// themes, in the order of the documentation.
func Fields() []Field { return withSettings(manifest.Keys()) }

// PublicationFields returns those that publication.toml may have.
func PublicationFields() []Field { return withSettings(manifest.PublicationKeys()) }

func withSettings(keys []key.Key) []Field {
	list := fieldsOf(nil, "", keys)
	for _, k := range theme.Keys() {
		for _, name := range k.Expand() {
			list = append(list, fieldOf("style.set", name, &k.Key))
		}
	}
	return list
}

// Table is a table of a manifest, as the heading of a form.
type Table struct{ Name, ZH, EN string }

// Tables returns the tables of Fields that have a description.
func Tables() []Table { return tablesOf(nil, "", manifest.Keys()) }

func tablesOf(list []Table, prefix string, keys []key.Key) []Table {
	for i := range keys {
		if k := &keys[i]; k.Type == key.Table && k.Name != "*" {
			list = append(list, Table{prefix + k.Name, k.ZH, k.EN})
			list = tablesOf(list, prefix+k.Name+".", k.Keys)
		}
	}
	return list
}

// Quote returns a text as a string of TOML.
func Quote(s string) string { return strict.Quote(s) }

// FieldsOf returns the keys with a single value of a table that a dotted name leads to:
// section.article.picture.
func FieldsOf(table string) []Field {
	keys := manifest.Keys()
	for name := range strings.SplitSeq(table, ".") {
		i := slices.IndexFunc(keys, func(k key.Key) bool { return k.Name == name })
		keys = keys[i].Keys
	}
	return fieldsOf(nil, table, keys)
}

// fieldsOf appends the keys of a table and of those below it.
func fieldsOf(list []Field, table string, keys []key.Key) []Field {
	for i := range keys {
		k := &keys[i]
		if table != "" && !k.Group() && k.Type != key.Settings && k.Name != "*" {
			list = append(list, fieldOf(table, k.Name, k))
		}
	}
	for i := range keys {
		if k := &keys[i]; k.Type == key.Table {
			name := k.Name
			if table != "" {
				name = table + "." + name
			}
			list = fieldsOf(list, name, k.Keys)
		}
	}
	return list
}

func fieldOf(table, name string, k *key.Key) Field {
	return Field{Table: table, Key: name, Type: string(k.Type), Values: k.Values, Needed: k.Required, Given: k.Default, ZH: k.ZH, EN: k.EN}
}
