package store

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/crashfiles"
)

const out = "years/out"

// fake is a worker's result for an issue.
type fake struct {
	key, output, input, pdf string
	extra                   map[string]string
	failed                  bool
}

func (f fake) item() Item { return Item{Key: f.key, Output: f.output} }

func (f fake) entry() batch.Entry {
	e := batch.Entry{Key: f.key, Result: batch.Result{Status: batch.OK, Title: "简报", InputHash: f.input}}
	if f.failed {
		e.Result.Status = batch.Failed
		return e
	}
	e.Output, e.Result.PDF = f.output, []byte(f.pdf)
	return e
}

func (f fake) files() (files []File) {
	for _, name := range slices.Sorted(maps.Keys(f.extra)) {
		files = append(files, File{Name: name, Data: []byte(f.extra[name])})
	}
	return files
}

// sample returns five issues: in the same and in different folders, with extra
// files, one of them failed.
func sample() []fake {
	return []fake{
		{key: "1951/01/issue.toml", output: "1951/01/a.pdf", input: "h1", pdf: "%PDF one"},
		{key: "1951/02/issue.toml", output: "1951/02/b.pdf", input: "h2", pdf: "%PDF two",
			extra: map[string]string{"1951/02/b.json": "{}", "1951/02/b.txt": "", "1951/02/data/source/文.txt": "text"}},
		{key: "1952/01.toml", output: "1952/01.pdf", input: "h3", failed: true},
		{key: "1952/02.toml", output: "1952/02.pdf", input: "h4", pdf: "%PDF four"},
		{key: "top\xff.toml", output: "top.pdf", input: "h5", pdf: "%PDF five", extra: map[string]string{"top.json": "{}"}},
	}
}

func config(d batch.Files, plan []fake) Config {
	c := Config{Files: d, Out: out, Seal: seal, Resume: true, Header: Header{Plan: "plan", Shard: 1, Shards: 1, Options: batch.Options{Profile: "archive", Build: "b1"}}}
	for _, f := range plan {
		c.Plan = append(c.Plan, f.item())
	}
	return c
}

// run performs the operations of a batch and returns the number of issues it
// built.
func run(c Config, plan []fake) (built int, err error) {
	s, err := Open(c)
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			s.Close() // closing twice is allowed
		}
	}()
	for _, f := range plan {
		done, err := s.Done(f.key, func(*batch.Entry) string { return f.input })
		if err != nil {
			return built, err
		}
		if done {
			continue
		}
		built++
		if err := s.Add(f.entry(), f.files()...); err != nil {
			return built, err
		}
	}
	return built, finish(s)
}

// finish writes the files about all issues.
func finish(s *Store) error {
	var index strings.Builder
	err := s.Entries(func(e batch.Entry, _ []Written) error {
		_, err := fmt.Fprintf(&index, "%q,%s,%s,%s\n", e.Key, e.Output, e.Result.Status, e.Result.SHA512)
		return err
	})
	if err != nil {
		return err
	}
	if err := s.Put(File{Name: "index.csv", Data: []byte(index.String())}); err != nil {
		return err
	}
	if err := s.Finish(); err != nil {
		return err
	}
	return s.Close()
}

// visible returns the files of the disk outside StateDir.
func visible(d *crashfiles.Disk) map[string]string {
	tree := d.Tree()
	maps.DeleteFunc(tree, func(name, _ string) bool { return strings.Contains(name, batch.StateDir+"/") })
	return tree
}

func mustRun(t *testing.T, d *crashfiles.Disk, plan []fake) int {
	t.Helper()
	built, err := run(config(d, plan), plan)
	if err != nil {
		t.Fatal(err)
	}
	return built
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if maps.Equal(got, want) {
		return
	}
	for name, data := range got {
		if w, ok := want[name]; !ok || w != data {
			t.Errorf("%s: %s holds %q, wanted %q (%v)", what, name, data, w, ok)
		}
	}
	for name := range want {
		if _, ok := got[name]; !ok {
			t.Errorf("%s: %s is missing", what, name)
		}
	}
}

var losses = []crashfiles.Loss{
	{Data: crashfiles.Kept, Entries: true}, // only the process was killed
	{Data: crashfiles.Lost, Entries: true},
	{Data: crashfiles.Lost, Entries: false},
	{Data: crashfiles.Torn, Entries: true},
	{Data: crashfiles.Torn, Entries: false},
	{Data: crashfiles.Zeroed, Entries: true},
	{Data: crashfiles.Kept, Entries: false},
}

// worst is the greatest loss, to be applied after a completed run.
var worst = crashfiles.Loss{Data: crashfiles.Lost, Entries: false}

func TestUndisturbed(t *testing.T) {
	d := crashfiles.New()
	plan := sample()
	if built := mustRun(t, d, plan); built != 5 {
		t.Errorf("built %d", built)
	}
	want := map[string]string{"years/": "", "years/out/": "", "years/out/1951/": "", "years/out/1951/01/": "", "years/out/1951/02/": "",
		"years/out/1951/02/data/": "", "years/out/1951/02/data/source/": "", "years/out/1952/": ""}
	for _, f := range plan {
		if f.failed {
			continue
		}
		want[out+"/"+f.output] = f.pdf
		for name, data := range f.extra {
			want[out+"/"+name] = data
		}
	}
	got := visible(d)
	index := got[out+"/index.csv"]
	if strings.Count(index, "\n") != 5 || !strings.HasPrefix(index, `"1951/01/issue.toml",1951/01/a.pdf,ok,`) || !strings.Contains(index, `"top\xff.toml"`) {
		t.Errorf("index:\n%s", index)
	}
	want[out+"/index.csv"] = index
	same(t, "undisturbed", got, want)
	same(t, "after a power cut at its end", visible(d.After(worst)), want)
	if built := mustRun(t, d, plan); built != 1 {
		t.Errorf("resumed, it built %d; only the failed one should be retried", built)
	}
	same(t, "resumed", visible(d.After(worst)), want)
}

