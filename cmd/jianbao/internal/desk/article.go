package desk

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"jianbao/content/diag"
)

// textOf returns the text of a file for editing. A file that is not UTF-8, or is no
// text, is shown as the engine reads it and cannot be edited.
func (w *work) textOf(name string) (*textInfo, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	info := &textInfo{File: name, Revision: w.revision}
	var src *diag.Source
	if w.current != nil {
		src = w.current.sources[name]
	}
	if src != nil && src.Encoding != "" && src.Encoding != "utf-8" || strings.HasSuffix(strings.ToLower(name), ".docx") {
		if src == nil {
			return nil, fmt.Errorf("%s: %w", name, errWrong)
		}
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
	raw := bytes.TrimPrefix(t.raw, []byte(bom))
	if !utf8.Valid(raw) {
		return nil, errEncoding.of(name)
	}
	info.Text, _ = normal(raw)
	info.Skips = crlf(raw)
	info.Editable = name != w.folder.shared
	return info, nil
}

// inlineOf returns the text of an article that stands in the manifest.
func (w *work) inlineOf(name string, n int) (*textInfo, error) {
	t, err := w.content(manifestName)
	if err != nil {
		return nil, err
	}
	v, ok := inlineText(strings.TrimPrefix(string(t.raw), bom), n)
	if !ok {
		return nil, fs.ErrNotExist
	}
	return &textInfo{File: name, Revision: w.revision, Text: v.text, Skips: v.skips, Base: v.base, In: manifestName, Editable: true}, nil
}

// toUTF8 makes a file of another encoding UTF-8, and the manifest say nothing else of
// it, in one step.
func (w *work) toUTF8(name string) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.current == nil {
		return result{}, errWrong
	}
	src := w.current.sources[name]
	if src == nil || src.Encoding == "" || src.Encoding == "utf-8" || !utf8.Valid(src.Data) {
		return result{}, errWrong
	}
	t, err := w.content(name)
	if err != nil {
		return result{}, err
	}
	changes := []fileChange{{name, t.raw, bytes.Clone(src.Data)}}
	m, err := w.content(manifestName)
	if err != nil {
		return result{}, err
	}
	text := string(m.raw)
	for i := range w.current.articles {
		if w.current.articles[i].File != name {
			continue
		}
		if list, _, ok := ordinal(text, i); ok {
			text = list[i].withoutKey(text, "encoding")
		}
	}
	if text != string(m.raw) {
		changes = append(changes, fileChange{manifestName, m.raw, []byte(text)})
	}
	return w.step("to-utf8", changes...)
}

// toText puts the text of a document in place of the document.
func (w *work) toText(n int) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
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
	list, _, ok := ordinal(string(m.raw), n)
	if !ok {
		return result{}, errWrong
	}
	name := w.free(path.Dir(a.File), strings.TrimSuffix(path.Base(a.File), path.Ext(a.File)), ".txt")
	text := list[n].withValue(string(m.raw), "file", quote(name))
	return w.step("to-text", fileChange{name, nil, bytes.Clone(a.Source.Data)}, fileChange{manifestName, m.raw, []byte(text)})
}

// Limits of what is dropped on a desk.
const maxUpload = 64 << 20

// upload adds a dropped file: copy as an article, a photo to the folder of photos.
func (s *server) upload(w *work, rw http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxUpload))
	if err != nil {
		s.fail(rw, err)
		return
	}
	in := 0
	fmt.Sscan(r.URL.Query().Get("section"), &in)
	did, err := w.take(path.Base(strings.ReplaceAll(r.URL.Query().Get("name"), "\\", "/")), in, data)
	if err != nil {
		s.fail(rw, err)
		return
	}
	answer(rw, did)
}

// take adds a dropped file, by what it is and not by its name.
func (w *work) take(name string, in int, data []byte) (result, error) {
	base := strings.TrimSuffix(name, path.Ext(name))
	ext := strings.ToLower(path.Ext(name))
	switch kind := http.DetectContentType(data); {
	case strings.HasPrefix(kind, "image/"):
		return w.addPhoto(base, kind, data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")) && ext == ".docx", utf8.Valid(data) && (ext == ".txt" || ext == ".md"), ext == ".txt" && !bytes.Contains(data, []byte{0}):
		w.mu.Lock()
		to := w.free("articles", base, ext)
		w.mu.Unlock()
		return w.addFile(in, base, to, data)
	}
	return result{}, errKind.of(name)
}

// addPhoto writes a photo into the folder of photos.
func (w *work) addPhoto(base, kind string, data []byte) (result, error) {
	ext := map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/bmp": ".bmp", "image/webp": ".webp"}[kind]
	if ext == "" {
		return result{}, errKind.of(base)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	name := w.free("photos", base, ext)
	if err := w.folder.write(name, data); err != nil {
		return result{}, err
	}
	w.change()
	return result{Revision: w.next(), Files: []string{name}}, nil
}
