package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"jianbao/cmd/jianbao/internal/bug"
	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/polling"
	"jianbao/cmd/jianbao/internal/signals"
	"jianbao/content/diag"
	"jianbao/layout/edition"
)

// Times of watch. From the end of a change to the new PDF it takes at most pollEvery,
// settleFor and the time of the build.
const (
	pollEvery   = 150 * time.Millisecond
	settleFor   = 80 * time.Millisecond // a file that is as it was so long ago is no longer being written
	mostPause   = 2 * time.Second
	recheckPoll = 20 // polls after a build until the files that had changed are read again
)

// watchFonts is the total size of fonts in bytes whose faces are kept between builds.
const watchFonts = 64 << 20

// watch builds every issue, and again after each change of its files, until a signal comes.
func (a *app) watch(args []string) int {
	o, ok := a.parse("watch", args)
	if !ok {
		return statusUsage
	}
	for _, f := range [...]struct{ name, value string }{{"-o", o.Output}, {"--dump", o.Dump}, {"--report", o.Report}} {
		if f.value == "-" {
			return a.wrongUsage("watch", "usage-watch-stdout", diag.Fix{}, f.name)
		}
	}
	for i, operand := range o.Operands { // a folder may not be there yet
		if _, err := os.Stat(operand); err != nil && !strings.EqualFold(filepath.Ext(operand), ".toml") {
			o.Operands[i] = filepath.Join(operand, manifestName)
		}
	}
	jobs, ok := a.plan("watch", o)
	if !ok {
		return statusUsage
	}
	nothing := func() {} // the channel alone ends the run
	until := signals.New(nothing, nothing, syscall.SIGHUP)
	defer until.End()
	a.collection.forLong()
	return newWatching(a, jobs, o, until.Stop).run()
}

// watching is one run of watch.
type watching struct {
	*app
	choices edition.Choices
	engine  *edition.Engine
	jobs    []watched
	stop    <-chan struct{}
	open    bool // the PDF of the first issue that is built

	// What was not changed in the issue that was built last is not made again. That of
	// others is not kept, however many issues are watched.
	memo edition.Memo
	last *watched
}

// watched is an issue that is built again and again.
type watched struct {
	job
	set   *polling.Set   // of the last build; nil: none
	known map[string]int // findings of the last build
	polls int            // since then
	retry bool           // the PDF could not be written, because another program holds it open
}

func newWatching(a *app, jobs []job, o cli.Arguments, stop <-chan struct{}) *watching {
	w := &watching{app: a, choices: o.Choices, stop: stop, open: o.Open}
	w.choices.Epoch = a.getenv("SOURCE_DATE_EPOCH")
	w.engine = edition.New(edition.Options{Tool: tool(), KeepFonts: watchFonts})
	for _, j := range jobs {
		w.jobs = append(w.jobs, watched{job: j})
	}
	return w
}

// run builds what has changed until stop is closed.
func (w *watching) run() int {
	for {
		var looking time.Duration
		for i := range w.jobs {
			begun := time.Now()
			due := w.due(&w.jobs[i])
			if looking += time.Since(begun); !due {
				continue
			}
			if !w.settled(&w.jobs[i]) || !w.update(&w.jobs[i]) {
				return statusDone
			}
		}
		// On a slow drive, looking takes at most a fifth of the time.
		if !w.wait(max(pollEvery, min(4*looking, mostPause))) {
			return statusDone
		}
	}
}

// wait waits and reports whether the run goes on.
func (w *watching) wait(d time.Duration) bool {
	if w.pause != nil {
		return w.pause(d, w.stop)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-w.stop:
		return false
	}
}

// due reports whether an issue must be built.
func (w *watching) due(j *watched) bool {
	if j.set == nil || j.set.Changed() {
		return true
	}
	j.polls++
	return j.polls == recheckPoll && j.set.Recheck() || j.retry && j.polls%recheckPoll == 0
}

// settled waits until no file is being written, and reports whether the run goes on.
func (w *watching) settled(j *watched) bool {
	if j.set == nil {
		return true
	}
	for look := j.set.Look(); ; {
		if !w.wait(settleFor) {
			return false
		}
		now := j.set.Look()
		if now.Equal(look) {
			return true
		}
		look = now
	}
}

