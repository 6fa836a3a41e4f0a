package main

import (
	"os"
	"path/filepath"
	"slices"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/content/diag"
)

// manifestName is the manifest's name in a folder that is given as an operand.
const manifestName = "issue.toml"

// job is an issue to build or check, and the files to write.
type job struct {
	manifest string
	output   string // "-": stdout; empty: none
	dump     string // likewise
	report   string // likewise
	outline  bool   // print how the copy was understood
}

// plan returns the jobs with the paths of their outputs. It reports arguments that
// contradict each other; ok is then false.
func (a *app) plan(command string, o cli.Arguments) (jobs []job, ok bool) {
	wrong := func(code diag.Code, args ...any) ([]job, bool) {
		a.wrongUsage(command, code, diag.Fix{}, args...)
		return nil, false
	}
	switch n := len(o.Operands); {
	case n > 1 && o.Output != "":
		return wrong("usage-one-manifest", "-o")
	case n > 1 && o.Dump != "":
		return wrong("usage-one-manifest", "--dump")
	case n > 1 && o.Report != "":
		return wrong("usage-one-manifest", "--report")
	}
	var stdout []string
	for _, f := range [...]struct{ name, value string }{{"-o", o.Output}, {"--dump", o.Dump}, {"--report", o.Report}} {
		if f.value == "-" {
			stdout = append(stdout, f.name)
		}
	}
	if len(stdout) > 1 {
		return wrong("usage-two-stdout", stdout[0], stdout[1])
	}
	var targets []string
	for _, operand := range o.Operands {
		j := job{manifest: manifestOf(operand), output: o.Output, dump: o.Dump, report: o.Report}
		if j.output == "" && (command == "build" || command == "watch") {
			j.output = defaultOutput(j.manifest)
		}
		for _, target := range j.targets() {
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
	// No output may be a manifest. What else an issue reads is known only after
	// reading it, see overInput.
	for _, target := range targets {
		for _, j := range jobs {
			if sameFile(target, j.manifest) {
				return wrong("usage-over-input", filepath.ToSlash(target))
			}
		}
	}
	return jobs, true
}

// targets returns the files that a job writes.
func (j *job) targets() []string {
	return slices.DeleteFunc([]string{j.output, j.dump, j.report}, func(s string) bool { return s == "" || s == "-" })
}

// overInput reports whether a target is one of the files that the issue was read
// from, and adds a finding if so.
func (j *job) overInput(inputs []string, log *diag.List) bool {
	for _, target := range j.targets() {
		for _, input := range inputs {
			if sameFile(target, input) {
				log.Add("usage-over-input", diag.Span{}, filepath.ToSlash(target))
				return true
			}
		}
	}
	return false
}

// manifestOf returns the path of the manifest that an operand denotes.
func manifestOf(operand string) string {
	if info, err := os.Stat(operand); err == nil && info.IsDir() {
		return filepath.Join(operand, manifestName)
	}
	return operand
}

// sameFile reports whether two paths denote the same regular file, existing or not.
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
