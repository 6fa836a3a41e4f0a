package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/content/proof"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/frame"
	"jianbao/layout/pdf"
)

// manifestName is the file a folder stands for.
const manifestName = "issue.toml"

// job is one manifest to build.
type job struct {
	manifest string
	output   string // "-": stdout; empty: none
	dump     string // the same
	report   string // the same
}

// task is what is done with a manifest.
type task uint8

const (
	taskBuild     task = iota
	taskCheck          // says what is wrong
	taskPreflight      // says what a print shop or an archive would send back
)

// build sets every manifest and writes its PDF.
func (a *app) build(args []string) int {
	o, ok := a.parse("build", args)
	if !ok {
		return statusUsage
	}
	jobs, ok := a.plan("build", o)
	if !ok {
		return statusUsage
	}
	return a.runJobs(jobs, o.Choices, taskBuild)
}

// preflight looks at every manifest's file as a print shop or an archive would,
// and writes none.
func (a *app) preflight(args []string) int {
	o, ok := a.parse("preflight", args)
	if !ok {
		return statusUsage
	}
	jobs, ok := a.plan("preflight", o)
	if !ok {
		return statusUsage
	}
	return a.runJobs(jobs, o.Choices, taskPreflight)
}

// check says all there is to say about every manifest.
func (a *app) check(args []string) int {
	o, ok := a.parse("check", args)
	if !ok {
		return statusUsage
	}
	var jobs []job
	for _, operand := range o.Operands {
		jobs = append(jobs, job{manifest: manifestOf(operand)})
	}
	return a.runJobs(jobs, o.Choices, taskCheck)
}

// plan decides where each output goes. If the arguments do not go together it
// has said so and ok is false.
func (a *app) plan(command string, o cli.Arguments) (jobs []job, ok bool) {
	wrong := func(code diag.Code, args ...any) ([]job, bool) {
		a.wrongUsage(command, code, diag.Fix{}, args...)
		return nil, false
	}
	switch n := len(o.Operands); {
	case n > 1 && o.Output != "":
		return wrong("usage-one-manifest", "-o")
	case n > 1 && o.Dump != "":
		return wrong("usage-one-manifest", "--dump")
	case n > 1 && o.Report != "":
		return wrong("usage-one-manifest", "--report")
	}
	var stdout []string
	for _, f := range [...]struct{ name, value string }{{"-o", o.Output}, {"--dump", o.Dump}, {"--report", o.Report}} {
		if f.value == "-" {
			stdout = append(stdout, f.name)
		}
	}
	if len(stdout) > 1 {
		return wrong("usage-two-stdout", stdout[0], stdout[1])
	}
	var targets []string
	for _, operand := range o.Operands {
		j := job{manifest: manifestOf(operand), output: o.Output, dump: o.Dump, report: o.Report}
		if j.output == "" && command == "build" {
			j.output = defaultOutput(j.manifest)
		}
		for _, target := range j.targets() {
			if info, err := os.Stat(target); err == nil && info.IsDir() {
				return wrong("output-is-folder", filepath.ToSlash(target))
			}
			for _, other := range targets {
				if sameFile(target, other) {
					return wrong("usage-same-output", filepath.ToSlash(target))
				}
			}
			targets = append(targets, target)
		}
		jobs = append(jobs, j)
	}
	// No output may be another issue's manifest; what else an issue reads is
	// known only when it has been read.
	for _, target := range targets {
		for _, j := range jobs {
			if sameFile(target, j.manifest) {
				return wrong("usage-over-input", filepath.ToSlash(target))
			}
		}
	}
	return jobs, true
}

// targets lists the files that a job writes.
func (j *job) targets() []string {
	return slices.DeleteFunc([]string{j.output, j.dump, j.report}, func(s string) bool { return s == "" || s == "-" })
}

// overInput reports whether a target is a file that the issue was read from,
// and says so.
func (j *job) overInput(p *prepared, log *diag.List) bool {
	for _, target := range j.targets() {
		for _, input := range p.inputs {
			if sameFile(target, input) {
				log.Add("usage-over-input", diag.Span{}, filepath.ToSlash(target))
				return true
			}
		}
	}
	return false
}

// manifestOf returns the manifest an operand stands for.
func manifestOf(operand string) string {
	if info, err := os.Stat(operand); err == nil && info.IsDir() {
		return filepath.Join(operand, manifestName)
	}
	return operand
}

// defaultOutput is beside the manifest with its base name; for issue.toml,
// which says nothing, with the folder's.
func defaultOutput(manifest string) string {
	dir, base := filepath.Split(manifest)
	name := strings.TrimSuffix(base, filepath.Ext(base))
	if base == manifestName {
		if full, err := filepath.Abs(manifest); err == nil {
			if folder := filepath.Base(filepath.Dir(full)); folder != "." && folder != string(filepath.Separator) {
				name = folder
			}
		}
	}
	return filepath.Join(dir, name+".pdf")
}

