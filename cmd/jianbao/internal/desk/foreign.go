package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"jianbao/layout/edition"
)

// foreign is a file on disk that is not UTF-8. Until it is decided whether it becomes so,
// its text with the changes is in memory and in the history alone: in its own encoding it
// could not hold every character. If it stays as it is, the text is read-only.
type foreign struct {
	encoding string
	file     []byte // as the disk has it
	text     []byte // of it, in UTF-8
}

// newForeign returns a file that is in an encoding.
func newForeign(file []byte, encoding string) *foreign {
	text, _, _ := edition.Decode(file, encoding)
	return &foreign{encoding, file, text}
}

// decision is the answer to the question whether a file that is not UTF-8 becomes so.
type decision int

const (
	undecided decision = iota
	staysForeign
	becomesUTF8
)

// decided returns what was decided about a file that is not UTF-8 yet.
func (w *work) decided(name string) decision {
	if w.readOnly[name] {
		return staysForeign
	}
	return undecided
}

// encodingName returns the name of an encoding as people know it.
func encodingName(encoding string) string {
	return strings.Replace(strings.ToUpper(encoding), "BIG", "Big", 1)
}

// encoded is what the manifest says of encodings.
type encoded struct {
	manifest []byte // that said so
	names    map[string]string
}

// encodingGiven returns the encoding that the manifest gives a file; empty: none. While
// the manifest is not valid it is what the last one gave.
func (w *work) encodingGiven(name string) string {
	m, err := w.content(manifestName)
	if err == nil && !bytes.Equal(m.raw, w.encoded.manifest) {
		if list, ok := edition.Encodings(m.body()); ok {
			w.encoded = encoded{m.raw, map[string]string{}}
			for _, e := range list {
				w.encoded.names[e.File] = e.Encoding
			}
		}
	}
	return w.encoded.names[name]
}

// load returns the text of a file as it is on disk.
func (w *work) load(name string, raw []byte) *text {
	t := &text{raw: raw, base: digest(raw)}
	switch strings.ToLower(path.Ext(name)) {
	case ".toml", ".docx": // of no other encoding; no text
		return t
	}
	given := w.encodingGiven(name)
	if given == "utf-8" || given == "" && utf8.Valid(raw) && !bytes.ContainsRune(raw, 0) {
		return t
	}
	data, found, ok := edition.Decode(raw, given)
	if found == "" && given != "" { // the manifest is wrong
		data, found, ok = edition.Decode(raw, "")
	}
	// Of a file that is damaged the pages show what can be read, and so does the text; one
	// that the issue does not have may be no text at all.
	if found == "" || found == "utf-8" || !ok && (w.current == nil || w.current.sources[name] == nil) {
		return t
	}
	t.raw, t.foreign = data, &foreign{found, raw, data}
	return t
}

// follow reads the texts that are not changed here again where the manifest gives their
// files other encodings.
func (w *work) follow() {
	m, err := w.content(manifestName)
	if err != nil || len(w.followed) == 0 && !bytes.Contains(m.raw, []byte("encoding")) {
		return
	}
	w.encodingGiven("")
	before := w.followed
	w.followed = w.encoded.names
	for name, t := range w.texts {
		if before[name] == w.followed[name] || !t.since.IsZero() || t.theirs != nil {
			continue
		}
		file := t.raw
		if t.foreign != nil {
			file = t.foreign.file
		}
		if next := w.load(name, file); (next.foreign == nil) != (t.foreign == nil) || !bytes.Equal(next.raw, t.raw) || t.foreign != nil && next.foreign.encoding != t.foreign.encoding {
			t.become(next)
			w.done.forget(name)
		}
	}
}

// become makes a text that of another file; who reads it may hold it.
func (t *text) become(other *text) {
	t.raw, t.base, t.foreign, t.unkept, t.page = other.raw, other.base, other.foreign, time.Time{}, false
}

// edited reports whether a text has changes that its file, which is not UTF-8, has not.
func (t *text) edited() bool { return !bytes.Equal(t.raw, t.foreign.text) }

