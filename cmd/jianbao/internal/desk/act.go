package desk

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"jianbao/layout/edition"
)

// request is an action of a page.
type request struct {
	Action  string `json:"action"`
	Article int    `json:"article"` // index
	Of      string `json:"of"`      // the article's ID as the page shows it; empty: not told
	Section int    `json:"section"` // index
	Before  int    `json:"before"`  // index of an article; -1: at the section's end
	File    string `json:"file"`
	Title   string `json:"title"`
	From    int    `json:"a"` // bytes of the file's text
	To      int    `json:"b"`
	Text    string `json:"text"`
	Table   string `json:"table"` // of the manifest
	Key     string `json:"key"`
	Type    string `json:"type"`    // of the value, as in package key
	Value   string `json:"value"`   // empty: the key is removed
	Picture int    `json:"picture"` // index of a picture, table or attachment of the article

	Revision int    `json:"revision"` // in which the page found what is to be fixed
	Drop     string `json:"drop"`     // name of the drop whose files are imported
}

// result is what an action did.
type result struct {
	Revision int      `json:"revision"`
	Article  int      `json:"article"` // its index now
	Files    []string `json:"files"`   // whose text changed
	Output   string   `json:"output,omitempty"`
	New      []string `json:"new,omitempty"`  // files of new articles
	Told     []string `json:"told,omitempty"` // what was not imported, and why
	Kept     bool     `json:"kept,omitempty"` // the history has changes that the text no longer has
}

// act does an action.
func (s *server) act(w *work, rw http.ResponseWriter, r *http.Request) {
	var q request
	q.Before = -1
	if err := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxText)).Decode(&q); err != nil {
		s.fail(rw, fmt.Errorf("%w: %w", errWrong, err))
		return
	}
	switch q.Action {
	case "quit":
		answer(rw, result{})
		s.end()
		return
	case "check":
		w.save(0)
		w.change()
		answer(rw, result{})
		return
	case "screen", "print", "archive":
		s.build(w, rw, q.Action)
		return
	case "cancel":
		w.makings.cancel()
		answer(rw, result{})
		return
	case "open":
		if err := s.openOutput(w, q.File); err != nil {
			s.fail(rw, err)
			return
		}
		answer(rw, result{})
		return
	}
	did, err := w.do(&q)
	if err != nil {
		s.fail(rw, err)
		return
	}
	answer(rw, did)
}

// do does an action on the files of an issue.
func (w *work) do(q *request) (result, error) {
	switch q.Action {
	case "undo", "redo":
		files, err := w.undo(q.Action == "redo")
		return result{Files: files}, err
	case "keep-mine", "keep-theirs":
		return result{Files: []string{q.File}}, w.keep(path.Clean(q.File), q.Action == "keep-mine")
	case "to-text":
		return w.toText(q)
	case "yes":
		return w.toUTF8(path.Clean(q.File))
	case "no":
		return w.leave(path.Clean(q.File))
	case "add":
		return w.addArticle(q)
	case "remove":
		return w.removeArticle(q)
	case "fix":
		return w.fix(q)
	case "up", "down":
		at := q.Article
		did, err := w.arrange(q.Action, func(text string) (string, error) {
			if _, err := q.tables(text); err != nil {
				return "", err
			}
			next, n, ok := stepped(text, q.Article, q.Action == "down")
			if !ok {
				return "", errEdge
			}
			at = n
			return next, nil
		})
		did.Article = at
		return did, err
	case "move":
		return w.arrange("move", func(text string) (string, error) {
			if _, err := q.tables(text); err != nil {
				return "", err
			}
			next, ok := moved(text, q.Article, q.Section, q.Before)
			if !ok {
				return "", errSame
			}
			return next, nil
		})
	case "rename":
		return w.arrange("rename", func(text string) (string, error) {
			a, err := q.tables(text)
			if err != nil {
				return "", err
			}
			if strings.TrimSpace(q.Title) == "" {
				return "", errWrong
			}
			return a.withValue(text, "title", quote(q.Title)), nil
		})
	case "remove-item":
		switch q.Table {
		case writtenTable:
			return w.setWritten(q)
		case attachmentTable:
			return w.removeAttachment(q)
		}
		return w.arrange("remove", func(text string) (string, error) {
			if !isItem(q.Table) {
				return "", errWrong
			}
			t, err := q.find(text)
			if err != nil {
				return "", err
			}
			return withoutItem(text, t), nil
		})
	case "add-item":
		return w.addItem(q)
	case "add-section":
		return w.arrange("add", func(text string) (string, error) { return withSection(text, q.Title) })
	case "section-up", "section-down":
		return w.arrange("move", func(text string) (string, error) {
			return sectionStepped(text, q.Section, q.Action == "section-down")
		})
	case "remove-section":
		return w.removeSection(q)
	case "rename-section":
		return w.arrange("rename", func(text string) (string, error) {
			sections, _ := layOut(text)
			if q.Section < 0 || q.Section >= len(sections) || strings.TrimSpace(q.Title) == "" {
				return "", errWrong
			}
			return sections[q.Section].withValue(text, "title", quote(strings.TrimSpace(q.Title))), nil
		})
	case "set":
		return w.setKey(q)
	case "import":
		return w.importDrop(q)
	}
	return result{}, fmt.Errorf("%w: %q", errWrong, q.Action)
}

