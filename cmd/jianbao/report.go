package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"jianbao/content/diag"
)

// choose returns the text in the language of the run.
func (a *app) choose(zh, en string) string {
	if a.lang == diag.ZH {
		return zh
	}
	return en
}

// perCode is how many findings of one code are printed for people.
const perCode = 20

// report prints the findings, sorted by place; for people the errors come last, where
// a terminal shows them, and of a code that is frequent only the first are listed.
// Errors of writing to stderr are ignored: there is nowhere to report them.
func (a *app) report(log *diag.List) {
	items := log.Items()
	if len(items) == 0 {
		return
	}
	if a.json {
		diag.WriteJSON(a.stderr, items, a.lang)
		return
	}
	slices.SortStableFunc(items, func(x, y diag.Diagnostic) int {
		return cmp.Compare(max(x.Severity, diag.Warning), max(y.Severity, diag.Warning))
	})
	p := diag.Printer{Lang: a.lang, Color: a.colour, PerCode: perCode}
	if a.terminal {
		p.Width = a.width()
	}
	p.Print(a.stderr, items)
}

// reportMore prints how many findings of each code were not, for findings that are
// printed one by one: counts has those of each code.
func (a *app) reportMore(counts map[diag.Code]int) {
	if a.json {
		return
	}
	p := diag.Printer{Lang: a.lang, Color: a.colour}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[code] - perCode; n > 0 {
			p.PrintMore(a.stderr, code, n)
		}
	}
}

// print writes a result to stdout.
func (a *app) print(text []byte) int {
	if err := writeAll(a.stdout, text); err != nil {
		return a.cannotWrite("stdout", err)
	}
	return statusDone
}

// jsonLine encodes a value as one line of JSON Lines.
func jsonLine(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // callers pass only types that can be encoded
	}
	return append(b, '\n')
}

// wrongUsage reports an error in the arguments of a command, and the command for
// help, and returns the exit status.
func (a *app) wrongUsage(command string, code diag.Code, fix diag.Fix, args ...any) int {
	var log diag.List
	log.AddFix(code, diag.Span{}, fix, args...)
	a.report(&log)
	if !a.json && code != "init-exists" {
		help := "jianbao help"
		if command != "" {
			help += " " + command
		}
		io.WriteString(a.stderr, "   "+a.choose("用法见 ", "see ")+help+"\n")
	}
	return statusUsage
}

// cannotWrite reports a file that could not be written.
func (a *app) cannotWrite(path string, err error) int {
	var log diag.List
	status := outputFailure(&log, path, err)
	a.report(&log)
	return status
}

// failed reports an unexpected error and returns the exit status.
func (a *app) failed(err error) int {
	var log diag.List
	status := failure(&log, err)
	a.report(&log)
	return status
}

// failure adds the finding for an unexpected error and returns the exit status.
func failure(log *diag.List, err error) int {
	log.Add("internal", diag.Span{}, err)
	return statusSystem
}

// outputFailure adds the finding for a file that could not be written.
func outputFailure(log *diag.List, path string, err error) int {
	shown := filepath.ToSlash(path)
	switch {
	case errors.Is(err, errHeldOpen):
		log.Add("output-held", diag.Span{}, shown)
	case diskFull(err):
		log.Add("output-full", diag.Span{}, shown)
	case errors.Is(err, errIsFolder):
		log.Add("output-is-folder", diag.Span{}, shown)
	case errors.Is(err, fs.ErrNotExist):
		log.Add("output-no-folder", diag.Span{}, shown)
	case errors.Is(err, fs.ErrPermission):
		log.Add("output-denied", diag.Span{}, shown)
	default:
		log.Add("output-failed", diag.Span{}, shown, diag.Cause(err))
	}
	return statusSystem
}

// statusOf returns the exit status for the findings.
func statusOf(log *diag.List) int {
	status := statusDone
	for _, d := range log.Items() {
		if d.Severity != diag.Error {
			continue
		}
		switch d.Code {
		case "file-unreadable", "font-unreadable", "theme-unreadable":
			// The copy may be correct; the system could not read it.
			return statusSystem
		}
		status = statusCopy
	}
	return status
}

func itoa(n int) string { return strconv.Itoa(n) }