// is reports whether a text has the bytes of a change.
func (t *text) is(data []byte) bool {
	return bytes.Equal(t.raw, data) || t.foreign != nil && !t.edited() && bytes.Equal(t.foreign.file, data)
}

// changed takes the time of a change of a text whose file is not UTF-8.
func (t *text) changed() {
	if t.foreign == nil {
		return
	}
	now := time.Now()
	if t.unkept.IsZero() {
		t.unkept = now
	}
	switch {
	case !t.edited() && t.theirs == nil:
		t.since = time.Time{}
	case t.since.IsZero():
		t.since = now
	}
}

// keepText adds a text whose file is not UTF-8 to the history, if that does not have it,
// or there is a file to be kept with it.
func (w *work) keepText(name string, t *text, was []byte) error {
	if t.foreign == nil || t.unkept.IsZero() && was == nil {
		return nil
	}
	if err := w.history.add(name, change{Base: t.base, Text: t.raw, Encoding: t.foreign.encoding, Was: was}); err != nil {
		return err
	}
	t.unkept = time.Time{}
	return nil
}

// theirs returns what stands against a text in a conflict.
func (w *work) theirs(name string, t *text) *text {
	if t.page {
		return &text{raw: t.theirs, base: t.base, foreign: t.foreign}
	}
	return w.load(name, t.theirs)
}

// keepForeign is keep for a text whose file is not UTF-8. What is kept of the page is
// still not written.
func (w *work) keepForeign(name string, t *text, mine bool) error {
	defer w.told.send(event{"conflict", w.revision})
	if t.theirs == nil && mine { // it has vanished
		if err := w.keepText(name, t, nil); err != nil {
			return err
		}
		t.base = "" // the vanished file is put back as it was
		return w.replace(name, t, t.foreign.file, change{Base: digest(t.foreign.file), Text: t.raw, Encoding: t.foreign.encoding})
	}
	t.unkept = time.Now() // so that it is in the history in any case
	if err := w.keepText(name, t, t.theirs); err != nil {
		return err
	}
	if t.theirs != nil {
		theirs := w.theirs(name, t)
		switch {
		case !mine && t.page:
			w.done.add(step{name: "edit", files: []fileChange{textChange(name, t.raw, theirs.raw)}})
		case !mine:
			w.done.forget(name)
		default:
			theirs.raw = t.raw
		}
		t.become(theirs)
		t.theirs, t.revision = nil, w.next()
	}
	t.gone, t.since = false, time.Time{}
	w.change()
	if t.foreign == nil { // the file is UTF-8 by now
		if !mine {
			return nil
		}
		t.since = time.Now()
		return w.write(name, t)
	}
	t.changed()
	return w.keepText(name, t, nil)
}

// toUTF8 makes a file of another encoding UTF-8, with the changes of its text, and the
// manifest say nothing else of it, in one step.
func (w *work) toUTF8(name string) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, err := w.content(name)
	if err != nil {
		return result{}, err
	}
	if t.foreign == nil {
		return result{}, errWrong
	}
	if t.theirs != nil || t.gone {
		return result{}, errChanged
	}
	m, err := w.content(manifestName)
	if err != nil {
		return result{}, err
	}
	var changes []fileChange
	// The manifest is first: if a kill comes between the two, the question is asked again.
	if text := withoutEncoding(m.body(), name); text != m.body() {
		changes = append(changes, textChange(manifestName, m.raw, m.with(text)))
	}
	one := textChange(name, t.raw, bytes.Clone(t.raw))
	one.foreign, one.from, one.to = t.foreign, w.decided(name), becomesUTF8
	return w.step("to-utf8", append(changes, one)...)
}

