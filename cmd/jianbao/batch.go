package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/drive"
	"jianbao/cmd/jianbao/internal/batch/find"
	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/cmd/jianbao/internal/batch/osfiles"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/cmd/jianbao/internal/batch/shard"
	"jianbao/cmd/jianbao/internal/batch/store"
	"jianbao/cmd/jianbao/internal/batch/work"
	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/signals"
	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// Defaults of a batch.
const (
	defaultOut    = "jianbao-out"
	defaultMemory = 1 << 30 // bytes for one issue
	defaultTime   = 5 * time.Minute
)

// Exit statuses of a batch stopped by a signal: 128 plus the signal's number.
const (
	statusInterrupted = 130
	statusTerminated  = 143
)

// batch builds every issue below the paths.
func (a *app) batch(args []string) int {
	o, ok := a.parse("batch", args)
	if !ok {
		return statusUsage
	}
	if o.Batch.Merge {
		return a.merge(&o)
	}
	b := batchRun{app: a, flags: o.Batch, out: cmp.Or(o.Output, defaultOut), report: o.Report}
	if status := b.prepare(&o); status != statusDone {
		return status
	}
	if o.Batch.DryRun {
		return b.list()
	}
	if status := b.checkReport(); status != statusDone {
		return status
	}
	return b.locked(b.run)
}

// batchRun is one run of the command.
type batchRun struct {
	*app
	flags   cli.BatchFlags
	out     string
	report  string
	plan    drive.Plan
	shard   shard.Shard
	options batch.Options
	log     diag.List // findings before anything is built
	unread  bool      // a folder could not be read: issues may be missing
}

// prepare finds the issues and plans their outputs.
func (b *batchRun) prepare(o *cli.Arguments) int {
	if o.Batch.Shard != "" {
		var err error
		if b.shard, err = shard.Parse(o.Batch.Shard, b.getenv); err != nil {
			var wrong *shard.Error
			errors.As(err, &wrong)
			return b.wrongUsage("batch", wrong.Code, diag.Fix{}, wrong.Args...)
		}
	}
	profile := o.Choices.Profile
	if profile == "" {
		profile = "archive"
	}
	for _, f := range o.Choices.Bound {
		if f.Profile != profile {
			return b.wrongUsage("batch", "output-flag-profile", diag.Fix{}, f.Flag, f.Profile, profile)
		}
	}
	b.options = batch.Options{
		Profile: profile, Standard: o.Choices.PDFX + o.Choices.PDFA, Epoch: b.getenv("SOURCE_DATE_EPOCH"),
		Build: buildIdentity(), Lang: b.choose("zh", "en"),
	}
	if e := b.options.Epoch; e != "" {
		if _, ok := edition.ParseEpoch(e); !ok {
			return b.wrongUsage("batch", "bad-epoch", diag.Fix{}, e)
		}
	}
	for _, dir := range o.Batch.FontDirs {
		full, err := filepath.Abs(dir)
		if err == nil {
			_, err = os.ReadDir(full)
		}
		if err != nil {
			return b.wrongUsage("batch", "usage-font-dir", diag.Fix{}, filepath.ToSlash(dir))
		}
		b.options.FontDirs = append(b.options.FontDirs, full)
	}
	var pattern *name.Pattern
	if o.Batch.Name != "" {
		var ok bool
		if pattern, ok = name.Parse(o.Batch.Name, &b.log); !ok {
			b.app.report(&b.log)
			return statusUsage
		}
	}
	issues, err := find.Find(o.Operands, find.Skip{Out: b.out}, &b.log)
	if err != nil {
		return b.failed(err)
	}
	if o.Choices.NoPublication {
		for i := range issues {
			issues[i].Tree = ""
		}
	}
	b.unread = b.log.Has("batch-folder-unreadable")
	ok := len(issues) > 0 && !hasPathErrors(&b.log)
	if ok {
		layout := drive.Plain
		switch {
		case o.Batch.Bag:
			layout = drive.Bagged
		case !b.shard.Whole():
			layout = drive.Material
		}
		b.plan, ok = drive.NewPlan(issues, pattern, layout, &b.log)
	}
	b.app.report(&b.log)
	if !ok {
		return statusUsage
	}
	return statusDone
}

// hasPathErrors reports whether there are errors in the paths of the command line.
// Folders below them that cannot be read do not stop the batch.
func hasPathErrors(log *diag.List) bool {
	for _, d := range log.Items() {
		if strings.HasPrefix(string(d.Code), "batch-path-") {
			return true
		}
	}
	return false
}

