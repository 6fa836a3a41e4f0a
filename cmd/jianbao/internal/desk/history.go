package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// keepChanges is how many changes of each file the history keeps.
const keepChanges = 200

// history holds the texts of files before and after each change, in the folder
// .jianbao/history, one folder for each file. A change is on disk there before the file
// itself is written, so that nothing is lost that a kill interrupts.
type history struct {
	folder *folder
	last   map[string]int // number of the newest entry, by name
}

// change is an entry of the history.
type change struct {
	Base string `json:"base"` // digest of the file that the text replaces; empty: there was none
	Time string `json:"time"`
	Text []byte `json:"text"`

	// Encoding is that of the file whose text this is, which is not UTF-8 and stays as it
	// is until it is decided whether it becomes so.
	Encoding string `json:"encoding,omitempty"`
	// Was is the file that is replaced, where the history does not have it as a text.
	Was []byte `json:"was,omitempty"`
}

func newHistory(f *folder) *history { return &history{folder: f, last: map[string]int{}} }

// dir returns the folder of a file's entries.
func (h *history) dir(name string) string {
	escaped := strings.NewReplacer("%", "%25", "/", "%2F", "\\", "%5C").Replace(path.Clean(name))
	return filepath.Join(own, "history", escaped)
}

// entries returns the numbers of a file's entries, ascending.
func (h *history) entries(name string) []int {
	dir, err := h.folder.root.Open(h.dir(name))
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	var list []int
	for _, n := range names {
		if number, err := strconv.Atoi(strings.TrimSuffix(n, ".json")); err == nil && strings.HasSuffix(n, ".json") {
			list = append(list, number)
		}
	}
	slices.Sort(list)
	return list
}

// add adds an entry, with the time: a text that is going to replace a file, or one that
// the history alone has.
func (h *history) add(name string, entry change) error {
	number, known := h.last[name]
	list := []int(nil)
	if !known {
		if list = h.entries(name); len(list) > 0 {
			number = list[len(list)-1]
		}
		if err := h.folder.root.MkdirAll(h.dir(name), 0o777); err != nil {
			return err
		}
	}
	number++
	entry.Time = time.Now().UTC().Format(time.RFC3339)
	data, err := json.Marshal(entry)
	if err != nil {
		return err
	}
	file, err := h.folder.root.OpenFile(h.entry(name, number), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if failed := file.Close(); err == nil {
		err = failed
	}
	if err != nil {
		return err
	}
	h.last[name] = number
	h.forget(name, number-keepChanges, list)
	return nil
}

// forget removes the entry of a number, and those before it that a list names.
func (h *history) forget(name string, number int, list []int) {
	if number > 0 {
		h.folder.root.Remove(h.entry(name, number))
	}
	for _, n := range list {
		if n <= number {
			h.folder.root.Remove(h.entry(name, n))
		}
	}
}

func (h *history) entry(name string, number int) string {
	return filepath.Join(h.dir(name), fmt.Sprintf("%08d.json", number))
}

// newest returns a file's newest entry that can be read; a kill may have cut off the
// last one.
func (h *history) newest(name string) (change, bool) {
	list := h.entries(name)
	for i := len(list) - 1; i >= 0; i-- {
		data, err := h.folder.root.ReadFile(h.entry(name, list[i]))
		var c change
		if err == nil && json.Unmarshal(data, &c) == nil {
			return c, true
		}
	}
	return change{}, false
}

// lost returns the entry of the text that a kill kept from being written, or that waits
// for an answer: the newest of the history, if the file on disk is still the one that it
// was to replace.
func (h *history) lost(name string) (c change, ok bool) {
	if c, ok = h.newest(name); !ok {
		return c, false
	}
	now, err := h.folder.read(name, maxText)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return c, c.Base == ""
	case err != nil || digest(now) == digest(c.Text):
		return c, false
	}
	return c, digest(now) == c.Base
}

// files returns the names of the files that have a history.
func (h *history) files() []string {
	dir, err := h.folder.root.Open(filepath.Join(own, "history"))
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	slices.Sort(names)
	for i, n := range names {
		names[i] = strings.NewReplacer("%2F", "/", "%5C", "\\", "%25", "%").Replace(n)
	}
	return names
}
