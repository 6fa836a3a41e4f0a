// Package opc reads the container of Office Open XML files (ECMA-376 part 2), of
// documents and of spreadsheets: the parts of the zip archive, what type they have,
// how they refer to each other, and those in XML as trees.
//
// Everything is bounded, so that no file, however it is made, takes more than some
// tens of megabytes beyond its own size and a few seconds (see the constants Max…).
package opc

import (
	"archive/zip"
	"strings"
)

// The bounds of a package. They are counted while the parts are unpacked: what
// headers say about sizes is not believed.
const (
	MaxPart     = 64 << 20  // bytes of one part, unpacked
	MaxUnpacked = 128 << 20 // bytes of all parts that are read, unpacked
	MaxParts    = 2000
	MaxDepth    = 200       // of elements
	MaxNodes    = 1_000_000 // elements and texts of one part

	maxAttributes   = 2 * MaxNodes // of one part
	maxOfElement    = 200          // attributes of one element
	maxNames        = 10_000       // different names of elements and attributes of one part
	maxDeclarations = 500          // of namespaces in force at one place
)

// limits holds the bounds that tests make small.
type limits struct {
	part, unpacked      int
	parts, depth, nodes int
}

var standard = limits{MaxPart, MaxUnpacked, MaxParts, MaxDepth, MaxNodes}

// Package is an opened package. Its methods must not be called concurrently.
type Package struct {
	limits   limits
	files    map[string]*zip.File // by key
	names    []string             // in the order of the archive
	read     map[string]int       // size of the parts that were read, by key
	unpacked int
	types    contentTypes
	root     []Relationship
}

// Open opens the package in data, which it does not copy. An error is an *Error; where
// data is no package, its Problem is NotPackage and KindOf tells what it is.
func Open(data []byte) (*Package, error) { return open(data, standard) }

func open(data []byte, limits limits) (*Package, error) {
	p := &Package{limits: limits, read: map[string]int{}}
	if err := p.openZip(data); err != nil {
		return nil, err
	}
	if !p.Has(typesPart) {
		return nil, &Error{Problem: NotPackage}
	}
	if err := p.readTypes(); err != nil {
		return nil, err
	}
	root, err := p.Relationships("")
	if err != nil {
		return nil, err
	}
	p.root = root
	return p, nil
}

// Names returns the names of all parts in the order of the archive, as it spells them:
// "word/document.xml".
func (p *Package) Names() []string { return p.names }

// Has reports whether there is a part of that name. Names of parts are compared without
// regard to case and to percent-encoding (ECMA-376 part 2, 6.2.2).
func (p *Package) Has(part string) bool { return p.files[key(part)] != nil }

// Main returns the name of the main part, as the package's relationships say; "" if
// they name none.
func (p *Package) Main() string {
	for _, r := range p.root {
		if r.Type == "officeDocument" && !r.External {
			return r.Target
		}
	}
	return ""
}

// Root returns the relationships of the package itself.
func (p *Package) Root() []Relationship { return p.root }

// Macros reports whether the package contains macros (VBA).
func (p *Package) Macros() bool {
	if strings.Contains(p.Type(p.Main()), "macroEnabled") {
		return true
	}
	for _, name := range p.names {
		if p.Type(name) == "application/vnd.ms-office.vbaProject" || strings.HasSuffix(key(name), "/vbaproject.bin") {
			return true
		}
	}
	return false
}
