package manifest

import (
	"bytes"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/strict"
)

// Memo keeps what Load has read, for programs that read an issue again and again: an
// article whose table in the manifest and files are what they were is not read again,
// wherever the table stands, and is the same in memory (content.Article.Identical), which
// later stages can rely on. For this the tables are sources of their own
// (content.Issue.Parts). It holds the articles and pictures of the last issue and no more.
// The zero value holds nothing yet. It is not safe for concurrent use, and what was read
// must not be changed.
type Memo struct {
	manifest, shared *diag.Source // of the last issue; shared is nil without publication.toml
	settings         memoSettings
	date             content.Date                  // of the issue
	parts            map[string][]*diag.Source     // of the manifest, by their text, in their order
	articles         map[*diag.Source]*memoArticle // by the part that their table is
	pictures         map[string]memoPicture

	// Of the issue that is being read.
	nextParts    map[string][]*diag.Source
	nextArticles map[*diag.Source]*memoArticle
	nextPictures map[string]memoPicture
}

// memoSettings are all that articles are read with besides their tables and files.
type memoSettings struct {
	Options
	shared                *diag.Source // nil without publication.toml
	path                  string       // of the manifest
	joinLines, linkRemote bool
}

// memoArticle is an article with its attachments, and everything that reading it did.
type memoArticle struct {
	text     *diag.Source // in the manifest; nil: it is in a file
	files    []memoFile   // that were read
	unsure   bool         // it may be another one although the files are the same
	dated    bool         // it depends on the date of the issue
	articles []content.Article
	findings diag.List
	defined  []content.Article // whose ids may be links' targets
	links    []idLink
	attached int // number of attachments
}

// memoFile is a file as it was read.
type memoFile struct {
	kind  Kind
	name  string
	limit int
	data  []byte
	utf8  bool // whatever the manifest says, see Buffers
}

// memoPicture is a picture with the bytes that it was read from.
type memoPicture struct {
	data []byte
	readPicture
}

// source returns the source of a TOML file: the last one if its bytes are the same.
func (m *Memo) source(last func(*Memo) *diag.Source, path string, raw []byte) *diag.Source {
	if raw == nil {
		raw = []byte{}
	}
	if m != nil {
		if s := last(m); s != nil && s.Path == path && sameBytes(s.Bytes(), raw) {
			return s
		}
	}
	return &diag.Source{Path: path, Data: raw}
}

// begin begins an issue, which will have parts.
func (m *Memo) begin(manifest, shared *diag.Source) diag.Parts {
	if m == nil {
		return nil
	}
	m.manifest, m.shared = manifest, shared
	m.nextParts, m.nextArticles, m.nextPictures = map[string][]*diag.Source{}, map[*diag.Source]*memoArticle{}, map[string]memoPicture{}
	return diag.Parts{}
}

// beginArticles begins the articles of an issue. They are kept from the last one only if
// they would be read in the same way.
func (l *loader) beginArticles() {
	m := l.opt.Memo
	if m == nil {
		return
	}
	now := memoSettings{Options: l.opt, shared: m.shared, path: m.manifest.Path, joinLines: l.joinLines, linkRemote: l.linkRemote}
	now.Memo, now.Context = nil, nil
	if now != m.settings {
		m.articles = nil
	}
	for part, a := range m.articles {
		if a.dated && m.date != l.date {
			delete(m.articles, part)
		}
	}
	m.settings, m.date = now, l.date
}

// issueDate returns the date of the issue for an article that depends on it.
func (l *loader) issueDate() content.Date {
	if l.recorded != nil {
		l.recorded.dated = true
	}
	return l.date
}

// divide makes a table of the manifest, without the values of some keys, a source of its
// own, if there is a memo: the last issue's if that has a table of the same text.
func (l *loader) divide(t *strict.Table, without ...string) {
	if at := t.Extent(without...); l.divisible(at) {
		t.Divide(l.partAt(at), without...)
	}
}

// divideText is divide for the text of an article in its table. It returns the source, nil
// if there is none: where only the text changes, the title stays the same.
func (l *loader) divideText(t *strict.Table) (part *diag.Source) {
	v := t.Entry("text")
	if v == nil || !l.divisible(v.Extent()) {
		return nil
	}
	part = l.partAt(v.Extent())
	v.Divide(part)
	return part
}

// divisible reports whether parts of a source have sources of their own.
func (l *loader) divisible(at diag.Span) bool {
	return l.parts != nil && at.Source == l.opt.Memo.manifest
}

// partAt returns the source of a part of the manifest, which the issue then has.
func (l *loader) partAt(at diag.Span) *diag.Source {
	part := l.opt.Memo.part(at)
	l.parts[part] = at
	return part
}

