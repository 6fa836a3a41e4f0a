package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/next"
	"jianbao/content/diag"
)

// newIssue starts the next issue of a publication from the last. If one of its files
// exists already, or it could not be built, nothing is written.
func (a *app) newIssue(args []string) int {
	o, ok := a.parse("new", args)
	if !ok {
		return statusUsage
	}
	options := next.Options{Folder: o.Operands[0], Tool: tool()}
	if o.New.From != "" {
		options.From = manifestOf(o.New.From)
	}
	if options.Flags, ok = a.newFlags(o.New); !ok {
		return statusUsage
	}
	var log diag.List
	issue, ok := next.Make(options, &log)
	if !ok {
		a.report(&log)
		return max(statusOf(&log), statusCopy)
	}
	return a.writeIssue(options.Folder, &issue, &log)
}

// newFlags reads what is said about the new issue; it reports what is wrong.
func (a *app) newFlags(f cli.NewFlags) (flags next.Flags, ok bool) {
	flags = next.Flags{Issue: strings.TrimSpace(f.Number), Total: strings.TrimSpace(f.Total)}
	if f.Date == "" {
		return flags, true
	}
	day, err := time.Parse(time.DateOnly, f.Date)
	if err != nil {
		a.wrongUsage("new", "usage-date", diag.Fix{}, "--date", f.Date)
		return flags, false
	}
	flags.Date = day
	return flags, true
}

// writeIssue writes the files of a new issue, if none of them exists, and tells what was
// made.
func (a *app) writeIssue(folder string, issue *next.Issue, log *diag.List) int {
	for _, f := range issue.Files {
		path := filepath.Join(folder, filepath.FromSlash(f.Path))
		if _, err := os.Lstat(path); err == nil {
			return a.wrongUsage("new", "init-exists", diag.Fix{}, filepath.ToSlash(path))
		}
	}
	for _, f := range issue.Files {
		path := filepath.Join(folder, filepath.FromSlash(f.Path))
		if err := createFile(path, f.Data); err != nil {
			if errors.Is(err, fs.ErrExist) { // created since the check above
				return a.wrongUsage("new", "init-exists", diag.Fix{}, filepath.ToSlash(path))
			}
			return a.cannotWrite(path, err)
		}
	}
	printed := issue.Number.Issue
	if next.IsNumber(printed) {
		printed = a.choose("第"+printed+"期", "number "+printed)
	}
	log.Add("new-written", diag.Span{}, filepath.ToSlash(filepath.Dir(issue.From)), issue.Number.Year, printed, issue.Number.Date.Format(time.DateOnly))
	a.report(log)
	return a.print([]byte(filepath.ToSlash(filepath.Join(folder, manifestName)) + "\n"))
}
