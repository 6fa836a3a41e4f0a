package desk

import (
	"bytes"
	"strconv"
	"time"
)

// version identifies the bytes of a text. A page tells which it has changed, so that it
// replaces nothing that it has not seen: what another program or an action changed
// meanwhile.
func (t *text) version() string { return digest(t.raw) }

// source returns the file that a text for editing stands in: itself, or the manifest.
func source(name string) string {
	if _, inline := articleOf(name); inline {
		return manifestName
	}
	return name
}

// editVersion is edit for a page that has changed a version of the text; empty: it does
// not know which. It returns the version that the text has then. A text that has another
// version is left alone (errStale), or for clash becomes what the disk has, beside the
// page's.
func (w *work) editVersion(name, version, edited string, clash bool) (revision int, now string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, err := w.content(source(name))
	if err != nil {
		return 0, "", err
	}
	if version != "" && version != t.version() {
		return 0, "", errStale
	}
	if clash && t.foreign != nil {
		if err := w.keepText(name, t, nil); err != nil {
			return 0, "", err
		}
	} else if clash && t.theirs == nil && !t.since.IsZero() { // so that the disk has what the page has not seen
		if err := w.write(source(name), t); err != nil {
			return 0, "", err
		}
	}
	before := t.raw
	if revision, err = w.editLocked(name, edited); err != nil {
		return 0, "", err
	}
	if clash && t.theirs == nil && !bytes.Equal(before, t.raw) {
		t.theirs, t.page = before, t.foreign != nil
		if t.since.IsZero() {
			t.since = time.Now()
		}
		w.told.send(event{"conflict", w.revision})
	}
	return revision, t.version(), nil
}

// located returns the name of the text of an article that stands in the manifest and had
// a title: articles are named by their ordinals, which change when others move.
func (w *work) located(name, title string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, inline := articleOf(name)
	t, err := w.content(manifestName)
	if !inline || err != nil {
		return name
	}
	text := t.body()
	_, articles := layOut(text)
	is := func(i int) bool {
		_, ok := inlineText(text, i)
		return ok && articles[i].str(text, "title") == title
	}
	if n >= 0 && n < len(articles) && is(n) {
		return name
	}
	for i := range articles {
		if is(i) {
			return manifestName + "#" + strconv.Itoa(i+1)
		}
	}
	return name
}
