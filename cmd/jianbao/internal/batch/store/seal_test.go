package store

import (
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/crashfiles"
)

// seal is the name of seals in the tests.
const seal = "sealed.txt"

// bagged returns a plan with issues in two bags; one of the issues can only
// fail.
func bagged() []fake {
	return []fake{
		{key: "1.toml", output: "x-1951/data/1.pdf", input: "h1", pdf: "one", extra: map[string]string{"x-1951/data/1.json": "{}"}},
		{key: "2.toml", output: "x-1951/data/2.pdf", input: "h2", pdf: "two"},
		{key: "3.toml", output: "y-1952/data/3.pdf", input: "h3", pdf: "three"},
		{key: "4.toml", input: "h4", failed: true},
	}
}

// runBags is run with a manifest and a seal for each bag.
func runBags(c Config, plan []fake) (err error) {
	s, err := Open(c)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	for _, f := range plan {
		done, err := s.Done(f.key, func(*batch.Entry) string { return f.input })
		if err != nil {
			return err
		}
		if !done {
			if err := s.Add(f.entry(), f.files()...); err != nil {
				return err
			}
		}
	}
	if err := s.Tidy(); err != nil {
		return err
	}
	lists := map[string]string{}
	err = s.Entries(func(e batch.Entry, files []Written) error {
		for _, f := range files {
			bag, rest, _ := strings.Cut(f.Name, "/")
			lists[bag] += fmt.Sprintf("%s %s\n", f.SHA512, rest)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for bag, list := range lists {
		if err := s.Put(File{Name: bag + "/manifest", Data: []byte(list)}); err != nil {
			return err
		}
		if err := s.Put(File{Name: bag + "/" + seal, Data: []byte("whole")}); err != nil {
			return err
		}
	}
	if err := s.Finish(); err != nil {
		return err
	}
	return s.Close()
}

// broken returns a description of the errors in the sealed folders of a disk;
// empty if there are none.
func broken(d *crashfiles.Disk) string {
	tree := visible(d)
	for name := range tree {
		folder, ok := strings.CutSuffix(name, "/"+seal)
		if !ok {
			continue
		}
		if tree[name] != "whole" {
			return name + " is not as it was written"
		}
		listed := map[string]string{}
		for _, line := range strings.Split(strings.TrimSuffix(tree[folder+"/manifest"], "\n"), "\n") {
			sum, rest, _ := strings.Cut(line, " ")
			listed[folder+"/"+rest] = sum
		}
		for file, data := range tree {
			if !strings.HasPrefix(file, folder+"/data/") || strings.HasSuffix(file, "/") {
				continue
			}
			if sum := sha512.Sum512([]byte(data)); listed[file] != hex.EncodeToString(sum[:]) {
				return folder + ": " + file + " differs from the sealed manifest"
			}
			delete(listed, file)
		}
		if len(listed) > 0 {
			return fmt.Sprint(folder, ": missing ", listed)
		}
	}
	return ""
}

// TestSeal: at whatever operation a run is stopped, a sealed folder contains
// exactly the files of its manifest, except temporary files; and all folders
// are sealed in the end.
func TestSeal(t *testing.T) {
	first, then := bagged(), bagged()
	then[0].input, then[0].pdf, then[0].extra = "h1'", "one again", nil // without its extra file
	then[1].output = "y-1952/data/2.pdf"                                // from one bag to the other
	then = then[:3]
	whole := crashfiles.New()
	if err := runBags(config(whole, first), first); err != nil {
		t.Fatal(err)
	}
	if tree := visible(whole); tree[out+"/x-1951/"+seal] != "whole" || tree[out+"/y-1952/"+seal] != "whole" || broken(whole) != "" {
		t.Fatalf("%v %s", tree, broken(whole))
	}
	from := whole.After(losses[0])
	if err := runBags(config(from, first), first); err != nil {
		t.Fatal(err)
	}
	for _, op := range from.Log() {
		if strings.Contains(op.Name, "-195") && op.Kind != "syncdir" {
			t.Errorf("nothing has changed, but the run did %v", op)
		}
	}
	for _, plan := range [][]fake{then, first[2:], first} {
		afresh := crashfiles.New()
		if err := runBags(config(afresh, plan), plan); err != nil {
			t.Fatal(err)
		}
		want := visible(afresh)
		last := whole.After(losses[0])
		if err := runBags(config(last, plan), plan); err != nil {
			t.Fatal(err)
		}
		for n := range len(last.Log()) {
			stopped := whole.After(losses[0])
			stopped.StopAfter(n)
			if err := runBags(config(stopped, plan), plan); !errors.Is(err, crashfiles.ErrStopped) {
				t.Fatalf("stopped after %d: %v", n, err)
			}
			for _, loss := range losses {
				d := stopped.After(loss)
				tree := visible(d)
				maps.DeleteFunc(tree, func(name, _ string) bool { return !strings.HasSuffix(name, ".tmp") })
				if wrong := broken(d); wrong != "" && len(tree) == 0 {
					t.Fatalf("stopped after %d (%v), %+v: %s", n, last.Log()[max(0, n-1)], loss, wrong)
				}
				if err := runBags(config(d, plan), plan); err != nil {
					t.Fatal(err)
				}
				same(t, fmt.Sprintf("stopped after %d, %+v", n, loss), visible(d.After(worst)), want)
				if t.Failed() {
					t.FailNow()
				}
			}
		}
	}
}

// TestMergeElsewhere checks that a merge can rename and omit files.
func TestMergeElsewhere(t *testing.T) {
	d := crashfiles.New()
	plan := sample()
	c := config(d, plan)
	for i := range c.Plan {
		c.Plan[i].Bag = "bag"
	}
	if _, err := run(c, plan); err != nil {
		t.Fatal(err)
	}
	s, err := Merge(d, "merged", []string{out}, Destination{Name: func(item Item, name string) string {
		if strings.HasSuffix(name, ".json") || name == "" {
			return ""
		}
		return item.Bag + "/data/" + name
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := finish(s); err != nil {
		t.Fatal(err)
	}
	v, err := Look(d, "merged")
	if err != nil || len(v.Plan) != 5 || v.Plan[0].Bag != "bag" {
		t.Fatalf("%+v %v", v, err)
	}
	var names []string
	err = v.Entries(func(e batch.Entry, files []Written) error {
		for _, f := range files {
			data, err := d.ReadFile("merged/" + f.Name)
			if err != nil || int64(len(data)) != f.Size || sumOf(data) != f.SHA512 {
				t.Errorf("%s: %v", f.Name, err)
			}
			names = append(names, f.Name)
		}
		return nil
	})
	want := "bag/data/1951/01/a.pdf bag/data/1951/02/b.txt bag/data/1951/02/data/source/文.txt bag/data/1951/02/b.pdf bag/data/1952/02.pdf bag/data/top.pdf"
	if got := strings.Join(names, " "); got != want || err != nil {
		t.Errorf("got %s\nwant %s (%v)", got, want, err)
	}
	if v, err := Look(d, "nothing"); v != nil || err != nil {
		t.Errorf("%v %v", v, err)
	}
}
