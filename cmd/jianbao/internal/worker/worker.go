// Package worker is the child process of a batch: it builds the issues that package
// work sends it, one after the other, in memory.
package worker

import (
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/work"
	"jianbao/cmd/jianbao/internal/bug"
	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// Limits of a worker.
const (
	maxFont     = 128 << 20 // bytes of a font file
	maxFindings = 1000      // reported for one issue
)

// Config configures a worker.
type Config struct {
	Tool edition.Tool
	Log  io.Writer // for the stack of a panic
	// Before is called with the key of each issue before it is built; nil except in
	// tests of failing workers.
	Before func(key string)
}

// Serve builds the issues that it reads from in until that ends, and writes the
// results to out, see work.Serve. Build identifies the program.
func Serve(c Config, build string, in io.Reader, out io.Writer) error {
	return work.Serve(in, out, build, func(o batch.Options, _ batch.Limits) func(batch.Issue) batch.Result {
		return New(c, o)
	})
}

// worker is the state shared by the issues of a worker process.
type worker struct {
	Config
	options batch.Options
	choices edition.Choices
	engine  *edition.Engine
	cache   *work.Cache
}

// New returns a function that builds an issue. Its results depend only on the issue's
// files and the options of the run, not on the environment.
func New(c Config, o batch.Options) func(batch.Issue) batch.Result {
	return newWorker(c, o).build
}

// Inputs returns a function that reads an issue as New's does and returns the paths of the
// files that it was read from. What is wrong with the issue is left to its building.
func Inputs(c Config, o batch.Options) func(batch.Issue) []string {
	return newWorker(c, o).inputs
}

func newWorker(c Config, o batch.Options) *worker {
	w := &worker{
		Config: c, options: o, choices: edition.Choices{Profile: o.Profile, Epoch: o.Epoch}, cache: work.NewCache(),
		engine: edition.New(edition.Options{Tool: c.Tool, MaxFont: maxFont, KeepFonts: 2 * maxFont}),
	}
	switch o.Profile {
	case "archive":
		w.choices.PDFA = o.Standard
	case "print":
		w.choices.PDFX = o.Standard
	}
	return w
}

func (w *worker) inputs(issue batch.Issue) (paths []string) {
	source, err := work.Open(issue, w.options.FontDirs, w.cache)
	if err != nil {
		return nil
	}
	defer source.Close()
	defer func() {
		recover() // building the issue reports it
		paths = source.Paths()
	}()
	var log diag.List
	w.engine.Read(source, w.choices, &log)
	return nil
}

// build builds an issue in memory.
func (w *worker) build(issue batch.Issue) (r batch.Result) {
	var log diag.List
	r.Tool = w.Tool.String()
	defer func() {
		if recovered := recover(); recovered != nil {
			p := bug.Report(recovered, &log)
			w.Log.Write(fmt.Appendf(p.Stack, "\n%v\n", p.Value))
			r.PDF = nil
		}
		w.report(&r, &log)
	}()
	if w.Before != nil {
		w.Before(issue.Key)
	}
	source, err := work.Open(issue, w.options.FontDirs, w.cache)
	if err != nil {
		unopened(err, filepath.Base(issue.Real), &log)
		return r
	}
	defer source.Close()
	e := w.engine.Read(source, w.choices, &log)
	e.Permit()
	e.Compose()
	err = e.Render()
	e.Preflight()
	r.Inputs = source.Inputs()
	r.InputHash = work.InputHash(r.Inputs, w.options)
	describe(&r, e.Summary())
	if r.PDF = e.PDF(); err == nil && r.PDF != nil && !log.HasErrors() {
		sum := sha512.Sum512(r.PDF)
		r.SHA512 = hex.EncodeToString(sum[:])
		r.Sidecar, err = e.Sidecar(r.SHA512)
	}
	if err != nil {
		log.Add("internal", diag.Span{}, err)
	}
	return r
}

// unopened adds a finding for the error of opening an issue's folder or a folder of
// fonts. An issue may have been deleted since it was found.
func unopened(err error, manifest string, log *diag.List) {
	var fontDir *work.FontDirError
	switch at := diag.Whole(manifest); {
	case errors.As(err, &fontDir):
		log.Add("batch-font-folder", diag.Span{}, filepath.ToSlash(fontDir.Dir), diag.Cause(fontDir.Err))
	case errors.Is(err, fs.ErrNotExist):
		log.Add("file-missing", at, manifest)
	default:
		log.Add("file-unreadable", at, manifest, diag.Cause(err))
	}
}

// describe copies the summary of an issue, built or not, into its result.
func describe(r *batch.Result, s edition.Summary) {
	r.Title, r.Issuer, r.Year, r.Date, r.Record = s.Title, s.Issuer, s.Year, s.Date, s.Record
	r.RawNumber, r.Number = s.Number, s.Printed
	r.Pages, r.Profile = s.Pages, s.Profile
	r.Encodings, r.Fallbacks, r.Fonts = s.Encodings, s.Fallbacks, s.Fonts
}

// report sets the findings and the status of the result.
func (w *worker) report(r *batch.Result, log *diag.List) {
	items := log.Items()
	lines := map[*diag.Source]*diag.Lines{} // never ranged over
	for i := range items {
		switch items[i].Severity {
		case diag.Error:
			r.Errors++
		case diag.Warning:
			r.Warnings++
		}
	}
	// If there are too many findings, errors are kept first.
	if len(items) > maxFindings {
		slices.SortStableFunc(items, func(x, y diag.Diagnostic) int { return int(y.Severity) - int(x.Severity) })
		more := len(items) - maxFindings
		items = append(items[:maxFindings:maxFindings], diag.Diagnostic{Code: "more-findings", Severity: diag.Notice, Args: []any{more}})
	}
	for i := range items {
		f := batch.FindingOf(&items[i], w.options.Lang)
		if src := items[i].Span.Source; src != nil {
			if src.Data != nil && lines[src] == nil {
				lines[src] = src.Index()
			}
			f.Place = items[i].Span.Place(lines[src], batch.Language(w.options.Lang))
		}
		r.Findings = append(r.Findings, f)
	}
	switch {
	case r.Errors > 0 || r.PDF == nil:
		r.Status = batch.Failed
		r.PDF, r.Sidecar, r.SHA512, r.Fonts, r.Pages = nil, nil, "", nil, 0
	case r.Warnings > 0:
		r.Status = batch.Warning
	default:
		r.Status = batch.OK
	}
}
