package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch/importlist"
	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/importcopy"
	"jianbao/content/diag"
)

// importCopy writes manifests for back issues from a list, or makes an issue of
// documents, texts and pictures, and prints the paths of the files.
func (a *app) importCopy(args []string) int {
	o, ok := a.parse("import", args)
	if !ok {
		return statusUsage
	}
	inputs, folder := o.Operands, ""
	if n := len(inputs) - 1; n > 0 {
		inputs, folder = inputs[:n], inputs[n]
	} else if !o.Import.Dry {
		return a.wrongUsage("import", "usage-list", diag.Fix{})
	}
	if len(inputs) == 1 && folder != "" && isList(inputs[0]) {
		return a.importList(&o, inputs[0], folder)
	}
	return a.importFiles(&o, inputs, folder)
}

// isList reports whether a file is a list of back issues by its name.
func isList(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".et":
		return true
	}
	return false
}

// importList writes manifests for back issues that have none.
func (a *app) importList(o *cli.Arguments, list, folder string) int {
	for _, flag := range []struct {
		name  string
		given bool
	}{{"section", o.Import.Section != ""}, {"docx", o.Import.Docx}, {"changes", o.Import.Changes != ""}, {"split", o.Import.Split != ""}, {"dry-run", o.Import.Dry}} {
		if flag.given {
			return a.wrongUsage("import", "import-flag-list", diag.Fix{}, "--"+flag.name)
		}
	}
	values, status := a.values(o, importlist.Settable())
	if status != statusDone {
		return status
	}
	var log diag.List
	raw, err := importlist.Read(list, &log)
	if err != nil {
		a.report(&log)
		a.closeRun(&log, a.manifests(0))
		return max(statusOf(&log), statusCopy)
	}
	written, err := importlist.Run(raw, filepath.ToSlash(list), folder, importlist.Options{Values: values, Update: o.Import.Update}, &log)
	return a.finishImport(&log, folder, written, nil, err, a.manifests(len(written)))
}

// importFiles makes an issue of files. Without a folder nothing can be written.
func (a *app) importFiles(o *cli.Arguments, inputs []string, folder string) int {
	if o.Import.Update {
		return a.wrongUsage("import", "import-flag-files", diag.Fix{}, "--update")
	}
	values, status := a.values(o, importcopy.Settable())
	if status != statusDone {
		return status
	}
	somewhere := folder == ""
	if somewhere {
		folder = "new"
	}
	var log diag.List
	r, err := importcopy.Run(inputs, folder, importcopy.Options{
		Section: o.Import.Section, Values: values, Copies: o.Import.Docx, Changes: o.Import.Changes, Split: o.Import.Split,
		Day: time.Now(), Lang: a.lang, Dry: o.Import.Dry,
	}, &log)
	if somewhere {
		log.Remove(func(d *diag.Diagnostic) bool { return d.Code == "import-default" })
	}
	did := a.choose(fmt.Sprintf("写出文件 %d 个", len(r.Written)), diag.Count(len(r.Written), "file")+" written")
	switch {
	case o.Import.Dry:
		did = a.choose("什么都没有写", "nothing written")
	case len(r.Written) == 0:
		did = a.choose("没有写出文件", "no file written")
	}
	return a.finishImport(&log, folder, r.Written, r.Convert, err, did)
}

// values returns the values of --set by their names.
func (a *app) values(o *cli.Arguments, known []string) (values map[string]string, status int) {
	values = map[string]string{}
	for _, s := range o.Import.Values {
		key, value, found := strings.Cut(s, "=")
		key = strings.TrimSpace(key)
		for _, table := range []string{"publication.", "issue."} {
			key = strings.TrimPrefix(key, table)
		}
		if value = strings.TrimSpace(value); !found || value == "" {
			return nil, a.wrongUsage("import", "usage-set", diag.Fix{}, s)
		}
		if !slices.Contains(known, key) {
			return nil, a.wrongUsage("import", "import-set", diag.Fix{DidYouMean: diag.Nearest(key, known)}, key, known)
		}
		values[key] = value
	}
	return maps.Clone(values), statusDone
}

// finishImport reports what was found, prints the paths of the files and further lines,
// and returns the status.
func (a *app) finishImport(log *diag.List, folder string, written, lines []string, err error, did string) int {
	status := statusOf(log)
	if err != nil {
		status = max(status, outputFailure(log, folder, err))
	}
	a.report(log)
	var text []byte
	for _, name := range written {
		text = append(text, filepath.ToSlash(name)+"\n"...)
	}
	for _, line := range lines {
		text = append(text, line+"\n"...)
	}
	if status := a.print(text); status != statusDone {
		return status
	}
	a.closeRun(log, did)
	return status
}

// manifests returns how many manifests were written.
func (a *app) manifests(n int) string {
	if n == 0 {
		return a.choose("没有写出清单", "no manifest written")
	}
	return a.choose(fmt.Sprintf("写出清单 %d 份", n), diag.Count(n, "manifest")+" written")
}
