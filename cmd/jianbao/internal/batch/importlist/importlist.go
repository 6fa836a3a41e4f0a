// Package importlist writes manifests for back issues that have none, from a
// spreadsheet that lists their articles.
package importlist

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/strict"
)

// MaxSize is the maximum size of a list in bytes.
const MaxSize = 32 << 20

// articlesFolder is the folder for articles in an issue's folder, as `jianbao
// init` creates it.
const articlesFolder = "articles"

// Read reads a list of at most MaxSize bytes. If it cannot be read, the reason is
// added to log and the error returned.
func Read(list string, log *diag.List) ([]byte, error) {
	raw, err := manifest.ReadFile(list, MaxSize)
	shown := filepath.ToSlash(list)
	var large *manifest.TooLargeError
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		log.Add("batch-path-missing", diag.Span{}, shown)
	case errors.As(err, &large):
		log.Add("file-too-large", diag.Whole(shown), shown, (large.Size+1<<20-1)>>20, MaxSize>>20)
	default:
		log.Add("file-unreadable", diag.Whole(shown), shown, diag.Cause(err))
	}
	return raw, err
}

// Run writes a manifest into folder for every issue of a list, and returns
// their paths in the order of the list. name is the list's name in messages.
//
// The list is CSV in UTF-8, UTF-16 or GB18030, separated by commas, semicolons
// or tabs. Its first row names the columns, in English or Chinese: title, year,
// number, date, section, article title, file, source, record. Each row is an
// article; rows with the same title, year and number form an issue, in the
// order of the list.
//
// Articles are not moved. The path of an issue's manifest is
//
//	{title}-{year}-{number}/issue.toml
//
// and the column file is relative to its folder; the files may be added later.
// If the files are elsewhere below folder, with paths relative to folder, the
// manifest is written to the deepest folder that contains all files of the
// issue: as issue.toml, or as {title}-{year}-{number}.toml if that is folder
// itself or the folder of several issues.
//
// Nothing is written if the list has errors: it must be repaired first. No file
// is overwritten; a manifest that already exists with the same content is kept
// and not returned. The error is a system error; manifests written before it
// are complete.
func Run(raw []byte, name, folder string, log *diag.List) (written []string, err error) {
	if len(raw) > MaxSize {
		log.Add("file-too-large", diag.Whole(name), name, (len(raw)+1<<20-1)>>20, MaxSize>>20)
		return nil, nil
	}
	if manifest.IsDocument(raw) {
		log.Add("import-format", diag.Whole(name), name)
		return nil, nil
	}
	before := log.Count(diag.Error)
	src, ok := manifest.DecodeText(name, raw, log)
	if !ok {
		return nil, nil
	}
	issues := read(src, log)
	if log.Count(diag.Error) > before {
		return nil, nil
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	planned := plan(issues, func(file string) bool {
		info, err := root.Stat(filepath.FromSlash(file))
		return err == nil && info.Mode().IsRegular()
	}, log)
	var fresh []target
	for _, t := range planned {
		switch there, err := statTarget(root, t); {
		case err != nil:
			return nil, err
		case there == different:
			log.Add("import-exists", t.issue.at, path.Join(filepath.ToSlash(folder), t.path))
		case there == absent:
			fresh = append(fresh, t)
		}
	}
	if log.Count(diag.Error) > before {
		return nil, nil
	}
	for _, t := range fresh {
		if err := write(root, t); err != nil {
			return written, err
		}
		written = append(written, filepath.Join(folder, filepath.FromSlash(t.path)))
	}
	return written, nil
}

// target is a manifest to write, at a path with slashes relative to the folder.
type target struct {
	issue *issue
	path  string
	text  []byte
}

// plan assigns a path to every manifest. exists reports whether there is a file
// at a path relative to the folder.
func plan(issues []*issue, exists func(string) bool, log *diag.List) []target {
	folders := make([]string, len(issues)) // of issues whose files are elsewhere; empty: a folder of its own
	own := make([]string, len(issues))
	count := map[string]int{}
	for k, i := range issues {
		own[k] = name.Clean(strings.ReplaceAll(i.title, "\n", "")+"-"+strconv.Itoa(i.year)+"-"+i.number, name.MaxBytes-len(".toml"))
		inOwn := func(f string) bool { return exists(path.Join(own[k], f)) }
		if !i.anyExists(inOwn) && i.anyExists(exists) {
			folders[k] = i.commonFolder()
			count[name.Fold(folders[k])]++
		}
	}
	taken := map[string]*issue{}
	var out []target
	for k, i := range issues {
		t := target{issue: i, path: own[k] + "/issue.toml"}
		base := own[k]
		if folders[k] != "" {
			base = folders[k]
			t.path = path.Join(base, "issue.toml")
			if base == "." || count[name.Fold(base)] > 1 {
				t.path = path.Join(base, own[k]+".toml")
			}
		}
		var below []string
		for _, s := range i.sections {
			for _, a := range s.articles {
				file, from := path.Join(base, a.file), a.file
				if folders[k] != "" {
					file, from = a.file, a.file
					if base != "." {
						from = strings.TrimPrefix(a.file, base+"/")
					}
				}
				if !exists(file) {
					log.Add("import-file-missing", a.at, file)
				}
				below = append(below, from)
			}
		}
		t.text = manifestOf(i, below)
		if len(t.text) > strict.MaxSize {
			log.Add("toml-too-large", i.at, (len(t.text)+1<<20-1)>>20, strict.MaxSize>>20)
		}
		folded := name.Fold(t.path)
		if other := taken[folded]; other != nil {
			log.Add("import-same-name", i.at, t.path, label(i), label(other))
		}
		taken[folded] = i
		out = append(out, t)
	}
	return out
}

func label(i *issue) string { return fmt.Sprintf("%s %d %s", i.title, i.year, i.number) }

// anyExists reports whether one of the issue's files exists.
func (i *issue) anyExists(exists func(string) bool) bool {
	for _, s := range i.sections {
		for _, a := range s.articles {
			if exists(a.file) {
				return true
			}
		}
	}
	return false
}

// commonFolder returns the deepest folder that contains all files of the issue,
// "." for the list's own; for a folder named articles, its parent.
func (i *issue) commonFolder() string {
	var common []string
	first := true
	for _, s := range i.sections {
		for _, a := range s.articles {
			dirs := strings.Split(a.file, "/")
			dirs = dirs[:len(dirs)-1]
			if first {
				common, first = dirs, false
			}
			n := 0
			for n < min(len(common), len(dirs)) && common[n] == dirs[n] {
				n++
			}
			common = common[:n]
		}
	}
	if n := len(common); n > 0 && strings.EqualFold(common[n-1], articlesFolder) {
		common = common[:n-1]
	}
	if len(common) == 0 {
		return "."
	}
	return strings.Join(common, "/")
}

// presence is the state of the path of a manifest to write.
type presence uint8

const (
	absent presence = iota
	same
	different
)

func statTarget(root *os.Root, t target) (presence, error) {
	info, err := root.Lstat(filepath.FromSlash(t.path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent, nil
	case errors.Is(err, syscall.ENOTDIR): // a file in place of a folder
		return different, nil
	case err != nil:
		return different, err
	case !info.Mode().IsRegular() || info.Size() != int64(len(t.text)):
		return different, nil
	}
	old, err := root.ReadFile(filepath.FromSlash(t.path))
	if err == nil && bytes.Equal(old, t.text) {
		return same, nil
	}
	return different, err
}

// write creates a file, which must not exist, and its parent folders.
func write(root *os.Root, t target) error {
	path := filepath.FromSlash(t.path)
	if err := root.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(t.text)
	if err == nil {
		err = f.Sync()
	}
	if err2 := f.Close(); err == nil {
		err = err2
	}
	if err != nil {
		root.Remove(path)
	}
	return err
}
