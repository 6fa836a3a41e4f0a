package desk

import (
	"os"
	"slices"
	"time"
)

// watched are the files that an issue was read from and that are not edited here:
// pictures, fonts, themes. A change counts when two looks agree.
type watched struct {
	names []string
	seen  map[string]stamp // as the issue was composed
	next  map[string]stamp // as the last look found them, where that is different
}

// stamp is what tells a file from a changed one; zero: there is none.
type stamp struct {
	size int64
	time time.Time
}

func stampOf(name string) stamp {
	info, err := os.Stat(name)
	if err != nil {
		return stamp{}
	}
	return stamp{info.Size(), info.ModTime()}
}

// set watches the files with the given names, also those that do not exist yet.
func (w *watched) set(names []string) {
	if slices.Equal(names, w.names) {
		return
	}
	old := w.seen
	w.names, w.seen, w.next = names, make(map[string]stamp, len(names)), map[string]stamp{}
	for _, name := range names {
		if s, known := old[name]; known {
			w.seen[name] = s
		} else {
			w.seen[name] = stampOf(name)
		}
	}
}

// look reports whether files have changed since they were looked at.
func (w *watched) look() bool {
	changed := false
	for _, name := range w.names {
		now := stampOf(name)
		switch {
		case now == w.seen[name]:
			delete(w.next, name)
		case found(w.next, name, now):
			w.seen[name] = now
			delete(w.next, name)
			changed = true
		default:
			w.next[name] = now
		}
	}
	return changed
}

// found reports whether a look before this one found a file the same.
func found(next map[string]stamp, name string, now stamp) bool {
	s, looked := next[name]
	return looked && s == now
}
