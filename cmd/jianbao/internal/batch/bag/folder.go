package bag

import (
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// maxDepth bounds the depth to which folders are walked. Existing trees do not
// come near it.
const maxDepth = 100

// ErrNotRegular is returned for links, pipes and other files that are not
// regular.
var ErrNotRegular = errors.New("not a regular file")

// ErrTooDeep is returned for folders nested more than maxDepth deep.
var ErrTooDeep = fmt.Errorf("folders nested more than %d deep", maxDepth)

// Walk calls file for every regular file below a folder ("." for root), and
// irregular for everything else that is not a folder and for unreadable
// folders, in lexical order of paths with slashes. Links are not followed.
func Walk(root *os.Root, folder string, file func(name string), irregular func(name string, err error)) {
	walk(root, folder, 0, file, irregular)
}

func walk(root *os.Root, folder string, depth int, file func(string), irregular func(string, error)) {
	if depth > maxDepth {
		irregular(folder, ErrTooDeep)
		return
	}
	list, err := ReadDir(root, folder)
	if err != nil {
		irregular(folder, err)
		return
	}
	for _, e := range list {
		name := path.Join(folder, e.Name())
		switch {
		case e.IsDir():
			walk(root, name, depth+1, file, irregular)
		case e.Type().IsRegular():
			file(name)
		default:
			irregular(name, ErrNotRegular)
		}
	}
}

// ReadDir lists a folder below root, sorted like paths: a folder sorts as its
// name with a slash.
func ReadDir(root *os.Root, folder string) ([]fs.DirEntry, error) {
	f, err := root.OpenFile(filepath.FromSlash(folder), os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	key := func(e fs.DirEntry) string {
		if e.IsDir() {
			return e.Name() + "/"
		}
		return e.Name()
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int {
		switch x, y := key(a), key(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return list, err
}

// Open opens a regular file below root, whose name has slashes. For any other
// kind of file it returns ErrNotRegular without blocking.
func Open(root *os.Root, name string) (f *os.File, size int64, err error) {
	f, err = root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|nonBlocking, 0)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = ErrNotRegular
	}
	if err != nil {
		f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// Read returns the content of a file; more than limit bytes are an error.
func Read(root *os.Root, name string, limit int64) ([]byte, error) {
	f, _, err := Open(root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("more than %d MB", limit>>20)
	}
	return data, err
}

// Sums reads a file once and returns its digests in hexadecimal, one for each
// algorithm, and its size in bytes. The content is also written to the writers.
func Sums(root *os.Root, name string, algorithms []string, also ...io.Writer) (sums []string, size int64, err error) {
	f, _, err := Open(root, name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	hashes := make([]hash.Hash, len(algorithms))
	for i, a := range algorithms {
		hashes[i] = newHash(a)
		also = append(also, hashes[i])
	}
	size, err = io.Copy(io.MultiWriter(also...), f)
	if err != nil {
		return nil, 0, err
	}
	return sumsOf(hashes), size, nil
}
