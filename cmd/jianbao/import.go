package main

import (
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
		return max(statusOf(&log), statusCopy)
	}
	written, err := importlist.Run(raw, filepath.ToSlash(list), folder, &log)
	a.report(&log)
	var text []byte
	for _, name := range written {
		text = append(text, filepath.ToSlash(name)+"\n"...)
	}
	if status := a.print(text); status != statusDone {
		return status
	}
	if err != nil {
		return a.cannotWrite(folder, err)
	}
	return statusOf(&log)
}