// sameFile reports whether two names mean one regular file, existing or not.
func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return os.SameFile(x, y) && x.Mode().IsRegular()
	}
	if errX == nil || errY == nil {
		return false
	}
	fullA, errA := filepath.Abs(a)
	fullB, errB := filepath.Abs(b)
	return errA == nil && errB == nil && fullA == fullB
}

// runJobs builds or checks one manifest after the other and returns the worst
// status: one that fails does not stop the others.
func (a *app) runJobs(jobs []job, choices cli.Choices, what task) int {
	status := statusDone
	library := fonts.Bundled()
	p := newProgress(a)
	for i, j := range jobs {
		var log diag.List
		step := func(zh, en string) {
			count := ""
			if len(jobs) > 1 {
				count = " " + itoa(i+1) + "/" + itoa(len(jobs))
			}
			p.say(filepath.ToSlash(j.manifest) + count + ": " + a.choose(zh, en))
		}
		s := a.runJob(j, choices, what, library, step, &log)
		p.hide()
		a.report(&log)
		s = max(s, statusOf(&log))
		if a.terminal && !a.json && s == statusDone {
			a.sayDone(j, log.Len() == 0)
		}
		status = max(status, s)
	}
	p.stop()
	return status
}

// sayDone tells someone at a terminal what came of it, so that silence is not
// taken for failure.
func (a *app) sayDone(j job, clean bool) {
	switch {
	case j.output == "" && clean:
		fmt.Fprintf(a.stderr, a.choose("%s：没有发现问题\n", "%s: nothing found\n"), diag.Escape(filepath.ToSlash(j.manifest)))
	case j.output != "" && j.output != "-":
		fmt.Fprintf(a.stderr, a.choose("已写好 %s\n", "wrote %s\n"), diag.Escape(filepath.ToSlash(j.output)))
	}
}

// edition is an issue that has been set. What came of a part that was not
// reached is nil.
type edition struct {
	prepared
	doc  *frame.Document
	file file
	made *pdf.Result // nil if the log has errors, or no file was to be made
}

// set makes an issue's file in memory, from files that come from a reader; of
// the job's own it writes the report alone. What is wrong goes into log; the
// status returned counts what log does not tell: wrong usage and failures of
// the system.
func (a *app) set(from reader, j job, choices cli.Choices, what task, library *fonts.Library, step func(zh, en string), log *diag.List) (e edition, status int) {
	step("读取", "reading")
	e.prepared = a.prepare(from, choices, library, log)
	p := &e.prepared
	if j.overInput(p, log) {
		return e, statusUsage
	}
	if what == taskCheck && p.issue != nil {
		proof.Check(p.issue, log)
		proof.Permit(p.issue, log)
	}
	if !p.complete() {
		return e, statusDone
	}
	if what == taskPreflight {
		p.judged(&choices)
	}
	f, ok := p.fileOf(choices, log)
	if !ok && log.Has("output-flag-profile") {
		return e, statusUsage
	}
	if j.overInput(p, log) { // the printing condition's profile has been read
		return e, statusUsage
	}
	if f.Profile != pdf.Screen && what != taskCheck {
		proof.Permit(p.issue, log)
	}
	e.file = f
	producedFrom(a.getenv("SOURCE_DATE_EPOCH"), p.issue, log)
	step("排版", "composing")
	doc := layout.Compose(p.issue, p.theme, p.library, log)
	if what != taskCheck {
		step("写文件", "writing")
	}
	if f.Standard == pdf.A3u && what == taskBuild && !log.HasErrors() {
		list, err := p.attachments(doc)
		if err != nil {
			return e, failure(log, err)
		}
		f.Attachments = list
	}
	if f.saddle {
		doc, f.added = layout.Saddle(doc)
	}
	// Without pictures nothing can go wrong in a file for the screen.
	f.skip = what == taskCheck && f.Profile == pdf.Screen && !hasPictures(doc)
	e.doc, e.file = doc, f
	e.made, status = a.made(p, doc, f, j.report, log)
	return e, status
}

// runJob does one manifest and writes what was asked for.
func (a *app) runJob(j job, choices cli.Choices, what task, library *fonts.Library, step func(zh, en string), log *diag.List) int {
	disk := manifest.NewDisk(j.manifest)
	defer disk.Close()
	e, status := a.set(systemReader{disk}, j, choices, what, library, step, log)
	if status != statusDone || what != taskBuild || log.HasErrors() || e.made == nil {
		return status
	}
	if j.output != "" {
		if err := writeOutput(j.output, e.made.Data, a.stdout); err != nil {
			return outputFailure(log, j.output, err)
		}
	}
	if j.dump != "" {
		var b bytes.Buffer
		if err := frame.Dump(&b, e.doc); err != nil {
			return failure(log, err)
		}
		if err := writeOutput(j.dump, b.Bytes(), a.stdout); err != nil {
			return outputFailure(log, j.dump, err)
		}
	}
	return statusDone
}
