package main

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/term"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/work"
	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
	"jianbao/content/parallel"
	"jianbao/fonts"
	"jianbao/layout/pdf"
)

// workerName is the command that a batch starts its workers with. It is not for
// people: it talks in frames, see package work.
const workerName = "batch-worker"

// Limits of a worker.
const (
	maxBatchFont = 128 << 20 // bytes of a font file
	maxFindings  = 1000      // told of one issue
	workerGC     = 400       // percent, see laterGC
)

// isWorker reports whether the arguments of the program start a worker.
func isWorker(args []string) bool { return len(args) == 1 && args[0] == workerName }

// worker sets issues until its stdin ends.
func (a *app) worker() int {
	if term.IsTerminal(int(os.Stdin.Fd())) {
		return a.unknownCommand(workerName)
	}
	// Whoever stops a batch stops its parent, which lets the issues under way
	// be finished. The signals are taken and dropped: Windows ends a process that
	// only ignores them, at Ctrl-Break or when its window is closed.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	debug.SetGCPercent(workerGC)
	err := work.Serve(os.Stdin, os.Stdout, buildIdentity(), func(o batch.Options, _ batch.Limits) func(batch.Issue) batch.Result {
		return newBench(a.system, o).set
	})
	switch {
	case errors.Is(err, work.ErrMemory):
		return work.StatusMemory
	case err != nil:
		fmt.Fprintln(a.stderr, err)
		return statusSystem
	}
	return statusDone
}

// bench is where a worker sets one issue after the other. What issues share is
// loaded once.
type bench struct {
	app     *app
	options batch.Options
	choices cli.Choices
	library *fonts.Library
	cache   *work.Cache
	faces   map[faceKey]openedFace
	size    int                    // bytes of the fonts in faces
	names   map[*fonts.Face]string // as reports list them, of bundled faces
}

type faceKey struct {
	data  *byte
	size  int
	index int
}

type openedFace struct {
	face *fonts.Face
	err  error
}

func newBench(sys *system, o batch.Options) *bench {
	b := &bench{options: o, library: fonts.Bundled(), cache: work.NewCache(), faces: map[faceKey]openedFace{}}
	b.choices.Profile = o.Profile
	switch o.Profile {
	case profileNames[pdf.Archive]:
		b.choices.PDFA = o.Standard
	case profileNames[pdf.Print]:
		b.choices.PDFX = o.Standard
	}
	// An issue depends on nothing in the environment but what the run says.
	inner := *sys
	inner.stdout, inner.terminal = io.Discard, false
	inner.getenv = func(name string) string {
		if name == "SOURCE_DATE_EPOCH" {
			return o.Epoch
		}
		return ""
	}
	b.app = &app{system: &inner, lang: diag.EN}
	if o.Lang == "zh" {
		b.app.lang = diag.ZH
	}
	return b
}

// issueReader reads an issue's files through a Source, and opens faces once.
type issueReader struct {
	*work.Source
	bench *bench
}

func (r issueReader) fontLimit() int { return maxBatchFont }

func (r issueReader) face(data []byte, index int) (*fonts.Face, error) {
	b, key := r.bench, faceKey{unsafe.SliceData(data), len(data), index}
	f, known := b.faces[key]
	if !known {
		if b.size += len(data); b.size > 2*maxBatchFont {
			clear(b.faces)
			b.size = len(data)
		}
		f.face, f.err = fonts.Open(data, index)
		b.faces[key] = f
	}
	return f.face, f.err
}

// set sets an issue in memory.
func (b *bench) set(issue batch.Issue) (r batch.Result) {
	var log diag.List
	r.Tool = "jianbao " + versionOf().Version
	defer func() {
		if bug := recover(); bug != nil {
			p := parallel.Recovered(bug)
			b.app.stderr.Write(fmt.Appendf(p.Stack, "\n%v\n", p.Value))
			failure(&log, fmt.Errorf("%v", p.Value))
			r.PDF, r.Sidecar, r.SHA512 = nil, nil, ""
		}
		b.tell(&r, &log)
	}()
	if b.app.sabotage != nil {
		b.app.sabotage(issue.Key)
	}
	source, err := work.Open(issue.Real, b.options.FontDirs, b.cache)
	if err != nil {
		unopened(err, filepath.Base(issue.Real), &log)
		return r
	}
	defer source.Close()
	e, _ := b.app.set(issueReader{source, b}, job{}, b.choices, taskBuild, b.library, func(string, string) {}, &log)
	r.Inputs = source.Inputs()
	r.InputHash = work.InputHash(r.Inputs, b.options)
	b.describe(&r, &e, &log)
	if e.made == nil || log.HasErrors() {
		return r
	}
	r.PDF = e.made.Data
	sum := sha512.Sum512(r.PDF)
	r.SHA512 = hex.EncodeToString(sum[:])
	for _, f := range e.made.Faces {
		r.Fonts = append(r.Fonts, b.nameOf(f, e.library))
	}
	slices.Sort(r.Fonts)
	r.Fonts = slices.Compact(r.Fonts)
	if r.Sidecar, err = e.sidecar(&r); err != nil {
		failure(&log, err)
		r.PDF, r.SHA512 = nil, ""
	}
	return r
}

