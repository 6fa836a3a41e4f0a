package desk

import (
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch/importlist"
	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// issueInfo is an issue on the shelf.
type issueInfo struct {
	Folder string `json:"folder"` // below the desk's, "." for its own
	Name   string `json:"name"`   // of the folder
	Title  string `json:"title"`
	Number string `json:"number"`
	Date   string `json:"date"`
	Year   int    `json:"year"`
	State  string `json:"state"` // of its finished files: draft, built, changed
}

// Limits of a shelf.
const (
	shelfDepth  = 4
	shelfIssues = 2000
)

// shelf answers with the issues below the desk's folder, newest first.
func (s *server) shelf(rw http.ResponseWriter, r *http.Request) {
	list, err := s.issues()
	if err != nil {
		s.fail(rw, err)
		return
	}
	answer(rw, map[string]any{"folder": filepath.Base(s.options.Folder), "issues": list})
}

// issues returns the issues below the desk's folder, newest first.
func (s *server) issues() ([]issueInfo, error) {
	list := []issueInfo{}
	root, err := os.OpenRoot(s.options.Folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case d.IsDir() && (strings.HasPrefix(d.Name(), ".") && name != "." || strings.Count(name, "/") >= shelfDepth):
			return fs.SkipDir
		case len(list) >= shelfIssues:
			return fs.SkipAll
		case d.Name() == manifestName && d.Type().IsRegular():
			list = append(list, describe(s.options.Folder, path.Dir(name)))
		}
		return nil
	})
	slices.SortStableFunc(list, func(a, b issueInfo) int { return strings.Compare(b.Date, a.Date) })
	return list, nil
}

// describe reads the manifest of an issue.
func describe(root, folder string) issueInfo {
	dir := filepath.Join(root, filepath.FromSlash(folder))
	info := issueInfo{Folder: folder, Name: filepath.Base(dir)}
	head := edition.ReadHead(filepath.Join(dir, manifestName))
	info.Title, info.Number, info.Date, info.Year = head.Title, head.Number, head.Date, head.Year
	info.State = outputState(dir, info.Name)
	return info
}

// importList writes the manifests of the back issues that a dropped list has, as "jianbao
// import" does, and answers with what was found.
func (s *server) importList(rw http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, importlist.MaxSize))
	if err != nil {
		s.fail(rw, err)
		return
	}
	name := path.Base(strings.ReplaceAll(r.URL.Query().Get("name"), "\\", "/"))
	if !isSheet(name) {
		s.fail(rw, errKind.of(name))
		return
	}
	var log diag.List
	written, err := importlist.Run(data, name, s.options.Folder, importlist.Options{}, &log)
	if err != nil {
		s.fail(rw, err)
		return
	}
	told := []string{}
	for _, d := range log.Items() {
		told = append(told, sentence(&d, s.options.Lang))
	}
	answer(rw, map[string]any{"written": len(written), "told": told})
}
