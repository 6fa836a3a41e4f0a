// Package find searches trees of back issues for manifests. Trees are not
// trusted: links are not followed, only regular files are opened, none is read
// beyond a limit, and unreadable files and folders are reported without ending
// the search.
package find

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// ManifestName is the file name that always denotes an issue.
const ManifestName = "issue.toml"

// bagDeclaration marks a folder as a bag (RFC 8493 2.1.1).
const bagDeclaration = "bagit.txt"

// Skip selects what is skipped in addition to bags, outputs of earlier batches
// and names that begin with a dot.
type Skip struct {
	Out string // output folder of the run; need not exist; empty: none
}

// Find returns every issue under the paths, ordered by path as given, then by
// key, each once by its real path.
//
// A path is a folder or a manifest. Key is the path from the folder to the
// manifest; for a manifest given directly, its folder's name and its own, so
// that the key depends on the archive and not on the current folder. Invalid
// UTF-8 in names is written as %FF in the key, because the journal cannot
// represent it. Two issues may have the same key; see Outputs of package name.
//
// An issue.toml is always an issue, even if it cannot be read: a worker reports
// the error in its row. A publication.toml is none. Other *.toml files are issues if they have schema or
// [issue] at the top level, are not valid TOML, or cannot be read. Links below
// a path are not followed; a path that is a link is.
//
// Findings about a path itself have codes that begin with "batch-path-". The
// error is a system error: the current folder does not exist.
func Find(paths []string, skip Skip, log *diag.List) ([]batch.Issue, error) {
	f := finder{log: log, seen: map[string]bool{}}
	if skip.Out != "" {
		f.out, _ = os.Stat(skip.Out) // a missing folder need not be skipped
	}
	before := log.Count(diag.Error)
	for _, p := range paths {
		if err := f.path(p); err != nil {
			return nil, err
		}
	}
	if len(f.issues) == 0 && log.Count(diag.Error) == before {
		log.Add("batch-nothing", diag.Span{}, shown(strings.Join(paths, " ")))
	}
	return f.issues, nil
}

type finder struct {
	log    *diag.List
	out    fs.FileInfo     // nil if there is none
	seen   map[string]bool // real paths of issues
	issues []batch.Issue
}

// shown returns a path as shown in messages.
func shown(p string) string { return filepath.ToSlash(p) }

// path searches one path of the command line.
func (f *finder) path(p string) error {
	full, err := filepath.Abs(p)
	if err != nil {
		return err
	}
	info, err := os.Stat(p)
	var real string
	if err == nil {
		real, err = filepath.EvalSymlinks(full)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.log.Add("batch-path-missing", diag.Span{}, shown(p))
		return nil
	case err != nil:
		f.log.Add("batch-path-unreadable", diag.Span{}, shown(p), diag.Cause(err))
		return nil
	case info.IsDir() && f.inOutput(real):
		f.log.Add("batch-path-output", diag.Span{}, shown(p))
		return nil
	case info.Mode().IsRegular():
		key := filepath.Base(full)
		if folder := filepath.Base(filepath.Dir(full)); folder != string(filepath.Separator) && folder != "." {
			key = folder + "/" + key
		}
		if manifest.IsPublication(full) {
			f.log.Add("batch-path-publication", diag.Span{}, shown(p))
			return nil
		}
		f.add([]batch.Issue{{Root: p, Key: validKey(key), Path: p, Real: real, Tree: filepath.Dir(real)}})
		return nil
	case !info.IsDir():
		f.log.Add("batch-path-kind", diag.Span{}, shown(p))
		return nil
	}
	w := walker{finder: f, root: p, real: real}
	w.folder("")
	slices.SortStableFunc(w.found, func(a, b batch.Issue) int {
		return cmp.Or(strings.Compare(a.Key, b.Key), strings.Compare(a.Path, b.Path))
	})
	f.add(w.found)
	return nil
}

