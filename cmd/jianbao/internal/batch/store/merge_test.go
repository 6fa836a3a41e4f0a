package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/crashfiles"
)

// shardsOf runs the sample in n shards on one disk; with more than five, some
// are empty.
func shardsOf(t *testing.T, n int) (*crashfiles.Disk, []string) {
	t.Helper()
	d := crashfiles.New()
	parts := make([][]fake, n)
	for i, f := range sample() {
		parts[i%n] = append(parts[i%n], f)
	}
	var outs []string
	for i, part := range parts {
		runShard(t, d, fmt.Sprintf("s%d", i+1), i+1, n, part, nil)
		outs = append(outs, fmt.Sprintf("s%d", i+1))
	}
	return d, outs
}

func runShard(t *testing.T, d *crashfiles.Disk, where string, i, n int, part []fake, edit func(*Header)) {
	t.Helper()
	c := config(d, part)
	c.Out, c.Header.Shard, c.Header.Shards = where, i, n
	if edit != nil {
		edit(&c.Header)
	}
	if _, err := run(c, part); err != nil {
		t.Fatal(err)
	}
}

// mergeAll merges and writes the index that run writes.
func mergeAll(d *crashfiles.Disk, into string, outs []string) error {
	s, err := Merge(d, into, outs, Destination{})
	if err != nil {
		return err
	}
	return finish(s)
}

func TestMerge(t *testing.T) {
	alone := crashfiles.New()
	mustRun(t, alone, sample())
	want := visible(alone)
	for _, n := range []int{1, 3, 7} {
		d, outs := shardsOf(t, n)
		shards := visible(d)
		slices.Reverse(outs)
		if err := mergeAll(d, out, outs); err != nil {
			t.Fatal(err)
		}
		got := visible(d)
		for name := range shards {
			delete(got, name)
		}
		same(t, fmt.Sprintf("%d shards", n), got, want)
	}
}

func TestMergeStopped(t *testing.T) {
	from, outs := shardsOf(t, 3)
	whole := from.After(losses[0])
	if err := mergeAll(whole, out, outs); err != nil {
		t.Fatal(err)
	}
	for n := range whole.Log() {
		for _, loss := range losses[:3] {
			d := from.After(losses[0])
			d.StopAfter(n)
			if err := mergeAll(d, out, outs); !errors.Is(err, crashfiles.ErrStopped) {
				t.Fatalf("stopped after %d: %v", n, err)
			}
			d = d.After(loss)
			if err := mergeAll(d, out, outs); err != nil {
				t.Fatalf("stopped after %d, %+v: %v", n, loss, err)
			}
			same(t, fmt.Sprintf("stopped after %d", n), visible(d.After(worst)), visible(whole))
		}
	}
}

func TestMergeRefuses(t *testing.T) {
	part := func(i int) []fake { return sample()[i : i+1] }
	for _, c := range []struct {
		name string
		want error
		make func(d *crashfiles.Disk, outs []string) []string
	}{
		{"a shard is missing", ErrShards, func(_ *crashfiles.Disk, outs []string) []string { return outs[:2] }},
		{"a shard twice", ErrShards, func(_ *crashfiles.Disk, outs []string) []string { return append(outs, outs[0]) }},
		{"none", ErrShards, func(*crashfiles.Disk, []string) []string { return nil }},
		{"no output", ErrNoOutput, func(_ *crashfiles.Disk, outs []string) []string { return append(outs, "nowhere") }},
		{"another plan", ErrPlans, func(d *crashfiles.Disk, outs []string) []string {
			runShard(t, d, "x", 3, 3, part(2), func(h *Header) { h.Plan = "other" })
			return append(outs[:2], "x")
		}},
		{"another number of shards", ErrPlans, func(d *crashfiles.Disk, outs []string) []string {
			runShard(t, d, "x", 3, 4, part(2), nil)
			return append(outs[:2], "x")
		}},
		{"another profile", ErrOptions, func(d *crashfiles.Disk, outs []string) []string {
			runShard(t, d, "x", 3, 3, part(2), func(h *Header) { h.Options.Profile = "screen" })
			return append(outs[:2], "x")
		}},
		{"an issue in two shards", ErrTwice, func(d *crashfiles.Disk, outs []string) []string {
			runShard(t, d, "x", 3, 3, part(0), nil)
			return append(outs[:2], "x")
		}},
		{"one output of two issues", ErrTwice, func(d *crashfiles.Disk, outs []string) []string {
			f := part(0)
			f[0].key = "other.toml"
			runShard(t, d, "x", 3, 3, f, nil)
			return append(outs[:2], "x")
		}},
		{"a changed file", ErrChanged, func(d *crashfiles.Disk, outs []string) []string {
			putAt(t, d, "s1/1951/01/a.pdf", "changed")
			return outs
		}},
		{"a missing file", ErrChanged, func(d *crashfiles.Disk, outs []string) []string {
			if err := d.Remove("s2/top.json"); err != nil {
				t.Fatal(err)
			}
			return outs
		}},
		{"not finished", ErrUnfinished, func(d *crashfiles.Disk, outs []string) []string {
			c := config(d, part(2))
			c.Out, c.Header.Shard, c.Header.Shards = "x", 3, 3
			s, err := Open(c)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return append(outs[:2], "x")
		}},
	} {
		d, outs := shardsOf(t, 3)
		var refused *MergeError
		if _, err := Merge(d, out, c.make(d, outs), Destination{}); !errors.Is(err, c.want) || !errors.As(err, &refused) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestMergeNamesAllUnfinished: all unfinished shards are reported, so that they
// can be resumed together.
func TestMergeNamesAllUnfinished(t *testing.T) {
	d, outs := shardsOf(t, 3)
	for i, name := range []string{"x", "y"} {
		c := config(d, sample()[i+1:i+2])
		c.Out, c.Header.Shard, c.Header.Shards = name, i+2, 3
		s, err := Open(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	_, err := Merge(d, out, []string{"x", outs[0], "y"}, Destination{})
	if err == nil || !strings.Contains(err.Error(), "x: ") || !strings.Contains(err.Error(), "y: ") {
		t.Error(err)
	}
}

// TestMergeInto checks that only the output of the same merge is continued.
func TestMergeInto(t *testing.T) {
	d, outs := shardsOf(t, 3)
	var other *OtherRunError
	if _, err := Merge(d, outs[0], outs, Destination{}); !errors.As(err, &other) {
		t.Errorf("into one of the shards: %v", err)
	}
	runShard(t, d, "x", 1, 1, sample(), func(h *Header) { h.Plan = "other" })
	var exists *ExistsError
	if _, err := Merge(d, "x", outs, Destination{}); !errors.As(err, &exists) {
		t.Errorf("into another run: %v", err)
	}
	runShard(t, d, "y", 1, 1, sample(), func(h *Header) { h.Options = batch.Options{Build: "b0"} })
	if _, err := Merge(d, "y", outs, Destination{}); !errors.As(err, &exists) {
		t.Errorf("into another build's run: %v", err)
	}
	if err := d.MkdirAll("w/1951/01"); err != nil {
		t.Fatal(err)
	}
	putAt(t, d, "w/1951/01/a.pdf", "theirs")
	var foreign *ForeignError
	if _, err := Merge(d, "w", outs, Destination{}); !errors.As(err, &foreign) || len(foreign.Names) != 1 {
		t.Errorf("over a file of others: %v", err)
	}
}
