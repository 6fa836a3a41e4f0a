// Package drive runs a batch: it finds the issues that earlier runs have built,
// has workers build the others, stores the results as they arrive, and finally
// writes index and bags. It decides the order of operations; package store
// performs those on the disk.
package drive

import (
	"context"
	"errors"
	"sync"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/cmd/jianbao/internal/batch/shard"
	"jianbao/cmd/jianbao/internal/batch/store"
	"jianbao/content/diag"
	"jianbao/content/parallel"
)

// Config describes a run.
type Config struct {
	Files   batch.Files
	Out     string
	Plan    Plan        // of all shards
	Shard   shard.Shard // the shard that this run builds
	Options batch.Options
	Tool    string // name and version of the program, for rows without a worker's result
	Jobs    int    // issues checked concurrently
	Writers int    // issues stored concurrently; storing mostly waits for the disk

	Resume, Upgrade bool // see store.Config
	FailFast        bool // after a failure, issues in progress are finished and no others are started

	// Set builds issues and passes each result to done once, as work.Run does.
	Set func(ctx context.Context, issues []batch.Issue, stop <-chan struct{}, done func(i int, r batch.Result) error) error
	// Current returns the current input hash of an issue, see work.Current. It
	// must be safe for concurrent use.
	Current func(issue batch.Issue, inputs []batch.Input) string
	// Ended, if not nil, is called for every finished issue; before reports
	// whether an earlier run finished it. Calls are not concurrent.
	Ended func(e *batch.Entry, before bool) error
}

// Outcome is the result of a run.
type Outcome struct {
	Summary report.Summary // of all issues of the shard, including those built before
	Built   int            // issues processed by this run, including failed ones
	Left    int            // issues not started
	Bags    int            // complete bags
	Removed []string       // files of issues that no longer exist, see store.Removed
}

type runner struct {
	Config
	store *store.Store
	item  map[string]store.Item // by key
	out   Outcome

	ended   sync.Mutex
	failing chan struct{} // closed when an issue has failed and FailFast
	once    sync.Once
}

// Run executes a plan. After stop is closed, issues in progress are finished
// and the index marks the others as not built. If ctx ends, the run ends at
// once with the context's error. In both cases and after every
// *store.SystemError the output can be resumed. Other errors are those of
// store.Open; nothing was written then.
//
// The caller must hold the lock of the output.
func Run(ctx context.Context, c Config, stop <-chan struct{}) (Outcome, error) {
	r := &runner{Config: c, item: map[string]store.Item{}, failing: make(chan struct{})}
	part := c.Plan.Of(c.Shard)
	hash, err := c.Plan.Hash(c.Options)
	if err != nil {
		return r.out, err
	}
	for _, item := range part.Items {
		r.item[item.Key] = item
	}
	r.store, err = store.Open(store.Config{
		Files: c.Files, Out: c.Out, Plan: part.Items, Seal: bag.Declaration, Resume: c.Resume, Upgrade: c.Upgrade,
		Header: store.Header{
			Plan: hash, Shard: max(c.Shard.I, 1), Shards: max(c.Shard.N, 1),
			Bags: c.Plan.Bags, Name: c.Plan.Name, Options: c.Options,
		},
	})
	if err != nil {
		return r.out, err
	}
	r.out.Removed = r.store.Removed()
	err = r.run(ctx, part.Issues, stop)
	return r.out, errors.Join(err, r.store.Close())
}

func (r *runner) run(ctx context.Context, issues []batch.Issue, stop <-chan struct{}) error {
	todo, err := r.pending(ctx, issues)
	if err != nil {
		return err
	}
	watch, cancel := context.WithCancel(ctx)
	err = r.build(ctx, todo, eitherClosed(watch, stop, r.failing))
	cancel()
	if err != nil {
		return err
	}
	r.out.Left = len(r.store.Unfinished())
	return r.finish()
}

