package theme

import (
	"slices"
	"strings"
	"sync"

	"jianbao/content/key"
	"jianbao/layout/unit"
)

// Key describes a key of themes, with the accessor for its field of a Theme: the
// one of the key's type. The argument arg of accessors is the text that the * of
// the key's name matched.
type Key struct {
	key.Key

	length func(t *Theme, arg string) *unit.Abs
	number func(t *Theme, arg string) *int
	flag   func(t *Theme, arg string) *bool
	text   func(t *Theme, arg string) *string
	form   func(t *Theme, arg string) *Form
	texts  func(t *Theme, arg string) *[]string
	assign func(t *Theme, arg string, v any) bool // for all other types; false: v is not a valid value
}

// Keys returns every key, in the order of the documentation.
func Keys() []Key { return slices.Concat(keyGroups()...) }

// all yields the keys where they are, without a table of copies.
func all(yield func(*Key) bool) {
	for _, keys := range keyGroups() {
		for i := range keys {
			if !yield(&keys[i]) {
				return
			}
		}
	}
}

// keyGroups returns the keys in groups, which are made at the first use.
var keyGroups = sync.OnceValue(func() [][]Key {
	return [][]Key{pageKeys(), bodyKeys(), titleKeys(), noteKeys(), partKeys(), pictureKeys(), tableKeys(), boxKeys(), notesKeys(), coverKeys(), mastheadKeys(), documentKeys(), contentsKeys(), headerKeys(), endKeys(), preflightKeys(), outputKeys(), resourceKeys()}
})

// keyIndex finds keys by the names that a user can write. Keys with a * are few
// and searched one by one.
type keyIndex struct {
	named map[string]namedKey
	open  []openKey
}

type namedKey struct {
	*Key
	arg string
}

type openKey struct {
	*Key
	before, after string // parts of the name before and after the *
}

var index = sync.OnceValue(func() keyIndex {
	n := 0
	for k := range all {
		n += max(1, len(k.Args))
	}
	x := keyIndex{named: make(map[string]namedKey, n)}
	for k := range all {
		before, after, star := strings.Cut(k.Name, "*")
		switch {
		case !star:
			x.named[k.Name] = namedKey{k, ""}
		case len(k.Args) == 0:
			x.open = append(x.open, openKey{k, before, after})
		}
		for _, arg := range k.Args {
			x.named[before+arg+after] = namedKey{k, arg}
		}
	}
	return x
})

// findKey returns the key of a dotted name and the text that its * matches; nil
// if there is no such key.
func findKey(name string) (k *Key, arg string) {
	x := index()
	if k, ok := x.named[name]; ok {
		return k.Key, k.arg
	}
	for _, k := range x.open {
		if len(name) > len(k.before)+len(k.after) && strings.HasPrefix(name, k.before) && strings.HasSuffix(name, k.after) {
			if arg := name[len(k.before) : len(name)-len(k.after)]; !strings.Contains(arg, ".") {
				return k.Key, arg
			}
		}
	}
	return nil, ""
}

// Known reports whether there is a key of a dotted name.
func Known(name string) bool {
	k, _ := findKey(name)
	return k != nil
}

// fullNames returns the names that a user can write, with * replaced by each of
// Args.
func fullNames() []string {
	var names []string
	for k := range all {
		names = append(names, k.Expand()...)
	}
	return names
}

// isGroup reports whether a table of that dotted name can hold keys.
func isGroup(name string) bool {
	parts := strings.Split(name, ".")
	return slices.ContainsFunc(fullNames(), func(full string) bool {
		of := strings.Split(full, ".")
		return len(of) > len(parts) && slices.EqualFunc(parts, of[:len(parts)], func(part, of string) bool {
			return part == of || of == "*" && part != ""
		})
	})
}

// sizeKey returns the name of the key that em refers to in a key of that name:
// the size in the same table, or the body's.
func (k *Key) sizeKey(name string) string {
	group := name[:strings.LastIndexByte(name, '.')]
	if o, _ := findKey(group + ".size"); o != nil && o.Type == key.Size {
		return group + ".size"
	}
	return "body.size"
}

func lengthKey(name, zh, en string, at func(*Theme) *unit.Abs) Key {
	return Key{Key: key.Key{Name: name, Type: key.Length, ZH: zh, EN: en}, length: func(t *Theme, _ string) *unit.Abs { return at(t) }}
}

func sizeKey(name, zh, en string, at func(*Theme) *unit.Abs) Key {
	k := lengthKey(name, zh, en, at)
	k.Type = key.Size
	return k
}

func intKey(name string, low, high int, unit key.Unit, zh, en string, at func(*Theme) *int) Key {
	return Key{Key: key.Key{Name: name, Type: key.Int, Min: low, Max: high, Unit: unit, ZH: zh, EN: en}, number: func(t *Theme, _ string) *int { return at(t) }}
}

func boolKey(name, zh, en string, at func(*Theme) *bool) Key {
	return Key{Key: key.Key{Name: name, Type: key.Bool, ZH: zh, EN: en}, flag: func(t *Theme, _ string) *bool { return at(t) }}
}

func textKey(name, zh, en string, at func(*Theme) *string) Key {
	return Key{Key: key.Key{Name: name, Type: key.Text, ZH: zh, EN: en}, text: func(t *Theme, _ string) *string { return at(t) }}
}

func fontKey(name, zh, en string, at func(*Theme) *string) Key {
	k := textKey(name, zh, en, at)
	k.Type = key.Font
	return k
}

func inkKey(name, zh, en string, at func(*Theme) *string) Key {
	k := textKey(name, zh, en, at)
	k.Type = key.Ink
	return k
}

func enumKey(name string, values []string, zh, en string, at func(*Theme) *string) Key {
	k := textKey(name, zh, en, at)
	k.Type, k.Values = key.Enum, values
	return k
}
