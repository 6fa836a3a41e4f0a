// Package osfiles implements batch.Files with the operating system's files.
package osfiles

import (
	"errors"
	"io/fs"
	"os"

	"jianbao/cmd/jianbao/internal/batch"
)

// Files implements batch.Files. Errors are those of package os.
type Files struct{}

var _ batch.Files = Files{}

// MkdirAll creates folders with mode 0777 before umask.
func (Files) MkdirAll(name string) error { return os.MkdirAll(name, 0o777) }

// Create creates a file. An existing file of the name is removed first, so that
// the target of a link is not written to.
func (Files) Create(name string) (batch.File, error) {
	const how = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := os.OpenFile(name, how, 0o666)
	if errors.Is(err, fs.ErrExist) {
		if err := os.Remove(name); err != nil {
			return nil, err
		}
		f, err = os.OpenFile(name, how, 0o666)
	}
	if err != nil {
		return nil, err // not f: a nil *os.File in a batch.File is not nil
	}
	return f, nil
}

// Append opens a file for appending, creating it if necessary.
func (Files) Append(name string) (batch.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Rename renames a file, replacing newName atomically.
func (Files) Rename(oldName, newName string) error { return rename(oldName, newName) }

// Remove removes a file or an empty folder.
func (Files) Remove(name string) error { return os.Remove(name) }

// SyncDir makes changes of a folder's entries durable, where the system
// supports it.
func (Files) SyncDir(name string) error { return syncDir(name) }

// Open opens a file for reading.
func (Files) Open(name string) (batch.Reader, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// ReadFile returns the content of a file.
func (Files) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }

// Stat returns information about a file; links are not followed.
func (Files) Stat(name string) (fs.FileInfo, error) { return os.Lstat(name) }

// ReadDir lists a folder, sorted by name.
func (Files) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
