package store

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/crashfiles"
)

// refused checks that Open returns an error of type E and does not change the
// disk.
func refused[E error](t *testing.T, what string, d *crashfiles.Disk, edit func(*Config)) E {
	t.Helper()
	before := d.Tree()
	c := config(d, sample())
	edit(&c)
	_, err := Open(c)
	var want E
	if !errors.As(err, &want) {
		t.Errorf("%s: got %T %v, want %T", what, err, err, want)
	}
	same(t, what, d.Tree(), before)
	return want
}

func TestOpenRefuses(t *testing.T) {
	d := crashfiles.New()
	mustRun(t, d, sample())
	refused[*ExistsError](t, "without resume", d, func(c *Config) { c.Resume = false })
	refused[*OtherRunError](t, "another shard", d, func(c *Config) { c.Header.Shard, c.Header.Shards = 2, 3 })
	refused[*OtherRunError](t, "other issues", d, func(c *Config) { c.Plan = []Item{{Key: "other.toml", Output: "other.pdf"}} })
	options := map[string]func(h *Header){
		"--profile":         func(h *Header) { h.Options.Profile = "screen" },
		"--pdfa":            func(h *Header) { h.Options.Standard = "2a" },
		"--bag":             func(h *Header) { h.Bags = true },
		"--name":            func(h *Header) { h.Name = "{title}" },
		"SOURCE_DATE_EPOCH": func(h *Header) { h.Options.Epoch = "1" },
	}
	for _, option := range slices.Sorted(maps.Keys(options)) {
		for _, upgrade := range []bool{false, true} {
			e := refused[*OptionsError](t, option, d, func(c *Config) { options[option](&c.Header); c.Upgrade = upgrade })
			if e != nil && (len(e.Differences) != 1 || e.Differences[0].Option != option || e.Differences[0].Was == e.Differences[0].Is) {
				t.Errorf("%s: %q", option, e.Differences)
			}
		}
	}
	refused[*OtherRunError](t, "no issues", d, func(c *Config) { c.Plan = nil })
	e := refused[*BuildError](t, "another build", d, func(c *Config) { c.Header.Options.Build = "b2" })
	if e != nil && (e.Redone != 4 || e.Was != "b1" || e.Is != "b2") {
		t.Errorf("another build: %+v", e)
	}
	c := config(d, sample())
	c.Header.Options.Build, c.Upgrade = "b2", true
	plan := sample()
	for i := range plan {
		plan[i].input += " b2"
	}
	if built, err := run(c, plan); err != nil || built != 5 {
		t.Errorf("upgraded: built %d, %v", built, err)
	}
	refused[*BuildError](t, "back to the old build", d, func(*Config) {})
	occupied := d.After(losses[0])
	name := out + "/" + sample()[0].output
	if err := errors.Join(occupied.Remove(name), occupied.MkdirAll(name)); err != nil {
		t.Fatal(err)
	}
	if e := refused[*batch.NotPlainError](t, "a folder in place of a file", occupied, func(c *Config) { c.Header.Options.Build, c.Upgrade = "b2", true }); e != nil && e.Name != name {
		t.Errorf("a folder in place of a file: %q", e.Name)
	}
	for _, lines := range []int{0, 1} {
		broken := d.After(losses[0])
		whole, err := broken.ReadFile(out + "/" + journalName)
		if err != nil {
			t.Fatal(err)
		}
		first := strings.SplitAfterN(string(whole), "\n", lines+1)
		put(t, broken, journalName, strings.Join(first[:lines], ""))
		refused[*DamagedError](t, "a journal that lost its beginning", broken, func(*Config) {})
	}
}

