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
	Name   string       // pattern of the files' names; empty: the names of the manifests

	// Refused says by key why there can be no bag for an issue. Its item has no output:
	// it fails, and the others are built.
	Refused map[string]*diag.Diagnostic
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
// years from the manifests; issues that cannot be in one bag are refused, which log
// says, too.
func NewPlan(issues []batch.Issue, pattern *name.Pattern, how Layout, log *diag.List) (p Plan, ok bool) {
	before := log.Count(diag.Error)
	p = Plan{Issues: issues, Items: make([]store.Item, len(issues)), Bags: how == Bagged}
	if pattern != nil {
		p.Name = pattern.String()
	}
	var fields name.Reader
	outputs, _ := name.Outputs(issues, name.Options{Pattern: pattern, Fields: &fields, Reserved: Reserved()}, log)
	ok = log.Count(diag.Error) == before
	b := bagNames{fields: &fields, ofIssue: map[string]string{}, titles: map[string][]string{}}
	for i, issue := range issues {
		p.Items[i] = store.Item{Key: issue.Key, Output: outputs[i], Bag: b.of(issue)}
	}
	if how != Plain { // bags that are not made cannot collide
		p.refuseTitles(&b, log)
		p.refuseClashes(outputs, log)
	}
	if p.Bags {
		for i := range p.Items {
			p.Items[i].Output = inBag(p.Items[i], p.Items[i].Output)
		}
	}
	return p, ok
}

// refuseTitles refuses the issues whose titles differ and would share a bag.
func (p *Plan) refuseTitles(b *bagNames, log *diag.List) {
	for i := range p.Items {
		folder := p.Items[i].Bag
		if folder == "" {
			continue
		}
		own, titles := b.ofIssue[p.Issues[i].Key], b.titles[name.Fold(folder)]
		if k := slices.IndexFunc(titles, func(title string) bool { return title != own }); k >= 0 {
			p.refuse(i, log, "batch-bag-collision", own, titles[k], folder)
		}
	}
}

// refuseClashes refuses the issues of which one has the name of a file beside the other.
func (p *Plan) refuseClashes(outputs []string, log *diag.List) {
	left := slices.Clone(outputs)
	for i := range left {
		if p.Items[i].Output == "" {
			left[i] = ""
		}
	}
	for _, pair := range bag.Clashes(left) {
		first, second := pair[0], pair[1]
		if p.Items[first].Output == "" || p.Items[second].Output == "" {
			continue // one of them is in no bag
		}
		if name.Fold(left[first]) == name.Fold(left[second]) {
			continue // the whole plan is refused for that
		}
		for _, i := range pair {
			p.refuse(i, log, "batch-bag-clash", left[second], left[first])
		}
	}
}

// refuse takes the output from an issue, for a reason.
func (p *Plan) refuse(i int, log *diag.List, code diag.Code, args ...any) {
	p.Items[i].Output, p.Items[i].Bag = "", ""
	if p.Refused == nil {
		p.Refused = map[string]*diag.Diagnostic{}
	}
	issue := p.Issues[i]
	d := &diag.Diagnostic{Code: code, Severity: diag.Error, Span: diag.Whole(filepath.ToSlash(issue.Path)), Args: args}
	p.Refused[issue.Key] = d
	log.Add(code, d.Span, args...)
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
	fields  *name.Reader
	ofIssue map[string]string   // title and year, by key
	titles  map[string][]string // those that a bag has, by its folded name
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
	b.ofIssue[issue.Key] = of
	folded := name.Fold(folder)
	if !slices.Contains(b.titles[folded], of) {
		b.titles[folded] = append(b.titles[folded], of)
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