// countable returns errBraces unless the articles of a manifest are those that its headers
// tell.
func countable(text string) error {
	counted, ok := edition.Counted(text)
	sections, articles := layOut(text)
	if !ok || len(counted) != len(sections) {
		return errBraces
	}
	for _, a := range articles {
		counted[a.in]--
	}
	for _, n := range counted {
		if n != 0 {
			return errBraces
		}
	}
	return nil
}

// arrange changes the articles of the manifest in one step.
func (w *work) arrange(name string, change func(text string) (string, error)) (result, error) {
	return w.rewrite(name, manifestName, func(text string) (string, error) {
		if err := countable(text); err != nil {
			return "", err
		}
		return change(text)
	})
}

// rewrite changes the text of a file in one step.
func (w *work) rewrite(name, file string, change func(text string) (string, error)) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, err := w.content(file)
	if err != nil {
		return result{}, err
	}
	body := t.body()
	if !utf8.ValidString(body) {
		return result{}, errWrong
	}
	changed, err := change(body)
	if err != nil {
		return result{}, err
	}
	next := t.with(changed)
	if bytes.Equal(next, t.raw) {
		return result{Revision: w.revision}, nil
	}
	return w.step(name, textChange(file, t.raw, next))
}

// step makes a change of files at once, on disk too, and records it.
func (w *work) step(name string, files ...fileChange) (result, error) {
	did := result{Revision: w.next()}
	for i := range files {
		if err := w.put(&files[i], false); err != nil {
			for k := range files[:i] { // all or nothing
				w.put(&files[k], true)
			}
			return result{}, err
		}
		did.Files = append(did.Files, files[i].name)
	}
	w.done.add(step{name: name, files: files})
	w.change()
	return did, nil
}

// setKey gives a key of the manifest, or of publication.toml, a value.
func (w *work) setKey(q *request) (result, error) {
	if q.Table == writtenTable {
		return w.setWritten(q)
	}
	value := ""
	if q.Value != "" {
		value = literal(q.Type, q.Value)
	}
	if strings.HasPrefix(q.Table, sectionTable) {
		return w.arrange("set", func(text string) (string, error) {
			t, err := q.find(text)
			switch {
			case err != nil:
				return "", err
			case value == "":
				return t.withoutKey(text, q.Key), nil
			}
			return t.withValue(text, q.Key, value), nil
		})
	}
	file := manifestName
	switch {
	case path.Base(q.File) == publicationName:
		file = w.publication()
	case q.File != "" && q.File != manifestName:
		return result{}, errWrong
	}
	return w.rewrite("set", file, func(text string) (string, error) {
		keys, ok := edition.ParseKeys(text)
		if !ok {
			return "", errBraces
		}
		next, err := keys.Set(q.Table, q.Key, value)
		if errors.Is(err, edition.ErrKeyPlace) {
			return "", errKeyPlace
		}
		return next, err
	})
}

// publication returns the name of the publication.toml that the issue has.
func (w *work) publication() string {
	return cmp.Or(w.folder.shared(), publicationName)
}

// tables returns the tables of the request's article in a manifest. If another article
// is at its index than the page shows, because the manifest has changed meanwhile, it
// returns errMoved.
func (q *request) tables(text string) (*articleTables, error) {
	a, ok := articleAt(text, q.Article)
	if !ok {
		return nil, errWrong
	}
	if q.Of != "" && q.Of != articleID(a.file(text), q.Article) {
		return nil, errMoved
	}
	return a, nil
}

// find returns the table of an article, of its section, or of one of its pictures, tables
// or attachments.
func (q *request) find(text string) (*table, error) {
	a, err := q.tables(text)
	if err != nil {
		return nil, err
	}
	switch q.Table {
	case "section.article":
		return &a.table, nil
	case sectionTable:
		sections, _ := layOut(text)
		return &sections[a.in].table, nil
	}
	items := itemsOf(text, a, q.Table)
	if q.Picture < 0 || q.Picture >= len(items) {
		return nil, errWrong
	}
	return &items[q.Picture], nil
}