func TestForeignFilesStay(t *testing.T) {
	d := crashfiles.New()
	for _, folder := range []string{"1951/01", "top.pdf"} {
		if err := d.MkdirAll(out + "/" + folder); err != nil {
			t.Fatal(err)
		}
	}
	put(t, d, "1951/01/a.pdf", "theirs")
	e := refused[*ForeignError](t, "a file and a folder in the way", d, func(*Config) {})
	if e != nil && !slices.Equal(e.Names, []string{"1951/01/a.pdf", "top.pdf"}) {
		t.Errorf("named were %q", e.Names)
	}

	// Files that are not in the plan are found later.
	d = crashfiles.New()
	if err := d.MkdirAll(out + "/1951/02"); err != nil {
		t.Fatal(err)
	}
	put(t, d, "1951/02/b.json", "theirs")
	put(t, d, "index.csv", "theirs")
	s, err := Open(config(d, sample()))
	if err != nil {
		t.Fatal(err)
	}
	f := sample()[1]
	if err := s.Add(f.entry(), f.files()...); !errors.As(err, &e) || e.Names[0] != "1951/02/b.json" {
		t.Errorf("Add: %v", err)
	}
	if err := s.Put(File{Name: "index.csv"}); !errors.As(err, &e) || e.Names[0] != "index.csv" {
		t.Errorf("Put: %v", err)
	}
	tree := visible(d)
	if tree[out+"/1951/02/b.json"] != "theirs" || tree[out+"/index.csv"] != "theirs" || tree[out+"/1951/02/b.pdf"] != "" {
		t.Errorf("disk: %q", tree)
	}
	// The run can continue after the file is removed.
	if err := d.Remove(out + "/1951/02/b.json"); err != nil {
		t.Fatal(err)
	}
	if err := s.Add(f.entry(), f.files()...); err != nil {
		t.Error(err)
	}
}

// TestDamageIsRedone: after any change of an issue's files or input, only this
// issue is built again.
func TestDamageIsRedone(t *testing.T) {
	whole := crashfiles.New()
	mustRun(t, whole, sample())
	for what, harm := range map[string]func(d *crashfiles.Disk) error{
		"removed": func(d *crashfiles.Disk) error { return d.Remove(out + "/1951/02/b.pdf") },
		"changed": func(d *crashfiles.Disk) error { put(t, d, "1951/02/b.pdf", "%PDF tow"); return nil },
		"emptied": func(d *crashfiles.Disk) error { put(t, d, "1951/02/b.json", ""); return nil },
	} {
		d := whole.After(losses[0])
		if err := harm(d); err != nil {
			t.Fatal(err)
		}
		if built := mustRun(t, d, sample()); built != 2 { // and the failed one
			t.Errorf("%s: built %d", what, built)
		}
		same(t, what, visible(d), visible(whole))
	}
	d := whole.After(losses[0])
	plan := sample()
	plan[0].input = "other"
	if built := mustRun(t, d, plan); built != 2 {
		t.Errorf("other input: built %d", built)
	}
	s, err := Open(config(d, plan))
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Remove(out + "/1951/01/a.pdf"); err != nil {
		t.Fatal(err)
	}
	if done, err := s.Done(plan[0].key, func(*batch.Entry) string {
		t.Error("the input was read for a file that is missing")
		return ""
	}); done || err != nil {
		t.Errorf("missing: %v, %v", done, err)
	}
	if done, err := s.Done(plan[1].key, func(*batch.Entry) string { return "" }); done || err != nil {
		t.Errorf("input that cannot be read: %v, %v", done, err)
	}
}

func TestRemoved(t *testing.T) {
	d := crashfiles.New()
	mustRun(t, d, sample())
	s, err := Open(config(d, append(sample()[:1], fake{key: "1952/02.toml", output: "new/02.pdf"})))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"1951/02/b.json", "1951/02/b.pdf", "1951/02/b.txt", "1951/02/data/source/文.txt", "1952/02.pdf", "top.json", "top.pdf"}
	if got := s.Removed(); !slices.Equal(got, want) {
		t.Errorf("removed %q", got)
	}
	if _, err := d.Stat(out + "/1951/02"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the empty folder: %v", err)
	}
	if got := s.Unfinished(); !slices.Equal(got, []string{"1951/01/issue.toml", "1952/02.toml"}) {
		t.Errorf("unfinished %q", got)
	}
	// The files of an issue that fails now are removed at once, not only at the
	// end.
	f := sample()[0]
	f.failed = true
	if err := s.Add(f.entry()); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Stat(out + "/1951/01/a.pdf"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the failed issue's old PDF: %v", err)
	}
}

