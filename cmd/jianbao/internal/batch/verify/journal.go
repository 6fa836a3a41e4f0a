package verify

import (
	"path"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/cmd/jianbao/internal/batch/store"
	"jianbao/content/diag"
)

// journalFile is the journal's name in findings.
const journalFile = "journal.jsonl"

// output is the state of checking the output of a batch. A bag is checked as
// soon as its last issue has been, so that data about files is released early.
type output struct {
	*verifier
	view       *store.View
	unfinished bool               // some issues are unfinished
	bags       map[string]*bagged // of the plan
	failed     map[string]bool    // planned PDFs of failed issues
	reported   map[string]bool    // files of issues with findings
	duplicates report.Duplicates
}

// bagged is a bag of the plan.
type bagged struct {
	left    int               // issues not checked yet
	sums    map[string]string // SHA-512 of the files, by name
	failed  []bag.Failed
	checked bool
}

// journal checks the output of a batch against its journal.
func (v *verifier) journal(view *store.View) error {
	o := &output{verifier: v, view: view, unfinished: view.Unfinished() > 0, bags: map[string]*bagged{}, failed: map[string]bool{}, reported: map[string]bool{}}
	v.sum.Issues = len(view.Plan)
	for _, item := range view.Plan {
		if o.isBagged(item) {
			b := o.bags[item.Bag]
			if b == nil {
				b = &bagged{}
				o.bags[item.Bag] = b
			}
			b.left++
		}
	}
	if err := o.issues(); err != nil {
		return err
	}
	if !o.unfinished {
		if err := o.index(); err != nil {
			return err
		}
	}
	o.unknown()
	return nil
}

// isBagged reports whether the files of an issue are in a bag. An issue that
// could only fail has none.
func (o *output) isBagged(item store.Item) bool {
	return item.Bag != "" && strings.HasPrefix(item.Output, item.Bag+"/"+bag.Payload+"/")
}

// issues checks all issues of the plan.
func (o *output) issues() error {
	next := 0
	unfinished := func(upTo string) {
		for ; next < len(o.view.Plan) && o.view.Plan[next].Key != upTo; next++ {
			o.found("complete-issue-unfinished", o.view.Plan[next].Key)
			o.done(o.view.Plan[next])
		}
	}
	err := o.view.Entries(func(e batch.Entry, files []store.Written) error {
		unfinished(e.Key)
		item := o.view.Plan[next]
		next++
		o.issue(&e, item, files)
		o.done(item)
		return nil
	})
	if err != nil {
		return err
	}
	unfinished("")
	return nil
}

// done checks the bag of an issue if the issue is the bag's last.
func (o *output) done(item store.Item) {
	b := o.bags[item.Bag]
	if b == nil || !o.isBagged(item) {
		return
	}
	if b.left--; b.left == 0 {
		o.checkBag(item.Bag, b)
		b.sums, b.failed = nil, nil
	}
}

// issue checks the files of an issue.
func (o *output) issue(e *batch.Entry, item store.Item, files []store.Written) {
	q := &e.Result
	o.duplicates.Add(e)
	b := o.bags[item.Bag]
	inBag := b != nil && o.isBagged(item)
	if q.Status == batch.Failed {
		o.sum.Failed++
		f := bag.Failed{Key: e.Key, Number: q.Number}
		if w := report.Worst(q.Findings); w != nil {
			f.Code = w.Code
		}
		o.found("complete-issue-failed", e.Key, f.Code)
		if item.Output != "" {
			o.failed[item.Output] = true
		}
		if b != nil {
			b.failed = append(b.failed, f)
		}
		return
	}
	recorded := recordOf(q)
	recorded.sidecar = sidecarOf(e.Output, item, inBag, files)
	for _, f := range files {
		sums, _, err := o.read(f.Name, []string{"sha512"}, func(data []byte, sum sum512) {
			if f.Name == e.Output {
				o.checkPDF(f.Name, data, sum, recorded)
			}
		})
		switch {
		case err != nil:
			o.reported[f.Name] = true
			o.unreadable(f.Name, journalFile, err)
			continue
		case sums[0] != f.SHA512:
			o.reported[f.Name] = true
			o.found("authentic-hash", f.Name, journalFile)
		}
		if !bag.Portable(f.Name) {
			o.found("safe-name", f.Name, f.Name)
		}
		if inBag {
			if b.sums == nil {
				b.sums = map[string]string{}
			}
			b.sums[f.Name] = sums[0]
		}
	}
}

// sidecarOf returns the name of an issue's sidecar; empty if there is none.
func sidecarOf(pdf string, item store.Item, inBag bool, files []store.Written) string {
	if inBag {
		pdf = strings.TrimPrefix(pdf, item.Bag+"/"+bag.Payload+"/")
	}
	want := bag.Beside(pdf).Sidecar
	for _, f := range files {
		if f.Name == want || strings.HasSuffix(f.Name, "/"+want) {
			return f.Name
		}
	}
	return ""
}

// checkBag checks a bag whose issues have been checked.
func (o *output) checkBag(name string, b *bagged) {
	built := b.sums != nil || o.reportedIn(name)
	if !built || o.unfinished && !o.hasFile(path.Join(name, bag.Declaration)) {
		return // empty bags are not written, nor any before the end of a batch
	}
	b.checked = true
	root, err := o.root.OpenRoot(name)
	if err != nil {
		return // all its files are missing, which has been reported
	}
	defer root.Close()
	o.sum.Bags++
	c := bag.Checker{
		Root: root,
		Sums: func(file string, algorithms []string) ([]string, int64, error) {
			full := path.Join(name, file)
			if sum, ok := b.sums[full]; ok && slices.Equal(algorithms, []string{"sha512"}) {
				return []string{sum}, o.size(full), nil
			}
			return o.read(full, algorithms, func(data []byte, sum sum512) { o.checkPDF(full, data, sum, nil) })
		},
		Found: func(p bag.Problem) {
			full := path.Join(name, p.Name)
			switch p.Code {
			case "authentic-hash", "complete-file-missing", "usable-unreadable", "safe-not-regular", "safe-name":
				if o.reported[full] {
					return
				}
			}
			o.found(p.Code, full, p.Args...)
		},
	}
	outline := c.Check()
	for _, f := range b.failed {
		if !f.In(outline.Info) {
			o.found("complete-bag-failed", path.Join(name, bag.InfoName), f.Key)
		}
	}
}

// reportedIn reports whether there are findings about a file in a folder.
func (o *output) reportedIn(folder string) bool {
	for name := range o.reported {
		if strings.HasPrefix(name, folder+"/") {
			return true
		}
	}
	return false
}

func (o *output) size(name string) int64 {
	info, err := o.root.Stat(name)
	if err != nil {
		return 0
	}
	return info.Size()
}

// unknown reports files that are not in the journal. Files in a bag are covered
// by the bag's own check.
func (o *output) unknown() {
	skip := func(name string) bool {
		top, _, _ := strings.Cut(name, "/")
		b := o.bags[top]
		return top == batch.StateDir || b != nil && b.checked
	}
	bag.Walk(o.root, ".", func(name string) {
		_, ours := slices.BinarySearch(o.view.Files, name)
		if skip(name) || ours && !o.failed[name] || name == report.IndexName {
			return
		}
		o.found("complete-file-unknown", name)
	}, func(name string, err error) {
		if !skip(name) && !o.reported[name] {
			o.unreadable(name, "", err)
		}
	})
}

// sortedKeys returns the keys of a map, sorted.
func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// term returns a term of both languages.
func term(zh, en string) diag.Term { return diag.Term{ZH: zh, EN: en} }
