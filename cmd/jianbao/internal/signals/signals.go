// Package signals stops a long run in two steps: the first signal asks for an orderly
// end, the second cancels the run at once.
package signals

import (
	"os"
	"os/signal"
	"syscall"

	"jianbao/content/parallel"
)

// Watch waits for the signals of a run.
type Watch struct {
	Stop     <-chan struct{} // closed at the first signal
	channel  chan os.Signal
	received chan os.Signal
	watcher  parallel.Group
}

// New starts a watch. At the first signal it calls first and then closes Stop; at the
// second signal, or when the watch ends, it calls cancel.
func New(cancel, first func()) *Watch {
	stop := make(chan struct{})
	w := &Watch{Stop: stop, channel: make(chan os.Signal, 2), received: make(chan os.Signal, 1)}
	signal.Notify(w.channel, os.Interrupt, syscall.SIGTERM)
	w.watcher.Go(func() {
		defer cancel() // also after a panic in first
		s, ok := <-w.channel
		if !ok {
			return
		}
		w.received <- s
		first()
		close(stop)
		<-w.channel
	})
	return w
}

// End ends the watch; it must be called once. A panic in a function given to New
// continues in the caller.
func (w *Watch) End() {
	signal.Stop(w.channel)
	close(w.channel)
	w.watcher.Wait()
}

// Received returns the first signal, or nil if there was none. A second call returns
// nil.
func (w *Watch) Received() os.Signal {
	select {
	case s := <-w.received:
		return s
	default:
		return nil
	}
}
