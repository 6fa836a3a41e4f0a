package store

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"jianbao/cmd/jianbao/internal/batch"
)

// disk performs durable operations on the output. Names are relative to the
// output, with slashes.
type disk struct {
	files batch.Files
	out   string

	mu      sync.Mutex
	made    map[string]bool // folders created by runs, which may be removed when they are empty
	durable map[string]bool // folders whose entries in their parents this process has synced
}

// File is a file written next to the PDF of an issue, or by Put.
type File struct {
	Name string // relative to the output, with slashes
	Data []byte
	From func(io.Writer) error // writes the content if Data is nil, for files too large for memory
}

func newDisk(files batch.Files, out string) *disk {
	return &disk{files: files, out: filepath.Clean(out), made: map[string]bool{}, durable: map[string]bool{".": true}}
}

func (d *disk) path(name string) string { return filepath.Join(d.out, filepath.FromSlash(name)) }

// begin creates the output and its StateDir. Existing folders are synced into
// their parents if possible: an earlier run may have been stopped just after
// creating them.
func (d *disk) begin() error {
	absent := map[string]bool{}
	var chain []string
	for name := d.out; filepath.Dir(name) != name; name = filepath.Dir(name) {
		_, err := d.files.Stat(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return system(err)
		}
		absent[name] = err != nil
		chain = append(chain, name)
	}
	if err := d.files.MkdirAll(d.path(batch.StateDir)); err != nil {
		return system(err)
	}
	for _, name := range chain {
		if err := d.files.SyncDir(filepath.Dir(name)); err != nil && absent[name] {
			return system(err)
		}
	}
	return system(d.files.SyncDir(d.out))
}

// makeFolder creates a folder durably.
func (d *disk) makeFolder(folder string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.durable[folder] {
		return nil
	}
	if err := d.files.MkdirAll(d.path(folder)); err != nil {
		return system(err)
	}
	for ; !d.durable[folder]; folder = path.Dir(folder) {
		if err := d.files.SyncDir(d.path(path.Dir(folder))); err != nil {
			return system(err)
		}
		d.durable[folder] = true
	}
	return nil
}

// missing returns the folders of the names that do not exist, sorted.
func (d *disk) missing(names []string) ([]string, error) {
	seen := map[string]bool{".": true}
	var absent []string
	for _, name := range names {
		for folder := path.Dir(name); !seen[folder]; folder = path.Dir(folder) {
			seen[folder] = true
			_, err := d.files.Stat(d.path(folder))
			switch {
			case errors.Is(err, fs.ErrNotExist):
				absent = append(absent, folder)
			case err != nil:
				return nil, system(err)
			}
		}
	}
	slices.Sort(absent)
	return absent, nil
}

func (d *disk) remember(folders []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, folder := range folders {
		d.made[folder] = true
	}
}

// forget removes from made the folders that no longer exist and that none of
// the names needs.
func (d *disk) forget(names []string) {
	needed := map[string]bool{".": true}
	for _, name := range names {
		for folder := path.Dir(name); !needed[folder]; folder = path.Dir(folder) {
			needed[folder] = true
		}
	}
	maps.DeleteFunc(d.made, func(folder string, _ bool) bool {
		if needed[folder] {
			return false
		}
		_, err := d.files.Stat(d.path(folder))
		return errors.Is(err, fs.ErrNotExist)
	})
}

// Temporary files are in the folder of their targets. Their names contain a
// hash of the target's name, so that they are short.
const (
	temporaryPrefix = ".jianbao-"
	temporarySuffix = ".tmp"
	temporaryDigits = 16
)

func (d *disk) temporary(name string) (batch.File, string, error) {
	sum := sha256.Sum256([]byte(name))
	base := temporaryPrefix + hex.EncodeToString(sum[:])[:temporaryDigits] + temporarySuffix
	temp := filepath.Join(filepath.Dir(d.path(name)), base)
	f, err := d.files.Create(temp)
	return f, temp, system(err)
}

