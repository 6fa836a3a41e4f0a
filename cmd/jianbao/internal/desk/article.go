package desk

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"
)

// textOf returns the text of a file for editing. A document is shown as the engine reads
// it and cannot be edited.
func (w *work) textOf(name string) (*textInfo, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	info := &textInfo{File: name, Revision: w.revision}
	if strings.HasSuffix(strings.ToLower(name), ".docx") {
		if w.current == nil || w.current.sources[name] == nil {
			return nil, fmt.Errorf("%s: %w", name, errWrong)
		}
		src := w.current.sources[name]
		info.Text, _ = normal(src.Data)
		info.Skips = crlf(src.Data)
		info.Encoding = src.Encoding
		return info, nil
	}
	if n, ok := articleOf(name); ok {
		return w.inlineOf(name, n)
	}
	t, err := w.content(name)
	if err != nil {
		return nil, err
	}
	raw := []byte(t.body())
	if !utf8.Valid(raw) {
		return nil, errEncoding.of(name)
	}
	info.Text, _ = normal(raw)
	info.Skips = crlf(raw)
	info.Version = t.version()
	info.Editable = name != w.folder.shared()
	if t.foreign != nil {
		info.Encoding, info.Editable = t.foreign.encoding, !w.readOnly[name]
	}
	return info, nil
}

// inlineOf returns the text of an article that stands in the manifest.
func (w *work) inlineOf(name string, n int) (*textInfo, error) {
	t, err := w.content(manifestName)
	if err != nil {
		return nil, err
	}
	body := t.body()
	v, ok := inlineText(body, n)
	if !ok {
		return nil, fs.ErrNotExist
	}
	a, _ := articleAt(body, n)
	return &textInfo{File: name, Title: a.str(body, "title"), Revision: w.revision, Text: v.text, Skips: v.skips, Base: v.base, In: manifestName, Version: t.version(), Editable: true}, nil
}

// toText puts the text of a document in place of the document.
func (w *work) toText(q *request) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := q.Article
	if w.current == nil || n < 0 || n >= len(w.current.articles) {
		return result{}, errWrong
	}
	a := &w.current.articles[n]
	if a.Source == nil || a.File == "" {
		return result{}, errWrong
	}
	if !a.Plain {
		return result{}, errStyled
	}
	m, err := w.content(manifestName)
	if err != nil {
		return result{}, err
	}
	body := m.body()
	in, err := q.tables(body)
	if err != nil {
		return result{}, err
	}
	if in.file(body) != a.File {
		return result{}, errMoved
	}
	name := w.free(path.Dir(a.File), strings.TrimSuffix(path.Base(a.File), path.Ext(a.File)), ".txt")
	text := in.withValue(body, "file", quote(name))
	return w.step("to-text", textChange(name, nil, bytes.Clone(a.Source.Data)), textChange(manifestName, m.raw, m.with(text)))
}