// unopened says why an issue's folder, or one of fonts, could not be opened. An
// issue may be gone since it was found.
func unopened(err error, manifest string, log *diag.List) {
	var fontDir *work.FontDirError
	switch at := diag.Whole(manifest); {
	case errors.As(err, &fontDir):
		log.Add("batch-font-folder", diag.Span{}, filepath.ToSlash(fontDir.Dir), reason(fontDir.Err))
	case errors.Is(err, fs.ErrNotExist):
		log.Add("file-missing", at, manifest)
	default:
		log.Add("file-unreadable", at, manifest, reason(err))
	}
}

// describe says what is known of an issue, set or not.
func (b *bench) describe(r *batch.Result, e *edition, log *diag.List) {
	if e.issue == nil {
		return
	}
	n := &e.issue.Number
	r.Issuer = issuerOf(e.issue)
	r.Title, r.Year, r.Date = e.issue.Publication.Title.Joined(), n.Year, day(n.Date)
	r.RawNumber, r.Number = n.Issue.Value, printedNumber(n.Issue.Value)
	r.Record = e.issue.Archive.Record.Value
	for i := range e.issue.Sections {
		for k := range e.issue.Sections[i].Articles {
			if f := e.issue.Sections[i].Articles[k].File; f != nil && f.Encoding != "" {
				r.Encodings = append(r.Encodings, f.Encoding)
			}
		}
	}
	slices.Sort(r.Encodings)
	r.Encodings = slices.Compact(r.Encodings)
	for _, d := range log.Items() {
		if d.Code == "glyph-fallback" && len(d.Args) > 2 {
			r.Fallbacks = append(r.Fallbacks, fmt.Sprint(d.Args[2]))
		}
	}
	slices.Sort(r.Fallbacks)
	r.Fallbacks = slices.Compact(r.Fallbacks)
	if e.doc != nil {
		r.Pages = len(e.doc.Pages)
		r.Profile = strings.TrimSpace(profileNames[e.file.Profile] + " " + pdf.StandardName(e.file.Profile, e.file.Standard))
	}
}

// printedNumber is 第11期, 第9-10期, or a number as it is where it is none: 增刊1.
func printedNumber(number string) string {
	if number == "" || number[0] < '0' || number[0] > '9' {
		return number
	}
	return "第" + number + "期"
}

// nameOf is how reports list a face: "NotoSerifSC-Regular sha256:…".
func (b *bench) nameOf(f *fonts.Face, library *fonts.Library) string {
	if name, known := b.names[f]; known {
		return name
	}
	if b.names == nil {
		b.names = map[*fonts.Face]string{}
		for _, i := range b.library.Faces() {
			b.names[i.Face] = i.Face.PostScriptName() + " sha256:" + i.SHA256
		}
		return b.nameOf(f, library)
	}
	for _, i := range library.Faces() {
		if i.Face == f {
			return f.PostScriptName() + " sha256:" + i.SHA256
		}
	}
	return f.PostScriptName()
}

// tell puts the findings into the result and says what came of it all.
func (b *bench) tell(r *batch.Result, log *diag.List) {
	items := log.Items()
	lines := map[*diag.Source]*diag.Lines{} // looked up only
	for i := range items {
		switch items[i].Severity {
		case diag.Error:
			r.Errors++
		case diag.Warning:
			r.Warnings++
		}
	}
	// Errors first, if there are more than anyone reads.
	if len(items) > maxFindings {
		slices.SortStableFunc(items, func(x, y diag.Diagnostic) int { return int(y.Severity) - int(x.Severity) })
		more := len(items) - maxFindings
		items = append(items[:maxFindings:maxFindings], diag.Diagnostic{Code: "more-findings", Severity: diag.Notice, Args: []any{more}})
	}
	for i := range items {
		f := batch.FindingOf(&items[i], b.options.Lang)
		if src := items[i].Span.Source; src != nil {
			f.Place = src.Path
			if src.Data != nil {
				if lines[src] == nil {
					lines[src] = diag.NewLines(src.Data)
				}
				line, column := lines[src].Position(items[i].Span.Start)
				f.Place = fmt.Sprintf("%s:%d:%d", src.Path, line, column)
			}
		}
		r.Findings = append(r.Findings, f)
	}
	switch {
	case r.Errors > 0 || r.PDF == nil:
		r.Status = batch.Failed
		r.PDF, r.Sidecar, r.SHA512, r.Fonts = nil, nil, "", nil
	case r.Warnings > 0:
		r.Status = batch.Warning
	default:
		r.Status = batch.OK
	}
}

// buildIdentity says what this program is: its revision and what it carries. A
// program that was not built from a clean revision is known by its own bytes.
func buildIdentity() string {
	v := versionOf()
	if v.Revision == "" || v.Modified {
		return "program sha256:" + ownDigest()
	}
	parts := []string{v.Version, v.Revision, v.Go}
	for _, d := range v.Data {
		parts = append(parts, d.Name+" "+d.Version)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return v.Revision + " sha256:" + hex.EncodeToString(sum[:])
}

func ownDigest() string {
	name, err := os.Executable()
	if err != nil {
		return "unknown"
	}
	f, err := os.Open(name)
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "unknown"
	}
	return hex.EncodeToString(h.Sum(nil))
}