func isTemporary(base string) bool {
	digits, ok := strings.CutPrefix(base, temporaryPrefix)
	digits, found := strings.CutSuffix(digits, temporarySuffix)
	return ok && found && len(digits) == temporaryDigits && strings.Trim(digits, "0123456789abcdef") == ""
}

// write writes files, replacing existing ones, durably. If it fails, some of
// them may have been written, each completely.
func (d *disk) write(files []File) (err error) {
	temps := make([]string, 0, len(files))
	renamed := 0
	defer func() {
		if err != nil {
			for _, temp := range temps[renamed:] {
				d.files.Remove(temp)
			}
		}
	}()
	for _, file := range files {
		if err := d.makeFolder(path.Dir(file.Name)); err != nil {
			return err
		}
		f, temp, err := d.temporary(file.Name)
		if err != nil {
			return err
		}
		temps = append(temps, temp)
		if err := file.write(f); err != nil {
			f.Close()
			return err
		}
		if err := f.Close(); err != nil {
			return system(err)
		}
	}
	folders := map[string]bool{}
	for i, file := range files {
		if err := d.files.Rename(temps[i], d.path(file.Name)); err != nil {
			return system(err)
		}
		renamed++
		folders[path.Dir(file.Name)] = true
	}
	return d.sync(folders)
}

func (file *File) write(f batch.File) error {
	if file.From == nil {
		return write(f, file.Data)
	}
	w := bufio.NewWriterSize(f, 64<<10)
	if err := file.From(w); err != nil {
		return system(err)
	}
	if err := w.Flush(); err != nil {
		return system(err)
	}
	return system(f.Sync())
}

// write writes data to f, syncs and closes it.
func write(f batch.File, data []byte) error {
	n, err := f.Write(data)
	if err == nil && n < len(data) {
		err = io.ErrShortWrite
	}
	if err == nil {
		err = f.Sync()
	}
	return system(err)
}

// sync syncs the folders that exist.
func (d *disk) sync(folders map[string]bool) error {
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		if err := d.files.SyncDir(d.path(folder)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return system(err)
		}
	}
	return nil
}

// remove removes files and returns those that existed. Folders are synced even
// if no file existed: an earlier run may have been stopped between removing and
// syncing.
func (d *disk) remove(names []string) (removed []string, err error) {
	folders := map[string]bool{}
	for _, name := range names {
		info, err := d.files.Stat(d.path(name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return removed, system(err)
		}
		folders[path.Dir(name)] = true
		if err != nil || info.IsDir() { // folders are not outputs
			continue
		}
		if err := d.files.Remove(d.path(name)); err != nil {
			return removed, system(err)
		}
		removed = append(removed, name)
	}
	return removed, d.sync(folders)
}

// removeTemporary removes temporary files that a stopped run left in the names' folders.
func (d *disk) removeTemporary(names []string) error {
	folders := map[string]bool{}
	for _, name := range names {
		folders[path.Dir(name)] = true
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		list, err := d.files.ReadDir(d.path(folder))
		if errors.Is(err, fs.ErrNotExist) {
			delete(folders, folder)
			continue
		}
		if err != nil {
			return system(err)
		}
		for _, entry := range list {
			if isTemporary(entry.Name()) && !entry.IsDir() {
				if err := d.files.Remove(d.path(path.Join(folder, entry.Name()))); err != nil {
					return system(err)
				}
			}
		}
	}
	return d.sync(folders)
}

// prune removes empty folders that runs have created.
func (d *disk) prune() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	parents := map[string]bool{}
	made := slices.Sorted(maps.Keys(d.made))
	for _, folder := range slices.Backward(made) { // contents before their folder
		list, err := d.files.ReadDir(d.path(folder))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			parents[path.Dir(folder)] = true
			continue
		case err != nil:
			return system(err)
		case len(list) > 0:
			continue
		}
		if err := d.files.Remove(d.path(folder)); err != nil {
			return system(err)
		}
		delete(d.durable, folder)
		delete(parents, folder)
		parents[path.Dir(folder)] = true
	}
	return d.sync(parents)
}
