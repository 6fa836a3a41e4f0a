package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"jianbao/content/diag"
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
}

// build sets every manifest and writes its PDF.
func (a *app) build(args []string) int {
	o, ok := a.parse("build", args, buildFlags)
	if !ok {
		return statusUsage
	}
	jobs, ok := a.plan(o)
	if !ok {
		return statusUsage
	}
	return a.runJobs(jobs, o, false)
}

// check says all there is to say about every manifest.
func (a *app) check(args []string) int {
	o, ok := a.parse("check", args, readingFlags)
	if !ok {
		return statusUsage
	}
	if len(o.operand) == 0 {
		return a.wrongUsage("check", "usage-operand", diag.Fix{})
	}
	var jobs []job
	for _, operand := range o.operand {
		jobs = append(jobs, job{manifest: manifestOf(operand)})
	}
	return a.runJobs(jobs, o, true)
}

// plan decides where each output goes. If the arguments do not go together it
// has said so and ok is false.
func (a *app) plan(o options) (jobs []job, ok bool) {
	wrong := func(code diag.Code, args ...any) ([]job, bool) {
		a.wrongUsage("build", code, diag.Fix{}, args...)
		return nil, false
	}
	switch n := len(o.operand); {
	case n == 0:
		return wrong("usage-operand")
	case n > 1 && o.output != "":
		return wrong("usage-one-manifest", "-o")
	case n > 1 && o.dump != "":
		return wrong("usage-one-manifest", "--dump")
	case o.output == "-" && o.dump == "-":
		return wrong("usage-two-stdout")
	}
	var targets []string
	for _, operand := range o.operand {
		j := job{manifest: manifestOf(operand), output: o.output, dump: o.dump}
		if j.output == "" {
			j.output = defaultOutput(j.manifest)
		}
		for _, target := range []string{j.output, j.dump} {
			if target == "" || target == "-" {
				continue
			}
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
func (a *app) runJobs(jobs []job, o options, check bool) int {
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
		s := a.runJob(j, o, check, library, step, &log)
		p.hide()
		a.report(&log)
		s = max(s, statusOf(&log))
		if a.terminal && !a.json && s == statusDone {
			a.sayDone(j, check, log.Len() == 0)
		}
		status = max(status, s)
	}
	p.stop()
	return status
}

// sayDone tells someone at a terminal what came of it, so that silence is not
// taken for failure.
func (a *app) sayDone(j job, check, clean bool) {
	switch {
	case check && clean:
		fmt.Fprintf(a.stderr, a.choose("%s：没有发现问题\n", "%s: nothing found\n"), diag.Escape(filepath.ToSlash(j.manifest)))
	case !check && j.output != "-":
		fmt.Fprintf(a.stderr, a.choose("已写好 %s\n", "wrote %s\n"), diag.Escape(filepath.ToSlash(j.output)))
	}
}

// runJob does one manifest. What is wrong goes into log; the status returned
// counts what log does not tell: wrong usage and failures of the system.
func (a *app) runJob(j job, o options, check bool, library *fonts.Library, step func(zh, en string), log *diag.List) int {
	step("读取", "reading")
	p, err := a.prepare(j.manifest, o, library, log)
	if err != nil {
		return failure(log, err)
	}
	for _, target := range []string{j.output, j.dump} {
		for _, input := range p.inputs {
			if target != "" && target != "-" && sameFile(target, input) {
				log.Add("usage-over-input", diag.Span{}, filepath.ToSlash(target))
				return statusUsage
			}
		}
	}
	if check && p.issue != nil {
		proof.Check(p.issue, log)
	}
	if !p.complete() {
		return statusDone
	}
	step("排版", "composing")
	doc := layout.Compose(p.issue, p.theme, p.library, log)
	if check || log.HasErrors() {
		return statusDone
	}
	step("写文件", "writing")
	if j.output != "" {
		data, err := pdf.Bytes(doc, pdf.Options{})
		if err != nil {
			return failure(log, err)
		}
		if err := writeOutput(j.output, data, a.stdout); err != nil {
			return outputFailure(log, j.output, err)
		}
	}
	if j.dump != "" {
		var b bytes.Buffer
		if err := frame.Dump(&b, doc); err != nil {
			return failure(log, err)
		}
		if err := writeOutput(j.dump, b.Bytes(), a.stdout); err != nil {
			return outputFailure(log, j.dump, err)
		}
	}
	return statusDone
}
