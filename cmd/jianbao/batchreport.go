package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/osfiles"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/cmd/jianbao/internal/batch/store"
	"jianbao/cmd/jianbao/internal/batch/work"
	"jianbao/cmd/jianbao/internal/worker"
	"jianbao/content/diag"
)

// reportLines writes the file of --report: a line of JSON for each issue as soon as
// it is finished.
type reportLines struct {
	w    io.Writer
	file *os.File
}

// checkReport refuses a report that would replace what an issue is read from, or lie in
// the output, and returns the exit status. Nothing has been written yet.
func (b *batchRun) checkReport() int {
	if b.report == "" || b.report == "-" {
		return statusDone
	}
	if within(b.report, b.out) {
		return b.wrongUsage("batch", "usage-in-output", diag.Fix{}, filepath.ToSlash(b.report), filepath.ToSlash(b.out))
	}
	// The issues have to be read to know their files, which takes long. A new file is
	// none of them, and neither is the report of an earlier run.
	if info, err := os.Stat(b.report); err != nil || !info.Mode().IsRegular() || isReport(b.report) {
		return statusDone
	}
	inputs := worker.Inputs(worker.Config{Tool: tool()}, b.options)
	for _, issue := range b.plan.Issues {
		for _, input := range append(inputs(issue), issue.Path) {
			if sameFile(b.report, input) {
				return b.wrongUsage("batch", "usage-over-input", diag.Fix{}, filepath.ToSlash(b.report))
			}
		}
	}
	return statusDone
}

// isReport reports whether a file begins with a line that a batch has written into its
// report.
func isReport(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	return report.IsLine(f)
}

func (b *batchRun) openReport() (*reportLines, error) {
	switch b.report {
	case "":
		return &reportLines{}, nil
	case "-":
		return &reportLines{w: b.stdout}, nil
	}
	f, err := os.Create(b.report)
	if err != nil {
		return nil, err
	}
	return &reportLines{w: f, file: f}, nil
}

func (l *reportLines) add(e *batch.Entry) error {
	if l.w == nil {
		return nil
	}
	return report.Log{W: l.w}.Add(*e)
}

func (l *reportLines) Close() error {
	if l.file == nil {
		return nil
	}
	return l.file.Close()
}

// refused reports why the batch cannot work on its output, and returns the exit
// status.
func (b *batchRun) refused(err error) int {
	var log diag.List
	status := refusal(err, b.out, &log)
	b.app.report(&log)
	return status
}

// refusal adds the finding for an error of package store or work, and returns the
// exit status.
func refusal(err error, out string, log *diag.List) int {
	var (
		exists  *store.ExistsError
		other   *store.OtherRunError
		options *store.OptionsError
		build   *store.BuildError
		foreign *store.ForeignError
		damaged *store.DamagedError
		schema  *store.SchemaError
		held    *store.HeldError
		plain   *batch.NotPlainError
		file    *store.NoFolderError
		system  *store.SystemError
	)
	shown := filepath.ToSlash(out)
	at := diag.Span{}
	switch {
	case errors.As(err, &exists):
		log.Add("batch-out-exists", at, shown)
	case errors.As(err, &other):
		log.Add("batch-out-other", at, shown, otherRun(other))
	case errors.As(err, &options):
		log.Add("batch-out-options", at, shown, optionsTerm(options.Differences))
	case errors.As(err, &build):
		log.Add("batch-out-build", at, shown, build.Redone)
	case errors.As(err, &foreign):
		const most = 5
		names := foreign.Names
		if len(names) > most {
			names = append(names[:most:most], "…")
		}
		log.Add("batch-out-foreign", at, shown, len(foreign.Names), strings.Join(names, ", "))
	case errors.As(err, &damaged):
		log.Add("batch-out-damaged", at, filepath.ToSlash(damaged.Path), damaged.Line)
	case errors.As(err, &schema):
		log.Add("batch-out-schema", at, filepath.ToSlash(schema.Path), schema.Schema)
	case errors.As(err, &held):
		pid, host, since := "?", "?", "?"
		if held.PID != 0 {
			pid, host, since = strconv.Itoa(held.PID), held.Host, held.Since.Format(time.RFC3339)
		}
		log.Add("batch-out-held", at, shown, pid, host, since)
		return statusSystem // not wrong usage: the same command works later
	case errors.As(err, &file):
		log.Add("batch-out-file", at, shown, (&batch.NotPlainError{Mode: file.Mode}).Kind())
	case errors.As(err, &plain):
		log.Add("batch-out-not-plain", at, filepath.ToSlash(plain.Name), plain.Kind())
		return statusSystem
	case errors.As(err, &system):
		code := map[store.Reason]diag.Code{store.Full: "batch-full", store.Denied: "batch-denied", store.ReadOnly: "batch-read-only"}[system.Reason]
		if code == "" {
			code = "batch-system"
		}
		log.Add(code, at, system.Err)
		return statusSystem
	case errors.Is(err, work.ErrOther):
		log.Add("batch-program-replaced", at)
		return statusSystem
	case errors.Is(err, work.ErrStart):
		log.Add("batch-worker-start", at, err)
		return statusSystem
	default:
		log.Add("batch-system", at, err)
		return statusSystem
	}
	return statusUsage
}

// workerLog writes what workers print to stderr while they build an issue, such as
// the stack of a crash, to a file. The file is created on the first output.
type workerLog struct {
	out  string
	mu   sync.Mutex
	file *os.File
}

func (l *workerLog) add(issue batch.Issue, stderr string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		f, err := osfiles.Files{Outs: []string{l.out}}.OpenFile(filepath.Join(l.out, batch.StateDir, "workers.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY)
		if err != nil {
			return // the log only helps with debugging; the batch goes on
		}
		l.file = f
	}
	io.WriteString(l.file, time.Now().Format(time.RFC3339)+" "+diag.Escape(issue.Key)+"\n"+stderr+"\n")
}

func (l *workerLog) close() {
	if l.file != nil {
		l.file.Close()
	}
}

// otherRun describes the run that an output belongs to.
func otherRun(e *store.OtherRunError) diag.Term {
	switch {
	case e.Shards == 0:
		return diag.Term{ZH: "排的是另一些期", EN: "with other issues"}
	case e.Shards == 1:
		return diag.Term{ZH: "没有分片", EN: "not divided into shards"}
	}
	shard := strconv.Itoa(e.Shard) + "/" + strconv.Itoa(e.Shards)
	return diag.Term{ZH: "第 " + shard + " 片", EN: "shard " + shard}
}

// optionsTerm lists options that differ between two runs.
func optionsTerm(all []store.Difference) diag.Term {
	var zh, en []string
	for _, d := range all {
		was, is := d.Was, d.Is
		if d.Option != "--bag" {
			was, is = withValue(d.Option, was), withValue(d.Option, is)
		}
		switch {
		case was == "":
			zh, en = append(zh, "上次没有写 "+is), append(en, is+" was not given")
		case is == "":
			zh, en = append(zh, "上次写了 "+was), append(en, was+" was given")
		default:
			zh, en = append(zh, "上次是 "+was+"，这次是 "+is), append(en, was+", now "+is)
		}
	}
	return diag.Term{ZH: strings.Join(zh, "；"), EN: strings.Join(en, "; ")}
}

func withValue(option, value string) string {
	if value == "" {
		return ""
	}
	return option + " " + diag.Escape(value)
}
