package manifest

import (
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Buffers is a Reader of files in memory, for example unsaved files of an
// editor, which take precedence over those of another reader.
type Buffers struct {
	Name  string            // of the manifest
	Files map[string][]byte // by name, clean and with slashes
	Over  Reader            // for files that are not in Files; nil: none

	// UTF8 has the names of Files that are UTF-8, whatever the manifest says of their
	// encoding: those of an editor, which decoded them.
	UTF8 map[string]bool
}

// Manifest implements Reader.
func (b Buffers) Manifest() string { return b.Name }

// OnDisk reports whether names of files are paths, see Disk: they are if the buffers stand
// for files on disk that are not saved.
func (b Buffers) OnDisk() bool { return b.Over != nil }

// Folders implements Reader: the folders are those of the other reader, if there is one.
func (b Buffers) Folders() []string {
	if b.Over != nil {
		return b.Over.Folders()
	}
	return foldersAbove(filepath.Dir(b.Name))
}

// Read implements Reader.
func (b Buffers) Read(kind Kind, name string, limit int) ([]byte, error) {
	data, ok := b.Files[path.Clean(filepath.ToSlash(name))]
	switch {
	case ok && len(data) > limit:
		return nil, &TooLargeError{Size: int64(len(data))}
	case ok:
		return data, nil
	case b.Over != nil:
		return b.Over.Read(kind, name, limit)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// isUTF8 implements decodedReader.
func (b Buffers) isUTF8(name string) bool { return b.UTF8[path.Clean(filepath.ToSlash(name))] }

// decodedReader is a Reader of which some files are UTF-8 whatever the manifest says of
// their encoding.
type decodedReader interface{ isUTF8(name string) bool }

// isUTF8 reports whether a reader knows that a file is UTF-8.
func isUTF8(from Reader, name string) bool {
	r, ok := from.(decodedReader)
	return ok && r.isUTF8(name)
}

// List implements Reader.
func (b Buffers) List(folder string) []string {
	var names []string
	if b.Over != nil {
		names = b.Over.List(folder)
	}
	folder = path.Clean(filepath.ToSlash(folder))
	for name := range b.Files {
		below, in := strings.CutPrefix(name, folder+"/")
		if folder == "." {
			below, in = name, !path.IsAbs(name) && !strings.HasPrefix(name, "../")
		}
		if in {
			first, _, _ := strings.Cut(below, "/")
			names = append(names, first)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