// inOutput reports whether a folder is the output or inside it.
func (f *finder) inOutput(real string) bool {
	for f.out != nil {
		if f.isOutput(real) {
			return true
		}
		up := filepath.Dir(real)
		if up == real {
			break
		}
		real = up
	}
	return false
}

// isOutput compares by name: on some file systems under Windows the data of a
// directory entry do not identify the file.
func (f *finder) isOutput(folder string) bool {
	if f.out == nil {
		return false
	}
	info, err := os.Stat(folder)
	return err == nil && os.SameFile(info, f.out)
}

func (f *finder) add(found []batch.Issue) {
	for _, issue := range found {
		if !f.seen[issue.Real] {
			f.seen[issue.Real] = true
			f.issues = append(f.issues, issue)
		}
	}
}

// walker walks one tree.
type walker struct {
	*finder
	root, real string // as given; after links, absolute
	found      []batch.Issue
}

// folder searches a folder relative to the root, "" for the root itself. Names
// that begin with a dot are skipped, including the files ._issue.toml that
// macOS writes to foreign disks.
func (w *walker) folder(below string) {
	name := filepath.Join(w.root, below)
	entries, err := os.ReadDir(name) // entries read before the error are used
	if err != nil {
		w.log.Add("batch-folder-unreadable", diag.Whole(shown(name)), shown(name), diag.Cause(err))
	}
	if below != "" && slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		return e.Name() == bagDeclaration || e.Name() == batch.StateDir && e.IsDir() && holdsState(filepath.Join(name, e.Name()))
	}) {
		return
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || !e.IsDir() && manifest.IsPublication(e.Name()) {
			continue
		}
		sub := filepath.Join(below, e.Name())
		switch {
		case e.IsDir():
			if !w.isOutput(filepath.Join(w.root, sub)) {
				w.folder(sub)
			}
		case e.Type()&fs.ModeSymlink != 0:
			w.link(sub)
		case strings.EqualFold(e.Name(), ManifestName):
			w.issue(sub)
		case strings.EqualFold(filepath.Ext(e.Name()), ".toml"):
			w.other(sub, e)
		}
	}
}

// holdsState reports whether a StateDir is that of a batch. The editor's desk has a folder
// of this name, too, in the folders of issues.
func holdsState(dir string) bool {
	return slices.ContainsFunc(batch.StateFiles(), func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil
	})
}

// link reports a link that was not followed and could lead to issues.
func (w *walker) link(below string) {
	name := filepath.Join(w.root, below)
	info, err := os.Stat(name)
	if strings.EqualFold(filepath.Ext(below), ".toml") || err == nil && info.IsDir() {
		w.log.Add("batch-link", diag.Whole(shown(name)), shown(name))
	}
}

func (w *walker) issue(below string) {
	w.found = append(w.found, batch.Issue{
		Root: w.root,
		Key:  validKey(filepath.ToSlash(below)),
		Path: filepath.Join(w.root, below),
		Real: filepath.Join(w.real, below),
		Tree: w.real,
	})
}

// other decides whether a *.toml other than issue.toml is an issue.
func (w *walker) other(below string, e fs.DirEntry) {
	name := filepath.Join(w.root, below)
	if !e.Type().IsRegular() {
		w.log.Add("batch-toml-kind", diag.Whole(shown(name)), shown(name))
		return
	}
	is, err := isManifest(name)
	var large *largeError
	switch {
	case errors.As(err, &large):
		w.log.Add("batch-toml-large", diag.Whole(shown(name)), shown(name), large.size>>10)
	case is || err != nil:
		w.issue(below)
	}
}

// validKey returns a key with invalid UTF-8 written as %FF.
func validKey(key string) string {
	if utf8.ValidString(key) {
		return path.Clean(key)
	}
	var b strings.Builder
	for i := 0; i < len(key); {
		r, n := utf8.DecodeRuneInString(key[i:])
		if r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, "%%%02X", key[i])
		} else {
			b.WriteString(key[i : i+n])
		}
		i += n
	}
	return path.Clean(b.String())
}
