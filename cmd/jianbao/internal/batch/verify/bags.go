package verify

import (
	"fmt"
	"os"
	"path"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/report"
)

// folder checks an output without a usable journal: a bag, or the index and the
// bags in a folder. there reports whether there are any.
func (v *verifier) folder() (there bool, err error) {
	if bag.IsBag(v.root, ".") {
		v.delivered(".", nil)
		v.sum.Basis = ByBags
		return true, nil
	}
	list, err := bag.ReadDir(v.root, ".")
	if err != nil {
		return false, fmt.Errorf("verify: %w", err)
	}
	bags := map[string]bool{}
	for _, e := range list {
		if e.IsDir() && bag.IsBag(v.root, e.Name()) {
			bags[e.Name()] = true
		}
	}
	l := v.readListing(len(bags) > 0)
	if l == nil && len(bags) == 0 {
		return false, nil
	}
	var loose []string
	for _, e := range list {
		name := e.Name()
		switch {
		case name == batch.StateDir || name == report.IndexName && !e.IsDir(): // read, or reported
		case bags[name] || e.IsDir() && l.hasBag(name):
			bags[name] = true
			v.delivered(name, l)
		default:
			loose = append(loose, name)
		}
	}
	if l != nil {
		v.sum.Basis = ByIndex
		l.finish(bags)
		return true, nil
	}
	v.sum.Basis = ByBags
	for _, name := range loose {
		v.found("complete-file-unknown", name)
	}
	return true, nil
}

// delivery is a bag without a journal.
type delivery struct {
	*verifier
	folder   string
	root     *os.Root          // of the bag
	sums     map[string]sum512 // by name below the bag
	reported map[string]bool   // files that are missing or differ from the manifest
	issues   []issueFiles
}

// issueFiles is a PDF with its report.
type issueFiles struct {
	pdf, name string // relative to the bag: the PDF, the report
	report    *bag.Report
}

// delivered checks a bag and all issues in it that have a report. l holds the rows of
// its issues; nil if there is no index.
func (v *verifier) delivered(folder string, l *listing) {
	root, err := v.root.OpenRoot(folder)
	if err != nil {
		v.found("usable-unreadable", folder, bag.Reason(err))
		return
	}
	defer root.Close()
	v.sum.Bags++
	d := &delivery{verifier: v, folder: folder, root: root, sums: map[string]sum512{}, reported: map[string]bool{}}
	c := bag.Checker{Root: root, Sums: d.sumsOf, Found: func(p bag.Problem) {
		switch p.Code {
		case "authentic-hash", "complete-file-missing", "usable-unreadable", "safe-not-regular":
			d.reported[p.Name] = true
		}
		v.found(p.Code, d.at(p.Name), p.Args...)
	}}
	outline := c.Check()
	for i := range d.issues {
		d.compare(&d.issues[i])
	}
	if l != nil {
		l.compareBag(d, outline.Info)
		return
	}
	v.sum.Issues += len(d.issues)
	for _, e := range outline.Info {
		if e.Label == bag.FailedLabel {
			v.sum.Failed++
			v.found("complete-issue-failed", d.at(bag.InfoName), e.Value)
		}
	}
}

func (d *delivery) at(name string) string { return path.Join(d.folder, name) }

// sumsOf reads a file of the bag and returns its checksums and size.
func (d *delivery) sumsOf(name string, algorithms []string) ([]string, int64, error) {
	asked := append(algorithms[:len(algorithms):len(algorithms)], "sha512")
	sums, size, err := d.read(d.at(name), asked, func(data []byte, sum sum512) {
		if !strings.HasPrefix(name, bag.Payload+"/") {
			return
		}
		d.checkPDF(d.at(name), data, sum, d.recorded(name))
	})
	if err != nil {
		return nil, 0, err
	}
	last := len(sums) - 1
	d.sums[name] = sum512{sums[last], size}
	return sums[:last], size, nil
}

// recorded returns the record in the report of a PDF; nil if there is no report,
// as in bags of other programs and for PDFs among the sources.
func (d *delivery) recorded(pdf string) *recorded {
	beside := bag.Beside(pdf)
	data, err := bag.Read(d.root, beside.Report, maxRecord)
	if err != nil {
		return nil // if it is required, the check of the bag reports it
	}
	rep, err := parseReport(data)
	if err != nil {
		d.found("usable-json", d.at(beside.Report), err)
		return nil
	}
	d.issues = append(d.issues, issueFiles{pdf, beside.Report, rep})
	r := recordOfReport(rep)
	r.from = path.Base(beside.Report)
	if _, err := bag.Read(d.root, beside.Sidecar, maxRecord); err == nil {
		r.sidecar = d.at(beside.Sidecar)
	} else if os.IsNotExist(err) {
		d.found("complete-metadata", d.at(pdf), term("元数据文件", "metadata file"))
	}
	return r
}

// compare checks that the report matches the files in the bag.
func (d *delivery) compare(i *issueFiles) {
	check := func(file, sum string) {
		switch is, ok := d.sums[file]; {
		case d.reported[file]:
		case !ok:
			d.found("complete-file-missing", d.at(file), path.Base(i.name))
		case is.hex != sum:
			d.found("authentic-hash", d.at(file), path.Base(i.name))
		}
	}
	check(i.pdf, i.report.PDF.SHA512)
	for _, in := range i.report.Inputs {
		if in.File != "" {
			check(in.File, in.SHA512)
		}
	}
}
