package desk

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"jianbao/content/diag"
)

// web holds what the browser loads.
//
//go:embed web/desk.css web/icon.svg web/index.html served
var web embed.FS

// server answers the pages of a desk.
type server struct {
	options Options
	secret  string // of the record, for a second desk
	guard   *guard
	mux     *http.ServeMux
	quit    chan struct{} // closed to end the desk
	stop    func()        // ends the goroutines of open issues
	ctx     context.Context
	end     func() // closes quit, once
	covers  covers

	mu     sync.Mutex
	open   map[string]*work // by folder below the desk's, with slashes; "." is its own
	pages  int              // connected
	alone  time.Time        // since when there are none
	active int              // jobs that run
}

func newServer(o Options, port int) (*server, error) {
	s := &server{options: o, guard: newGuard(port), mux: http.NewServeMux(), quit: make(chan struct{}), open: map[string]*work{}, alone: time.Now()}
	s.end = sync.OnceFunc(func() { close(s.quit) })
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.mux.HandleFunc("GET /{$}", s.index)
	s.mux.HandleFunc("GET /desk.css", s.asset("web/desk.css", "text/css"))
	s.mux.HandleFunc("GET /icon.svg", s.asset("web/icon.svg", "image/svg+xml"))
	s.mux.HandleFunc("GET /js/{name}", s.script)
	s.mux.HandleFunc("GET /api/shelf", s.shelf)
	s.mux.HandleFunc("GET /api/cover", s.coverPage)
	s.mux.HandleFunc("GET /api/cover-picture", s.coverPicture)
	s.mux.HandleFunc("GET /api/next", s.nextIssues)
	s.mux.HandleFunc("POST /api/new", s.newIssue)
	s.mux.HandleFunc("POST /api/list", s.importList)
	for pattern, handle := range map[string]func(*work, http.ResponseWriter, *http.Request){
		"GET /api/state":    s.state,
		"GET /api/events":   s.events,
		"POST /api/pages":   s.pagesOf,
		"GET /api/outlines": s.outlines,
		"GET /api/picture":  s.picture,
		"GET /api/text":     s.text,
		"PUT /api/text":     s.putText,
		"POST /api/act":     s.act,
		"POST /api/upload":  s.upload,
		"GET /api/photo":    s.photo,
		"GET /api/form":     s.form,
		"GET /api/place":    s.place,
		"GET /api/output":   s.output,
	} {
		s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			work, err := s.issue(r.URL.Query().Get("issue"))
			if err != nil {
				s.fail(w, err)
				return
			}
			handle(work, w, r)
		})
	}
	return s, nil
}

// index answers with the page, in the desk's language. Its body says whether the desk's own
// folder is an issue: else the page shows the shelf.
func (s *server) index(w http.ResponseWriter, r *http.Request) {
	page, err := web.ReadFile("web/index.html")
	if err != nil {
		s.fail(w, err)
		return
	}
	if s.options.Lang != diag.ZH {
		page = bytes.Replace(page, []byte(`lang="zh-Hans"`), []byte(`lang="en"`), 1)
	}
	if info, err := os.Lstat(filepath.Join(s.options.Folder, manifestName)); err == nil && info.Mode().IsRegular() {
		page = bytes.Replace(page, []byte("<body "), []byte("<body data-own "), 1)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(page)
}

// asset returns a handler that answers with a file of the page. Its type is given here:
// on Windows the registry, which programs change, would have a say in it.
func (s *server) asset(name, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		data, err := web.ReadFile(name)
		if err != nil {
			s.fail(w, err)
			return
		}
		w.Header().Set("Content-Type", kind+"; charset=utf-8")
		w.Write(data)
	}
}

// ServeHTTP implements http.Handler.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost && r.URL.Path == "/another" {
		s.another(w, r)
		return
	}
	if s.guard.admit(w, r) {
		admitted(r)
		r.Body = http.MaxBytesReader(w, r.Body, maxUpload+1<<20)
		s.mux.ServeHTTP(w, r)
	}
}

