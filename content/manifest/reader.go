package manifest

import (
	"io/fs"
)

// The kinds of files that an issue is made of.
type Kind = string

const (
	KindManifest Kind = "manifest"
	KindArticle  Kind = "article"
	KindPicture  Kind = "picture"
	KindTheme    Kind = "theme"
	KindFont     Kind = "font"
	KindProfile  Kind = "profile" // ICC
)

// Reader is where the files of an issue come from.
//
// A name is a path as package path/filepath has them. What the manifest or a
// theme names is joined to the folder of the file that names it, so a name may
// lead above the manifest's folder, or be absolute; articles and pictures are
// always below that folder. A reader may refuse a name, with *OutsideError.
type Reader interface {
	// Manifest returns the manifest's own name. Findings show it, and the
	// names of all other files begin with its folder.
	Manifest() string
	// Read returns the content of a regular file of at most limit bytes.
	// Errors are those of package fs, *NotRegularError, *TooLargeError and
	// *OutsideError.
	Read(kind Kind, name string, limit int) ([]byte, error)
	// List returns the names in a folder, in any order; nil if it cannot be
	// read. What is suggested in place of a missing file is among them.
	List(folder string) []string
}

// NotRegularError means that a name is a folder, a device or a pipe.
type NotRegularError struct{ Mode fs.FileMode }

func (e *NotRegularError) Error() string { return "not a regular file: " + e.Mode.String() }

// TooLargeError means that a file is larger than was allowed.
type TooLargeError struct{ Size int64 }

func (e *TooLargeError) Error() string { return "the file is too large" }

// OutsideError means that a file lies outside the folders that a reader reads
// from, or that a link leads out of them.
type OutsideError struct{ Name string }

func (e *OutsideError) Error() string { return e.Name + " lies outside the folders of the issue" }
