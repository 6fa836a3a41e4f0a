package main

import (
	"fmt"
	"path/filepath"

	"jianbao/cmd/jianbao/internal/batch/importlist"
	"jianbao/content/diag"
)

// importList writes manifests for back issues that have none, and prints their
// paths.
func (a *app) importList(args []string) int {
	o, ok := a.parse("import", args)
	if !ok {
		return statusUsage
	}
	list, folder := o.Operands[0], o.Operands[1]
	var log diag.List
	raw, err := importlist.Read(list, &log)
	if err != nil {
		a.report(&log)
		a.closeRun(&log, a.manifests(0))
		return max(statusOf(&log), statusCopy)
	}
	written, err := importlist.Run(raw, filepath.ToSlash(list), folder, &log)
	status := statusOf(&log)
	if err != nil {
		status = max(status, outputFailure(&log, folder, err))
	}
	a.report(&log)
	var text []byte
	for _, name := range written {
		text = append(text, filepath.ToSlash(name)+"\n"...)
	}
	if status := a.print(text); status != statusDone {
		return status
	}
	a.closeRun(&log, a.manifests(len(written)))
	return status
}

// manifests returns how many manifests were written.
func (a *app) manifests(n int) string {
	if n == 0 {
		return a.choose("没有写出清单", "no manifest written")
	}
	return a.choose(fmt.Sprintf("写出清单 %d 份", n), diag.Count(n, "manifest")+" written")
}