// wait returns when the desk is to end.
func (s *server) wait(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.quit:
			return
		case <-tick.C:
			s.mu.Lock()
			over := s.pages == 0 && s.active == 0 && time.Since(s.alone) > idle
			s.mu.Unlock()
			if over {
				return
			}
		}
	}
}

// saveAll writes all changes of all issues.
func (s *server) saveAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.open {
		w.save(0)
		w.told.send(event{"ended", 0})
	}
}

func (s *server) close() {
	s.unrecord()
	s.saveAll()
	s.stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, w := range s.open {
		w.folder.close()
	}
}

// issue returns the open issue in a folder below the desk's; it is opened first if it is
// not open.
func (s *server) issue(name string) (*work, error) {
	if name == "" {
		name = "."
	}
	local, err := clean(name)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := filepath.ToSlash(local)
	if w := s.open[key]; w != nil {
		return w, nil
	}
	folder := filepath.Join(s.options.Folder, local)
	if err := inside(s.options.Folder, folder); err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(folder, manifestName)); err != nil {
		return nil, err
	}
	w, err := openWork(s.options, folder)
	if err != nil {
		return nil, err
	}
	s.open[key] = w
	go w.run(s.ctx)
	go s.keepSaved(w)
	return w, nil
}

// inside returns an error if a folder is reached through a link that leads out of
// another.
func inside(root, folder string) error {
	r, err := os.OpenRoot(root)
	if err != nil {
		return err
	}
	defer r.Close()
	below, err := filepath.Rel(root, folder)
	if err != nil {
		return err
	}
	_, err = r.Stat(below)
	return err
}

// keepSaved saves the changes of an issue and looks for those of other programs.
func (s *server) keepSaved(w *work) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-s.ctx.Done():
			return
		case <-tick.C:
		}
		w.save(delay - 300*time.Millisecond)
		if n%5 == 0 {
			w.poll()
		}
	}
}

// answer writes a value as JSON.
func answer(w http.ResponseWriter, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(data)
}

// pageInfo is a page as the list of pages has it.
type pageInfo struct {
	Hash   string `json:"hash"`
	Width  int    `json:"w"` // thousandths of a point
	Height int    `json:"h"`
	Label  string `json:"label"`
}

// articleInfo is an article as the list of articles has it.
type articleInfo struct {
	ID      string   `json:"id"` // name of its file, or issue.toml#N
	Section string   `json:"section"`
	In      int      `json:"in"`
	Title   string   `json:"title"`
	Authors []string `json:"authors,omitempty"`
	File    string   `json:"file,omitempty"`
	Page    string   `json:"page,omitempty"`
	Sheet   int      `json:"sheet"`
	Plain   bool     `json:"plain,omitempty"` // a plain text can hold all of it
	Pages   int      `json:"pages,omitempty"`
	Last    string   `json:"last,omitempty"`   // number of its last page
	Free    int      `json:"free"`             // rows free there; -1: another article follows
	Others  []string `json:"others,omitempty"` // files of its tables and attachments
	From    int      `json:"a"`                // bytes of its tables in the manifest
	To      int      `json:"b"`
}

// findingInfo is a finding, with its record as "check --format json" has it.
type findingInfo struct {
	Record json.RawMessage `json:"record"`
	File   string          `json:"file,omitempty"`
	From   int             `json:"a"` // bytes of the text
	To     int             `json:"b"`
}

// fileInfo is a file whose text is not as the disk has it.
type fileInfo struct {
	File   string `json:"file"`
	Gone   bool   `json:"gone,omitempty"`
	Theirs string `json:"theirs,omitempty"`
	Mine   string `json:"mine"`
	Clash  bool   `json:"clash,omitempty"`
	Failed string `json:"failed,omitempty"` // why it could not be written
}