// everyStop stops a run on copies of a disk after its 1st, 2nd … last
// operation, applies each kind of loss, by default one of them by turns, and passes each
// disk to then.
func everyStop(t *testing.T, from *crashfiles.Disk, plan []fake, step int, then func(what string, d *crashfiles.Disk)) int {
	t.Helper()
	keep := crashfiles.Loss{Data: crashfiles.Kept, Entries: true}
	whole := from.After(keep)
	mustRun(t, whole, plan)
	last := len(whole.Log())
	for n := 0; n < last; n += step {
		stopped := from.After(keep)
		stopped.StopAfter(n)
		if _, err := run(config(stopped, plan), plan); !errors.Is(err, crashfiles.ErrStopped) {
			t.Fatalf("stopped after %d of %d operations: %v", n, last, err)
		}
		for i, loss := range losses {
			if i != n/step%len(losses) && os.Getenv("JIANBAO_THOROUGH") == "" {
				continue
			}
			then(fmt.Sprintf("stopped after %d (%v), %+v", n, whole.Log()[max(0, n-1)], loss), stopped.After(loss))
			if t.Failed() {
				t.FailNow()
			}
		}
	}
	return last
}

// TestStopAnywhere: a resumed run has the result of an undisturbed one, also if
// it is stopped and resumed again.
func TestStopAnywhere(t *testing.T) {
	plan := sample()
	undisturbed := crashfiles.New()
	mustRun(t, undisturbed, plan)
	want := visible(undisturbed)
	last := everyStop(t, crashfiles.New(), plan, 1, func(what string, d *crashfiles.Disk) {
		mustRun(t, d, plan)
		same(t, what, visible(d), want)
		same(t, what+", and a cut at the end", visible(d.After(worst)), want)
	})
	t.Logf("%d operations", last)
	step := 23
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		step = 7
	}
	everyStop(t, crashfiles.New(), plan, step, func(what string, first *crashfiles.Disk) {
		everyStop(t, first, plan, step, func(again string, d *crashfiles.Disk) {
			mustRun(t, d, plan)
			same(t, what+"; "+again, visible(d.After(worst)), want)
		})
	})
}

// TestStopWithForeignFiles: files of others are kept, and folders that already
// exist make no difference.
func TestStopWithForeignFiles(t *testing.T) {
	theirs := crashfiles.New()
	for _, folder := range []string{out + "/1951/01", out + "/1952/empty", out + "/9999"} {
		if err := theirs.MkdirAll(folder); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"note.txt", "1951/01/note.txt", "1951/01/.jianbao-note.tmp"} {
		put(t, theirs, name, "theirs")
	}
	theirs = theirs.After(crashfiles.Loss{Data: crashfiles.Kept, Entries: true})
	want := visible(theirs)
	alone := crashfiles.New()
	mustRun(t, alone, sample())
	maps.Copy(want, visible(alone))
	everyStop(t, theirs, sample(), 1, func(what string, d *crashfiles.Disk) {
		mustRun(t, d, sample())
		same(t, what, visible(d.After(worst)), want)
	})
}

func put(t *testing.T, d *crashfiles.Disk, name, data string) {
	t.Helper()
	putAt(t, d, out+"/"+name, data)
}

func putAt(t *testing.T, d *crashfiles.Disk, name, data string) {
	t.Helper()
	f, err := d.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := write(f, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

// TestStopWhileChanging resumes with another plan over a finished output: one
// issue changed, one was removed, one moved, one fails now, one is new.
func TestStopWhileChanging(t *testing.T) {
	before := crashfiles.New()
	mustRun(t, before, sample())
	plan := sample()
	plan[0].input, plan[0].failed = "h1'", true
	plan[1].input, plan[1].pdf, plan[1].extra = "h2'", "%PDF two again", map[string]string{"1951/02/b.json": "{2}"}
	plan[2].input, plan[2].failed, plan[2].pdf = "h3'", false, "%PDF three"
	plan[3].output = "elsewhere/02.pdf"
	plan[4] = fake{key: "1952/02/new.toml", output: "1952/02.pdf", input: "h6", pdf: "%PDF six"}
	afresh := crashfiles.New()
	mustRun(t, afresh, plan)
	want := visible(afresh)
	everyStop(t, before, plan, 1, func(what string, d *crashfiles.Disk) {
		mustRun(t, d, plan)
		same(t, what, visible(d.After(worst)), want)
	})
	// Stopped in the middle, and then resumed with the old plan.
	want = visible(before)
	everyStop(t, before, plan, 3, func(what string, d *crashfiles.Disk) {
		mustRun(t, d, sample())
		same(t, what+", back again", visible(d.After(worst)), want)
	})
}
