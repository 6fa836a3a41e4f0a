package work

import (
	"bufio"
	"errors"
	"io"
	"runtime"
	"runtime/debug"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
)

// StatusMemory is the exit status of a worker that has detected that it exceeds
// its memory limit.
const StatusMemory = 86

// ErrMemory is returned by Serve if the worker exceeds its memory limit.
var ErrMemory = errors.New("memory limit exceeded")

// maxStack bounds a worker's stacks, so that runaway recursion ends before the
// memory limit is reached.
const maxStack = 64 << 20

// poll is the interval at which a worker's memory is checked.
const poll = 20 * time.Millisecond

// Serve runs a worker: it builds the issues that the parent sends, one after
// the other. When in is closed, it returns nil at once, even while an issue is
// being built. build identifies the program; start is called once, with the
// options of the run, and returns the function that builds an issue.
//
// It changes the garbage collection settings of the process.
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
		// Collecting more often near the limit lets an issue use all of it.
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
			result := do(batch.Issue{Root: string(q.Root), Key: string(q.Key), Path: string(q.Path), Real: string(q.Real), Tree: string(q.Tree)})
			if err := writeResult(w, &result); err != nil {
				stop <- err
				return
			}
		}
	}()
	return <-stop
}

// ended returns nil for a pipe that was closed between frames, and other errors
// unchanged.
func ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// watchMemory returns ErrMemory when the process exceeds the limit.
func watchMemory(limit int64) error {
	var m runtime.MemStats
	for range time.Tick(poll) {
		runtime.ReadMemStats(&m)
		if m.Sys-m.HeapReleased > uint64(limit) {
			return ErrMemory
		}
	}
	return nil
}

// reply is a worker's answer to a request. Its parts are PDF, sidecar, and the
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

// readResult reads a result written by writeResult.
func readResult(r io.Reader, limit int64) (batch.Result, error) {
	var a reply
	parts, err := readFrame(r, limit, &a)
	if err != nil {
		return batch.Result{}, err
	}
	if len(parts) != 2+len(a.Result.Inputs) {
		return batch.Result{}, errFrame
	}
	a.Result.PDF, a.Result.Sidecar = nilIfEmpty(parts[0]), nilIfEmpty(parts[1])
	for i := range a.Result.Inputs {
		a.Result.Inputs[i].Data = nilIfEmpty(parts[2+i])
	}
	return a.Result, nil
}

// nilIfEmpty returns b, or nil if it is empty.
func nilIfEmpty(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b
}

func toWire(o batch.Options) wireOptions {
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
