// Package preflight looks at a finished job as a print shop or an archive would
// before taking it: pictures too coarse, plates nobody ordered, ink that would
// not dry, matter too near the trim, fonts that must not be embedded.
//
// Findings go into a diag.List, like all others, with the place in the source;
// and into a Report, for machines. The limits are keys of the theme
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

// Job is what is looked at: an issue composed into Doc, to be written with
// Options.
type Job struct {
	Issue   *content.Issue
	Theme   *theme.Theme
	Doc     *frame.Document
	Options pdf.Options
	Saddle  bool        // the sheets are folded and stitched through the fold
	Added   []int       // indices of the blank pages that the binding took
	Result  *pdf.Result // nil: nothing could be written

	found []Finding
}

// Finding is one thing found, measured against its limit.
type Finding struct {
	diag.Diagnostic
	Page   int    // index into the document's pages; -1: the whole job
	Label  string // printed number of the page
	Object string // what it was found on: path of a picture, name of a face or plate
	Value  string // measured, with its unit: "132 ppi", "0.2 pt"
	Limit  string // it was held against
}

// Report is what was found, and what the job is made of.
type Report struct {
	Title     string
	Profile   string         // screen, print, archive
	Standard  string         // PDF/X-4 …; empty: none
	Inks      string         // k, k+spot, cmyk, cmyk+spot; empty but for print
	Condition *icc.Condition // nil but for print
	Binding   string         // saddle, booklet; empty: none
	Pages     int
	Boxes     []Boxes // none if nothing could be written
	Marks     bool
	Blanks    []Blank
	Plates    []string
	Pictures  []Picture
	Faces     []Face
	Findings  []Finding // by page, those of the whole job first
}

// Boxes are the boxes that the file's pages from First to Last, counted from 0,
// have in common. A booklet has fewer pages than its issue.
type Boxes struct {
	First, Last int
	pdf.Boxes
}

// Blank is a page without matter.
type Blank struct {
	Page  int  // index
	Added bool // for the binding; else the issue's own, as before a recto
}

// Ready looks at what must hold before the file can be written: that every
// plate has a name, and every picture a way to its inks.
func (j *Job) Ready(log *diag.List) {
	if j.Options.Profile != pdf.Print {
		return
	}
	c := j.checker(log)
	c.plateNames()
	c.conversions()
	j.found = append(j.found, c.found...)
}

// Check looks at the whole job.
func (j *Job) Check(log *diag.List) {
	c := j.checker(log)
	c.alternates()
	if j.Options.Profile != pdf.Screen {
		c.resolutions()
		c.faces()
	}
	switch j.Options.Profile {
	case pdf.Print:
		c.pages()
		c.rules()
		c.sizes()
		c.margins()
		c.bleeds()
		c.grounds()
		c.spaces()
		c.plates()
		c.mixtures()
	case pdf.Archive:
		c.record()
	}
	j.found = append(j.found, c.found...)
}

// Report says what Ready and Check found and what log has of other stages, and
// what the job is made of.
func (j *Job) Report(log *diag.List) *Report {
	r := j.describe()
	r.Findings = append((&checker{Job: j}).located(log.Items()), j.found...)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(a.Page, b.Page) })
	return r
}

// checker collects what one look at a job finds.
type checker struct {
	*Job
	limits theme.Preflight
	log    *diag.List
	found  []Finding
}

func (j *Job) checker(log *diag.List) *checker {
	return &checker{Job: j, limits: j.Theme.Preflight, log: log}
}

// add records a finding, here and in the log.
func (c *checker) add(f Finding, code diag.Code, at diag.Span, args ...any) {
	c.log.Add(code, at, args...)
	severity, _ := diag.SeverityOf(code)
	f.Diagnostic = diag.Diagnostic{Code: code, Severity: severity, Span: at, Args: args}
	if f.Page >= 0 && f.Page < len(c.Doc.Pages) {
		f.Label = c.Doc.Pages[f.Page].Label
	}
	c.found = append(c.found, f)
}

// page names a page: by its printed number, or else by its place in the file.
func (c *checker) page(i int) diag.Term {
	if l := c.Doc.Pages[i].Label; l != "" {
		return diag.Term{ZH: "第 " + l + " 页", EN: "page " + l}
	}
	n := strconv.Itoa(i + 1)
	return diag.Term{ZH: "文件第 " + n + " 页", EN: "page " + n + " of the file"}
}

// located makes findings of this job of what other stages said, each with the
// page that its place in the source was set on.
func (c *checker) located(items []diag.Diagnostic) []Finding {
	x := c.indexPages()
	var out []Finding
	for _, d := range items {
		if strings.HasPrefix(string(d.Code), "preflight-") {
			continue // of ours
		}
		f := Finding{Diagnostic: d, Page: x.page(d.Span)}
		if f.Page >= 0 {
			f.Label = c.Doc.Pages[f.Page].Label
		}
		out = append(out, f)
	}
	return out
}

// stretch is a stretch of a source that a line or a picture was set from.
type stretch struct{ start, end, page int }

// pageIndex finds the page that a place of a source was set on.
type pageIndex map[*diag.Source][]stretch

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
				x[at.Source] = append(x[at.Source], stretch{at.Start, at.End, i})
			}
		}
	}
	for _, list := range x { // each by itself: the order does not matter
		slices.SortStableFunc(list, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	}
	return x
}

// page returns -1 for what was not set.
func (x pageIndex) page(at diag.Span) int {
	list := x[at.Source]
	i, found := slices.BinarySearchFunc(list, at.Start, func(s stretch, start int) int { return cmp.Compare(s.start, start) })
	if !found {
		i--
	}
	if i < 0 || at.Start >= list[i].end && at.Start != list[i].start {
		return -1
	}
	return list[i].page
}

// mm writes a length in millimetres, to a hundredth.
func mm(a unit.Abs) string {
	return unit.FromPt(unit.MulDiv(int64(a), 100*127, 360*int64(unit.Pt)) * 10).String()
}
