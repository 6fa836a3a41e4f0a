package batch

import (
	"io"
	"io/fs"
)

// Files is what a run does to the disk. Names are of the system. Production
// uses the operating system's; tests one that stops after the n-th operation
// and loses what was not synced.
type Files interface {
	// MkdirAll makes a folder and those above it. They are durable once their
	// parents have been synced with SyncDir.
	MkdirAll(name string) error
	// Create makes a file anew, in place of one that has the name; Append opens
	// one at its end, making it if need be.
	Create(name string) (File, error)
	Append(name string) (File, error)
	// Rename replaces newName at once: a reader sees the old file or the new.
	Rename(oldName, newName string) error
	Remove(name string) error
	// SyncDir makes durable what Create, Rename and Remove did in a folder. It
	// does nothing where the system has no such thing.
	SyncDir(name string) error
	// Open opens a file for reading.
	Open(name string) (Reader, error)
	ReadFile(name string) ([]byte, error)
	// Stat tells what has the name: a link is not followed.
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
