package store

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/crashfiles"
)

// journalOf returns a journal of n entries.
func journalOf(t testing.TB, n int) []byte {
	t.Helper()
	var all []byte
	add := func(kind string, value any) {
		line, err := encodeLine(kind, value)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, line...)
	}
	add(kindHeader, Header{Schema: Schema, Plan: "p", Shard: 1, Shards: 1})
	plan := planLine{Folders: []string{"a"}}
	for i := range n {
		plan.Items = append(plan.Items, Item{Key: fmt.Sprintf("%d.toml", i), Output: fmt.Sprintf("a/%d.pdf", i)})
	}
	add(kindPlan, plan)
	for i, item := range plan.Items {
		if i == 1 {
			add(kindClaim, claimLine{Key: item.Key, Names: []string{"a/1.json"}})
		}
		e := batch.Entry{Key: coded(item.Key), Output: item.Output, Result: batch.Result{Status: batch.OK, Title: "简报 <&>\u2028\"}"}}
		add(kindEntry, entryLine{Entry: e, Files: []Written{{item.Output, "00", 4}}})
	}
	return all
}

func readAll(data []byte) (*state, error) {
	st := newState()
	return st, st.read("journal", bytes.NewReader(data))
}

func keysOf(st *state) []string { return slices.Sorted(maps.Keys(st.entries)) }

func TestJournalRoundTrip(t *testing.T) {
	data := journalOf(t, 3)
	st, err := readAll(data)
	if err != nil {
		t.Fatal(err)
	}
	if got := keysOf(st); !slices.Equal(got, []string{"0.toml", "1.toml", "2.toml"}) {
		t.Errorf("entries %q", got)
	}
	if st.claims["a/1.json"] != "1.toml" || st.claims["a/2.pdf"] != "2.toml" || !st.folders["a"] || st.header.Plan != "p" {
		t.Errorf("state %+v", st)
	}
	for key, e := range st.entries {
		line := data[e.off : e.off+int64(e.size)]
		_, value, ok := decodeLine(bytes.TrimSuffix(line, []byte("\n")))
		entry, err := decodeEntry(value)
		if !ok || err != nil || entry.Key != key || entry.Result.Title != "简报 <&>\u2028\"}" {
			t.Errorf("entry %s: %v, %v, %+v", key, ok, err, entry)
		}
	}
}

func TestKeysThatAreNotUTF8(t *testing.T) {
	for _, key := range []string{"a", "\xff", "期/\xd6\xd0\xce\xc4.toml", "a\nb", "\x01"} {
		line, err := encodeLine(kindEntry, entryLine{Entry: batch.Entry{Key: coded(key)}})
		if err != nil {
			t.Fatal(err)
		}
		_, value, _ := decodeLine(bytes.TrimSuffix(line, []byte("\n")))
		if e, err := decodeEntry(value); err != nil || e.Key != key || bytes.Count(line, []byte("\n")) != 1 {
			t.Errorf("%q came back as %q, %v", key, e.Key, err)
		}
	}
}

// TestJournalCutAnywhere: of a journal truncated at any byte, all complete
// lines are read.
func TestJournalCutAnywhere(t *testing.T) {
	data := journalOf(t, 3)
	for n := range data {
		for _, rest := range []string{"", "\x00\x00\x00", "\n", "\x00\n\x00\n"} {
			whole := bytes.Count(data[:n], []byte("\n"))
			if data[n] == '\n' && (rest == "" || rest == "\n") {
				whole++ // only its line end is missing
			}
			st, err := readAll(append(data[:n:n], rest...))
			var damaged *DamagedError
			if whole < 2 {
				if !errors.As(err, &damaged) {
					t.Fatalf("cut at %d: %v", n, err)
				}
				continue
			}
			// Except header, plan and the claim, which is the fourth line.
			if want := whole - 2 - min(1, max(0, whole-3)); err != nil || len(st.entries) != want {
				t.Fatalf("cut at %d of %d, then %q: %d entries, want %d, %v", n, len(data), rest, len(st.entries), want, err)
			}
		}
	}
}

