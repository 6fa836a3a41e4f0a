package desk

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"jianbao/content/diag"
	"jianbao/layout/edition"
	"jianbao/layout/screen"
)

// covers are the first pages of issues, for the shelf. They are composed one at a time,
// when they are asked for.
type covers struct {
	mu     sync.Mutex
	engine *edition.Engine
	list   map[string]*cover // by folder
}

// mostCovers is how many covers are kept.
const mostCovers = 60

// cover is the first page of an issue as its files were.
type cover struct {
	stamp stamp // of the manifest
	page  []byte
	book  *screen.Book
}

// coverInfo is a cover as the page draws it.
type coverInfo struct {
	Width    int             `json:"w"` // thousandths of a point
	Height   int             `json:"h"`
	Page     json.RawMessage `json:"page"`
	Outlines json.RawMessage `json:"outlines"`
}

// errNoCover is returned for an issue that has no pages.
var errNoCover = fmt.Errorf("no pages: %w", fs.ErrNotExist)

// cover returns the cover of the issue in a folder below the desk's.
func (s *server) cover(name string) (*cover, error) {
	local, err := clean(name)
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(s.options.Folder, local)
	if err := inside(s.options.Folder, folder); err != nil {
		return nil, err
	}
	manifest := filepath.Join(folder, manifestName)
	c := &s.covers
	c.mu.Lock()
	defer c.mu.Unlock()
	now := stampOf(manifest)
	if old := c.list[name]; old != nil && old.stamp == now {
		return old, nil
	}
	if c.engine == nil {
		c.engine = edition.New(edition.Options{Tool: s.options.Tool})
	}
	if len(c.list) >= mostCovers || c.list == nil {
		c.list = map[string]*cover{}
	}
	one := &cover{stamp: now, book: screen.NewBook()}
	c.list[name] = one
	e := c.engine.ReadFile(manifest, edition.Choices{Epoch: s.options.Epoch}, &diag.List{})
	e.Compose()
	if e.Doc == nil || len(e.Doc.Pages) == 0 {
		return one, nil
	}
	p := &e.Doc.Pages[0]
	one.page, err = json.Marshal(coverInfo{
		Width: int(p.Width / 100), Height: int(p.Height / 100),
		Page: one.book.Page(p, e.Below).JSON, Outlines: one.book.Outlines(0),
	})
	return one, err
}

// coverPage answers with the cover of an issue.
func (s *server) coverPage(w http.ResponseWriter, r *http.Request) {
	c, err := s.cover(r.URL.Query().Get("issue"))
	if err == nil && c.page == nil {
		err = errNoCover
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(c.page)
}

// coverPicture answers with a picture of a cover.
func (s *server) coverPicture(w http.ResponseWriter, r *http.Request) {
	c, err := s.cover(r.URL.Query().Get("issue"))
	if err != nil {
		s.fail(w, err)
		return
	}
	p, ok := c.book.Picture(r.URL.Query().Get("name"))
	s.sendPicture(w, p, ok)
}

// sendPicture answers with a picture of a book's pages.
func (s *server) sendPicture(w http.ResponseWriter, p screen.Picture, ok bool) {
	if !ok {
		s.fail(w, fs.ErrNotExist)
		return
	}
	data, mime, err := p.Encode()
	if err != nil {
		s.fail(w, err)
		return
	}
	w.Header().Set("Content-Type", mime)
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	w.Write(data)
}

// outputState says how the finished files of an issue are: draft, built, or changed since.
func outputState(folder, base string) string {
	manifest, err := os.Stat(filepath.Join(folder, manifestName))
	if err != nil {
		return "draft"
	}
	list := finished(base, manifest.ModTime(), func(name string) (fs.FileInfo, error) { return os.Stat(filepath.Join(folder, name)) })
	switch {
	case len(list) == 0:
		return "draft"
	case slices.ContainsFunc(list, func(o outputInfo) bool { return !o.Old }):
		return "built"
	}
	return "changed"
}
