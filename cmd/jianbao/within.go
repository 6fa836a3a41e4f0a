package main

import (
	"io/fs"
	"os"
	"path/filepath"
)

// within reports whether a file that shall be written lies in a folder, or is one of the
// files there under another name: by a link in its path, or by a hard link. Neither need
// exist.
func within(target, folder string) bool {
	target, folder = resolved(target), resolved(folder)
	if rel, err := filepath.Rel(folder, target); err == nil && filepath.IsLocal(rel) {
		return true
	}
	there, err := os.Stat(folder)
	if err != nil {
		return false
	}
	// Names do not tell where the file system ignores case.
	for at := target; ; at = filepath.Dir(at) {
		if info, err := os.Stat(at); err == nil && os.SameFile(info, there) {
			return true
		}
		if filepath.Dir(at) == at {
			break
		}
	}
	old, err := os.Stat(target)
	return err == nil && old.Mode().IsRegular() && contains(folder, old)
}

// contains reports whether a file is among those below a folder. Folders that cannot be read
// count as empty.
func contains(folder string, file fs.FileInfo) bool {
	found := false
	filepath.WalkDir(folder, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return nil
		}
		if info, err := e.Info(); err == nil && os.SameFile(info, file) {
			found = true
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// resolved returns the absolute path of a file without links, as far as it exists.
func resolved(path string) string {
	if led, err := followLinks(path); err == nil {
		path = led
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	rest := ""
	for at := full; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest)
		}
		if filepath.Dir(at) == at {
			return full
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}
