package desk

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"jianbao/content/diag"
	"jianbao/layout/edition"
	"jianbao/layout/screen"
)

// manifestName is the name of an issue's manifest.
const manifestName = "issue.toml"

// work is an open issue: its texts, saved or not, and the pages and findings that they
// give. One goroutine composes; what it makes is a state, which is never changed.
type work struct {
	folder  *folder
	history *history
	options Options
	changed chan struct{} // has a value if something changed since the last composing began
	told    *topic

	mu       sync.Mutex
	texts    map[string]*text
	current  *state
	revision int    // of current
	begun    int    // the revision that is being composed, or was last
	saved    int    // the newest revision all of whose texts are on disk
	notes    []note // for the next state
	done     steps

	makings making // the files that are being made
	pause   making // what has time

	readOnly map[string]bool // files that are to stay in their encoding, see foreign
	encoded  encoded
	followed map[string]string // the encodings that the texts were read by last
	dropped  []string          // texts that are no longer edited, until the pages are made without them

	up, upSeen int // see publicationAbove: of the publication.toml that is used, and as the last poll found it

	watched watched
	inputs  []string // files that the issue was read from when it was composed last

	composing sync.Mutex // held while the engine is used
	engine    *edition.Engine
	overlay   *edition.Overlay
	reader    *edition.Engine // for values and where they are from; nil until they are asked for

	last   composed // the last state; of the goroutine that composes
	around around

	describing sync.Mutex // held while the book is used
	book       *screen.Book
}

// text is a file that is being edited.
type text struct {
	raw      []byte    // bytes of the file, with the changes
	base     string    // digest of the file on disk that they replace; empty: there is none
	since    time.Time // of the first change that is not on disk; zero: there is none
	revision int       // the first that has the change
	theirs   []byte    // the file as it was changed outside meanwhile; nil: it was not
	gone     bool      // the file has vanished or cannot be read
	seen     string    // digest that the last poll found, where it is not base
	unsaved  error     // why the last attempt to write it failed; nil: it did not
	tried    time.Time // when that was

	foreign *foreign  // not nil: the file is not UTF-8, and raw is not written to it
	unkept  time.Time // of the first change that the history does not have; zero: there is none; of a text with foreign
	page    bool      // theirs is what another page made of the text, not what the disk has; of a text with foreign
}

// note is something that the desk tells besides the findings.
type note struct {
	Kind string `json:"kind"` // restored; elsewhere
	File string `json:"file"` // or the other machine
}

// state is an issue as it was composed.
type state struct {
	revision int
	pages    []screen.Page
	labels   []string
	sizes    [][2]int
	sections []string // titles
	articles []edition.Arranged
	others   []belonging // of each article
	sources  map[string]*diag.Source
	findings []diag.Diagnostic
	complete bool // all findings are there
	named    func(*diag.Source) string
	title    string
	failed   string // why there are no pages
	glyphs   int
	notes    []note
	took     stages
}

// stages are the times that the stages of composing a state took.
type stages struct{ read, compose, draw, proof time.Duration }

