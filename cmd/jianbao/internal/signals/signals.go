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

// New starts a watch of SIGINT, SIGTERM and other signals. At the first one it calls
// first and then closes Stop; at the second one, or when the watch ends, it calls cancel.
func New(cancel, first func(), others ...os.Signal) *Watch {
	stop := make(chan struct{})
	w := &Watch{Stop: stop, channel: make(chan os.Signal, 2), received: make(chan os.Signal, 1)}
	signal.Notify(w.channel, append([]os.Signal{os.Interrupt, syscall.SIGTERM}, others...)...)
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

// Until calls f in a goroutine of its own and returns true when f has returned. If stop
// is closed before that, it returns false at once, and f goes on alone. A panic in f
// continues in the caller.
func Until(stop <-chan struct{}, f func()) bool {
	var running parallel.Group
	done := make(chan struct{})
	running.Go(func() {
		defer close(done)
		f()
	})
	select {
	case <-done:
		running.Wait()
		return true
	case <-stop:
		return false
	}
}
