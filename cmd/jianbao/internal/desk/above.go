package desk

import (
	"path/filepath"

	"jianbao/layout/edition"
)

// publicationAbove returns how many folders above an issue the publication.toml is that it
// uses; -1: there is none.
func publicationAbove(folder string) int {
	if up, ok := edition.PublicationAbove(filepath.Join(folder, manifestName)); ok {
		return up
	}
	return -1
}

// lookAbove uses a publication.toml that has come since the issue was opened, or that is
// nearer than the one before it. It counts when two looks agree. One that has vanished is
// told as any other file, and stays the one that is used.
func (w *work) lookAbove() {
	up := publicationAbove(w.folder.path)
	agree := up == w.upSeen
	w.upSeen = up
	if up < 0 || up == w.up || !agree {
		return
	}
	old := w.publication()
	if t := w.texts[old]; t != nil {
		if !t.since.IsZero() || t.theirs != nil {
			return // its changes are saved first
		}
		delete(w.texts, old)
		w.dropped = append(w.dropped, old)
		w.done.forget(old)
	}
	if w.folder.share(up) == nil { // else the next look tries again
		w.up = up
		w.change()
	}
}