// String returns the stages as a value of the header Server-Timing.
func (s stages) String() string {
	ms := func(d time.Duration) string { return strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', 3, 64) }
	return "read;dur=" + ms(s.read) + ", proof;dur=" + ms(s.proof) + ", compose;dur=" + ms(s.compose) + ", draw;dur=" + ms(s.draw)
}

// watch is a stopwatch.
type watch struct{ last time.Time }

// lap returns the time since the last call.
func (w *watch) lap() time.Duration {
	now := time.Now()
	d := now.Sub(w.last)
	w.last = now
	return d
}

// openWork opens the issue in a folder.
func openWork(o Options, path string) (*work, error) {
	f, err := openFolder(path)
	if err != nil {
		return nil, err
	}
	if err := f.tidy(); err != nil {
		return nil, err
	}
	up := publicationAbove(path)
	if err := f.share(max(up, 0)); err != nil {
		return nil, err
	}
	w := &work{
		folder: f, history: newHistory(f), options: o, changed: make(chan struct{}, 1), told: newTopic(), texts: map[string]*text{},
		engine: edition.New(edition.Options{Tool: o.Tool, KeepFonts: 512 << 20}), overlay: edition.NewOverlay(filepath.Join(path, manifestName)), book: screen.NewBook(),
	}
	w.up, w.upSeen = up, up
	w.readAnswers()
	w.restore()
	if o.otherHost != "" {
		w.notes = append(w.notes, note{"elsewhere", o.otherHost})
	}
	return w, nil
}

// restore takes back the changes that a kill kept from being written.
func (w *work) restore() {
	for _, name := range w.history.files() {
		last, ok := w.history.lost(name)
		if !ok {
			continue
		}
		t := &text{raw: last.Text, since: time.Now(), revision: 1}
		now, err := w.folder.read(name, maxText)
		if err == nil {
			t.base = digest(now)
		}
		if last.Encoding != "" {
			if t.foreign = newForeign(now, last.Encoding); w.readOnly[name] || !t.edited() {
				continue
			}
		}
		w.texts[name] = t
		w.notes = append(w.notes, note{"restored", name})
	}
}

// run composes whenever something changed, until ctx ends.
func (w *work) run(ctx context.Context) {
	w.change()
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.changed:
			w.compose()
			w.finish()
		}
	}
}

// change asks for the pages to be composed anew.
func (w *work) change() {
	w.pause.cancel()
	select {
	case w.changed <- struct{}{}:
	default: // asked for already
	}
}

// compose makes the next state: its pages and findings, without those that need the
// pictures to be decoded.
func (w *work) compose() {
	w.composing.Lock()
	defer w.composing.Unlock()
	w.mu.Lock()
	for _, name := range w.dropped {
		w.overlay.Unset(name)
	}
	w.dropped = nil
	w.follow()
	for name, t := range w.texts {
		switch {
		case t.foreign == nil:
			w.overlay.Set(name, t.raw)
		case t.edited():
			w.overlay.SetText(name, t.raw)
		default:
			w.overlay.Unset(name)
		}
	}
	select {
	case <-w.changed: // since the call; the texts have it
	default:
	}
	revision := w.revision + 1
	w.begun = revision
	notes := w.notes
	w.notes = nil
	w.mu.Unlock()
	w.told.send(event{"busy", revision})
	log, clock, took := &diag.List{}, watch{time.Now()}, stages{}
	e := w.engine.ReadOverlay(w.overlay, edition.Choices{Origins: true, Advise: true, Epoch: w.options.Epoch}, log)
	took.read = clock.lap()
	e.Compose()
	took.compose = clock.lap()
	s := w.describe(e, revision)
	s.notes = notes
	took.draw = clock.lap()
	e.Proof()
	w.around.find(e)
	undecoded := e.RenderFinds() && !log.HasErrors()
	if !undecoded {
		e.Preflight()
	}
	w.last = composed{e, s, log, undecoded}
	s.findings = w.last.all(&w.around)
	took.proof = clock.lap()
	s.took = took
	w.mu.Lock()
	w.inputs = e.Inputs()
	w.watched.set(w.others(w.inputs))
	w.mu.Unlock()
	w.publish(s, !undecoded)
}

// composed is a state with what it was made of.
type composed struct {
	*edition.Edition
	*state
	log       *diag.List // findings but for those about the files around the issue
	undecoded bool       // some findings need the pictures to be decoded
}

// all returns all findings.
func (c *composed) all(around *around) []diag.Diagnostic {
	var all diag.List
	all.Join(c.log)
	all.Join(&around.findings)
	return all.Items()
}

// around holds the findings about the files around an issue. For them folders are listed
// and the manifests of neighbouring issues read, which is too much for each key.
type around struct {
	manifest *diag.Source
	inputs   []string
	findings diag.List
}

// find finds what is around an edition, unless only other programs can have changed that
// since it was found last.
func (a *around) find(e *edition.Edition) {
	if e.Issue == nil || a.manifest != e.Issue.Source || !slices.Equal(a.inputs, e.Inputs()) {
		a.look(e)
	}
}

