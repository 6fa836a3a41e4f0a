package main

import (
	"errors"
	"io"
	"path/filepath"

	"jianbao/cmd/jianbao/internal/batch/store"
	"jianbao/cmd/jianbao/internal/batch/verify"
	"jianbao/content/diag"
)

// verify checks the output of a batch, or delivered bags, and reports the result for
// each of the four natures of archival files (DA/T 70).
func (a *app) verify(args []string) int {
	o, ok := a.parse("verify", args)
	if !ok {
		return statusUsage
	}
	if o.Report != "" && o.Report != "-" && within(o.Report, o.Operands[0]) {
		return a.wrongUsage("verify", "usage-in-output", diag.Fix{}, filepath.ToSlash(o.Report), filepath.ToSlash(o.Operands[0]))
	}
	release, err := store.Share(o.Operands[0])
	if err != nil {
		var log diag.List
		status := refusal(err, o.Operands[0], &log)
		a.report(&log)
		return status
	}
	defer release()
	var report verify.Report
	show := newProgress(a)
	show.set(a.choose("核对 ", "verifying ") + diag.Escape(filepath.ToSlash(o.Operands[0])))
	told := map[diag.Code]int{}
	sum, err := verify.Run(o.Operands[0], func(d diag.Diagnostic) {
		report.Add(d)
		if o.Report == "-" || d.Severity == diag.Notice {
			return // the report lists all; the summary counts failed issues
		}
		// Printed at once: checking a large output takes hours.
		if told[d.Code]++; told[d.Code] > perCode && !a.json {
			return
		}
		show.hide()
		var log diag.List
		log.AddFound(d)
		a.report(&log)
	})
	show.stop()
	a.reportMore(told)
	if errors.Is(err, verify.ErrMissing) {
		return a.wrongUsage("verify", "verify-missing", diag.Fix{}, filepath.ToSlash(o.Operands[0]))
	}
	if errors.Is(err, verify.ErrNothing) {
		return a.wrongUsage("verify", "verify-nothing", diag.Fix{}, filepath.ToSlash(o.Operands[0]))
	}
	if err != nil {
		var log diag.List
		log.Add("batch-system", diag.Span{}, err)
		a.report(&log)
		return statusSystem
	}
	if o.Report != "" {
		text, err := report.JSON(&sum, tool().Version, a.lang)
		if err != nil {
			return a.failed(err)
		}
		if err := writeOutput(o.Report, text, a.stdout); err != nil {
			return a.cannotWrite(o.Report, err)
		}
	}
	if !a.json {
		io.WriteString(a.stderr, sum.Text(a.lang))
	}
	if !sum.Holds() || o.Strict && !sum.Clean() {
		return statusCopy
	}
	return statusDone
}
