package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progressDelay is how long a run may take before it shows that it is alive.
const progressDelay = 500 * time.Millisecond

// progress is one line at the foot of a terminal that says what is being done,
// wiped out before anything else is printed. It is silent where stderr is no
// terminal, and in runs that are over sooner than anyone would wonder.
type progress struct {
	w     io.Writer
	timer *time.Timer

	mu     sync.Mutex
	text   string
	shown  bool
	closed bool
}

// newProgress starts the clock; it returns nil, which does nothing, if the
// output is not for people at a terminal that can erase a line.
func newProgress(a *app) *progress {
	if !a.terminal || a.json || a.getenv("TERM") == "dumb" || !a.ansi() {
		return nil
	}
	return startProgress(a.stderr, progressDelay)
}

func startProgress(w io.Writer, delay time.Duration) *progress {
	p := &progress{w: w}
	p.timer = time.AfterFunc(delay, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !p.closed {
			p.shown = true
			p.draw()
		}
	})
	return p
}

// say replaces the text of the line.
func (p *progress) say(text string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = text
	if p.shown && !p.closed {
		p.draw()
	}
}

// hide wipes the line out until there is something new to say, so that other
// things can be printed.
func (p *progress) hide() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
}

// stop wipes the line out for good.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
	p.closed = true
}

func (p *progress) wipe() {
	if p.shown && !p.closed && p.text != "" {
		io.WriteString(p.w, "\r\x1b[K")
	}
	p.text = ""
}

func (p *progress) draw() {
	if p.text == "" {
		return
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", p.text)
}
