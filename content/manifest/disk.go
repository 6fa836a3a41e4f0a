package manifest

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Disk is a Reader of the system's file system. Articles, pictures and tables are read
// only below the manifest's folder, and links that lead out of it are not
// followed; manifest, themes, fonts and profiles may be anywhere.
type Disk struct {
	manifest string
	root     *os.Root // the manifest's folder; nil until needed
}

// NewDisk returns a reader for the manifest with the given name.
func NewDisk(manifest string) *Disk { return &Disk{manifest: manifest} }

// Close closes the manifest's folder.
func (d *Disk) Close() error {
	if d.root == nil {
		return nil
	}
	return d.root.Close()
}

// Manifest implements Reader.
func (d *Disk) Manifest() string { return d.manifest }

// Read implements Reader. If the manifest can be read and its folder cannot be
// opened, Read returns the folder's error for the manifest.
func (d *Disk) Read(kind Kind, name string, limit int) ([]byte, error) {
	switch kind {
	case KindArticle, KindPicture, KindTable:
		below, err := d.below(name)
		if err != nil {
			return nil, err
		}
		return ReadBelow(d.root, below, limit)
	}
	data, err := ReadFile(name, limit)
	if err == nil && kind == KindManifest {
		err = d.open()
	}
	return data, err
}

// List implements Reader.
func (d *Disk) List(folder string) []string {
	below, err := d.below(folder)
	if err != nil {
		return nil
	}
	return ListBelow(d.root, below)
}

// below opens the manifest's folder and returns a name relative to it.
func (d *Disk) below(name string) (string, error) {
	if err := d.open(); err != nil {
		return "", err
	}
	return filepath.Rel(filepath.Dir(d.manifest), name)
}

func (d *Disk) open() (err error) {
	if d.root == nil {
		d.root, err = os.OpenRoot(filepath.Dir(d.manifest))
	}
	return err
}

// ReadBelow reads a regular file of at most limit bytes below a folder. A link
// that leads out of it is an *OutsideError; other errors are those of ReadFile.
func ReadBelow(root *os.Root, name string, limit int) ([]byte, error) {
	f, err := root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, rootError(err, name)
	}
	defer f.Close()
	return readRegular(f, limit)
}

// StatBelow returns information about a file below a folder. Errors are those
// of ReadBelow.
func StatBelow(root *os.Root, name string) (fs.FileInfo, error) {
	info, err := root.Stat(filepath.FromSlash(name))
	return info, rootError(err, name)
}

// rootError converts os.Root's error for a name that leads outside, which is not
// exported, to an *OutsideError.
func rootError(err error, name string) error {
	if err != nil && strings.Contains(err.Error(), "escapes") {
		return &OutsideError{filepath.ToSlash(name)}
	}
	return err
}

// ListBelow returns the names in a folder below root; nil if it cannot be read.
func ListBelow(root *os.Root, folder string) []string {
	f, err := root.OpenFile(filepath.FromSlash(folder), os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil
	}
	defer f.Close()
	names, _ := f.Readdirnames(10_000) // names that cannot be listed are not suggested
	return names
}

// ReadFile returns the content of a regular file of at most limit bytes. It does
// not block on pipes. Errors are those of package fs, *NotRegularError and
// *TooLargeError.
func ReadFile(name string, limit int) ([]byte, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readRegular(f, limit)
}

// readRegular reads an open file if it is regular. Files are opened with
// nonBlocking, so that a pipe without a writer does not hang the program.
func readRegular(f *os.File, limit int) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &NotRegularError{info.Mode()}
	}
	if info.Size() > int64(limit) {
		return nil, &TooLargeError{info.Size()}
	}
	data := make([]byte, 0, info.Size()+1)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case len(data) > limit: // it grew
			return nil, &TooLargeError{int64(len(data))}
		case errors.Is(err, io.EOF):
			return data, nil
		case err != nil:
			return nil, err
		}
	}
}
