package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"golang.org/x/term"

	"jianbao/cmd/jianbao/internal/batch/work"
	"jianbao/cmd/jianbao/internal/worker"
)

// workerName is the command that a batch starts its workers with. It is not for
// people: it talks in frames, see package work.
const workerName = "batch-worker"

// workerGC is the collector's percentage in a worker, see laterGC.
const workerGC = 400

// isWorker reports whether the arguments of the program start a worker.
func isWorker(args []string) bool { return len(args) == 1 && args[0] == workerName }

// worker makes issues until its stdin ends.
func (a *app) worker() int {
	if term.IsTerminal(int(os.Stdin.Fd())) {
		return a.unknownCommand(workerName)
	}
	// Whoever stops a batch stops its parent, which lets the issues under way
	// be finished. The signals are taken and dropped: Windows ends a process that
	// only ignores them, at Ctrl-Break or when its window is closed.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	debug.SetGCPercent(workerGC)
	err := worker.Serve(worker.Config{Tool: tool(), Log: a.stderr, Before: a.sabotage}, buildIdentity(), os.Stdin, os.Stdout)
	switch {
	case errors.Is(err, work.ErrMemory):
		return work.StatusMemory
	case err != nil:
		fmt.Fprintln(a.stderr, err)
		return statusSystem
	}
	return statusDone
}

// buildIdentity says what this program is: its revision and what it carries. A
// program that was not built from a clean revision is known by its own bytes.
func buildIdentity() string {
	v := versionOf()
	if v.Revision == "" || v.Modified {
		return "program sha256:" + ownDigest()
	}
	parts := []string{v.Version, v.Revision, v.Go}
	for _, d := range v.Data {
		parts = append(parts, d.Name+" "+d.Version)
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return v.Revision + " sha256:" + hex.EncodeToString(sum[:])
}

func ownDigest() string {
	name, err := os.Executable()
	if err != nil {
		return "unknown"
	}
	f, err := os.Open(name)
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "unknown"
	}
	return hex.EncodeToString(h.Sum(nil))
}
