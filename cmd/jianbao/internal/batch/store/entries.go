package store

import (
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
)

// Removed returns the files that Open removed because their issue is no longer
// in the plan or has moved, sorted.
func (s *Store) Removed() []string { return s.removed }

// Done reports whether an issue need not be built again: an earlier run has
// built it, its files are unchanged, and current returns the input hash that
// they were built from. current is called only if the other conditions hold.
// Failed issues are never done.
func (s *Store) Done(key string, current func(was *batch.Entry) string) (bool, error) {
	is := s.issues[key]
	if is == nil {
		return false, unplanned(key)
	}
	if is.size == 0 {
		return false, nil
	}
	e, err := s.readEntry(is)
	if err != nil {
		return false, err
	}
	if e.Result.Status == batch.Failed {
		return false, nil
	}
	var live []string
	for _, file := range e.Files {
		// A file that cannot be read is written again; errors are reported then.
		if sum, err := s.hash(file.Name); err != nil || sum != file.SHA512 {
			return false, nil
		}
		live = append(live, file.Name)
	}
	if current(&e.Entry) != e.Result.InputHash {
		return false, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	is.settled, is.live = true, live
	return true, nil
}

// Add stores an issue: its PDF at the planned output, and the extra files, then
// its line in the journal. Other files that an earlier run wrote for it are
// removed. A failed issue has no output and no files. Fields of the result that
// are not in the journal (PDF, data of inputs) are not needed afterwards.
//
// If a file of others has the name of an extra file, the error is a
// *ForeignError. After a *SystemError other issues can still be added, unless
// writing the journal failed; then every further Add fails.
func (s *Store) Add(e batch.Entry, extra ...File) error {
	is := s.issues[e.Key]
	if is == nil {
		return unplanned(e.Key)
	}
	files := slices.Clone(extra)
	if e.Result.Status == batch.Failed {
		if e.Output != "" || len(extra) > 0 {
			return fmt.Errorf("store: the issue %q failed and has files", e.Key)
		}
	} else {
		if e.Output != is.output {
			return fmt.Errorf("store: the output of %q is %q, not %q", e.Key, is.output, e.Output)
		}
		if is.output == "" {
			return fmt.Errorf("store: the issue %q has no output", e.Key)
		}
		files = append(files, File{Name: e.Output, Data: e.Result.PDF})
	}
	line := entryLine{Entry: e}
	var live []string
	for _, file := range files {
		line.Files = append(line.Files, Written{file.Name, sumOf(file.Data), int64(len(file.Data))})
		live = append(live, file.Name)
	}
	if n := len(files); n > 0 {
		if sum := line.Files[n-1].SHA512; e.Result.SHA512 == "" {
			line.Result.SHA512 = sum
		} else if e.Result.SHA512 != sum {
			return fmt.Errorf("store: the PDF of %q does not match its result", e.Key)
		}
	}
	if err := s.claim(e.Key, live); err != nil {
		return err
	}
	other := s.other(is, live)
	if err := s.unseal(append(other, live...)); err != nil {
		return err
	}
	if err := s.disk.write(files); err != nil {
		return err
	}
	if _, err := s.disk.remove(other); err != nil {
		return err
	}
	line.Key = coded(e.Key)
	off, size, err := s.journal.add(kindEntry, line)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	is.off, is.size, is.settled, is.live = off, size, true, live
	return nil
}

func unplanned(key string) error { return fmt.Errorf("store: the issue %q is not in the plan", key) }

// other returns the names claimed for an issue that are not in live, sorted.
func (s *Store) other(is *issue, live []string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := slices.DeleteFunc(append([]string{is.output}, is.extra...), func(name string) bool {
		return name == "" || slices.Contains(live, name)
	})
	slices.Sort(names)
	return slices.Clip(names)
}

// claim records the names that are about to be written, unless they are already
// claimed.
func (s *Store) claim(key string, names []string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	line := claimLine{Key: coded(key)}
	for i, name := range names {
		if err := checkName(name); err != nil {
			return err
		}
		if slices.Contains(names[:i], name) {
			return fmt.Errorf("store: %q is written twice for %q", name, key)
		}
		switch owner, ok := s.claims[name]; {
		case !ok:
			line.Names = append(line.Names, name)
		case owner != key:
			return fmt.Errorf("store: %q is written for %q and for %q", name, owner, key)
		}
	}
	if line.Names == nil {
		return nil
	}
	if err := s.checkForeign(line.Names, s.claims); err != nil {
		return err
	}
	folders, err := s.disk.missing(line.Names)
	if err != nil {
		return err
	}
	line.Folders = folders
	if _, _, err := s.journal.add(kindClaim, line); err != nil {
		return err
	}
	s.disk.remember(folders)
	for _, name := range line.Names {
		s.claims[name] = key
	}
	if is := s.issues[key]; is != nil {
		is.extra = append(is.extra, line.Names...)
	}
	return nil
}

// Close closes the journal. The output can be resumed.
func (s *Store) Close() error { return s.journal.close() }

// Entries calls each for the finished issues and their files, in the order of
// their keys, until it returns an error.
func (s *Store) Entries(each func(batch.Entry, []Written) error) error {
	for _, key := range s.keys {
		e, files, ok, err := s.Entry(key)
		if err == nil && ok {
			err = each(e, files)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Entry returns a finished issue and its files; ok is false if the issue is
// unfinished.
func (s *Store) Entry(key string) (e batch.Entry, files []Written, ok bool, err error) {
	s.mu.Lock()
	is := s.issues[key]
	var at issue
	if is != nil {
		at = *is
	}
	s.mu.Unlock()
	if at.size == 0 {
		return e, nil, false, nil
	}
	line, err := s.readEntry(&at)
	return line.Entry, line.Files, err == nil, err
}

// Header returns the header of the journal, which identifies the run.
func (s *Store) Header() Header { return s.header }

// Plan returns the issues in the order of their keys.
func (s *Store) Plan() []Item {
	items := make([]Item, len(s.keys))
	for i, key := range s.keys {
		items[i] = Item{Key: key, Output: s.issues[key].output, Bag: s.issues[key].bag}
	}
	return items
}

// Unfinished returns the keys of the unfinished issues, sorted.
func (s *Store) Unfinished() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.keys), func(key string) bool { return s.issues[key].settled })
}

func (s *Store) readEntry(is *issue) (entryLine, error) {
	return readEntry(s.disk, is.off, is.size)
}

// readEntry reads a line of the journal.
func readEntry(d *disk, off int64, size int) (entryLine, error) {
	f, err := d.files.Open(d.path(journalName))
	if err != nil {
		return entryLine{}, system(err)
	}
	defer f.Close()
	line := make([]byte, size)
	if n, err := f.ReadAt(line, off); n < size {
		return entryLine{}, system(err)
	}
	if line[size-1] == '\n' {
		line = line[:size-1]
	}
	kind, value, ok := decodeLine(line)
	if !ok || kind != kindEntry {
		return entryLine{}, system(fmt.Errorf("%s: changed during use", d.path(journalName)))
	}
	return decodeEntry(value)
}

func decode(value []byte, into any) error { return json.Unmarshal(value, into) }

func decodeEntry(value []byte) (e entryLine, err error) {
	if err := decode(value, &e); err != nil {
		return e, err
	}
	for _, file := range e.Files {
		if err := checkName(file.Name); err != nil {
			return e, err
		}
	}
	e.Key, err = plain(e.Key)
	return e, err
}

func sumOf(data []byte) string {
	sum := sha512.Sum512(data)
	return hex.EncodeToString(sum[:])
}

// hash returns the SHA-512 of a file of the output, in hexadecimal.
func (s *Store) hash(name string) (string, error) {
	f, err := s.disk.files.Open(s.disk.path(name))
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha512.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, math.MaxInt64)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