func TestJournalDamagedInTheMiddle(t *testing.T) {
	lines := bytes.SplitAfter(journalOf(t, 3), []byte("\n"))
	lines = lines[:len(lines)-1]
	for i := range lines {
		bad := slices.Clone(lines)
		bad[i] = bytes.Replace(bad[i], []byte(`"`), []byte(`'`), 1)
		st, err := readAll(bytes.Join(bad, nil))
		var damaged *DamagedError
		if i == len(lines)-1 {
			if err != nil || len(st.entries) != 2 {
				t.Errorf("the last line: %v", err)
			}
			continue
		}
		if !errors.As(err, &damaged) || damaged.Line != i+1 {
			t.Errorf("line %d: %v", i+1, err)
			continue
		}
		// The repair suggested by the message works.
		if _, err := readAll(bytes.Join(slices.Delete(bad, i, i+1), nil)); i >= 2 && err != nil {
			t.Errorf("without line %d: %v", i+1, err)
		}
	}
}

func TestJournalOfAnotherSchema(t *testing.T) {
	data := bytes.Join(bytes.SplitAfter(journalOf(t, 1), []byte("\n"))[1:], nil)
	line, err := encodeLine(kindHeader, Header{Schema: Schema + 1})
	if err != nil {
		t.Fatal(err)
	}
	var schema *SchemaError
	if _, err := readAll(append(line, data...)); !errors.As(err, &schema) || schema.Schema != Schema+1 || schema.Path != "journal" {
		t.Errorf("%v", err)
	}
}

// FuzzJournal damages a journal: everything read from it was written to it, and
// a truncated journal loses only its end.
func FuzzJournal(f *testing.F) {
	f.Add(uint(0), uint(0), []byte(""))
	f.Add(uint(300), uint(5), []byte("\x00\x00"))
	f.Add(uint(900), uint(1), []byte("\n"))
	f.Add(uint(1), uint(100000), []byte(`{"sum":"`))
	whole := journalOf(f, 4)
	want, err := readAll(whole)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, at, size uint, patch []byte) {
		from := min(at, uint(len(whole)))
		to := min(from+min(size, uint(len(whole))), uint(len(whole)))
		data := slices.Concat(whole[:from], patch, whole[to:])
		st, err := readAll(data)
		var damaged *DamagedError
		if err != nil {
			if !errors.As(err, &damaged) {
				t.Fatalf("error %T %v", err, err)
			}
			return
		}
		if to == uint(len(whole)) && bytes.HasPrefix(whole, data) {
			if got := keysOf(want)[:len(st.entries)]; !slices.Equal(got, keysOf(st)) {
				t.Fatalf("cut at %d: entries %q", from, keysOf(st))
			}
		}
		if st.header.Plan != want.header.Plan {
			t.Fatalf("header %+v", st.header)
		}
		for key := range st.entries {
			if _, ok := want.entries[key]; !ok {
				t.Fatalf("entry %q was never written", key)
			}
		}
		for name, key := range st.claims {
			if want.claims[name] != key {
				t.Fatalf("claim %q of %q was never written", name, key)
			}
		}
	})
}

// TestLastLineWithoutItsEnd: the last line of a journal may have lost its newline
// and nothing else. When a run is resumed, that entry is sorted before others, by
// its key, and must be a separate line.
func TestLastLineWithoutItsEnd(t *testing.T) {
	plan := sample()
	d := crashfiles.New()
	s, err := Open(config(d, plan))
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range []int{3, 1, 0} { // the first key is stored last
		if err := s.Add(plan[i].entry(), plan[i].files()...); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	name := out + "/" + journalName
	journal, ended := strings.CutSuffix(d.Tree()[name], "\n")
	if !ended || !strings.Contains(journal[strings.LastIndex(journal, "\n"):], plan[0].key) {
		t.Fatalf("the last line is not the entry of %s:\n%s", plan[0].key, journal)
	}
	putAt(t, d, name, journal)
	for range 2 { // the second time it reads the journal written by the first
		s, err := Open(config(d, plan))
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range []int{0, 1, 3} {
			done, err := s.Done(plan[i].key, func(*batch.Entry) string { return plan[i].input })
			if !done || err != nil {
				t.Errorf("%s: done %v, %v", plan[i].key, done, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
