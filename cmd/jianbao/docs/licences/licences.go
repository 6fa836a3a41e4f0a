// Package licences holds the licences of everything in the program: its own, those
// of its fonts and data, and those of Go and of the modules that are linked into it.
// Its test copies the files below texts from their sources (go test -update) and
// fails if one is out of date.
package licences

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

// Files below texts are named by kind and by what they apply to.
//
//go:embed texts
var texts embed.FS

// Kind is the kind of thing a licence applies to, and the folder of its text.
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
	var all []Licence
	for _, kind := range [...]Kind{Program, Font, Data, Module} {
		root := "texts/" + string(kind)
		first := len(all)
		err := fs.WalkDir(texts, root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := texts.ReadFile(path)
			name := strings.TrimSuffix(strings.TrimPrefix(path, root+"/"), ".txt")
			all = append(all, Licence{kind, name, string(text)})
			return err
		})
		if err != nil {
			panic(err) // embedded: it cannot be missing
		}
		slices.SortFunc(all[first:], func(a, b Licence) int { return strings.Compare(a.Name, b.Name) })
	}
	return all
}
