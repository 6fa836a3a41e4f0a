package desk

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync/atomic"
)

// folder is the tree of files that a desk may read and write. Links that lead out of it
// are not followed, also if they are made while it is used.
type folder struct {
	path string
	root *os.Root

	above atomic.Pointer[sharedFile]
}

// sharedFile is the publication.toml in a folder above. Of that folder nothing else is written.
type sharedFile struct {
	name string // ../publication.toml or higher
	root *os.Root
}

// share lets the folder read and write the publication.toml that is so many folders above,
// and no other; 0: none.
func (f *folder) share(up int) error {
	var next *sharedFile
	if up > 0 {
		prefix := strings.Repeat("../", up)
		root, err := os.OpenRoot(filepath.Join(f.path, filepath.FromSlash(prefix)))
		if err != nil {
			return err
		}
		next = &sharedFile{prefix + publicationName, root}
	}
	if old := f.above.Swap(next); old != nil {
		old.root.Close()
	}
	return nil
}

// shared returns the name of the publication.toml in a folder above; empty: there is none.
func (f *folder) shared() string {
	if a := f.above.Load(); a != nil {
		return a.name
	}
	return ""
}

// publicationName is the name of the file with what issues share.
const publicationName = "publication.toml"

// at returns the root that a name belongs to, and its name there.
func (f *folder) at(name string) (*os.Root, string, error) {
	if a := f.above.Load(); a != nil && name == a.name {
		return a.root, publicationName, nil
	}
	local, err := clean(name)
	return f.root, local, err
}

func openFolder(name string) (*folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &folder{path: name, root: root}, nil
}

// close gives the folders back: Windows neither renames nor removes one that is open.
func (f *folder) close() {
	f.root.Close()
	if a := f.above.Swap(nil); a != nil {
		a.root.Close()
	}
}

// own is the folder of the desk below an issue's: history, wastebasket, temporary files.
const own = ".jianbao"

// clean returns a name below the folder in the form of the system.
func clean(name string) (string, error) {
	local := filepath.FromSlash(path.Clean(name))
	if name == "" || strings.Contains(name, "\x00") || !filepath.IsLocal(local) {
		return "", errOutside
	}
	return local, nil
}

// maxText is the limit of a text file, in bytes.
const maxText = 16 << 20

// read returns the content of a regular file.
func (f *folder) read(name string, limit int64) ([]byte, error) {
	root, local, err := f.at(name)
	if err != nil {
		return nil, err
	}
	info, err := root.Stat(local)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	if info.Size() > limit {
		return nil, fmt.Errorf("%s: %w", name, errLarge.of(limit>>20))
	}
	file, err := root.Open(local)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, limit))
}

// write writes a file below the folder by temporary file and rename; the folders above
// it are made.
func (f *folder) write(name string, data []byte) error {
	root, local, err := f.at(name)
	if err != nil {
		return err
	}
	if dir := filepath.Dir(local); dir != "." {
		if err := root.MkdirAll(dir, 0o777); err != nil {
			return err
		}
	}
	// The last step of the path must not be a link that leads out, nor may a folder
	// above it: the root resolves both.
	info, err := root.Lstat(local)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return &fs.PathError{Op: "write", Path: name, Err: fs.ErrInvalid}
	}
	return replace(root, local, data, info)
}

// replace writes a temporary file and renames it. Temporary files are in the desk's own
// folder, which is emptied of those that a kill left.
func replace(root *os.Root, local string, data []byte, old fs.FileInfo) (err error) {
	mode := fs.FileMode(0o666)
	if old != nil {
		mode = old.Mode().Perm()
	}
	if err := root.MkdirAll(filepath.Join(own, "tmp"), 0o777); err != nil {
		return err
	}
	temp := filepath.Join(own, "tmp", rand.Text())
	file, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			file.Close()
			root.Remove(temp)
		}
	}()
	if _, err = file.Write(data); err != nil {
		return err
	}
	if err = file.Sync(); err != nil {
		return err
	}
	if err = file.Close(); err != nil {
		return err
	}
	return root.Rename(temp, local)
}

// tidy removes the temporary files that a kill left.
func (f *folder) tidy() error {
	return errors.Join(f.root.RemoveAll(filepath.Join(own, "tmp")), f.root.RemoveAll(dropsFolder))
}

// digest identifies the bytes of a file.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return fmt.Sprintf("%x", sum[:16])
}
