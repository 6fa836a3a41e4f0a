// Package polling finds changes of files by looking at them again and again:
// notifications of the system do not reach network drives.
package polling

import (
	"errors"
	"hash/maphash"
	"io/fs"
	"os"
	"slices"

	"jianbao/content/manifest"
)

// Set is the files that an issue was read from, as they were then, with those that were
// looked for in vain.
type Set struct {
	files map[string]*file
	names []string // in the order of reading
}

// file is what is known of a file.
type file struct {
	info   fs.FileInfo // before it was read; nil: there was none
	failed bool        // it is there and could not be read: another program may hold it
	sum    uint64      // of its bytes, if it was read
	data   []byte      // of a font, which is kept for the next build
	fresh  bool        // it has changed since the build before
}

// NewSet returns an empty set.
func NewSet() *Set { return &Set{files: map[string]*file{}} }

// seed makes sums that are compared within one process.
var seed = maphash.MakeSeed()

// Recorder is a reader that records in Set what is read. Fonts that are as they were in
// Before are not read again: the same bytes are returned, so that an engine can keep its
// faces.
type Recorder struct {
	manifest.Reader
	Set    *Set
	Before *Set // nil: there was no build before
}

// Record returns a recorder of the files on disk of the issue with a manifest, and a
// function that closes them.
func Record(path string, set, before *Set) (*Recorder, func()) {
	disk := manifest.NewDisk(path)
	return &Recorder{Reader: disk, Set: set, Before: before}, func() { disk.Close() }
}

// OnDisk reports that names of files are paths, see manifest.Disk.
func (r *Recorder) OnDisk() bool { return true }

// Read implements manifest.Reader.
func (r *Recorder) Read(kind manifest.Kind, name string, limit int) ([]byte, error) {
	now := stat(name)
	var old *file
	if r.Before != nil {
		old = r.Before.files[name]
	}
	if old != nil && old.data != nil && len(old.data) <= limit && same(old.info, now) {
		kept := *old
		kept.fresh = false
		r.Set.add(name, &kept)
		return old.data, nil
	}
	data, err := r.Reader.Read(kind, name, limit)
	f := &file{info: now, failed: err != nil && !errors.Is(err, fs.ErrNotExist), fresh: old == nil || !same(old.info, now)}
	if err == nil {
		f.sum = maphash.Bytes(seed, data)
		if kind == manifest.KindFont {
			f.data = data
		}
	}
	r.Set.add(name, f)
	return data, err
}

func (s *Set) add(name string, f *file) {
	if s.files[name] == nil {
		s.names = append(s.names, name)
		s.files[name] = f
	}
}

// Names returns the names of the files, in the order of reading.
func (s *Set) Names() []string { return slices.Clone(s.names) }

// stat returns what is known of a file without reading it; nil if it is not there.
func stat(name string) fs.FileInfo {
	info, err := os.Stat(name)
	if err != nil {
		return nil
	}
	return info
}

// same reports whether a file is the same with the same content, as far as can be told
// without reading it: a file that was replaced by one of equal size and time is another.
func same(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && a.Mode() == b.Mode() && os.SameFile(a, b)
}

// Changed reports whether a file is no longer as it was when it was read.
func (s *Set) Changed() bool {
	for _, name := range s.names {
		f := s.files[name]
		if !same(f.info, stat(name)) || f.failed && readable(name) {
			return true
		}
	}
	return false
}

// readable reports whether a file that could not be read can be now.
func readable(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}

// Recheck reads the files that had changed before the build again, once, and reports
// whether the bytes of one are others: a file system whose times are coarse does not show
// a second change soon after the first.
func (s *Set) Recheck() bool {
	for _, name := range s.names {
		f := s.files[name]
		if !f.fresh || f.info == nil || f.failed {
			continue
		}
		f.fresh = false
		if data, err := manifest.ReadFile(name, int(f.info.Size())); err != nil || maphash.Bytes(seed, data) != f.sum {
			return true
		}
	}
	return false
}

// Look is the state of the files of a set at one time.
type Look []fs.FileInfo

// Look looks at the files now.
func (s *Set) Look() Look {
	out := make(Look, len(s.names))
	for i, name := range s.names {
		out[i] = stat(name)
	}
	return out
}

// Equal reports whether nothing has changed between two looks: no file is still growing.
func (l Look) Equal(other Look) bool { return slices.EqualFunc(l, other, same) }
