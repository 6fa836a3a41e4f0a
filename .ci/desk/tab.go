package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Tab is a tab of the browser with cookies of its own.
type Tab struct {
	T    testing.TB
	Desk *Desk // whose page it shows

	ctx context.Context

	mu       sync.Mutex
	requests []Request
	faults   []string
}

// Request is a request that a tab has made.
type Request struct {
	Method, URL, Body string
	Time              time.Time
}

// View is the size of a tab, in CSS pixels, and the pixels of the device in one of them.
type View struct {
	Width, Height int64
	Scale         float64
}

// Open opens the desk's address in a new tab of 1440 × 900 and waits until its first
// pages are drawn. It works once; see Desk.Fresh.
func (d *Desk) Open() *Tab {
	d.T.Helper()
	return d.OpenView(View{1440, 900, 1})
}

// OpenView is Open in a tab of another size.
func (d *Desk) OpenView(v View) *Tab {
	d.T.Helper()
	p := d.NewTab()
	p.Do(chromedp.EmulateViewport(v.Width, v.Height, chromedp.EmulateScale(v.Scale)))
	p.Go(d.Address)
	return p
}

// Fresh returns another address of the desk, as a second desk on the folder prints it.
func (d *Desk) Fresh() string {
	d.T.Helper()
	text, err := Run(d.T, "desk", "--no-open", d.Folder)
	address := strings.TrimSuffix(text, "\n")
	if err != nil || !firstLine.MatchString(address) {
		d.T.Fatalf("the second desk printed %q: %v", text, err)
	}
	return address
}

// NewTab opens an empty tab. What goes wrong in its page fails the test when it ends.
func (d *Desk) NewTab() *Tab {
	d.T.Helper()
	parent, err := browser()
	if err != nil {
		d.T.Fatalf("Chromium does not start: %v", err)
	}
	p := &Tab{T: d.T, Desk: d}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	p.ctx = ctx
	p.T.Cleanup(func() {
		if p.T.Failed() {
			p.Screenshot("failed")
		}
		for _, fault := range p.Faults() {
			p.T.Errorf("in the page: %s", fault)
		}
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil {
		p.T.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		p.T.Fatal(err)
	}
	return p
}

// listen records what a tab requests, and exceptions of its scripts.
func (p *Tab) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		r := Request{Method: e.Request.Method, URL: e.Request.URL, Time: time.Now()}
		for _, entry := range e.Request.PostDataEntries {
			r.Body += string(entry.Bytes)
		}
		p.requests = append(p.requests, r)
	case *runtime.EventExceptionThrown:
		p.faults = append(p.faults, (&chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails}).Error())
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" {
			p.faults = append(p.faults, fmt.Sprint("console.error: ", e.Args))
		}
	}
}

// Faults returns the exceptions of the page's scripts and what they reported as errors,
// and forgets them.
func (p *Tab) Faults() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.faults
	p.faults = nil
	return list
}

// Requests returns the requests that the tab has made so far, in their order.
func (p *Tab) Requests() []Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Request(nil), p.requests...)
}

// Do runs actions in the tab.
func (p *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	p.T.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.T.Fatal(err)
	}
}

// Go opens an address of the desk and waits until its first pages are drawn, or the
// shelf is.
func (p *Tab) Go(address string) {
	p.T.Helper()
	p.Do(chromedp.Navigate(address))
	p.WaitFor("the first state", `() => document.body.dataset.revision > 0 || document.querySelector("[data-issue]") !== null`)
}

// Eval calls a function of JavaScript in the page, which may be asynchronous, and returns
// its result.
func Eval[R any](p *Tab, function string, args ...any) R {
	p.T.Helper()
	v, err := TryEval[R](p, function, args...)
	if err != nil {
		p.T.Fatalf("%s: %v", function, err)
	}
	return v
}

// TryEval is Eval that returns the error.
func TryEval[R any](p *Tab, function string, args ...any) (R, error) {
	p.T.Helper()
	var list []string
	for _, a := range args {
		data, err := json.Marshal(a)
		if err != nil {
			p.T.Fatal(err)
		}
		list = append(list, string(data))
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[R]("("+function+")("+strings.Join(list, ", ")+")", chromedp.EvalAwaitPromise))
}

// WaitFor waits until a function of JavaScript returns true.
func (p *Tab) WaitFor(what, function string, args ...any) {
	p.T.Helper()
	p.waitWithin(patience, what, function, args...)
}

func (p *Tab) waitWithin(limit time.Duration, what, function string, args ...any) {
	p.T.Helper()
	for end := time.Now().Add(limit); ; time.Sleep(10 * time.Millisecond) {
		ok, err := TryEval[bool](p, function, args...)
		switch {
		case err == nil && ok:
			return
		case time.Now().After(end):
			p.T.Fatalf("%s: not within %v (%v); state %+v, status %q", what, limit, err, p.State(), p.Status())
		}
	}
}

// Dark makes the page dark or light.
func (p *Tab) Dark(dark bool) {
	p.T.Helper()
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
		p.T.Fatal(err)
	}
}

// Screenshot keeps a picture of the tab in .ci/out/desk and returns it, as PNG.
func (p *Tab) Screenshot(name string) []byte {
	p.T.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	data, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.T.Errorf("screenshot: %v", err)
		return nil
	}
	Keep(p.T, name+".png", data)
	return data
}

// Idle waits for a moment, in a loop that asks again and again.
func (p *Tab) Idle() { time.Sleep(10 * time.Millisecond) }

// Beside opens another tab with the same cookies.
func (p *Tab) Beside() *Tab {
	p.T.Helper()
	q := &Tab{T: p.T, Desk: p.Desk}
	ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithListener(q.listen))
	q.ctx = ctx
	p.T.Cleanup(func() {
		for _, fault := range q.Faults() {
			p.T.Errorf("in the page beside: %s", fault)
		}
		cancel()
	})
	if err := chromedp.Do(ctx); err != nil {
		p.T.Fatal(err)
	}
	return q
}

// Visit opens any address.
func (p *Tab) Visit(address string) {
	p.T.Helper()
	p.Do(chromedp.Navigate(address))
}

// Front puts the tab before the others: one that is behind them draws nothing.
func (p *Tab) Front() {
	p.T.Helper()
	if _, err := chromedp.Call(p.ctx, page.BringToFront, cdp.Empty{}); err != nil {
		p.T.Fatal(err)
	}
}

// Forgive forgets what the page's scripts reported so far.
func (p *Tab) Forgive() { p.Faults() }