// part returns the source of a part of the manifest.
func (m *Memo) part(at diag.Span) (part *diag.Source) {
	text := at.Text()
	if known := m.parts[text]; len(known) > 0 && known[0].Path == at.Source.Path {
		part, m.parts[text] = known[0], known[1:]
	} else {
		part = &diag.Source{Path: at.Source.Path, Data: []byte(text)}
	}
	m.nextParts[text] = append(m.nextParts[text], part)
	return part
}

// end ends an issue. Keys that nobody knows are reported by reading all tables, so that
// nothing is kept where there are any.
func (m *Memo) end(unknown bool) {
	if m == nil {
		return
	}
	if m.articles = m.nextArticles; unknown {
		m.articles = nil
	}
	m.parts, m.pictures = m.nextParts, m.nextPictures
	m.nextParts, m.nextArticles, m.nextPictures = nil, nil, nil
}

// entry returns the articles of a table: the article and its attachments.
func (l *loader) entry(t *strict.Table) []content.Article {
	if l.parts == nil {
		l.defined = nil
		articles := l.readEntry(t)
		l.define(l.defined)
		return articles
	}
	l.divide(t, "text")
	text := l.divideText(t)
	m, part := l.opt.Memo, t.Span().Source
	e := m.articles[part]
	if e == nil || e.text != text || !e.current(l.from) {
		e = l.record(t)
		e.text = text
	} else {
		t.Leaves() // its keys have been read
		l.articles += e.attached
		l.references.links = append(l.references.links, e.links...)
	}
	if !e.unsure {
		m.nextArticles[part] = e
		for _, f := range e.files {
			if p, ok := m.pictures[f.name]; ok && f.kind == KindPicture {
				m.nextPictures[f.name] = p
			}
		}
	}
	l.log.Join(&e.findings)
	l.define(e.defined)
	return e.articles
}

// record reads the articles of a table and records what that does.
func (l *loader) record(t *strict.Table) *memoArticle {
	e := &memoArticle{}
	from, log, findings, links, articles := l.from, l.log, l.log.Len(), len(l.references.links), l.articles
	l.from, l.log, l.defined, l.recorded = recordingReader{from, e}, &e.findings, nil, e
	e.articles = l.readEntry(t)
	e.defined = l.defined
	l.from, l.log, l.recorded = from, log, nil
	e.attached = l.articles - articles
	e.links = append(e.links, l.references.links[links:]...)
	// Types of values are reported to the log of the tables.
	e.unsure = e.unsure || l.log.Len() != findings
	return e
}

// current reports whether the files of an article are what they were.
func (e *memoArticle) current(from Reader) bool {
	for i := range e.files {
		f := &e.files[i]
		data, err := from.Read(f.kind, f.name, f.limit)
		if err != nil || !sameBytes(data, f.data) || isUTF8(from, f.name) != f.utf8 {
			return false
		}
	}
	return true
}

// sameBytes reports whether two files have the same bytes; of one that a reader kept it
// does not look at them.
func sameBytes(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0] || bytes.Equal(a, b))
}

// recordingReader records the files that are read for an article. Articles with a file
// that could not be read, or for which a folder was searched, are read again each time.
type recordingReader struct {
	Reader
	article *memoArticle
}

// Read implements Reader.
func (r recordingReader) Read(kind Kind, name string, limit int) ([]byte, error) {
	data, err := r.Reader.Read(kind, name, limit)
	r.article.add(memoFile{kind, name, limit, data, r.isUTF8(name)}, err)
	return data, err
}

// isUTF8 implements decodedReader.
func (r recordingReader) isUTF8(name string) bool { return isUTF8(r.Reader, name) }

// List implements Reader.
func (r recordingReader) List(folder string) []string {
	r.article.unsure = true
	return r.Reader.List(folder)
}

func (e *memoArticle) add(f memoFile, err error) {
	if e == nil {
		return
	}
	e.files = append(e.files, f)
	e.unsure = e.unsure || err != nil
}

// opened returns the picture of a name and a reader's file as it was opened from the same
// bytes; ok is false if it was not.
func (m *Memo) opened(name, file string, raw []byte) (p readPicture, ok bool) {
	if m == nil {
		return p, false
	}
	known, ok := m.pictures[file]
	if !ok || known.image.Name != name || !sameBytes(known.data, raw) {
		return p, false
	}
	m.nextPictures[file] = known
	return known.readPicture, true
}

// keepPicture keeps a picture of a reader's file.
func (m *Memo) keepPicture(file string, raw []byte, p readPicture) {
	if m != nil {
		m.nextPictures[file] = memoPicture{raw, p}
	}
}