// list prints a line for each issue that a run would build: its path and output.
func (b *batchRun) list() int {
	part := b.plan.Of(b.shard)
	var text []byte
	for i, issue := range part.Issues {
		output := part.Items[i].Output
		if output == "" {
			output = "-"
		}
		text = append(text, diag.Escape(filepath.ToSlash(issue.Path))+"\t"+diag.Escape(output)+"\n"...)
	}
	return b.print(text)
}

// locked calls do while holding the lock of the output.
func (b *batchRun) locked(do func() int) int {
	lock, err := store.Acquire(b.out)
	if err != nil {
		return b.refused(err)
	}
	defer lock.Release()
	return do()
}

// run builds the issues of the plan.
func (b *batchRun) run() int {
	// A resumed run removes the files of issues that no longer exist. Issues in a
	// folder that cannot be read may still exist.
	if b.unread && b.flags.Resume {
		if v, err := store.Look(osfiles.Files{Outs: []string{b.out}}, b.out); err == nil && v != nil {
			var log diag.List
			log.Add("batch-resume-unread", diag.Span{})
			b.app.report(&log)
			return statusSystem
		}
	}
	b.collection.forBatch(len(b.plan.Issues))
	program, err := os.Executable()
	if err != nil {
		return b.failed(err)
	}
	lines, err := b.openReport()
	if err != nil {
		return b.cannotWrite(b.report, err)
	}
	defer lines.Close()
	jobs := b.flags.Jobs
	if jobs == 0 {
		jobs = runtime.NumCPU()
	}
	limits := batch.Limits{Timeout: defaultTime, Memory: defaultMemory}
	if b.flags.Timeout > 0 {
		limits.Timeout = b.flags.Timeout
	}
	if b.flags.Memory > 0 {
		limits.Memory = int64(b.flags.Memory)
	}
	logs := workerLog{out: b.out}
	defer logs.close()
	tool := tool().String()
	workers := work.Config{
		Workers: jobs, Command: work.Command(program, workerName, jobs), Options: b.options, Limits: limits, Tool: tool, FailFast: b.flags.FailFast, Log: logs.add, After: b.after,
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	caches := sync.Pool{New: func() any { return work.NewCache() }}
	part := b.plan.Of(b.shard)
	show := newBatchProgress(b, len(part.Issues))
	watch := signals.New(cancel, func() {
		show.note(b.choose("正在排完手上的各期；再按一次 Ctrl-C 立即停下", "finishing the current issues; press Ctrl-C again to stop at once"))
	})
	defer watch.End()
	begun := time.Now()
	outcome, err := drive.Run(ctx, drive.Config{
		Files: osfiles.Files{Outs: []string{b.out}}, Out: b.out, Plan: b.plan, Shard: b.shard, Options: b.options, Tool: tool, Jobs: jobs, Writers: 2*jobs + 2,
		Resume: b.flags.Resume, Upgrade: b.flags.Upgrade, FailFast: b.flags.FailFast,
		Set: func(ctx context.Context, issues []batch.Issue, stop <-chan struct{}, done func(int, batch.Result) error) error {
			return work.Run(ctx, workers, issues, stop, done)
		},
		Current: func(issue batch.Issue, inputs []batch.Input) string {
			cache := caches.Get().(*work.Cache)
			defer caches.Put(cache)
			return work.Current(issue, inputs, b.options, cache)
		},
		Ended: func(e *batch.Entry, before bool) error {
			show.ended(e, before)
			return lines.add(e)
		},
	}, watch.Stop)
	show.end()
	if status := stopped(watch.Received()); status != statusDone {
		if err != nil && !errors.Is(err, context.Canceled) {
			b.refused(err)
		}
		if err == nil {
			b.summarize(&outcome, time.Since(begun))
		}
		return status
	}
	if err != nil {
		return b.refused(err)
	}
	b.summarize(&outcome, time.Since(begun))
	if outcome.Summary.Failed > 0 || outcome.Left > 0 || b.unread {
		return statusCopy
	}
	return statusDone
}

// summarize prints the summary of a run and the files that it removed.
func (b *batchRun) summarize(outcome *drive.Outcome, elapsed time.Duration) {
	if b.json || b.flags.Quiet && outcome.Summary.Failed == 0 && outcome.Left == 0 {
		return
	}
	text := outcome.Summary.Text(report.Run{Built: outcome.Built, Elapsed: elapsed, Left: outcome.Left}, b.lang)
	for _, name := range outcome.Removed {
		text += b.choose("不再属于任何一期，已删去：", "removed, belongs to no issue any more: ") + diag.Escape(name) + "\n"
	}
	io.WriteString(b.stderr, text)
}

// stopped returns the exit status for the signal that stopped a run; nil: none did.
func stopped(s os.Signal) int {
	switch s {
	case nil:
		return statusDone
	case os.Interrupt:
		return statusInterrupted
	}
	return statusTerminated
}