// stateInfo is what a page shows of an issue.
type stateInfo struct {
	Revision int           `json:"revision"`
	Saved    int           `json:"saved"`
	Title    string        `json:"title"`
	Folder   string        `json:"folder"`
	Complete bool          `json:"complete"` // all findings are there
	Failed   string        `json:"failed,omitempty"`
	Glyphs   int           `json:"glyphs"`
	Pages    []pageInfo    `json:"pages"`
	Sections []string      `json:"sections"` // titles
	Articles []articleInfo `json:"articles"`
	Findings []findingInfo `json:"findings"`
	Files    []fileInfo    `json:"files"`
	Notes    []note        `json:"notes,omitempty"`
	Undo     string        `json:"undo,omitempty"`
	Redo     string        `json:"redo,omitempty"`
	Outputs  []outputInfo  `json:"outputs"`
}

// state answers with what is composed.
func (s *server) state(w *work, rw http.ResponseWriter, r *http.Request) {
	now := w.state()
	if now == nil {
		answer(rw, stateInfo{Pages: []pageInfo{}, Sections: []string{}, Articles: []articleInfo{}, Findings: []findingInfo{}, Files: []fileInfo{}, Outputs: []outputInfo{}})
		return
	}
	info := stateInfo{Revision: now.revision, Complete: now.complete, Title: now.title, Folder: filepath.Base(w.folder.path), Failed: now.failed, Glyphs: now.glyphs, Notes: now.notes, Pages: []pageInfo{}, Sections: now.sections, Articles: []articleInfo{}, Findings: []findingInfo{}, Outputs: w.outputs()}
	for i := range now.pages {
		info.Pages = append(info.Pages, pageInfo{now.pages[i].Hash, now.sizes[i][0], now.sizes[i][1], now.labels[i]})
	}
	for i := range now.articles {
		a := &now.articles[i]
		one := articleInfo{ID: articleID(a.File, i), Section: a.Section, In: a.In, Title: a.Title, Authors: a.Authors, File: a.File, Page: a.Page, Sheet: a.Sheet, Plain: a.Plain, Pages: a.Pages, Last: a.Last, Free: a.Free}
		if i < len(now.others) {
			one.Others, one.From, one.To = now.others[i].files, now.others[i].from, now.others[i].to
		}
		info.Articles = append(info.Articles, one)
	}
	info.Findings = s.findings(now.findings, now.named)
	info.Files, info.Saved = w.files()
	info.Undo, info.Redo = w.steps()
	timing(rw, now)
	answer(rw, info)
}

// findings describes findings; named returns the name under which a source is edited.
func (s *server) findings(items []diag.Diagnostic, named func(*diag.Source) string) []findingInfo {
	list := []findingInfo{}
	var records bytes.Buffer
	if diag.WriteJSON(&records, items, s.options.Lang) != nil {
		return list // a buffer takes everything
	}
	for i := range items {
		record, err := records.ReadBytes('\n')
		if err != nil {
			break
		}
		at := items[i].Span
		list = append(list, findingInfo{Record: json.RawMessage(bytes.TrimSpace(record)), File: named(at.Source), From: at.Start, To: at.End})
	}
	return list
}

// articleID names an article: by its file, or by its ordinal where its text is in the
// manifest.
func articleID(file string, index int) string {
	if file != "" {
		return file
	}
	return manifestName + "#" + strconv.Itoa(index+1)
}

// files returns the files whose text is not as the disk has it, and the newest revision
// that is on disk.
func (w *work) files() ([]fileInfo, int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	list := []fileInfo{}
	for _, name := range slices.Sorted(maps.Keys(w.texts)) {
		t := w.texts[name]
		if t.gone || t.theirs != nil || t.unsaved != nil {
			info := fileInfo{File: name, Gone: t.gone, Mine: string(t.raw), Clash: t.theirs != nil}
			if info.Clash {
				info.Theirs = string(w.theirs(name, t).raw)
			}
			if t.unsaved != nil {
				_, info.Failed = explain(t.unsaved, w.options.Lang)
			}
			list = append(list, info)
		}
	}
	return list, w.saved
}

