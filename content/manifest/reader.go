package manifest

import (
	"io/fs"
)

// Kind is the kind of a file that an issue reads.
type Kind = string

const (
	KindManifest Kind = "manifest"
	KindArticle  Kind = "article"
	KindPicture  Kind = "picture"
	KindTable    Kind = "table" // CSV
	KindTheme    Kind = "theme"
	KindFont     Kind = "font"
	KindProfile  Kind = "profile" // ICC

	KindPublication Kind = "publication" // publication.toml
)

// Reader reads the files of an issue.
//
// Names are paths in the form of package path/filepath. Paths in the manifest
// or a theme are joined to the folder of the file that contains them, so a name
// may lead above the manifest's folder or be absolute; articles and tables are always
// below that folder, pictures are below it or below that of publication.toml. A reader
// may reject a name with *OutsideError.
type Reader interface {
	// Manifest returns the name of the manifest. It is shown in findings, and
	// relative names of other files begin with its folder.
	Manifest() string
	// Read returns the content of a regular file of at most limit bytes.
	// Errors are those of package fs, *NotRegularError, *TooLargeError and
	// *OutsideError.
	Read(kind Kind, name string, limit int) ([]byte, error)
	// Folders returns the folders in which publication.toml is looked for, the nearest
	// first: the manifest's own and up to three above it.
	Folders() []string
	// List returns the names in a folder, in any order; nil if it cannot be read.
	// They are used to suggest a name for a missing file.
	List(folder string) []string
}

// NotRegularError is returned if a name is a folder, a device or a pipe.
type NotRegularError struct{ Mode fs.FileMode }

func (e *NotRegularError) Error() string { return "not a regular file: " + e.Mode.String() }

// TooLargeError is returned if a file is larger than the limit. Size is in
// bytes.
type TooLargeError struct{ Size int64 }

func (e *TooLargeError) Error() string { return "the file is too large" }

// OutsideError is returned if a file is outside the folders that a reader reads
// from, or if a link leads out of them.
type OutsideError struct{ Name string }

func (e *OutsideError) Error() string { return e.Name + " is outside the folders of the issue" }