// made is the result of building an issue in memory.
type made struct {
	edition *edition.Edition
	set     *polling.Set
	log     diag.List
	status  int
}

// update builds an issue and writes its files, unless a file has changed meanwhile, and
// reports whether the run goes on.
func (w *watching) update(j *watched) bool {
	m := &made{set: polling.NewSet()}
	if !signals.Until(w.stop, func() { w.build(j, m) }) {
		return false // nothing is being written
	}
	before, again := j.set, j.retry
	j.set, j.polls, j.retry = m.set, 0, false
	if before != nil && m.set.Changed() {
		return true // it is built again at once
	}
	if m.edition == nil {
		w.tell(j, m, 0, false)
		return true
	}
	r := jobResult{pages: m.edition.Summary().Pages, status: m.status}
	if r.status == statusDone {
		r.status = w.writeJob(m.edition, j.job, taskBuild, &m.log)
	}
	select {
	case <-w.stop:
		return false
	default:
	}
	if j.retry = m.log.Has("output-held"); j.retry && again {
		return true // as told before
	}
	written := r.status == statusDone && !m.log.HasErrors() && m.edition.PDF() != nil
	w.tell(j, m, r.pages, written)
	if written && w.open {
		w.open = false
		w.show(j.output)
	}
	return true
}

// build builds an issue in memory. A panic is a finding, and the next change may be
// without it.
func (w *watching) build(j *watched, m *made) {
	defer func() {
		if recovered := recover(); recovered != nil {
			p := bug.Report(recovered, &m.log)
			w.stderr.Write(p.Stack)
			m.edition = nil
			w.last = nil
		}
	}()
	if w.last != j {
		w.memo, w.last = edition.Memo{}, j
	}
	files, end := polling.Record(j.manifest, m.set, j.set)
	defer end()
	e := w.engine.ReadAgain(files, w.choices, &w.memo, &m.log)
	if j.overInput(e.Inputs(), &m.log) || !e.Complete() || m.log.Has("output-flag-profile") {
		return
	}
	e.Permit()
	e.Compose()
	if err := e.Render(); err != nil {
		m.status = failure(&m.log, err)
	}
	e.Preflight()
	m.edition = e
}

// told is the line of a build in JSON. The order of its fields is part of the format.
type told struct {
	Manifest string `json:"manifest"`
	Output   string `json:"output"`
	Written  bool   `json:"written"`
	Pages    int    `json:"pages"`
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Notices  int    `json:"notices"`
}

// tell prints the findings that the build before did not have, and the line of the build.
func (w *watching) tell(j *watched, m *made, pages int, written bool) {
	known := map[string]int{}
	var added diag.List
	var counts [diag.Error + 1]int
	for _, d := range m.log.Items() {
		counts[d.Severity]++
		key := d.Key()
		if known[key]++; known[key] > j.known[key] {
			added.AddFound(d)
		}
	}
	j.known = known
	w.report(&added)
	line := told{
		Manifest: filepath.ToSlash(j.manifest), Output: filepath.ToSlash(j.output), Written: written, Pages: pages,
		Errors: counts[diag.Error], Warnings: counts[diag.Warning], Notices: counts[diag.Notice],
	}
	if w.json {
		w.stdout.Write(jsonLine(line))
		return
	}
	parts := w.counts(counts[:])
	switch {
	case !written:
		parts = append(parts, w.choose("PDF 没有更新", "PDF not updated"))
	default:
		parts = append([]string{w.choose(fmt.Sprintf("%d 页", pages), diag.Count(pages, "page"))}, parts...)
	}
	now := time.Now
	if w.now != nil {
		now = w.now
	}
	io.WriteString(w.stdout, now().Format(time.TimeOnly)+" "+diag.Escape(line.Output)+w.choose("：", ": ")+strings.Join(parts, w.choose("，", ", "))+"\n")
}

// show opens a file in the system's reader.
func (w *watching) show(path string) {
	open := w.openFile
	if open == nil {
		open = show
	}
	full, err := filepath.Abs(path)
	if err == nil {
		err = open(full)
	}
	if err != nil {
		var log diag.List
		log.Add("watch-open", diag.Span{}, filepath.ToSlash(path), diag.Cause(err))
		w.report(&log)
	}
}