// withoutEncoding returns a manifest that does not give a file an encoding other than
// UTF-8.
func withoutEncoding(text, name string) string {
	all := tables(text)
	for _, t := range slices.Backward(all) { // so that what is before stays where it is
		if file := t.str(text, "file"); file != "" && path.Clean(file) == name {
			text = t.withoutKey(text, "encoding")
		}
	}
	list, _ := edition.Encodings(text)
	slices.SortFunc(list, func(a, b edition.Encoded) int { return b.From - a.From })
	for _, e := range list { // those in braces
		if e.File == name {
			text = text[:e.From] + quote("utf-8") + text[e.To:]
		}
	}
	return text
}

// leave lets a file stay in its encoding: its text is that of the disk and read-only.
// What was changed is in the history.
func (w *work) leave(name string) (result, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t, err := w.content(name)
	if err != nil {
		return result{}, err
	}
	if t.foreign == nil || w.readOnly[name] {
		return result{}, errWrong
	}
	if t.theirs != nil || t.gone {
		return result{}, errChanged
	}
	kept := t.edited()
	one := textChange(name, t.raw, t.foreign.text)
	one.foreign, one.to = t.foreign, staysForeign
	did, err := w.step("no", one)
	did.Kept = kept
	return did, err
}

// decide makes a change of a file that was not UTF-8, or takes it back: its text becomes
// data.
func (w *work) decide(c *fileChange, data []byte, to decision) error {
	t := w.texts[c.name]
	if t == nil {
		t = &text{}
		if now, err := w.folder.read(c.name, maxText); err == nil {
			t = w.load(c.name, now)
		}
		w.texts[c.name] = t
	}
	if t.foreign != nil { // as it is by now
		c.foreign = t.foreign
	}
	f := c.foreign
	if err := w.keepText(c.name, t, nil); err != nil {
		return err
	}
	if err := w.setReadOnly(c.name, to == staysForeign); err != nil {
		return err
	}
	entry := change{Base: t.base, Text: data, Encoding: f.encoding}
	file := f.file // that the disk gets; nil: the one that it has
	switch {
	case to == becomesUTF8:
		file, entry.Was = data, f.file // the entry has the encoding: after a kill before the file is written, the question is still open
	case t.base != "" && c.after == nil: // not the file that was removed
		return fmt.Errorf("%s: %w", c.name, fs.ErrExist)
	case t.foreign == nil:
		entry.Base = digest(f.file)
	default:
		file = nil
	}
	var err error
	if file != nil {
		err = w.replace(c.name, t, file, entry)
	} else if to == undecided { // so that it is the newest entry
		err = w.history.add(c.name, entry)
	}
	if err != nil {
		if t.theirs != nil && t.since.IsZero() {
			t.since = time.Now()
		}
		return err
	}
	next := &text{raw: data, base: t.base}
	if to != becomesUTF8 {
		next.foreign = f
	}
	t.become(next)
	t.since, t.revision = time.Time{}, w.next()
	t.changed()
	t.unkept = time.Time{}
	return nil
}

// answersName is the file with the names of the files that are to stay in their encoding.
var answersName = filepath.ToSlash(filepath.Join(own, "read-only.json"))

// readAnswers reads which files are to stay in their encoding. If that cannot be read, it
// is asked again.
func (w *work) readAnswers() {
	w.readOnly = map[string]bool{}
	data, err := w.folder.read(answersName, maxText)
	var names []string
	if err == nil && json.Unmarshal(data, &names) == nil {
		for _, name := range names {
			w.readOnly[name] = true
		}
	}
}

// setReadOnly keeps whether a file is to stay in its encoding.
func (w *work) setReadOnly(name string, readOnly bool) error {
	if w.readOnly[name] == readOnly {
		return nil
	}
	names := []string{}
	for other := range w.readOnly {
		if other != name {
			names = append(names, other)
		}
	}
	if readOnly {
		names = append(names, name)
	}
	slices.Sort(names)
	data, err := json.Marshal(names)
	if err != nil {
		return err
	}
	if err := w.folder.write(answersName, data); err != nil {
		return err
	}
	if readOnly {
		w.readOnly[name] = true
	} else {
		delete(w.readOnly, name)
	}
	return nil
}
