// Package drive carries a batch through: what was done before is found again, the
// rest is set by workers and stored as it comes, and in the end there are index
// and bags. It decides what happens in which order; what is done to the disk is
// package store's.
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

// Config says what a run is to do.
type Config struct {
	Files   batch.Files
	Out     string
	Plan    Plan        // whole, of all shards
	Shard   shard.Shard // the part that this run does
	Options batch.Options
	Tool    string // names this program in rows that no worker made
	Jobs    int    // issues looked through at once
	Writers int    // issues stored at once, which waits for the disk more than it computes

	Resume, Upgrade bool // see store.Config
	FailFast        bool // after an issue has failed, those under way are finished and no other is begun

	// Set sets issues and hands over each result once, as work.Run does.
	Set func(ctx context.Context, issues []batch.Issue, stop <-chan struct{}, done func(i int, r batch.Result) error) error
	// Current returns the input hash that an issue would have now, see
	// work.Current. It may be called from several goroutines.
	Current func(issue batch.Issue, inputs []batch.Input) string
	// Ended is told of every issue that has come to an end, in this run or, then
	// before says so, in an earlier one; not twice at once. Nil: nobody is.
	Ended func(e *batch.Entry, before bool) error
}

// Outcome is what came of a run.
type Outcome struct {
	Summary report.Summary // of all issues of the shard, also those done before
	Built   int            // issues set by this run, failed ones too
	Left    int            // issues that were not come to
	Bags    int            // that are whole
	Removed []string       // files of issues that are no more, see store.Removed
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

// Run carries out a plan. After stop is closed the issues under way are
// finished and the index says which are left; if ctx ends, the run ends at once
// and its error is the context's. In both cases and after every error of the
// system the output can be resumed. Other errors are those of store.Open, and
// then nothing was written.
//
// The caller holds the lock of the output.
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
		Header: store.Header{Plan: hash, Shard: max(c.Shard.I, 1), Shards: max(c.Shard.N, 1), Options: c.Options},
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
	err = r.build(ctx, todo, merged(watch, stop, r.failing))
	cancel()
	if err != nil {
		return err
	}
	r.out.Left = len(r.store.Unfinished())
	return r.finish()
}

// merged is closed when one of two channels is, or ctx ends.
func merged(ctx context.Context, a, b <-chan struct{}) <-chan struct{} {
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

// pending returns the issues that have to be set, in their order.
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
		return r.tell(was, true)
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

// errPanic ends the others when one of several goroutines panics. It is not
// returned: the panic takes its place.
var errPanic = errors.New("panic in another goroutine")

// build has issues set and stores them, Writers at once: no more results are in
// memory, but for those of the workers.
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
		switch {
		case item.Output == "":
			refuse(result, "batch-name-none", r.Options.Lang)
		case r.Plan.Bags && bag.Name(result.Title, result.Year) != item.Bag:
			refuse(result, "batch-changed", r.Options.Lang)
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
	return r.tell(&e, false)
}

// refuse makes a failure of a result that has no place in the plan: its
// manifest was changed, or could not be read, when names were made.
func refuse(result *batch.Result, code diag.Code, lang string) {
	*result = batch.Result{
		Status: batch.Failed, Errors: 1, Tool: result.Tool, Inputs: result.Inputs, InputHash: result.InputHash,
		Title: result.Title, Year: result.Year, Number: result.Number, RawNumber: result.RawNumber, Record: result.Record, Date: result.Date,
		Findings: []batch.Finding{batch.FindingOf(&diag.Diagnostic{Code: code, Severity: diag.Error}, lang)},
	}
}

func (r *runner) tell(e *batch.Entry, before bool) error {
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
