// Package store writes the output of a batch: the files of the issues, and the
// journal that records which issues are finished.
//
// After a power loss or the death of the process, the next run continues from
// the journal, and the final output is byte for byte that of an undisturbed
// run. This is guaranteed by the order of operations. For an issue: temporary
// files are written next to their targets and synced, renamed, their folders
// synced, then the journal's line is written and synced. A file is replaced or
// removed only if the journal claims its name, and a name is claimed only while
// no file has it: files of others in the output are not changed.
//
// A file that Put has written under the name Config.Seal certifies that its
// folder is complete. It is removed before anything in the folder changes.
//
// Errors of the system are of type *SystemError; others have their own types
// and leave the output unchanged.
package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch"
)

// Config describes the output to open.
type Config struct {
	Files  batch.Files
	Out    string // the output's folder, in the system's form
	Header Header
	Plan   []Item // issues of this shard, in any order; keys and outputs must be distinct
	Seal   string // base name of the files that certify their folders; empty: none

	Resume  bool // continue the run whose journal is in the output, if there is one
	Upgrade bool // resume even the output of another build
}

// Store is an output that is being written. Add, Done and Put are safe for
// concurrent use, except for the same issue.
type Store struct {
	disk    *disk
	journal *journal
	header  Header
	seal    string   // see Config.Seal
	keys    []string // of the plan, sorted
	removed []string

	mu     sync.Mutex
	issues map[string]*issue
	claims map[string]string // name → key, of files that may be replaced and removed; the key is empty for those written by Put
	puts   map[string]bool   // names written by Put in this run

	unsealed map[string]bool // seals removed by this run
}

// issue is the state of an issue of the plan. Its entry stays on disk to limit
// the memory for runs with many issues.
type issue struct {
	output  string
	bag     string
	extra   []string // additional names claimed for it
	off     int64    // offset of its entry in the journal
	size    int      // size of its entry; 0 if it has none
	settled bool     // finished in this run, or found finished
	live    []string // its files if settled
}

// Open opens an output. An output that is empty or does not exist is
// initialized. If it contains a journal, Open returns an *ExistsError unless
// Config.Resume is set, a *BuildError if another build has made issues that
// would have to be built again, an *OtherRunError if the journal is of another
// run, an *OptionsError if issues were built with options that make other files,
// and a *DamagedError or *SchemaError if it cannot be read. It returns a
// *ForeignError if files of others have the names of outputs, and a
// *batch.NotPlainError if something else has taken the place of a file of the
// earlier run.
//
// When resuming, temporary files of the earlier run and the files of issues
// that are no longer in the plan are removed: see Removed. The caller must hold
// the Lock.
func Open(c Config) (*Store, error) {
	c.Header.Schema = Schema
	s := &Store{
		header: c.Header,
		seal:   c.Seal,
		disk:   newDisk(c.Files, c.Out),
		issues: map[string]*issue{},
		claims: map[string]string{},
		puts:   map[string]bool{},

		unsealed: map[string]bool{},
	}
	outputs := map[string]string{}
	for _, item := range c.Plan {
		if err := item.check(); err != nil {
			return nil, err
		}
		if s.issues[item.Key] != nil || outputs[item.Output] != "" || item.Key == "" {
			return nil, fmt.Errorf("store: %q or its output %q is in the plan twice, or its key is empty", item.Key, item.Output)
		}
		s.issues[item.Key] = &issue{output: item.Output, bag: item.Bag}
		if item.Output != "" {
			outputs[item.Output] = item.Key
		}
	}
	s.keys = slices.Sorted(maps.Keys(s.issues))
	old, err := readState(s.disk)
	if err != nil {
		return nil, err
	}
	if old.exists {
		if err := mayResume(c, old, s.issues); err != nil {
			return nil, err
		}
	}
	if err := s.checkForeign(slices.Collect(maps.Keys(outputs)), old.claims); err != nil {
		return nil, err
	}
	if err := s.checkPlain(old.claims); err != nil {
		return nil, err
	}
	folders, err := s.disk.missing(slices.Sorted(maps.Keys(outputs)))
	if err != nil {
		return nil, err
	}
	s.disk.remember(folders)
	maps.Copy(s.disk.made, old.folders)
	if err := s.disk.begin(); err != nil {
		return nil, err
	}
	if err := s.clean(old, outputs); err != nil {
		return nil, err
	}
	if err := s.begin(c, old); err != nil {
		return nil, err
	}
	return s, nil
}

