// Package osfiles implements batch.Files with the operating system's files.
package osfiles

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
)

// Files implements batch.Files. Errors are those of package os, or of type
// *batch.NotPlainError.
//
// Below the folders Outs, which may be links themselves, no link is followed:
// whoever can write to an output cannot make the program write or read anything
// outside it. Names are those of Outs with what is below joined to them.
type Files struct{ Outs []string }

var _ batch.Files = Files{}

// place is a name as the folder of Outs it is in and the path from there.
type place struct {
	root *os.Root
	name string // of the whole
	rel  string
}

// in opens the folder of Outs that a name is in; close the root afterwards. Every folder on the way must be one,
// not a link to one.
func (f Files) in(name string) (p place, err error) {
	folder, rel := f.split(name)
	root, err := os.OpenRoot(folder)
	if err != nil {
		return place{}, err
	}
	p = place{root, name, rel}
	for i, c := range rel {
		if i == 0 || c != filepath.Separator {
			continue
		}
		info, err := root.Lstat(rel[:i])
		if err == nil && !info.IsDir() {
			err = &batch.NotPlainError{Name: filepath.Join(folder, rel[:i]), Mode: info.Mode()}
		}
		if err != nil {
			root.Close()
			return place{}, p.named(err)
		}
	}
	return p, nil
}

// split divides a name into the folder of Outs it is in, the longest, and the
// rest. A name that is in none is in its own folder.
func (f Files) split(name string) (folder, rel string) {
	rel = "."
	for _, out := range f.Outs {
		r, err := filepath.Rel(out, name)
		if err == nil && filepath.IsLocal(r) && (folder == "" || len(r) < len(rel)) {
			folder, rel = out, r
		}
	}
	if folder == "" {
		return filepath.Dir(name), filepath.Base(name)
	}
	return folder, rel
}

// named gives an error the whole name of the file.
func (p place) named(err error) error {
	var e *fs.PathError
	if errors.As(err, &e) {
		return &fs.PathError{Op: e.Op, Path: p.name, Err: e.Err}
	}
	return err
}

// open opens a regular file. A pipe, a device or a link is an error, at once.
func (p place) open(flag int) (*os.File, error) {
	info, err := p.root.Lstat(p.rel)
	if err == nil && !info.Mode().IsRegular() {
		return nil, &batch.NotPlainError{Name: p.name, Mode: info.Mode()}
	}
	if err != nil && (flag&os.O_CREATE == 0 || !errors.Is(err, fs.ErrNotExist)) {
		return nil, p.named(err)
	}
	f, err := p.root.OpenFile(p.rel, flag|nonBlocking, 0o666)
	if err != nil {
		return nil, p.named(err)
	}
	// It may have been replaced in between.
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		if err == nil {
			err = &batch.NotPlainError{Name: p.name, Mode: info.Mode()}
		}
		return nil, err
	}
	return f, nil
}

// MkdirAll creates folders with mode 0777 before umask.
func (f Files) MkdirAll(name string) error {
	folder, rel := f.split(name)
	if rel == "." || !slices.Contains(f.Outs, folder) {
		return os.MkdirAll(name, 0o777)
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for i, c := range rel + string(filepath.Separator) {
		if c != filepath.Separator {
			continue
		}
		p, err := f.in(filepath.Join(folder, rel[:i]))
		if err != nil {
			return err
		}
		err = p.mkdir()
		p.root.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// mkdir creates a folder in one that exists, unless it exists itself.
func (p place) mkdir() error {
	err := p.root.Mkdir(p.rel, 0o777)
	if !errors.Is(err, fs.ErrExist) {
		return p.named(err)
	}
	if info, err := p.root.Lstat(p.rel); err == nil && !info.IsDir() {
		return &batch.NotPlainError{Name: p.name, Mode: info.Mode()}
	}
	return nil
}

// Create creates a file. An existing file of the name is removed first, so that
// the target of a link is not written to.
func (f Files) Create(name string) (batch.File, error) {
	p, err := f.in(name)
	if err != nil {
		return nil, err
	}
	defer p.root.Close()
	const how = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	file, err := p.root.OpenFile(p.rel, how, 0o666)
	if errors.Is(err, fs.ErrExist) {
		if err := p.root.Remove(p.rel); err != nil {
			return nil, p.named(err)
		}
		file, err = p.root.OpenFile(p.rel, how, 0o666)
	}
	if err != nil {
		return nil, p.named(err) // not file: a nil *os.File in a batch.File is not nil
	}
	return file, nil
}

// Append opens a file for appending, creating it if necessary.
func (f Files) Append(name string) (batch.File, error) {
	file, err := f.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND)
	if err != nil {
		return nil, err
	}
	return file, nil
}

// OpenFile opens a regular file, with flags of package os.
func (f Files) OpenFile(name string, flag int) (*os.File, error) {
	p, err := f.in(name)
	if err != nil {
		return nil, err
	}
	defer p.root.Close()
	return p.open(flag)
}

// Rename renames a file, replacing newName atomically. Both are in one folder of
// Outs.
func (f Files) Rename(oldName, newName string) error {
	from, err := f.in(oldName)
	if err != nil {
		return err
	}
	defer from.root.Close()
	to, err := f.in(newName)
	if err != nil {
		return err
	}
	defer to.root.Close()
	if from.root.Name() != to.root.Name() {
		return rename(os.Rename, oldName, newName)
	}
	return from.named(rename(from.root.Rename, from.rel, to.rel))
}

// Remove removes a file or an empty folder.
func (f Files) Remove(name string) error {
	p, err := f.in(name)
	if err != nil {
		return err
	}
	defer p.root.Close()
	return p.named(p.root.Remove(p.rel))
}

// SyncDir makes changes of a folder's entries durable, where the system
// supports it.
func (f Files) SyncDir(name string) error { return syncDir(name) }

// Open opens a file for reading.
func (f Files) Open(name string) (batch.Reader, error) {
	file, err := f.OpenFile(name, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	return file, nil
}

// ReadFile returns the content of a file.
func (f Files) ReadFile(name string) ([]byte, error) {
	file, err := f.OpenFile(name, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// Stat returns information about a file; links are not followed.
func (f Files) Stat(name string) (fs.FileInfo, error) {
	if folder, _ := f.split(name); !slices.Contains(f.Outs, folder) {
		return os.Lstat(name) // folders above an output need not be readable
	}
	p, err := f.in(name)
	if err != nil {
		return nil, err
	}
	defer p.root.Close()
	info, err := p.root.Lstat(p.rel)
	return info, p.named(err)
}

// ReadDir lists a folder, sorted by name.
func (f Files) ReadDir(name string) ([]fs.DirEntry, error) {
	p, err := f.in(name)
	if err != nil {
		return nil, err
	}
	defer p.root.Close()
	if info, err := p.root.Lstat(p.rel); err == nil && !info.IsDir() && p.rel != "." {
		return nil, &batch.NotPlainError{Name: name, Mode: info.Mode()}
	}
	dir, err := p.root.Open(p.rel)
	if err != nil {
		return nil, p.named(err)
	}
	defer dir.Close()
	list, err := dir.ReadDir(-1)
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, err
}
