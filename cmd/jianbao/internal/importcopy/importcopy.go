// Package importcopy makes files and entries of an issue of what an office has:
// documents of Word and WPS, texts, pictures, and folders of them.
package importcopy

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"jianbao/content/diag"
	"jianbao/content/strict"
)

// ManifestName is the name of the manifest in an issue's folder.
const ManifestName = "issue.toml"

// The folders in an issue's folder.
const (
	articlesFolder = "articles"
	photosFolder   = "photos"
	tablesFolder   = "tables"
)

// Options are the choices of Run.
type Options struct {
	Section string // title of the section; empty: 稿件
	// Values are those of a new manifest, by the names of Settable.
	Values  map[string]string
	Copies  bool   // documents are copied as they are, not written as Markdown
	Changes string // accept or reject: what is done with tracked changes; empty: they are errors
	// Split says at what one document is divided into articles: SplitHeadings,
	// SplitManifest or the path of a file with a title on each line; empty: at nothing.
	Split string
	// Day is the date of a new manifest without one.
	Day  time.Time
	Lang diag.Lang // of the texts of a new manifest
	// Dry has nothing written.
	Dry bool
	// Free gives a file another name where there is one of its name that is different;
	// else that is an error.
	Free bool
}

// Settable returns the names of the values that a new manifest may be given.
func Settable() []string {
	return []string{"title", "issuer", "lang", "year", "number", "date", "total", "label"}
}

// Result is what Run did.
type Result struct {
	Written []string // files, with the manifest last
	Files   []File   // the same files; also what would have been written
	Photos  []string // paths of pictures given by themselves that no article of the run has
	// Convert holds command lines that convert documents of old formats.
	Convert []string
}

// File is a file of the issue.
type File struct {
	Path string // relative to the folder, with slashes
	Data []byte
}

// Run adds the articles of inputs, files and folders, to the issue in a folder, which need
// not exist. Each article becomes a file in articles, with its pictures in photos and its
// large tables in tables, and an entry in the manifest, which is created if there is none.
// No file is overwritten, and what was imported before is not imported again.
//
// An article that cannot be imported is left out; its errors are added to log. The error
// is a system error; files written before it are complete, and Run can be repeated.
func Run(inputs []string, folder string, opt Options, log *diag.List) (Result, error) {
	if opt.Section == "" {
		opt.Section = "稿件"
	}
	m := &importer{folder: folder, opt: opt, log: log, taken: map[string]string{}, known: map[string]bool{}}
	if !m.readManifest() {
		return Result{}, nil
	}
	files := m.gather(inputs)
	if opt.Split != "" {
		m.split(files)
	} else {
		for i := range files {
			m.file(&files[i])
		}
	}
	return m.write()
}

// importer is the state of Run.
type importer struct {
	folder   string
	opt      Options
	log      *diag.List
	manifest *diag.Source      // as it is; nil: there is none
	root     *strict.Table     // of manifest
	header   string            // of a new manifest
	day      string            // the date in it
	known    map[string]bool   // sums of documents that were imported before or in this run
	taken    map[string]string // names of this run, folded, to the path of their input
	articles []*article
	photos   []given // given by themselves
	replaced []edit  // of the manifest
	convert  map[string][]string
}

// output is a file to write, at a path with slashes relative to the folder.
type output struct {
	path string
	data []byte
}

// given is a picture that is given by itself.
type given struct {
	output
	of *file
}

// article is an article to add.
type article struct {
	outputs []output // its file is the first
	entry   string   // of the manifest, without a line end before it
}

// edit is a text that is inserted into the manifest.
type edit struct {
	at   int
	text string
}

// readManifest reads the manifest of the issue; ok is false if there is one that is not
// valid.
func (m *importer) readManifest() (ok bool) {
	name := filepath.Join(m.folder, ManifestName)
	raw, err := os.ReadFile(name)
	shown := filepath.ToSlash(name)
	if errors.Is(err, fs.ErrNotExist) {
		m.header = m.newHeader()
		return !m.log.HasErrors()
	}
	if err != nil {
		m.log.Add("file-unreadable", diag.Whole(shown), shown, diag.Cause(err))
		return false
	}
	for range m.opt.Values {
		m.log.Add("import-values-unused", diag.Whole(shown), shown)
		break
	}
	m.root, ok = strict.Read(shown, raw, m.log)
	if !ok {
		return false
	}
	m.manifest = m.root.Span().Source
	for _, at := range imported().FindAllSubmatch(raw, -1) {
		m.known[string(at[1])] = true
	}
	return true
}

// exists returns the state of a file of the issue: absent, the same or another.
func (m *importer) exists(o *output) presence {
	data, err := os.ReadFile(filepath.Join(m.folder, filepath.FromSlash(o.path)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent
	case err == nil && string(data) == string(o.data):
		return same
	}
	return different
}

// presence is the state of a file to write.
type presence uint8

const (
	absent presence = iota
	same
	different
)

// shown returns the path of a file of the issue for messages.
func (m *importer) shown(below string) string {
	return path.Join(filepath.ToSlash(m.folder), below)
}
