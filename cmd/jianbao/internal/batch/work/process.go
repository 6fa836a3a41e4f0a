package work

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/parallel"
	"jianbao/content/pattern"
)

// startTime bounds the time until a new worker sends its hello.
const startTime = time.Minute

// ErrOther is returned if the program's file was replaced by another build
// during the run.
var ErrOther = errors.New("the program was replaced by another build during the run")

// ErrStart is returned if no worker can be started.
var ErrStart = errors.New("a worker cannot be started")

// process is the parent's side of a worker.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	stderr tail
	done   int // issues built
	gone   bool
}

// start starts a worker and sends it the setup.
func start(ctx context.Context, c *Config) (*process, error) {
	p := &process{cmd: c.Command()}
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.in, p.out = in, bufio.NewReaderSize(out, 64<<10)
	p.cmd.Stderr = &p.stderr
	p.cmd.WaitDelay = 5 * time.Second
	separate(p.cmd)
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrStart, err)
	}
	var h hello
	err = p.within(ctx, time.After(startTime), 0, func() error {
		s := setup{Protocol: protocol, Options: toWire(c.Options), Timeout: int64(c.Limits.Timeout), Memory: c.Limits.Memory}
		if err := writeFrame(p.in, s); err != nil {
			return err
		}
		_, err := readFrame(p.out, 0, &h)
		return err
	})
	if err == nil && (h.Protocol != protocol || h.Build != c.Options.Build) {
		p.kill()
		return nil, ErrOther
	}
	if err != nil {
		p.kill()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("%w: %w %s", ErrStart, err, p.stderr.String())
	}
	return p, nil
}

// do sends an issue to the worker and returns the result. The error is a
// *failure if the worker died, or was killed at the time that comes on late.
func (p *process) do(ctx context.Context, issue batch.Issue, limits batch.Limits, late <-chan time.Time) (r batch.Result, err error) {
	p.stderr.reset()
	q := request{[]byte(issue.Root), []byte(issue.Key), []byte(issue.Path), []byte(issue.Real), []byte(issue.Tree)}
	err = p.within(ctx, late, limits.Memory, func() (err error) {
		if err = writeFrame(p.in, q); err == nil {
			r, err = readResult(p.out, maxReply(limits))
		}
		return err
	})
	if err == nil {
		p.done++
		return r, nil
	}
	status := p.kill()
	var f *failure
	switch {
	case ctx.Err() != nil:
		return batch.Result{}, ctx.Err()
	case errors.As(err, &f):
	case status.memory, p.stderr.has("out of memory"), p.stderr.has("cannot allocate memory"):
		f = &failure{code: codeMemory}
	default:
		f = &failure{code: codeCrashed, reason: p.stderr.reason()}
		if f.reason == "" {
			f.reason = status.text
		}
		if errors.Is(err, errFrame) {
			f.reason = errFrame.Error()
		}
	}
	return batch.Result{}, f
}

// maxReply returns the maximum size of a worker's reply in bytes: its memory
// limit.
func maxReply(limits batch.Limits) int64 {
	if limits.Memory > 0 {
		return limits.Memory
	}
	return 4 << 30
}

// within calls do and kills the worker if a time comes on late or it uses too much
// memory.
func (p *process) within(ctx context.Context, late <-chan time.Time, memory int64, do func() error) error {
	var doing parallel.Group
	defer doing.Wait() // do has returned by then; raises its panic again
	done := make(chan error, 1)
	doing.Go(func() {
		err := errPanic
		defer func() { done <- err }()
		err = do()
	})
	var look <-chan time.Time
	if memory > 0 {
		ticker := time.NewTicker(poll)
		defer ticker.Stop()
		look = ticker.C
	}
	for {
		var f error
		select {
		case err := <-done:
			return err
		case <-late:
			f = &failure{code: codeTimeout}
		case <-look:
			if used, ok := residentMemory(p.cmd.Process.Pid); !ok || used <= memory {
				continue
			}
			f = &failure{code: codeMemory}
		case <-ctx.Done():
			f = ctx.Err()
		}
		p.cmd.Process.Kill()
		<-done // the pipes are closed now
		return f
	}
}

// exit is how a worker ended.
type exit struct {
	memory bool
	text   string
}

// kill kills a worker and returns how it ended.
func (p *process) kill() exit {
	p.in.Close()
	// A worker that is terminating may still write to stderr.
	timer := time.AfterFunc(time.Second, func() { p.cmd.Process.Kill() })
	defer timer.Stop()
	return p.wait()
}

func (p *process) wait() exit {
	p.gone = true
	io.Copy(io.Discard, p.out)
	p.cmd.Wait() // the state contains the result
	state := p.cmd.ProcessState
	if state == nil {
		return exit{}
	}
	return exit{memory: state.ExitCode() == StatusMemory, text: state.String()}
}

// failure is the reason why a worker died while it was building an issue.
type failure struct{ code, reason string }

func (f *failure) Error() string { return f.code + " " + f.reason }

// tail keeps the beginning and the end of a worker's output to stderr.
type tail struct {
	mu   sync.Mutex
	head []byte
	last []byte
	lost bool
}

const (
	headSize = 4 << 10
	tailSize = 8 << 10
)

// Write implements io.Writer and never fails.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	n := len(b)
	if room := headSize - len(t.head); room > 0 {
		k := min(room, len(b))
		t.head, b = append(t.head, b[:k]...), b[k:]
	}
	t.last = append(t.last, b...)
	if over := len(t.last) - tailSize; over > 0 {
		t.last, t.lost = append(t.last[:0], t.last[over:]...), true
	}
	return n, nil
}

func (t *tail) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.head, t.last, t.lost = nil, nil, false
}

// String returns the text kept, with a mark where some is missing.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	between := ""
	if t.lost {
		between = "\n[…]\n"
	}
	return string(t.head) + between + string(t.last)
}

func (t *tail) has(words string) bool { return strings.Contains(t.String(), words) }

var (
	crashLine = pattern.New(`(?m)^(?:fatal error|panic|runtime): (.+)$`)
	addresses = pattern.New(`\b0x[0-9a-f]+\b`)
)

// reason returns the line in which Go's runtime reports why the program ended,
// without addresses, which differ from run to run.
func (t *tail) reason() string {
	text := t.String()
	m := crashLine().FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	line := addresses().ReplaceAllString(strings.TrimSpace(m[1]), "0x…")
	const most = 200
	if r := []rune(line); len(r) > most {
		line = string(r[:most]) + "…"
	}
	return line
}
