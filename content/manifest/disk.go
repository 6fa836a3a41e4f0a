package manifest

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Disk is a Reader of the system's file system. Articles and pictures are read
// below the manifest's folder only, and a link that leads out of it is not
// followed; manifest, themes, fonts and profiles may lie anywhere.
type Disk struct {
	manifest string
	root     *os.Root // the manifest's folder; nil until it is needed
}

// NewDisk returns a reader for the manifest of this name.
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

// Read implements Reader. An issue whose manifest can be read and whose folder
// cannot be opened has no manifest.
func (d *Disk) Read(kind Kind, name string, limit int) ([]byte, error) {
	switch kind {
	case KindArticle, KindPicture:
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

// below returns a name as it is from the manifest's folder, which is open then.
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

// StatBelow returns what is known of a file below a folder. Errors are those of
// ReadBelow.
func StatBelow(root *os.Root, name string) (fs.FileInfo, error) {
	info, err := root.Stat(filepath.FromSlash(name))
	return info, rootError(err, name)
}

// rootError makes an *OutsideError of an error of os.Root about a name that leads
// out, for which there is no exported error.
func rootError(err error, name string) error {
	if err != nil && strings.Contains(err.Error(), "escapes") {
		return &OutsideError{filepath.ToSlash(name)}
	}
	return err
}

// ListBelow returns the names in a folder below another; nil if it cannot be
// read.
func ListBelow(root *os.Root, folder string) []string {
	f, err := root.Open(filepath.FromSlash(folder))
	if err != nil {
		return nil
	}
	defer f.Close()
	names, _ := f.Readdirnames(10_000) // what cannot be listed is not suggested
	return names
}

// ReadFile reads a file that may lie anywhere. It must be a regular file of at
// most limit bytes; a pipe is not waited for. Errors are those of package fs, or
// of type *NotRegularError or *TooLargeError.
func ReadFile(name string, limit int) ([]byte, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readRegular(f, limit)
}

// readRegular reads what was opened if it is a regular file. It was opened
// without waiting, so that a pipe nobody writes to does not hang the program.
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
