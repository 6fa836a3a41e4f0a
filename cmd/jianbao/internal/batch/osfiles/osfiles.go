// Package osfiles is batch.Files on the operating system.
package osfiles

import (
	"errors"
	"io/fs"
	"os"

	"jianbao/cmd/jianbao/internal/batch"
)

// Files is the operating system's files. Errors are those of package os.
type Files struct{}

var _ batch.Files = Files{}

// MkdirAll makes folders with the mode that the umask leaves of 0777.
func (Files) MkdirAll(name string) error { return os.MkdirAll(name, 0o777) }

// Create makes a file anew: one that has the name is removed first, so that a
// link which stands there leads nowhere.
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
		return nil, err // not f: a nil *os.File would be no nil batch.File
	}
	return f, nil
}

// Append opens a file at its end.
func (Files) Append(name string) (batch.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Rename replaces newName at once.
func (Files) Rename(oldName, newName string) error { return rename(oldName, newName) }

// Remove removes a file or an empty folder.
func (Files) Remove(name string) error { return os.Remove(name) }

// SyncDir makes durable what was done in a folder, where the system can.
func (Files) SyncDir(name string) error { return syncDir(name) }

// Open opens a file for reading.
func (Files) Open(name string) (batch.Reader, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// ReadFile reads a whole file.
func (Files) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }

// Stat tells what has a name.
func (Files) Stat(name string) (fs.FileInfo, error) { return os.Lstat(name) }

// ReadDir lists a folder, sorted by name.
func (Files) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(name) }