func mayResume(c Config, old *state, plan map[string]*issue) error {
	if !c.Resume {
		return &ExistsError{Out: c.Out}
	}
	if was := old.header; was.Shard != c.Header.Shard || was.Shards != c.Header.Shards {
		return &OtherRunError{Out: c.Out, Shard: was.Shard, Shards: was.Shards}
	}
	shared, built, redone := false, false, 0
	for key, e := range old.entries {
		built = built || !e.failed
		if plan[key] != nil {
			shared = true
			if !e.failed {
				redone++
			}
		}
	}
	if !shared && len(old.entries) > 0 {
		return &OtherRunError{Out: c.Out}
	}
	if other := old.header.differences(&c.Header); other != nil && built {
		return &OptionsError{Out: c.Out, Differences: other}
	}
	if was, is := old.header.Options.Build, c.Header.Options.Build; was != is && !c.Upgrade && redone > 0 {
		return &BuildError{Out: c.Out, Was: was, Is: is, Redone: redone}
	}
	return nil
}

// checkForeign returns a *ForeignError if a file with any of the names exists
// and is not claimed.
func (s *Store) checkForeign(names []string, claims map[string]string) error {
	var foreign []string
	for _, name := range names {
		if _, ours := claims[name]; ours {
			continue
		}
		info, err := s.disk.files.Stat(s.disk.path(name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return system(err)
		}
		if !s.aliased(name, info, claims) {
			foreign = append(foreign, name)
		}
	}
	if foreign != nil {
		slices.Sort(foreign)
		return &ForeignError{Out: s.disk.out, Names: foreign}
	}
	return nil
}

// checkPlain returns a *batch.NotPlainError if something that is no regular file
// has taken the place of a file that an earlier run wrote: the program made no
// such thing, so it does not replace it.
func (s *Store) checkPlain(claims map[string]string) error {
	for _, name := range slices.Sorted(maps.Keys(claims)) {
		info, err := s.disk.files.Stat(s.disk.path(name))
		if err == nil && !info.Mode().IsRegular() {
			return &batch.NotPlainError{Name: s.disk.path(name), Mode: info.Mode()}
		}
	}
	return nil
}

// aliased reports whether a file is a claimed one under another spelling, on
// file systems that ignore case or Unicode normalization.
func (s *Store) aliased(name string, info fs.FileInfo, claims map[string]string) bool {
	for claimed := range claims { // rarely reached: only if a file is in the way
		if !strings.EqualFold(norm.NFC.String(claimed), norm.NFC.String(name)) {
			continue
		}
		if other, err := s.disk.files.Stat(s.disk.path(claimed)); err == nil && os.SameFile(info, other) {
			return true
		}
	}
	return false
}

// clean removes what an earlier run left and this one does not need: temporary
// files, files of issues that no longer exist or have moved, and folders that
// have become empty. It updates old to match.
func (s *Store) clean(old *state, outputs map[string]string) error {
	var gone []string
	for _, name := range slices.Sorted(maps.Keys(old.claims)) {
		key := old.claims[name]
		if _, planned := outputs[name]; planned || key == "" {
			continue
		}
		if is := s.issues[key]; is == nil || is.output != old.items[key].Output {
			gone = append(gone, name)
		}
	}
	names := slices.AppendSeq(slices.Collect(maps.Keys(old.claims)), maps.Keys(outputs))
	if err := s.disk.removeTemporary(append(names, journalName)); err != nil {
		return err
	}
	if _, err := s.disk.remove(s.sealsOf(gone, old.claims)); err != nil {
		return err
	}
	removed, err := s.disk.remove(gone)
	if err != nil {
		return err
	}
	s.removed = removed
	if old.exists {
		// This cannot wait for Finish: on some file systems, a new folder that
		// differs from an old one only in case would get the old spelling.
		if err := s.disk.prune(); err != nil {
			return err
		}
	}
	for _, name := range gone {
		delete(old.claims, name)
	}
	s.disk.forget(slices.AppendSeq(slices.Collect(maps.Keys(old.claims)), maps.Keys(outputs)))
	for key := range old.entries {
		if is := s.issues[key]; is == nil || is.output != old.items[key].Output {
			delete(old.entries, key)
		}
	}
	return nil
}

// begin writes a new journal and replaces the old one atomically: header, plan,
// claims, and the entries that may still be valid.
func (s *Store) begin(c Config, old *state) (err error) {
	target := s.disk.path(journalName)
	f, temp, err := s.disk.temporary(journalName)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			s.disk.files.Remove(temp)
		}
	}()
	out := &lines{file: f}
	out.add(kindHeader, c.Header)
	plan := planLine{Folders: slices.Sorted(maps.Keys(s.disk.made))}
	for _, key := range s.keys {
		is := s.issues[key]
		plan.Items = append(plan.Items, Item{Key: coded(key), Output: is.output, Bag: is.bag})
		if is.output != "" {
			s.claims[is.output] = key
		}
	}
	out.add(kindPlan, plan)
	byKey := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(old.claims)) {
		if _, planned := s.claims[name]; planned {
			continue
		}
		key := old.claims[name]
		byKey[key] = append(byKey[key], name)
		s.claims[name] = key
		if is := s.issues[key]; is != nil {
			is.extra = append(is.extra, name)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		out.add(kindClaim, claimLine{Key: coded(key), Names: byKey[key]})
	}
	if len(old.entries) > 0 {
		if err := s.copyEntries(out, old, target); err != nil {
			return err
		}
	}
	if out.err != nil {
		return system(out.err)
	}
	if err := f.Sync(); err != nil {
		return system(err)
	}
	if err := f.Close(); err != nil {
		return system(err)
	}
	if err := s.disk.files.Rename(temp, target); err != nil {
		return system(err)
	}
	if err := s.disk.files.SyncDir(filepath.Dir(target)); err != nil {
		return system(err)
	}
	end, err := s.disk.files.Append(target)
	if err != nil {
		return system(err)
	}
	s.journal = &journal{path: target, file: end, size: out.size}
	return nil
}