// look finds what is around an edition.
func (a *around) look(e *edition.Edition) {
	*a = around{inputs: e.Inputs()}
	if e.Issue != nil {
		a.manifest = e.Issue.Source
	}
	e.FindAround(&a.findings)
}

// others returns the files among the inputs of an edition that are not edited here.
func (w *work) others(inputs []string) []string {
	var list []string
	for _, name := range inputs {
		below, err := filepath.Rel(w.folder.path, name)
		if err != nil || w.texts[filepath.ToSlash(below)] == nil {
			list = append(list, name)
		}
	}
	return list
}

// quiet is how long nothing must change until findings are looked for that take long:
// those that need the pictures to be decoded, and those about the files around the issue.
const quiet = 500 * time.Millisecond

// finish completes the last state with the findings of "jianbao check" that take long,
// unless something changes meanwhile: a key must not wait for them.
func (w *work) finish() {
	timer := time.NewTimer(quiet)
	defer timer.Stop()
	select {
	case <-w.changed:
		w.change()
		return
	case <-timer.C:
	}
	w.composing.Lock()
	defer w.composing.Unlock()
	ctx, done := w.pause.begin(context.Background())
	defer done()
	if len(w.changed) > 0 {
		return
	}
	last := &w.last
	next := *last.state
	if last.undecoded {
		last.Until(ctx)
		if err := last.Render(); err != nil {
			_, next.failed = explain(err, w.options.Lang)
		}
		if ctx.Err() != nil { // what is missing is found later, with what changed or with the same
			w.change()
			return
		}
		last.Preflight()
	}
	w.around.look(last.Edition)
	next.findings = last.all(&w.around)
	if last.undecoded || !slices.EqualFunc(next.findings, last.state.findings, sameFinding) {
		w.publish(&next, true)
	}
}

// sameFinding reports whether two findings are told with the same words at the same place.
func sameFinding(a, b diag.Diagnostic) bool { return a.Span == b.Span && a.Key() == b.Key() }

// describe returns the pages and articles of an edition.
func (w *work) describe(e *edition.Edition, revision int) *state {
	all := e.Arrangement()
	s := &state{revision: revision, sections: []string{}, articles: slices.DeleteFunc(slices.Clone(all), func(a edition.Arranged) bool { return a.Attached }), sources: map[string]*diag.Source{}, named: func(*diag.Source) string { return "" }}
	if e.Issue != nil {
		s.named = e.Below
		s.title = e.Issue.Publication.Title.Joined()
		for i := range e.Issue.Sections {
			s.sections = append(s.sections, e.Issue.Sections[i].Title.Joined())
		}
		s.others = addBraced(belongings(string(e.Issue.Source.Data)), all)
	}
	for _, src := range e.Texts() {
		if name := e.Below(src); name != "" {
			s.sources[name] = src
		}
	}
	if e.Doc == nil {
		return s
	}
	w.describing.Lock()
	defer w.describing.Unlock()
	s.pages = w.book.Pages(e.Doc, e.Below)
	for i := range e.Doc.Pages {
		p := &e.Doc.Pages[i]
		s.labels = append(s.labels, p.Label)
		s.sizes = append(s.sizes, [2]int{int(p.Width / 100), int(p.Height / 100)})
	}
	s.glyphs = w.book.Glyphs()
	return s
}

// publish makes a state the current one. Without pages the last ones stay.
func (w *work) publish(s *state, complete bool) {
	w.mu.Lock()
	s.complete = complete
	if old := w.current; old != nil && len(s.pages) == 0 {
		s.pages, s.labels, s.sizes, s.glyphs = old.pages, old.labels, old.sizes, old.glyphs
		if len(s.articles) == 0 {
			s.sections, s.articles, s.others = old.sections, old.articles, old.others
		}
		for name, src := range old.sources {
			if s.sources[name] == nil {
				s.sources[name] = src
			}
		}
	}
	w.current, w.revision = s, s.revision
	w.mu.Unlock()
	w.told.send(event{"state", s.revision})
}

