package manifest

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Disk is a Reader of the system's file system. Articles, pictures and tables are read
// only below the manifest's folder, or pictures below that of publication.toml, and links
// that lead out of these are not followed; manifest, themes, fonts and profiles may be
// anywhere.
type Disk struct {
	manifest string
	root     *os.Root // the manifest's folder; nil until needed
	above    string   // folder of the publication.toml that was read; empty: none
	shared   *os.Root // that folder; nil until needed
}

// NewDisk returns a reader for the manifest with the given name.
func NewDisk(manifest string) *Disk { return &Disk{manifest: manifest} }

// OnDisk reports that names of files are paths in the file system, relative to the working
// folder where they are not absolute.
func (d *Disk) OnDisk() bool { return true }

// Close closes the folders.
func (d *Disk) Close() error {
	var errs []error
	for _, root := range []*os.Root{d.root, d.shared} {
		if root != nil {
			errs = append(errs, root.Close())
		}
	}
	return errors.Join(errs...)
}

// Manifest implements Reader.
func (d *Disk) Manifest() string { return d.manifest }

// Read implements Reader. If the manifest can be read and its folder cannot be
// opened, Read returns the folder's error for the manifest.
func (d *Disk) Read(kind Kind, name string, limit int) ([]byte, error) {
	switch kind {
	case KindArticle, KindPicture, KindTable:
		root, below, err := d.below(name)
		if err != nil {
			return nil, err
		}
		return ReadBelow(root, below, limit)
	case KindPublication:
		return d.publication(name, limit)
	}
	data, err := ReadFile(name, limit)
	if err == nil && kind == KindManifest {
		err = d.open()
	}
	return data, err
}

// List implements Reader.
func (d *Disk) List(folder string) []string {
	root, below, err := d.below(folder)
	if err != nil {
		return nil
	}
	return ListBelow(root, below)
}

// Folders implements Reader. Of a folder that is reached by a link, those above are the
// ones where it really is.
func (d *Disk) Folders() []string {
	dir := filepath.Dir(d.manifest)
	full, err := filepath.Abs(dir)
	if err != nil {
		return foldersAbove(dir)
	}
	folders := foldersAbove(dir)[:len(foldersAbove(full))] // a relative name does not show where the top is
	real, err := filepath.EvalSymlinks(full)
	if err != nil || real == full {
		return folders
	}
	for i, folder := range foldersAbove(real) {
		if i > 0 && (i >= len(folders) || !sameFolder(folders[i], folder)) {
			folders = append(folders[:i], folder)
		}
	}
	return folders
}

func sameFolder(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// publication reads a publication.toml. In a folder above that may not be searched there
// is none.
func (d *Disk) publication(name string, limit int) ([]byte, error) {
	data, err := ReadFile(name, limit)
	if errors.Is(err, fs.ErrPermission) {
		if _, hidden := os.Stat(name); errors.Is(hidden, fs.ErrPermission) {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}
	}
	if err == nil {
		d.above = filepath.Dir(name)
	}
	return data, err
}

// below opens the folder that a file is in, the manifest's or that of publication.toml,
// and returns the name relative to it.
func (d *Disk) below(name string) (*os.Root, string, error) {
	rel, errRel := filepath.Rel(filepath.Dir(d.manifest), name)
	own := errRel == nil && filepath.IsLocal(rel) || d.above == ""
	below, err := filepath.Rel(d.above, name)
	if own || err != nil || !filepath.IsLocal(below) {
		if err := d.open(); err != nil {
			return nil, "", err
		}
		return d.root, rel, errRel // which refuses it if it is outside
	}
	if d.shared == nil {
		if d.shared, err = os.OpenRoot(d.above); err != nil {
			return nil, "", err
		}
	}
	return d.shared, below, nil
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
		info, _ := root.Stat(filepath.FromSlash(name))
		return nil, rootError(openError(err, name, info), name)
	}
	defer f.Close()
	return readRegular(f, limit)
}

// openError returns the error of opening a file about which info is known, nil if there is
// none: of a socket, which systems refuse in different ways, it is a *NotRegularError, and
// of a path that goes on behind a file, fs.ErrNotExist.
func openError(err error, name string, info fs.FileInfo) error {
	switch {
	case info != nil && info.Mode()&fs.ModeSocket != 0:
		return &NotRegularError{info.Mode()}
	case errors.Is(err, syscall.ENOTDIR):
		return &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return err
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
		info, _ := os.Stat(name)
		return nil, openError(err, name, info)
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
