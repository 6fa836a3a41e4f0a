// Package manifest reads an issue: the manifest issue.toml, the article files
// and the pictures below its folder. Everything that is wrong with them is a diagnostic;
// nothing the user wrote is changed or dropped without one.
package manifest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/strict"
)

// Limits of an issue.
const (
	MaxArticles    = 10_000
	MaxArticleSize = 32 << 20 // bytes of an article file
)

// Options choose how much Load accepts. The zero Options are the limits above.
type Options struct {
	MaxArticles    int // 0: MaxArticles
	MaxArticleSize int // bytes; 0: MaxArticleSize
}

// Load reads the manifest at path, on the system's file system, and its
// articles. Files are opened below the manifest's folder only, links that lead
// out of it are not followed.
//
// The issue is nil if the manifest cannot be read or is no TOML. Otherwise it
// holds what could be made sense of, and is complete if log got no error.
func Load(path string, opt Options, log *diag.List) *content.Issue {
	shown := filepath.ToSlash(path)
	raw, err := readWhole(path, strict.MaxSize)
	if err != nil {
		reportUnreadable(err, diag.Whole(shown), shown, strict.MaxSize, log, nil)
		return nil
	}
	root, err := os.OpenRoot(filepath.Dir(path))
	if err != nil {
		log.Add("file-unreadable", diag.Whole(shown), shown, reason(err))
		return nil
	}
	defer root.Close()
	return LoadFrom(Below(root), path, raw, opt, log)
}

// LoadBelow is Load for a manifest that is read through files, too: name is
// its path there. Every place shown to people is a path below the folder of
// files, and so is what the paths of fonts and themes resolve to.
func LoadBelow(files Files, name string, opt Options, log *diag.List) *content.Issue {
	raw, err := files.Read(name, strict.MaxSize)
	if err != nil {
		reportUnreadable(err, diag.Whole(name), name, strict.MaxSize, log, nil)
		return nil
	}
	return LoadFrom(files, filepath.FromSlash(name), raw, opt, log)
}

// Files is where LoadFrom reads articles from. Names are relative, clean and
// with slashes. Errors are those of package fs, or of type *NotRegularError or
// *TooLargeError.
type Files interface {
	// Read returns the content of a regular file of at most limit bytes.
	Read(name string, limit int) ([]byte, error)
	// List returns the names in a folder.
	List(folder string) []string
}

// Below reads what lies below a folder. Links that lead out are refused; such an
// error is told by IsOutside.
func Below(root *os.Root) Files { return rootFiles{root} }

// LoadFrom is Load for a manifest that has been read: raw is its content, path
// where it came from, for messages and to resolve the paths of fonts.
func LoadFrom(files Files, path string, raw []byte, opt Options, log *diag.List) *content.Issue {
	if opt.MaxArticles == 0 {
		opt.MaxArticles = MaxArticles
	}
	if opt.MaxArticleSize == 0 {
		opt.MaxArticleSize = MaxArticleSize
	}
	root, ok := strict.Read(filepath.ToSlash(path), raw, log)
	if !ok {
		return nil
	}
	l := &loader{files: files, path: path, opt: opt, log: log, read: map[string]readPicture{}}
	issue := l.issue(root)
	root.Finish(keyNames())
	return issue
}

type loader struct {
	files    Files
	path     string // of the manifest
	opt      Options
	log      *diag.List
	articles int
	read     map[string]readPicture // by path below the manifest's folder
}

// MapFiles are files in memory, for tests.
type MapFiles map[string][]byte

// Read implements Files.
func (m MapFiles) Read(name string, limit int) ([]byte, error) {
	b, ok := m[name]
	switch {
	case !ok:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case len(b) > limit:
		return nil, &TooLargeError{Size: int64(len(b))}
	}
	return b, nil
}

// List implements Files.
func (m MapFiles) List(folder string) []string {
	var names []string
	for name := range m {
		if dir, base := splitPath(name); dir == folder {
			names = append(names, base)
		}
	}
	return names
}

// NotRegularError says that a name is a folder, a device or a pipe.
type NotRegularError struct{ Mode fs.FileMode }

func (e *NotRegularError) Error() string { return "not a regular file: " + e.Mode.String() }

// TooLargeError says that a file is larger than was allowed.
type TooLargeError struct{ Size int64 }

func (e *TooLargeError) Error() string { return "the file is too large" }

// IsOutside reports whether an error of Below is about a link that leads out of
// the folder, for which os.Root has no exported error.
func IsOutside(err error) bool { return err != nil && strings.Contains(err.Error(), "escapes") }

// reason returns the part of an I/O error that says why, without the path,
// which the message has anyway.
func reason(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
