package main

import (
	"bytes"
	"fmt"
	"path/filepath"

	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// task is what a command does with each issue.
type task uint8

const (
	taskBuild     task = iota
	taskCheck          // reports findings of the copy
	taskPreflight      // reports findings of the file
)

// runJobs does all jobs in order and returns the worst status. A job that fails
// does not stop the others.
func (a *app) runJobs(jobs []job, choices edition.Choices, what task) int {
	status := statusDone
	engine := edition.New(edition.Options{Tool: tool()})
	choices.Epoch = a.getenv("SOURCE_DATE_EPOCH")
	// Most checks of preflight do not apply to files for the screen.
	choices.AtLeastPrint = what == taskPreflight
	choices.Advise = what == taskCheck
	p := newProgress(a)
	end := closing{what: what}
	for i, j := range jobs {
		var log diag.List
		step := func(zh, en string) {
			count := ""
			if len(jobs) > 1 {
				count = " " + itoa(i+1) + "/" + itoa(len(jobs))
			}
			p.set(filepath.ToSlash(j.manifest) + count + ": " + a.choose(zh, en))
		}
		r := a.runJob(engine, j, choices, what, step, &log)
		p.hide()
		a.report(&log)
		s := max(r.status, statusOf(&log))
		if a.terminal && !a.json && s == statusDone && len(jobs) > 1 {
			a.reportDone(j, log.Len() == 0)
		}
		end.add(log.Items(), r)
		status = max(status, s)
	}
	p.stop()
	a.close(&end)
	return status
}

// reportDone prints the result of one of several jobs at a terminal.
func (a *app) reportDone(j job, clean bool) {
	switch {
	case j.output == "" && clean:
		fmt.Fprintf(a.stderr, a.choose("%s：没有发现问题\n", "%s: no problems found\n"), diag.Escape(filepath.ToSlash(j.manifest)))
	case j.output != "" && j.output != "-":
		fmt.Fprintf(a.stderr, a.choose("已写出 %s\n", "wrote %s\n"), diag.Escape(filepath.ToSlash(j.output)))
	}
}

// jobResult is the result of a job besides its findings.
type jobResult struct {
	status  int    // of wrong usage and system failures
	pages   int    // 0: not composed
	written string // path of the PDF; "-": stdout; empty: none
}

// runJob does one job and writes its files.
func (a *app) runJob(engine *edition.Engine, j job, choices edition.Choices, what task, step func(zh, en string), log *diag.List) jobResult {
	step("读取", "reading")
	e := engine.ReadFile(j.manifest, choices, log)
	if j.overInput(e.Inputs(), log) {
		return jobResult{status: statusUsage}
	}
	if what == taskCheck {
		e.Proof()
		e.CheckFolder()
	}
	if j.outline {
		if status := a.printOutline(e); status != statusDone {
			return jobResult{status: status}
		}
	}
	switch {
	case !e.Complete():
		return jobResult{}
	case log.Has("output-flag-profile"):
		return jobResult{status: statusUsage}
	}
	if what != taskCheck {
		e.Permit()
	}
	step("排版", "composing")
	e.Compose()
	if what != taskCheck {
		step("写文件", "writing")
	}
	if what != taskCheck || e.RenderFinds() {
		if err := e.Render(); err != nil {
			return jobResult{status: failure(log, err)}
		}
	}
	e.Preflight()
	r := jobResult{pages: e.Summary().Pages}
	r.status = a.writeJob(e, j, what, log)
	if what == taskBuild && r.status == statusDone && !log.HasErrors() && e.PDF() != nil {
		r.written = j.output
	}
	return r
}

// writeJob writes the files of a job and returns its status. The report is written
// even if there are errors, since it lists them.
func (a *app) writeJob(e *edition.Edition, j job, what task, log *diag.List) int {
	if j.report != "" {
		text, err := e.Report(a.lang)
		if err != nil {
			return failure(log, err)
		}
		if err := writeOutput(j.report, text, a.stdout); err != nil {
			return outputFailure(log, j.report, err)
		}
	}
	if what != taskBuild || log.HasErrors() || e.PDF() == nil {
		return statusDone
	}
	if j.output != "" {
		if err := writeOutput(j.output, e.PDF(), a.stdout); err != nil {
			return outputFailure(log, j.output, err)
		}
	}
	if j.dump != "" {
		var b bytes.Buffer
		if err := e.Dump(&b); err != nil {
			return failure(log, err)
		}
		if err := writeOutput(j.dump, b.Bytes(), a.stdout); err != nil {
			return outputFailure(log, j.dump, err)
		}
	}
	return statusDone
}
