// Package signals lets a long run be stopped in two steps: the first signal asks
// for an orderly end, the second for one at once.
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

// New begins to watch. First is called at the first signal, before Stop is
// closed; cancel is called at the second, and when the watch ends.
func New(cancel, first func()) *Watch {
	stop := make(chan struct{})
	w := &Watch{Stop: stop, channel: make(chan os.Signal, 2), received: make(chan os.Signal, 1)}
	signal.Notify(w.channel, os.Interrupt, syscall.SIGTERM)
	w.watcher.Go(func() {
		defer cancel() // also after a panic; without one the run has ended by now
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

// End ends the watch, once. A panic of the function that New was given is handed
// on.
func (w *Watch) End() {
	signal.Stop(w.channel)
	close(w.channel)
	w.watcher.Wait()
}

// Received returns the first signal, once; nil if there was none.
func (w *Watch) Received() os.Signal {
	select {
	case s := <-w.received:
		return s
	default:
		return nil
	}
}
