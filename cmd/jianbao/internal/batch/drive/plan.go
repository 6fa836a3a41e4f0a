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

// MaterialName is the folder of a shard's output that holds what bags are made
// of besides the PDFs, because its merge may be asked for bags.
const MaterialName = "for-bags"

// Reserved are the names in an output's own folder that no issue gets.
func Reserved() []string { return []string{report.IndexName, MaterialName, batch.StateDir} }

// Plan is what a batch sets out to do: every issue that was found, all shards
// together.
type Plan struct {
	Issues []batch.Issue
	Items  []store.Item // of the same issues
	Bags   bool         // the files go into bags
}

// Layout says what an output holds besides PDFs.
type Layout int

// The layouts.
const (
	Plain    Layout = iota // nothing
	Bagged                 // all that bags hold
	Material               // what bags are made of, apart
)

// NewPlan decides where everything goes; ok is false if log says that two
// things would go to one place, and then nothing may be written. The manifests'
// titles and years are read for the bags.
func NewPlan(issues []batch.Issue, pattern *name.Pattern, how Layout, log *diag.List) (p Plan, ok bool) {
	before := log.Count(diag.Error)
	p = Plan{Issues: issues, Items: make([]store.Item, len(issues)), Bags: how == Bagged}
	outputs, _ := name.Outputs(issues, name.Options{Pattern: pattern, Reserved: Reserved()}, log)
	b := bagNames{log: log, owner: map[string]string{}}
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

// inBag is where a file of an issue goes in a bagged output. Where the bag is
// not known, because the manifest cannot be read, there is no place.
func inBag(item store.Item, below string) string {
	if item.Bag == "" || below == "" {
		return ""
	}
	return path.Join(item.Bag, bag.Payload, below)
}

// bagNames finds the bag of each issue: one for each title and year.
type bagNames struct {
	log   *diag.List
	owner map[string]string // folded name → the title and year it was made of
}

func (b *bagNames) of(issue batch.Issue) string {
	f, ok := name.Read(issue.Path)
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

// Hash is what all shards of the plan have in common.
func (p *Plan) Hash(o batch.Options) (string, error) {
	planned := make([]shard.Planned, len(p.Items))
	for i, item := range p.Items {
		planned[i] = shard.Planned{Key: item.Key, Output: item.Output, Bag: item.Bag}
	}
	return shard.PlanHash(planned, o)
}

// Of returns the part of the plan that is a shard's.
func (p *Plan) Of(s shard.Shard) Plan {
	part := Plan{Bags: p.Bags}
	for i, issue := range p.Issues {
		if s.Has(issue.Key) {
			part.Issues = append(part.Issues, issue)
			part.Items = append(part.Items, p.Items[i])
		}
	}
	return part
}

// material names the files that a bag holds of an issue besides its PDF.
func (r *runner) material(item store.Item, result *batch.Result) ([]store.File, error) {
	prefix := ""
	output := item.Output
	switch {
	case r.Plan.Bags:
		prefix = path.Join(item.Bag, bag.Payload)
		output = strings.TrimPrefix(output, prefix+"/")
	case !r.Shard.Whole():
		prefix = MaterialName
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
