package manifest

import (
	"os"
	"time"
)

// Kept keeps the files that it reads from a disk: a file with the size and the time that
// it had is not read again, and the same slice is returned. It is for programs that read
// an issue again and again. It is not safe for concurrent use. The zero value keeps
// nothing yet.
type Kept struct{ files map[string]keptFile }

// keptFile is a file as it was read.
type keptFile struct {
	size int64
	time time.Time
	data []byte
}

// settled is the age from which on a file's time tells whether it changed: one that was
// written a moment ago may change again within the resolution of its time.
const settled = 2 * time.Second

// Over returns a reader of a disk that keeps what it reads.
func (k *Kept) Over(disk *Disk) Reader { return keeping{disk, k} }

// keeping is a reader of a disk that keeps what it reads.
type keeping struct {
	*Disk
	kept *Kept
}

// Read implements Reader.
func (r keeping) Read(kind Kind, name string, limit int) ([]byte, error) {
	info, err := os.Stat(name)
	if err == nil && info.Mode().IsRegular() {
		if old, ok := r.kept.files[name]; ok && old.size == info.Size() && old.time.Equal(info.ModTime()) && len(old.data) <= limit {
			return old.data, nil
		}
	}
	data, failed := r.Disk.Read(kind, name, limit)
	delete(r.kept.files, name)
	if failed == nil && err == nil && time.Since(info.ModTime()) > settled {
		if r.kept.files == nil {
			r.kept.files = map[string]keptFile{}
		}
		r.kept.files[name] = keptFile{size: info.Size(), time: info.ModTime(), data: data}
	}
	return data, failed
}
