package verify

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/bag"
)

// maxPDF bounds the size of PDFs that are inspected, in bytes. Of larger ones
// only the checksum is verified.
const maxPDF = 256 << 20

// maxRecord bounds the size of sidecars and reports, in bytes. A report has at
// most some thousand findings.
const maxRecord = 32 << 20

// sum512 holds the SHA-512 of a file in hexadecimal, and its size in bytes.
type sum512 struct {
	hex  string
	size int64
}

// limitedBuffer keeps the data written to it, up to a limit.
type limitedBuffer struct {
	data  []byte
	limit int64 // in bytes
	over  bool  // more than limit was written, or will be
}

func (k *limitedBuffer) Write(p []byte) (int, error) {
	if k.over = k.over || int64(len(k.data)+len(p)) > k.limit; !k.over {
		k.data = append(k.data, p...)
	}
	return len(p), nil
}

// read reads a file once and returns its checksums and size. If the file is a
// PDF, it calls inspect with the content. It reports nothing if the file cannot
// be read.
func (v *verifier) read(name string, algorithms []string, inspect func(data []byte, sum sum512)) ([]string, int64, error) {
	info, err := v.regular(name)
	if err != nil {
		return nil, 0, err
	}
	isPDF := strings.EqualFold(path.Ext(name), ".pdf")
	if !isPDF {
		sums, size, err := bag.Sums(v.root, name, algorithms)
		v.count(size, err)
		return sums, size, err
	}
	kept := limitedBuffer{data: v.pdf[:0], limit: v.maxPDF, over: info.Size() > v.maxPDF}
	if !kept.over {
		kept.data = slices.Grow(kept.data, int(info.Size()))
	}
	// The checksum used in sidecar and journal may not be among the requested ones.
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

// regular returns an error unless the name is that of a regular file; links are
// not.
func (v *verifier) regular(name string) (fs.FileInfo, error) {
	info, err := v.root.Lstat(filepath.FromSlash(name))
	if err == nil && !info.Mode().IsRegular() {
		err = bag.ErrNotRegular
	}
	return info, err
}

// hasFile reports whether there is a regular file of that name.
func (v *verifier) hasFile(name string) bool {
	_, err := v.regular(name)
	return err == nil
}

// unreadable reports why a file could not be read, and where it is listed.
func (v *verifier) unreadable(name, listed string, err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.found("complete-file-missing", name, listed)
	case errors.Is(err, bag.ErrNotRegular):
		if v.odd[name] {
			return
		}
		if v.odd == nil {
			v.odd = map[string]bool{}
		}
		v.odd[name] = true
		v.found("safe-not-regular", name)
	default:
		v.found("usable-unreadable", name, bag.Reason(err))
	}
}
