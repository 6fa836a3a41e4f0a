package main

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

// safeBuffer may be written by the progress timer while a test reads it.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func TestProgressSilentWhenQuick(t *testing.T) {
	var w safeBuffer
	p := startProgress(&w, time.Hour)
	p.set("reading")
	p.set("composing")
	p.stop()
	if w.String() != "" {
		t.Errorf("a quick run printed %q", w.String())
	}
}

func TestProgressShowsAndWipes(t *testing.T) {
	var w safeBuffer
	p := startProgress(&w, time.Millisecond)
	p.set("reading")
	for end := time.Now().Add(5 * time.Second); !strings.Contains(w.String(), "reading"); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("a long run showed no progress")
		}
	}
	p.set("composing")
	p.stop()
	p.set("too late")
	if want := "\r\x1b[Kreading\r\x1b[Kcomposing\r\x1b[K"; w.String() != want {
		t.Errorf("got %q, want %q", w.String(), want)
	}
}

func TestProgressOnlyForPeople(t *testing.T) {
	var w safeBuffer
	env := map[string]string{}
	a := &app{system: &system{stderr: &w, getenv: func(k string) string { return env[k] }, ansi: func() bool { return true }}}
	if newProgress(a) != nil {
		t.Error("progress without a terminal")
	}
	a.terminal = true
	a.json = true
	if newProgress(a) != nil {
		t.Error("progress among JSON lines")
	}
	a.json = false
	env["TERM"] = "dumb"
	if newProgress(a) != nil {
		t.Error("progress at a terminal that cannot erase a line")
	}
	env["TERM"] = "xterm"
	p := newProgress(a)
	if p == nil {
		t.Fatal("no progress at a terminal")
	}
	p.stop()
	var none *progress
	none.set("nothing")
	none.stop()
}
