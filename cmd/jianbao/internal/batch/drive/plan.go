package drive

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/cmd/jianbao/internal/batch/shard"
	"jianbao/cmd/jianbao/internal/batch/store"
	"jianbao/content/diag"
)

// Reserved returns the names in the top folder of an output that are not
// available to issues.
func Reserved() []string { return []string{report.IndexName, batch.MaterialDir, batch.StateDir} }

// Plan is the work of a batch: all issues found, of all shards.
type Plan struct {
	Issues []batch.Issue
	Items  []store.Item // of the same issues, in the same order
	Bags   bool         // the files go into bags
	// Refused holds the reasons of issues that cannot be in a bag, by key.
	Refused map[string]diag.Diagnostic
	Name    string // pattern of the files' names; empty: the names of the manifests
}

// Layout is what an output contains in addition to PDFs.
type Layout int

// The layouts.
const (
	Plain    Layout = iota // nothing
	Bagged                 // all that bags hold
	Material               // the material of bags, in batch.MaterialDir
)

// NewPlan assigns all outputs. ok is false if two outputs conflict, which is
// reported in log; nothing must be written then. For bags it reads titles and
// years from the manifests; issues that cannot be in one bag are refused, and
// reported in log, too.
func NewPlan(issues []batch.Issue, pattern *name.Pattern, how Layout, log *diag.List) (p Plan, ok bool) {
	p = Plan{Issues: issues, Items: make([]store.Item, len(issues)), Bags: how == Bagged, Refused: map[string]diag.Diagnostic{}}
	if pattern != nil {
		p.Name = pattern.String()
	}
	outputs, ok := name.Outputs(issues, name.Options{Pattern: pattern, Reserved: Reserved()}, log)
	for i, bag := range bagNames(issues) {
		p.Items[i] = store.Item{Key: issues[i].Key, Output: outputs[i], Bag: bag.folder}
		if how != Plain && bag.other != "" { // bags that nobody makes cannot collide
			p.refuse(i, log, "batch-bag-collision", bag.of, bag.other, bag.folder)
		}
	}
	if how != Plain {
		p.clashes(log)
	}
	if p.Bags {
		for i := range p.Items {
			p.Items[i].Output = inBag(p.Items[i], p.Items[i].Output)
		}
	}
	return p, ok
}

// refuse leaves an issue without output and bag: it can only fail.
func (p *Plan) refuse(i int, log *diag.List, code diag.Code, args ...any) {
	severity, _ := diag.SeverityOf(code)
	p.Items[i].Output, p.Items[i].Bag = "", ""
	p.Refused[p.Items[i].Key] = diag.Diagnostic{Code: code, Severity: severity, Args: args}
	log.Add(code, diag.Whole(filepath.ToSlash(p.Issues[i].Path)), args...)
}

// clashes refuses issues whose PDFs and the files beside them have the same names.
func (p *Plan) clashes(log *diag.List) {
	outputs := make([]string, len(p.Items))
	for i := range p.Items {
		outputs[i] = p.Items[i].Output
	}
	for {
		first, second, found := bag.Clash(outputs)
		if !found {
			return
		}
		p.refuse(first, log, "batch-bag-clash", outputs[first], outputs[second])
		p.refuse(second, log, "batch-bag-clash", outputs[second], outputs[first])
		outputs[first], outputs[second] = "", ""
	}
}

// inBag returns the path of an issue's file in a bagged output; empty if the
// bag is unknown because the manifest cannot be read.
func inBag(item store.Item, below string) string {
	if item.Bag == "" || below == "" {
		return ""
	}
	return path.Join(item.Bag, bag.Payload, below)
}

// bagName is the bag of an issue.
type bagName struct {
	folder string // empty: it is unknown, because the manifest cannot be read
	of     string // title and year
	other  string // those of another publication whose bag has the same name; empty: none
}

// bagNames assigns issues to bags, one for each title and year.
func bagNames(issues []batch.Issue) []bagName {
	list := make([]bagName, len(issues))
	owners := map[string][]string{} // folded name → titles and years, in order
	for i, issue := range issues {
		f, ok := name.Read(issue.Path)
		year, err := strconv.Atoi(f.Year)
		if !ok || f.Title == "" || err != nil {
			continue
		}
		list[i] = bagName{folder: bag.Name(f.Title, year), of: norm.NFC.String(f.Title) + " " + f.Year}
		folded := name.Fold(list[i].folder)
		if !slices.Contains(owners[folded], list[i].of) {
			owners[folded] = append(owners[folded], list[i].of)
		}
	}
	for i := range list {
		b := &list[i]
		for _, of := range owners[name.Fold(b.folder)] {
			if of != b.of && b.folder != "" {
				b.other = of
				break
			}
		}
	}
	return list
}

// Hash returns the hash of the plan, which is the same for all its shards.
func (p *Plan) Hash(o batch.Options) (string, error) {
	planned := make([]shard.Planned, len(p.Items))
	for i, item := range p.Items {
		planned[i] = shard.Planned{Key: item.Key, Output: item.Output, Bag: item.Bag}
	}
	return shard.PlanHash(planned, o)
}

// Of returns the part of the plan that belongs to a shard.
func (p *Plan) Of(s shard.Shard) Plan {
	part := Plan{Bags: p.Bags, Name: p.Name, Refused: p.Refused}
	for i, issue := range p.Issues {
		if s.Has(issue.Key) {
			part.Issues = append(part.Issues, issue)
			part.Items = append(part.Items, p.Items[i])
		}
	}
	return part
}

// material returns the files of an issue in a bag other than its PDF.
func (r *runner) material(item store.Item, result *batch.Result) ([]store.File, error) {
	prefix := ""
	output := item.Output
	switch {
	case r.Plan.Bags:
		prefix = path.Join(item.Bag, bag.Payload)
		output = strings.TrimPrefix(output, prefix+"/")
	case r.Shard.IsPart():
		prefix = batch.MaterialDir
	default:
		return nil, nil
	}
	contents, err := bag.Contents(output, result)
	if err != nil {
		return nil, err
	}
	files := make([]store.File, len(contents))
	for i, c := range contents {
		files[i] = store.File{Name: path.Join(prefix, c.Name), Data: c.Data}
	}
	return files, nil
}