// state returns the newest state; nil if nothing has been composed yet.
func (w *work) state() *state {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.current
}

// patience is how long the answer to a key waits for the pages that show it. The browser
// sends the next keys after the answer, and they must be here soon enough to be saved in
// time.
const patience = 150 * time.Millisecond

// await returns the state that has a revision; nil if it takes longer than patience.
func (w *work) await(ctx context.Context, revision int) *state {
	events, done := w.told.listen()
	defer done()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		if now := w.state(); now != nil && now.revision >= revision {
			return now
		}
		select {
		case <-ctx.Done():
			return nil
		case <-events:
		}
	}
}

// next returns the revision that will have a change that is made now.
func (w *work) next() int { return w.begun + 1 }

// bom is the byte order mark of UTF-8.
const bom = "\ufeff"

// body returns the text without its byte order mark.
func (t *text) body() string { return strings.TrimPrefix(string(t.raw), bom) }

// with returns the bytes of the file with another body.
func (t *text) with(body string) []byte {
	if bytes.HasPrefix(t.raw, []byte(bom)) {
		body = bom + body
	}
	return []byte(body)
}

// content returns the bytes of a file, with the changes that are not saved.
func (w *work) content(name string) (*text, error) {
	if t := w.texts[name]; t != nil {
		return t, nil
	}
	if first, _, _ := strings.Cut(name, "/"); strings.EqualFold(first, own) { // the desk's own files are no texts of the issue
		return nil, errOutside
	}
	raw, err := w.folder.read(name, maxText)
	if err != nil {
		return nil, err
	}
	t := w.load(name, raw)
	w.texts[name] = t
	return t, nil
}

// edit replaces the text of a file, which ends lines with line feeds, and returns the
// revision that will have it.
func (w *work) edit(name, edited string) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.editLocked(name, edited)
}

// editLocked is edit while w.mu is held.
func (w *work) editLocked(name, edited string) (int, error) {
	n, inline := articleOf(name)
	if inline {
		name = manifestName
	}
	if name == w.folder.shared() { // written by its form alone
		return 0, errOutside
	}
	t, err := w.content(name)
	if err != nil {
		return 0, err
	}
	if t.foreign != nil && w.readOnly[name] {
		return 0, errReadOnly.of(name)
	}
	if inline {
		next, ok := withInline(t.body(), n, edited)
		if !ok {
			return 0, fs.ErrNotExist
		}
		return w.set(name, t, t.with(next))
	}
	return w.set(name, t, t.with(string(merge([]byte(t.body()), edited))))
}

// set gives a file new bytes, keeps them in the history and has them composed.
func (w *work) set(name string, t *text, next []byte) (int, error) {
	if bytes.Equal(next, t.raw) {
		return t.revision, nil
	}
	if t.since.IsZero() {
		t.since = time.Now()
	}
	w.done.add(step{name: "edit", files: []fileChange{textChange(name, t.raw, next)}})
	t.raw, t.revision = next, w.next()
	t.changed()
	w.change()
	return w.next(), nil
}

// delay is the time after the first change that is not on disk until it is.
const delay = time.Second

// again is the time after which a text is written again that could not be written.
const again = 2 * time.Second

// save writes the texts whose changes are older than a time, and all of them if it is
// zero. What could not be written stays and is told.
func (w *work) save(older time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	wrote := false
	for name, t := range w.texts {
		first := t.since
		if t.foreign != nil {
			first = t.unkept
		}
		if first.IsZero() || t.theirs != nil && t.foreign == nil || time.Since(first) < older || older > 0 && time.Since(t.tried) < again {
			continue
		}
		was := t.unsaved
		var err error
		if t.foreign != nil {
			err = w.keepText(name, t, nil)
		} else {
			err = w.write(name, t)
		}
		t.unsaved, t.tried = nil, time.Time{}
		switch {
		case err == nil:
			wrote = true
		case t.foreign != nil || t.theirs == nil && !t.gone:
			t.unsaved, t.tried = err, time.Now()
		}
		if (was == nil) != (t.unsaved == nil) {
			w.told.send(event{"conflict", w.revision})
		}
	}
	pending := false
	for _, t := range w.texts {
		pending = pending || !t.since.IsZero()
	}
	if !pending && w.saved < w.revision {
		w.saved, wrote = w.revision, true
	}
	if wrote {
		w.told.send(event{"saved", w.saved})
	}
}

