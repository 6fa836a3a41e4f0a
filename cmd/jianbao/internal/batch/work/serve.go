package work

import (
	"bufio"
	"errors"
	"io"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
)

// StatusMemory is the exit status of a worker that has passed its limit of
// memory and noticed it first.
const StatusMemory = 86

// ErrMemory says that a worker has passed its limit of memory.
var ErrMemory = errors.New("the limit of memory is passed")

// maxStack bounds a worker's stacks: a recursion that has run away ends soon,
// and not only when the limit of memory is reached.
const maxStack = 64 << 20

// poll is how often a worker's memory is looked at.
const poll = 20 * time.Millisecond

// Serve is a worker: it sets what the parent sends, one issue after the other,
// until in ends, and then returns nil at once, whatever it is doing. Build says
// what this program is; start is called once, with the options of the run, and
// returns what sets an issue.
//
// It changes how this process collects garbage.
func Serve(in io.Reader, out io.Writer, build string, start func(batch.Options, batch.Limits) func(batch.Issue) batch.Result) error {
	r := bufio.NewReader(in)
	var s setup
	if _, err := readFrame(r, 0, &s); err != nil {
		return ended(err)
	}
	if err := writeFrame(out, hello{protocol, build}); err != nil || s.Protocol != protocol {
		return err
	}
	stop := make(chan error, 3)
	if s.Memory > 0 {
		// Collecting harder near the limit gives an issue all of it.
		debug.SetMemoryLimit(s.Memory / 8 * 7)
		go func() { stop <- watchMemory(s.Memory) }()
	}
	debug.SetMaxStack(maxStack)
	jobs := make(chan request)
	go func() {
		for {
			var q request
			if _, err := readFrame(r, 0, &q); err != nil {
				stop <- ended(err)
				return
			}
			jobs <- q
		}
	}()
	go func() {
		do := start(s.Options.options(), batch.Limits{Timeout: time.Duration(s.Timeout), Memory: s.Memory})
		w := bufio.NewWriter(out)
		for q := range jobs {
			result := do(batch.Issue{Root: string(q.Root), Key: string(q.Key), Path: string(q.Path), Real: string(q.Real)})
			if err := writeResult(w, &result); err != nil {
				stop <- err
				return
			}
		}
	}()
	return <-stop
}

// ended makes nothing of a pipe that was closed between frames.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// watchMemory returns when the process has more memory than the limit.
func watchMemory(limit int64) error {
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for range time.Tick(poll) {
		metrics.Read(samples)
		if samples[0].Value.Uint64()-samples[1].Value.Uint64() > uint64(limit) {
			return ErrMemory
		}
	}
	return nil
}

// reply is a worker's answer to a job. Its parts are PDF, sidecar, and the
// bytes of the inputs.
type reply struct{ Result batch.Result }

func writeResult(w *bufio.Writer, r *batch.Result) error {
	parts := [][]byte{r.PDF, r.Sidecar}
	for _, in := range r.Inputs {
		parts = append(parts, in.Data)
	}
	if err := writeFrame(w, reply{*r}, parts...); err != nil {
		return err
	}
	return w.Flush()
}

// readResult reads what writeResult writes.
func readResult(r io.Reader, limit int64) (batch.Result, error) {
	var a reply
	parts, err := readFrame(r, limit, &a)
	if err != nil {
		return batch.Result{}, err
	}
	if len(parts) != 2+len(a.Result.Inputs) {
		return batch.Result{}, errFrame
	}
	a.Result.PDF, a.Result.Sidecar = some(parts[0]), some(parts[1])
	for i := range a.Result.Inputs {
		a.Result.Inputs[i].Data = some(parts[2+i])
	}
	return a.Result, nil
}

// some makes nil of nothing.
func some(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b
}

func wired(o batch.Options) wireOptions {
	w := wireOptions{Profile: o.Profile, Standard: o.Standard, Epoch: o.Epoch, Build: o.Build, Lang: o.Lang}
	for _, dir := range o.FontDirs {
		w.FontDirs = append(w.FontDirs, []byte(dir))
	}
	return w
}

func (w wireOptions) options() batch.Options {
	o := batch.Options{Profile: w.Profile, Standard: w.Standard, Epoch: w.Epoch, Build: w.Build, Lang: w.Lang}
	for _, dir := range w.FontDirs {
		o.FontDirs = append(o.FontDirs, string(dir))
	}
	return o
}
