// Package licences holds the licences of everything in the program: its own, those
// of its fonts and data, and those of Go and of the modules that are linked into it.
// Its test makes texts.gz, which holds all of them in compressed form, of their sources
// (go test -update) and fails if it is out of date.
package licences

import (
	_ "embed"
	"maps"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/packed"
)

// texts are the licences by "KIND/NAME".
//
//go:embed texts.gz
var texts []byte

// Kind is the kind of thing a licence applies to, and the folder in the name of its text.
type Kind string

const (
	Program Kind = "program"
	Font    Kind = "fonts"
	Data    Kind = "data"
	Module  Kind = "modules" // code linked into the program; "go" is the standard library
)

// Licence is the text of one licence, or of several that apply to parts of one
// module.
type Licence struct {
	Kind Kind
	Name string // a family of faces, a file of data, a module's path
	Text string // ends with a line feed
}

// All returns every licence: by kind in the order of the constants, then by name.
func All() []Licence {
	unpacked := packed.Embedded(texts)
	names := slices.Sorted(maps.Keys(unpacked))
	var all []Licence
	for _, kind := range [...]Kind{Program, Font, Data, Module} {
		for _, name := range names {
			if of, ok := strings.CutPrefix(name, string(kind)+"/"); ok {
				all = append(all, Licence{kind, of, unpacked[name]})
			}
		}
	}
	return all
}
