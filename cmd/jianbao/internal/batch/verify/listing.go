package verify

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/content/manifest"
)

// listing is the index of an output without a journal: the only record of what the
// output contains.
type listing struct {
	*verifier
	rows   []*listed
	byPDF  map[string]*listed // by path in the output
	failed map[string]bool    // values of bag-info.txt's elements for failed issues
}

// listed is a row of the index.
type listed struct {
	report.Row
	number  int // of the row, from 1
	cells   []string
	valid   bool // the row can be one of an index
	checked bool // the PDF has been checked, or a finding explains why not
}

// readListing reads the index of an output without a journal and reports what
// cannot be part of one. It returns nil if there is none: index.csv is missing, or,
// without bags, it is another program's table. One beside bags that cannot be read is
// reported.
func (v *verifier) readListing(bags bool) *listing {
	r, head, size, err := v.openIndex()
	if err != nil {
		if bags && !errors.Is(err, fs.ErrNotExist) {
			v.unreadable(report.IndexName, "", err)
		}
		return nil
	}
	defer r.close()
	if !bags && !report.IsIndex(head) {
		return nil
	}
	if !r.headed {
		v.found("complete-index-form", report.IndexName, 1)
	}
	l := &listing{verifier: v, byPDF: map[string]*listed{}, failed: map[string]bool{}}
	shared := map[string]string{} // equal cells share their memory
	last := ""
	for ; r.cells != nil; r.next() {
		row := &listed{number: r.number}
		if row.Row, row.valid = report.ParseRow(r.cells); !follows(row.Manifest, last) || l.byPDF[row.PDF] != nil {
			v.found("complete-index-form", report.IndexName, r.number)
			continue
		}
		last = row.Manifest
		row.cells = make([]string, len(r.cells))
		for i, c := range r.cells {
			if _, known := shared[c]; !known {
				c = strings.Clone(c) // not the whole row
				shared[c] = c
			}
			row.cells[i] = shared[c]
		}
		l.add(row)
	}
	if r.wrong {
		v.found("complete-index-form", report.IndexName, r.number)
	}
	v.count(size, nil)
	if v.sum.Issues = len(l.rows); v.sum.Issues == 0 && !bags && v.sum.Holds() {
		v.found("complete-index-empty", report.IndexName)
	}
	return l
}

// follows reports whether the row of a manifest can follow that of another: rows are
// sorted. In manifests with "<" characters may have been replaced.
func follows(manifest, last string) bool {
	return manifest > last || manifest != last && strings.Contains(manifest+last, "<")
}

func (l *listing) add(row *listed) {
	l.rows = append(l.rows, row)
	if row.PDF != "" {
		l.byPDF[row.PDF] = row
		return
	}
	f := row.asFailed()
	l.failed[f.Element().Value] = true
}

func (row *listed) asFailed() bag.Failed {
	return bag.Failed{Key: row.Manifest, Number: row.Issue, Code: row.Code}
}

// hasBag reports whether rows place PDFs into a bag of this name.
func (l *listing) hasBag(name string) bool {
	return l != nil && slices.ContainsFunc(l.rows, func(row *listed) bool {
		return strings.HasPrefix(row.PDF, name+"/"+bag.Payload+"/") && bag.Name(row.Title, row.Year) == name
	})
}

// compareBag compares a checked bag with the rows of its issues.
func (l *listing) compareBag(d *delivery, info []bag.Element) {
	inBag := map[string]bool{}
	for i := range d.issues {
		name := d.at(d.issues[i].pdf)
		inBag[name] = true
		row := l.byPDF[name]
		if row == nil {
			l.found("complete-index-row", report.IndexName, name)
			continue
		}
		row.checked = true
		l.compareRow(row, name, &d.issues[i])
	}
	for _, file := range sortedKeys(d.sums) {
		if row := l.byPDF[d.at(file)]; row != nil && !inBag[row.PDF] {
			row.checked = true
			if row.SHA512 != d.sums[file].hex && !d.reported[file] {
				l.found("authentic-hash", row.PDF, report.IndexName)
			}
		}
	}
	for _, file := range sortedKeys(d.reported) {
		if row := l.byPDF[d.at(file)]; row != nil {
			row.checked = true
		}
	}
	for _, e := range info {
		if e.Label == bag.FailedLabel && !l.failed[e.Value] {
			l.found("complete-index-row", report.IndexName, e.Value)
		}
	}
	for _, row := range l.rows {
		if !row.valid || row.Status != batch.Failed || row.Title == "" || row.Year == 0 || bag.Name(row.Title, row.Year) != d.folder {
			continue
		}
		if f := row.asFailed(); !f.In(info) {
			l.found("complete-bag-failed", d.at(bag.InfoName), row.Manifest)
		}
	}
}

