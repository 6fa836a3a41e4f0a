package store

import (
	"maps"
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
)

// View is read-only access to the journal of an output.
type View struct {
	Header Header
	Plan   []Item   // in the order of their keys
	Files  []string // names of all files that a run may have written, sorted

	disk  *disk
	state *state
}

// Look reads the journal of an output without changing anything. Without a
// journal it returns nil; errors are those of Open about journals.
func Look(files batch.Files, out string) (*View, error) {
	d := newDisk(files, out)
	st, err := readState(d)
	if err != nil || !st.exists {
		return nil, err
	}
	v := &View{Header: st.header, Files: slices.Sorted(maps.Keys(st.claims)), disk: d, state: st}
	for _, key := range slices.Sorted(maps.Keys(st.items)) {
		v.Plan = append(v.Plan, st.items[key])
	}
	return v, nil
}

// Unfinished returns the number of issues of the plan that are unfinished.
func (v *View) Unfinished() int {
	n := 0
	for _, item := range v.Plan {
		if _, ok := v.state.entries[item.Key]; !ok {
			n++
		}
	}
	return n
}

// Entries calls each for the finished issues of the plan and their files, in
// the order of their keys, until it returns an error.
func (v *View) Entries(each func(batch.Entry, []Written) error) error {
	for _, item := range v.Plan {
		at, ok := v.state.entries[item.Key]
		if !ok {
			continue
		}
		e, err := readEntry(v.disk, at.off, at.size)
		if err != nil {
			return err
		}
		if err := each(e.Entry, e.Files); err != nil {
			return err
		}
	}
	return nil
}
