package desk

import (
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"time"
)

// maxSteps is how many steps can be taken back.
const maxSteps = 200

// step is a change that can be taken back: the bytes of files before and after it.
type step struct {
	name  string // what was done, as an action's name
	files []fileChange
	time  time.Time
}

// fileChange is what a step did to a file; nil: there is no file.
type fileChange struct {
	name          string
	before, after []byte
	// binned is not nil for a new file that is not edited as a text: its bytes are not
	// kept. It is its name in the wastebasket, where it is while the step is taken back.
	binned *string
	// foreign is not nil if the file was in another encoding before. Its text is then
	// before, and from and to are what was decided about it before and after.
	foreign  *foreign
	from, to decision
}

// textChange is a change of a file that is edited as a text.
func textChange(name string, before, after []byte) fileChange {
	return fileChange{name: name, before: before, after: after}
}

// steps are what was done and what was taken back.
type steps struct {
	done, undone []step
}

// together is the time within which changes of one text are one step.
const together = 3 * time.Second

// add records a step. Typing in one text is one step while it goes on.
func (s *steps) add(one step) {
	s.undone = nil
	one.time = time.Now()
	if n := len(s.done); n > 0 && one.name == "edit" {
		last := &s.done[n-1]
		if last.name == "edit" && last.files[0].name == one.files[0].name && one.time.Sub(last.time) < together {
			last.files[0].after, last.time = one.files[0].after, one.time
			return
		}
	}
	s.done = append(s.done, one)
	if len(s.done) > maxSteps {
		s.done = s.done[1:]
	}
}

// forget drops the steps that cannot be taken back, or done again, since another program
// has changed a file: those that changed it, and those further away that they build on.
func (s *steps) forget(name string) {
	for _, list := range []*[]step{&s.done, &s.undone} {
		blocked := map[string]bool{name: true}
		var kept []step
		for _, one := range slices.Backward(*list) {
			if !slices.ContainsFunc(one.files, func(c fileChange) bool { return blocked[c.name] }) {
				kept = append(kept, one)
				continue
			}
			for _, c := range one.files {
				blocked[c.name] = true
			}
		}
		slices.Reverse(kept)
		*list = kept
	}
}

// steps returns the names of the step that undo would take back and of the one that redo
// would do again; empty: none.
func (w *work) steps() (undo, redo string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.done.done); n > 0 {
		undo = w.done.done[n-1].name
	}
	if n := len(w.done.undone); n > 0 {
		redo = w.done.undone[n-1].name
	}
	return undo, redo
}

// undo takes the last step back, or does the last one again that was taken back. It
// returns the names of the files that it changed.
func (w *work) undo(again bool) ([]string, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	from, to := &w.done.done, &w.done.undone
	if again {
		from, to = to, from
	}
	if len(*from) == 0 {
		return nil, nil
	}
	one := (*from)[len(*from)-1]
	for i := range one.files { // all or nothing
		c := &one.files[i]
		was := c.after
		if again {
			was = c.before
		}
		if t, err := w.content(c.name); err == nil && c.binned == nil && was != nil && !t.is(was) {
			return nil, errChanged
		}
	}
	var names []string
	for i := range one.files {
		c := &one.files[i]
		if !again { // the last first: what a file needs is there before it
			c = &one.files[len(one.files)-1-i]
		}
		if err := w.put(c, !again); err != nil {
			return nil, err
		}
		names = append(names, c.name)
	}
	*from = (*from)[:len(*from)-1]
	*to = append(*to, one)
	w.change()
	return names, nil
}

// put makes a change of a file, or takes it back.
func (w *work) put(c *fileChange, back bool) error {
	switch {
	case c.foreign != nil && back:
		return w.decide(c, c.before, c.from)
	case c.foreign != nil && c.after != nil:
		return w.decide(c, c.after, c.to)
	case c.binned == nil && back:
		return w.place(c.name, c.before)
	case c.binned == nil:
		return w.place(c.name, c.after)
	case back:
		name, err := w.discard(c.name)
		*c.binned = name
		return err
	case c.after != nil: // for the first time
		if _, err := w.folder.root.Lstat(filepath.FromSlash(c.name)); err == nil {
			return fmt.Errorf("%s: %w", c.name, fs.ErrExist)
		}
		err := w.folder.write(c.name, c.after)
		c.after = nil
		return err
	case *c.binned == "":
		return fmt.Errorf("%s: %w", c.name, fs.ErrNotExist)
	}
	err := w.folder.root.Rename(*c.binned, filepath.FromSlash(c.name))
	if err == nil {
		*c.binned = ""
	}
	return err
}

// place gives a file bytes at once, on disk too; nil removes it.
func (w *work) place(name string, data []byte) error {
	if data == nil {
		_, err := w.discard(name)
		return err
	}
	t := w.texts[name]
	if t == nil {
		t = &text{}
		if now, err := w.folder.read(name, maxText); err == nil {
			t = w.load(name, now)
		}
		w.texts[name] = t
	}
	if t.foreign != nil {
		if w.readOnly[name] {
			return errReadOnly.of(name)
		}
		t.raw, t.revision = data, w.next()
		t.changed()
		return w.keepText(name, t, nil)
	}
	if bytes.Equal(t.raw, data) && t.base == digest(data) {
		return nil
	}
	if t.since.IsZero() {
		t.since = time.Now()
	}
	t.raw, t.revision = data, w.next()
	isNew := t.base == ""
	if err := w.write(name, t); err != nil {
		return err
	}
	if isNew { // it need not be UTF-8
		t.become(w.load(name, data))
	}
	return nil
}
