package drive

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/crashfiles"
	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/cmd/jianbao/internal/batch/shard"
	"jianbao/content/diag"
	"jianbao/content/manifest"
)

const out = "disk/out"

// archive is a tree of manifests on the real disk, which planning reads, and
// the results that workers would return.
type archive struct {
	issues  []batch.Issue
	results map[string]batch.Result // by key
	set     []string                // keys, in the order in which they were built
	mu      sync.Mutex
	pause   time.Duration // before each issue
}

// newArchive returns n issues of two titles and two years; every seventh fails,
// and one manifest cannot be read.
func newArchive(t *testing.T, n int) *archive {
	t.Helper()
	dir := t.TempDir()
	a := &archive{results: map[string]batch.Result{}}
	for i := range n {
		title, year := [...]string{"保障", "工作简报"}[i%2], 1998+i/2%2
		key := fmt.Sprintf("%d/%02d/issue.toml", year, i)
		path := filepath.Join(dir, filepath.FromSlash(key))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		text := fmt.Sprintf("schema = 1\n[publication]\ntitle = %q\n[issue]\nyear = %d\nnumber = %d\n", title, year, i)
		r := batch.Result{
			Status: batch.OK, Title: title, Year: year, RawNumber: fmt.Sprint(i), Number: fmt.Sprintf("第%d期", i), Pages: 4,
			Profile: "archive PDF/A-2u", Tool: "jianbao test", InputHash: fmt.Sprint("hash of ", i),
			PDF: []byte("%PDF of " + key), Sidecar: []byte("{\"n\": " + fmt.Sprint(i) + "}\n"),
			Inputs: []batch.Input{
				{Name: "issue.toml", Kind: manifest.KindManifest, Size: int64(len(text)), SHA512: "1", Data: []byte(text)},
				{Name: "articles/一.txt", Kind: manifest.KindArticle, Size: 3, SHA512: "2", Data: []byte("字")},
				{Name: "office.ttf", Kind: manifest.KindFont, Size: 9, SHA512: "3", Ref: "fonts/office.ttf"},
			},
		}
		switch {
		case i == n-1:
			text = "schema = [\n"
			r = failedResult("toml-syntax")
			r.InputHash = "broken"
		case i%7 == 3:
			r = failedResult("article-missing")
			r.Title, r.Year, r.Number = title, year, fmt.Sprintf("第%d期", i)
		case i%5 == 2:
			r.Status, r.Warnings = batch.Warning, 1
			r.Findings = []batch.Finding{{Severity: "warning", Code: "glyph-fallback", Message: "丂"}}
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		a.issues = append(a.issues, batch.Issue{Root: dir, Key: key, Path: path, Real: path})
		a.results[key] = r
	}
	slices.SortFunc(a.issues, func(x, y batch.Issue) int { return strings.Compare(x.Key, y.Key) })
	return a
}

func failedResult(code string) batch.Result {
	return batch.Result{Status: batch.Failed, Errors: 1, Tool: "jianbao test", Findings: []batch.Finding{{Severity: "error", Code: code, Message: code}}}
}

// config returns a run that resumes. Workers return the archive's results, in
// order, one at a time.
func (a *archive) config(t *testing.T, d batch.Files, bags bool) Config {
	t.Helper()
	var log diag.List
	how := Plain
	if bags {
		how = Bagged
	}
	plan, ok := NewPlan(a.issues, nil, how, &log)
	if !ok {
		t.Fatal(log.Items())
	}
	return Config{
		Files: d, Out: out, Plan: plan, Tool: "jianbao test", Jobs: 1, Writers: 1, Resume: true,
		Options: batch.Options{Profile: "archive", Build: "b1", Lang: "en", Epoch: "0"},
		Set: func(ctx context.Context, issues []batch.Issue, stop <-chan struct{}, done func(int, batch.Result) error) error {
			for i, issue := range issues {
				select {
				case <-stop:
					return nil
				default:
				}
				time.Sleep(a.pause)
				a.mu.Lock()
				a.set = append(a.set, issue.Key)
				r := a.results[issue.Key]
				a.mu.Unlock()
				if err := done(i, r); err != nil {
					return err
				}
			}
			return nil
		},
		Current: func(issue batch.Issue, _ []batch.Input) string {
			a.mu.Lock()
			defer a.mu.Unlock()
			return a.results[issue.Key].InputHash
		},
	}
}

func never() <-chan struct{} { return make(chan struct{}) }

// visible returns the files of the disk outside StateDir.
func visible(d *crashfiles.Disk, below string) map[string]string {
	tree := map[string]string{}
	for name, data := range d.Tree() {
		if rest, ok := strings.CutPrefix(name, below+"/"); ok && !strings.HasPrefix(rest, batch.StateDir) {
			tree[rest] = data
		}
	}
	return tree
}

func same(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if data, ok := got[name]; !ok || data != want[name] {
			t.Fatalf("%s: %s is %q, %v, and should be %q", what, name, data, ok, want[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			t.Fatalf("%s: %s should not be there", what, name)
		}
	}
}

func rows(t *testing.T, tree map[string]string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(tree[report.IndexName], "\ufeff"))).ReadAll()
	if err != nil || len(all) == 0 {
		t.Fatal(err, tree[report.IndexName])
	}
	var list []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, c := range cells {
			row[all[0][i]] = c
		}
		list = append(list, row)
	}
	return list
}

