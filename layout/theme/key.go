package theme

import (
	"slices"
	"strings"
	"sync"

	"jianbao/layout/unit"
)

// Type is the type of a key's value.
type Type string

// The types of keys, as the documentation names them.
const (
	TypeLength Type = "length"
	TypeSize   Type = "size" // a length that em and line of the same group follow
	TypeInt    Type = "int"
	TypeBool   Type = "bool"
	TypeText   Type = "text"
	TypeTexts  Type = "list"
	TypeEnum   Type = "enum"
	TypePaper  Type = "paper"
	TypeFont   Type = "font" // the name of a role
	TypeInk    Type = "ink"  // the name of an ink; "black"
	TypeRGB    Type = "rgb"
	TypeCMYK   Type = "cmyk"
)

// Key is one thing a theme decides. A * in the name stands for one of Args, or
// for any name if Args is empty.
type Key struct {
	Name     string
	Type     Type
	Args     []string
	Values   []string // of an enum
	Min, Max int      // of an int
	ZH, EN   string   // what it decides

	length func(*Theme, string) *unit.Abs
	number func(*Theme, string) *int
	flag   func(*Theme, string) *bool
	text   func(*Theme, string) *string
	texts  func(*Theme, string) *[]string
	assign func(*Theme, string, any) bool
}

// Keys returns every key, in the order of the documentation.
func Keys() []Key { return keyTable() }

var keyTable = sync.OnceValue(func() []Key {
	return slices.Concat(pageKeys(), bodyKeys(), titleKeys(), noteKeys(), coverKeys(), contentsKeys(), endKeys(), resourceKeys())
})

// match reports whether a dotted name is this key, and what its * stands for.
func (k *Key) match(name string) (arg string, ok bool) {
	pre, post, star := strings.Cut(k.Name, "*")
	if !star {
		return "", name == k.Name
	}
	if len(name) <= len(pre)+len(post) || !strings.HasPrefix(name, pre) || !strings.HasSuffix(name, post) {
		return "", false
	}
	arg = name[len(pre) : len(name)-len(post)]
	if strings.Contains(arg, ".") || len(k.Args) > 0 && !slices.Contains(k.Args, arg) {
		return "", false
	}
	return arg, true
}

// findKey returns the key of a dotted name and what its * stands for.
func findKey(name string) (k *Key, arg string) {
	keys := keyTable()
	for i := range keys {
		if arg, ok := keys[i].match(name); ok {
			return &keys[i], arg
		}
	}
	return nil, ""
}

// fullNames returns the names a user can write, a * replaced by each of Args.
func fullNames() []string {
	var names []string
	for _, k := range keyTable() {
		if len(k.Args) == 0 {
			names = append(names, k.Name)
		}
		for _, arg := range k.Args {
			names = append(names, strings.Replace(k.Name, "*", arg, 1))
		}
	}
	return names
}

// sizeKey returns the name of the key that em follows: the size beside it, or
// the body's.
func (k *Key) sizeKey(name string) string {
	group := name[:strings.LastIndexByte(name, '.')]
	for _, own := range []string{group + ".size"} {
		if o, _ := findKey(own); o != nil && o.Type == TypeSize {
			return own
		}
	}
	return "body.size"
}

func lengthKey(name, zh, en string, at func(*Theme) *unit.Abs) Key {
	return Key{Name: name, Type: TypeLength, ZH: zh, EN: en, length: func(t *Theme, _ string) *unit.Abs { return at(t) }}
}

func sizeKey(name, zh, en string, at func(*Theme) *unit.Abs) Key {
	k := lengthKey(name, zh, en, at)
	k.Type = TypeSize
	return k
}

func intKey(name string, low, high int, zh, en string, at func(*Theme) *int) Key {
	return Key{Name: name, Type: TypeInt, Min: low, Max: high, ZH: zh, EN: en, number: func(t *Theme, _ string) *int { return at(t) }}
}

func boolKey(name, zh, en string, at func(*Theme) *bool) Key {
	return Key{Name: name, Type: TypeBool, ZH: zh, EN: en, flag: func(t *Theme, _ string) *bool { return at(t) }}
}

func textKey(name, zh, en string, at func(*Theme) *string) Key {
	return Key{Name: name, Type: TypeText, ZH: zh, EN: en, text: func(t *Theme, _ string) *string { return at(t) }}
}

func fontKey(name, zh, en string, at func(*Theme) *string) Key {
	k := textKey(name, zh, en, at)
	k.Type = TypeFont
	return k
}

func inkKey(name, zh, en string, at func(*Theme) *string) Key {
	k := textKey(name, zh, en, at)
	k.Type = TypeInk
	return k
}

func enumKey(name string, values []string, zh, en string, at func(*Theme) *string) Key {
	k := textKey(name, zh, en, at)
	k.Type, k.Values = TypeEnum, values
	return k
}
