// Package work builds issues in child processes, so that an issue that crashes,
// hangs or uses too much memory does not affect others: Run is the parent,
// Serve the child, Source reads the files of one issue, and InputHash
// identifies everything that an output depends on.
//
// A child runs the same program. It receives a manifest's path on stdin and
// returns the PDF and all files read for it on stdout; it writes no files. It
// ignores Ctrl-C and ends when stdin is closed.
package work

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
	"jianbao/content/parallel"
)

// Codes of findings about an issue whose worker died.
const (
	codeCrashed = "worker-crashed"
	codeTimeout = "worker-timeout"
	codeMemory  = "worker-memory"
)

// Config configures Run.
type Config struct {
	Workers int // number of workers; 0: number of processors
	// Command returns a command that runs a worker. Run sets its stdin, stdout,
	// stderr and process group, and starts it.
	Command func() *exec.Cmd
	Options batch.Options
	Limits  batch.Limits // 0: none
	Tool    string       // name and version of the program, for results without a worker's
	// FailFast starts no further issue after one has failed. Closing stop in
	// done comes too late: the next issue has been started by then.
	FailFast bool
	// Log, if not nil, is called with the output of a worker to stderr for an
	// issue, at most some kilobytes. Calls are not concurrent.
	Log func(issue batch.Issue, stderr string)
	// After returns a channel on which a time comes when the time limit of an issue has
	// passed; nil: time.After. Tests decide themselves when that is.
	After func(issue batch.Issue, limit time.Duration) <-chan time.Time
}

// Command returns a function for Config.Command: it runs the program with an
// argument, with an environment without variables that change garbage
// collection, and with GOMAXPROCS set to each worker's share of the processors
// plus one, because another worker can use the time that a worker waits for its
// parent.
func Command(program, argument string, workers int) func() *exec.Cmd {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch strings.ToUpper(name) {
		case "GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GOTRACEBACK", "SOURCE_DATE_EPOCH":
			continue
		}
		env = append(env, v)
	}
	env = append(env, fmt.Sprintf("GOMAXPROCS=%d", min(runtime.NumCPU(), runtime.NumCPU()/max(1, workers)+1)), "GOTRACEBACK=single")
	return func() *exec.Cmd {
		cmd := exec.Command(program, argument)
		cmd.Env = env
		return cmd
	}
}

// Run builds all issues and calls done with each result and the issue's index,
// in the order of completion and not concurrently. At most two results per
// worker are in memory.
//
// No issue is started after stop is closed; those in progress are finished. If
// ctx ends, they are aborted and the error is the context's. If done returns an
// error, workers are killed and Run returns it. Other errors mean that workers
// cannot be run.
func Run(ctx context.Context, c Config, issues []batch.Issue, stop <-chan struct{}, done func(i int, r batch.Result) error) error {
	if c.Workers <= 0 {
		c.Workers = runtime.NumCPU()
	}
	c.Workers = min(c.Workers, len(issues))
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	p := &pool{Config: c, issues: issues, stop: stop, out: make(chan outcome, c.Workers)}
	var workers parallel.Group
	var ended atomic.Int64
	for range c.Workers {
		workers.Go(func() {
			err := errPanic
			defer func() {
				if err != nil {
					cancel(err)
				}
				if ended.Add(1) == int64(c.Workers) {
					close(p.out)
				}
			}()
			err = p.work(ctx)
		})
	}
	if c.Workers == 0 {
		close(p.out)
	}
	for o := range p.out {
		if ctx.Err() != nil {
			continue
		}
		if err := done(o.index, o.result); err != nil {
			cancel(err)
		}
	}
	workers.Wait()
	return context.Cause(ctx)
}

// errPanic cancels the other goroutines when one panics. It is never returned:
// the panic is raised again instead.
var errPanic = errors.New("panic in another goroutine")

type outcome struct {
	index  int
	result batch.Result
}

type pool struct {
	Config
	issues []batch.Issue
	next   atomic.Int64
	stop   <-chan struct{}
	out    chan outcome
	log    sync.Mutex
	ending atomic.Bool // an issue has failed, with FailFast
}

// work builds issues with one worker process at a time.
func (p *pool) work(ctx context.Context) error {
	var w *process
	defer func() {
		if w != nil {
			w.kill()
		}
	}()
	for {
		select {
		case <-p.stop:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		default:
		}
		if p.ending.Load() {
			return nil
		}
		i := int(p.next.Add(1)) - 1
		if i >= len(p.issues) {
			return nil
		}
		r, err := p.one(ctx, &w, p.issues[i])
		if err != nil {
			return err
		}
		if p.FailFast && r.Status == batch.Failed {
			p.ending.Store(true)
		}
		select {
		case p.out <- outcome{i, r}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// one builds an issue. If the worker dies and has built others before, the
// issue is retried once with a new worker, so that state left by earlier issues
// cannot affect its result. It is not retried after a timeout, because only the
// issue's own time counts.
func (p *pool) one(ctx context.Context, w **process, issue batch.Issue) (batch.Result, error) {
	defer parallel.Label(issue.Key)
	for {
		if *w == nil {
			var err error
			if *w, err = start(ctx, &p.Config); err != nil {
				return batch.Result{}, err
			}
		}
		first := (*w).done == 0
		r, err := (*w).do(ctx, issue, p.Limits, p.late(issue))
		p.logStderr(issue, (*w).stderr.String())
		if err == nil {
			return r, nil
		}
		*w = nil
		var f *failure
		if !errors.As(err, &f) {
			return batch.Result{}, err
		}
		if first || f.code == codeTimeout {
			return p.failed(f), nil
		}
	}
}

// late returns a channel on which a time comes when an issue takes too long; nil: never.
func (p *pool) late(issue batch.Issue) <-chan time.Time {
	switch {
	case p.Limits.Timeout <= 0:
		return nil
	case p.After != nil:
		return p.After(issue, p.Limits.Timeout)
	}
	return time.After(p.Limits.Timeout)
}

func (p *pool) logStderr(issue batch.Issue, stderr string) {
	if p.Log == nil || stderr == "" {
		return
	}
	p.log.Lock()
	defer p.log.Unlock()
	p.Log(issue, stderr)
}

// failed returns the result of an issue whose worker died.
func (p *pool) failed(f *failure) batch.Result {
	var arg any
	switch f.code {
	case codeTimeout:
		arg = p.Limits.Timeout.String()
	case codeMemory:
		arg = p.Limits.Memory >> 20
	default:
		arg = diag.Escape(f.reason)
	}
	return batch.Result{
		Status: batch.Failed, Errors: 1, Tool: p.Tool,
		Findings: []batch.Finding{batch.FindingOf(&diag.Diagnostic{Code: diag.Code(f.code), Severity: diag.Error, Args: []any{arg}}, p.Options.Lang)},
	}
}