// eitherClosed returns a channel that is closed when a or b is closed or ctx ends.
func eitherClosed(ctx context.Context, a, b <-chan struct{}) <-chan struct{} {
	out := make(chan struct{})
	go func() {
		defer close(out)
		select {
		case <-a:
		case <-b:
		case <-ctx.Done():
		}
	}()
	return out
}

// pending returns the issues that have to be built, in order.
func (r *runner) pending(ctx context.Context, issues []batch.Issue) ([]batch.Issue, error) {
	done := make([]bool, len(issues))
	err := parallel.Try(max(r.Jobs, 1), len(issues), func(i int) error {
		defer parallel.Label(issues[i].Key)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		var was *batch.Entry
		var err error
		done[i], err = r.store.Done(issues[i].Key, func(e *batch.Entry) string {
			was = e
			return r.Current(issues[i], e.Result.Inputs)
		})
		if err != nil || !done[i] {
			return err
		}
		return r.reportEnded(was, true)
	})
	if err != nil {
		return nil, err
	}
	var todo []batch.Issue
	for i := range issues {
		if !done[i] {
			todo = append(todo, issues[i])
		}
	}
	return todo, nil
}

// errPanic cancels the other goroutines when one panics. It is never returned:
// the panic is raised again instead.
var errPanic = errors.New("panic in another goroutine")

// build builds issues and stores up to Writers of them concurrently. Besides
// these, only the workers' results are in memory.
func (r *runner) build(ctx context.Context, issues []batch.Issue, stop <-chan struct{}) error {
	if len(issues) == 0 {
		return ctx.Err()
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	slots := make(chan struct{}, max(r.Writers, 1))
	var writers parallel.Group
	err := r.Set(ctx, issues, stop, func(i int, result batch.Result) error {
		if r.FailFast && result.Status == batch.Failed {
			r.once.Do(func() { close(r.failing) })
		}
		slots <- struct{}{}
		writers.Go(func() {
			defer parallel.Label(issues[i].Key)
			err := errPanic
			defer func() {
				if <-slots; err != nil {
					cancel(err)
				}
			}()
			err = r.add(issues[i], &result)
		})
		return context.Cause(ctx)
	})
	writers.Wait()
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// add stores an issue.
func (r *runner) add(issue batch.Issue, result *batch.Result) error {
	item := r.item[issue.Key]
	if result.Status != batch.Failed {
		switch d := r.Plan.Refused[issue.Key]; {
		case d != nil:
			refuse(result, d, r.Options.Lang)
		case item.Output == "":
			refuse(result, because("batch-name-none"), r.Options.Lang)
		case r.Plan.Bags && bag.Name(result.Title, result.Year) != item.Bag:
			refuse(result, because("batch-changed"), r.Options.Lang)
		}
	}
	e := batch.Entry{Key: issue.Key, Result: *result}
	var extra []store.File
	if result.Status != batch.Failed {
		e.Output = item.Output
		var err error
		if extra, err = r.material(item, result); err != nil {
			return err
		}
	}
	if err := r.store.Add(e, extra...); err != nil {
		return err
	}
	e.Result.PDF, e.Result.Sidecar = nil, nil
	return r.reportEnded(&e, false)
}

func because(code diag.Code) *diag.Diagnostic {
	return &diag.Diagnostic{Code: code, Severity: diag.Error}
}

// refuse turns a result without a place in the plan into a failure: its manifest was
// unreadable, or different, when names were assigned, or no bag can hold it.
func refuse(result *batch.Result, d *diag.Diagnostic, lang string) {
	*result = batch.Result{
		Status: batch.Failed, Errors: 1, Tool: result.Tool, Inputs: result.Inputs, InputHash: result.InputHash,
		Title: result.Title, Year: result.Year, Number: result.Number, RawNumber: result.RawNumber, Record: result.Record, Date: result.Date,
		Findings: []batch.Finding{batch.FindingOf(d, lang)},
	}
}

func (r *runner) reportEnded(e *batch.Entry, before bool) error {
	r.ended.Lock()
	defer r.ended.Unlock()
	if !before {
		r.out.Built++
	}
	if r.Ended == nil {
		return nil
	}
	return r.Ended(e, before)
}