func TestRun(t *testing.T) {
	a := newArchive(t, 15)
	d := crashfiles.New()
	var reported []string
	c := a.config(t, d, false)
	c.Ended = func(e *batch.Entry, before bool) error {
		reported = append(reported, fmt.Sprint(e.Key, " ", before))
		return nil
	}
	o, err := Run(context.Background(), c, never())
	if err != nil {
		t.Fatal(err)
	}
	if o.Built != 15 || o.Left != 0 || o.Summary.Failed != 3 || o.Summary.Warned != 3 || o.Summary.OK != 9 || len(reported) != 15 {
		t.Errorf("%+v, reported %d", o, len(reported))
	}
	tree := visible(d, out)
	if tree["1998/00/00.pdf"] != "%PDF of 1998/00/issue.toml" || tree["1998/03/03.pdf"] != "" {
		t.Errorf("%q", tree)
	}
	list := rows(t, tree)
	if len(list) != 15 || list[0]["manifest"] != "1998/00/issue.toml" || list[0]["pdf"] != "1998/00/00.pdf" || list[0]["issue"] != "第0期" {
		t.Errorf("%q", list[0])
	}
	// Again: only failed issues are retried.
	a.set, reported = nil, nil
	again, err := Run(context.Background(), c, never())
	if err != nil || again.Built != 3 || len(reported) != 15 || strings.Join(a.set, " ") != "1999/03/issue.toml 1999/10/issue.toml 1999/14/issue.toml" {
		t.Errorf("%+v %v, %q, reported %d", again, err, a.set, len(reported))
	}
	same(t, "resumed", visible(d, out), tree)
}

// TestDuplicateIssues: two issues with the same identity cause a warning in the index and
// change nothing else in their rows.
func TestDuplicateIssues(t *testing.T) {
	a := newArchive(t, 9)
	r := a.results["1998/04/issue.toml"]
	r.RawNumber = "0"
	a.results["1998/04/issue.toml"] = r
	d := crashfiles.New()
	o, err := Run(context.Background(), a.config(t, d, false), never())
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows(t, visible(d, out)) {
		if twice := row["manifest"] == "1998/04/issue.toml"; twice != (row["code"] == "batch-issue-twice") || twice && (row["status"] != "warning" || row["warnings"] != "1") {
			t.Errorf("%q", row)
		}
	}
	if o.Summary.Warned != 3 { // and two fallbacks
		t.Errorf("%+v", o.Summary)
	}
}