// TestPutAgain: files that an earlier run put and this one does not are removed
// at the end.
func TestPutAgain(t *testing.T) {
	d := crashfiles.New()
	c := config(d, sample()[:1])
	for round, names := range [][]string{{"bag/x.txt", "bag/" + seal}, {"bag/" + seal}, {}} {
		s, err := Open(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if err := s.Put(File{Name: name, Data: []byte{byte('0' + round)}}); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Finish(); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"years/": "", "years/out/": ""}
		for _, name := range names {
			want[out+"/bag/"] = ""
			want[out+"/"+name] = fmt.Sprint(round)
		}
		same(t, fmt.Sprint("round ", round), visible(d.After(worst)), want)
	}
}

// TestSystemRefuses makes each operation fail once, as on a full disk, and
// resumes when there is space again.
func TestSystemRefuses(t *testing.T) {
	plan := sample()
	whole := crashfiles.New()
	mustRun(t, whole, plan)
	want := visible(whole)
	for what, cause := range causes() {
		for n, op := range whole.Log() {
			d := crashfiles.New()
			count, failed := 0, false
			d.Before = func(crashfiles.Op) error {
				count++
				if count <= n {
					return nil
				}
				failed = true
				return cause // and all later ones
			}
			_, err := run(config(d, plan), plan)
			var refused *SystemError
			if !failed || !errors.As(err, &refused) || refused.Reason != what || !errors.Is(err, cause) {
				t.Fatalf("operation %d, %v, refused with %v: %T %v", n, op, cause, err, err)
			}
			d = d.After(losses[0])
			mustRun(t, d, plan)
			same(t, fmt.Sprintf("operation %d, %v", n, op), visible(d), want)
		}
	}
}

// TestPartialLine: after a line that could not be written, nothing is appended to
// the journal.
func TestPartialLine(t *testing.T) {
	plan := sample()
	d := crashfiles.New()
	s, err := Open(config(d, plan))
	if err != nil {
		t.Fatal(err)
	}
	d.Before = func(op crashfiles.Op) error {
		if op.Kind == "sync" && strings.HasSuffix(op.Name, journalName) {
			return syscall.ENOSPC
		}
		return nil
	}
	if err := s.Add(plan[0].entry()); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("first: %v", err)
	}
	d.Before = nil
	size := len(d.Tree()[out+"/"+journalName])
	if err := s.Add(plan[3].entry()); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("second: %v", err)
	}
	if now := len(d.Tree()[out+"/"+journalName]); now != size {
		t.Errorf("the journal grew from %d to %d bytes", size, now)
	}
}

func TestNames(t *testing.T) {
	for _, name := range []string{"", ".", "..", "/a", "a/", "a//b", "../a", "a/../b", "./a", ".jianbao", ".jianbao/journal.jsonl",
		".JIANBAO/x", "a/.jianbao-0123456789abcdef.tmp", "a\xff", "a\x00"} {
		if checkName(name) == nil {
			t.Errorf("%q is allowed", name)
		}
	}
	for _, name := range []string{"a", "a/b.pdf", "期/刊.pdf", ".a", "a/.jianbao", ".jianbao-note.tmp"} {
		if err := checkName(name); err != nil {
			t.Error(err)
		}
	}
}

// TestWrongCalls: wrong calls are errors and write nothing.
func TestWrongCalls(t *testing.T) {
	d := crashfiles.New()
	plan := sample()
	c := config(d, plan)
	c.Plan = append(c.Plan, Item{Key: "again.toml", Output: plan[0].output})
	if _, err := Open(c); err == nil {
		t.Error("an output twice")
	}
	s, err := Open(config(d, plan))
	if err != nil {
		t.Fatal(err)
	}
	before := d.Tree()
	elsewhere, failed, changed := plan[0].entry(), plan[2].entry(), plan[0].entry()
	elsewhere.Output = "b.pdf"
	changed.Result.SHA512 = "00"
	for what, err := range map[string]error{
		"not planned":       s.Add(batch.Entry{Key: "other.toml"}),
		"elsewhere":         s.Add(elsewhere),
		"failed with files": s.Add(failed, File{Name: "x"}),
		"another PDF":       s.Add(changed),
		"outside":           s.Add(plan[0].entry(), File{Name: "../x"}),
		"twice":             s.Add(plan[0].entry(), File{Name: "x"}, File{Name: "x"}),
		"another's file":    s.Add(plan[0].entry(), File{Name: plan[1].output}),
		"an issue's file":   s.Put(File{Name: plan[1].output}),
	} {
		if err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	if !maps.Equal(before, d.Tree()) {
		t.Error("something was written")
	}
}
