package main

import (
	"errors"
	"io/fs"
	"path/filepath"

	"jianbao/cmd/jianbao/internal/batch/importlist"
	"jianbao/content/diag"
	"jianbao/content/manifest"
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
	raw, err := manifest.ReadFile(list, importlist.MaxSize)
	shown := filepath.ToSlash(list)
	var large *manifest.TooLargeError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		log.Add("batch-path-missing", diag.Span{}, shown)
	case errors.As(err, &large):
		log.Add("file-too-large", diag.Whole(shown), shown, (large.Size+1<<20-1)>>20, importlist.MaxSize>>20)
	case err != nil:
		log.Add("file-unreadable", diag.Whole(shown), shown, reason(err))
	}
	if err != nil {
		a.report(&log)
		return max(statusOf(&log), statusCopy)
	}
	written, err := importlist.Run(raw, shown, folder, &log)
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