// copyEntries copies entries from the old journal.
func (s *Store) copyEntries(out *lines, old *state, journal string) error {
	in, err := s.disk.files.Open(journal)
	if err != nil {
		return system(err)
	}
	defer in.Close()
	for _, key := range slices.Sorted(maps.Keys(old.entries)) {
		e := old.entries[key]
		line := make([]byte, e.size)
		if _, err := in.ReadAt(line, e.off); err != nil && !errors.Is(err, io.EOF) {
			return system(err)
		}
		if line[len(line)-1] != '\n' {
			line = append(line, '\n') // the last line may lack its end
		}
		is := s.issues[key]
		is.off, is.size = out.size, len(line)
		out.write(line)
	}
	return nil
}

// lines writes journal lines to a file and keeps the first error.
type lines struct {
	file batch.File
	size int64
	err  error
}

func (l *lines) add(kind string, value any) {
	line, err := encodeLine(kind, value)
	if l.err == nil {
		l.err = err
	}
	l.write(line)
}

func (l *lines) write(line []byte) {
	if l.err == nil {
		_, l.err = l.file.Write(line)
		l.size += int64(len(line))
	}
}

// checkName returns an error unless the name is inside the output and outside
// StateDir and in canonical form: with slashes, clean, in UTF-8, and not that
// of a temporary file.
func checkName(name string) error {
	first, _, _ := strings.Cut(name, "/")
	if !utf8.ValidString(name) || !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)) ||
		strings.EqualFold(first, batch.StateDir) || isTemporary(path.Base(name)) || strings.ContainsRune(name, 0) {
		return fmt.Errorf("store: %q cannot be the name of a file of the output", name)
	}
	return nil
}