// events sends what happens to an issue, until the page is closed.
func (s *server) events(w *work, rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(rw)
	list, done := w.told.listen()
	defer done()
	s.connect(1)
	defer s.connect(-1)
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	send := func(text string) bool {
		_, err := io.WriteString(rw, text)
		return err == nil && control.Flush() == nil
	}
	if !send("retry: 500\n\n") {
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case <-s.quit:
			send("event: ended\ndata: 0\n\n")
			return
		case e := <-list:
			if !send("event: " + e.kind + "\ndata: " + strconv.Itoa(e.revision) + "\n\n") {
				return
			}
		case <-beat.C:
			if !send(": \n\n") {
				return
			}
		}
	}
}

// connect counts the pages that are connected.
func (s *server) connect(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages += n
	s.alone = time.Now()
}

// pagesOf answers with the descriptions of pages, by their hashes: one a line, an empty
// line for a page that is no longer there.
func (s *server) pagesOf(w *work, rw http.ResponseWriter, r *http.Request) {
	var hashes []string
	if err := json.NewDecoder(http.MaxBytesReader(rw, r.Body, 1<<20)).Decode(&hashes); err != nil {
		s.fail(rw, fmt.Errorf("%w: %w", errWrong, err))
		return
	}
	now := w.state()
	list := map[string][]byte{}
	if now != nil {
		for i := range now.pages {
			list[now.pages[i].Hash] = now.pages[i].JSON
		}
	}
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	for _, hash := range hashes {
		rw.Write(list[hash])
		io.WriteString(rw, "\n")
	}
}

// outlines answers with the outlines of the glyphs from a number on.
func (s *server) outlines(w *work, rw http.ResponseWriter, r *http.Request) {
	from, err := strconv.Atoi(r.URL.Query().Get("from"))
	if err != nil || from < 0 {
		s.fail(rw, errWrong)
		return
	}
	w.describing.Lock()
	data := w.book.Outlines(from)
	w.describing.Unlock()
	rw.Header().Set("Content-Type", "application/json")
	rw.Write(data)
}

// picture answers with a picture of the pages.
func (s *server) picture(w *work, rw http.ResponseWriter, r *http.Request) {
	w.describing.Lock()
	p, ok := w.book.Picture(r.URL.Query().Get("name"))
	w.describing.Unlock()
	s.sendPicture(rw, p, ok)
}

// textInfo is the text of a file for editing.
type textInfo struct {
	File     string `json:"file"`
	Text     string `json:"text"`            // lines end with line feeds
	Skips    []skip `json:"skips,omitempty"` // bytes of the file that Text lacks
	Base     int    `json:"base,omitempty"`  // byte of the file at which Text begins
	In       string `json:"in,omitempty"`    // file that it is a part of
	Editable bool   `json:"editable"`
	Encoding string `json:"encoding,omitempty"`
	Revision int    `json:"revision"`
	Version  string `json:"version,omitempty"`
	Title    string `json:"title,omitempty"` // of an article in the manifest
}

// text answers with the text of a file.
func (s *server) text(w *work, rw http.ResponseWriter, r *http.Request) {
	name := path.Clean(r.URL.Query().Get("file"))
	if title := r.URL.Query().Get("title"); title != "" {
		name = w.located(name, title)
	}
	info, err := w.textOf(name)
	if err != nil {
		s.fail(rw, err)
		return
	}
	answer(rw, info)
}

// putText replaces the text of a file.
func (s *server) putText(w *work, rw http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxText))
	if err != nil {
		s.fail(rw, err)
		return
	}
	query := r.URL.Query()
	revision, version, err := w.editVersion(path.Clean(query.Get("file")), query.Get("version"), string(data), query.Get("clash") != "")
	if err != nil {
		s.fail(rw, err)
		return
	}
	if now := w.await(r.Context(), revision); now != nil {
		timing(rw, now)
	}
	answer(rw, map[string]any{"revision": revision, "version": version})
}

// timing tells in the header what the stages of composing a state took.
func timing(rw http.ResponseWriter, s *state) { rw.Header().Set("Server-Timing", s.took.String()) }