// compareRow compares a row with the one that the report of the issue in a bag
// leads to.
func (l *listing) compareRow(row *listed, pdf string, i *issueFiles) {
	r := i.report
	e := batch.Entry{Key: row.Manifest, Output: pdf, Result: batch.Result{
		Status: r.Status, Title: r.Title, Year: r.Year, Number: r.Issue, RawNumber: r.Number, Record: r.Record, Date: r.Date, Pages: r.Pages,
		Profile: r.Profile, SHA512: r.PDF.SHA512, Warnings: r.Warnings, Errors: r.Errors, Findings: r.Findings, Encodings: r.Encodings,
		Fallbacks: r.Fallbacks, Fonts: r.Fonts, Tool: r.Tool,
	}}
	for _, in := range r.Inputs {
		if in.Kind == manifest.KindManifest && !sameManifest(row.Manifest, in.Name) {
			l.found("authentic-index", report.IndexName, row.number, []string{report.Columns()[0]}, path.Base(i.name))
		}
	}
	differ := differences(row.cells, cellsOf(&e))
	if differ == nil || l.isDuplicate(row, e) {
		return
	}
	l.found("authentic-index", report.IndexName, row.number, differ, path.Base(i.name))
}

// isDuplicate reports whether a row is that of an entry with the warning that an
// earlier issue has the same title, year and number. The reports in bags do not
// contain this warning.
func (l *listing) isDuplicate(row *listed, e batch.Entry) bool {
	if row.Warnings != e.Result.Warnings+1 {
		return false
	}
	for _, first := range l.rows {
		if first.number >= row.number {
			return false
		}
		if first.Year != row.Year || first.Title != row.Title {
			continue
		}
		for _, lang := range []string{"zh", "en"} {
			d := report.Duplicates{Lang: lang}
			one, two := e, e
			one.Key = first.Manifest
			d.Add(&one)
			d.Add(&two)
			d.Mark(&two)
			if differences(row.cells, cellsOf(&two)) == nil {
				return true
			}
		}
	}
	return false
}

// finish checks what no bag contains: the PDFs of an output without bags and of
// missing bags, failed issues, and files that the index does not list.
func (l *listing) finish(bags map[string]bool) {
	for _, row := range l.rows {
		switch {
		case !row.valid && !row.checked:
			l.found("complete-index-form", report.IndexName, row.number)
		case row.Code == "batch-not-built":
			l.found("complete-issue-unfinished", row.Manifest)
		case row.Status == batch.Failed && row.valid:
			l.sum.Failed++
			l.found("complete-issue-failed", row.Manifest, row.Code)
		case !row.checked:
			l.checkRow(row)
		}
	}
	l.unlisted(bags)
}

// checkRow checks the PDF of a row.
func (l *listing) checkRow(row *listed) {
	sums, _, err := l.read(row.PDF, []string{"sha512"}, func(data []byte, sum sum512) {
		l.checkPDF(row.PDF, data, sum, recordOfRow(&row.Row))
	})
	switch {
	case err != nil:
		l.unreadable(row.PDF, report.IndexName, err)
	case sums[0] != row.SHA512:
		l.found("authentic-hash", row.PDF, report.IndexName)
	}
	if !bag.Portable(row.PDF) {
		l.found("safe-name", row.PDF, row.PDF)
	}
}

// unlisted reports files that belong to no row. A PDF of this program is an issue
// whose row is missing.
func (l *listing) unlisted(bags map[string]bool) {
	known := map[string]bool{report.IndexName: true}
	var sources []string // folders
	for _, row := range l.rows {
		if row.PDF == "" {
			continue
		}
		known[row.PDF] = true
		beside := bag.Beside(path.Join(batch.MaterialDir, row.PDF)) // of a shard
		known[beside.Sidecar], known[beside.Report] = true, true
		sources = append(sources, beside.Sources+"/")
	}
	slices.Sort(sources)
	skip := func(name string) bool {
		top, _, _ := strings.Cut(name, "/")
		at, found := slices.BinarySearch(sources, name)
		return top == batch.StateDir || bags[top] || known[name] || found || at > 0 && strings.HasPrefix(name, sources[at-1])
	}
	bag.Walk(l.root, ".", func(name string) {
		if skip(name) {
			return
		}
		ours := false
		if strings.EqualFold(path.Ext(name), ".pdf") {
			l.read(name, []string{"sha512"}, func(data []byte, _ sum512) { ours = isOurs(data) }) // unreadable ones are unknown files, too
		}
		if ours {
			l.found("complete-index-row", report.IndexName, name)
		} else {
			l.found("complete-file-unknown", name)
		}
	}, func(name string, err error) {
		if !skip(name) {
			l.unreadable(name, "", err)
		}
	})
}

// isOurs reports whether a PDF was made by this program.
func isOurs(data []byte) bool {
	f, err := inspect(data)
	return err == nil && f.info["Creator"] == "jianbao"
}