// fix replaces a part of a text, as a finding proposes. If the text is not the one that
// the finding is about, it returns errLater.
func (w *work) fix(q *request) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	name := path.Clean(q.File)
	if name == w.folder.shared() { // written by its form alone
		return result{}, errOutside
	}
	t, err := w.content(name)
	if err != nil {
		return result{}, err
	}
	body := t.body()
	if w.current == nil || q.Revision < t.revision || q.Revision > w.current.revision {
		return result{}, errLater
	}
	if src := w.current.sources[name]; src == nil || string(src.Data) != body {
		return result{}, errLater
	}
	if !utf8.ValidString(body) || q.From < 0 || q.To < q.From || q.To > len(body) {
		return result{}, errWrong
	}
	return w.step("fix", textChange(name, t.raw, t.with(body[:q.From]+q.Text+body[q.To:])))
}

// addArticle adds an article with a new, empty file.
func (w *work) addArticle(q *request) (result, error) {
	title := strings.TrimSpace(q.Title)
	if title == "" {
		return result{}, errWrong
	}
	w.mu.Lock()
	name := w.free("articles", title, ".md")
	w.mu.Unlock()
	return w.addFile(q.Section, title, name, []byte(title+"\n"))
}

// countedManifest returns the manifest and its text, the articles of which are those that
// its headers tell; w.mu is held.
func (w *work) countedManifest() (*text, string, error) {
	t, err := w.content(manifestName)
	if err != nil {
		return nil, "", err
	}
	body := t.body()
	return t, body, countable(body)
}

// addFile writes a new file and adds it to the manifest as an article.
func (w *work) addFile(in int, title, name string, data []byte) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, body, err := w.countedManifest()
	if err != nil {
		return result{}, err
	}
	return w.step("add", textChange(name, nil, data), textChange(manifestName, t.raw, t.with(withArticle(body, in, title, name))))
}

// free returns a name in a folder that no file has, made of a title.
func (w *work) free(dir, title, ext string) string {
	base := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|#%.`, r) || r < ' ' {
			return -1
		}
		return r
	}, title)
	if runes := []rune(strings.TrimSpace(base)); len(runes) > 30 {
		base = string(runes[:30])
	}
	if base = strings.TrimSpace(base); base == "" {
		base = "article"
	}
	for n := 1; ; n++ {
		name := path.Join(dir, base+ext)
		if n > 1 {
			name = path.Join(dir, base+"-"+strconv.Itoa(n)+ext)
		}
		if _, err := w.folder.root.Lstat(filepath.FromSlash(name)); err != nil && w.texts[name] == nil {
			return name
		}
	}
}

// removeArticle takes an article out of the manifest; its file goes to the wastebasket
// if no other article has it.
func (w *work) removeArticle(q *request) (result, error) {
	return w.without(func(before string) (string, []table, error) {
		a, err := q.tables(before)
		if err != nil {
			return "", nil, err
		}
		text, ok := withoutArticle(before, q.Article)
		if !ok {
			return "", nil, errWrong
		}
		return text, []table{a.table}, nil
	})
}

// without changes the manifest by a function, which returns the tables that it takes
// out: their files go to the wastebasket if no other article has them.
func (w *work) without(change func(before string) (string, []table, error)) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, before, err := w.countedManifest()
	if err != nil {
		return result{}, err
	}
	text, gone, err := change(before)
	if err != nil {
		return result{}, err
	}
	changes := []fileChange{textChange(manifestName, t.raw, t.with(text))}
	for i := range gone {
		name := gone[i].file(before)
		if name == "" || uses(text, name) || slices.ContainsFunc(changes, func(c fileChange) bool { return c.name == name }) {
			continue
		}
		if old, err := w.content(name); err == nil {
			if err := w.keepText(name, old, nil); err != nil {
				return result{}, err
			}
			change := textChange(name, old.raw, nil)
			change.foreign, change.from = old.foreign, w.decided(name)
			changes = append(changes, change)
		}
	}
	return w.step("remove", changes...)
}

// uses reports whether an article of a manifest, or one of its attachments, has a file.
func uses(text, name string) bool {
	return slices.ContainsFunc(tables(text), func(t table) bool {
		return (t.name == "section.article" || t.name == attachmentTable) && t.file(text) == name
	})
}

// discard moves a file to the wastebasket and returns its name there; empty if it was gone
// already.
func (w *work) discard(name string) (binned string, err error) {
	local, err := clean(name)
	if err != nil {
		return "", err
	}
	bin := filepath.Join(own, "removed")
	if err := w.folder.root.MkdirAll(bin, 0o777); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		target := filepath.Join(bin, fmt.Sprintf("%03d-%s", n, filepath.Base(local)))
		if _, err := w.folder.root.Lstat(target); err == nil {
			continue
		}
		err := w.folder.root.Rename(local, target)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		delete(w.texts, name)
		w.dropped = append(w.dropped, name)
		if err != nil {
			return "", nil
		}
		return target, nil
	}
}