// unsaved returns an error if the disk does not have a file as it is here.
func (w *work) unsaved() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var names []string
	for name, t := range w.texts {
		if !t.since.IsZero() || t.theirs != nil || t.gone {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	name := slices.Min(names)
	if t := w.texts[name]; t.foreign != nil && t.theirs == nil && !t.gone {
		return errUnanswered.of(name, encodingName(t.foreign.encoding))
	}
	return errUnsaved.of(name)
}

// write writes a changed text: the history first, then the file, if that is still the
// one that the change is based on.
func (w *work) write(name string, t *text) error {
	if err := w.replace(name, t, t.raw, change{Base: t.base, Text: t.raw}); err != nil {
		return err
	}
	t.since = time.Time{}
	return nil
}

// replace gives the file of a text other bytes, after an entry was added to the history,
// if it is still the one that the text is based on.
func (w *work) replace(name string, t *text, data []byte, entry change) error {
	if err := w.history.add(name, entry); err != nil {
		return err
	}
	now, err := w.folder.read(name, maxText)
	switch {
	case err == nil && digest(now) != t.base && digest(now) != digest(data):
		t.theirs = now
		w.told.send(event{"conflict", w.revision})
		return errChanged
	case errors.Is(err, fs.ErrNotExist) && t.base != "":
		t.gone = true
		w.told.send(event{"conflict", w.revision})
		return err
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		t.gone = true
		return err
	}
	if err := w.folder.write(name, data); err != nil {
		return err
	}
	t.base, t.gone = digest(data), false
	return nil
}

// keep ends a conflict: with the text of the page, or with that of the disk.
func (w *work) keep(name string, mine bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.texts[name]
	if t == nil || t.theirs == nil && !t.gone {
		return fs.ErrNotExist
	}
	if t.foreign != nil {
		return w.keepForeign(name, t, mine)
	}
	if mine {
		t.base = ""
		if t.theirs != nil {
			if err := w.history.add(name, change{Base: t.base, Text: t.theirs}); err != nil {
				return err
			}
			t.base = digest(t.theirs)
		}
		t.theirs, t.gone = nil, false
		if t.since.IsZero() {
			t.since = time.Now()
		}
		err := w.write(name, t)
		w.told.send(event{"conflict", w.revision}) // it is over
		return err
	}
	if t.theirs != nil {
		if err := w.history.add(name, change{Base: t.base, Text: t.raw}); err != nil {
			return err
		}
		t.become(w.load(name, t.theirs))
		w.done.forget(name)
	}
	t.theirs, t.gone, t.since = nil, false, time.Time{}
	w.change()
	return nil
}

// poll compares the files with those on disk. A change counts when two polls agree.
func (w *work) poll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	changed := false
	if w.watched.look() {
		w.change()
	}
	w.lookAbove()
	for name, t := range w.texts {
		now, err := w.folder.read(name, maxText)
		if err != nil {
			if t.base != "" && !t.gone {
				if t.seen == "gone" {
					t.gone = true
					changed = true
				}
				t.seen = "gone"
			}
			continue
		}
		d := digest(now)
		if d == t.base {
			t.seen = ""
			if t.gone {
				t.gone, changed = false, true
			}
			continue
		}
		if t.theirs != nil && !t.page && bytes.Equal(now, t.theirs) { // told already
			t.seen = ""
			continue
		}
		if t.seen != d {
			t.seen = d
			continue
		}
		t.seen = ""
		changed = true
		if t.since.IsZero() {
			t.become(w.load(name, now))
			t.gone, t.revision = false, w.next()
			w.done.forget(name)
			continue
		}
		t.theirs, t.page = now, false
	}
	if changed {
		w.change()
		w.told.send(event{"conflict", w.revision})
	}
}
