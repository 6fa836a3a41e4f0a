package verify

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/bag"
)

// maxPDF bounds the PDFs that are looked into, in bytes. Larger ones have their
// checksum tested and nothing else.
const maxPDF = 256 << 20

// maxRecord bounds metadata and reports, in bytes. A report has at most some
// thousand findings.
const maxRecord = 32 << 20

// sum512 is a file that was read: its checksum in hexadecimal, and its size.
type sum512 struct {
	hex  string
	size int64
}

// keeper keeps what is written to it, up to a limit.
type keeper struct {
	data []byte
	over bool
}

func (k *keeper) Write(p []byte) (int, error) {
	if k.over = k.over || len(k.data)+len(p) > maxPDF; !k.over {
		k.data = append(k.data, p...)
	}
	return len(p), nil
}

// read reads a file once: its checksums, and, of a PDF, what it holds, which is
// looked into by inspect. It tells nothing of the file itself if it cannot be
// read.
func (v *verifier) read(name string, algorithms []string, inspect func(data []byte, sum sum512)) ([]string, int64, error) {
	if err := v.regular(name); err != nil {
		return nil, 0, err
	}
	isPDF := strings.EqualFold(path.Ext(name), ".pdf")
	if !isPDF {
		sums, size, err := bag.Sums(v.root, name, algorithms)
		v.count(size, err)
		return sums, size, err
	}
	kept := keeper{data: v.pdf[:0]}
	// The checksum that metadata and journal have may not be among those asked for.
	sums, size, err := bag.Sums(v.root, name, append(algorithms[:len(algorithms):len(algorithms)], "sha512"), &kept)
	v.pdf = kept.data
	v.count(size, err)
	if err != nil {
		return nil, 0, err
	}
	last := len(sums) - 1
	if kept.over {
		v.pdf = nil
		v.found("usable-pdf-large", name, size>>20)
	} else {
		inspect(kept.data, sum512{sums[last], size})
	}
	return sums[:last], size, nil
}

func (v *verifier) count(size int64, err error) {
	if err == nil {
		v.sum.Files++
		v.sum.Bytes += size
	}
}

// regular refuses what is no regular file, links too.
func (v *verifier) regular(name string) error {
	info, err := v.root.Lstat(filepath.FromSlash(name))
	if err == nil && !info.Mode().IsRegular() {
		err = bag.ErrNotRegular
	}
	return err
}

// unreadable tells why a file could not be read, and who says that it should be
// there.
func (v *verifier) unreadable(name, listed string, err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.found("complete-file-missing", name, listed)
	case errors.Is(err, bag.ErrNotRegular):
		v.found("safe-not-regular", name)
	default:
		v.found("usable-unreadable", name, bag.Reason(err))
	}
}
