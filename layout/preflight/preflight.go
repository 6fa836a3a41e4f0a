// Package preflight checks a finished job for what a print shop or an archive
// would reject: pictures of low resolution, plates that were not ordered, too
// much ink, items too near the trim, fonts that must not be embedded.
//
// Findings go into a diag.List with their places in the source and, in
// machine-readable form, into a Report. The limits are keys of the theme
// (preflight.*).
package preflight

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/pdf"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// Job is the subject of preflight: an issue composed as Doc, to be written with
// Options.
type Job struct {
	Issue   *content.Issue
	Theme   *theme.Theme
	Doc     *frame.Document
	Options pdf.Options
	// DefaultCondition reports whether the printing condition of Options is the
	// program's, because nobody has chosen one.
	DefaultCondition bool

	Saddle bool        // whether the sheets are saddle-stitched
	Added  []int       // indices of the blank pages added for the binding
	Result *pdf.Result // nil: no file could be written

	found []Finding
}

// Finding is one finding, with the value measured and its limit.
type Finding struct {
	diag.Diagnostic
	Page   int    // index into the document's pages; -1: the whole job
	Label  string // printed number of the page
	Object string // path of a picture, name of a face or plate; empty: none
	Value  string // measured, with its unit: "132 ppi", "0.2 pt"
	Limit  string // limit that the value was compared with
}

// Report holds the findings and a description of the job.
type Report struct {
	Title     string
	Profile   string         // screen, print, archive
	Standard  string         // PDF/X-4 …; empty: none
	Inks      string         // k, k+spot, cmyk, cmyk+spot; empty except for print
	Condition *icc.Condition // nil except for print
	Binding   string         // saddle, booklet; empty: none
	Pages     int
	Boxes     []Boxes // nil if no file could be written
	Marks     bool
	Blanks    []Blank
	Plates    []string
	Pictures  []Picture
	Codes     []Code
	Faces     []Face
	Findings  []Finding // sorted by page, those of the whole job first
}

// Boxes holds the page boxes that the file's pages First to Last, counted from
// 0, have in common. In a booklet these are fewer than the pages of the issue.
type Boxes struct {
	First, Last int
	pdf.Boxes
}

// Blank is a page without content.
type Blank struct {
	Page  int  // index
	Added bool // added for the binding; else by layout, as before a recto
}

// Ready checks the preconditions of writing the file and adds findings to log:
// that every plate has a valid name, and every picture a conversion to its inks.
func (j *Job) Ready(log *diag.List) {
	if j.Options.Profile != pdf.Print {
		return
	}
	c := j.checker(log)
	c.plateNames()
	c.conversions()
	c.writtenName()
	j.found = append(j.found, c.found...)
}

// Check checks the whole job and adds findings to log.
func (j *Job) Check(log *diag.List) {
	c := j.checker(log)
	c.alternates()
	c.unusedProfiles()
	if j.Options.Profile != pdf.Screen {
		c.resolutions()
		c.codes()
		c.faces()
	}
	switch j.Options.Profile {
	case pdf.Print:
		c.pages()
		c.rules()
		c.sizes()
		c.margins()
		c.bleeds()
		c.smallBleed()
		c.transparency()
		c.spaces()
		c.separations()
		c.plates()
		c.mixtures()
	case pdf.Archive:
		c.record()
	}
	j.found = append(j.found, c.found...)
}

// Report returns the findings of Ready and Check, those of other stages in log,
// and a description of the job.
func (j *Job) Report(log *diag.List) *Report {
	r := j.describe()
	r.Findings = append((&checker{Job: j}).located(log.Items()), j.found...)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(a.Page, b.Page) })
	return r
}

// checker collects the findings of one check of a job.
type checker struct {
	*Job
	limits theme.Preflight
	log    *diag.List
	found  []Finding
}

func (j *Job) checker(log *diag.List) *checker {
	return &checker{Job: j, limits: j.Theme.Preflight, log: log}
}

// add adds a finding to the report's findings and to log.
func (c *checker) add(f Finding, code diag.Code, at diag.Span, args ...any) {
	c.log.Add(code, at, args...)
	severity, _ := diag.SeverityOf(code)
	f.Diagnostic = diag.Diagnostic{Code: code, Severity: severity, Span: at, Args: args}
	if f.Page >= 0 && f.Page < len(c.Doc.Pages) {
		f.Label = c.Doc.Pages[f.Page].Label
	}
	c.found = append(c.found, f)
}

// page returns the name of a page, for messages: its printed number, or else its
// position in the file.
func (c *checker) page(i int) diag.Term {
	if l := c.Doc.Pages[i].Label; l != "" {
		return diag.Term{ZH: "第 " + l + " 页", EN: "page " + l}
	}
	n := strconv.Itoa(i + 1)
	return diag.Term{ZH: "文件第 " + n + " 页", EN: "page " + n + " of the file"}
}

// located converts findings of other stages to findings of the job, each with
// the page on which its place in the source is printed.
func (c *checker) located(items []diag.Diagnostic) []Finding {
	x := c.indexPages()
	var out []Finding
	for _, d := range items {
		if strings.HasPrefix(string(d.Code), "preflight-") {
			continue // a finding of this package
		}
		f := Finding{Diagnostic: d, Page: x.page(d.Span)}
		if f.Page >= 0 {
			f.Label = c.Doc.Pages[f.Page].Label
		}
		out = append(out, f)
	}
	return out
}

// sourceRange is the range of a source that a line or a picture was made from,
// with its page.
type sourceRange struct{ start, end, page int }

// pageIndex finds the page on which a place in a source is printed.
type pageIndex map[*diag.Source][]sourceRange

func (c *checker) indexPages() pageIndex {
	x := pageIndex{}
	for i := range c.Doc.Pages {
		for _, item := range c.Doc.Pages[i].Items {
			var at diag.Span
			switch v := item.(type) {
			case *frame.Line:
				at = v.Place
			case *frame.Picture:
				at = v.Place
			}
			if at.Source != nil {
				x[at.Source] = append(x[at.Source], sourceRange{at.Start, at.End, i})
			}
		}
	}
	for _, list := range x { // lists are independent: the order does not matter
		slices.SortStableFunc(list, func(a, b sourceRange) int { return cmp.Compare(a.start, b.start) })
	}
	return x
}

// page returns the index of the page on which a place is printed; -1: none.
func (x pageIndex) page(at diag.Span) int {
	list := x[at.Source]
	i, found := slices.BinarySearchFunc(list, at.Start, func(s sourceRange, start int) int { return cmp.Compare(s.start, start) })
	if !found {
		i--
	}
	if i < 0 || at.Start >= list[i].end && at.Start != list[i].start {
		return -1
	}
	return list[i].page
}

// mm formats a length in millimetres, to a hundredth.
func mm(a unit.Abs) string {
	return unit.FromPt(unit.MulDiv(int64(a), 100*127, 360*int64(unit.Pt)) * 10).String()
}
