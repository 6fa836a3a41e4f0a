package report

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

// Duplicates finds issues that have the title, year and number of another:
// probably copies. Call Add with all entries of a batch, in the order of their
// keys, and then Mark.
//
// Which issues are duplicates is a property of the batch and not of the issue,
// so the warning appears only in the index and not in the journal.
type Duplicates struct {
	Lang   string // of the warnings, "zh" or "en"
	first  map[identity]string
	issues map[string]duplicate // by key; only for look-ups
}

// identity is title, year and number as the manifest gives them.
type identity struct {
	title, number string
	year          int
}

// duplicate is an issue with the identity of an earlier one.
type duplicate struct {
	title, number string
	year          int
	first         string // key of the earlier one
}

// Add records an entry. Entries without title, year or number, whose manifests
// could not be read, are skipped.
func (d *Duplicates) Add(e *batch.Entry) {
	r := &e.Result
	id := identity{normal(r.Title), normal(r.RawNumber), r.Year}
	if id.title == "" || id.number == "" || id.year == 0 {
		return
	}
	if d.first == nil {
		d.first, d.issues = map[identity]string{}, map[string]duplicate{}
	}
	if first, ok := d.first[id]; ok {
		d.issues[e.Key] = duplicate{r.Title, r.RawNumber, r.Year, first}
		return
	}
	d.first[id] = e.Key
}

// Mark adds the warning to an entry that is a duplicate of an earlier one.
func (d *Duplicates) Mark(e *batch.Entry) {
	twin, ok := d.issues[e.Key]
	if !ok {
		return
	}
	e.Result.Findings = append(e.Result.Findings, batch.FindingOf(&diag.Diagnostic{
		Code: "batch-issue-twice", Severity: diag.Warning, Args: []any{twin.title, twin.year, twin.number, twin.first},
	}, d.Lang))
	e.Result.Warnings++
	e.Result.Status = batch.Worst(e.Result.Status, batch.Warning)
}

func normal(s string) string { return norm.NFC.String(strings.TrimSpace(s)) }
