package batch

import (
	"io"
	"io/fs"
)

// Files are the disk operations of a run. Names are in the system's form.
// Production uses osfiles; tests use crashfiles, which stops after the n-th
// operation and loses data that was not synced.
type Files interface {
	// MkdirAll creates a folder and its parents. They are durable after their
	// parents have been synced with SyncDir.
	MkdirAll(name string) error
	// Create creates a file, replacing an existing one; Append opens a file for
	// appending, creating it if necessary.
	Create(name string) (File, error)
	Append(name string) (File, error)
	// Rename replaces newName atomically: readers see the old or the new file.
	Rename(oldName, newName string) error
	Remove(name string) error
	// SyncDir makes the effects of Create, Rename and Remove in a folder durable.
	// It does nothing on systems without such an operation.
	SyncDir(name string) error
	// Open opens a file for reading.
	Open(name string) (Reader, error)
	ReadFile(name string) ([]byte, error)
	// Stat returns information about a file; links are not followed.
	Stat(name string) (fs.FileInfo, error)
	ReadDir(name string) ([]fs.DirEntry, error) // sorted by name
}

// Reader is a file open for reading.
type Reader interface {
	io.ReaderAt
	io.Closer
}

// File is a file open for writing.
type File interface {
	Write(p []byte) (int, error)
	Sync() error
	Close() error
}
