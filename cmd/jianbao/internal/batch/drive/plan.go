package drive

import (
	"path"
	"path/filepath"
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
	Name   string       // pattern of the files' names; empty: the names of the manifests
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
// years from the manifests.
func NewPlan(issues []batch.Issue, pattern *name.Pattern, how Layout, log *diag.List) (p Plan, ok bool) {
	before := log.Count(diag.Error)
	p = Plan{Issues: issues, Items: make([]store.Item, len(issues)), Bags: how == Bagged}
	if pattern != nil {
		p.Name = pattern.String()
	}
	var fields name.Reader
	outputs, _ := name.Outputs(issues, name.Options{Pattern: pattern, Fields: &fields, Reserved: Reserved()}, log)
	b := bagNames{log: log, fields: &fields, owner: map[string]string{}}
	if how == Plain {
		b.log = &diag.List{} // bags that are not made cannot collide
	}
	for i, issue := range issues {
		p.Items[i] = store.Item{Key: issue.Key, Output: outputs[i], Bag: b.of(issue)}
	}
	if how != Plain {
		if first, second, found := bag.Clash(outputs); found {
			log.Add("batch-bag-clash", diag.Whole(filepath.ToSlash(issues[second].Path)), outputs[second], outputs[first])
		}
	}
	if p.Bags {
		for i := range p.Items {
			p.Items[i].Output = inBag(p.Items[i], outputs[i])
		}
	}
	return p, log.Count(diag.Error) == before
}

// inBag returns the path of an issue's file in a bagged output; empty if the
// bag is unknown because the manifest cannot be read.
func inBag(item store.Item, below string) string {
	if item.Bag == "" || below == "" {
		return ""
	}
	return path.Join(item.Bag, bag.Payload, below)
}

// bagNames assigns issues to bags: one for each title and year.
type bagNames struct {
	log    *diag.List
	fields *name.Reader
	owner  map[string]string // folded name → title and year
}

func (b *bagNames) of(issue batch.Issue) string {
	f, ok := b.fields.Read(issue)
	if !ok || f.Title == "" || f.Year == "" {
		return ""
	}
	year, err := strconv.Atoi(f.Year)
	if err != nil {
		return ""
	}
	folder := bag.Name(f.Title, year)
	of := norm.NFC.String(f.Title) + " " + f.Year
	if other, known := b.owner[name.Fold(folder)]; known && other != of {
		b.log.Add("batch-bag-collision", diag.Whole(filepath.ToSlash(issue.Path)), of, other, folder)
	} else {
		b.owner[name.Fold(folder)] = of
	}
	return folder
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
	part := Plan{Bags: p.Bags, Name: p.Name}
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
	case !r.Shard.Whole():
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
