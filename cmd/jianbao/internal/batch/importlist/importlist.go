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
	"slices"
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

// Options are the choices of Run.
type Options struct {
	// Values hold where the list has none, by the names of Settable.
	Values map[string]string
	// Update has manifests rewritten that Run wrote earlier and nobody has edited.
	Update bool
}

// Run writes a manifest into folder for every issue of a list, and returns
// their paths in the order of the list. name is the list's name in messages.
//
// The list is the first visible sheet of a workbook (.xlsx), or CSV in UTF-8, UTF-16 or
// GB18030, separated by commas, semicolons or tabs. Its first row names the columns, in
// English or Chinese (see columns). Each row is an article; rows with the same title,
// year and number form an issue, in the order of the list.
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
// is overwritten, but as opt.Update says; a manifest that already exists with the same
// content is kept and not returned. The error is a system error; manifests written
// before it are complete.
func Run(raw []byte, name, folder string, opt Options, log *diag.List) (written []string, err error) {
	if len(raw) > MaxSize {
		log.Add("file-too-large", diag.Whole(name), name, (len(raw)+1<<20-1)>>20, MaxSize>>20)
		return nil, nil
	}
	before := log.Count(diag.Error)
	src, ok := source(name, raw, log)
	if !ok {
		return nil, nil
	}
	issues := read(src, opt.Values, log)
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
		case there == edited && opt.Update:
			log.Add("import-edited", t.issue.at, path.Join(filepath.ToSlash(folder), t.path))
		case there == edited, there == unedited && !opt.Update:
			log.Add("import-exists", t.issue.at, path.Join(filepath.ToSlash(folder), t.path))
		case there == absent, there == unedited:
			t.replaces = there == unedited
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
	issue    *issue
	path     string
	text     []byte
	replaces bool // a manifest that nobody has edited
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
		below := func(file string) string {
			if folders[k] != "" && base != "." {
				return strings.TrimPrefix(file, base+"/")
			}
			return file
		}
		for _, a := range i.all() {
			for n, file := range a.files() {
				at := a.at
				if n > 0 {
					at = a.picturesAt
				}
				if folders[k] == "" {
					file = path.Join(base, file)
				}
				if !exists(file) {
					log.Add("import-file-missing", at, file)
				}
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

// all returns the articles of the issue.
func (i *issue) all() (articles []*article) {
	for k := range i.sections {
		for n := range i.sections[k].articles {
			articles = append(articles, &i.sections[k].articles[n])
		}
	}
	return articles
}

// anyExists reports whether one of the articles' files exists.
func (i *issue) anyExists(exists func(string) bool) bool {
	return slices.ContainsFunc(i.all(), func(a *article) bool { return exists(a.file) })
}

// commonFolder returns the deepest folder that contains all files of the issue,
// "." for the list's own; for a folder named articles, its parent.
func (i *issue) commonFolder() string {
	var common []string
	first := true
	for _, a := range i.all() {
		for _, file := range a.files() {
			dirs := strings.Split(file, "/")
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
	absent   presence = iota
	same              // with the same content
	unedited          // a manifest with other content that Run wrote, as it was
	edited            // anything else
)

func statTarget(root *os.Root, t target) (presence, error) {
	info, err := root.Lstat(filepath.FromSlash(t.path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent, nil
	case errors.Is(err, syscall.ENOTDIR): // a file in place of a folder
		return edited, nil
	case err != nil:
		return edited, err
	case !info.Mode().IsRegular() || info.Size() > strict.MaxSize:
		return edited, nil
	}
	old, err := root.ReadFile(filepath.FromSlash(t.path))
	if err != nil {
		return edited, err
	}
	rest, as := unsigned(old)
	switch want, _ := unsigned(t.text); {
	case bytes.Equal(rest, want):
		return same, nil
	case as:
		return unedited, nil
	}
	return edited, nil
}

// write creates a file and its parent folders. The file must not exist unless it is
// replaced.
func write(root *os.Root, t target) error {
	path := filepath.FromSlash(t.path)
	if err := root.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	if !t.replaces {
		return create(root, path, t.text)
	}
	temporary := path + ".new"
	if err := create(root, temporary, t.text); err != nil {
		return err
	}
	err := root.Rename(temporary, path)
	if err != nil {
		root.Remove(temporary)
	}
	return err
}

// create writes a file that must not exist.
func create(root *os.Root, path string, text []byte) error {
	f, err := root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
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
