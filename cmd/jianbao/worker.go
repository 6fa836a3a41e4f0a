package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"golang.org/x/term"

	"jianbao/cmd/jianbao/internal/batch/work"
	"jianbao/cmd/jianbao/internal/worker"
)

// workerName is the command with which a batch starts its workers. It is internal:
// workers exchange frames with their parent, see package work.
const workerName = "batch-worker"

// workerGC is GOGC in a worker, see laterGC.
const workerGC = 400

// isWorker reports whether the arguments of the program start a worker.
func isWorker(args []string) bool { return len(args) == 1 && args[0] == workerName }

// worker builds issues until stdin ends.
func (a *app) worker() int {
	if term.IsTerminal(int(os.Stdin.Fd())) {
		return a.unknownCommand(workerName)
	}
	// Signals are for the parent, which lets the current issues be finished. They
	// are received and discarded, because Windows ends a process that only ignores
	// them, at Ctrl-Break or when its window is closed.
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
