package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progressDelay is the time after which a run shows its progress.
const progressDelay = 500 * time.Millisecond

// progress is a line at the bottom of a terminal that shows the current step. It is
// erased before anything else is printed, and not shown by runs that take less than
// progressDelay.
type progress struct {
	w     io.Writer
	timer *time.Timer

	mu     sync.Mutex
	text   string
	shown  bool
	closed bool
}

// newProgress starts the delay. It returns nil, whose methods do nothing, if stderr
// is not a terminal that can erase a line, or messages are JSON.
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

// set replaces the text of the line.
func (p *progress) set(text string) {
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

// hide erases the line until the next call of set, so that other output can be
// printed.
func (p *progress) hide() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
}

// stop erases the line for good.
func (p *progress) stop() {
	if p == nil {
		return
	}
	p.timer.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
	p.closed = true
}

func (p *progress) erase() {
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
