package store

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
)

// Merge copies the issues of finished shards, all of one plan and each shard once,
// into one output, and returns it: the caller then writes the files about all
// issues with Put and calls Finish. An interrupted merge is continued by calling
// Merge again. Errors about shards are *MergeError; those of several unfinished
// shards are joined (errors.Join). Errors about into are those of Open.
//
// The caller must hold the lock of into. One issue at a time is in memory.
func Merge(files batch.Files, into string, shards []string, to Destination) (*Store, error) {
	m := &merge{files: files, to: to, from: map[string]*shard{}}
	var unfinished []error
	for _, out := range shards {
		switch err := m.read(out); {
		case errors.Is(err, ErrUnfinished):
			unfinished = append(unfinished, err) // report all, so that all can be resumed
		case err != nil:
			return nil, err
		}
	}
	if err := errors.Join(unfinished...); err != nil {
		return nil, err
	}
	if err := m.complete(); err != nil {
		return nil, err
	}
	c := Config{Files: files, Out: into, Header: m.all[0].state.header, Plan: m.plan, Seal: to.Seal, Resume: true}
	c.Header.Shard, c.Header.Shards, c.Header.Bags = 1, 1, to.Bags
	old, err := readState(newDisk(files, into))
	if err != nil {
		return nil, err
	}
	if old.exists && (old.header.Plan != c.Header.Plan || !sameOptions(old.header.Options, c.Header.Options)) {
		return nil, &ExistsError{Out: into}
	}
	s, err := Open(c)
	if err != nil {
		return nil, err
	}
	for _, key := range s.keys {
		if err := m.copy(s, key); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	return s, nil
}

// Destination maps files of the shards to the merged output. The zero
// Destination keeps their names.
type Destination struct {
	// Name returns the new name of a file of an issue; empty: the file is omitted.
	Name func(item Item, name string) string
	Bags bool   // Name moves the files into bags
	Seal string // see Config.Seal
	// Refuse turns the result of an issue whose PDF has no name into a failure.
	Refuse func(*batch.Result)
}

func (d Destination) name(item Item, name string) string {
	if d.Name == nil || name == "" {
		return name
	}
	return d.Name(item, name)
}

type merge struct {
	files batch.Files
	to    Destination
	all   []*shard
	from  map[string]*shard // by key
	plan  []Item
}

type shard struct {
	disk  *disk
	state *state
}

// read reads the journal of a shard and checks it.
func (m *merge) read(out string) error {
	refuse := func(err error, detail string) error { return &MergeError{Out: out, Detail: detail, Err: err} }
	d := newDisk(m.files, out)
	st, err := readState(d)
	if err != nil {
		return err
	}
	if !st.exists {
		return refuse(ErrNoOutput, "")
	}
	sh := &shard{disk: d, state: st}
	if len(m.all) > 0 {
		first := m.all[0].state.header
		if st.header.Plan != first.Plan || st.header.Shards != first.Shards {
			return refuse(ErrPlans, "")
		}
		if !sameOptions(st.header.Options, first.Options) {
			return refuse(ErrOptions, "")
		}
	}
	unfinished := 0
	for _, key := range slices.Sorted(maps.Keys(st.items)) {
		if _, done := st.entries[key]; !done {
			unfinished++
		}
		if m.from[key] != nil {
			return refuse(m.repeated(sh), key)
		}
		m.from[key] = sh
		item := st.items[key]
		item.Output = m.to.name(item, item.Output)
		m.plan = append(m.plan, item)
	}
	if unfinished > 0 {
		return refuse(ErrUnfinished, fmt.Sprintf("%d/%d", unfinished, len(st.items)))
	}
	m.all = append(m.all, sh)
	return nil
}

// repeated returns the error for an issue that occurs again: the same shard is
// given twice, or two shards are not of one plan.
func (m *merge) repeated(sh *shard) error {
	for _, other := range m.all {
		if other.state.header.Shard == sh.state.header.Shard {
			return ErrShards
		}
	}
	return ErrTwice
}

// complete checks that every shard is present once, and that no two issues have
// the same output.
func (m *merge) complete() error {
	if len(m.all) == 0 {
		return &MergeError{Err: ErrShards, Detail: "none was named"}
	}
	count := map[int]int{}
	for _, sh := range m.all {
		count[sh.state.header.Shard]++
	}
	shards := m.all[0].state.header.Shards
	var wrong []string
	for i := 1; i <= shards; i++ {
		switch {
		case count[i] == 0:
			wrong = append(wrong, fmt.Sprintf("%d/%d missing", i, shards))
		case count[i] > 1:
			wrong = append(wrong, fmt.Sprintf("%d/%d twice", i, shards))
		}
	}
	if len(wrong) > 0 || len(m.all) != shards {
		return &MergeError{Err: ErrShards, Detail: strings.Join(wrong, ", ")}
	}
	slices.SortFunc(m.plan, func(a, b Item) int { return cmp.Compare(a.Output, b.Output) })
	for i := 1; i < len(m.plan); i++ {
		if m.plan[i].Output == m.plan[i-1].Output && m.plan[i].Output != "" {
			return &MergeError{Err: ErrTwice, Detail: m.plan[i].Output}
		}
	}
	return nil
}

// sameOptions compares the options that affect output bytes. Paths of fonts are
// not compared, because they differ between machines; their content is in the
// input hash of each issue.
func sameOptions(a, b batch.Options) bool {
	return a.Profile == b.Profile && a.Standard == b.Standard && a.Epoch == b.Epoch && a.Build == b.Build && a.Lang == b.Lang
}

// copy copies an issue from its shard, unless an earlier merge has done so.
func (m *merge) copy(s *Store, key string) error {
	sh := m.from[key]
	at := sh.state.entries[key]
	e, err := readEntry(sh.disk, at.off, at.size)
	if err != nil {
		return err
	}
	done, err := s.Done(key, func(*batch.Entry) string { return e.Result.InputHash })
	if err != nil || done {
		return err
	}
	var extra []File
	item := sh.state.items[key]
	output := m.to.name(item, e.Output)
	if e.Result.Status != batch.Failed && output == "" {
		m.to.Refuse(&e.Result)
		e.Output = ""
		return s.Add(e.Entry)
	}
	for _, file := range e.Files {
		name := m.to.name(item, file.Name)
		if name == "" {
			continue
		}
		data, err := m.files.ReadFile(sh.disk.path(file.Name))
		if err != nil || sumOf(data) != file.SHA512 {
			return &MergeError{Out: sh.disk.out, Detail: file.Name, Err: errors.Join(ErrChanged, err)}
		}
		if file.Name == e.Output {
			e.Result.PDF = data
		} else {
			extra = append(extra, File{Name: name, Data: data})
		}
	}
	e.Output = output
	return s.Add(e.Entry, extra...)
}
