package store

import (
	"errors"
	"io"
	"io/fs"

	"jianbao/cmd/jianbao/internal/batch"
)

// state is the content of a journal.
type state struct {
	exists  bool
	header  Header
	items   map[string]Item   // by key, of the plan
	claims  map[string]string // name → key
	folders map[string]bool   // created by a run
	entries map[string]found
}

type found struct {
	off    int64
	size   int
	failed bool
}

const journalName = batch.StateDir + "/" + batch.JournalFile

func newState() *state {
	return &state{items: map[string]Item{}, claims: map[string]string{}, folders: map[string]bool{}, entries: map[string]found{}}
}

// readState reads the journal; nil if there is none.
func readState(d *disk) (*state, error) {
	st := newState()
	name := d.path(journalName)
	info, err := d.files.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return st, nil
	}
	if err != nil {
		return nil, system(err)
	}
	st.exists = true
	f, err := d.files.Open(name)
	if err != nil {
		return nil, system(err)
	}
	defer f.Close()
	err = st.read(name, io.NewSectionReader(f, 0, info.Size()))
	var own interface{ journalError() }
	if err != nil && !errors.As(err, &own) {
		err = system(err)
	}
	return st, err
}

func (*DamagedError) journalError() {}
func (*SchemaError) journalError()  {}

// read reads the intact lines of a journal. A line with a correct checksum and
// unexpected content counts as damaged too.
func (st *state) read(name string, r io.Reader) error {
	number := 0
	err := scan(name, r, func(kind string, value []byte, off int64, size int) error {
		number++
		err := st.line(number, kind, value, off, size)
		var schema *SchemaError
		switch {
		case errors.As(err, &schema):
			schema.Path = name
			return err
		case err != nil:
			return &DamagedError{Path: name, Line: number}
		}
		return nil
	})
	if err == nil && number < 2 {
		err = &DamagedError{Path: name, Line: number + 1}
	}
	return err
}

var errLine = errors.New("unexpected line")

func (st *state) line(number int, kind string, value []byte, off int64, size int) error {
	switch {
	case number == 1 && kind == kindHeader:
		if err := decode(value, &st.header); err != nil {
			return err
		}
		if st.header.Schema != Schema {
			return &SchemaError{Schema: st.header.Schema}
		}
		return nil
	case number == 2 && kind == kindPlan:
		return st.plan(value)
	case number > 2 && kind == kindClaim:
		return st.claim(value)
	case number > 2 && kind == kindEntry:
		return st.entry(value, off, size)
	}
	return errLine
}

func (st *state) plan(value []byte) error {
	var plan planLine
	if err := decode(value, &plan); err != nil {
		return err
	}
	for _, item := range plan.Items {
		key, err := plain(item.Key)
		if err != nil {
			return err
		}
		if err := item.check(); err != nil {
			return err
		}
		item.Key = key
		st.items[key] = item
		if item.Output != "" {
			st.claims[item.Output] = key
		}
	}
	return st.addFolders(plan.Folders)
}

func (st *state) claim(value []byte) error {
	var claim claimLine
	if err := decode(value, &claim); err != nil {
		return err
	}
	key, err := plain(claim.Key)
	if err != nil {
		return err
	}
	for _, name := range claim.Names {
		if err := checkName(name); err != nil {
			return err
		}
		st.claims[name] = key
	}
	return st.addFolders(claim.Folders)
}

func (st *state) addFolders(folders []string) error {
	for _, folder := range folders {
		if err := checkName(folder); err != nil {
			return err
		}
		st.folders[folder] = true
	}
	return nil
}

func (st *state) entry(value []byte, off int64, size int) error {
	entry, err := decodeEntry(value)
	if err != nil {
		return err
	}
	st.entries[entry.Key] = found{off: off, size: size, failed: entry.Result.Status == batch.Failed}
	return nil
}
