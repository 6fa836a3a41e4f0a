// Package work sets issues in child processes, so that one that crashes, hangs
// or eats memory ends alone: Run is the parent, Serve the child, Source reads
// the files of one issue, and InputHash says what an output is a function of.
//
// A child is this very program. It gets a manifest's path over its stdin and
// returns the file and all that was read for it over its stdout; it writes
// nothing. It ignores Ctrl-C and ends when its stdin does.
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

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
	"jianbao/content/parallel"
)

// Codes of the findings about an issue whose worker is no more.
const (
	codeCrashed = "worker-crashed"
	codeTimeout = "worker-timeout"
	codeMemory  = "worker-memory"
)

// Config says how a run is done.
type Config struct {
	Workers int // how many at once; 0: as many as there are processors
	// Command returns a worker that is not started yet. Its stdin, stdout,
	// stderr and process group are Run's.
	Command func() *exec.Cmd
	Options batch.Options
	Limits  batch.Limits // 0: none
	Tool    string       // names this program in results that no worker made
	// Log takes what a worker wrote to stderr while it had an issue, at most
	// some kilobytes. It is not called twice at once. Nil: it is dropped.
	Log func(issue batch.Issue, stderr string)
}

// Command returns a function for Config: this program with an argument, its
// environment without what would change how it collects garbage, and the
// processors shared out among the workers, and one more for each: a worker waits
// for its parent now and then, and another one can use that time.
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

// Run has every issue set and hands over the results in the order in which
// they are complete, with the issue's index; done is not called twice at once.
// At most two results for each worker are in memory.
//
// No issue is begun after stop was closed; those under way are finished. If ctx
// ends, they are not, and the error is the context's. If done returns an
// error, workers are ended and Run returns it. Other errors mean that workers
// cannot be run at all.
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

// errPanic ends the others when one of several goroutines panics. It is not
// returned: the panic takes its place.
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
}

// work does issues with one worker at a time.
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
		i := int(p.next.Add(1)) - 1
		if i >= len(p.issues) {
			return nil
		}
		r, err := p.one(ctx, &w, p.issues[i])
		if err != nil {
			return err
		}
		select {
		case p.out <- outcome{i, r}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// one has an issue set. An issue that ends a worker which has set others before
// is tried once more with a new one, so that what is left of those cannot be
// its undoing and its result is its own, whatever came before. That is not
// done after a timeout: the time is the issue's own.
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
		r, err := (*w).do(ctx, issue, p.Limits)
		p.tell(issue, (*w).stderr.String())
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

func (p *pool) tell(issue batch.Issue, stderr string) {
	if p.Log == nil || stderr == "" {
		return
	}
	p.log.Lock()
	defer p.log.Unlock()
	p.Log(issue, stderr)
}

// failed is the result of an issue that ended its worker.
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