// TestStopped: a stopped run writes rows for the issues not started, and no
// bags; fail-fast stops on its own.
func TestStopped(t *testing.T) {
	for _, bags := range []bool{false, true} {
		a := newArchive(t, 15)
		whole := crashfiles.New()
		if _, err := Run(context.Background(), a.config(t, whole, bags), never()); err != nil {
			t.Fatal(err)
		}
		want := visible(whole, out)
		a.pause = 5 * time.Millisecond
		d := crashfiles.New()
		c := a.config(t, d, bags)
		stop := make(chan struct{})
		c.Ended = func(e *batch.Entry, _ bool) error {
			if e.Key == "1998/05/issue.toml" {
				close(stop)
			}
			return nil
		}
		o, err := Run(context.Background(), c, stop)
		if err != nil || o.Left < 5 || o.Left+o.Built != 15 || o.Bags != 0 {
			t.Fatalf("%+v %v", o, err)
		}
		tree := visible(d, out)
		if n := strings.Count(tree[report.IndexName], "batch-not-built"); n != o.Left || len(rows(t, tree)) != 15 {
			t.Errorf("%d rows of %d issues left", n, o.Left)
		}
		for name := range tree {
			if strings.HasSuffix(name, bag.Declaration) {
				t.Errorf("%s of half a bag", name)
			}
		}
		c.Ended = nil
		if _, err := Run(context.Background(), c, never()); err != nil {
			t.Fatal(err)
		}
		same(t, "resumed", visible(d, out), want)

		d = crashfiles.New()
		c = a.config(t, d, bags)
		c.FailFast = true
		if o, err := Run(context.Background(), c, never()); err != nil || o.Summary.Failed == 0 || o.Left == 0 {
			t.Errorf("fail-fast: %+v %v", o, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := Run(ctx, a.config(t, crashfiles.New(), bags), never()); !errors.Is(err, context.Canceled) {
			t.Errorf("ended at once: %v", err)
		}
	}
}

// TestStopAnywhere stops a run with bags after its 1st, 2nd … last operation,
// discards what was not synced, and resumes: the result is that of an
// undisturbed run, also if an issue was repaired in between.
func TestStopAnywhere(t *testing.T) {
	losses := []crashfiles.Loss{
		{Data: crashfiles.Kept, Entries: true}, {Data: crashfiles.Lost, Entries: true}, {Data: crashfiles.Lost}, {Data: crashfiles.Torn}, {Data: crashfiles.Zeroed, Entries: true},
	}
	worst := crashfiles.Loss{Data: crashfiles.Lost}
	for _, bags := range []bool{false, true} {
		a := newArchive(t, 9)
		whole := crashfiles.New()
		if _, err := Run(context.Background(), a.config(t, whole, bags), never()); err != nil {
			t.Fatal(err)
		}
		first := visible(whole, out)
		broken := a.results["1999/03/issue.toml"]
		repaired := a.results["1998/04/issue.toml"]
		repaired.InputHash, repaired.PDF, repaired.Title, repaired.Year = "repaired", []byte("%PDF repaired"), "工作简报", 1999
		for round, from := range []*crashfiles.Disk{crashfiles.New(), whole} {
			want := first
			if round == 1 {
				a.results["1999/03/issue.toml"] = repaired
				afresh := crashfiles.New()
				if _, err := Run(context.Background(), a.config(t, afresh, bags), never()); err != nil {
					t.Fatal(err)
				}
				want = visible(afresh, out)
			}
			measure := from.After(losses[0])
			if _, err := Run(context.Background(), a.config(t, measure, bags), never()); err != nil {
				t.Fatal(err)
			}
			last := len(measure.Log())
			t.Logf("bags %v: %d operations", bags, last)
			step := 6 // and so each loss
			if os.Getenv("JIANBAO_THOROUGH") != "" {
				step = 1
			}
			for n := 0; n < last; n += step {
				loss := losses[n%len(losses)]
				d := from.After(losses[0])
				d.StopAfter(n)
				if _, err := Run(context.Background(), a.config(t, d, bags), never()); !errors.Is(err, crashfiles.ErrStopped) {
					t.Fatalf("stopped after %d of %d: %v", n, last, err)
				}
				d = d.After(loss)
				if _, err := Run(context.Background(), a.config(t, d, bags), never()); err != nil {
					t.Fatalf("stopped after %d, %+v: %v", n, loss, err)
				}
				same(t, fmt.Sprintf("bags %v, stopped after %d, %+v", bags, n, loss), visible(d.After(worst), out), want)
			}
			a.results["1999/03/issue.toml"] = broken
		}
	}
}

// TestShards: any number of shards, merged with bags and without, gives the
// output of one run.
func TestShards(t *testing.T) {
	a := newArchive(t, 15)
	for _, bags := range []bool{false, true} {
		whole := crashfiles.New()
		if _, err := Run(context.Background(), a.config(t, whole, bags), never()); err != nil {
			t.Fatal(err)
		}
		want := visible(whole, out)
		for _, n := range []int{1, 3, 7} {
			d := crashfiles.New()
			var shards []string
			for i := 1; i <= n; i++ {
				c := a.config(t, d, false)
				c.Shard, c.Out = shard.Shard{I: i, N: n}, fmt.Sprintf("disk/s%d", i)
				if _, err := Run(context.Background(), c, never()); err != nil {
					t.Fatal(err)
				}
				shards = append(shards, c.Out)
			}
			m := MergeConfig{Files: d, Out: "disk/all", Shards: shards, Bags: bags && n > 1, Tool: "jianbao test"}
			if bags && n == 1 {
				continue // a single shard has no material for bags
			}
			var log diag.List
			slices.Reverse(m.Shards)
			o, err := Merge(m, &log)
			if err != nil || log.HasErrors() || o.Summary.Failed != 3 {
				t.Fatalf("%+v %v %v", o, err, log.Items())
			}
			same(t, fmt.Sprintf("%d shards, bags %v", n, bags), visible(d, "disk/all"), want)
			if _, err := Merge(m, &log); err != nil || log.HasErrors() {
				t.Fatal(err, log.Items()) // repeated, with nothing left to do
			}
			same(t, "merged again", visible(d, "disk/all"), want)
			if n > 1 {
				m.Shards, m.Out = m.Shards[1:], "disk/part"
				if _, err := Merge(m, &log); err != nil || !log.Has("merge-missing") || len(visible(d, "disk/part")) > 0 {
					t.Errorf("a shard is missing: %v %v", err, log.Items())
				}
			}
		}
	}
}

func TestMergeRefuses(t *testing.T) {
	a := newArchive(t, 15)
	d := crashfiles.New()
	for i := 1; i <= 2; i++ {
		c := a.config(t, d, false)
		c.Shard, c.Out = shard.Shard{I: i, N: 2}, fmt.Sprintf("disk/s%d", i)
		if i == 2 {
			c.FailFast, a.pause = true, 5*time.Millisecond
		}
		if _, err := Run(context.Background(), c, never()); err != nil {
			t.Fatal(err)
		}
	}
	a.pause = 0
	other := a.config(t, d, false)
	other.Options.Epoch, other.Shard, other.Out = "1", shard.Shard{I: 2, N: 2}, "disk/other"
	if _, err := Run(context.Background(), other, never()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		code   diag.Code
		shards []string
	}{
		{"merge-unfinished", []string{"disk/s1", "disk/s2"}}, {"merge-plan", []string{"disk/s1", "disk/other"}},
		{"merge-no-output", []string{"disk/s1", "disk/none"}}, {"merge-twice", []string{"disk/s1", "disk/s1"}}, {"merge-nothing", nil},
	} {
		var log diag.List
		if _, err := Merge(MergeConfig{Files: d, Out: "disk/all", Shards: c.shards}, &log); err != nil || !log.Has(c.code) {
			t.Errorf("%s: %v %v", c.code, err, log.Items())
		}
	}
	if tree := visible(d, "disk/all"); len(tree) > 0 {
		t.Errorf("a refused merge wrote %q", slices.Sorted(maps.Keys(tree)))
	}
}

// TestRefused: an issue without a place in the plan gets a row, regardless of
// the worker's result.
func TestRefused(t *testing.T) {
	a := newArchive(t, 6)
	r := a.results["1998/01/issue.toml"]
	r.Title = "改了名"
	a.results["1998/01/issue.toml"] = r
	last := a.results["1998/00/issue.toml"]
	a.results["1998/05/issue.toml"] = last // its manifest could not be read
	for _, bags := range []bool{true, false} {
		d := crashfiles.New()
		if _, err := Run(context.Background(), a.config(t, d, bags), never()); err != nil {
			t.Fatal(err)
		}
		for _, row := range rows(t, visible(d, out)) {
			want := map[string]string{"1998/01/issue.toml": "batch-changed", "1998/05/issue.toml": "batch-name-none", "1999/03/issue.toml": "article-missing"}[row["manifest"]]
			if !bags && row["manifest"] != "1999/03/issue.toml" {
				want = ""
			}
			if row["code"] != want && row["code"] != "glyph-fallback" && row["code"] != "batch-issue-twice" {
				t.Errorf("bags %v: %q", bags, row)
			}
		}
	}
}

// TestBagCollision checks that issues that cannot share a bag fail, each with its row,
// and that no other is stopped by them.
func TestBagCollision(t *testing.T) {
	a := newArchive(t, 4) // titles by turns, in two years
	write := func(i int, title string) {
		t.Helper()
		text := fmt.Sprintf("schema = 1\n[publication]\ntitle = %q\n[issue]\nyear = 1998\n", title)
		if err := os.WriteFile(a.issues[i].Path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		r := a.results[a.issues[i].Key]
		r.Status, r.Errors, r.Findings, r.Title, r.Year, r.PDF = batch.OK, 0, nil, title, 1998, []byte("pdf of "+a.issues[i].Key)
		r.Pages, r.Profile, r.InputHash = 4, "archive PDF/A-2u", "hash of "+a.issues[i].Key
		a.results[a.issues[i].Key] = r
	}
	refused := func(how Layout, code string) []string {
		t.Helper()
		var log diag.List
		plan, ok := NewPlan(a.issues, nil, how, &log)
		if !ok || log.Len() != len(plan.Refused) {
			t.Errorf("%v: %v", ok, log.Items())
		}
		var list []string
		for i, item := range plan.Items {
			d := plan.Refused[item.Key]
			if (d != nil) != (item.Output == "") || d != nil && string(d.Code) != code {
				t.Errorf("%+v: %v", item, d)
			}
			if d != nil {
				list = append(list, fmt.Sprint(i))
			}
		}
		return list
	}
	for i, title := range []string{"A?", "a*", "保障", "A?"} {
		write(i, title)
	}
	for _, how := range []Layout{Bagged, Material} {
		if got := refused(how, "batch-bag-collision"); !slices.Equal(got, []string{"0", "1", "3"}) {
			t.Errorf("%v: %v are refused", how, got)
		}
	}
	if got := refused(Plain, ""); got != nil {
		t.Errorf("without bags: %v are refused", got)
	}
	d := crashfiles.New()
	if _, err := Run(context.Background(), a.config(t, d, true), never()); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows(t, visible(d, out)) {
		want, output := "batch-bag-collision", ""
		if i == 2 {
			want, output = "", row["pdf"]
		}
		if row["code"] != want || row["pdf"] != output || i == 2 && output == "" {
			t.Errorf("%d: %q", i, row)
		}
	}

	for i := range a.issues {
		write(i, "x")
	}
	a.issues[0].Key, a.issues[1].Key = "a.toml", "a.source/issue.toml"
	if got := refused(Bagged, "batch-bag-clash"); !slices.Equal(got, []string{"0", "1"}) {
		t.Errorf("%v are refused for the names of files", got)
	}
	var log diag.List
	p, _ := name.Parse("{title}", &log)
	if plan, ok := NewPlan(a.issues, p, Plain, &log); ok {
		t.Errorf("%+v", plan) // the PDFs collide as well
	}
}
