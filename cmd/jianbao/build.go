package main

import (
	"path/filepath"
	"strings"
)

// build typesets every issue and writes its PDF.
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

// defaultOutput returns the path of the PDF in the manifest's folder: with the
// manifest's base name, or for issue.toml, which is always the same, the folder's.
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
